#include <algorithm>
#include <array>

#include <ats/redaction.hpp>

#include "redaction/find.hpp"
#include "redaction/placeholders.hpp"

namespace ats {
std::string_view to_string(IdentifierKind kind) noexcept {
    constexpr std::array<std::string_view, 7> names = {"name", "email",      "phone",   "address",
                                                       "link", "birth_date", "personal"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string Redaction::restore(std::string_view redacted) const {
    return redaction::restored(redacted, parts);
}

Redaction redact(std::string_view resume_text, std::string_view surroundings) {
    redaction::Placeholders placeholders(resume_text, surroundings);
    auto text = redaction::without_identifiers(resume_text, placeholders);
    return {std::move(text), placeholders.take()};
}

std::vector<IdentifierKind> identifiers_in(std::string_view text) {
    std::vector<IdentifierKind> kinds;
    for (auto const& span : redaction::find_addresses(text)) {
        if (std::find(kinds.begin(), kinds.end(), span.kind) == kinds.end()) kinds.push_back(span.kind);
    }
    return kinds;
}

}  // namespace ats
