#include "made_pdf.hpp"

#include <cstdio>

namespace test {
namespace {

std::string padded(std::size_t offset) {
    char out[16];
    std::snprintf(out, sizeof out, "%010zu", offset);
    return out;
}

std::string content_of(PdfPage const& page) {
    std::string content;
    for (auto const& line : page) {
        content += "BT /F1 " + std::to_string(line.size) + " Tf " + std::to_string(line.x) + " " +
                   std::to_string(line.y) + " Td (" + line.text + ") Tj ET\n";
    }
    return content;
}

class Objects {
public:
    void add(std::string const& body) {
        offsets_.push_back(bytes_.size());
        bytes_ += std::to_string(offsets_.size()) + " 0 obj\n" + body + "\nendobj\n";
    }
    std::string finish() {
        auto const table = bytes_.size();
        auto const size = std::to_string(offsets_.size() + 1);
        bytes_ += "xref\n0 " + size + "\n0000000000 65535 f \n";
        for (auto const offset : offsets_) bytes_ += padded(offset) + " 00000 n \n";
        return bytes_ + "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) +
               "\n%%EOF\n";
    }

private:
    std::string bytes_ = "%PDF-1.4\n";
    std::vector<std::size_t> offsets_;
};

}  // namespace

std::string made_pdf_of_contents(std::vector<std::string> const& contents, std::string const& entries) {
    // 1: catalog, 2: page tree, 3: font, then a page and its content by turns.
    Objects objects;
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    std::string kids;
    for (std::size_t i = 0; i < contents.size(); ++i) kids += std::to_string(4 + 2 * i) + " 0 R ";
    objects.add("<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(contents.size()) + " >>");
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for (std::size_t i = 0; i < contents.size(); ++i) {
        objects.add("<< /Type /Page /Parent 2 0 R " + entries +
                    " /Resources << /Font << /F1 3 0 R >> >> /Contents " + std::to_string(5 + 2 * i) +
                    " 0 R >>");
        objects.add("<< /Length " + std::to_string(contents[i].size()) + " >>\nstream\n" + contents[i] +
                    "\nendstream");
    }
    return objects.finish();
}

std::string made_pdf(std::vector<PdfPage> const& pages) {
    std::vector<std::string> contents;
    for (auto const& page : pages) contents.push_back(content_of(page));
    return made_pdf_of_contents(contents);
}

}  // namespace test
