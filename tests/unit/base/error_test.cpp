#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

#include <ats/error.hpp>
#include <ats/scorecard.hpp>

using namespace ats;

namespace {

std::string heading(ErrorGroup group) {
    switch (group) {
        case ErrorGroup::document:
            return "## Document: whoever owns the file must act";
        case ErrorGroup::model_service:
            return "## Model service: whoever runs or pays for the server must act";
        case ErrorGroup::model_answer:
            return "## Model answer: it answered, but not with what was asked for";
        case ErrorGroup::caller:
            return "## Caller: the programmer must act";
        case ErrorGroup::queue:
            return "## Queue";
    }
    return {};
}

std::string error_page() {
    std::ostringstream page;
    page << "# Errors\n\nMade from the enum `ats::ErrorCode`; a test keeps it equal. Single calls throw, "
            "batches "
            "return outcomes; the codes and\nsentences are the same in C++, Python, CSV, JSON and over "
            "HTTP.\n";
    std::set<ErrorGroup> seen;
    for (auto code : all_error_codes()) {
        if (seen.insert(group(code)).second) {
            page << "\n"
                 << heading(group(code))
                 << "\n\n| code | what it means | what to do |\n| --- | --- | --- |\n";
        }
        page << "| `" << to_string(code) << "` | " << meaning(code) << " | " << remedy(code) << " |\n";
    }
    return page.str();
}

}  // namespace

TEST_CASE("docs/errors.md is the table of the enum") {
    std::string const path = std::string(ATS_SOURCE_DIR) + "/docs/errors.md";
    if (std::getenv("ATS_WRITE_DOCS") != nullptr) std::ofstream(path) << error_page();
    std::ifstream file(path);
    std::string const page((std::istreambuf_iterator<char>(file)), {});
    CHECK(page == error_page());
}

TEST_CASE("every code has a name and sentences of its own") {
    std::set<std::string_view> names, meanings;
    for (auto code : all_error_codes()) {
        names.insert(to_string(code));
        meanings.insert(meaning(code));
        CHECK(meaning(code).back() == '.');
        CHECK(remedy(code).back() == '.');
    }
    CHECK(names.size() == all_error_codes().size());
    CHECK(meanings.size() == all_error_codes().size());
}

TEST_CASE("what would fail every later request too aborts a run, and nothing else") {
    std::set<std::string_view> aborting;
    for (auto code : all_error_codes()) {
        if (aborts_run(code)) aborting.insert(to_string(code));
    }
    CHECK(aborting == std::set<std::string_view>{"model_unauthorized", "model_quota_exhausted",
                                                 "model_not_found", "budget_exhausted", "record_failed"});
}

TEST_CASE("a document error names its document first") {
    DocumentError const error(ErrorCode::document_encrypted, "cv.pdf", "it needs a password");
    CHECK(std::string(error.what()) == "cv.pdf: it needs a password");
    CHECK(error.document() == "cv.pdf");
    CHECK(error.code() == ErrorCode::document_encrypted);
}

TEST_CASE("what may be tried again follows the status") {
    auto const retryable = [](ErrorCode code, int status) {
        return ModelServiceError(code, "x", {status, {}, {}, {}}).retryable();
    };
    for (int status : {408, 409, 500, 502, 503, 504, 529})
        CHECK(retryable(ErrorCode::model_server_error, status));
    for (int status : {400, 413, 422, 501}) CHECK_FALSE(retryable(ErrorCode::model_request_rejected, status));
    CHECK(retryable(ErrorCode::model_rate_limited, 429));
    CHECK_FALSE(retryable(ErrorCode::model_quota_exhausted, 429));
    CHECK_FALSE(retryable(ErrorCode::model_unauthorized, 401));
    CHECK(retryable(ErrorCode::model_unreachable, 0));
    CHECK_FALSE(retryable(ErrorCode::model_protocol_error, 200));
}

TEST_CASE("x-should-retry wins over the status") {
    ModelServiceDetails details;
    details.http_status = 500;
    details.should_retry = false;
    CHECK_FALSE(ModelServiceError(ErrorCode::model_server_error, "x", details).retryable());
    details.http_status = 400;
    details.should_retry = true;
    CHECK(ModelServiceError(ErrorCode::model_request_rejected, "x", details).retryable());
}

TEST_CASE("a foreign exception becomes an internal failure of bounded length") {
    auto const failure = to_failure(std::runtime_error(std::string(5000, 'x')));
    CHECK(failure.code == ErrorCode::internal);
    CHECK(failure.message == std::string(300, 'x'));
    CHECK(to_failure(CallerError(ErrorCode::cancelled, "stop")).code == ErrorCode::cancelled);
}
