#include <string>

#include <doctest/doctest.h>

#include <ats/error.hpp>
#include <ats/offline_client.hpp>

using namespace ats;

namespace {

LlmRequest scoring_request() {
    LlmRequest request;
    request.task = "score_resume";
    request.sections = {
        {"as_of", "2024-01-15", false},
        {"criteria",
         R"([{"id":"c2","text":"Sugar art","kind":"skill","importance":"must","min_years":null},)"
         R"({"id":"c1","text":"2+ years of experience","kind":"experience","importance":"must","min_years":2}])",
         false},
        {"resume", "Cook, Jan 2020 – Present\n\nSkills\nSugar art\n", true}};
    return request;
}

ErrorCode code_of(LlmRequest const& request) {
    try {
        OfflineClient().complete(request, {});
    } catch (Error const& error) {
        return error.code();
    }
    return ErrorCode::internal;
}

}  // namespace

TEST_CASE("the offline engine proposes criteria in the documented form") {
    LlmRequest request;
    request.task = "extract_criteria";
    request.sections = {
        {"job_description", "Tutor\n\nRequirements\n- 2+ years of teaching\n- Algebra", false}};
    auto const reply = OfflineClient().complete(request, {});
    CHECK(reply.model == "offline");
    CHECK(reply.finish_reason == FinishReason::stop);
    CHECK(
        reply.text ==
        R"({"criteria":[{"source":"Tutor","text":"Tutor","kind":"role","importance":"must","min_years":null},)"
        R"({"source":"2+ years of teaching","text":"2+ years of teaching","kind":"experience","importance":"must","min_years":2},)"
        R"({"source":"Algebra","text":"Algebra","kind":"skill","importance":"must","min_years":null}]})");
}

TEST_CASE("the offline engine answers in the order of the criteria, with quotes") {
    auto const reply = OfflineClient().complete(scoring_request(), {});
    CHECK(reply.model == "offline");
    CHECK(
        reply.text ==
        R"({"scores":{"c2":{"quotes":["Sugar art"],"reason":"'Sugar art' stands in a list.","score":2.5},)"
        R"("c1":{"quotes":["Cook, Jan 2020 – Present"],"reason":"About 4.1 years of experience are shown by date )"
        R"(ranges; 2 are asked for.","score":5}}})");
}

TEST_CASE("the offline engine gives the word beside its finer score where words are asked for") {
    auto request = scoring_request();
    request.schema = R"({"properties":{"finding":{}}})";
    auto const text = OfflineClient().complete(request, {}).text;
    CHECK(text.find(R"("finding":"mostly","score":2.5})") != std::string::npos);
    CHECK(text.find(R"("finding":"shown","score":5})") != std::string::npos);
}

TEST_CASE("the offline engine gives the same bytes every time") {
    OfflineClient client;
    CHECK(client.complete(scoring_request(), {}).text ==
          OfflineClient().complete(scoring_request(), {}).text);
}

TEST_CASE("present follows the date in the request") {
    auto request = scoring_request();
    request.sections[0].text = "2021-01-15";
    CHECK(OfflineClient().complete(request, {}).text.find("About 1.1 years") != std::string::npos);
}

TEST_CASE("the offline engine refuses what it does not know") {
    auto request = scoring_request();
    request.task = "write_poem";
    CHECK(code_of(request) == ErrorCode::invalid_argument);
    request = scoring_request();
    request.sections.pop_back();
    CHECK(code_of(request) == ErrorCode::invalid_argument);
    request = scoring_request();
    request.sections[1].text = "[{\"id\":1}]";
    CHECK(code_of(request) == ErrorCode::invalid_argument);
    request.sections[1].text = "no JSON";
    CHECK(code_of(request) == ErrorCode::invalid_argument);
}

TEST_CASE("the offline engine stops when it is cancelled") {
    CallContext context;
    context.cancel.cancel();
    CHECK_THROWS_AS(OfflineClient().complete(scoring_request(), context), CallerError);
}
