#include <algorithm>
#include <chrono>

#include <doctest/doctest.h>
#include <png.h>

#include <ats/document_reader.hpp>

#include "error_of.hpp"
#include "made_pdf.hpp"

using namespace ats;
using test::code_of;
using test::error_of;
using test::made_pdf;
using test::made_pdf_of_contents;

namespace {

constexpr char blue_square[] = "0 0 1 rg 100 592 100 100 re f";
constexpr char words[] = "BT /F1 20 Tf 100 600 Td (Ada) Tj 0 -100 Td (Love lace) Tj ET";

struct Decoded {
    png_image image{};
    std::string pixels;

    /// 0xRRGGBB at these shares of width and height.
    std::uint32_t at(double x, double y) const {
        auto const column = static_cast<std::size_t>(x * image.width);
        auto const row = static_cast<std::size_t>(y * image.height);
        auto const* const pixel =
            reinterpret_cast<unsigned char const*>(pixels.data()) + 3 * (row * image.width + column);
        return std::uint32_t{pixel[0]} << 16 | std::uint32_t{pixel[1]} << 8 | pixel[2];
    }
    /// The darkest of these shares of the image.
    std::uint32_t darkest(Box const& box) const {
        std::uint32_t found = 0xFFFFFF;
        for (double y = box.top; y < box.bottom; y += 1.0 / image.height)
            for (double x = box.left; x < box.right; x += 1.0 / image.width)
                found = std::min(found, at(x, y));
        return found;
    }
};

Decoded decoded(PageImage const& page) {
    Decoded out;
    out.image.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_memory(&out.image, page.png.data(), page.png.size()) != 0);
    out.image.format = PNG_FORMAT_RGB;
    out.pixels.resize(PNG_IMAGE_SIZE(out.image));
    REQUIRE(png_image_finish_read(&out.image, nullptr, out.pixels.data(), 0, nullptr) != 0);
    return out;
}

PageImage image_of(std::string const& bytes, int page = 1, int side = 400) {
    PageImageOptions options;
    options.longer_side = side;
    return DocumentReader().render_page(bytes, "cv.pdf", page, options);
}

Box share_of(Box const& box, PageSize const& size) {
    return {box.left / size.width, box.top / size.height, box.right / size.width, box.bottom / size.height};
}

/// True if each word has ink in its box, and the page none elsewhere.
void check_words_are_where_they_are_said_to_be(std::string const& entries) {
    auto const bytes = made_pdf_of_contents({words}, entries);
    auto const image = image_of(bytes);
    auto const picture = decoded(image);
    auto const document = DocumentReader().read(bytes, "cv.pdf");
    REQUIRE(document.words.size() == 3);
    CHECK(image.size.width == doctest::Approx(document.pages[0].width));
    Box all{1, 1, 0, 0};
    for (auto const& word : document.words) {
        auto const box = share_of(word.box, image.size);
        CHECK(picture.darkest(box) < 0x404040);
        all = {std::min(all.left, box.left), std::min(all.top, box.top), std::max(all.right, box.right),
               std::max(all.bottom, box.bottom)};
    }
    CHECK(picture.darkest({0, 0, 1, all.top - 0.01}) == 0xFFFFFF);
    CHECK(picture.darkest({0, all.bottom + 0.01, 1, 0.999}) == 0xFFFFFF);
    CHECK(picture.darkest({0, 0, all.left - 0.01, 0.999}) == 0xFFFFFF);
    CHECK(picture.darkest({all.right + 0.01, 0, 0.999, 0.999}) == 0xFFFFFF);
}

}  // namespace

TEST_CASE("a page is drawn in the size that was asked for, in its colours") {
    auto const bytes = made_pdf_of_contents({"", blue_square});
    auto const page = image_of(bytes, 2, 792);
    CHECK(page.width == 612);
    CHECK(page.height == 792);
    CHECK(page.size.width == 612);
    CHECK(page.size.height == 792);
    auto const picture = decoded(page);
    CHECK(picture.image.width == 612);
    CHECK(picture.at(150.0 / 612, 150.0 / 792) == 0x0000FF);
    CHECK(picture.at(90.0 / 612, 150.0 / 792) == 0xFFFFFF);
    CHECK(decoded(image_of(bytes, 1)).darkest({0, 0, 0.999, 0.999}) == 0xFFFFFF);
    CHECK(DocumentReader().render_page(bytes, "cv.pdf", 1).height == 1600);
}

