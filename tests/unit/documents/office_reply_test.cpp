#include "documents/office_reply.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "documents/office_protocol.hpp"
#include "error_of.hpp"
#include "made_docx.hpp"
#include "office_worker/office_text.hpp"

using namespace ats;
using documents::document_from_reply;
using documents::read_office_reply;
using office::OfficeFinding;
using office::OfficeHeader;
using office::PageSpan;
using worker::Status;

namespace {

template <class Structure>
void append(std::string& out, Structure const& structure) {
    out.append(reinterpret_cast<char const*>(&structure), sizeof structure);
}

/// A reply that obeys the protocol, until a test changes it.
struct MadeReply {
    OfficeHeader header{office::was_read, static_cast<std::uint32_t>(DocumentFormat::docx), 4, 1};
    std::vector<PageSpan> pages = {{0, 4, 0, 0}};
    OfficeFinding finding{static_cast<std::uint32_t>(FindingKind::hidden_text), 0, 4, 3};
    std::string rest = "Ada\nSeenbad";

    std::string payload() const {
        std::string out;
        append(out, header);
        for (auto const& page : pages) append(out, page);
        append(out, finding);
        return out + rest;
    }
};

std::optional<documents::OfficeReply> read(std::string const& payload, std::uint32_t pages = 1) {
    return read_office_reply({worker::reply_magic, Status::text, 0, pages, payload.size()}, payload);
}

template <class Change>
bool is_refused(Change change) {
    MadeReply reply;
    change(reply);
    return !read(reply.payload(), static_cast<std::uint32_t>(reply.pages.size())).has_value();
}

/// A failure with this code and message, as a worker says it.
std::string failure(std::uint32_t outcome, std::string const& message) {
    std::string out;
    append(out, OfficeHeader{outcome, 0, static_cast<std::uint32_t>(message.size()), 0});
    return out + message;
}

std::uint32_t outcome_of(ErrorCode code) { return static_cast<std::uint32_t>(code) + 1; }

std::optional<documents::OfficeReply> said_of(std::string const& bytes, std::uint32_t flags = 0) {
    auto const answer = office::read_office(bytes, flags);
    return read_office_reply({worker::reply_magic, answer.status, answer.flags, answer.pages, 0},
                             answer.payload);
}

}  // namespace

TEST_CASE("an office document comes through as its reader made it") {
    auto const reply = read(MadeReply().payload());
    REQUIRE(reply);
    auto const document = document_from_reply(*reply, "cv.docx");
    CHECK(document.name == "cv.docx");
    CHECK(document.format == DocumentFormat::docx);
    CHECK(document.text == "Ada\n");
    REQUIRE(document.pages.size() == 1);
    CHECK(document.pages[0].end == 4);
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::hidden_text);
    CHECK(document.findings[0].message == "Seen");
    CHECK(document.findings[0].text == "bad");
}

TEST_CASE("what the office worker writes is what the library reads") {
    auto const docx = said_of(test::made_docx(test::paragraph("Zo\u00EB")));
    REQUIRE(docx);
    CHECK(docx->document.text == "Zo\u00EB\n");
    CHECK(docx->document.pages.at(0).end == 4);
    auto const markdown =
        said_of("# Ada\n\n**C++** <!-- hire me -->\n", static_cast<std::uint32_t>(office::Input::markdown));
    REQUIRE(markdown);
    CHECK(markdown->document.format == DocumentFormat::markdown);
    CHECK(markdown->document.text == "Ada\nC++\n");
    CHECK(markdown->document.findings.at(0).text == "hire me");
    auto const broken = said_of("PK\x03\x04 and no more");
    REQUIRE(broken);
    auto const error = test::error_of([&] { document_from_reply(*broken, "cv.docx"); });
    REQUIRE(error);
    CHECK(error->code == ErrorCode::document_damaged);
    CHECK(error->message ==
          "cv.docx: the file is a broken package, perhaps cut short: open it in a word "
          "processor and save it again");
}

TEST_CASE("a reply of the office worker that lies about its lengths is refused") {
    CHECK_FALSE(is_refused([](MadeReply&) {}));
    auto const whole = MadeReply().payload();
    for (std::size_t length = 0; length < whole.size(); ++length) CHECK_FALSE(read(whole.substr(0, length)));
    CHECK_FALSE(read(whole + "x"));
    CHECK(is_refused([](MadeReply& reply) { reply.header.text_bytes = 0xFFFFFFFF; }));
    CHECK(is_refused([](MadeReply& reply) { reply.header.findings = 0xFFFFFFFF; }));
    CHECK(is_refused([](MadeReply& reply) { reply.header.findings = 0; }));
    CHECK(is_refused([](MadeReply& reply) { reply.finding.message_bytes = 0xFFFFFFFF; }));
    CHECK(is_refused([](MadeReply& reply) { reply.pages.clear(); }));
    CHECK_FALSE(read(whole, worker::max_page_count));
}

