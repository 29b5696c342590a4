#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/pdf_protocol.hpp"

namespace ats::documents {

/// What a worker says of one page.
struct PdfPage {
    std::string text;                   ///< Valid UTF-8.
    std::string hidden;                 ///< Words that no reader sees; valid UTF-8.
    std::vector<pdf::WordPlace> words;  ///< In the order of the text, apart from each other, within it.
    bool blank = false;                 ///< It was rendered, and nothing is drawn on it.
    std::uint32_t characters = 0;
    std::uint32_t unreadable = 0;  ///< At most `characters`.
    double width = 0;
    double height = 0;
};

/// A final reply that obeys the protocol.
struct PdfReply {
    worker::Status status = worker::Status::damaged;
    bool extraction_protected = false;
    bool text_cut = false;
    std::uint32_t page_count = 0;
    std::vector<PdfPage> pages;
};

/// Reads what a worker sent, believing nothing of it.
/// @returns nullopt if it does not obey the protocol.
std::optional<PdfReply> read_reply(worker::Reply const& header, std::string_view payload);

}  // namespace ats::documents
