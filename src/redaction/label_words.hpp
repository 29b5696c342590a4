#pragma once

#include <optional>
#include <string_view>

#include <ats/redaction.hpp>

namespace ats::redaction {

/// @returns what stands behind a folded label such as "date of birth"; nothing for other words.
std::optional<IdentifierKind> labelled_kind(std::string_view folded);

/// @returns true for folded words that tell gender or marital status without a label.
bool is_personal_word(std::string_view folded);

}  // namespace ats::redaction
