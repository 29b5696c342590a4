#pragma once

/// @file
/// What tokens cost.

#include <optional>

#include <ats/export.hpp>
#include <ats/usage.hpp>

namespace ats {

/// Prices of a model in USD for a million tokens.
struct Price {
    double input = 0;         ///< For tokens sent.
    double cached_input = 0;  ///< For tokens sent that the server had cached.
    double output = 0;        ///< For tokens answered, reasoning included.
    /// For tokens sent that the server put into its cache; unset: as `input`.
    std::optional<double> cache_write{};
};

/// @returns the cost in USD: tokens cached and put into the cache are part of those sent, and no more of
/// them are counted.
ATS_EXPORT double cost_of(Usage const& usage, Price const& price) noexcept;

}  // namespace ats
