#pragma once

#include <string>
#include <vector>

namespace test {

/// A line of text on a page; y counts from the bottom, as in PDF.
struct PlacedText {
    double x;
    double y;
    std::string text;
    double size = 10;
};

using PdfPage = std::vector<PlacedText>;

/// @returns a valid PDF with these pages, US letter, in Helvetica.
std::string made_pdf(std::vector<PdfPage> const& pages);

/// @returns a valid PDF whose pages have these content streams. @param entries of each page's dictionary.
std::string made_pdf_of_contents(std::vector<std::string> const& contents,
                                 std::string const& entries = "/MediaBox [0 0 612 792]");

}  // namespace test
