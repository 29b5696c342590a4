#include "offline/resume/requirement.hpp"

#include <algorithm>

#include "offline/words/lexicon.hpp"
#include "offline/words/terms.hpp"
#include "text/lists.hpp"

namespace ats::offline {
namespace {

// Longer requirements are prose; their parts are no enumeration.
constexpr std::size_t longest_enumeration = 300;
constexpr std::size_t most_options = 10;

constexpr std::string_view and_words[] = {"and", "und", "et", "y", "si", "sowie"};
constexpr std::string_view or_words[] = {"or", "oder", "ou", "sau"};

// What stands between two neighbouring words.
enum class Joint { none, both, comma, either, examples, opened, closed, closed_comma };

struct Segment {
    std::size_t first;
    std::size_t last;  ///< Past the last word.
    Joint before;
};

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text), terms_(weigh(text)) {}

    std::vector<RequirementPart> parts() {
        cut();
        settle_commas();
        std::vector<RequirementPart> parts;
        std::size_t options = 0;
        for (auto const& segment : segments_) {
            if (!essential(segment) || ++options > most_options) continue;
            bool const together = segment.before == Joint::both || parts.empty();
            if (together) parts.push_back({{}, 0});
            auto& part = parts.back();
            part.options.push_back({written(segment), make_query(terms_, segment.first, segment.last)});
            part.weight = std::max(part.weight, heaviest(segment));
        }
        return parts;
    }

private:
    std::string_view gap(std::size_t i) const {
        auto const begin = terms_[i - 1].word.end;
        return text_.substr(begin, terms_[i].word.begin - begin);
    }

    bool word_is(std::size_t i, std::string_view word) const {
        return i < terms_.size() && terms_[i].word.text == word;
    }

    // The joint before word i by the signs there.
    Joint sign_before(std::size_t i) const {
        auto const signs = gap(i);
        auto const has = [&](char c) { return signs.find(c) != std::string_view::npos; };
        if (has('(') || has('[')) return Joint::opened;
        if (has(')') || has(']')) return has(',') || has(';') ? Joint::closed_comma : Joint::closed;
        if (has('/') || has('|')) return Joint::either;
        if (has('&')) return Joint::both;
        return has(',') || has(';') ? Joint::comma : Joint::none;
    }

    // How many words from i on say that examples follow.
    std::size_t example_mark(std::size_t i) const {
        if (word_is(i, "such") && word_is(i + 1, "as")) return 2;
        if (word_is(i, "for") && (word_is(i + 1, "example") || word_is(i + 1, "instance"))) return 2;
        if (word_is(i, "e") && word_is(i + 1, "g")) return 2;
        bool const like = word_is(i, "like") && i + 1 < terms_.size() && terms_[i + 1].technical;
        return like || word_is(i, "eg") || word_is(i, "e.g") || word_is(i, "including") ? 1 : 0;
    }

    void cut() {
        begin(0, Joint::none);
        for (std::size_t i = 0; i < terms_.size();) {
            if (i > 0) join(i, sign_before(i));
            auto const marks = example_mark(i);
            if (marks > 0) examples_ = depth_ == 0 || examples_;
            auto const& word = terms_[i].word.text;
            if (marks > 0)
                join(i, Joint::examples, marks);
            else if (text::listed(and_words, word))
                join(i, Joint::both, 1);
            else if (text::listed(or_words, word))
                join(i, Joint::either, 1);
            i += std::max<std::size_t>(1, marks);
        }
        end(terms_.size());
    }

    void begin(std::size_t first, Joint before) { segments_.push_back({first, first, before}); }
    void end(std::size_t last) { segments_.back().last = std::max(last, segments_.back().first); }

    // Ends the segment before word i and begins one after `skipped` words that only join.
    void join(std::size_t i, Joint joint, std::size_t skipped = 0) {
        if (joint == Joint::none) return;
        auto& current = segments_.back();
        bool const empty = i <= current.first;
        bool inside = depth_ > 0 || examples_;
        bool closes = false;
        if (joint == Joint::opened) depth_ = 1;
        if (joint == Joint::closed || joint == Joint::closed_comma) {
            depth_ = 0;
            joint = joint == Joint::closed ? Joint::both : Joint::comma;
            inside = examples_;
            closes = true;
        }
        if (empty) {
            // ", or": the word decides.
            current.first = i + skipped;
            if (joint != Joint::comma && current.before != Joint::opened)
                current.before = inside && joint == Joint::both ? Joint::either : joint;
            return;
        }
        end(i);
        // "designing and running APIs": nothing is named yet, so that this is no enumeration.
        bool const splits = joint == Joint::both || joint == Joint::comma;
        if (splits && !inside && !closes && !essential(current)) return;
        begin(i + skipped, inside && splits ? Joint::either : joint);
    }

    bool essential(Segment const& segment) const {
        return std::any_of(at(segment.first), at(segment.last),
                           [](TermWord const& term) { return term.essential; });
    }

    std::vector<TermWord>::const_iterator at(std::size_t i) const {
        return terms_.begin() + static_cast<std::ptrdiff_t>(i);
    }

    double heaviest(Segment const& segment) const {
        double most = 0;
        for (auto i = segment.first; i < segment.last; ++i) most = std::max(most, terms_[i].weight);
        return most;
    }

    bool is_introduction(std::size_t i) const {
        auto const& word = terms_[i].word.text;
        return is_stop_word(word) || is_quality(word) || is_modifier(word) || is_competence_noun(word);
    }

    // "Python" of "solid Python for services".
    std::string_view written(Segment const& segment) const {
        auto first = segment.first;
        while (first + 1 < segment.last && is_introduction(first)) ++first;
        auto last = first + 1;
        while (last < segment.last && !terms_[last].circumstance) ++last;
        auto const begin = terms_[first].word.begin;
        return text_.substr(begin, terms_[last - 1].word.end - begin);
    }

    // In "A, B or C" the commas say "or" as well, in "A, B and C" they say "and".
    void settle_commas() {
        Joint last = Joint::both;
        for (std::size_t i = segments_.size(); i-- > 0;) {
            auto& segment = segments_[i];
            if (segment.before == Joint::comma)
                segment.before = last;
            else if (segment.before == Joint::both || segment.before == Joint::either)
                last = segment.before;
            else
                last = Joint::both;
        }
    }

    std::string_view text_;
    std::vector<TermWord> terms_;
    std::vector<Segment> segments_;
    int depth_ = 0;
    bool examples_ = false;
};

}  // namespace

std::vector<RequirementPart> parts_of(std::string_view requirement) {
    if (requirement.size() > longest_enumeration) return {};
    return Reader(requirement).parts();
}

}  // namespace ats::offline
