#include "llm/json_extract.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "llm/thoughts.hpp"

namespace ats::llm {
namespace {

/// An answer about 20 criteria takes some 20 kB; 50 times that is a model that ran away.
constexpr std::size_t max_answer_bytes = std::size_t{1} << 20;
/// The answers asked for have 4 levels. The bound keeps the recursion of later steps flat.
constexpr int max_depth = 32;
/// Looking up a key takes time linear in their number, so that many keys would take quadratic time.
constexpr std::size_t max_values = 20'000;
/// Each brace in prose around the answer may start an object that has to be tried.
constexpr int max_candidates = 64;
/// Those in thoughts whose beginning was not shown do not count, but take time as well.
constexpr int max_tries = 512;
/// Of letters and digits. A shorter answer may stand in a text by chance.
constexpr std::size_t least_echo_length = 32;

/// Thrown out of the parser: there is no other way to stop it.
struct Refused {
    std::string why;
};

/// Watches the parser for what it would accept silently.
class Guard {
public:
    bool operator()(int depth, Json::parse_event_t event, Json const& value) {
        if (depth > max_depth) throw Refused{"it is nested too deeply"};
        if (event == Json::parse_event_t::object_start) keys_.emplace_back();
        if (event == Json::parse_event_t::object_end) keys_.pop_back();
        if (event == Json::parse_event_t::key) see_key(value.get_ref<std::string const&>());
        if (event == Json::parse_event_t::value && ++values_ > max_values)
            throw Refused{"it has too many values"};
        return true;
    }

private:
    void see_key(std::string const& key) {
        if (!keys_.back().insert(key).second) throw Refused{"a key stands twice in one object"};
        if (++values_ > max_values) throw Refused{"it has too many values"};
    }

    std::vector<std::set<std::string>> keys_;
    std::size_t values_ = 0;
};

Fault not_json(std::string what, std::string value = {}) {
    return {"", std::move(value), std::move(what), /*quotes_answer=*/true};
}

Extracted parse(std::string_view text) {
    Guard guard;
    try {
        return {Json::parse(text, [&guard](int depth, Json::parse_event_t event,
                                           Json const& value) { return guard(depth, event, value); }),
                {}};
    } catch (Refused const& refused) {
        return {std::nullopt, not_json("the answer is no valid JSON: " + refused.why)};
    } catch (Json::parse_error const& error) {
        // The text before the fault helps the model to find it.
        auto const end = std::min(error.byte, text.size());
        return {std::nullopt, not_json("is where the answer stops being valid JSON",
                                       dump_json(shortened(text.substr(end < 20 ? 0 : end - 20, 20))))};
    } catch (Json::exception const&) {  // 1e999 is out of range, not a parse error.
        return {std::nullopt, not_json("the answer is no valid JSON: a number is out of range")};
    }
}

/// @returns the length of the object that `text` starts with, or npos if it does not end.
std::size_t balanced_length(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{') {
            ++depth;
        } else if (c == '}' && --depth == 0) {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

/// @returns the letters and digits alone: what JSON, YAML and the notation of a program have in common.
std::string skeleton(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        if (c == '\\') {
            ++i;  // "\n" is no letter.
        } else if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
            result += text[i];
        }
    }
    return result;
}

/// The order of keys does not count.
bool same(Json const& a, Json const& b) { return nlohmann::json(a) == nlohmann::json(b); }

bool has_keys(Json const& object, std::vector<std::string> const& keys) {
    return std::all_of(keys.begin(), keys.end(), [&](auto const& key) { return object.contains(key); });
}

/// Of an object that does not parse.
bool names_keys(std::string_view text, std::vector<std::string> const& keys) {
    return std::all_of(keys.begin(), keys.end(),
                       [&](auto const& key) { return text.find('"' + key + '"') != std::string_view::npos; });
}

/// Goes through an answer once and keeps what may be the object that was asked for.
class Search {
public:
    Search(Schema const& schema, std::vector<std::string_view> const& shown)
        : schema_(schema), shown_(shown) {}

