#pragma once

#include <string>

namespace ats::pdf {

/// Three bytes for each pixel: red, green, blue.
struct Pixels {
    unsigned char const* data = nullptr;
    int width = 0;
    int height = 0;
    int bytes_per_row = 0;
};

/// @returns a PNG file; empty if it cannot be made.
std::string png_of(Pixels const& pixels);

}  // namespace ats::pdf
