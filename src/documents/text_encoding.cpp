#include "documents/text_encoding.hpp"

#include "text/utf8.hpp"

namespace ats::documents {
namespace {

// What windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters. Its five holes are
// left as they are in Latin-1, as the WHATWG encoding standard has it.
constexpr char32_t windows_1252_extras[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                              0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

struct Utf16Reader {
    std::string_view bytes;
    bool big_endian;

    std::size_t units() const { return bytes.size() / 2; }
    char32_t unit(std::size_t i) const {
        auto const first = static_cast<unsigned char>(bytes[2 * i]);
        auto const second = static_cast<unsigned char>(bytes[2 * i + 1]);
        return big_endian ? char32_t(first << 8 | second) : char32_t(second << 8 | first);
    }
};

DecodedText decode_utf16(Utf16Reader const& reader) {
    DecodedText out;
    out.repaired = reader.bytes.size() % 2 != 0;
    for (std::size_t i = 0; i < reader.units(); ++i) {
        char32_t unit = reader.unit(i);
        if (is_high_surrogate(unit) && i + 1 < reader.units() && is_low_surrogate(reader.unit(i + 1))) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (reader.unit(++i) - 0xDC00);
        } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
            unit = text::replacement_character;
            out.repaired = true;
        }
        text::append(out.text, unit);
    }
    return out;
}

bool starts_with(std::string_view bytes, std::string_view prefix) {
    return bytes.substr(0, prefix.size()) == prefix;
}

bool is_blank_character(char32_t c) {
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || c == 0x205F || c == 0x2060 ||
           c == 0x3000 || c == 0xFEFF;
}

}  // namespace

char32_t from_windows_1252(unsigned char byte) {
    return byte >= 0x80 && byte <= 0x9F ? windows_1252_extras[byte - 0x80] : char32_t{byte};
}

std::string decode_windows_1252(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (char const c : bytes) text::append(out, from_windows_1252(static_cast<unsigned char>(c)));
    return out;
}

DecodedText decode_text(std::string_view bytes) {
    if (starts_with(bytes, "\xFF\xFE")) return decode_utf16({bytes.substr(2), false});
    if (starts_with(bytes, "\xFE\xFF")) return decode_utf16({bytes.substr(2), true});
    if (starts_with(bytes, "\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
        return {text::repair_utf8(bytes), !text::is_valid_utf8(bytes)};
    }
    if (text::is_valid_utf8(bytes)) return {std::string(bytes), false};
    return {decode_windows_1252(bytes), true};
}

bool is_blank(std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size();) {
        auto const decoded = text::decode(utf8, i);
        if (!is_blank_character(decoded.character)) return false;
        i += decoded.bytes;
    }
    return true;
}

}  // namespace ats::documents
