#pragma once

#include <string>
#include <utility>
#include <vector>

namespace test {

using ZipEntries = std::vector<std::pair<std::string, std::string>>;

/// @returns a ZIP archive with these entries, compressed.
std::string made_zip(ZipEntries const& entries);

/// @returns a Word document with this content of its body (WordprocessingML with the prefix w).
/// @param relationships of the main part: the elements only. @param more further entries.
std::string made_docx(std::string const& body, std::string const& relationships = "",
                      ZipEntries const& more = {});

/// @returns a paragraph with this text.
std::string paragraph(std::string const& text);

/// @returns a part with this root element, such as "document", that declares the prefixes in use.
std::string word_part(std::string const& root, std::string const& content);

}  // namespace test
