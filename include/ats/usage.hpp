#pragma once

/// @file
/// What answers cost.

#include <cstdint>

#include <ats/export.hpp>

namespace ats {

/// What a request cost. Zero where the engine does not say.
struct Usage {
    std::int64_t requests = 0;           ///< Requests that were answered, invalid answers included.
    std::int64_t prompt_tokens = 0;      ///< Tokens sent, cached ones included.
    std::int64_t cached_tokens = 0;      ///< Tokens of the prompt that the server had cached.
    std::int64_t completion_tokens = 0;  ///< Tokens answered, reasoning included.
    std::int64_t reasoning_tokens = 0;   ///< Tokens spent on reasoning that is not shown.
    /// Tokens of the prompt that the server put into its cache, where it says so.
    std::int64_t cache_write_tokens = 0;

    /// @returns true if the engine counted tokens; a cost is known only then.
    bool counted() const noexcept { return prompt_tokens > 0 || completion_tokens > 0; }
    /// Adds up, field by field.
    ATS_EXPORT Usage& operator+=(Usage const& other) noexcept;
};

}  // namespace ats