    Extracted in(std::string_view text) {
        auto const start = text.find_first_not_of(" \t\r\n");
        std::string const marks = "{" + std::string(thought_mark_beginnings);
        for (auto at = text.find_first_of(marks); at < text.size(); at = text.find_first_of(marks, at)) {
            auto const rest = text.substr(at);
            if (auto const mark = thought_mark_at(rest, at == start)) {
                see(*mark);
                at += mark->length;
            } else {
                at += rest.front() == '{' && !thinking_ ? take(rest) : 1;
            }
        }
        return result();
    }

private:
    /// Some chat templates swallow the opening mark: what a closing one ends was thinking all along.
    void see(ThoughtMark const& mark) {
        thinking_ = mark.opens;
        if (mark.opens) return;
        answers_.clear();
        first_.reset();
        candidates_ = 0;
    }

    /// @returns how much of `text` was taken.
    std::size_t take(std::string_view text) {
        if (++candidates_ > max_candidates || ++tries_ > max_tries) return 1;
        auto const length = balanced_length(text);
        auto candidate = parse(text.substr(0, length));
        if (!candidate.object) {
            keep(std::move(candidate), names_keys(text.substr(0, length), schema_.required_keys()));
            return 1;  // It may be prose with a brace in it, which the answer follows.
        }
        if (!is_echo(*candidate.object)) {
            bool const answers = has_keys(*candidate.object, schema_.required_keys());
            keep(std::move(candidate), answers);
        }
        return length;
    }

    void keep(Extracted candidate, bool answers) {
        if (!answers && first_) return;
        if (answers) {
            answers_.push_back(std::move(candidate));
        } else {
            first_ = std::move(candidate);
        }
    }

    bool is_echo(Json const& object) {
        if (shown_.empty()) return false;
        if (shown_letters_.empty()) {
            for (auto const text : shown_) shown_letters_ += skeleton(text) + '\n';
        }
        auto const letters = skeleton(dump_json(object));
        return letters.size() >= least_echo_length && shown_letters_.find(letters) != std::string::npos;
    }

    bool fits(Extracted const& candidate) const {
        return candidate.object && schema_.faults(*candidate.object).empty();
    }

    bool differs_from_another(Extracted const& answer) const {
        return std::any_of(answers_.begin(), answers_.end(), [&](Extracted const& other) {
            return fits(other) && !same(*other.object, *answer.object);
        });
    }

    Extracted result() {
        if (answers_.empty()) {
            return first_ ? *std::move(first_)
                          : Extracted{std::nullopt, not_json("the answer holds no JSON object")};
        }
        auto& last = answers_.back();
        if (!fits(last)) return std::move(last);
        if (candidates_ > max_candidates || tries_ > max_tries)
            return {std::nullopt, not_json("the answer holds too many objects: write one and nothing else")};
        if (differs_from_another(last))
            return {std::nullopt,
                    not_json("the answer holds several objects that differ: write one and nothing else")};
        return std::move(last);
    }

    Schema const& schema_;
    std::vector<std::string_view> const& shown_;
    std::string shown_letters_;
    std::vector<Extracted> answers_;  ///< Those with the keys asked for.
    std::optional<Extracted> first_;  ///< Of the others.
    bool thinking_ = false;
    int candidates_ = 0;
    int tries_ = 0;
};

std::string_view without_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    return text;
}

}  // namespace

Extracted extract_object(std::string_view text, Schema const& schema,
                         std::vector<std::string_view> const& shown) {
    if (text.size() > max_answer_bytes) return {std::nullopt, not_json("the answer is too long")};
    return Search(schema, shown).in(without_mark(text));
}

bool is_whole_object(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    text = without_mark(text);
    auto const begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos || text[begin] != '{') return false;
    text = text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
    return balanced_length(text) == text.size();
}

}  // namespace ats::llm
