#pragma once

#include <string_view>

/// What follows the doubtful words in the sentence of a warning.
namespace ats::criteria::reasons {

inline constexpr std::string_view age = "asks for an age: ask for what the work needs";
inline constexpr std::string_view gender = "asks for a gender: leave it out";
inline constexpr std::string_view origin =
    "asks for an origin: ask for the right to work, if the law demands it";
inline constexpr std::string_view religion = "asks for a religion: leave it out";
inline constexpr std::string_view family = "asks for a family status: leave it out";
inline constexpr std::string_view health =
    "asks for health or a body: ask for what must be done, such as a load to lift";
inline constexpr std::string_view photo = "asks for a look: leave it out";
inline constexpr std::string_view for_origin = "stands in for an origin: ask for the level of the language";
inline constexpr std::string_view for_age = "stands in for an age: ask for the knowledge or the experience";
inline constexpr std::string_view for_gender = "names a gender: name the work instead";
inline constexpr std::string_view for_class =
    "stands in for a social origin: ask for the degree or the knowledge";
inline constexpr std::string_view for_family = "stands in for family, health or age: leave it out";
inline constexpr std::string_view for_place =
    "stands in for a social or ethnic origin: ask where the work must be done";
inline constexpr std::string_view inner = "is nothing a resume can show: ask in the interview";
inline constexpr std::string_view condition = "is nothing a resume can show: ask the candidate";

}  // namespace ats::criteria::reasons
