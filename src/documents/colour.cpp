#include "documents/colour.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace ats::documents {

std::optional<Colour> parse_colour(std::string_view hexadecimal) {
    if (hexadecimal.substr(0, 1) == "#") hexadecimal.remove_prefix(1);
    if (hexadecimal.size() != 6) return std::nullopt;
    unsigned value = 0;
    auto const* const end = hexadecimal.data() + hexadecimal.size();
    auto const parsed = std::from_chars(hexadecimal.data(), end, value, 16);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return Colour{static_cast<int>(value >> 16), static_cast<int>(value >> 8 & 0xFF),
                  static_cast<int>(value & 0xFF)};
}

// A sixteenth of the range: a light grey that designers use for rules can just be told from white.
bool are_alike(Colour one, Colour other) {
    constexpr int least_difference = 16;
    auto const difference = std::max(
        {std::abs(one.red - other.red), std::abs(one.green - other.green), std::abs(one.blue - other.blue)});
    return difference < least_difference;
}

}  // namespace ats::documents
