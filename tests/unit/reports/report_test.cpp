#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <ats/report.hpp>

using namespace ats;

namespace {

Outcome scored(std::string name, std::vector<double> scores, std::vector<Evidence> evidence = {}) {
    Scorecard card;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        card.scores.push_back({"c" + std::to_string(i + 1), scores[i], "Because.",
                               i == 0 ? evidence : std::vector<Evidence>{}});
        card.total += scores[i];
    }
    card.percent = card.total * 10;
    card.engine = "offline";
    return {std::move(name), card, {}};
}

Outcome failed(std::string name, ErrorCode code, std::string message) {
    return {std::move(name), Failure{code, std::move(message)}, {}};
}

}  // namespace

TEST_CASE("the plain CSV has the columns of the original service and an error column") {
    auto const ranking =
        rank(criteria_from_texts({"Python", "SQL"}),
             {failed("broken.pdf", ErrorCode::document_damaged, "broken.pdf: it gives no text"),
              scored("ann.pdf", {4, 3.5})});
    CHECK(to_csv(ranking, {false}) ==
          "Candidate Name,Python,SQL,Total Score,Error\r\n"
          "ann,4,3.5,7.5,\r\n"
          "broken,,,,document_damaged: broken.pdf: it gives no text\r\n");
}

TEST_CASE("no cell is a live formula, and removing one apostrophe restores every cell") {
    auto const ranking = rank(criteria_from_texts({"=1+1", "+49, \"x\"", "a\nb", "-5", "@home", "\ttab",
                                                   "\rreturn", "\xE6\x97\xA5"}),
                              {failed("=HYPERLINK(\"x\").pdf", ErrorCode::document_empty, "=cmd")});
    CHECK(to_csv(ranking, {false}) ==
          "Candidate Name,'=1+1,\"'+49, "
          "\"\"x\"\"\",\"a\nb\",'-5,'@home,'\ttab,\"'\rreturn\",\xE6\x97\xA5,Total Score,Error\r\n"
          "\"'=HYPERLINK(\"\"x\"\")\",,,,,,,,,,document_empty: =cmd\r\n");
}

TEST_CASE("full-width and small signs and signs after blanks begin no formula") {
    auto const ranking =
        rank(criteria_from_texts({"\xEF\xBC\x9D"
                                  "1+1",
                                  "\xEF\xBC\x8B"
                                  "1",
                                  "\xEF\xBC\x8D"
                                  "1",
                                  "\xEF\xBC\xA0"
                                  "x",
                                  "\xEF\xB9\xA6"
                                  "1",
                                  " =1", "\xC2\xA0=1", "\n=1", "\xE3\x80\x80@x", "a =1", " a-b"}),
             {failed("\xEF\xBC\x9D"
                     "cmd.pdf",
                     ErrorCode::document_empty, "no bytes")});
    CHECK(to_csv(ranking, {false}) ==
          "Candidate Name,'\xEF\xBC\x9D"
          "1+1,'\xEF\xBC\x8B"
          "1,'\xEF\xBC\x8D"
          "1,'\xEF\xBC\xA0"
          "x,'\xEF\xB9\xA6"
          "1,' =1,'\xC2\xA0=1,\"'\n=1\",'\xE3\x80\x80@x,a =1, a-b,Total Score,Error\r\n"
          "'\xEF\xBC\x9D"
          "cmd,,,,,,,,,,,,,document_empty: no bytes\r\n");
}

