#pragma once

namespace ats::text {

/// The zeros of scripts whose digits stand in a row from 0 to 9: Arabic and Persian, those of India, Thai,
/// Lao, Tibetan, Burmese, Khmer, Mongolian, and full width.
inline constexpr char32_t zeros[] = {'0',    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66,
                                     0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50,
                                     0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10};

/// @returns 0 to 9, or -1 for what is no digit.
constexpr int digit_of(char32_t c) noexcept {
    for (auto const zero : zeros) {
        if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
    }
    return -1;
}

}  // namespace ats::text
