#include <optional>

#include <doctest/doctest.h>

#include <ats/error.hpp>
#include <ats/rank_resumes.hpp>
#include <ats/testing.hpp>

using namespace ats;
using ats::testing::ScriptedClient;

namespace {

DocumentSource job() {
    return DocumentSource::from_bytes("job.txt",
                                      "Nurse\n\nRequirements\n- Must have: SQL\n- Must have: Excel\n");
}

DocumentSource resume(std::string name, std::string const& line) {
    return DocumentSource::from_bytes(std::move(name), "Ann Example\n\nExperience\n" + line + "\n");
}

}  // namespace

TEST_CASE("files go in, a ranking comes out, with a row for what cannot be read") {
    auto const ranking = rank_resumes(
        job(), {DocumentSource::from_file("/nowhere/missing.pdf"), resume("bob.txt", "Painted houses"),
                resume("ann.txt", "Wrote SQL and Excel reports daily")});
    REQUIRE(ranking.rows.size() == 3);
    CHECK(ranking.rows[0].candidate == "ann");
    CHECK(ranking.rows[0].rank == 1);
    CHECK(ranking.rows[1].candidate == "bob");
    CHECK(ranking.rows[2].candidate == "missing");
    REQUIRE(ranking.rows[2].outcome.failure() != nullptr);
    CHECK(ranking.engine == "offline");
    CHECK(ranking.as_of.has_value());
    CHECK(ranking.criteria.size() >= 2);
}

TEST_CASE("criteria that are there are used as they are, with a client of one's own") {
    RankOptions options;
    options.client = std::make_shared<ScriptedClient>([](LlmRequest const& request, CallContext const&) {
        CHECK(request.task == "score_resume");
        return LlmReply{testing::valid_reply(request, 3), "house-model", {}, {}, {}, {}};
    });
    auto const ranking =
        rank_resumes(criteria_from_texts({"SQL"}), {resume("ann.txt", "Wrote SQL")}, options);
    CHECK(ranking.engine == "house-model");
    CHECK(ranking.rows.at(0).outcome.scorecard()->total == 3);
}

TEST_CASE("a job description that cannot be read is an error of the call") {
    CHECK_THROWS_AS(rank_resumes(DocumentSource::from_file("/nowhere/job.pdf"), {}), DocumentError);
}

TEST_CASE("a ranking that is cancelled throws, and one that keeps no outcomes is refused") {
    CallContext context;
    context.cancel.cancel();
    std::optional<ErrorCode> code;
    try {
        rank_resumes(criteria_from_texts({"SQL"}), {resume("ann.txt", "Wrote SQL")}, {}, context);
    } catch (CallerError const& error) {
        code = error.code();
    }
    CHECK(code == ErrorCode::cancelled);
    RankOptions options;
    options.queue.keep_outcomes = false;
    CHECK_THROWS_AS(rank_resumes(criteria_from_texts({"SQL"}), {}, options), CallerError);
}
