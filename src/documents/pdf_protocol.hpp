#pragma once

/// @file
/// What the library and the program ats-pdf say to each other over a socket pair. The library sends
/// a request; the worker answers `started` once it has the whole of it, and then one final reply.
/// Both ends run on one machine and are built together, so that structures travel as they are.
/// Each end checks every length it is told; the library trusts nothing the worker says.

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace ats::pdf {

/// The socket's descriptor in the worker.
inline constexpr int worker_socket = 3;

/// How the worker is started: `ats-pdf --serve BYTES_OF_ADDRESS_SPACE`.
inline constexpr char serve_argument[] = "--serve";

/// "ATS" and a version: raise it when a structure changes.
inline constexpr std::uint32_t request_magic = 0x41545302;
inline constexpr std::uint32_t reply_magic = 0x61747302;

/// poppler takes the length as an int.
inline constexpr std::uint64_t max_document_bytes = 0x7FFFFFFF;

/// A page of small print has 10,000 characters and 2,000 words: 50 pages of it are 3 MB with all that
/// is said about them. It only bounds what is read into memory.
inline constexpr std::uint64_t max_payload_bytes = std::uint64_t{64} << 20;

/// Far above any sensible `max_pages`: it only bounds what is read into memory.
inline constexpr std::uint32_t max_page_count = 100'000;

/// How much CPU time the kernel grants beyond the limit that the worker watches itself.
inline constexpr std::uint32_t cpu_grace_seconds = 2;

struct Request {
    std::uint32_t magic;
    std::uint32_t cpu_limit_ms;
    std::uint32_t max_pages;
    std::uint32_t max_words;  ///< No page is begun beyond it.
    std::uint32_t flags;
    std::uint32_t reserved;
    std::uint64_t document_bytes;  ///< That many bytes follow.
};

enum class Status : std::uint32_t {
    started,         ///< The request has arrived in full; the work begins.
    text,            ///< `payload_bytes` follow: `pages` times a PageHeader and what it announces.
    locked,          ///< The document needs a password.
    damaged,         ///< The document cannot be loaded.
    too_many_pages,  ///< It has `pages`, more than allowed.
    too_much_text,   ///< Its text exceeds max_payload_bytes.
    out_of_memory,   ///< The address space does not suffice.
    cpu_limit        ///< The CPU time does not suffice.
};

/// A bit of Request::flags: render the pages and leave out what no reader sees.
inline constexpr std::uint32_t find_hidden_flag = 1;

/// A bit of Reply::flags: the document asks that its text not be extracted.
inline constexpr std::uint32_t extraction_protected_flag = 1;
/// A bit of Reply::flags: there is more text than asked for.
inline constexpr std::uint32_t text_cut_flag = 2;

/// A bit of PageHeader::flags: the page was rendered, and nothing is drawn on it.
inline constexpr std::uint32_t blank_page_flag = 1;

struct Reply {
    std::uint32_t magic;
    Status status;
    std::uint32_t flags;
    std::uint32_t pages;
    std::uint64_t payload_bytes;
};

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

static_assert(sizeof(Request) == 32 && std::is_trivially_copyable_v<Request>);
static_assert(sizeof(Reply) == 24 && std::is_trivially_copyable_v<Reply>);
static_assert(sizeof(PageHeader) == 32 && std::is_trivially_copyable_v<PageHeader>);
static_assert(sizeof(WordPlace) == 24 && std::is_trivially_copyable_v<WordPlace>);

}  // namespace ats::pdf
