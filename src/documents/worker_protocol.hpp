#pragma once

/// @file
/// What the library and its worker programs say to each other over a socket pair. The library sends
/// a request; the worker answers `started` once it has the whole of it, and then one final reply.
/// Both ends run on one machine and are built together, so that structures travel as they are.
/// Each end checks every length it is told; the library trusts nothing the worker says. What a program
/// says of its documents stands in pdf_protocol.hpp and office_protocol.hpp.

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace ats::worker {

/// The socket's descriptor in the worker.
inline constexpr int worker_socket = 3;

/// How a worker is started: `PROGRAM --serve BYTES_OF_ADDRESS_SPACE SECONDS_OF_CPU`.
inline constexpr char serve_argument[] = "--serve";

/// "ATS" and a version: raise it when a structure changes.
inline constexpr std::uint32_t request_magic = 0x41545305;
inline constexpr std::uint32_t reply_magic = 0x61747305;

/// poppler takes the length as an int.
inline constexpr std::uint64_t max_document_bytes = 0x7FFFFFFF;

/// A page of small print has 10,000 characters and 2,000 words: 50 pages of it are 3 MB with all that
/// is said about them. It only bounds what is read into memory.
inline constexpr std::uint64_t max_payload_bytes = std::uint64_t{64} << 20;

/// Far above any sensible `max_pages`: it only bounds what is read into memory.
inline constexpr std::uint32_t max_page_count = 100'000;

/// Bits of what protects the host from a worker; its `started` says in its flags which are in force.
inline constexpr std::uint32_t files_protected = 1;    ///< Landlock.
inline constexpr std::uint32_t calls_protected = 2;    ///< seccomp.
inline constexpr std::uint32_t resources_limited = 4;  ///< Memory, CPU time, and no file may grow.
inline constexpr std::uint32_t all_protections = files_protected | calls_protected | resources_limited;

struct Request {
    std::uint32_t magic;
    std::uint32_t cpu_limit_ms;
    std::uint32_t max_pages;
    std::uint32_t max_words;       ///< No page is begun beyond it.
    std::uint32_t flags;           ///< What they mean is the program's affair.
    std::uint32_t required;        ///< Protections without which nothing is read.
    std::uint32_t page;            ///< From 1; 0: none in particular. What is done with it: as for flags.
    std::uint32_t image_side;      ///< Pixels of the longer side of an image; 0: none is wanted.
    std::uint64_t document_bytes;  ///< That many bytes follow.
};

enum class Status : std::uint32_t {
    started,         ///< The request has arrived in full; the work begins.
    text,            ///< `payload_bytes` follow: what they are is the program's affair.
    locked,          ///< The document needs a password.
    damaged,         ///< The document cannot be loaded.
    too_many_pages,  ///< It has `pages`, more than allowed.
    too_much_text,   ///< Its text exceeds max_payload_bytes.
    out_of_memory,   ///< The address space does not suffice.
    cpu_limit        ///< The CPU time does not suffice.
};

struct Reply {
    std::uint32_t magic;
    Status status;
    std::uint32_t flags;  ///< Of `started`: protections. Else what they mean is the program's affair.
    std::uint32_t pages;
    std::uint64_t payload_bytes;
};

static_assert(sizeof(Request) == 40 && std::is_trivially_copyable_v<Request>);
static_assert(sizeof(Reply) == 24 && std::is_trivially_copyable_v<Reply>);

}  // namespace ats::worker
