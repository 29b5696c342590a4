#include "llm/json_extract.hpp"

#include <algorithm>
#include <set>

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

std::string_view skip_blanks(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text;
}

/// Drafts within a `<think>` block are no answer. Some chat templates swallow the opening tag. An
/// answer that starts at once holds no such block: a tag in it is a quote from a resume.
std::string_view without_thoughts(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF", opening = "<think>", closing = "</think>";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    text = skip_blanks(text);
    if (text.starts_with('{') || text.starts_with("```")) return text;
    if (auto const end = text.find(closing); end != std::string_view::npos) {
        return text.substr(end + closing.size());
    }
    return text.starts_with(opening) ? std::string_view{} : text;
}

bool has_keys(Json const& object, std::vector<std::string> const& keys) {
    return std::all_of(keys.begin(), keys.end(), [&](auto const& key) { return object.contains(key); });
}

}  // namespace

Extracted extract_object(std::string_view text, std::vector<std::string> const& required_keys) {
    if (text.size() > max_answer_bytes) return {std::nullopt, not_json("the answer is too long")};
    text = without_thoughts(text);
    std::optional<Extracted> first;
    for (int tried = 0; tried < max_candidates; ++tried) {
        text.remove_prefix(std::min(text.find('{'), text.size()));
        if (text.empty()) break;
        auto const length = balanced_length(text);
        auto candidate = parse(text.substr(0, length));
        if (candidate.object && has_keys(*candidate.object, required_keys)) return candidate;
        // What did not parse may be prose with a brace in it, which the answer follows.
        text.remove_prefix(candidate.object ? length : 1);
        if (!first) first = std::move(candidate);
    }
    return first ? std::move(*first) : Extracted{std::nullopt, not_json("the answer holds no JSON object")};
}

}  // namespace ats::llm
