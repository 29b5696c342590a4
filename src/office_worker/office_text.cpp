#include "office_worker/office_text.hpp"

#include <new>
#include <string>

#include <ats/document.hpp>
#include <ats/error.hpp>

#include "documents/html/html.hpp"
#include "documents/markdown.hpp"
#include "documents/office_protocol.hpp"
#include "documents/package_document.hpp"
#include "documents/rtf/rtf.hpp"

namespace ats::office {
namespace {

using worker::Answer;
using worker::Status;

// The worker is not told what a document is called: that is nobody's affair there.
std::string const no_name;

template <class Structure>
void append(std::string& out, Structure const& structure) {
    out.append(reinterpret_cast<char const*>(&structure), sizeof structure);
}

std::uint32_t size_of(std::string const& text) { return static_cast<std::uint32_t>(text.size()); }

Answer answer_of(Document const& document) {
    Answer answer{Status::text, 0, static_cast<std::uint32_t>(document.pages.size())};
    auto& out = answer.payload;
    append(out, OfficeHeader{was_read, static_cast<std::uint32_t>(document.format), size_of(document.text),
                             static_cast<std::uint32_t>(document.findings.size())});
    for (auto const& page : document.pages)
        append(out, PageSpan{page.begin, page.end, page.width, page.height});
    for (auto const& finding : document.findings) {
        append(out, OfficeFinding{static_cast<std::uint32_t>(finding.kind),
                                  static_cast<std::uint32_t>(finding.page), size_of(finding.message),
                                  size_of(finding.text)});
    }
    out += document.text;
    for (auto const& finding : document.findings) out.append(finding.message).append(finding.text);
    if (out.size() > worker::max_payload_bytes) answer.status = Status::too_much_text;
    return answer;
}

/// The message without the name in front of it.
std::string message_of(DocumentError const& error) {
    std::string const beginning = DocumentError(error.code(), error.document(), "").what();
    return std::string(error.what()).substr(beginning.size());
}

Answer answer_of(DocumentError const& error) {
    auto const message = message_of(error);
    Answer answer{Status::text};
    append(answer.payload,
           OfficeHeader{static_cast<std::uint32_t>(error.code()) + 1, 0, size_of(message), 0});
    answer.payload += message;
    return answer;
}

Document read(std::string_view bytes, Input input) {
    switch (input) {
        case Input::markdown:
            return documents::read_markdown(bytes, no_name, {});
        case Input::html:
            return documents::read_html(bytes, no_name, {});
        case Input::rtf:
            return documents::read_rtf(bytes, no_name, {});
        case Input::package:
            break;
    }
    return documents::read_package(bytes, no_name);
}

}  // namespace

Answer read_office(std::string_view bytes, std::uint32_t flags) try {
    return answer_of(read(bytes, static_cast<Input>(flags)));
} catch (DocumentError const& error) {
    return answer_of(error);
} catch (std::bad_alloc const&) {
    return {Status::out_of_memory};
}

}  // namespace ats::office
