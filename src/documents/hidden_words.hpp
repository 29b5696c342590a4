#pragma once

#include <optional>
#include <string_view>

#include <ats/document.hpp>

namespace ats::documents {

/// @param text what was left out because no reader sees it.
/// @returns a finding that quotes it; nullopt if it holds no letter and no digit.
std::optional<Finding> hidden_words_finding(std::string_view text);

}  // namespace ats::documents
