#pragma once

/// @file
/// What tokens cost.

#include <ats/export.hpp>
#include <ats/usage.hpp>

namespace ats {

/// Prices of a model in USD for a million tokens.
struct Price {
    double input = 0;         ///< For tokens sent.
    double cached_input = 0;  ///< For tokens sent that the server had cached.
    double output = 0;        ///< For tokens answered, reasoning included.
};

/// @returns the cost in USD: cached tokens are part of those sent, and no more of them are counted.
ATS_EXPORT double cost_of(Usage const& usage, Price const& price) noexcept;

}  // namespace ats
