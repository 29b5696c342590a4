#include "documents/pdf_drawing.hpp"

#include <limits>

#include <doctest/doctest.h>

using namespace ats;
using documents::read_drawing;

namespace {

std::string part(std::string const& name, std::string const& data) {
    std::string const length{0, 0, 0, static_cast<char>(data.size())};
    return length + name + data + "sum.";
}

std::string const signature = "\x89PNG\r\n\x1a\n";
std::string const header = part("IHDR", {0, 0, 0, 3, 0, 0, 0, 4, 8, 2, 0, 0, 0});
std::string const end = part("IEND", "");
std::string const small_png = signature + header + part("sRGB", "0") + part("IDAT", "pixels") + end;

template <class Structure>
std::string bytes_of(Structure const& structure) {
    return {reinterpret_cast<char const*>(&structure), sizeof structure};
}

std::string payload_of(std::string const& png, pdf::ImageHeader size = {3, 4}, float width = 612) {
    return bytes_of(pdf::SheetSize{width, 792}) + bytes_of(size) + png;
}

std::optional<documents::PdfDrawing> drawing(std::string const& payload, std::uint32_t page = 1,
                                             std::uint32_t side = 4) {
    return read_drawing({worker::reply_magic, worker::Status::text, 0, 1, payload.size()}, payload, page,
                        side);
}

bool is_refused(std::string const& payload) { return !drawing(payload); }

}  // namespace

TEST_CASE("a drawn page is taken as it was sent") {
    auto const found = drawing(payload_of(small_png));
    REQUIRE(found);
    CHECK(found->png == small_png);
    CHECK(found->size.width == 3);
    CHECK(found->size.height == 4);
    REQUIRE(found->pages.size() == 1);
    CHECK(found->pages[0].height == 792);
}

TEST_CASE("without a page to draw a worker tells sizes and nothing else") {
    auto const sizes = bytes_of(pdf::SheetSize{612, 792});
    CHECK(drawing(sizes, 0));
    CHECK(drawing(sizes, 2));
    CHECK(is_refused(sizes));
    CHECK_FALSE(drawing(payload_of(small_png), 0));
    CHECK_FALSE(drawing(payload_of(small_png), 2));
}

TEST_CASE("a drawn page that is not as it was said to be is refused") {
    CHECK(is_refused(""));
    CHECK(is_refused(payload_of(small_png, {4, 3})));
    CHECK(is_refused(payload_of(small_png, {0, 4})));
    CHECK(is_refused(payload_of(small_png, {3, 4}, -1)));
    CHECK(is_refused(payload_of(small_png, {3, 4}, std::numeric_limits<float>::quiet_NaN())));
    CHECK_FALSE(drawing(payload_of(small_png), 1, 3));
}

TEST_CASE("an image that is no plain PNG file is refused") {
    CHECK(is_refused(payload_of("GIF89a")));
    CHECK(is_refused(payload_of(signature + end)));
    CHECK(is_refused(payload_of(signature + header + part("tEXt", "words") + end)));
    CHECK(is_refused(payload_of(signature + header + part("iCCP", "profile") + end)));
    CHECK(is_refused(payload_of(signature + header + part("IDAT", "pixels"))));
    CHECK(is_refused(payload_of(small_png + "<script>")));
    CHECK(is_refused(payload_of(small_png.substr(0, small_png.size() - 1))));
    auto grey = small_png;
    grey[signature.size() + 17] = 0;
    CHECK(is_refused(payload_of(grey)));
}
