#include "documents/file_kind.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include "documents/markdown_syntax.hpp"

namespace ats::documents {
namespace {

using namespace std::string_view_literals;

// Some producers put a few lines before the header; readers have always looked this far for it.
constexpr std::size_t pdf_header_window = 1024;

// The beginning of a file decides whether it is text: a long one need not be looked at to the end.
constexpr std::size_t text_sample = std::size_t{64} << 10;

// Old text files have a form feed or an escape here and there; binary ones are full of them.
constexpr std::size_t bytes_for_each_control_character = 100;

// What tells one XML file from another stands in its first element.
constexpr std::size_t markup_window = 4096;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    std::string_view advice;
};

// Signatures that no text begins with, or hardly any.
constexpr Signature signatures[] = {
    {0, "%!PS"sv, "a PostScript file: save it as PDF"sv},
    {0, "\x89PNG"sv, "an image (PNG): save the text it shows as DOCX or PDF"sv},
    {0, "\xFF\xD8\xFF"sv, "an image (JPEG): save the text it shows as DOCX or PDF"sv},
    {0, "GIF87a"sv, "an image (GIF): save the text it shows as DOCX or PDF"sv},
    {0, "GIF89a"sv, "an image (GIF): save the text it shows as DOCX or PDF"sv},
    {0, "II*\0"sv, "an image (TIFF): save the text it shows as DOCX or PDF"sv},
    {0, "MM\0*"sv, "an image (TIFF): save the text it shows as DOCX or PDF"sv},
    {8, "WEBP"sv, "an image (WebP): save the text it shows as DOCX or PDF"sv},
    {4, "ftyp"sv, "an image or a video: save the text it shows as DOCX or PDF"sv},
    {0, "\x7F\x45LF"sv, "a program: no document"sv},
    {0, "\x1F\x8B"sv, "an archive (gzip): unpack it first"sv},
    {0, "7z\xBC\xAF\x27\x1C"sv, "an archive (7z): unpack it first"sv},
    {0, "Rar!\x1A\x07"sv, "an archive (RAR): unpack it first"sv},
};

// What these two letters begin is told from text by the bytes that follow.
constexpr Signature binary_signatures[] = {
    {0, "MZ"sv, "a program: no document"sv},
    {0, "BM"sv, "an image (BMP): save the text it shows as DOCX or PDF"sv},
};

bool has_at(std::string_view bytes, std::size_t offset, std::string_view signature) {
    return bytes.size() >= offset && bytes.substr(offset, signature.size()) == signature;
}

template <std::size_t N>
std::string_view advice_of(Signature const (&table)[N], std::string_view bytes) {
    auto const found = std::find_if(std::begin(table), std::end(table), [&](Signature const& signature) {
        return has_at(bytes, signature.offset, signature.bytes);
    });
    return found == std::end(table) ? std::string_view() : found->advice;
}

std::string utf16(std::string_view ascii) {
    std::string out;
    for (char const c : ascii) out.append({c, '\0'});
    return out;
}

/// The stream with the text of a .doc begins at a sector, with these bytes; one bit of its flags tells.
bool is_encrypted_doc(std::string_view bytes) {
    constexpr std::size_t sector = 512;
    constexpr std::size_t flags_offset = 11;
    constexpr unsigned char encrypted = 0x01;  // Bit 8 of the flags at offset 10.
    for (std::size_t at = sector; at + flags_offset < bytes.size(); at += sector) {
        if (!has_at(bytes, at, "\xEC\xA5"sv)) continue;
        return (static_cast<unsigned char>(bytes[at + flags_offset]) & encrypted) != 0;
    }
    return false;
}

// A compound file names its streams in UTF-16; which ones it has tells what wrote it.
DetectedKind detect_compound_file(std::string_view bytes) {
    auto const has_stream = [&](std::string_view name) { return bytes.find(utf16(name)) != bytes.npos; };
    if (has_stream("EncryptedPackage")) return {FileKind::encrypted};
    if (has_stream("WordDocument")) {
        if (is_encrypted_doc(bytes)) {
            return {FileKind::unsupported,
                    "an old Word .doc that needs a password: save it without one as DOCX or PDF"};
        }
        return {FileKind::unsupported, "an old Word .doc: save it as DOCX or PDF"};
    }
    if (has_stream("Workbook")) return {FileKind::unsupported, "an old Excel .xls: save it as PDF"};
    if (has_stream("PowerPoint Document")) {
        return {FileKind::unsupported, "an old PowerPoint .ppt: save it as PDF"};
    }
    return {FileKind::unsupported, "an old Office file: save it as DOCX or PDF"};
}

bool begins_with_word(std::string_view text, std::string_view lower_case) {
    auto const same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    return text.size() >= lower_case.size() && std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                                                          [&](char b, char a) { return same(a, b); });
}

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view beginning) { return begins_with_word(text, beginning); });
}

