#include "redaction/digit_groups.hpp"

#include <algorithm>

#include "redaction/characters.hpp"

namespace ats::redaction {
namespace {

// Several numbers may run together; a longer row is a table.
constexpr std::size_t most_groups = 40;
bool is_between(char c) noexcept { return std::string_view(" -./()\t").find(c) != std::string_view::npos; }

/// Hyphens and no-break spaces beyond ASCII. @returns how many bytes it takes, or 0.
std::size_t wide_between(std::string_view text, std::size_t offset) noexcept {
    auto const rest = text.substr(offset);
    if (rest.starts_with("\xC2\xA0")) return 2;
    for (std::string_view const sign :
         {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x80\xAF", "\xE2\x80\x89"}) {
        if (rest.starts_with(sign)) return 3;
    }
    return 0;
}

}  // namespace

DigitGroups read_groups(std::string_view text, std::size_t offset) {
    DigitGroups groups;
    while (is_digit(at(text, offset)) && groups.size() < most_groups) {
        auto const begin = offset;
        while (is_digit(at(text, offset))) ++offset;
        groups.push_back({begin, offset, text.substr(begin, offset - begin)});
        for (int signs = 0; signs < 4; ++signs) {
            if (offset < text.size() && is_between(text[offset])) {
                ++offset;
            } else if (auto const wide = wide_between(text, offset); wide > 0) {
                offset += wide;
            } else if (at(text, offset) != '+' || signs == 0) {
                break;
            } else {
                return groups;  // The next number begins.
            }
        }
    }
    return groups;
}

std::size_t count_digits(DigitGroups const& groups) noexcept {
    std::size_t digits = 0;
    for (auto const& group : groups) digits += group.digits.size();
    return digits;
}

bool is_year(std::string_view digits) noexcept {
    return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

bool are_dates(DigitGroups const& groups) noexcept {
    bool const small = std::all_of(groups.begin(), groups.end(), [](DigitGroup const& group) {
        return group.digits.size() <= 2 || is_year(group.digits);
    });
    return small && std::any_of(groups.begin(), groups.end(),
                                [](DigitGroup const& group) { return is_year(group.digits); });
}

bool are_short_dates(std::string_view text, DigitGroups const& groups) noexcept {
    if (groups.size() != 3 && groups.size() != 6) return false;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        bool const slash =
            i % 3 == 0 || text.substr(groups[i - 1].end, groups[i].begin - groups[i - 1].end) == "/";
        if (groups[i].digits.size() > 2 || !slash) return false;
    }
    return true;
}

bool is_glued_date(DigitGroups const& groups) noexcept {
    return groups.size() == 1 && groups[0].digits.size() <= 8 && is_year(groups[0].digits.substr(0, 4));
}

bool is_dotted_quad(std::string_view text, DigitGroups const& groups) noexcept {
    if (groups.size() != 4) return false;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].digits.size() > 3) return false;
        if (groups[i].digits.size() == 3 && groups[i].digits > std::string_view("255")) return false;
        if (i > 0 && (groups[i].begin != groups[i - 1].end + 1 || text[groups[i - 1].end] != '.'))
            return false;
    }
    return true;
}

bool is_amount(DigitGroups const& groups) noexcept {
    if (groups.size() < 2 || groups.back().digits != "000") return false;
    return std::all_of(groups.begin() + 1, groups.end(),
                       [](DigitGroup const& group) { return group.digits.size() == 3; });
}

}  // namespace ats::redaction
