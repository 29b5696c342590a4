#include "redaction/names.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "redaction/characters.hpp"
#include "redaction/east_asian_names.hpp"
#include "redaction/header_name.hpp"
#include "redaction/name_tokens.hpp"
#include "redaction/name_words.hpp"
#include "text/utf8.hpp"

namespace ats::redaction {
namespace {

constexpr std::size_t shortest_lone_part = 3;
constexpr std::size_t shortest_glued = 5;

/// What of the names may stand where.
class Parts {
public:
    Parts(std::vector<Name> const& names, std::vector<NameToken> const& tokens) : names_(names) {
        for (auto const& name : names_) add(name);
        leave_words_of_the_language(tokens);
    }

    bool is_part(std::string const& word) const { return parts_.contains(word); }
    bool is_lone(std::string const& word) const { return lone_.contains(word) || glued_.contains(word); }
    bool is_initial(NameToken const& token) const {
        return token.initial && token.capital && initials_.contains(token.folded);
    }
    std::size_t longest() const noexcept { return longest_; }
    std::vector<Name> const& names() const noexcept { return names_; }

private:
    void add(Name const& name) {
        longest_ = std::max(longest_, name.size());
        for (auto const& word : name) {
            if (word.size() > 1) parts_.insert(word);
            if (!word.empty()) initials_.insert(word.substr(0, text::decode(word, 0).bytes));
            if (text::count_characters(word) >= shortest_lone_part && !is_particle(word) &&
                !is_also_a_word(word))
                lone_.insert(word);
        }
        if (name.size() < 2) return;
        glue(name.front() + name.back());
        glue(name.back() + name.front());
        std::string all;
        for (auto const& word : name) all += word;
        glue(all);
    }

    void glue(std::string const& word) {
        if (word.size() >= shortest_glued && !is_no_name(word)) glued_.insert(word);
    }

    /// What is mostly written in small letters is a word of the language as well.
    void leave_words_of_the_language(std::vector<NameToken> const& tokens) {
        std::unordered_map<std::string_view, int> balance;
        for (auto const& token : tokens) balance[token.folded] += token.capital ? 1 : -1;
        for (auto const& [word, capitals] : balance) {
            if (capitals < 0) lone_.erase(std::string(word));
        }
    }

    std::vector<Name> const& names_;
    std::unordered_set<std::string> parts_, lone_, glued_, initials_;
    std::size_t longest_ = 0;
};

/// What may stand between the words of one name.
bool joins(std::string_view gap) noexcept {
    if (gap.empty() || gap.size() > 4) return false;
    return std::all_of(gap.begin(), gap.end(),
                       [](char c) {
                           return is_space(c) ||
                                  std::string_view(R"(.,-_'"())").find(c) != std::string_view::npos;
                       }) ||
           gap == "\xE2\x80\x99" || gap == "\xC2\xA0" || gap == "\xE2\x80\x91" || gap == "\xE2\x80\x90";
}

class Finder {
public:
    Finder(std::string_view text, std::vector<NameToken> const& tokens, Parts const& parts, Spans& found)
        : text_(text), tokens_(tokens), parts_(parts), found_(found) {}

    void find() {
        for (std::size_t i = 0; i < tokens_.size();) {
            auto const end = run_from(i);
            if (end == i) {
                ++i;
                continue;
            }
            add(i, end);
            i = end;
        }
    }

private:
    std::string_view gap(std::size_t i) const {
        return text_.substr(tokens_[i].end, tokens_[i + 1].begin - tokens_[i].end);
    }

    bool fits(std::size_t i) const {
        auto const& token = tokens_[i];
        return parts_.is_part(token.folded) || parts_.is_lone(token.folded) || parts_.is_initial(token);
    }

    /// @returns where a whole name of several words ends, in whatever capitals ("jane doe"); `i` without one.
    std::size_t whole_name(std::size_t i) const {
        for (auto const& name : parts_.names()) {
            if (name.size() < 2 || i + name.size() > tokens_.size()) continue;
            std::size_t n = 0;
            while (n < name.size() && tokens_[i + n].folded == name[n] && (n == 0 || joins(gap(i + n - 1))))
                ++n;
            if (n == name.size()) return i + n;
        }
        return i;
    }

