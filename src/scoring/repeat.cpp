#include "scoring/repeat.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace ats::scoring {
namespace {

// Decimal weights and scores add up to noise in the last binary digits; nobody weighs that finely. The mean
// of equal scores is so that score again.
double rounded(double value) { return std::round(value * 1e6) / 1e6; }

double mean_score(std::vector<Scorecard> const& samples, std::size_t criterion) {
    double sum = 0;
    for (auto const& sample : samples) sum += sample.scores[criterion].score;
    return rounded(sum / static_cast<double>(samples.size()));
}

bool is_supported(CriterionScore const& score) {
    return score.score > 0 && std::any_of(score.evidence.begin(), score.evidence.end(),
                                          [](Evidence const& evidence) { return evidence.verified; });
}

/// The mean, with the words of the sample that comes nearest to it; beside a mean above 0, one that found
/// something, if any did.
CriterionScore merged_score(std::vector<Scorecard> const& samples, std::size_t criterion) {
    auto const mean = mean_score(samples, criterion);
    auto const unfit = [&](Scorecard const& sample) {
        auto const& score = sample.scores[criterion];
        return std::tuple(mean > 0 && !is_supported(score), mean > 0 && score.score <= 0,
                          std::abs(score.score - mean));
    };
    auto const nearest =
        std::min_element(samples.begin(), samples.end(),
                         [&](Scorecard const& a, Scorecard const& b) { return unfit(a) < unfit(b); });
    auto score = nearest->scores[criterion];
    score.score = mean;
    return score;
}

template <class Value>
std::pair<double, double> extremes(std::vector<Scorecard> const& samples, Value value) {
    auto low = value(samples.front()), high = low;
    for (auto const& sample : samples) {
        low = std::min(low, value(sample));
        high = std::max(high, value(sample));
    }
    return {low, high};
}

ScoreSpread spread_of(std::vector<Scorecard> const& samples, std::size_t criteria) {
    ScoreSpread spread;
    spread.samples = static_cast<int>(samples.size());
    std::tie(spread.total_low, spread.total_high) =
        extremes(samples, [](Scorecard const& sample) { return sample.total; });
    for (std::size_t i = 0; i < criteria; ++i) {
        auto const [low, high] =
            extremes(samples, [i](Scorecard const& sample) { return sample.scores[i].score; });
        if (low < high) spread.wavered.push_back({samples.front().scores[i].criterion_id, low, high});
    }
    return spread;
}

}  // namespace

Sums add_up(std::vector<double> const& scores, std::vector<Criterion> const& criteria) {
    double total = 0, reachable = 0;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        total += criteria[i].weight * scores[i];
        reachable += criteria[i].weight * max_score;
    }
    return {rounded(total), reachable > 0 ? rounded(100 * total / reachable) : 0};
}

void add_up(Scorecard& card, std::vector<Criterion> const& criteria) {
    std::vector<double> scores;
    for (auto const& score : card.scores) scores.push_back(score.score);
    auto const sums = add_up(scores, criteria);
    card.total = sums.total;
    card.percent = sums.percent;
}

Scorecard merged(std::vector<Scorecard> samples, std::vector<Criterion> const& criteria) {
    if (samples.size() == 1) return std::move(samples.front());
    Scorecard card;
    card.engine = samples.front().engine;
    card.prompt = samples.front().prompt;
    for (auto const& sample : samples) card.usage += sample.usage;
    for (std::size_t i = 0; i < criteria.size(); ++i) card.scores.push_back(merged_score(samples, i));
    add_up(card, criteria);
    card.spread = spread_of(samples, criteria.size());
    // Means are rounded, and a rounded one must not lie outside of what was seen.
    card.total = std::clamp(card.total, card.spread->total_low, card.spread->total_high);
    return card;
}

}  // namespace ats::scoring
