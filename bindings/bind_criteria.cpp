#include "values.hpp"

namespace ats::bindings {
namespace {

void bind_kinds(py::module_& m) {
    py::native_enum<CriterionKind>(m, "CriterionKind", "enum.Enum", "What a criterion is about.")
        .value("role", CriterionKind::role)
        .value("skill", CriterionKind::skill)
        .value("experience", CriterionKind::experience)
        .value("education", CriterionKind::education)
        .value("certification", CriterionKind::certification)
        .value("language", CriterionKind::language)
        .value("other", CriterionKind::other)
        .finalize();
    py::native_enum<Importance>(m, "Importance", "enum.Enum", "How much the job description wants it.")
        .value("must", Importance::must)
        .value("should", Importance::should)
        .value("nice", Importance::nice)
        .finalize();
    m.def(
        "to_string", [](CriterionKind kind) { return to_string(kind); }, "value"_a);
    m.def(
        "to_string", [](Importance importance) { return to_string(importance); }, "value"_a);
    m.def("criterion_kind_from", &criterion_kind_from, "name"_a, "The kind of that name.");
    m.def("importance_from", &importance_from, "name"_a, "The importance of that name.");
    m.def("default_weight", &default_weight, "importance"_a,
          "The weight that extraction proposes: must 3, should 2, nice 1.");
}

void bind_lint(py::module_& m) {
    py::native_enum<CriterionFault>(m, "CriterionFault", "enum.Enum", "What is wrong with a criterion.")
        .value("protected_attribute", CriterionFault::protected_attribute)
        .value("proxy", CriterionFault::proxy)
        .value("duplicate", CriterionFault::duplicate)
        .value("compound", CriterionFault::compound)
        .value("not_shown", CriterionFault::not_shown)
        .value("not_in_text", CriterionFault::not_in_text)
        .finalize();
    m.def(
        "to_string", [](CriterionFault fault) { return to_string(fault); }, "value"_a);
    Value<CriterionWarning>(m, "CriterionWarning",
                            "One remark about one criterion; nothing is changed by it.")
        .field("criterion_id", &CriterionWarning::criterion_id, "Criterion.id.")
        .field("fault", &CriterionWarning::fault, "What is wrong.")
        .field("words", &CriterionWarning::words, "The words that gave cause; may be the whole criterion.")
        .field("message", &CriterionWarning::message, "One sentence: why, and what to do.");
    m.def("lint", &lint, "criteria"_a,
          "What a person should look at in a list of criteria: protected attributes and proxies of them, "
          "duplicates, compounds, and what no resume can show.");
}

void bind_job_lines(py::module_& m) {
    py::native_enum<JobLineKind>(m, "JobLineKind", "enum.Enum", "What a line of a job description is about.")
        .value("heading", JobLineKind::heading)
        .value("requirement", JobLineKind::requirement)
        .value("duty", JobLineKind::duty)
        .value("benefit", JobLineKind::benefit)
        .value("pay", JobLineKind::pay)
        .value("place", JobLineKind::place)
        .value("company", JobLineKind::company)
        .value("legal", JobLineKind::legal)
        .value("application", JobLineKind::application)
        .value("not_needed", JobLineKind::not_needed)
        .value("other", JobLineKind::other)
        .finalize();
    m.def(
        "to_string", [](JobLineKind kind) { return to_string(kind); }, "value"_a);
    Value<JobLine>(m, "JobLine", "A line of a job description that no criterion comes from.")
        .field("text", &JobLine::text, "Without white space at its ends.")
        .field("kind", &JobLine::kind, "By headings and words; a guess.");
    m.def("lines_left_out", &lines_left_out, "job_description"_a, "criteria"_a,
          "The lines of a job description that no criterion comes from, so that nothing is dropped in "
          "silence.");
}

std::vector<Criterion> extract(CriteriaExtractor const& extractor, Document job, CallContext const* context) {
    return without_gil(context, [&](CallContext const& own) { return extractor.extract(job, own); });
}

}  // namespace

void bind_criteria(py::module_& m) {
    bind_kinds(m);
    Value<Criterion>(m, "Criterion", "One requirement.")
        .field("id", &Criterion::id, "\"c1\", \"c2\", ... in input order.")
        .field("text", &Criterion::text, "The requirement in words; never empty.")
        .field("kind", &Criterion::kind, "What it is about.")
        .field("importance", &Criterion::importance, "How much the job description wants it.")
        .field("weight", &Criterion::weight, "At least 0. A total is the sum of weight x score.")
        .field("min_years", &Criterion::min_years, "Years of experience asked for, if any.")
        .field("source", &Criterion::source, "The line of the job description it comes from; may be empty.")
        .field("proposed_by", &Criterion::proposed_by,
               "The engine that proposed it; empty if a person wrote it.");
    m.attr("max_criteria") = max_criteria;
    m.attr("max_criterion_length") = max_criterion_length;
    m.def("criteria_from_texts", &criteria_from_texts, "texts"_a,
          "Criteria of weight 1 each, so that a total is the plain sum of the scores.");
    m.def("criteria_from_json", &criteria_from_json, "json"_a,
          "Reads a JSON array of strings, or of objects as criteria_to_json() writes them. Ids are assigned "
          "anew.");
    m.def(
        "criteria_digest", [](std::vector<Criterion> const& criteria) { return criteria_digest(criteria); },
        "criteria"_a,
        "A SHA-256 digest of what a list asks for: totals of rankings with different digests compare "
        "nothing.");
    m.def(
        "criteria_to_json",
        [](std::vector<Criterion> const& criteria) { return to_str(criteria_to_json(criteria)); },
        "criteria"_a, "An indented JSON array, made to be edited by people.");
    bind_lint(m);
    bind_job_lines(m);
}

void bind_extractor(py::module_& m) {
    py::classh<CriteriaExtractor>(m, "CriteriaExtractor",
                                  "Asks an engine for the criteria of a job description, from many threads.")
        .def(py::init<std::shared_ptr<LlmClient>>(), py::arg("client").none(false))
        .def("extract", &extract, "job_description"_a, "context"_a = py::none(),
             "The criteria in the order of the job description. Raises DocumentError, ModelAnswerError and "
             "what "
             "the client raises. Releases the GIL; Ctrl-C ends it.");
}

}  // namespace ats::bindings
