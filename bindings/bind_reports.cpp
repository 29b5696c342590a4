#include "values.hpp"

namespace ats::bindings {
namespace {

std::vector<py::str> names_of(std::vector<py::str> const& paths) {
    std::vector<std::string> encoded;
    for (auto const& path : paths) encoded.push_back(from_str(path));
    std::vector<py::str> names;
    for (auto const& name : candidate_names(encoded)) names.push_back(to_str(name));
    return names;
}

}  // namespace

void bind_reports(py::module_& m) {
    Value<RankSpan>(m, "RankSpan", "The ranks that a resume could have had by totals that were seen.")
        .field("best", &RankSpan::best, "With its highest total, and the lowest of all others.")
        .field("worst", &RankSpan::worst, "With its lowest total, and the highest of all others.");
    Value<RankedOutcome>(m, "RankedOutcome", "One row of a ranking.")
        .field("rank", &RankedOutcome::rank, "From 1; equal totals share a rank; 0 for a failure.")
        .field("candidate", &RankedOutcome::candidate, "As candidate_names() gives it.")
        .field("outcome", &RankedOutcome::outcome, "What became of the resume.")
        .field("could_be", &RankedOutcome::could_be, "Its RankSpan, where any was scored several times.");
    Value<Ranking>(m, "Ranking", "Resumes in order: total descending, ties by input order, failures last.")
        .field("criteria", &Ranking::criteria, "What was scored. A copy.")
        .field("rows", &Ranking::rows, "Best first. A copy.")
        .field("engine", &Ranking::engine, "Who scored, such as \"offline\".")
        .field("as_of", &Ranking::as_of, "The datetime.date that \"present\" was judged against.")
        .field("usage", &Ranking::usage, "The sum over all rows.")
        .field("price", &Ranking::price, "Of the engine, for reports; None: they tell no cost.");
    m.def("rank", &rank, "criteria"_a, "outcomes"_a, "as_of"_a = py::none(),
          "Puts outcomes, given in input order, in order.");
    Value<Standing>(m, "Standing", "What a resume has by given weights, and where it stands.")
        .field("total", &Standing::total, "As Scorecard.total.")
        .field("percent", &Standing::percent, "As Scorecard.percent.")
        .field("rank", &Standing::rank, "From 1; equal totals share a rank.");
    m.def("standings", &standings, "criteria"_a, "scores"_a, py::call_guard<py::gil_scoped_release>(),
          "Adds up and ranks scores that are there: for each resume one for each criterion, in their order.");
    m.def("must_haves_not_shown", &must_haves_not_shown, "card"_a, "criteria"_a,
          "The ids of the must-haves that a resume does not show: what a person should look at in it.");
    m.def("must_haves_contradicted", &must_haves_contradicted, "card"_a, "criteria"_a,
          "The ids of must-haves of which the resume says the opposite.");
    m.def("candidate_names", &names_of, "paths"_a,
          "File names without suffix, told apart where two are equal.");

    Value<CsvOptions>(m, "CsvOptions", "What a CSV report holds.")
        .field("details", &CsvOptions::details, "Add columns for percent, findings, engine and evidence.");
    m.def(
        "to_csv",
        [](Ranking const& ranking, CsvOptions const* options, py::kwargs const& fields) {
            return to_str(to_csv(ranking, options_of(options, fields)));
        },
        "ranking"_a, "options"_a = py::none(),
        "The ranking as CSV without live formulas; lines end in CRLF.");
    m.def(
        "to_json",
        [](Outcome const& outcome, std::vector<Criterion> const& criteria,
           std::optional<Price> const& price) { return to_str(to_json(outcome, criteria, price)); },
        "outcome"_a, "criteria"_a, "price"_a = py::none(),
        "One outcome as an indented JSON object: what a row of a ranking has, without rank and candidate.");
    m.def(
        "to_json", [](Ranking const& ranking) { return to_str(to_json(ranking)); }, "ranking"_a,
        "The whole ranking as an indented JSON object. The same ranking gives the same text.");
}

}  // namespace ats::bindings
