#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/pdf_protocol.hpp"

namespace ats::documents {

/// What a worker drew; it obeys the protocol.
struct PdfDrawing {
    worker::Status status = worker::Status::damaged;
    std::uint32_t page_count = 0;
    std::vector<pdf::SheetSize> pages;
    pdf::ImageHeader size{};
    std::string png;  ///< Empty if there is no such page, or none was asked for.
};

/// Reads what a worker sent, believing nothing of it: an image is a PNG file of the size that it is said to
/// have, with nothing in it but the picture.
/// @param page that was asked for; 0: none. @param side of the image, at most.
/// @returns nullopt if it does not obey the protocol.
std::optional<PdfDrawing> read_drawing(worker::Reply const& header, std::string_view payload,
                                       std::uint32_t page, std::uint32_t side);

}  // namespace ats::documents
