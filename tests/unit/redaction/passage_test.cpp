#include "redaction/passage.hpp"

#include <memory>
#include <new>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include <ats/document.hpp>
#include <ats/error.hpp>
#include <ats/job_queue.hpp>
#include <ats/redacting_client.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/testing.hpp>

#include "llm/requests.hpp"

namespace {

using ats::LlmRequest;
using ats::RedactingClient;
using ats::redaction::complete_redacted;
using ats::redaction::Placeholders;
using ats::test::error_of;
using ats::testing::ScriptedClient;

constexpr char const* resume =
    "Jane Doe\njane.doe@example.com, +49 30 1234567, linkedin.com/in/janedoe\nnorthwind.example/careers\n\n"
    "Experience\nNurse since 2019\n";

LlmRequest request_about(std::string text) {
    auto request = ats::test::score_request();
    request.sections.back().text = std::move(text);
    return request;
}

std::shared_ptr<ScriptedClient> answering() {
    return std::make_shared<ScriptedClient>(ScriptedClient::reply("{}"));
}

/// Section 1 is the job description, section 2 the criteria.
LlmRequest request_with(std::size_t section, std::string const& text) {
    auto request = request_about(resume);
    request.sections.at(section).text += text;
    return request;
}

void check_unsent(LlmRequest const& request, std::string const& kind) {
    auto const inner = answering();
    RedactingClient client(inner);
    auto const [code, message] = error_of([&] { client.complete(request, {}); });
    CHECK(code == ats::ErrorCode::redaction_failed);
    CHECK(message.find(kind) != std::string::npos);
    CHECK(message.find("1234567") == std::string::npos);
    CHECK(message.find("jane") == std::string::npos);
    CHECK(inner->requests().empty());
}

}  // namespace

TEST_CASE("a redaction that throws leaves the resume unsent") {
    auto const inner = answering();
    auto const request = request_about(resume);
    auto const outcome = [&](ats::redaction::Redact const& redact) {
        return error_of([&] { complete_redacted(*inner, request, {}, redact); });
    };
    auto const [code, message] = outcome([](std::string_view, Placeholders&) -> std::string {
        throw std::length_error("of jane.doe@example.com");
    });
    CHECK(code == ats::ErrorCode::redaction_failed);
    CHECK(message.find("jane") == std::string::npos);
    CHECK(outcome([](std::string_view, Placeholders&) -> std::string { throw std::bad_alloc(); }).first ==
          ats::ErrorCode::redaction_failed);
    CHECK(inner->requests().empty());
}

TEST_CASE("an identifier that redaction leaves in the resume keeps it unsent") {
    for (std::string const left :
         {"Mail: a@example.com", "Phone +49 30 1234567", "See linkedin.com/in/janedoe"}) {
        CAPTURE(left);
        auto const inner = answering();
        auto const error = error_of([&] {
            complete_redacted(*inner, request_about(resume), {},
                              [&](std::string_view, Placeholders&) { return left; });
        });
        CHECK(error.first == ats::ErrorCode::redaction_failed);
        CHECK(inner->requests().empty());
    }
}

TEST_CASE("a name that redaction knows and leaves in the resume keeps it unsent") {
    auto const inner = answering();
    auto const leaving = [](std::string_view text, Placeholders& placeholders) {
        return ats::redaction::without_identifiers(text, placeholders) + "Jane Doe\n";
    };
    auto const error = error_of([&] { complete_redacted(*inner, request_about(resume), {}, leaving); });
    CHECK(error.first == ats::ErrorCode::redaction_failed);
    CHECK(inner->requests().empty());
}

TEST_CASE("a criterion or a job description with an address of the resume keeps it unsent") {
    check_unsent(request_with(1, " Ask JANE.DOE@example.com."), "email");
    check_unsent(request_with(2, " jane.doe@example.com"), "email");
    check_unsent(request_with(1, " Call 030 / 1234567."), "phone");
    check_unsent(request_with(2, " https://www.linkedin.com/in/janedoe"), "link");
    auto instructions = request_about(resume);
    instructions.instructions += " jane.doe@example.com";
    check_unsent(instructions, "email");
}

TEST_CASE("addresses of others in a job description are sent as they are") {
    auto const inner = answering();
    RedactingClient client(inner);
    client.complete(request_with(1, " jobs@example.com, +49 30 7654321, northwind.example/careers"), {});
    CHECK(inner->requests().at(0).sections.at(1).text ==
          "Nurse wanted, nights. jobs@example.com, +49 30 7654321, northwind.example/careers");
}

TEST_CASE("the whole name is replaced in a job description too, a part of it is left") {
    auto const inner = answering();
    RedactingClient client(inner);
    client.complete(request_with(1, " At the Doe Clinic; JANE DOE leaves."), {});
    CHECK(inner->requests().at(0).sections.at(1).text ==
          "Nurse wanted, nights. At the Doe Clinic; [NAME] leaves.");
}

TEST_CASE("a question that is asked again with quotes sends no identifier") {
    auto const inner = answering();
    RedactingClient client(inner);
    auto request = request_about(resume);
    request.corrections.push_back({R"({"quotes":["Jane Doe\njane.doe@example.com, 030 1234567"]})",
                                   "\"linkedin.com/in/janedoe, Jane Doe\" is not in it", true});
    client.complete(request, {});
    auto const sent = inner->requests().at(0);
    CHECK(sent.corrections.at(0).reply == R"({"quotes":["[NAME]\n[EMAIL 1], [PHONE 2]"]})");
    CHECK(sent.corrections[0].errors == "\"[LINK 1], [NAME]\" is not in it");
}

TEST_CASE("a question that is asked again sends no birth date and no personal detail") {
    auto const inner = answering();
    RedactingClient client(inner);
    auto request =
        request_about("Jane Doe\njane.doe@example.com\nGeboren op 12 maart 1985\nMarital status: widowed\n");
    request.corrections.push_back(
        {R"({"quotes":["12 maart 1985, widowed"]})", "it has: 12 maart 1985", true});
    client.complete(request, {});
    auto const correction = inner->requests().at(0).corrections.at(0);
    CHECK(correction.reply == R"({"quotes":["[BIRTH DATE], [PERSONAL 1]"]})");
    CHECK(correction.errors == "it has: [BIRTH DATE]");
}

TEST_CASE("a resume that cannot be redacted fails alone in a queue") {
    auto const inner = std::make_shared<ScriptedClient>(ScriptedClient::reply(
        R"({"scores":{"c1":{"quotes":["Nurse since 2019"],"reason":"Nursing","score":4}}})"));
    std::vector<ats::Criterion> criteria(1);
    criteria[0].id = "c1";
    criteria[0].text = "Nursing, as told to jane.doe@example.com";
    auto const scorer =
        std::make_shared<ats::ResumeScorer>(std::make_shared<RedactingClient>(inner), criteria);
    ats::JobQueue queue(std::make_shared<ats::DocumentReader>(), scorer);
    queue.submit(ats::DocumentSource::from_bytes("jane.txt", resume));
    queue.submit(
        ats::DocumentSource::from_bytes("ann.txt", "Ann Roe\nann.roe@example.com\n\nNurse since 2019\n"));
    auto const outcomes = *queue.wait_all();
    REQUIRE(outcomes.size() == 2);
    CHECK(outcomes[0].failure()->code == ats::ErrorCode::redaction_failed);
    CHECK(outcomes[1].scorecard() != nullptr);
    CHECK(inner->requests().size() == 1);
}
