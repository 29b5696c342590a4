#include "documents/pdf_reply.hpp"

#include <cmath>
#include <cstring>
#include <limits>

#include <doctest/doctest.h>

using namespace ats;
using documents::read_reply;

namespace {

struct MadePage {
    std::string text = "Ada\n";
    std::string hidden;
    std::vector<pdf::WordPlace> words = {{0, 3, 10, 20, 30, 40}};
    pdf::PageHeader header{0, 0, 0, 0, 4, 1, 612, 792};
};

template <class Structure>
void append(std::string& out, Structure const& structure) {
    out.append(reinterpret_cast<char const*>(&structure), sizeof structure);
}

std::string payload_of(MadePage page) {
    page.header.words = static_cast<std::uint32_t>(page.words.size());
    page.header.text_bytes = static_cast<std::uint32_t>(page.text.size());
    page.header.hidden_bytes = static_cast<std::uint32_t>(page.hidden.size());
    std::string out;
    append(out, page.header);
    for (auto const& word : page.words) append(out, word);
    return out + page.text + page.hidden;
}

std::optional<documents::PdfReply> read(std::string const& payload, std::uint32_t pages = 1) {
    return read_reply({worker::reply_magic, worker::Status::text, 0, pages, payload.size()}, payload);
}

bool is_refused(MadePage const& page) { return !read(payload_of(page)).has_value(); }

MadePage with_words(std::vector<pdf::WordPlace> words) {
    MadePage page;
    page.words = std::move(words);
    return page;
}

}  // namespace

TEST_CASE("a reply's pages are read as they were sent") {
    MadePage second;
    second.hidden = "hidden";
    second.header.flags = pdf::blank_page_flag;
    auto const reply = read(payload_of({}) + payload_of(second), 2);
    REQUIRE(reply);
    REQUIRE(reply->pages.size() == 2);
    CHECK(reply->pages[0].text == "Ada\n");
    CHECK(reply->pages[0].words.at(0).right == 30);
    CHECK(reply->pages[0].width == 612);
    CHECK(reply->pages[0].unreadable == 1);
    CHECK_FALSE(reply->pages[0].blank);
    CHECK(reply->pages[1].hidden == "hidden");
    CHECK(reply->pages[1].blank);
}

TEST_CASE("text with carriage returns is refused: lines end in LF") {
    MadePage page;
    page.text = "Ada\r\n";
    CHECK(is_refused(page));
    MadePage hidden;
    hidden.hidden = "a\rb";
    CHECK(is_refused(hidden));
}

TEST_CASE("a payload that is too short or too long is refused") {
    auto const payload = payload_of({});
    CHECK(read(payload));
    CHECK_FALSE(read(payload + "x"));
    CHECK_FALSE(read(payload.substr(0, payload.size() - 1)));
    CHECK_FALSE(read(payload, 2));
    CHECK_FALSE(read("", 1));
    CHECK(read("", 0));
}

TEST_CASE("counts that reach beyond the payload are refused without making room for them") {
    auto payload = payload_of({});
    pdf::PageHeader header{};
    header.words = std::numeric_limits<std::uint32_t>::max();
    std::memcpy(payload.data(), &header, sizeof header);
    CHECK_FALSE(read(payload));
}

TEST_CASE("words outside the text, out of order or inside a character are refused") {
    CHECK(is_refused(with_words({{0, 5, 0, 0, 1, 1}})));
    CHECK(is_refused(with_words({{2, 2, 0, 0, 1, 1}})));
    CHECK(is_refused(with_words({{1, 3, 0, 0, 1, 1}, {0, 1, 0, 0, 1, 1}})));
    CHECK(is_refused(with_words({{0, 2, 0, 0, 1, 1}, {1, 3, 0, 0, 1, 1}})));
    auto page = with_words({{0, 1, 0, 0, 1, 1}});
    page.text = "\u00E9";
    CHECK(is_refused(page));
}

TEST_CASE("places that are none are refused") {
    CHECK(is_refused(with_words({{0, 3, 2, 0, 1, 1}})));
    CHECK(is_refused(with_words({{0, 3, 0, std::nanf(""), 1, 1}})));
    CHECK(is_refused(with_words({{0, 3, 0, 0, std::numeric_limits<float>::infinity(), 1}})));
    MadePage page;
    page.header.width = -1;
    CHECK(is_refused(page));
}

TEST_CASE("text that is no UTF-8 or has a NUL is refused") {
    MadePage page = with_words({});
    page.text = "\xFF";
    CHECK(is_refused(page));
    page.text = std::string("a\0", 2);
    CHECK(is_refused(page));
    page.text = "a";
    page.hidden = "\xC3";
    CHECK(is_refused(page));
}

TEST_CASE("more unreadable characters than characters are refused") {
    MadePage page;
    page.header.unreadable = 5;
    CHECK(is_refused(page));
}
