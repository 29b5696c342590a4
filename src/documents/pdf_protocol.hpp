#pragma once

/// @file
/// What the program ats-pdf says of a document: the payload of its reply is `pages` times a PageHeader and
/// what it announces. Where it was asked to draw, it is `pages` times a SheetSize and then, if the document
/// has the page that was asked for, an ImageHeader and the image as a PNG file.

#include <cstdint>
#include <type_traits>

#include "documents/worker_protocol.hpp"

namespace ats::pdf {

/// A bit of Request::flags: render the pages and leave out what no reader sees.
inline constexpr std::uint32_t find_hidden_flag = 1;

/// A bit of Request::flags: in place of reading, tell how large the pages are, and draw `page`.
inline constexpr std::uint32_t draw_flag = 2;

/// A bit of Reply::flags: the document asks that its text not be extracted.
inline constexpr std::uint32_t extraction_protected_flag = 1;
/// A bit of Reply::flags: there is more text than asked for.
inline constexpr std::uint32_t text_cut_flag = 2;

/// A bit of PageHeader::flags: the page was rendered, and nothing is drawn on it.
inline constexpr std::uint32_t blank_page_flag = 1;

/// Then follow `words` times a WordPlace, `text_bytes` of text and `hidden_bytes` of text, in UTF-8.
struct PageHeader {
    std::uint32_t flags;
    std::uint32_t words;
    std::uint32_t text_bytes;
    std::uint32_t hidden_bytes;
    std::uint32_t characters;  ///< That the page shows.
    std::uint32_t unreadable;  ///< Those of them that do not say which letters they are.
    float width;               ///< In points.
    float height;
};

/// Where bytes [begin, end) of a page's text stand on it, in points.
struct WordPlace {
    std::uint32_t begin;
    std::uint32_t end;
    float left;
    float top;
    float right;
    float bottom;
};

/// The size of a page as it is shown, in points.
struct SheetSize {
    float width;
    float height;
};

/// In pixels.
struct ImageHeader {
    std::uint32_t width;
    std::uint32_t height;
};

static_assert(sizeof(SheetSize) == 8 && std::is_trivially_copyable_v<SheetSize>);
static_assert(sizeof(ImageHeader) == 8 && std::is_trivially_copyable_v<ImageHeader>);
static_assert(sizeof(PageHeader) == 32 && std::is_trivially_copyable_v<PageHeader>);
static_assert(sizeof(WordPlace) == 24 && std::is_trivially_copyable_v<WordPlace>);

}  // namespace ats::pdf
