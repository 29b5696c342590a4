#include "values.hpp"

namespace ats::bindings {
namespace {

void bind_scorecard(py::module_& m) {
    Value<Evidence>(m, "Evidence", "A quote from the resume, searched in its text.")
        .field("quote", &Evidence::quote, "As the engine gave it.")
        .field("verified", &Evidence::verified, "True if the quote stands in the resume.")
        .field("page", &Evidence::page, "From 1; 0 if unverified.")
        .field("begin", &Evidence::begin, "First character in Document.text; meaningless if unverified.")
        .field("end", &Evidence::end, "One past the last character.");
    Value<YearsShown>(m, "YearsShown", "Years of work by the date ranges, counted here, whatever the engine.")
        .field("years", &YearsShown::years,
               "In the entries that the engine named, else in those whose words name what is asked for.")
        .field("all", &YearsShown::all, "In all entries of work.")
        .field("periods", &YearsShown::periods, "The ranges that make up `years`. A copy.")
        .field("asked", &YearsShown::asked, "How many are asked for; 0 in records of earlier versions.")
        .field("capped", &YearsShown::capped, "The score was lowered to what so few years are worth.");
    Value<RoleFit>(m, "RoleFit", "How the work of a resume stands to the role that is asked for.")
        .field("occupation", &RoleFit::occupation, "\"same\", \"neighbouring\" or \"other\".")
        .field("level", &RoleFit::level, "\"as_asked\", \"below\" or \"above\".");
    Value<CriterionScore>(m, "CriterionScore", "The score of one criterion.")
        .field("criterion_id", &CriterionScore::criterion_id, "Criterion.id.")
        .field("score", &CriterionScore::score, "0 to 5.")
        .field("reason", &CriterionScore::reason, "One sentence.")
        .field("evidence", &CriterionScore::evidence, "The quotes. A copy.")
        .field("unsupported", &CriterionScore::unsupported, "No quote stands in the resume: at most 1.")
        .field("contradicted", &CriterionScore::contradicted, "The resume says the opposite, with a quote.")
        .field("years", &CriterionScore::years,
               "Set where years are asked for and periods of work are found.")
        .field("role", &CriterionScore::role, "Set where the criterion is a role and the engine answered so.")
        .field("unrelated", &CriterionScore::unrelated,
               "Neither the quotes nor the entries around them name the criterion.");
    Value<WaveringScore>(m, "WaveringScore", "A criterion whose score was not the same each time.")
        .field("criterion_id", &WaveringScore::criterion_id, "Criterion.id.")
        .field("low", &WaveringScore::low, "The lowest score it got.")
        .field("high", &WaveringScore::high, "The highest.");
    Value<ScoreSpread>(m, "ScoreSpread", "What scoring one resume several times showed.")
        .field("samples", &ScoreSpread::samples, "How many times it was scored.")
        .field("total_low", &ScoreSpread::total_low, "The lowest total.")
        .field("total_high", &ScoreSpread::total_high, "The highest.")
        .field("wavered", &ScoreSpread::wavered, "The criteria whose score differed. A copy.");
    Value<Scorecard>(m, "Scorecard", "The result of one resume that was scored.")
        .field("scores", &Scorecard::scores, "In the order of the criteria. A copy.")
        .field("total", &Scorecard::total, "Sum of weight x score.")
        .field("percent", &Scorecard::percent, "Total as a share of what could be reached, 0 to 100.")
        .field("engine", &Scorecard::engine, "Who scored; \"offline\" for the offline engine.")
        .field("usage", &Scorecard::usage, "What it cost.")
        .field("findings", &Scorecard::findings, "What the scorer noticed in the text. A copy.")
        .field("prompt", &Scorecard::prompt, "LlmRequest.prompt that was answered.")
        .field("spread", &Scorecard::spread, "Set if it was scored several times; scores are means then.");
    m.attr("max_score") = max_score;
}

void bind_periods(py::module_& m) {
    Value<Period>(m, "Period", "A period of time as a text writes it, by months.")
        .field("first", &Period::first, "The first day of its first month.")
        .field("last", &Period::last, "The first day of its last month, which belongs to it.")
        .field("present", &Period::present, "It goes on until the date that it is judged by.")
        .field("begin", &Period::begin, "First character in the text.")
        .field("end", &Period::end, "One past the last character.");
    m.def("periods_in", &periods_in, "text"_a, "as_of"_a, "The periods of a text, as scoring finds them.");
}

void bind_outcome(py::module_& m) {
    Value<Failure>(m, "Failure", "Why a resume has no scorecard. A failure is never a score of 0.")
        .field("code", &Failure::code, "Why.")
        .field("message", &Failure::message, "A sentence for people.")
        .field("usage", &Failure::usage, "What answers cost that were of no use.");
    Value<Outcome> outcome(m, "Outcome", "What became of one resume: a scorecard or a failure.");
    outcome.field("name", &Outcome::name, "The name of the document.")
        .field("result", &Outcome::result, "A Failure or a Scorecard.")
        .field("findings", &Outcome::findings, "Of the document and of the scorecard. A copy.");
    outcome.methods()
        .def("scorecard", &Outcome::scorecard, py::return_value_policy::copy, "The scorecard, or None.")
        .def("failure", &Outcome::failure, py::return_value_policy::copy, "The failure, or None.");
    m.def(
        "to_failure",
        [](py::object const& error) {
            try {
                throw_as_cpp(py::handle(error));
            } catch (std::exception const& cpp_error) {
                return to_failure(cpp_error);
            }
        },
        "error"_a,
        "The failure that an exception is: code and message of an Error, `internal` for any other.");
}

Scorecard score(ResumeScorer const& scorer, Document resume, CallContext const* context) {
    return without_gil(context, [&](CallContext const& own) { return scorer.score(resume, own); });
}

}  // namespace

void bind_scoring(py::module_& m) {
    bind_scorecard(m);
    bind_periods(m);
    bind_outcome(m);
    Value<ScoreOptions>(m, "ScoreOptions", "How to score.")
        .field("as_of", &ScoreOptions::as_of,
               "The datetime.date that \"present\" is judged against; None: the day the scorer was made.")
        .field("job_description", &ScoreOptions::job_description,
               "The text that resumes may be copied from; the engine does not see it. May be empty.")
        .field("repeat", &ScoreOptions::repeat, "How many times each resume is scored, 1 to max_repeat.")
        .field("criteria_per_request", &ScoreOptions::criteria_per_request,
               "How many criteria a request asks for at most, 1 to max_criteria_per_request.");
    m.attr("max_repeat") = max_repeat;
    m.attr("max_criteria_per_request") = max_criteria_per_request;
    py::classh<ResumeScorer>(
        m, "ResumeScorer",
        "Scores resumes against criteria, each on its own, from many threads. Options are "
        "given as an object, as keywords, or both.")
        .def(py::init([](std::shared_ptr<LlmClient> client, std::vector<Criterion> criteria,
                         ScoreOptions const* options, py::kwargs const& fields) {
                 return std::make_shared<ResumeScorer>(std::move(client), std::move(criteria),
                                                       options_of(options, fields));
             }),
             py::arg("client").none(false), "criteria"_a, "options"_a = py::none())
        .def("score", &score, "resume"_a, "context"_a = py::none(),
             "Scores one document. Raises DocumentError, ModelAnswerError and what the client raises. "
             "Releases "
             "the GIL; Ctrl-C ends it.")
        .def("criteria", &ResumeScorer::criteria, py::return_value_policy::copy, "The criteria. A copy.")
        .def("as_of", &ResumeScorer::as_of, "The date that \"present\" is judged against.");
}

}  // namespace ats::bindings
