#include "offline/resume/standing.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "offline/words/standing_cues.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// What stands between a negation and its verb, a wish and what is to be learned.
constexpr std::size_t most_fillers = 3;
// "no formal nursing training"
constexpr std::size_t most_words_of_a_thing = 4;
// "noch nie in einem Betrieb mit SAP gearbeitet"
constexpr std::size_t farthest_verb = 8;
// "no Java, Go or Rust": longer parts between commas are sentences of their own.
constexpr std::size_t most_words_in_list = 3;

// 0 if it is none.
int year_of(std::string_view word) {
    constexpr std::size_t digits = 4;
    int year = 0;
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), year);
    bool const whole = error == std::errc() && end == word.data() + word.size() && word.size() == digits;
    constexpr int first = 1950;
    constexpr int last = 2100;
    return whole && year >= first && year <= last ? year : 0;
}

using Span = std::pair<std::size_t, std::size_t>;

/// Lines that are one passage: a line that goes on in small letters belongs to the one before.
class Passage {
public:
    Passage(std::string_view text, std::size_t begin, std::size_t end, int year)
        : text_(text), begin_(begin), year_(year), words_(text::words(text.substr(begin, end - begin))) {}

    std::vector<Qualified> read() {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            find_denied(i);
            find_late_denied(i);
            find_none(i);
            find_wished(i);
            find_course(i, Cue::planned, Course::planned);
            find_course(i, Cue::under_way, Course::under_way);
            find_course(i, Cue::unfinished, Course::unfinished);
            find_course(i, Cue::lapsed, Course::lapsed);
            if (was_valid_until(i)) find_course(i, Cue::valid_until, Course::lapsed);
        }
        return std::move(found_);
    }

