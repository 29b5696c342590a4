#pragma once

/// @file
/// A read file: its text, its pages, and what the reader noticed.
///
/// Offsets into a text count characters, by which this library means Unicode code points, so that a
/// range is the same in C++, Python and JSON. The text itself is valid UTF-8.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <ats/export.hpp>

namespace ats {

/// What a file turned out to be, told by its content and never by its name.
enum class DocumentFormat { text, pdf, docx };

/// @returns "text", "pdf" or "docx".
ATS_EXPORT std::string_view to_string(DocumentFormat format) noexcept;

/// What was noticed.
enum class FindingKind {
    page_without_text,    ///< A page gives no words; it may be an image.
    text_cut,             ///< The file ends early; the text up to there was read.
    encoding_repaired,    ///< Bytes that are not valid in the file's encoding were replaced.
    extraction_protected  ///< The file asks that its text not be extracted; it was read all the same.
};

/// @returns the name of the kind, such as "page_without_text".
ATS_EXPORT std::string_view to_string(FindingKind kind) noexcept;

/// Something the reader noticed that a person who reads the ranking should know.
struct Finding {
    FindingKind kind = FindingKind::text_cut;  ///< What it is.
    std::string message;                       ///< One sentence for people.
    int page = 0;                              ///< From 1; 0 if it concerns the whole document.
};

/// Where a page stands in the text.
struct PageRange {
    std::size_t begin = 0;  ///< First character.
    std::size_t end = 0;    ///< One past the last character.
};

/// A document that was read. A plain value: copy it, move it, share it between threads for reading.
struct ATS_EXPORT Document {
    std::string name;  ///< As given by the caller: a path or a file name. Never sent to a model.
    DocumentFormat format = DocumentFormat::text;  ///< What the file was.
    std::string text;               ///< Valid UTF-8; lines end in '\n', a blank line parts paragraphs.
    std::vector<PageRange> pages;   ///< In order; text and DOCX have one page.
    std::vector<Finding> findings;  ///< What the reader noticed.

    /// For hosts with a parser of their own. Invalid UTF-8 is replaced by U+FFFD, and CRLF by LF.
    static Document from_text(std::string name, std::string_view text);

    /// @returns the number of characters of the text.
    std::size_t length() const;
    /// @returns characters [begin, end) of the text; the range is clamped to it.
    std::string_view characters(std::size_t begin, std::size_t end) const;
    /// @returns the page, from 1, that holds the character at `offset`; 0 if none does.
    int page_of(std::size_t offset) const noexcept;
};

}  // namespace ats
