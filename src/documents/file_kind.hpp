#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ats::documents {

enum class FileKind { pdf, zip, html, rtf, text, encrypted, unsupported };

/// For what is no document at all.
inline constexpr std::string_view unknown_kind_advice =
    "no PDF, DOCX, ODT, HTML, RTF, Markdown or plain text: save it as one of these";

struct DetectedKind {
    FileKind kind;
    /// For a kind that is not read: what the file is and what to do about it.
    std::string_view advice = {};
};

/// Tells what a file is by its content. The bytes must not be empty.
DetectedKind detect_kind(std::string_view bytes);

/// @returns true if the bytes look like text of an 8-bit encoding or UTF-8: hardly any control
/// characters.
bool looks_like_text(std::string_view bytes);

}  // namespace ats::documents