TEST_CASE("a cell is cut at what a spreadsheet holds, between characters, and says so") {
    std::string const mark = " [cut: a spreadsheet's cell holds no more]";
    auto const cell_of = [](std::string const& message) {
        auto const csv = to_csv(
            rank(criteria_from_texts({"x"}), {failed("a.pdf", ErrorCode::internal, message)}), {false});
        auto const begin = csv.find("internal: ");
        return csv.substr(begin, csv.size() - begin - 2);
    };
    std::string const longest(32'767 - 10, 'x');
    CHECK(cell_of(longest) == "internal: " + longest);
    auto const cut = cell_of(longest + "x");
    CHECK(cut.size() == 32'767);
    CHECK(cut.substr(cut.size() - mark.size()) == mark);
    std::string faces;
    for (int i = 0; i < 16'384; ++i) faces += "\xF0\x9F\x98\x80";  // Two units each.
    auto const cut_faces = cell_of(faces);
    // 32,767 - 10 - 42 units are 16,357 faces and a half.
    CHECK(cut_faces.size() == 10 + 4 * 16'357 + mark.size());
    CHECK(cut_faces.substr(cut_faces.size() - mark.size() - 4, 4) == "\xF0\x9F\x98\x80");
}

TEST_CASE("the detailed CSV shows percent, missing must-haves, findings, engine and the evidence") {
    auto outcome =
        scored("ann.pdf", {4, 0}, {{"Python since 2019", true, 2, 10, 27}, {"made up", false, 0, 0, 0}});
    outcome.findings = {{FindingKind::page_without_text, "Page 3 has no text.", 3}};
    auto const csv = to_csv(rank(criteria_from_texts({"Python", "SQL"}), {outcome}));
    CHECK(csv ==
          "Candidate Name,Python,SQL,Total Score,Error,Percent,Must-haves Not "
          "Shown,Findings,Engine,Tokens Sent,Tokens Cached,Tokens Answered,Cost USD,Evidence: Python,"
          "Evidence: SQL\r\n"
          "ann,4,0,4,,40,SQL,Page 3 has no text.,offline,,,,,"
          "\"Because.\n\"\"Python since 2019\"\" (page 2, characters 10-27)\n\"\"made up\"\" "
          "(unverified)\",Because.\r\n");
}

TEST_CASE("reports tell the tokens of each row, and their cost where the price is known") {
    auto outcome = scored("ann.pdf", {4, 0});
    std::get<Scorecard>(outcome.result).usage = {1, 1'000, 600, 50, 0};
    Outcome refused{"ben.pdf", Failure{ErrorCode::model_refused, "no", {2, 2'000, 0, 10, 0}}, {}};
    auto ranking = rank(criteria_from_texts({"Python", "SQL"}), {outcome, refused});
    CHECK(to_csv(ranking).find(",offline,1000,600,50,,") != std::string::npos);
    ranking.price = Price{1, 0.1, 10};
    auto const csv = to_csv(ranking);
    CHECK(csv.find(",offline,1000,600,50,0.00096,") != std::string::npos);
    CHECK(csv.find(",2000,0,10,0.0021,") != std::string::npos);
    auto const json = to_json(ranking);
    CHECK(json.find("\"cost_usd\": 0.00306") != std::string::npos);
    CHECK(json.find("\"prompt_tokens\": 3000") != std::string::npos);
}

TEST_CASE("the JSON report holds criteria, engine, date, scores with evidence, and failures with a remedy") {
    auto const ranking = rank(criteria_from_texts({"Python"}),
                              {failed("b.pdf", ErrorCode::document_encrypted, "b.pdf: locked"),
                               scored("a/ann.pdf", {4}, {{"Python", true, 1, 0, 6}})},
                              Date{2026, 1, 2});
    auto const json = nlohmann::json::parse(to_json(ranking));
    CHECK(json["engine"] == "offline");
    CHECK(json["as_of"] == "2026-01-02");
    CHECK(json["criteria"][0]["text"] == "Python");
    CHECK(json["ranking"][0]["rank"] == 1);
    CHECK(json["ranking"][0]["file"] == "a/ann.pdf");
    CHECK(json["ranking"][0]["total"] == 4);
    CHECK(json["ranking"][0]["scores"][0]["evidence"][0]["end"] == 6);
    CHECK(json["ranking"][1]["rank"].is_null());
    CHECK(json["ranking"][1]["error"]["code"] == "document_encrypted");
    CHECK(json["ranking"][1]["error"]["remedy"] == "Ask for a copy without a password.");
    CHECK_FALSE(json["ranking"][1].contains("total"));
}

TEST_CASE("the same ranking gives the same bytes, and bad UTF-8 in a name breaks nothing") {
    auto const ranking = rank(criteria_from_texts({"x"}), {scored("caf\xE9.pdf", {1})});
    CHECK(to_json(ranking) == to_json(ranking));
    CHECK(to_json(ranking).find("caf\xEF\xBF\xBD") != std::string::npos);
    CHECK(to_csv(ranking, {false}) == "Candidate Name,x,Total Score,Error\r\ncaf\xEF\xBF\xBD,1,1,\r\n");
}

TEST_CASE("no escape sequence of a file name reaches a terminal through the CSV") {
    auto const ranking = rank(criteria_from_texts({"x"}), {scored("ann\x1B[2J\xC2\x9B"
                                                                  "1m\x7F.pdf",
                                                                  {1})});
    CHECK(to_csv(ranking, {false}) ==
          "Candidate Name,x,Total Score,Error\r\nann\xEF\xBF\xBD[2J\xEF\xBF\xBD"
          "1m\xEF\xBF\xBD,1,1,\r\n");
}

TEST_CASE("a score without support is marked in the reports") {
    auto outcome = scored("ann.pdf", {1, 0});
    std::get<Scorecard>(outcome.result).scores[0].unsupported = true;
    auto const ranking = rank(criteria_from_texts({"Python", "SQL"}), {outcome});
    CHECK(to_csv(ranking).find("\"Unsupported, 1 at most: Because.") != std::string::npos);
    CHECK(to_json(ranking).find("\"unsupported\": true") != std::string::npos);
}

TEST_CASE("years by the dates stand in the reports with the ranges that were counted") {
    auto outcome = scored("ann.pdf", {4, 0});
    std::get<Scorecard>(outcome.result).scores[0].years =
        YearsShown{2.5, 6, {{"2015 - 2016", true, 1, 40, 51}, {"Jan 2018 - Jun 2019", true, 2, 90, 109}}};
    auto const ranking = rank(criteria_from_texts({"5 years of Python", "SQL"}), {outcome});
    CHECK(to_csv(ranking).find("\nYears by the dates: 2.5 where it is named, 6 in all "
                               "(2015 - 2016; Jan 2018 - Jun 2019)") != std::string::npos);
    auto const scores = nlohmann::json::parse(to_json(ranking))["ranking"][0]["scores"];
    CHECK(scores[0]["years"]["years"] == 2.5);
    CHECK(scores[0]["years"]["all"] == 6);
    CHECK(scores[0]["years"]["periods"][1]["page"] == 2);
    CHECK_FALSE(scores[1].contains("years"));
}

TEST_CASE(
    "the reports say how a role was answered, that years were too few, and that quotes are of something "
    "else") {
    auto outcome = scored("ann.pdf", {3.4, 2});
    auto& card = std::get<Scorecard>(outcome.result);
    card.prompt = "score_resume 2";
    card.scores[0].role = RoleFit{"same", "as_asked"};
    card.scores[1].unrelated = true;
    card.scores[1].years = YearsShown{2, 2, {}, 4, true};
    auto const criteria = criteria_from_texts({"Nurse", "4 years of nursing"});
    auto const ranking = rank(criteria, {outcome});
    auto const csv = to_csv(ranking);
    CHECK(csv.find("Occupation: same; level: as asked.\nBecause.") != std::string::npos);
    CHECK(
        csv.find("Look at the quotes, they do not name it: Because.\nYears by the dates: 2; fewer than the 4 "
                 "asked for: score lowered") != std::string::npos);
    auto const root = nlohmann::json::parse(to_json(ranking));
    CHECK(root["criteria_digest"] == criteria_digest(criteria));
    CHECK(root["ranking"][0]["prompt"] == "score_resume 2");
    CHECK(root["ranking"][0]["scores"][0]["role"]["occupation"] == "same");
    CHECK(root["ranking"][0]["scores"][1]["unrelated"] == true);
    CHECK(root["ranking"][0]["scores"][1]["years"]["capped"] == true);
}

TEST_CASE("must-haves without a score or without support are marked for a person to look at") {
    auto outcome = scored("ann.pdf", {1, 0, 0, 2});
    std::get<Scorecard>(outcome.result).scores[0].unsupported = true;
    auto criteria = criteria_from_texts({"Python", "SQL", "Go", "Rust"});
    criteria[2].importance = Importance::nice;
    auto const ranking = rank(criteria, {outcome});
    CHECK(must_haves_not_shown(*ranking.rows[0].outcome.scorecard(), criteria) ==
          std::vector<std::string>{"c1", "c2"});
    CHECK(to_csv(ranking).find(",\"Python\nSQL\",") != std::string::npos);
    auto const json = nlohmann::json::parse(to_json(ranking));
    CHECK(json["ranking"][0]["must_haves_not_shown"] == nlohmann::json::parse(R"(["c1", "c2"])"));
}

TEST_CASE("reports of repeated scoring end with the intervals; others have no such columns") {
    auto outcome = scored("ann.pdf", {4, 2.5});
    std::get<Scorecard>(outcome.result).spread = ScoreSpread{3, 5, 8, {{"c1", 3, 5}, {"c2", 2, 3}}};
    auto const criteria = criteria_from_texts({"Python", "SQL"});
    auto const ranking =
        rank(criteria, {outcome, failed("bob.pdf", ErrorCode::document_empty, "it is empty")});
    auto const csv = to_csv(ranking);
    CHECK(csv.find("Evidence: SQL,Total Low,Total High,Wavered,Rank Best,Rank Worst\r\n") !=
          std::string::npos);
    CHECK(csv.find("Because.,5,8,\"c1: 3-5\nc2: 2-3\",1,1\r\n") != std::string::npos);
    CHECK(csv.find("it is empty,,,,,,,,,,,,,,,\r\n") != std::string::npos);
    CHECK(to_csv(ranking, {false}).find("Total Low") == std::string::npos);
    CHECK(to_csv(rank(criteria, {scored("ann.pdf", {4, 2.5})})).find("Total Low") == std::string::npos);

    auto const rows = nlohmann::json::parse(to_json(ranking)).at("ranking");
    CHECK(rows.at(0).at("repeat") ==
          nlohmann::json::parse(R"({"rank_best": 1, "rank_worst": 1, "samples": 3, "total_low": 5,
              "total_high": 8, "wavered": [{"criterion": "c1", "low": 3, "high": 5},
                                           {"criterion": "c2", "low": 2, "high": 3}]})"));
    CHECK_FALSE(rows.at(1).contains("repeat"));
}

TEST_CASE("a report that takes outcomes in any order has the bytes of the whole ranking's") {
    auto const criteria = criteria_from_texts({"Python", "SQL"});
    std::vector<Outcome> const outcomes{failed("broken.pdf", ErrorCode::document_damaged, "it gives no text"),
                                        scored("bob.pdf", {1, 2}), scored("ann.pdf", {4, 3.5}),
                                        scored("eve.pdf", {2, 1}),
                                        failed("empty.txt", ErrorCode::document_empty, "no text")};
    std::vector<std::string> const names{"broken", "bob", "ann", "eve", "empty"};
    CsvReport report(criteria);
    std::ostringstream early, all;
    for (std::size_t const i : {4u, 3u}) report.add(i, names[i], outcomes[i]);
    report.write(early);
    for (std::size_t const i : {1u, 2u, 0u}) report.add(i, names[i], outcomes[i]);
    report.write(all);
    CHECK(early.str() == to_csv(rank(criteria, {outcomes[3], outcomes[4]})));
    CHECK(all.str() == to_csv(rank(criteria, outcomes)));
}

TEST_CASE("one outcome as JSON has what its row has, without rank and candidate") {
    auto const criteria = criteria_from_texts({"Python", "SQL"});
    auto const outcome = scored("ann.pdf", {4, 0});
    auto row = nlohmann::json::parse(to_json(rank(criteria, {outcome}))).at("ranking").at(0);
    row.erase("rank");
    row.erase("candidate");
    auto const one = nlohmann::json::parse(to_json(outcome, criteria));
    CHECK(one == row);
    CHECK(one.at("file") == "ann.pdf");
    CHECK(one.at("scores").at(0).at("score") == 4);
    auto const broken = failed("broken.pdf", ErrorCode::document_damaged, "it gives no text");
    CHECK(nlohmann::json::parse(to_json(broken, criteria)).at("error").at("code") == "document_damaged");
}
