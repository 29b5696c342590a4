#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>

#include <ats/audit.hpp>
#include <ats/error.hpp>

namespace ats {
namespace {

using Candidates = std::vector<AuditedCandidate>;
using Names = std::vector<std::string>;

[[noreturn]] void refuse(std::string const& fault) {
    throw CallerError(ErrorCode::invalid_argument, "the audit cannot be made: " + fault);
}

void check_dimensions(Names const& dimensions) {
    if (dimensions.empty()) refuse("there is no kind of categories");
    if (dimensions.size() > max_audit_dimensions)
        refuse("there are more than " + std::to_string(max_audit_dimensions) + " kinds of categories");
    std::set<std::string_view> const distinct(dimensions.begin(), dimensions.end());
    if (distinct.size() < dimensions.size()) refuse("two kinds of categories have one name");
    if (distinct.contains("")) refuse("a kind of categories has no name");
}

void check_candidates(Candidates const& candidates, std::size_t dimensions) {
    std::set<std::string_view> names;
    for (auto const& each : candidates) {
        if (!names.insert(each.candidate).second) refuse(each.candidate + " is there twice");
        if (each.categories.size() != dimensions)
            refuse(each.candidate + " does not have one category of each kind");
        if (each.score && !std::isfinite(*each.score))
            refuse("the score of " + each.candidate + " is no number");
        if (each.selected.has_value() != candidates.front().selected.has_value())
            refuse("whether somebody moved forward is known for some only");
    }
}

void check_categories(Names const& dimensions, Candidates const& candidates) {
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
        std::set<std::string_view> distinct;
        for (auto const& each : candidates) distinct.insert(each.categories[i]);
        if (distinct.size() - distinct.count("") > max_audit_categories)
            refuse(dimensions[i] + " has more than " + std::to_string(max_audit_categories) + " categories");
    }
}

double median_of(Candidates const& candidates) {
    std::vector<double> scores;
    for (auto const& each : candidates) {
        if (each.score) scores.push_back(*each.score);
    }
    if (scores.empty()) refuse("no resume was scored");
    std::sort(scores.begin(), scores.end());
    auto const middle = scores.size() / 2;
    // Halves are added, so that the sum cannot overflow.
    return scores.size() % 2 == 1 ? scores[middle] : scores[middle - 1] / 2 + scores[middle] / 2;
}

/// People of one category.
struct Tally {
    std::size_t people = 0, above = 0, selected = 0;
};

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

AuditRate rate_of(std::size_t count, std::size_t people) {
    AuditRate rate;
    rate.count = count;
    rate.rate = share(count, people);
    return rate;
}

/// What all tables of an audit share.
struct Sample {
    Candidates const& candidates;
    std::size_t scored = 0;
    double median = 0;
    bool with_selection = false;
};

AuditCategory category_of(Names const& names, Tally const& tally, Sample const& sample) {
    AuditCategory category;
    category.names = names;
    category.candidates = tally.people;
    category.share = share(tally.people, sample.scored);
    category.left_out = tally.people * 50 < sample.scored;  // 2 %, in whole numbers
    category.small_sample = tally.people < small_audit_category;
    category.scoring = rate_of(tally.above, tally.people);
    if (sample.with_selection) category.selection = rate_of(tally.selected, tally.people);
    return category;
}

// Rates are compared as fractions of whole numbers, so that exactly four fifths is not below.
bool below_four_fifths(std::size_t count, std::size_t people, std::size_t best_count,
                       std::size_t best_people) {
    return 5 * count * best_people < 4 * best_count * people;
}

AuditRate& scoring_of(AuditCategory& category) { return category.scoring; }
AuditRate& selection_of(AuditCategory& category) { return *category.selection; }

using RateOf = AuditRate& (*)(AuditCategory&);

AuditCategory* highest(std::vector<AuditCategory>& categories, RateOf rate) {
    AuditCategory* best = nullptr;
    for (auto& each : categories) {
        if (each.left_out) continue;
        if (!best || rate(each).count * best->candidates > rate(*best).count * each.candidates) best = &each;
    }
    return best;
}

void compare(std::vector<AuditCategory>& categories, RateOf rate_of_category) {
    auto* const best = highest(categories, rate_of_category);
    // Where it happened to nobody, nothing can be divided by.
    if (!best || rate_of_category(*best).count == 0) return;
    auto const top = rate_of_category(*best).count;
    for (auto& each : categories) {
        if (each.left_out) continue;
        auto& rate = rate_of_category(each);
        auto const below = [&](std::size_t count) {
            return below_four_fifths(count, each.candidates, top, best->candidates);
        };
        rate.impact_ratio = share(rate.count * best->candidates, top * each.candidates);
        rate.below_four_fifths = below(rate.count);
        bool const highest_too = rate.count * best->candidates == top * each.candidates;
        rate.one_person_decides =
            rate.below_four_fifths ? !below(rate.count + 1) : !highest_too && below(rate.count - 1);
    }
}

AuditTable table_of(std::vector<std::size_t> const& chosen, Names const& dimensions, Sample const& sample) {
    AuditTable table;
    for (auto const i : chosen) table.dimensions.push_back(dimensions[i]);
    std::map<Names, Tally> tallies;
    for (auto const& each : sample.candidates) {
        if (!each.score) continue;
        Names names;
        for (auto const i : chosen) names.push_back(each.categories[i]);
        if (std::find(names.begin(), names.end(), "") != names.end()) {
            ++table.unknown;
            continue;
        }
        auto& tally = tallies[std::move(names)];
        ++tally.people;
        tally.above += *each.score > sample.median ? 1 : 0;
        tally.selected += each.selected.value_or(false) ? 1 : 0;
    }
    for (auto const& [names, tally] : tallies) table.categories.push_back(category_of(names, tally, sample));
    compare(table.categories, scoring_of);
    if (sample.with_selection) compare(table.categories, selection_of);
    return table;
}

}  // namespace

