#include <ats/audit.hpp>
#include <ats/version.hpp>

#include "base/json.hpp"

namespace ats {
namespace {

// Whoever finds the file later must see what it is not.
constexpr char const* note =
    "Counted as in 6 RCNY 5-301: scoring rate = share above the median of the full sample; impact ratio = "
    "rate over the highest rate of the table; categories under 2 % of the sample are left out of the impact "
    "ratios. An impact ratio below four fifths is for a person to look at. This file says nothing about what "
    "is fair or lawful, and is no audit by an independent auditor.";

// Six digits say more than any sample can.
Json rounded(double value) { return number_to_json(std::round(value * 1e6) / 1e6); }

Json rate_json(AuditRate const& rate) {
    Json json{{"count", rate.count},
              {"rate", rounded(rate.rate)},
              {"impact_ratio", nullptr},
              {"below_four_fifths", rate.below_four_fifths},
              {"one_person_decides", rate.one_person_decides}};
    if (rate.impact_ratio) json["impact_ratio"] = rounded(*rate.impact_ratio);
    return json;
}

Json category_json(AuditCategory const& category) {
    Json json{{"category", category.names},
              {"candidates", category.candidates},
              {"share", rounded(category.share)},
              {"left_out", category.left_out},
              {"small_sample", category.small_sample},
              {"scoring", rate_json(category.scoring)},
              {"selection", nullptr}};
    if (category.selection) json["selection"] = rate_json(*category.selection);
    return json;
}

Json table_json(AuditTable const& table) {
    Json categories = Json::array();
    for (auto const& category : table.categories) categories.push_back(category_json(category));
    return {
        {"dimensions", table.dimensions}, {"unknown", table.unknown}, {"categories", std::move(categories)}};
}

}  // namespace

std::string audit_to_json(AuditReport const& report) {
    Json tables = Json::array();
    for (auto const& table : report.tables) tables.push_back(table_json(table));
    Json root{{"atschecker", version()},
              {"note", note},
              {"scored", report.scored},
              {"failed", report.failed},
              {"median", number_to_json(report.median)},
              {"selected", nullptr},
              {"tables", std::move(tables)}};
    if (report.selected) root["selected"] = *report.selected;
    return dump_json(root, 2) + "\n";
}

}  // namespace ats