TEST_CASE("words stand in the image where the document says, also on turned and cut pages") {
    check_words_are_where_they_are_said_to_be("/MediaBox [0 0 612 792]");
    check_words_are_where_they_are_said_to_be("/MediaBox [0 0 612 792] /Rotate 90");
    check_words_are_where_they_are_said_to_be("/MediaBox [0 0 612 792] /CropBox [50 400 512 742]");
    check_words_are_where_they_are_said_to_be(
        "/MediaBox [-20 30 612 792] /CropBox [50 400 512 742] /Rotate 270");
}

TEST_CASE("a page without any words has a size and an image, too") {
    auto const bytes = made_pdf_of_contents({blue_square, ""}, "/MediaBox [0 0 300 200] /Rotate 90");
    auto const sizes = DocumentReader().page_sizes(bytes, "scan.pdf");
    REQUIRE(sizes.size() == 2);
    CHECK(sizes[1].width == 200);
    CHECK(sizes[1].height == 300);
    CHECK(image_of(bytes).height == 400);
}

TEST_CASE("the image of a long and narrow page is not larger than asked for") {
    auto const page = image_of(made_pdf_of_contents({""}, "/MediaBox [0 0 14000 3]"), 1, 3000);
    CHECK(page.width == 3000);
    CHECK(page.height == 1);
}

TEST_CASE("what is no page of a PDF is not drawn, and told") {
    auto const bytes = made_pdf_of_contents({words});
    CHECK(error_of([&] { image_of("Ada Lovelace\nEngineer\n"); })->code == ErrorCode::document_unsupported);
    CHECK(code_of([&] { DocumentReader().page_sizes("Ada Lovelace\n", "cv.txt"); }) ==
          ErrorCode::document_unsupported);
    CHECK(code_of([&] { image_of(""); }) == ErrorCode::document_empty);
    CHECK(code_of([&] { image_of("%PDF-1.4\nbroken"); }) == ErrorCode::document_damaged);
    CHECK(error_of([&] { image_of(bytes, 2); })->message == "there is no page 2: the PDF has 1");
    CHECK(code_of([&] { image_of(bytes, 0); }) == ErrorCode::invalid_argument);
    CHECK(code_of([&] { image_of(bytes, 1, 15); }) == ErrorCode::invalid_argument);
    CHECK(code_of([&] { image_of(bytes, 1, 3001); }) == ErrorCode::invalid_argument);
    DocumentReaderOptions options;
    options.max_pages = 1;
    CHECK(code_of([&] {
              DocumentReader(options).render_page(made_pdf_of_contents({"", ""}), "cv.pdf", 1);
          }) == ErrorCode::document_too_large);
}

TEST_CASE("a page that takes too long to draw ends at the limit of a document") {
    std::string content = "[0.1] 0 d\n";
    for (int i = 0; i < 5'000; ++i) content += "0 0 m 612 792 l S\n";
    DocumentReaderOptions options;
    options.pdf_cpu_limit = std::chrono::milliseconds(300);
    DocumentReader const reader(options);
    CHECK(code_of([&] { reader.render_page(made_pdf_of_contents({content}), "cv.pdf", 1); }) ==
          ErrorCode::document_timeout);
    CHECK(reader.render_page(made_pdf_of_contents({words}), "cv.pdf", 1).height == 1600);
}

TEST_CASE("a quote is marked by one box for each of its lines and parts") {
    auto const document = DocumentReader().read(
        made_pdf({{{72, 700, "Ada Lovelace wrote"}, {400, 700, "1843"}, {72, 686, "programs."}}}), "cv.pdf");
    auto const begin = document.text.find("Lovelace");
    auto const lines = document.lines_in(begin, document.text.size());
    REQUIRE(lines.size() == 3);
    CHECK(document.characters(lines[0].begin, lines[0].end) == "Lovelace wrote");
    CHECK(lines[0].box.left == document.words[1].box.left);
    CHECK(lines[0].box.right == document.words[2].box.right);
    CHECK(document.characters(lines[1].begin, lines[1].end) == "1843");
    CHECK(document.characters(lines[2].begin, lines[2].end) == "programs.");
    CHECK(lines[2].page == 1);
    CHECK(document.lines_in(begin, begin).empty());
}