std::vector<AuditedCandidate> audited_candidates(Ranking const& ranking) {
    Candidates candidates;
    for (auto const& row : ranking.rows) {
        AuditedCandidate each;
        each.candidate = row.candidate;
        if (auto const* card = row.outcome.scorecard()) each.score = card->total;
        candidates.push_back(std::move(each));
    }
    return candidates;
}

std::vector<AuditedCandidate> select_top(std::vector<AuditedCandidate> candidates, std::size_t ranks) {
    std::vector<double> scores;
    for (auto const& each : candidates) {
        if (each.score) scores.push_back(*each.score);
    }
    std::sort(scores.begin(), scores.end(), std::greater<>());
    // The rank of a score is one more than the number of better ones.
    for (auto& each : candidates) {
        each.selected =
            each.score && ranks > 0 && (scores.size() <= ranks || *each.score >= scores[ranks - 1]);
    }
    return candidates;
}

AuditReport audit(std::vector<std::string> const& dimensions,
                  std::vector<AuditedCandidate> const& candidates) {
    check_dimensions(dimensions);
    check_candidates(candidates, dimensions.size());
    check_categories(dimensions, candidates);
    AuditReport report;
    report.median = median_of(candidates);
    for (auto const& each : candidates) ++(each.score ? report.scored : report.failed);
    Sample const sample{candidates, report.scored, report.median, candidates.front().selected.has_value()};
    if (sample.with_selection) {
        report.selected = std::count_if(candidates.begin(), candidates.end(), [](auto const& each) {
            return each.score && each.selected.value_or(false);
        });
    }
    for (std::size_t i = 0; i < dimensions.size(); ++i)
        report.tables.push_back(table_of({i}, dimensions, sample));
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
        for (std::size_t k = i + 1; k < dimensions.size(); ++k)
            report.tables.push_back(table_of({i, k}, dimensions, sample));
    }
    return report;
}

}  // namespace ats
