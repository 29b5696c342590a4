#include "values.hpp"

namespace ats::bindings {
namespace {

void bind_values(py::module_& m) {
    Value<AuditedCandidate>(m, "AuditedCandidate", "One candidate as an audit sees it.")
        .field("candidate", &AuditedCandidate::candidate, "RankedOutcome.candidate.")
        .field("score", &AuditedCandidate::score, "The total; None: the resume failed, and is counted apart.")
        .field("selected", &AuditedCandidate::selected,
               "Whether it moved forward; None for all: no selection is audited.")
        .field("categories", &AuditedCandidate::categories,
               "One for each dimension; an empty one is unknown. A copy.");
    Value<AuditRate>(m, "AuditRate", "How often something happened in a category, compared with the others.")
        .field("count", &AuditRate::count, "People to whom it happened.")
        .field("rate", &AuditRate::rate, "Their share of the category, 0 to 1.")
        .field("impact_ratio", &AuditRate::impact_ratio,
               "The rate over the highest rate of the table; None: not computed.")
        .field("below_four_fifths", &AuditRate::below_four_fifths, "A person should look at it.")
        .field("one_person_decides", &AuditRate::one_person_decides,
               "One person more or less would change below_four_fifths.");
    Value<AuditCategory>(m, "AuditCategory", "One category, or one combination of categories.")
        .field("names", &AuditCategory::names, "One for each of the table's dimensions. A copy.")
        .field("candidates", &AuditCategory::candidates, "People who were scored.")
        .field("share", &AuditCategory::share, "Their share of all who were scored, 0 to 1.")
        .field("left_out", &AuditCategory::left_out, "Less than 2 % of all: no part of the impact ratios.")
        .field("small_sample", &AuditCategory::small_sample, "Fewer people than small_audit_category.")
        .field("scoring", &AuditCategory::scoring, "Scores above the median of the full sample.")
        .field("selection", &AuditCategory::selection, "Who moved forward, where that is known.");
    Value<AuditTable>(m, "AuditTable", "The categories of one dimension, or the combinations of two.")
        .field("dimensions", &AuditTable::dimensions, "Such as \"sex\"; two for an intersection. A copy.")
        .field("categories", &AuditTable::categories, "Sorted by name. A copy.")
        .field("unknown", &AuditTable::unknown, "People who were scored, but whose category is not known.");
    Value<AuditReport>(m, "AuditReport", "An audit: it counts and flags, and says nothing of what is lawful.")
        .field("scored", &AuditReport::scored, "People in the full sample.")
        .field("failed", &AuditReport::failed, "Resumes without a score, in no table.")
        .field("median", &AuditReport::median, "Of the scores of the full sample.")
        .field("selected", &AuditReport::selected, "Of the full sample, where a selection is audited.")
        .field("tables", &AuditReport::tables, "Each dimension, then each pair of dimensions. A copy.");
}

}  // namespace

void bind_audit(py::module_& m) {
    bind_values(m);
    m.attr("max_audit_dimensions") = max_audit_dimensions;
    m.attr("max_audit_categories") = max_audit_categories;
    m.attr("small_audit_category") = small_audit_category;
    m.def("audited_candidates", &audited_candidates, "ranking"_a,
          "Who stands in a ranking, with scores; the categories are left to be filled in.");
    m.def("select_top", &select_top, "candidates"_a, "ranks"_a,
          "Marks as selected who stands on the ranks 1 to `ranks`, and nobody else. Returns copies.");
    m.def("audit", &audit, "dimensions"_a, "candidates"_a,
          "Scoring and selection rates, impact ratios and intersections, as 6 RCNY 5-301 counts them. Raises "
          "CallerError for what cannot be audited.");
    m.def(
        "audit_to_json", [](AuditReport const& report) { return to_str(audit_to_json(report)); }, "report"_a,
        "The audit as an indented JSON object. It names no candidate.");
}

}  // namespace ats::bindings
