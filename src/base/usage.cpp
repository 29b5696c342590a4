#include <ats/usage.hpp>

namespace ats {

Usage& Usage::operator+=(Usage const& other) noexcept {
    requests += other.requests;
    prompt_tokens += other.prompt_tokens;
    cached_tokens += other.cached_tokens;
    completion_tokens += other.completion_tokens;
    reasoning_tokens += other.reasoning_tokens;
    cache_write_tokens += other.cache_write_tokens;
    return *this;
}

}  // namespace ats
