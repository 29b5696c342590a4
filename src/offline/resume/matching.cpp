#include "offline/resume/matching.hpp"

#include <algorithm>

#include "offline/words/lexicon.hpp"
#include "text/gender.hpp"

namespace ats::offline {
namespace {

// The rest of a longer criterion adds nothing that decides.
constexpr std::size_t most_terms = 24;
// A word with the same root only ("manager" for "management") shows less.
constexpr double same_root = 0.6;
// Words of a query that stand elsewhere in the resume, apart from each other.
constexpr double scattered = 0.35;
// What scattered order costs.
constexpr double together = 0.75;
// More places are not counted: repeating a word pays no more.
constexpr std::size_t most_places = 12;

struct Hit {
    std::size_t word;
    std::size_t term;
    double strength;
};

bool is_number(std::string_view word) { return word[0] >= '0' && word[0] <= '9'; }

bool is_praise(std::string_view word) {
    return is_number(word) || is_quality(word) || is_competence_noun(word);
}

enum class Taken { named, without_praise, all };

void add_terms(Query& query, std::vector<TermWord> const& words, std::size_t first, std::size_t last,
               Taken taken) {
    for (auto i = first; i < last; ++i) {
        auto const& word = words[i].word;
        auto const weight = words[i].weight;
        if (weight <= 0 || query.terms.size() == most_terms) continue;
        if (taken != Taken::all && is_praise(word.text)) continue;
        if (taken == Taken::named && (words[i].circumstance || is_modifier(word.text))) continue;
        auto stem = text::gender_neutral(text::without_version(text::singular(word.text)));
        bool const known = std::any_of(query.terms.begin(), query.terms.end(),
                                       [&](Term const& term) { return term.stem == stem; });
        if (known) continue;
        auto root = text::root(stem);
        query.terms.push_back({std::move(stem), std::move(root), weight});
        query.weight += weight;
    }
}

std::string initials_of(Query const& query) {
    constexpr std::size_t fewest = 3;
    constexpr std::size_t most = 5;
    std::string initials;
    if (query.terms.size() < fewest || query.terms.size() > most) return initials;
    for (auto const& term : query.terms) initials += term.stem[0];
    return initials;
}

std::vector<Hit> find_hits(Query const& query, ResumeView const& resume, Claim claim) {
    std::vector<Hit> hits;
    for (std::size_t term = 0; term < query.terms.size(); ++term) {
        for (auto const word : resume.with_root(query.terms[term].root)) {
            if (resume.words()[word].standing.claim < claim) continue;
            bool const same = resume.words()[word].stem == query.terms[term].stem;
            hits.push_back({word, term, same ? 1 : same_root});
        }
    }
    std::sort(hits.begin(), hits.end(), [](Hit const& a, Hit const& b) {
        return a.word != b.word ? a.word < b.word : a.term < b.term;
    });
    return hits;
}

// Slides over the hits and knows at each what stands in the words before it.
class Window {
public:
    Window(Query const& query, std::vector<Hit> const& hits)
        : query_(query), hits_(hits), exact_(query.terms.size()), rough_(query.terms.size()) {
        constexpr std::size_t narrowest = 6;
        width_ = narrowest + 2 * query.terms.size();
    }

    void advance() {
        change(hits_[next_], 1);
        ++next_;
        while (hits_[next_ - 1].word - hits_[first_].word > width_) change(hits_[first_++], -1);
    }

    std::size_t first_hit() const { return first_; }

    double coverage() const {
        double covered = 0;
        for (std::size_t term = 0; term < exact_.size(); ++term) {
            covered += query_.terms[term].weight * (exact_[term] > 0 ? 1 : rough_[term] > 0 ? same_root : 0);
        }
        return covered / query_.weight;
    }

private:
    void change(Hit const& hit, int by) { (hit.strength < 1 ? rough_ : exact_)[hit.term] += by; }

