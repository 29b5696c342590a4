#include <algorithm>

#include <ats/price.hpp>

namespace ats {

double cost_of(Usage const& usage, Price const& price) noexcept {
    constexpr double per_million = 1e-6;
    auto const sent = std::max<std::int64_t>(usage.prompt_tokens, 0);
    auto const cached = std::clamp<std::int64_t>(usage.cached_tokens, 0, sent);
    auto const written = std::clamp<std::int64_t>(usage.cache_write_tokens, 0, sent - cached);
    auto const fresh = sent - cached - written;
    return per_million *
           (static_cast<double>(fresh) * price.input + static_cast<double>(cached) * price.cached_input +
            static_cast<double>(written) * price.cache_write.value_or(price.input) +
            static_cast<double>(usage.completion_tokens) * price.output);
}

}  // namespace ats
