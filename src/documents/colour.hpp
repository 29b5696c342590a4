#pragma once

#include <optional>
#include <string_view>

namespace ats::documents {

struct Colour {
    int red = 0;
    int green = 0;
    int blue = 0;
};

inline constexpr Colour white = {255, 255, 255};

/// @returns the colour written as six hexadecimal digits, with or without '#'; nullopt for anything else.
std::optional<Colour> parse_colour(std::string_view hexadecimal);

/// @returns true if text of the one colour cannot be made out on the other.
bool are_alike(Colour one, Colour other);

/// The colour of letters.
struct Ink {
    bool automatic = true;  ///< Whatever can be read on what is behind.
    Colour colour = {};
};

/// What is behind letters.
struct Backdrop {
    enum class Kind {
        page,    ///< The page, or what is drawn on it there.
        plain,   ///< One colour.
        unknown  ///< A pattern, a picture, a colour of the theme: white may well be seen on it.
    };
    Kind kind = Kind::page;
    Colour colour = white;
};

inline constexpr Backdrop unknown_backdrop = {Backdrop::Kind::unknown, {}};

}  // namespace ats::documents
