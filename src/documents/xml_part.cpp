#include "documents/xml_part.hpp"

#include <algorithm>
#include <charconv>

#include "documents/plain_text.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

// The XML declaration stands at the very beginning.
constexpr std::size_t declaration_window = 128;

bool declares_windows_1252(std::string_view bytes) {
    auto const head = bytes.substr(0, declaration_window);
    return head.find("encoding=\"windows-1252\"") != head.npos ||
           head.find("encoding='windows-1252'") != head.npos;
}

// The encodings that pugixml converts by itself: UTF-16 and UTF-32 by their first bytes, Latin-1 by its name.
bool is_utf8(std::string_view bytes) {
    auto const head = bytes.substr(0, declaration_window);
    bool const wide = head.substr(0, 4).find('\0') != head.npos || head.substr(0, 2) == "\xFF\xFE" ||
                      head.substr(0, 2) == "\xFE\xFF";
    return !wide && head.find("8859-1") == head.npos && head.find("latin1") == head.npos;
}

/// At least as many as the parser makes nodes and attributes: each takes some 60 bytes of memory, so
/// that 64 MB of tiny ones would take a gigabyte.
std::size_t count_nodes(std::string_view bytes) {
    return static_cast<std::size_t>(
        std::count_if(bytes.begin(), bytes.end(), [](char c) { return c == '<' || c == '='; }));
}

}  // namespace

XmlPart parse_xml(std::string bytes, Effort& effort) {
    effort.spend(count_nodes(bytes));
    XmlPart part;
    auto encoding = pugi::encoding_auto;
    if (declares_windows_1252(bytes)) {
        bytes = decode_windows_1252(bytes);
        encoding = pugi::encoding_utf8;
    } else if (is_utf8(bytes) && !text::is_valid_utf8(bytes)) {
        bytes = text::repair_utf8(bytes);
        part.repaired = true;
    }
    // A run that holds one space only is text too.
    auto const options = pugi::parse_default | pugi::parse_ws_pcdata;
    part.cut = !part.document.load_buffer(bytes.data(), bytes.size(), options, encoding);
    return part;
}

std::string_view local_name(char const* qualified) noexcept {
    std::string_view const name(qualified);
    auto const colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

std::string_view attribute(pugi::xml_node node, std::string_view local) noexcept {
    for (auto const& candidate : node.attributes()) {
        if (local_name(candidate.name()) == local) return candidate.value();
    }
    return {};
}

std::optional<int> number_of(std::string_view value) noexcept {
    int number = 0;
    auto const* const end = value.data() + value.size();
    auto const parsed = std::from_chars(value.data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return number;
}

pugi::xml_node child(pugi::xml_node node, std::string_view local) noexcept {
    for (auto const& candidate : node.children()) {
        if (local_name(candidate.name()) == local) return candidate;
    }
    return {};
}

}  // namespace ats::documents
