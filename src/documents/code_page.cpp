#include "documents/code_page.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "documents/text_encoding.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

struct CodePage {
    int number;
    std::uint16_t characters[128];
};

constexpr CodePage code_pages[] = {
#include "documents/code_pages.inc"
};

constexpr int windows_1252 = 1252;

struct EncodingName {
    std::string_view name;
    int code_page;
};

// As the WHATWG encoding standard has it: the old names of Latin-1 mean windows-1252.
constexpr EncodingName encoding_names[] = {
    {"utf-8", 65001},        {"utf8", 65001},          {"us-ascii", windows_1252},
    {"ascii", windows_1252}, {"latin1", windows_1252}, {"iso-8859-1", windows_1252},
    {"l1", windows_1252},    {"cp1252", windows_1252}, {"windows-1252", windows_1252},
    {"windows-1250", 1250},  {"windows-1251", 1251},   {"windows-1253", 1253},
    {"windows-1254", 1254},  {"windows-1255", 1255},   {"windows-1256", 1256},
    {"windows-1257", 1257},  {"windows-1258", 1258},   {"windows-874", 874},
    {"cp1250", 1250},        {"cp1251", 1251},         {"tis-620", 874},
    {"iso-8859-2", 28592},   {"latin2", 28592},        {"iso-8859-3", 28593},
    {"iso-8859-4", 28594},   {"iso-8859-5", 28595},    {"iso-8859-6", 28596},
    {"iso-8859-7", 28597},   {"iso-8859-8", 28598},    {"iso-8859-9", 1254},
    {"latin5", 1254},        {"iso-8859-10", 28600},   {"iso-8859-11", 874},
    {"iso-8859-13", 28603},  {"iso-8859-15", 28605},   {"latin9", 28605},
    {"iso-8859-16", 28606},  {"koi8-r", 20866},        {"koi8-u", 21866},
    {"ibm866", 866},         {"cp866", 866},           {"macintosh", 10000},
};

CodePage const* find(int number) {
    auto const* const found = std::find_if(std::begin(code_pages), std::end(code_pages),
                                           [&](CodePage const& page) { return page.number == number; });
    return found == std::end(code_pages) ? nullptr : found;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

}  // namespace

std::optional<int> code_page_of(std::string_view encoding) {
    auto const same = [](char a, char b) { return lower(a) == b; };
    auto const* const found =
        std::find_if(std::begin(encoding_names), std::end(encoding_names), [&](EncodingName const& known) {
            return std::equal(encoding.begin(), encoding.end(), known.name.begin(), known.name.end(), same);
        });
    return found == std::end(encoding_names) ? std::nullopt : std::optional(found->code_page);
}

bool is_code_page(int number) { return number == windows_1252 || find(number) != nullptr; }

char32_t from_code_page(int number, unsigned char byte) {
    if (byte < 0x80) return byte;
    if (auto const* const page = find(number)) {
        auto const character = page->characters[byte - 0x80];
        return character != 0 ? character : text::replacement_character;
    }
    return from_windows_1252(byte);
}

std::string decode_code_page(int number, std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (char const c : bytes) text::append(out, from_code_page(number, static_cast<unsigned char>(c)));
    return out;
}

}  // namespace ats::documents
