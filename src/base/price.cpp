#include <algorithm>

#include <ats/price.hpp>

namespace ats {

double cost_of(Usage const& usage, Price const& price) noexcept {
    constexpr double per_million = 1e-6;
    auto const cached = std::clamp<std::int64_t>(usage.cached_tokens, 0, usage.prompt_tokens);
    auto const fresh = usage.prompt_tokens - cached;
    return per_million *
           (static_cast<double>(fresh) * price.input + static_cast<double>(cached) * price.cached_input +
            static_cast<double>(usage.completion_tokens) * price.output);
}

}  // namespace ats
