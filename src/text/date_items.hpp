#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The pieces that dates are made of. What dates, date_points and years share.
namespace ats::text {

struct DateItem {
    enum class Kind { number, word, mark };
    Kind kind;
    int value = 0;       ///< Of a number.
    int digits = 0;      ///< Of a number.
    std::string word{};  ///< Folded; of a mark its one character, every dash being '-'.
    std::size_t begin = 0;
    std::size_t end = 0;
    bool line_start = false;  ///< A line break lies before it.
};

/// Splits a text into numbers, words and marks, white space left out.
std::vector<DateItem> date_items(std::string_view text);

/// @returns 1 to 12 for the name of a month, or 0.
int month_named(std::string_view folded_word);
/// @returns the first month of a season or of a quarter's name, or 0.
int season_named(std::string_view folded_word) noexcept;
/// @returns the number that "one" to "twenty" name, or 0.
int number_named(std::string_view folded_word) noexcept;
bool means_present(std::string_view folded_word) noexcept;
/// "to", "until", "bis", "à" and the like.
bool means_until(std::string_view folded_word) noexcept;
bool means_since(std::string_view folded_word) noexcept;
bool means_between(std::string_view folded_word) noexcept;
/// "and", "und" and the like.
bool means_and(std::string_view folded_word) noexcept;
/// What may stand before a date or "present", as in "until the ...", "à ce jour", "hasta la fecha".
bool is_date_filler(std::string_view folded_word) noexcept;
/// @returns 1 to 12, the month that "early", "mid" or "end" of a year stands for, or 0.
int part_of_year_named(std::string_view folded_word) noexcept;
/// "End date:", "To:": what a form writes before the second end of a period.
bool labels_end(std::string_view folded_word) noexcept;
/// "date" of "End date:".
bool means_date(std::string_view folded_word) noexcept;
/// What may stand behind a year: "r." in Polish, "года" in Russian.
bool follows_year(std::string_view folded_word) noexcept;
/// @returns the year before the first of an era of East Asia: 2018 for "令和"; or 0.
int year_before_era(std::string_view word) noexcept;
/// @returns 1 to 12 for "i" to "xii", or 0.
int roman_month(std::string_view folded_word) noexcept;
/// @returns how many bytes a word has that `text` begins with and that means something for a date in a
/// language without spaces; 0 if it begins with none.
std::size_t spaceless_date_word(std::string_view text) noexcept;
/// "Q" of "Q3", and "quarter".
bool means_quarter(std::string_view folded_word) noexcept;

}  // namespace ats::text