private:
    std::size_t cue(Cue kind, std::size_t at) const { return cue_at(kind, words_, at); }

    std::string_view gap_before(std::size_t i) const {
        if (i == 0) return {};
        auto const begin = begin_ + words_[i - 1].end;
        return text_.substr(begin,
                            begin_ + (i < words_.size() ? words_[i].begin : words_[i - 1].end) - begin);
    }

    bool gap_has(std::size_t i, std::string_view signs) const {
        return gap_before(i).find_first_of(signs) != std::string_view::npos;
    }

    bool dash_before(std::size_t i) const {
        auto const gap = gap_before(i);
        return gap.find(" - ") != gap.npos || gap.find("\xE2\x80\x93") != gap.npos ||
               gap.find("\xE2\x80\x94") != gap.npos;
    }

    /// A sentence or an entry of a list ends before word i. The full stop of "B.Sc. in" ends none.
    bool parts(std::size_t i) const {
        if (i == 0 || i >= words_.size()) return true;
        if (gap_has(i, ";!?|") || gap_before(i).find("\xE2\x80\xA2") != std::string_view::npos) return true;
        return gap_has(i, ".") && !words_[i - 1].abbreviation;
    }

    bool comma(std::size_t i) const { return gap_has(i, ",()[]"); }

    // Whether the commas from word i on are those of a list that ends in "or".
    bool lists_on(std::size_t i) const {
        std::size_t in_part = 0;
        for (; i < words_.size() && !parts(i) && in_part <= most_words_in_list; ++i) {
            if (cue(Cue::alternative, i) > 0) return true;
            in_part = comma(i) ? 1 : in_part + 1;
        }
        return false;
    }

    std::size_t clause_end(std::size_t from) const {
        auto i = from;
        bool listing = false;
        for (; i < words_.size(); ++i) {
            if (i > from && (parts(i) || cue(Cue::turn, i) > 0)) break;
            if (i == from || !comma(i)) continue;
            listing = !gap_has(i, "()[]") && (listing || cue(Cue::alternative, i) > 0 || lists_on(i));
            if (!listing) break;
        }
        return i;
    }

    std::size_t skip_fillers(std::size_t at) const {
        for (std::size_t n = 0; n < most_fillers && !parts(at); ++n) {
            auto const length = cue(Cue::filler, at);
            if (length == 0) break;
            at += length;
        }
        return at;
    }

    // The words of a use, from `at` on; 0 where none stands in the clause within `reach`.
    std::size_t past_use(std::size_t at, std::size_t reach) const {
        for (auto i = at; i < words_.size() && i <= at + reach; ++i) {
            if (i > at && (parts(i) || comma(i))) return 0;
            if (cue(Cue::failing, i) > 0) return 0;
            if (auto const length = cue(Cue::use, i)) return i + length;
        }
        return 0;
    }

    bool begins_clause(std::size_t i) const {
        if (i == 0 || parts(i) || comma(i) || gap_has(i, ":") || dash_before(i)) return true;
        return cue(Cue::possession, i - 1) > 0 || cue(Cue::turn, i - 1) > 0 ||
               cue(Cue::alternative, i - 1) > 0;
    }

    void find_denied(std::size_t i) {
        auto const length = cue(Cue::negation, i);
        // "No. 12", "non-profit"
        if (length == 0 || gap_has(i + length, ".-") || cue(Cue::not_only, i + length) > 0) return;
        if (words_[i].text.size() > 2 && words_[i].abbreviation) return;  // "SEM"
        if (is_of_others(i)) return;
        auto const thing = skip_fillers(i + length);
        auto const end = clause_end(i + length);
        if (thing >= end) return;
        if (past_use(thing, begins_clause(i) ? most_words_of_a_thing : most_words_of_a_thing - 2) > 0)
            add({i + length, end}, {Claim::denied, Course::settled});
        else if (cue(Cue::bare, i) > 0 && begins_clause(i) && end - thing <= most_words_of_a_thing &&
                 !names_failing(thing, end))
            add({thing, end}, {Claim::denied, Course::settled});
    }

    bool is_number(std::size_t i) const { return words_[i].text[0] >= '0' && words_[i].text[0] <= '9'; }

    // "customers who are not familiar with our work"
    bool is_of_others(std::size_t i) const {
        constexpr std::size_t reach = 2;
        for (auto at = i - std::min(i, reach); at < i; ++at) {
            auto const length = cue(Cue::others, at);
            if (length > 0 && at + length == i && !parts(i)) return true;
        }
        return false;
    }

    bool names_failing(std::size_t first, std::size_t last) const {
        for (auto i = first; i < last; ++i) {
            if (cue(Cue::failing, i) > 0) return true;
        }
        return false;
    }

    void find_late_denied(std::size_t i) {
        auto const length = cue(Cue::late_negation, i);
        if (length == 0 || cue(Cue::not_only, i + length) > 0) return;
        if (auto const end = past_use(i + length, farthest_verb))
            add({i + length, end}, {Claim::denied, Course::settled});
    }

    // "French: none", "Testing (none yet)"
    void find_none(std::size_t i) {
        auto const length = cue(Cue::none, i);
        if (length == 0 || i == 0 || !(gap_has(i, ":(=") || dash_before(i))) return;
        if (i + length < words_.size() && gap_has(i + length, ".") && is_number(i + length))
            return;  // "No.16"
        auto const after = skip_fillers(i + length);
        if (after < words_.size() && !parts(after) && !comma(after)) return;
        auto first = i;
        while (first > 0 && !parts(first) && !(first < i && comma(first))) --first;
        add({first, i}, {Claim::denied, Course::settled});
    }

    void find_wished(std::size_t i) {
        auto const length = cue(Cue::wish, i);
        if (length == 0) return;
        auto at = i + length;
        for (std::size_t n = 0; n <= most_fillers && !parts(at); ++n, ++at) {
            if (auto const learning = cue(Cue::learning, at)) {
                if (comma(at + learning) || names_post(at + learning)) return;
                add({at + learning, clause_end(at + learning)}, {Claim::wished, Course::settled});
                return;
            }
        }
    }

    // "looking to obtain a position in the hotel trade" wishes for no skill.
    bool names_post(std::size_t at) const {
        constexpr std::size_t reach = 5;
        for (auto i = at; i < std::min(at + reach, words_.size()); ++i) {
            if (cue(Cue::post, i) > 0) return true;
        }
        return false;
    }

    void find_course(std::size_t i, Cue kind, Course course) {
        auto const length = cue(kind, i);
        if (length == 0) return;
        auto first = i;
        bool const item = is_in_list_item(i + length);
        while (first > 0 && !parts(first) && !(item && first < i && gap_has(first, ","))) --first;
        auto last = i + length;
        while (last < words_.size() && !parts(last) && !(item && comma(last))) ++last;
        add({first, last}, {Claim::held, course});
    }

    bool was_valid_until(std::size_t i) const {
        constexpr std::size_t reach = 3;  // "valid until 31 March 2021"
        auto const after = i + cue(Cue::valid_until, i);
        if (after == i) return false;
        for (auto at = after; at < words_.size() && at <= after + reach; ++at) {
            if (auto const year = year_of(words_[at].text)) return year < year_;
        }
        return false;
    }

    // "CSM (expired), CPA": the brackets are of one item where the list goes on.
    bool is_in_list_item(std::size_t at) const {
        for (; at < words_.size() && !parts(at); ++at) {
            auto const gap = gap_before(at);
            if (auto const closed = gap.find_first_of(")]"); closed != gap.npos)
                return gap.find(',', closed) != gap.npos;
        }
        return false;
    }

    void add(Span words, Standing standing) {
        if (words.first >= words.second) return;
        found_.push_back(
            {begin_ + words_[words.first].begin, begin_ + words_[words.second - 1].end, standing});
    }

    std::string_view text_;
    std::size_t begin_;
    int year_;
    std::vector<text::Word> words_;
    std::vector<Qualified> found_;
};

bool goes_on(std::string_view text, text::SectionedLine const& line) {
    auto const view = text::view(text, line.line);
    return !line.heading && !line.line.bullet && !line.line.after_blank && !view.empty() && view[0] >= 'a' &&
           view[0] <= 'z';
}

}  // namespace

std::vector<Qualified> qualified_parts(std::string_view text, std::vector<text::SectionedLine> const& lines,
                                       int year) {
    std::vector<Qualified> found;
    for (std::size_t line = 0; line < lines.size();) {
        auto last = line;
        while (last + 1 < lines.size() && goes_on(text, lines[last + 1])) ++last;
        auto const parts = Passage(text, lines[line].line.begin, lines[last].line.end, year).read();
        found.insert(found.end(), parts.begin(), parts.end());
        line = last + 1;
    }
    return found;
}

}  // namespace ats::offline
