#include "made_docx.hpp"

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <zip.h>

namespace test {
namespace {

constexpr char package_relationships[] =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/)"
    R"(relationships/officeDocument" Target="word/document.xml"/></Relationships>)";

}  // namespace

std::string made_zip(ZipEntries const& entries) {
    auto* const source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(source);
    auto* const archive = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
    if (archive == nullptr) throw std::runtime_error("zip");
    for (auto const& [name, content] : entries) {
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                     ZIP_FL_ENC_UTF_8);
    }
    if (zip_close(archive) != 0) throw std::runtime_error("zip");
    zip_source_open(source);
    zip_source_seek(source, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
    zip_source_seek(source, 0, SEEK_SET);
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

std::string word_part(std::string const& root, std::string const& content) {
    return R"(<?xml version="1.0" encoding="UTF-8"?><w:)" + root +
           R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")"
           R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")"
           R"( xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">)" +
           content + "</w:" + root + ">";
}

std::string made_docx(std::string const& body, std::string const& relationships, ZipEntries const& more) {
    ZipEntries entries = {{"_rels/.rels", package_relationships},
                          {"word/document.xml", word_part("document", "<w:body>" + body + "</w:body>")}};
    if (!relationships.empty()) {
        entries.emplace_back("word/_rels/document.xml.rels",
                             "<Relationships>" + relationships + "</Relationships>");
    }
    entries.insert(entries.end(), more.begin(), more.end());
    return made_zip(entries);
}

std::string paragraph(std::string const& text) {
    return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

}  // namespace test
