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
enum class DocumentFormat { text, markdown, pdf, docx, odt, html, rtf };

/// @returns the name of the format, such as "pdf".
ATS_EXPORT std::string_view to_string(DocumentFormat format) noexcept;

/// What was noticed.
enum class FindingKind {
    page_without_text,       ///< A page shows something and gives no words: it is an image of text.
    text_cut,                ///< The file ends early or has too much text; the rest was not read.
    encoding_repaired,       ///< Bytes that are not valid in the file's encoding were replaced.
    extraction_protected,    ///< The file asks that its text not be extracted; it was read all the same.
    hidden_text,             ///< Words that no reader of the page sees. They were left out of the text.
    glued_words,             ///< Many words stand without spaces between them; some may be misread.
    unreadable_characters,   ///< Many characters do not say which letters they are; words are missing.
    instructions_to_reader,  ///< Sentences address whoever grades the resume. They did not count.
    forged_section,          ///< Lines imitate what only a program writes. They did not count.
    copied_job_description,  ///< Passages stand word for word in the job description. They did not count.
    repeated_keywords,       ///< Words repeated over and over. The repetitions did not count.
    look_alike_letters,      ///< Words mix Latin letters with others that look like them.
    hidden_text_unchecked    ///< Rendering took too long: words that no reader sees may be in the text.
};

/// @returns the name of the kind, such as "page_without_text".
ATS_EXPORT std::string_view to_string(FindingKind kind) noexcept;

/// Something the reader or the scorer noticed that a person who reads the ranking should know.
struct Finding {
    FindingKind kind = FindingKind::text_cut;  ///< What it is.
    std::string message;                       ///< One sentence for people.
    int page = 0;                              ///< From 1; 0 if it concerns the whole document.
    std::string text{};  ///< What it is about: the words, as far as max_finding_text; or empty.
};

/// How many bytes of hidden words a finding quotes at most: enough to see what somebody tried.
inline constexpr std::size_t max_finding_text = 1000;

/// Where a page stands in the text.
struct PageRange {
    std::size_t begin = 0;  ///< First character.
    std::size_t end = 0;    ///< One past the last character.
    double width = 0;       ///< In points; 0 if the format knows no pages.
    double height = 0;      ///< Likewise.
};

/// A rectangle on a page, in points (1/72 inch) from the page's upper left corner; y grows downwards.
struct Box {
    double left = 0;    ///< Of the rectangle's left side.
    double top = 0;     ///< Of its upper side.
    double right = 0;   ///< Of its right side, at least `left`.
    double bottom = 0;  ///< Of its lower side, at least `top`.
};

/// Where a word stands on paper. A word that a line break divides is two of them.
struct PlacedWord {
    std::size_t begin = 0;  ///< Its first character in the text.
    std::size_t end = 0;    ///< One past its last character.
    int page = 0;           ///< From 1.
    Box box;                ///< On that page.
};

/// A document that was read. A plain value: copy it, move it, share it between threads for reading.
struct ATS_EXPORT Document {
    std::string name;  ///< As given by the caller: a path or a file name. Never sent to a model.
    DocumentFormat format = DocumentFormat::text;  ///< What the file was.
    std::string text;               ///< Valid UTF-8; lines end in '\n', a blank line parts paragraphs.
    std::vector<PageRange> pages;   ///< In order; formats without pages have one.
    std::vector<PlacedWord> words;  ///< In the order of the text; empty unless it was a PDF.
    std::vector<Finding> findings;  ///< What the reader noticed.
    /// SHA-256 of the file's bytes (of the text, if there was no file) in hexadecimal digits: what the
    /// record knows the document by, whatever it is called. Empty if nobody computed it.
    std::string digest{};

    /// For hosts with a parser of their own. Invalid UTF-8 is replaced by U+FFFD, and CRLF by LF.
    static Document from_text(std::string name, std::string_view text);

    /// @returns the number of characters of the text.
    std::size_t length() const;
    /// @returns characters [begin, end) of the text; the range is clamped to it.
    std::string_view characters(std::size_t begin, std::size_t end) const;
    /// @returns the page, from 1, that holds the character at `offset`; 0 if none does.
    int page_of(std::size_t offset) const noexcept;
    /// @returns the words that characters [begin, end) touch, so that a quote can be shown where it
    /// stands; empty where the format does not place words.
    std::vector<PlacedWord> words_in(std::size_t begin, std::size_t end) const;
    /// @returns the same, words that stand side by side on a line being one: what a marker would cover.
    std::vector<PlacedWord> lines_in(std::size_t begin, std::size_t end) const;
};

}  // namespace ats
