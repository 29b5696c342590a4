#include "documents/number_format.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace ats::documents {
namespace {

constexpr int letters_in_alphabet = 26;
// Word processors count aa, bb, cc and so on to thirty letters.
constexpr int largest_lettered = 30 * letters_in_alphabet;
constexpr int largest_roman = 3999;

std::string letters(int number) {
    if (number < 1 || number > largest_lettered) return std::to_string(number);
    auto const letter = static_cast<char>('a' + (number - 1) % letters_in_alphabet);
    return std::string(static_cast<std::size_t>((number - 1) / letters_in_alphabet + 1), letter);
}

std::string roman(int number) {
    struct Numeral {
        int value;
        std::string_view digits;
    };
    constexpr Numeral numerals[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                                    {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                                    {5, "v"},    {4, "iv"},   {1, "i"}};
    if (number < 1 || number > largest_roman) return std::to_string(number);
    std::string out;
    for (auto const& numeral : numerals) {
        for (; number >= numeral.value; number -= numeral.value) out += numeral.digits;
    }
    return out;
}

std::string ordinal(int number) {
    constexpr std::string_view endings[] = {"th", "st", "nd", "rd"};
    bool const teen = number / 10 % 10 == 1;
    auto const last = teen || number < 0 ? 0 : number % 10;
    return std::to_string(number).append(endings[last <= 3 ? last : 0]);
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
    return text;
}

}  // namespace

std::string formatted(int number, NumberFormat format) {
    switch (format) {
        case NumberFormat::decimal:
            return std::to_string(number);
        case NumberFormat::two_digits:
            return (number >= 0 && number < 10 ? "0" : "") + std::to_string(number);
        case NumberFormat::lower_letter:
            return letters(number);
        case NumberFormat::upper_letter:
            return upper(letters(number));
        case NumberFormat::lower_roman:
            return roman(number);
        case NumberFormat::upper_roman:
            return upper(roman(number));
        case NumberFormat::ordinal:
            return ordinal(number);
        case NumberFormat::bullet:
        case NumberFormat::none:
            break;
    }
    return {};
}

}  // namespace ats::documents