    /// @returns where the run of name words that begins with token `i` ends; `i` if it is no name.
    std::size_t run_from(std::size_t i) const {
        if (auto const whole = whole_name(i); whole > i) return whole;
        auto end = i;
        std::size_t parts = 0, lone = 0;
        std::vector<std::string_view> seen;
        while (end < tokens_.size() && fits(end) && end - i < parts_.longest() + 1) {
            if (end > i && !joins(gap(end - 1))) break;
            auto const& word = tokens_[end].folded;
            if (std::find(seen.begin(), seen.end(), word) != seen.end()) break;
            seen.push_back(word);
            if (parts_.is_part(word) && tokens_[end].capital && !is_particle(word)) ++parts;
            // "J. Smith".
            if (parts_.is_initial(tokens_[end]) && at(text_, tokens_[end].end) == '.') ++parts;
            if (parts_.is_lone(word)) ++lone;
            ++end;
        }
        if (parts > 0 && is_saluted(i)) return without_loose_end(i, end);
        if (lone == 0 && (parts < 2 || !has_part(i, end))) return i;
        return without_loose_end(i, end);
    }

    /// "Ms. Baker" is nobody who bakes. A salutation tells the gender, too.
    bool is_saluted(std::size_t i) const {
        return i > 0 && is_salutation(tokens_[i - 1].folded) && tokens_[i - 1].capital && joins(gap(i - 1));
    }

    /// Initials alone are no name.
    bool has_part(std::size_t i, std::size_t end) const {
        return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                           tokens_.begin() + static_cast<std::ptrdiff_t>(end),
                           [&](auto const& token) { return parts_.is_part(token.folded) && token.capital; });
    }

    /// Particles, and initials without a full stop, end no name.
    std::size_t without_loose_end(std::size_t i, std::size_t end) const {
        while (end > i + 1 &&
               ((is_particle(tokens_[end - 1].folded) && !parts_.is_lone(tokens_[end - 1].folded)) ||
                (tokens_[end - 1].initial && at(text_, tokens_[end - 1].end) != '.'))) {
            --end;
        }
        return end;
    }

    void add(std::size_t first, std::size_t end) {
        if (is_saluted(first)) --first;
        found_.push_back({tokens_[first].begin, tokens_[end - 1].end, IdentifierKind::name});
    }

    std::string_view text_;
    std::vector<NameToken> const& tokens_;
    Parts const& parts_;
    Spans& found_;
};

/// "J A N E  D O E" has no words: its line is the name.
void find_spaced(std::string_view text, std::vector<Name> const& names, std::vector<NameToken> const& tokens,
                 Spans& found) {
    constexpr std::size_t first_tokens = 60;
    for (std::size_t i = 0; i < tokens.size() && i < first_tokens; ++i) {
        std::string letters;
        auto end = i;
        while (end < tokens.size() && tokens[end].initial && end - i < first_tokens &&
               (end == i || text.substr(tokens[end - 1].end, tokens[end].begin - tokens[end - 1].end)
                                    .find_first_not_of(" \t") == std::string_view::npos)) {
            letters += tokens[end++].folded;
        }
        if (end - i < shortest_glued) continue;
        for (auto const& name : names) {
            std::string all;
            for (auto const& word : name) all += word;
            if (all == letters) found.push_back({tokens[i].begin, tokens[end - 1].end, IdentifierKind::name});
        }
        i = end;
    }
}

/// @param taken in order, none overlapping.
std::vector<NameToken> tokens_outside(std::string_view text, Spans const& taken) {
    std::vector<NameToken> tokens;
    auto span = taken.begin();
    for (auto& token : name_tokens(text)) {
        while (span != taken.end() && span->end <= token.begin) ++span;
        if (span == taken.end() || token.end <= span->begin) tokens.push_back(std::move(token));
    }
    return tokens;
}

}  // namespace

void find_names(std::string_view text, ContactArea const& area, Spans const& addresses, Spans& found) {
    auto const names = header_names(text, area, addresses);
    auto const tokens = tokens_outside(text, found);  // Before anything is added: they are in order.
    find_east_asian_name(text, found);
    if (names.empty()) return;
    Parts const parts(names, tokens);
    find_spaced(text, names, tokens, found);
    Finder(text, tokens, parts, found).find();
}

}  // namespace ats::redaction
