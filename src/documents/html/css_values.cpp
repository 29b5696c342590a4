#include "documents/html/css_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <vector>

namespace ats::documents {
namespace {

struct ColourName {
    std::string_view name;
    std::string_view hexadecimal;
};

constexpr ColourName colour_names[] = {
#include "documents/html/colour_names.inc"
};

struct Unit {
    std::string_view name;
    double pixels;
};

// CSS Values and Units Level 4, section 6.2. What depends on the window is taken for a small one.
constexpr Unit units[] = {{"", 1},       {"px", 1},     {"pt", 96.0 / 72}, {"pc", 16},  {"in", 96},
                          {"cm", 37.79}, {"mm", 3.779}, {"q", .945},       {"rem", 16}, {"vw", 8},
                          {"vh", 6},     {"ch", 8},     {"ex", 8}};

std::string doubled(std::string_view digits) {
    std::string out;
    for (char const c : digits) out.append(2, c);
    return out;
}

std::optional<CssColour> hexadecimal_colour(std::string_view digits) {
    auto const whole = digits.size() < 6 ? doubled(digits) : std::string(digits);
    if (whole.size() != 6 && whole.size() != 8) return std::nullopt;
    auto const colour = parse_colour(std::string_view(whole).substr(0, 6));
    if (!colour) return std::nullopt;
    unsigned opacity = 255;
    if (whole.size() == 8) std::from_chars(whole.data() + 6, whole.data() + 8, opacity, 16);
    return CssColour{*colour, opacity / 255.0};
}

/// The numbers between brackets, parted by commas, blanks or a slash.
std::vector<double> numbers_of(std::string_view text) {
    std::vector<double> numbers;
    constexpr std::size_t most = 8;
    while (numbers.size() < most) {
        auto const begin = text.find_first_not_of(" ,/");
        if (begin == text.npos) break;
        text.remove_prefix(begin);
        auto number = take_number(text);
        if (!number) return {};
        if (text.substr(0, 1) == "%") {
            text.remove_prefix(1);
            number = *number / 100 * (numbers.size() < 3 ? 255 : 1);
        }
        numbers.push_back(*number);
    }
    return numbers;
}

int channel(double value) { return static_cast<int>(std::clamp(value, 0.0, 255.0)); }

std::optional<CssColour> rgb_colour(std::string_view value) {
    auto const open = value.find('(');
    auto const numbers = numbers_of(value.substr(open + 1, value.find(')') - open - 1));
    if (numbers.size() != 3 && numbers.size() != 4) return std::nullopt;
    auto const opacity = numbers.size() == 4 ? std::clamp(numbers[3], 0.0, 1.0) : 1.0;
    return CssColour{{channel(numbers[0]), channel(numbers[1]), channel(numbers[2])}, opacity};
}

}  // namespace

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (auto& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return out;
}

std::optional<CssColour> css_colour(std::string_view value) {
    if (value.substr(0, 1) == "#") return hexadecimal_colour(value.substr(1));
    if (value.substr(0, 4) == "rgb(" || value.substr(0, 5) == "rgba(") return rgb_colour(value);
    if (value == "transparent") return CssColour{white, 0};
    auto const* const found = std::find_if(std::begin(colour_names), std::end(colour_names),
                                           [&](ColourName const& known) { return known.name == value; });
    return found == std::end(colour_names) ? std::nullopt : hexadecimal_colour(found->hexadecimal);
}

std::optional<double> take_number(std::string_view& text) {
    if (text.substr(0, 1) == "+") text.remove_prefix(1);
    double value = 0;
    auto const parsed =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (parsed.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()));
    return value;
}

std::optional<double> css_length(std::string_view value, CssLengthBase const& base) {
    auto const number = take_number(value);
    if (!number) return std::nullopt;
    if (value == "em") return *number * base.font_size;
    if (value == "%") return *number / 100 * base.whole;
    auto const* const found = std::find_if(std::begin(units), std::end(units),
                                           [&](Unit const& unit) { return unit.name == value; });
    if (found == std::end(units)) return std::nullopt;
    return *number * found->pixels;
}

}  // namespace ats::documents
