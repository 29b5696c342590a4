#include "documents/xml_part.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "documents/text_encoding.hpp"
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

/// What the parser will make of a text, and at least as much of each in any text.
struct Marks {
    std::size_t tags = 0;  ///< Of elements that begin or end.
    std::size_t elements = 0;
    std::size_t texts = 0;
    std::size_t attributes = 0;

    std::size_t steps() const { return tags + attributes; }
    // What pugixml allocates: pointers to name, value, parent, children, siblings and attributes.
    std::size_t bytes() const { return (elements + texts) * 64 + attributes * 40; }
};

/// How many places of two neighbouring bytes `is_wanted`. Sums of one byte let the compiler look at many
/// places at once.
template <class IsWanted>
std::size_t count_pairs(std::string_view bytes, IsWanted is_wanted) {
    constexpr std::size_t block = 255;
    std::size_t count = 0;
    for (std::size_t begin = 0; begin + 1 < bytes.size(); begin += block) {
        auto const end = std::min(begin + block, bytes.size() - 1);
        std::uint8_t in_block = 0;
        for (auto i = begin; i < end; ++i) {
            in_block = static_cast<std::uint8_t>(in_block + is_wanted(bytes[i], bytes[i + 1]));
        }
        count += in_block;
    }
    return count;
}

// In UTF-16 the byte beside a mark is a zero, so that each ending tag counts as an element: more, never less.
Marks count_marks(std::string_view bytes) {
    Marks marks;
    marks.tags = count_pairs(bytes, [](char a, char) { return a == '<'; });
    marks.elements = count_pairs(bytes, [](char a, char b) { return (a == '<') & (b != '/'); });
    marks.texts = count_pairs(bytes, [](char a, char b) { return (a == '>') & (b != '<'); });
    marks.attributes = count_pairs(bytes, [](char a, char) { return a == '='; });
    return marks;
}

}  // namespace

XmlText decode_xml(std::string bytes) {
    XmlText text;
    if (declares_windows_1252(bytes)) {
        text.bytes = decode_windows_1252(bytes);
        return text;
    }
    text.wide = !is_utf8(bytes);
    text.repaired = !text.wide && !text::is_valid_utf8(bytes);
    text.bytes = text.repaired ? text::repair_utf8(bytes) : std::move(bytes);
    return text;
}

XmlPart parse_xml(XmlText text, Effort& effort) {
    auto const marks = count_marks(text.bytes);
    effort.spend(marks.steps());
    effort.spend_on_elements(marks.bytes());
    XmlPart part;
    part.repaired = text.repaired;
    // Parsing in place would put the end of the text on its last byte.
    if (!text.wide) text.bytes.push_back('\0');
    part.bytes = std::make_unique<std::string>(std::move(text.bytes));
    // A run that holds one space only is text too.
    auto const options = pugi::parse_default | pugi::parse_ws_pcdata;
    auto const encoding = text.wide ? pugi::encoding_auto : pugi::encoding_utf8;
    part.cut = !part.document.load_buffer_inplace(part.bytes->data(), part.bytes->size(), options, encoding);
    return part;
}

XmlPart parse_xml(std::string bytes, Effort& effort) {
    return parse_xml(decode_xml(std::move(bytes)), effort);
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
