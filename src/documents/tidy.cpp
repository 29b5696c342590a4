#include "documents/tidy.hpp"

#include <algorithm>

#include <ats/error.hpp>

#include "documents/document_text.hpp"
#include "documents/text_encoding.hpp"
#include "text/normal_form.hpp"

namespace ats::documents {
namespace {

std::string_view without_trailing_blanks(std::string_view line) {
    return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

}  // namespace

std::string tidy(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool blank_line_due = false;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto const line = without_trailing_blanks(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.empty()) {
            blank_line_due = !out.empty();
            continue;
        }
        if (blank_line_due) out.push_back('\n');
        blank_line_due = false;
        out.append(line).push_back('\n');
    }
    return out;
}

Document tidy_document(std::string const& name, std::string_view utf8) {
    auto const text = tidy(text::normal_form(utf8));
    if (is_blank(text)) throw DocumentError(ErrorCode::document_empty, name, "the file has no text");
    return document_of_text(name, text);
}

void add_text_cut(Document& document, std::string const& message) {
    auto const found = std::find_if(document.findings.begin(), document.findings.end(),
                                    [](Finding const& other) { return other.kind == FindingKind::text_cut; });
    if (found == document.findings.end()) {
        document.findings.push_back({FindingKind::text_cut, message});
    } else {
        found->message += " " + message;
    }
}

void add_reading_findings(Document& document, bool cut, bool repaired) {
    if (cut) add_text_cut(document, "A part of the file is broken; the text up to there was read.");
    if (repaired) {
        document.findings.push_back({FindingKind::encoding_repaired,
                                     "Bytes that are not valid in the file's encoding were replaced."});
    }
}

}  // namespace ats::documents
