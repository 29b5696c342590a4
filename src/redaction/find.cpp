#include "redaction/find.hpp"

#include <algorithm>

#include "redaction/contact_area.hpp"
#include "redaction/emails.hpp"
#include "redaction/labels.hpp"
#include "redaction/links.hpp"
#include "redaction/names.hpp"
#include "redaction/phones.hpp"
#include "redaction/streets.hpp"

namespace ats::redaction {
namespace {

/// Of those that overlap one is made, of the kind that begins first, or is the longer.
Spans merged(Spans spans) {
    std::stable_sort(spans.begin(), spans.end(), [](Span const& a, Span const& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    Spans out;
    for (auto const& span : spans) {
        if (span.begin >= span.end) continue;
        if (!out.empty() && span.begin < out.back().end) {
            out.back().end = std::max(out.back().end, span.end);
        } else {
            out.push_back(span);
        }
    }
    return out;
}

struct Addresses {
    explicit Addresses(std::string_view text) : spans(contacts(text)), area(text, spans) {
        find_links(text, area, spans);
        spans = merged(std::move(spans));
    }
    static Spans contacts(std::string_view text) {
        Spans found;
        find_emails(text, found);
        find_phones(text, found);
        return found;
    }

    Spans spans;
    ContactArea area;
};

}  // namespace

Spans find_addresses(std::string_view text) { return Addresses(text).spans; }

Spans find_identifiers(std::string_view resume) {
    Addresses const addresses(resume);
    auto found = addresses.spans;
    find_labelled(resume, addresses.area, found);
    find_streets(resume, addresses.area, found);
    // Names are looked for in what is left.
    found = merged(std::move(found));
    find_names(resume, addresses.area, addresses.spans, found);
    return merged(std::move(found));
}

}  // namespace ats::redaction
