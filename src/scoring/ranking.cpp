#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include <ats/error.hpp>
#include <ats/ranking.hpp>

#include "base/finding_words.hpp"
#include "scoring/repeat.hpp"

namespace ats {
namespace {

bool goes_before(Outcome const& a, Outcome const& b) {
    auto const* left = a.scorecard();
    auto const* right = b.scorecard();
    if (left && right) return left->total > right->total;
    return left && !right;
}

std::string joined(std::set<std::string> const& names) {
    std::string text;
    for (auto const& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

// Equal totals share a rank, and the next one counts them: 1, 2, 2, 4.
void number(std::vector<RankedOutcome>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const* card = rows[i].outcome.scorecard();
        if (!card) return;
        bool const tied = i > 0 && rows[i - 1].outcome.scorecard()->total == card->total;
        rows[i].rank = tied ? rows[i - 1].rank : static_cast<int>(i) + 1;
    }
}

struct Interval {
    double low, high;
};

Interval interval_of(Scorecard const& card) {
    if (!card.spread) return {card.total, card.total};
    return {card.spread->total_low, card.spread->total_high};
}

bool wavers(RankedOutcome const& row) {
    auto const* card = row.outcome.scorecard();
    return card && card->spread;
}

int count_above(std::vector<double> const& sorted, double value) {
    return static_cast<int>(sorted.end() - std::upper_bound(sorted.begin(), sorted.end(), value));
}

// A rank is one more than the number of rows above.
void tell_other_ranks(std::vector<RankedOutcome>& rows) {
    if (std::none_of(rows.begin(), rows.end(), wavers)) return;
    std::vector<double> lows, highs;
    for (auto const& row : rows) {
        if (auto const* card = row.outcome.scorecard()) {
            lows.push_back(interval_of(*card).low);
            highs.push_back(interval_of(*card).high);
        }
    }
    std::sort(lows.begin(), lows.end());
    std::sort(highs.begin(), highs.end());
    for (auto& row : rows) {
        auto const* card = row.outcome.scorecard();
        if (!card) continue;
        auto const [low, high] = interval_of(*card);
        int const itself = high > low ? 1 : 0;  // among the highs above its own low
        row.could_be = RankSpan{1 + count_above(lows, high), 1 + count_above(highs, low) - itself};
    }
}

std::string_view file_name(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

std::string_view stem(std::string_view path) {
    auto const name = file_name(path);
    auto const dot = name.find_last_of('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

std::string_view with_folder(std::string_view path) {
    auto const slash = path.find_last_of('/');
    if (slash == std::string_view::npos || slash == 0) return path;
    auto const before = path.find_last_of('/', slash - 1);
    return path.substr(before == std::string_view::npos ? 0 : before + 1);
}

// Replaces those names that occur more than once by what `longer` makes of their path.
template <class Longer>
void tell_apart(std::vector<std::string>& names, std::vector<std::string> const& paths, Longer longer) {
    std::map<std::string, int> count;
    for (auto const& name : names) ++count[name];
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (count[names[i]] > 1) names[i] = longer(paths[i]);
    }
}

void number_equal(std::vector<std::string>& names) {
    std::set<std::string> taken(names.begin(), names.end());
    std::set<std::string> seen;
    for (auto& name : names) {
        auto const base = name;
        for (int n = 2; !seen.insert(name).second; ++n) {
            auto const next = base + " (" + std::to_string(n) + ")";
            if (!taken.contains(next)) name = next;
        }
    }
}

}  // namespace

Ranking rank(std::vector<Criterion> criteria, std::vector<Outcome> outcomes, std::optional<Date> as_of) {
    Ranking ranking;
    ranking.criteria = std::move(criteria);
    ranking.as_of = as_of;
    std::vector<std::string> paths;
    for (auto const& outcome : outcomes) paths.push_back(outcome.name);
    auto names = candidate_names(paths);
    std::set<std::string> engines;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (auto const* card = outcomes[i].scorecard()) {
            engines.insert(card->engine);
            ranking.usage += card->usage;
        } else {
            ranking.usage += outcomes[i].failure()->usage;
        }
        ranking.rows.push_back({0, std::move(names[i]), std::move(outcomes[i])});
    }
    std::stable_sort(ranking.rows.begin(), ranking.rows.end(),
                     [](auto const& a, auto const& b) { return goes_before(a.outcome, b.outcome); });
    number(ranking.rows);
    tell_other_ranks(ranking.rows);
    ranking.engine = joined(engines);
    return ranking;
}

std::vector<Standing> standings(std::vector<Criterion> const& criteria,
                                std::vector<std::vector<double>> const& scores) {
    std::vector<Standing> found;
    for (auto const& each : scores) {
        if (each.size() != criteria.size()) {
            throw Error(ErrorCode::invalid_argument, "each resume needs a score for each criterion");
        }
        auto const sums = scoring::add_up(each, criteria);
        found.push_back({sums.total, sums.percent, 0});
    }
    std::vector<std::size_t> order(found.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return found[a].total > found[b].total; });
    for (std::size_t i = 0; i < order.size(); ++i) {
        bool const tied = i > 0 && found[order[i - 1]].total == found[order[i]].total;
        found[order[i]].rank = tied ? found[order[i - 1]].rank : static_cast<int>(i) + 1;
    }
    return found;
}

namespace {

template <class Condition>
std::vector<std::string> must_haves(Scorecard const& card, std::vector<Criterion> const& criteria,
                                    Condition condition) {
    std::vector<std::string> ids;
    for (auto const& score : card.scores) {
        auto const criterion = std::find_if(criteria.begin(), criteria.end(), [&](Criterion const& each) {
            return each.id == score.criterion_id && each.importance == Importance::must;
        });
        if (criterion != criteria.end() && condition(score)) ids.push_back(criterion->id);
    }
    return ids;
}

}  // namespace

std::vector<std::string> must_haves_not_shown(Scorecard const& card, std::vector<Criterion> const& criteria) {
    return must_haves(card, criteria, [](CriterionScore const& score) {
        bool const other = score.role && score.role->occupation == other_occupation;
        return score.score <= 0 || score.unsupported || other;
    });
}

std::vector<std::string> must_haves_contradicted(Scorecard const& card,
                                                 std::vector<Criterion> const& criteria) {
    return must_haves(card, criteria, [](CriterionScore const& score) { return score.contradicted; });
}

std::vector<std::string> candidate_names(std::vector<std::string> const& paths) {
    std::vector<std::string> names;
    for (auto const& path : paths) names.emplace_back(stem(path));
    tell_apart(names, paths, [](std::string const& path) { return std::string(file_name(path)); });
    tell_apart(names, paths, [](std::string const& path) { return std::string(with_folder(path)); });
    tell_apart(names, paths, [](std::string const& path) { return path; });
    number_equal(names);
    return names;
}

}  // namespace ats
