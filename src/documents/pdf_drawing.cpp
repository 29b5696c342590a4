#include "documents/pdf_drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "documents/payload.hpp"

namespace ats::documents {
namespace {

using pdf::ImageHeader;
using pdf::SheetSize;

constexpr std::string_view png_signature = "\x89PNG\r\n\x1a\n";

// Pixels, and what colours they are. Others may hold texts, profiles and moving pictures.
constexpr std::array<std::string_view, 3> innocent_parts = {"sRGB", "gAMA", "IDAT"};

std::uint32_t big_endian(std::string_view four) {
    std::uint32_t value = 0;
    for (unsigned char const byte : four) value = value << 8 | byte;
    return value;
}

/// A part of a PNG file: its length, its name, its data, and a checksum.
struct Part {
    std::string_view name;
    std::string_view data;
};

std::optional<Part> take_part(Payload& rest) {
    constexpr std::uint64_t word = 4;
    auto const length = rest.take(word);
    auto const name = rest.take(word);
    auto const data = rest.take(big_endian(length));
    rest.take(word);
    if (rest.failed()) return std::nullopt;
    return Part{name, data};
}

/// Eight bits for each of red, green and blue, in one pass.
bool is_header(Part const& part, ImageHeader const& size) {
    constexpr std::string_view plain("\x08\x02\0\0\0", 5);
    return part.name == "IHDR" && part.data.size() == 13 &&
           big_endian(part.data.substr(0, 4)) == size.width &&
           big_endian(part.data.substr(4, 4)) == size.height && part.data.substr(8) == plain;
}

bool is_png(std::string_view bytes, ImageHeader const& size) {
    Payload rest(bytes);
    if (rest.take(png_signature.size()) != png_signature) return false;
    auto part = take_part(rest);
    if (!part || !is_header(*part, size)) return false;
    for (part = take_part(rest); part && part->name != "IEND"; part = take_part(rest)) {
        if (std::find(innocent_parts.begin(), innocent_parts.end(), part->name) == innocent_parts.end())
            return false;
    }
    return part && part->data.empty() && rest.is_at_end();
}

bool is_length(float value) { return std::isfinite(value) && value >= 0; }

bool is_sound(SheetSize const& size) { return is_length(size.width) && is_length(size.height); }

bool is_within(ImageHeader const& size, std::uint32_t side) {
    return size.width > 0 && size.height > 0 && size.width <= side && size.height <= side;
}

}  // namespace

std::optional<PdfDrawing> read_drawing(worker::Reply const& header, std::string_view bytes,
                                       std::uint32_t page, std::uint32_t side) {
    PdfDrawing drawing;
    drawing.status = header.status;
    drawing.page_count = header.pages;
    if (header.status != worker::Status::text) return drawing;
    Payload payload(bytes);
    drawing.pages = payload.take_many<SheetSize>(header.pages);
    if (payload.failed() || !std::all_of(drawing.pages.begin(), drawing.pages.end(), is_sound))
        return std::nullopt;
    if (page == 0 || page > header.pages) return payload.is_at_end() ? std::optional(drawing) : std::nullopt;
    auto const sizes = payload.take_many<ImageHeader>(1);
    if (sizes.empty() || !is_within(sizes.front(), side)) return std::nullopt;
    drawing.size = sizes.front();
    drawing.png = bytes.substr(header.pages * sizeof(SheetSize) + sizeof(ImageHeader));
    return is_png(drawing.png, drawing.size) ? std::optional(drawing) : std::nullopt;
}

}  // namespace ats::documents
