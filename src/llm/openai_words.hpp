#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What servers say in words alone. Each server has its own, so that they are tables.
namespace ats::openai {

/// @returns `text` in small ASCII letters.
std::string small(std::string_view text);

/// @param may_be_rate whether the server speaks of a rate: of the words for a length only those count then
/// that no wait will mend.
bool says_too_long(std::string_view message, bool may_be_rate);

/// @returns whether the server takes no message of the system.
bool says_no_system_role(std::string_view message);

/// @returns whether the server speaks of how long the answer may be.
bool says_answer_limit(std::string_view message);

/// @param room the answer tokens that were asked for.
/// @returns how many the server takes by its own words, fewer than `room`; nullopt if they do not tell, or if
/// the prompt alone is too long.
std::optional<std::int64_t> room_in_words(std::string_view message, std::int64_t room);

bool says_rate_limited(std::string_view message);

/// @returns the wait in "try again in 7.66s", "retry after 20 seconds".
std::optional<std::chrono::milliseconds> wait_in_words(std::string_view message);

}  // namespace ats::openai