    Query const& query_;
    std::vector<Hit> const& hits_;
    std::vector<int> exact_, rough_;
    std::size_t width_;
    std::size_t first_ = 0;
    std::size_t next_ = 0;
};

// Share of the query's neighbours that are neighbours here too, with at most two words between.
double order_kept(Query const& query, std::vector<Hit> const& hits, std::size_t first, std::size_t last) {
    if (query.terms.size() < 2) return 1;
    constexpr std::size_t reach = 3;
    std::vector<bool> kept(query.terms.size() - 1);
    for (auto i = first; i < last; ++i) {
        for (auto j = i + 1; j <= last && hits[j].word - hits[i].word <= reach; ++j) {
            if (hits[j].term == hits[i].term + 1) kept[hits[i].term] = true;
        }
    }
    // Neighbours that tell little lose little.
    double lost = 0;
    for (std::size_t pair = 0; pair < kept.size(); ++pair) {
        if (!kept[pair]) lost += std::min(query.terms[pair].weight, query.terms[pair + 1].weight);
    }
    auto const count = static_cast<double>(query.terms.size());
    return std::max(0.0, 1 - lost / (query.weight * (count - 1) / count));
}

// The line with most hits of the place.
std::size_t quoted_word(ResumeView const& resume, std::vector<Hit> const& hits, std::size_t first,
                        std::size_t last) {
    auto const line_of = [&](std::size_t hit) { return resume.words()[hits[hit].word].line; };
    std::size_t best = first;
    std::size_t most = 0;
    for (auto i = first; i <= last;) {
        auto j = i;
        while (j <= last && line_of(j) == line_of(i)) ++j;
        if (j - i > most) {
            most = j - i;
            best = i;
        }
        i = j;
    }
    return hits[best].word;
}

double doc_coverage(Query const& query, std::vector<Hit> const& hits) {
    std::vector<double> best(query.terms.size());
    for (auto const& hit : hits) best[hit.term] = std::max(best[hit.term], hit.strength);
    double covered = 0;
    for (std::size_t term = 0; term < best.size(); ++term) covered += best[term] * query.terms[term].weight;
    return covered / query.weight;
}

std::vector<Place> places_of(Query const& query, ResumeView const& resume, std::vector<Hit> const& hits) {
    std::vector<Place> places;
    Window window(query, hits);
    for (std::size_t last = 0; last < hits.size(); ++last) {
        window.advance();
        auto const first = window.first_hit();
        auto const quality =
            window.coverage() * (together + (1 - together) * order_kept(query, hits, first, last));
        Place const place{hits[first].word, hits[last].word, quoted_word(resume, hits, first, last), quality};
        if (!places.empty() && places.back().last_word >= place.first_word) {
            if (place.quality > places.back().quality) places.back() = place;
        } else {
            places.push_back(place);
        }
    }
    return places;
}

void keep_best(std::vector<Place>& places, double best) {
    constexpr double nearly = 0.85;
    places.erase(std::remove_if(places.begin(), places.end(),
                                [best](Place const& place) { return place.quality < nearly * best; }),
                 places.end());
    if (places.size() > most_places) places.resize(most_places);
}

void add_initials(Query const& query, ResumeView const& resume, Claim claim, Match& result) {
    constexpr double by_initials = 0.9;
    if (query.initials.empty() || result.quality >= by_initials) return;
    std::vector<Place> places;
    for (auto const word : resume.with_root(text::root(query.initials))) {
        if (resume.words()[word].standing.claim < claim) continue;
        bool const same = resume.words()[word].stem == query.initials && resume.words()[word].abbreviation;
        if (same && places.size() < most_places) places.push_back({word, word, word, by_initials});
    }
    if (!places.empty()) result = {by_initials, true, std::move(places)};
}

}  // namespace

namespace {

Query query_of(std::vector<TermWord> const& words, std::size_t first, std::size_t last, Taken taken) {
    Query query;
    add_terms(query, words, first, last, taken);
    if (query.terms.empty()) add_terms(query, words, first, last, Taken::all);
    query.initials = initials_of(query);
    return query;
}

}  // namespace

Query make_query(std::vector<TermWord> const& words, std::size_t first, std::size_t last) {
    return query_of(words, first, last, Taken::named);
}

Query make_query(std::string_view criterion) {
    auto const words = weigh(criterion);
    return query_of(words, 0, words.size(), Taken::without_praise);
}

Match match(Query const& query, ResumeView const& resume, Claim claim) {
    Match result;
    if (query.terms.empty()) return result;
    auto const hits = find_hits(query, resume, claim);
    result.places = places_of(query, resume, hits);
    double best = 0;
    for (auto const& place : result.places) best = std::max(best, place.quality);
    keep_best(result.places, best);
    result.quality = best + scattered * std::max(0.0, doc_coverage(query, hits) - best);
    result.phrase = best > 0.999;
    add_initials(query, resume, claim, result);
    return result;
}

std::vector<std::size_t> words_naming(Query const& query, ResumeView const& resume) {
    std::vector<std::size_t> words;
    if (query.terms.empty()) return words;
    constexpr double least = 0.7;
    for (auto const& place : places_of(query, resume, find_hits(query, resume, Claim::held))) {
        if (place.quality < least) continue;
        words.push_back(place.quoted_word);
    }
    return words;
}

}  // namespace ats::offline
