#include "documents/plain_text.hpp"

#include <ats/error.hpp>

#include "documents/file_kind.hpp"
#include "documents/markdown_syntax.hpp"
#include "text/normal_form.hpp"

namespace ats::documents {
namespace {

// The normal form drops what controls a printer; the ends of lines and pages must stay ends.
std::string with_plain_line_ends(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const is_end = text[i] == '\r' || text[i] == '\f' || text[i] == '\v';
        if (text[i] == '\r' && text.substr(i + 1, 1) == "\n") continue;
        out.push_back(is_end ? '\n' : text[i]);
    }
    return out;
}

Document plain_document(std::string_view utf8, std::string const& name) {
    auto document = Document::from_text(name, text::normal_form(with_plain_line_ends(utf8)));
    if (is_blank(document.text)) {
        throw DocumentError(ErrorCode::document_empty, name, "the file has no text");
    }
    return document;
}

}  // namespace

Document read_plain_text(std::string_view bytes, std::string const& name, CallContext const& context,
                         MarkdownReader const& read_markdown) {
    auto const decoded = decode_text(bytes);
    context.check();
    if (!looks_like_text(decoded.text)) {
        throw DocumentError(ErrorCode::document_unsupported, name,
                            "this is " + std::string(unknown_kind_advice));
    }
    context.check();
    auto document =
        is_markdown(decoded.text) ? read_markdown(decoded.text) : plain_document(decoded.text, name);
    if (decoded.repaired) {
        document.findings.push_back(
            {FindingKind::encoding_repaired,
             "The text is not valid UTF-8; it was read as far as its encoding could be guessed."});
    }
    return document;
}

}  // namespace ats::documents
