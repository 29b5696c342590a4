#include "offline/resume/role_evidence.hpp"

#include <algorithm>
#include <cmath>

#include "offline/words/lexicon.hpp"
#include "offline/words/occupations.hpp"
#include "offline/words/title_levels.hpp"

namespace ats::offline {
namespace {

// A word with the same root: "testing" for "test".
constexpr double same_root = 0.8;
// Shorter stems have roots by chance.
constexpr std::size_t shortest_with_root = 4;

// A word such as "manager" tells nothing by its number.
constexpr double least_weight = 0.5;

// Words of the work anywhere tell more than that two of them stand together.
constexpr double of_phrases = 0.2;

using TitlePlace = ResumeView::TitlePlace;

// What a position that ended some years ago still shows.
double recency(ResumeView::TitleLine const& title, text::MonthIndex newest) {
    if (title.place == TitlePlace::headline) return 0.97;
    if (title.place != TitlePlace::position) return title.place == TitlePlace::alone ? 0.85 : 0.75;
    auto const years = (newest - title.last) / 12.0;
    return years < 1 ? 1 : std::max(0.65, 0.95 - 0.03 * years);
}

}  // namespace

RoleEvidence::RoleEvidence(Query const& title, ResumeView const& resume) : query_(title), resume_(resume) {
    auto const hits = find_hits();
    find_title(hits);
    count_in_text(hits);
}

std::vector<RoleEvidence::Hit> RoleEvidence::find_hits() const {
    std::vector<Hit> hits;
    auto const& words = resume_.words();
    for (std::size_t term = 0; term < query_.terms.size(); ++term) {
        auto const& [stem, root, weight] = query_.terms[term];
        for (auto const word : resume_.with_root(root)) {
            if (words[word].standing.claim == Claim::denied) continue;
            bool const same = words[word].stem == stem;
            if (is_other_work(stem, words[word].stem)) continue;
            if (same || words[word].stem.size() >= shortest_with_root)
                hits.push_back({word, term, same ? 1 : same_root});
        }
        for (auto const& neighbour : neighbours(stem)) {
            auto const neighbour_root = text::root(neighbour.word);
            for (auto const word : resume_.with_root(neighbour_root)) {
                bool const denied = words[word].standing.claim == Claim::denied;
                if (words[word].stem == neighbour.word && !denied)
                    hits.push_back({word, term, neighbour.nearness});
            }
        }
    }
    std::sort(hits.begin(), hits.end(), [](Hit const& a, Hit const& b) {
        if (a.word != b.word) return a.word < b.word;
        return a.term != b.term ? a.term < b.term : a.strength > b.strength;
    });
    return hits;
}

double RoleEvidence::covered_by(std::vector<Hit> const& hits, std::size_t line) const {
    auto const first = std::lower_bound(hits.begin(), hits.end(), resume_.first_word(line),
                                        [](Hit const& hit, std::size_t word) { return hit.word < word; });
    auto last = first;
    while (last != hits.end() && last->word < resume_.last_word(line)) ++last;
    return covered_by(first, last);
}

// A line of its own may be anything; the more of it is the title, the likelier it is one. Of a headline half
// is believed in any case.
double RoleEvidence::fit(ResumeView::TitleLine const& title, double covered,
                         std::vector<Hit> const& hits) const {
    bool const uncertain = title.place == TitlePlace::alone || title.place == TitlePlace::listed;
    constexpr double whole = 0.9;
    bool const headline = title.place == TitlePlace::headline;
    if (!headline && (!uncertain || covered > whole)) return 1;
    if (title.place == TitlePlace::listed) return 0;
    std::size_t telling = 0;
    std::size_t found = 0;
    for (auto word = resume_.first_word(title.line); word < resume_.last_word(title.line); ++word) {
        auto const& stem = resume_.words()[word].stem;
        if (is_stop_word(stem) || is_rank(stem)) continue;
        ++telling;
        found += std::any_of(hits.begin(), hits.end(), [word](Hit const& hit) {
            return hit.word == word && hit.strength >= same_root;
        });
    }
    if (telling == 0) return 0;
    auto const share = static_cast<double>(found) / static_cast<double>(telling);
    return headline ? (1 + share) / 2 : share;
}

// Less for a junior or assistant where none is asked for, least for a title that is somebody else's.
double RoleEvidence::standing(std::size_t line, std::vector<Hit> const& hits) const {
    std::vector<std::string_view> words;
    std::vector<std::string_view> before;
    auto const first = std::find_if(hits.begin(), hits.end(), [&](Hit const& hit) {
        return hit.word >= resume_.first_word(line) && hit.strength >= same_root;
    });
    for (auto word = resume_.first_word(line); word < resume_.last_word(line); ++word) {
        words.push_back(resume_.words()[word].stem);
        if (first != hits.end() && word < first->word) before.push_back(words.back());
    }
    constexpr double of_another = 0.3;
    if (not_held(before)) return of_another;
    std::vector<std::string_view> asked;
    for (auto const& term : query_.terms) asked.push_back(term.stem);
    constexpr double by_steps[] = {1, 0.75, 0.55};
    auto const steps = std::clamp(level_of(asked) - level_of(words), 0, 2);
    return by_steps[steps];
}

// Share of the title's weight that the hits [first, last) name.
double RoleEvidence::covered_by(HitIterator first, HitIterator last) const {
    std::vector<double> best(query_.terms.size());
    for (auto hit = first; hit != last; ++hit) best[hit->term] = std::max(best[hit->term], hit->strength);
    double covered = 0;
    for (std::size_t term = 0; term < best.size(); ++term) covered += best[term] * query_.terms[term].weight;
    return query_.weight > 0 ? covered / query_.weight : 0;
}

void RoleEvidence::find_title(std::vector<Hit> const& hits) {
    text::MonthIndex newest = 0;
    for (auto const& title : resume_.title_lines()) newest = std::max(newest, title.last);
    for (auto const& title : resume_.title_lines()) {
        auto const covered = covered_by(hits, title.line);
        if (covered <= 0) continue;
        auto const fitting = fit(title, covered, hits) * standing(title.line, hits);
        constexpr double half = 0.5;
        if (covered * fitting >= half) title_lines_.push_back(title.line);
        auto const score = std::pow(covered, 1.3) * recency(title, newest) * fitting;
        if (score > title_.score) title_ = {covered, score, title.line, title.place == TitlePlace::headline};
    }
}

// A title of general words only is counted by them.
double RoleEvidence::least_telling_weight() const {
    bool const any = std::any_of(query_.terms.begin(), query_.terms.end(),
                                 [](Term const& term) { return term.weight >= least_weight; });
    return any ? least_weight : 0;
}

double RoleEvidence::share_of_words(std::vector<Hit> const& hits) const {
    std::vector<double> counts(query_.terms.size());
    for (auto const& hit : hits) counts[hit.term] += hit.strength;
    constexpr double half = 4;  // So often is half of always.
    double covered = 0;
    double weight = 0;
    for (std::size_t term = 0; term < counts.size(); ++term) {
        if (query_.terms[term].weight < least_telling_weight()) continue;
        covered += query_.terms[term].weight * counts[term] / (counts[term] + half);
        weight += query_.terms[term].weight;
    }
    return weight > 0 ? covered / weight : 0;
}

// How often words of the title stand side by side, one of each of two terms.
double RoleEvidence::share_of_phrases(std::vector<Hit> const& hits) const {
    constexpr std::size_t reach = 2;
    constexpr double half = 2;
    double count = 0;
    for (std::size_t i = 1; i < hits.size(); ++i) {
        auto const& [word, term, strength] = hits[i];
        auto const& before = hits[i - 1];
        bool const neighbours = word != before.word && word - before.word <= reach && term != before.term;
        if (neighbours) count += strength * before.strength;
    }
    return count / (count + half);
}

void RoleEvidence::count_in_text(std::vector<Hit> const& hits) {
    in_text_ = share_of_words(hits);
    if (query_.terms.size() > 1) in_text_ += of_phrases * (share_of_phrases(hits) - in_text_);
    keep_telling_words(hits);
}

void RoleEvidence::keep_telling_words(std::vector<Hit> const& hits) {
    constexpr std::size_t most = 3;
    for (double const least : {1.0, same_root, 0.0}) {
        for (auto const& hit : hits) {
            if (telling_words_.size() == most) return;
            bool const tells =
                query_.terms[hit.term].weight >= least_telling_weight() && hit.strength >= least;
            if (tells &&
                std::find(telling_words_.begin(), telling_words_.end(), hit.word) == telling_words_.end())
                telling_words_.push_back(hit.word);
        }
        if (!telling_words_.empty()) return;
    }
}

}  // namespace ats::offline
