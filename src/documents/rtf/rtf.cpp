#include "documents/rtf/rtf.hpp"

#include "documents/effort.hpp"
#include "documents/hidden_words.hpp"
#include "documents/rtf/rtf_text.hpp"
#include "documents/tidy.hpp"

namespace ats::documents {

Document read_rtf(std::string_view bytes, std::string const& name, CallContext const& context) {
    Effort effort(context, name);
    RtfText text(name, effort);
    text.read(bytes);
    effort.check();
    auto document = tidy_document(name, text.whole());
    document.format = DocumentFormat::rtf;
    add_reading_findings(document, false, text.repaired());
    if (auto hidden = hidden_words_finding(text.hidden())) document.findings.push_back(std::move(*hidden));
    return document;
}

}  // namespace ats::documents
