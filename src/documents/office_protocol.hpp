#pragma once

/// @file
/// What the program ats-office says of a document: the payload of its reply is an OfficeHeader, `pages`
/// times a PageSpan, `findings` times an OfficeFinding, the text (or the message of a failure), and then
/// message and text of each finding; all texts in UTF-8.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "documents/worker_protocol.hpp"

namespace ats::office {

/// What the document is: Request::flags.
enum class Input : std::uint32_t {
    package,   ///< A ZIP package: DOCX or ODT.
    markdown,  ///< In UTF-8.
    html,
    rtf
};

/// A document's readers have a handful to say; it only bounds what is read into memory.
inline constexpr std::uint32_t max_findings = 64;

/// A message is a sentence or two.
inline constexpr std::uint32_t max_message_bytes = 2000;

/// What OfficeHeader::outcome says of a document that was read; else it is one above an ErrorCode.
inline constexpr std::uint32_t was_read = 0;

struct OfficeHeader {
    std::uint32_t outcome;
    std::uint32_t format;      ///< A DocumentFormat.
    std::uint32_t text_bytes;  ///< Of the text, or of a failure's message.
    std::uint32_t findings;
};

/// A page: characters [begin, end) of the text.
struct PageSpan {
    std::uint64_t begin;
    std::uint64_t end;
    double width;  ///< In points; 0 if the format knows no pages.
    double height;
};

struct OfficeFinding {
    std::uint32_t kind;  ///< A FindingKind.
    std::uint32_t page;  ///< From 1; 0 for the whole document.
    std::uint32_t message_bytes;
    std::uint32_t text_bytes;
};

static_assert(sizeof(OfficeHeader) == 16 && std::is_trivially_copyable_v<OfficeHeader>);
static_assert(sizeof(PageSpan) == 32 && std::is_trivially_copyable_v<PageSpan>);
static_assert(sizeof(OfficeFinding) == 16 && std::is_trivially_copyable_v<OfficeFinding>);

}  // namespace ats::office
