#include "text/utf8.hpp"

#include <cstring>

namespace ats::text {
namespace {

bool is_continuation(char byte) noexcept { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

struct Lead {
    std::size_t length;  // 0: no lead byte
    char32_t bits;
    unsigned char second_min = 0x80;  // The second byte's range excludes overlong forms, surrogates
    unsigned char second_max = 0xBF;  // and values above U+10FFFF (Unicode Standard, table 3-7).
};

Lead classify(unsigned char byte) noexcept {
    if (byte >= 0xC2 && byte <= 0xDF) return {2, byte & 0x1Fu};
    if (byte == 0xE0) return {3, 0, 0xA0, 0xBF};
    if (byte == 0xED) return {3, byte & 0x0Fu, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return {3, byte & 0x0Fu};
    if (byte == 0xF0) return {4, 0, 0x90, 0xBF};
    if (byte == 0xF4) return {4, byte & 0x07u, 0x80, 0x8F};
    if (byte >= 0xF1 && byte <= 0xF3) return {4, byte & 0x07u};
    return {0, 0};
}

/// @returns how many bytes at the beginning are ASCII; eight are looked at in one go.
std::size_t ascii_length(std::string_view text) noexcept {
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::size_t i = 0;
    for (std::uint64_t block = 0; i + sizeof block <= text.size(); i += sizeof block) {
        std::memcpy(&block, text.data() + i, sizeof block);
        if ((block & high_bits) != 0) break;
    }
    while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
    return i;
}

}  // namespace

Decoded decode(std::string_view text, std::size_t offset) noexcept {
    auto const first = static_cast<unsigned char>(text[offset]);
    if (first < 0x80) return {first, 1, true};
    auto const lead = classify(first);
    if (lead.length == 0) return {replacement_character, 1, false};
    char32_t value = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        if (offset + i >= text.size()) return {replacement_character, i, false};
        auto const byte = static_cast<unsigned char>(text[offset + i]);
        bool const fits =
            i == 1 ? byte >= lead.second_min && byte <= lead.second_max : is_continuation(text[offset + i]);
        if (!fits) return {replacement_character, i, false};
        value = (value << 6) | (byte & 0x3Fu);
    }
    return {value, lead.length, true};
}

void append(std::string& out, char32_t character) {
    auto const put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
        character = replacement_character;
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | (character >> 6));
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | (character >> 12));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | (character >> 18));
        put(0x80 | ((character >> 12) & 0x3F));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

bool is_valid_utf8(std::string_view text) noexcept {
    for (std::size_t i = ascii_length(text); i < text.size(); i += ascii_length(text.substr(i))) {
        auto const d = decode(text, i);
        if (!d.valid) return false;
        i += d.bytes;
    }
    return true;
}

std::string repair_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        auto const d = decode(text, i);
        if (d.valid && d.character != 0) {
            out.append(text.substr(i, d.bytes));
        } else {
            append(out, replacement_character);
        }
        i += d.bytes;
    }
    return out;
}

std::size_t count_characters(std::string_view text) noexcept {
    std::size_t count = 0;
    for (char byte : text) count += !is_continuation(byte);
    return count;
}

std::size_t byte_offset(std::string_view text, std::size_t character) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_continuation(text[i])) continue;
        if (character == 0) return i;
        --character;
    }
    return text.size();
}

}  // namespace ats::text
