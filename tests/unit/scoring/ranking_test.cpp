#include <doctest/doctest.h>

#include <ats/ranking.hpp>

using namespace ats;

namespace {

Outcome scored(std::string name, double total) {
    Scorecard card;
    card.total = total;
    card.engine = "offline";
    card.usage.requests = 1;
    return {std::move(name), card, {}};
}

Outcome failed(std::string name) { return {std::move(name), Failure{ErrorCode::document_empty, "x"}, {}}; }

std::string order(Ranking const& ranking) {
    std::string text;
    for (auto const& row : ranking.rows) text += row.candidate + ":" + std::to_string(row.rank) + " ";
    return text;
}

}  // namespace

TEST_CASE("the highest total comes first, ties keep the input order, failures come last") {
    auto const ranking =
        rank(criteria_from_texts({"x"}), {failed("f1.pdf"), scored("a.pdf", 2), scored("b.pdf", 9),
                                          scored("c.pdf", 2), failed("f2.pdf"), scored("d.pdf", 0)});
    CHECK(order(ranking) == "b:1 a:2 c:2 d:4 f1:0 f2:0 ");
    CHECK(ranking.engine == "offline");
    CHECK(ranking.usage.requests == 4);
}

TEST_CASE("each row tells the ranks that it could have had by the totals that were seen") {
    auto const ranged = [](std::string name, double low, double total, double high) {
        auto outcome = scored(std::move(name), total);
        ScoreSpread spread;
        spread.total_low = low;
        spread.total_high = high;
        std::get<Scorecard>(outcome.result).spread = spread;
        return outcome;
    };
    auto const ranking = rank(
        criteria_from_texts({"x"}),
        {ranged("a", 8, 10, 12), ranged("b", 9, 9, 9), ranged("c", 4, 5, 6), scored("d", 6), failed("f")});
    std::string spans;
    for (auto const& row : ranking.rows) {
        if (!row.could_be) continue;
        spans += row.candidate + ":" + std::to_string(row.could_be->best) + "-" +
                 std::to_string(row.could_be->worst) + " ";
    }
    CHECK(order(ranking) == "a:1 b:2 d:3 c:4 f:0 ");
    CHECK(spans == "a:1-2 b:1-2 d:3-3 c:3-4 ");
}

TEST_CASE("where nothing was scored several times no row tells other ranks") {
    auto const ranking = rank(criteria_from_texts({"x"}), {scored("a", 2), scored("b", 1)});
    CHECK_FALSE(ranking.rows[0].could_be);
}

TEST_CASE("scores that are there are added up and ranked by other weights") {
    auto criteria = criteria_from_texts({"x", "y"});
    criteria[1].weight = 3;
    auto const found = standings(criteria, {{4, 2}, {0, 5}, {1, 3}, {5, 5}});
    std::string text;
    for (auto const& each : found) {
        text += std::to_string(each.rank) + ":" + std::to_string(static_cast<int>(each.total)) + "/" +
                std::to_string(static_cast<int>(each.percent)) + " ";
    }
    CHECK(text == "3:10/50 2:15/75 3:10/50 1:20/100 ");
    CHECK_THROWS_AS(standings(criteria, {{4, 2}, {1}}), Error);
}

TEST_CASE("a ranking of nothing is empty") { CHECK(rank(criteria_from_texts({"x"}), {}).rows.empty()); }

TEST_CASE("candidates of one name are told apart by suffix, then by folder, then by number") {
    using Names = std::vector<std::string>;
    CHECK(candidate_names({"in/ann.pdf", "in/bob.docx"}) == Names{"ann", "bob"});
    CHECK(candidate_names({"in/ann.pdf", "in/ann.docx"}) == Names{"ann.pdf", "ann.docx"});
    CHECK(candidate_names({"a/cv.pdf", "b/cv.pdf", "a/cv.docx"}) == Names{"a/cv.pdf", "b/cv.pdf", "cv.docx"});
    CHECK(candidate_names({"x/a/cv.pdf", "y/a/cv.pdf"}) == Names{"x/a/cv.pdf", "y/a/cv.pdf"});
    CHECK(candidate_names({"cv.pdf", "cv.pdf", "cv.pdf"}) == Names{"cv.pdf", "cv.pdf (2)", "cv.pdf (3)"});
    CHECK(candidate_names({"cv.pdf", "cv.pdf", "x/cv.pdf (2).txt"}) ==
          Names{"cv.pdf", "cv.pdf (3)", "cv.pdf (2)"});
    CHECK(candidate_names({".hidden", "J. R. Smith.pdf"}) == Names{".hidden", "J. R. Smith"});
}