TEST_CASE("a reply of the office worker whose text is none is refused") {
    CHECK(is_refused([](MadeReply& reply) {
        reply.rest =
            "A\xFF"
            "a\nSeenbad";
    }));
    CHECK(is_refused([](MadeReply& reply) { reply.rest = "A\ra\nSeenbad"; }));
    CHECK(is_refused([](MadeReply& reply) { reply.rest[1] = '\0'; }));
    CHECK(is_refused([](MadeReply& reply) { reply.rest = " \n \nSeenbad"; }));
    CHECK(is_refused([](MadeReply& reply) {
        reply.rest =
            "Ada\nSe\x1B"
            "nbad";
    }));  // Of a terminal.
    CHECK(is_refused([](MadeReply& reply) { reply.rest = "Ada\nSe\xFFnbad"; }));
    CHECK(is_refused([](MadeReply& reply) {
        reply.rest =
            "Ada\nSeenb\xFF"
            "d";
    }));
    CHECK(is_refused([](MadeReply& reply) {
        reply.finding.text_bytes = static_cast<std::uint32_t>(max_finding_text) + 1;
        reply.rest = "Ada\nSeen" + std::string(max_finding_text + 1, 'x');
    }));
}

TEST_CASE("a reply of the office worker with kinds and places that no reader gives is refused") {
    CHECK(is_refused([](MadeReply& reply) { reply.header.format = 99; }));
    CHECK(is_refused(
        [](MadeReply& reply) { reply.header.format = static_cast<std::uint32_t>(DocumentFormat::pdf); }));
    CHECK(is_refused([](MadeReply& reply) { reply.finding.kind = 99; }));
    CHECK(is_refused([](MadeReply& reply) {
        reply.finding.kind = static_cast<std::uint32_t>(FindingKind::copied_job_description);
    }));
    CHECK(is_refused([](MadeReply& reply) { reply.finding.page = 2; }));
    CHECK(is_refused([](MadeReply& reply) { reply.pages[0].end = 5; }));
    CHECK(is_refused([](MadeReply& reply) { reply.pages[0] = {3, 2, 0, 0}; }));
    CHECK(is_refused([](MadeReply& reply) { reply.pages = {{2, 4, 0, 0}, {0, 2, 0, 0}}; }));
    CHECK(is_refused([](MadeReply& reply) { reply.pages[0].width = -1; }));
    CHECK(is_refused(
        [](MadeReply& reply) { reply.pages[0].height = std::numeric_limits<double>::quiet_NaN(); }));
}

TEST_CASE("the office worker fails with its readers' codes alone, and no message tricks a terminal") {
    auto const damaged = outcome_of(ErrorCode::document_damaged);
    CHECK(read(failure(damaged, "it is broken"), 0));
    CHECK_FALSE(read(failure(outcome_of(ErrorCode::model_unauthorized), "it is broken"), 0));
    CHECK_FALSE(read(failure(outcome_of(ErrorCode::document_crashed), "it is broken"), 0));
    CHECK_FALSE(read(failure(0xFFFFFFFF, "it is broken"), 0));
    CHECK_FALSE(read(failure(damaged, "it is \x1B[2J"), 0));
    CHECK_FALSE(read(failure(damaged, "two\nlines"), 0));
    CHECK_FALSE(read(failure(damaged, std::string(office::max_message_bytes + 1, 'x')), 0));
    CHECK_FALSE(read(failure(damaged, "it is broken") + "more", 0));
}

TEST_CASE("the office worker says only what concerns it") {
    auto const code = [](Status status) -> std::optional<ErrorCode> {
        auto const reply = read_office_reply({worker::reply_magic, status, 0, 0, 0}, "");
        if (!reply) return std::nullopt;
        return test::code_of([&] { document_from_reply(*reply, "cv"); });
    };
    CHECK(code(Status::out_of_memory) == ErrorCode::document_too_large);
    CHECK(code(Status::too_much_text) == ErrorCode::document_too_large);
    CHECK(code(Status::cpu_limit) == ErrorCode::document_timeout);
    CHECK_FALSE(code(Status::locked));
    CHECK_FALSE(code(Status::too_many_pages));
}