std::string_view without_leading_blanks(std::string_view text) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text;
}

/// Names the XML files that word processors and browsers write.
std::string_view xml_advice(std::string_view text) {
    auto const head = text.substr(0, markup_window);
    auto const has = [&](std::string_view mark) { return head.find(mark) != head.npos; };
    if (has("<office:document")) return "a flat OpenDocument file: save it as ODT, DOCX or PDF";
    if (has("wordDocument") || has("<pkg:package")) return "a Word XML file: save it as DOCX or PDF";
    if (has("<svg")) return "an image (SVG): save the text it shows as DOCX or PDF";
    return "an XML file: save it as DOCX, PDF or plain text";
}

/// Pages are often saved without their head. Markdown may begin with a tag too, but has marks of its own.
bool is_piece_of_html(std::string_view text) {
    bool const begins =
        begins_with_any(text, {"<!--", "<div", "<p>", "<p ", "<table", "<meta", "<title", "<style", "<span",
                               "<h1", "<h2", "<font", "<center", "<section", "<article"});
    return begins && text.find("</") != text.npos && !looks_like_markdown(text);
}

DetectedKind detect_xml(std::string_view text) {
    auto const head = text.substr(0, markup_window);
    bool const is_page = head.find("<html") != head.npos || head.find("<!DOCTYPE html") != head.npos;
    return is_page ? DetectedKind{FileKind::html} : DetectedKind{FileKind::unsupported, xml_advice(text)};
}

DetectedKind detect_markup(std::string_view bytes) {
    auto const text = without_leading_blanks(bytes);
    if (begins_with_word(text, "<?xml")) return detect_xml(text);
    if (begins_with_any(text, {"<office:document", "<w:worddocument", "<pkg:package", "<svg"})) {
        return {FileKind::unsupported, xml_advice(text)};
    }
    if (begins_with_any(text, {"<!doctype html", "<html", "<head", "<body"}) || is_piece_of_html(text)) {
        return {FileKind::html};
    }
    if (begins_with_word(text, "mime-version:") &&
        text.substr(0, markup_window).find("multipart/") != text.npos) {
        return {FileKind::unsupported, "a web archive or an e-mail: save its text as DOCX or PDF"};
    }
    return {FileKind::text};
}

bool is_utf16(std::string_view bytes) { return has_at(bytes, 0, "\xFF\xFE") || has_at(bytes, 0, "\xFE\xFF"); }

}  // namespace

bool looks_like_text(std::string_view bytes) {
    std::string_view const sample = bytes.substr(0, text_sample);
    if (sample.find('\0') != sample.npos) return false;
    auto const is_control = [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    };
    auto const controls = static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), is_control));
    return controls <= sample.size() / bytes_for_each_control_character;
}

DetectedKind detect_kind(std::string_view bytes) {
    if (has_at(bytes, 0, "PK\x03\x04") || has_at(bytes, 0, "PK\x05\x06")) return {FileKind::zip};
    if (has_at(bytes, 0, "\xD0\xCF\x11\xE0")) return detect_compound_file(bytes);
    if (bytes.substr(0, pdf_header_window).find("%PDF-") != bytes.npos) return {FileKind::pdf};
    if (has_at(bytes, 0, "{\\rtf")) return {FileKind::rtf};
    if (auto const advice = advice_of(signatures, bytes); !advice.empty()) {
        return {FileKind::unsupported, advice};
    }
    if (is_utf16(bytes)) return {FileKind::text};
    if (looks_like_text(bytes)) return detect_markup(bytes);
    if (auto const advice = advice_of(binary_signatures, bytes); !advice.empty()) {
        return {FileKind::unsupported, advice};
    }
    return {FileKind::unsupported, unknown_kind_advice};
}

}  // namespace ats::documents
