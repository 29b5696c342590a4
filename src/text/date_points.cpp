#include "text/date_points.hpp"

namespace ats::text {
namespace {

// A resume names no job before this year; smaller numbers of four digits are something else.
constexpr int earliest_year = 1940;
constexpr int latest_year = 2100;

using Kind = DateItem::Kind;

DatePoint made(int year, int month, std::size_t next) {
    DatePoint point;
    point.year = year;
    point.month = point.last_month = month;
    point.next = next;
    return point;
}

std::optional<DatePoint> day_point(int a, int b, int year, bool american, std::size_t next) {
    // With strokes Americans put the month first; a number over 12 is the day in any case.
    bool const month_first = (american && a <= 12) || b > 12;
    auto const month = month_first ? a : b;
    if (month > 12) return std::nullopt;
    return made(year, month, next);
}

}  // namespace

// Who writes one date with the day first writes all of them so.
DatePoints::DatePoints(std::vector<DateItem> const& items, int this_year)
    : items_(items), this_year_(this_year) {
    for (std::size_t i = 0; i < items_.size() && !day_first_; ++i)
        day_first_ = is_whole_date(i) && items_[i].value > 12 && items_[i + 2].value <= 12;
}

bool DatePoints::is_number(std::size_t i, int digits_low, int digits_high) const {
    return i < items_.size() && items_[i].kind == Kind::number && items_[i].digits >= digits_low &&
           items_[i].digits <= digits_high;
}
bool DatePoints::is_year(std::size_t i) const {
    return is_number(i, 4, 4) && items_[i].value >= earliest_year && items_[i].value <= latest_year;
}
bool DatePoints::is_month(std::size_t i) const {
    return is_number(i, 1, 2) && items_[i].value >= 1 && items_[i].value <= 12;
}
bool DatePoints::is_day(std::size_t i) const {
    return is_number(i, 1, 2) && items_[i].value >= 1 && items_[i].value <= 31;
}
bool DatePoints::is_word(std::size_t i) const { return i < items_.size() && items_[i].kind == Kind::word; }
bool DatePoints::is_mark(std::size_t i, char mark) const {
    return i < items_.size() && items_[i].kind == Kind::mark && items_[i].word[0] == mark;
}
// Nothing stands between the two, as in "03/2015".
bool DatePoints::touches(std::size_t i) const {
    return i < items_.size() && i > 0 && items_[i].begin == items_[i - 1].end;
}
bool DatePoints::is_separator(std::size_t i) const {
    return touches(i) && touches(i + 1) && (is_mark(i, '/') || is_mark(i, '.') || is_mark(i, '-'));
}
// "de" of "marzo de 2018", "of" of "end of 2018".
bool DatePoints::is_filler(std::size_t i) const {
    return is_word(i) && (items_[i].word == "of" || is_date_filler(items_[i].word));
}

int DatePoints::full_year(int two_digits) const {
    auto const this_century = this_year_ / 100 * 100 + two_digits;
    return this_century > this_year_ ? this_century - 100 : this_century;
}

std::optional<DatePoint> DatePoints::at(std::size_t i) const {
    auto point = i < items_.size() ? date_at(i) : std::nullopt;
    if (point && point->year != 0) point->next = after_suffix(point->next);
    return point;
}

std::optional<DatePoint> DatePoints::date_at(std::size_t i) const {
    if (items_[i].kind == Kind::word) {
        for (auto const read : {&DatePoints::named, &DatePoints::part_of_year, &DatePoints::quarter,
                                &DatePoints::roman, &DatePoints::era, &DatePoints::fiscal_year}) {
            if (auto const found = (this->*read)(i)) return found;
        }
        return std::nullopt;
    }
    if (items_[i].kind == Kind::number) return numeric(i);
    // "'15"
    if (!is_mark(i, '\'') || !touches(i + 1) || !is_number(i + 1, 2, 2)) return std::nullopt;
    return made(full_year(items_[i + 1].value), 0, i + 2);
}

// "2018 r.": what some languages write behind a year.
std::size_t DatePoints::after_suffix(std::size_t i) const {
    if (!is_word(i) || !follows_year(items_[i].word)) return i;
    return is_mark(i + 1, '.') && touches(i + 1) ? i + 2 : i + 1;
}

// "III.2019", "XI/2019"
std::optional<DatePoint> DatePoints::roman(std::size_t i) const {
    auto const month = roman_month(items_[i].word);
    if (month == 0 || !is_separator(i + 1) || !is_year(i + 2)) return std::nullopt;
    return made(items_[i + 2].value, month, i + 3);
}

// "令和元年5月", "平成30年"
std::optional<DatePoint> DatePoints::era(std::size_t i) const {
    auto const before = year_before_era(items_[i].word);
    if (before == 0 || !is_word(i + 2) || items_[i + 2].word != "年") return std::nullopt;
    if (is_word(i + 1) && items_[i + 1].word == "元") return spaceless(before + 1, i + 2);
    return is_number(i + 1, 1, 3) ? spaceless(before + items_[i + 1].value, i + 2) : std::nullopt;
}

// "FY2019", "FY19"
std::optional<DatePoint> DatePoints::fiscal_year(std::size_t i) const {
    if (items_[i].word != "fy") return std::nullopt;
    if (is_year(i + 1)) return made(items_[i + 1].value, 0, i + 2);
    if (!is_number(i + 1, 2, 2)) return std::nullopt;
    return made(full_year(items_[i + 1].value), 0, i + 2);
}

// "Mar 2018", "March 5, 2018", "Sept. '18", "Summer 2018", "March".
std::optional<DatePoint> DatePoints::named(std::size_t i) const {
    auto const& word = items_[i].word;
    DatePoint point;
    point.month = point.last_month = month_named(word);
    if (point.month == 0) {
        point.month = season_named(word);
        point.season = point.month != 0;
        point.last_month = point.month == 0 ? 0 : point.month + 2;
    }
    if (point.month == 0) return std::nullopt;
    auto next = i + 1;
    if (is_mark(next, '.')) ++next;
    // "Jan. 1st, 2019"
    if (auto const year = after_ordinal_day(next); year != 0) next = year;
    if (is_day(next) && (is_mark(next + 1, ',') || is_year(next + 1)) && !is_year(next)) {
        next += is_mark(next + 1, ',') ? 2 : 1;
    }
    while (is_mark(next, ',') || is_mark(next, '/') ||
           (is_mark(next, '-') && touches(next) && is_year(next + 1))) {
        if (!is_year(next + 1)) break;
        ++next;
    }
    if (is_filler(next) && is_year(next + 1)) ++next;
    take_year(point, next);
    if (is_mark(next, '-') && touches(next) && touches(next + 1) && is_number(next + 1, 2, 2)) ++next;
    if (point.year == 0 && is_number(next, 2, 2) && !is_separator(next + 1)) {
        point.year = full_year(items_[next++].value);
        point.two_digits = point.day_or_year = true;
    }
    point.next = next;
    return point;
}

void DatePoints::take_year(DatePoint& point, std::size_t& next) const {
    if (is_year(next)) {
        point.year = items_[next++].value;
    } else if (is_mark(next, '\'') && is_number(next + 1, 2, 2)) {
        point.year = full_year(items_[next + 1].value);
        next += 2;
    }
}

// "mid 2015", "mid-2015", "end of 2018", "Ende 2018".
std::optional<DatePoint> DatePoints::part_of_year(std::size_t i) const {
    auto const month = part_of_year_named(items_[i].word);
    if (month == 0) return std::nullopt;
    auto next = i + 1;
    while ((is_mark(next, '-') && touches(next) && touches(next + 1)) || is_filler(next)) ++next;
    if (!is_year(next) || after_year(next)) return std::nullopt;
    return made(items_[next].value, month, next + 1);
}

// "Q1 2018", "Q1/2018", "quarter of 2018" behind a number is read where that stands.
std::optional<DatePoint> DatePoints::quarter(std::size_t i) const {
    if (!means_quarter(items_[i].word) || !is_number(i + 1, 1, 1)) return std::nullopt;
    return quarter_of(items_[i + 1].value, i + 2);
}

std::optional<DatePoint> DatePoints::quarter_of(int number, std::size_t next) const {
    if (number < 1 || number > 4) return std::nullopt;
    while (is_mark(next, '/') || is_mark(next, ',') || is_filler(next)) ++next;
    auto point = made(0, 3 * number - 2, next);
    point.last_month = 3 * number;
    take_year(point, point.next);
    return point.year == 0 ? std::nullopt : std::optional(point);
}

// The item after "st", "nd", ".", "º" or nothing; "1st quarter", "2. Quartal", "3 trimestre".
std::size_t DatePoints::after_ordinal(std::size_t i) const {
    return is_mark(i, '.') || is_mark(i, '?') || (is_word(i) && touches(i) && items_[i].word.size() <= 2)
               ? i + 1
               : i;
}

// The year behind "1st," or "1st"; 0 if there is none.
std::size_t DatePoints::after_ordinal_day(std::size_t i) const {
    if (!is_day(i) || !is_word(i + 1)) return 0;
    auto next = after_ordinal(i + 1);
    if (next == i + 1) return 0;
    if (is_mark(next, ',')) ++next;
    return is_year(next) ? next : 0;
}

// "5 March 2018", "01-JAN-2019", "1st March 2018", "1. März 2018", "1º de marzo de 2018".
std::optional<DatePoint> DatePoints::after_day(std::size_t i) const {
    if (!is_day(i)) return std::nullopt;
    auto month = is_separator(i + 1) ? i + 2 : after_ordinal(i + 1);
    if (is_word(month) && is_filler(month)) ++month;
    if (!is_word(month) || month_named(items_[month].word) == 0) return std::nullopt;
    auto const date = named(month);
    return date && date->year != 0 ? date : std::nullopt;
}

bool DatePoints::is_whole_date(std::size_t i) const {
    return is_day(i) && is_separator(i + 1) && is_day(i + 2) && is_separator(i + 3) && is_year(i + 4);
}

// "05/03/2018"
std::optional<DatePoint> DatePoints::whole_date(std::size_t i) const {
    if (!is_whole_date(i)) return std::nullopt;
    bool const american = is_mark(i + 1, '/') && !day_first_;
    return day_point(items_[i].value, items_[i + 2].value, items_[i + 4].value, american, i + 5);
}

// "201803", "20180305": the value of a number has six digits at most.
std::optional<DatePoint> DatePoints::unseparated(std::size_t i) const {
    if (!is_number(i, 6, 6) && !is_number(i, 8, 8)) return std::nullopt;
    auto const year = items_[i].value / 100;
    auto const month = items_[i].value % 100;
    if (year < earliest_year || year > this_year_ || month < 1 || month > 12) return std::nullopt;
    auto point = made(year, month, i + 1);
    point.unseparated = true;
    return point;
}

// "2018", "03/2018", "2018-03", "05.03.2018", "2018-03-05", "5 March 2018".
std::optional<DatePoint> DatePoints::numeric(std::size_t i) const {
    if (auto const date = after_day(i)) return date;
    if (auto const unit = after_ordinal(i + 1); is_number(i, 1, 1) && is_word(unit) &&
                                                means_quarter(items_[unit].word) &&
                                                !is_number(unit + 1, 1, 1)) {
        return quarter_of(items_[i].value, unit + 1);
    }
    if (is_whole_date(i)) return whole_date(i);
    if (auto const date = unseparated(i)) return date;
    if (is_month(i) && is_separator(i + 1) && is_year(i + 2))
        return made(items_[i + 2].value, items_[i].value, i + 3);
    // As in "4 2014": some tables lose their stroke.
    if (is_month(i) && is_year(i + 1) && !items_[i + 1].line_start)
        return made(items_[i + 1].value, items_[i].value, i + 2);
    if (!is_year(i)) return short_numeric(i);
    auto const month = after_year(i);
    return month ? month : made(items_[i].value, 0, i + 1);
}

// "年3月5日" behind a year.
std::optional<DatePoint> DatePoints::spaceless(int year, std::size_t i) const {
    auto const is = [this](std::size_t at, std::string_view chinese, std::string_view korean) {
        return is_word(at) && (items_[at].word == chinese || items_[at].word == korean);
    };
    if (!is(i, "年", "년")) return std::nullopt;
    if (!is_month(i + 1) || !is(i + 2, "月", "월")) return made(year, 0, i + 1);
    bool const day = is_day(i + 3) && is(i + 4, "日", "일");
    return made(year, items_[i + 1].value, day ? i + 5 : i + 3);
}

// "2018-03", "2018-03-05", "2018.3.5", "2018年3月", "2018 (March)", "2018 Q3"; nothing for a year alone.
std::optional<DatePoint> DatePoints::after_year(std::size_t i) const {
    if (is_separator(i + 1) && is_month(i + 2)) {
        bool const day = is_separator(i + 3) && is_day(i + 4) && items_[i + 3].word == items_[i + 1].word;
        if (day) return made(items_[i].value, items_[i + 2].value, i + 5);
        bool const month = items_[i + 2].digits == 2 || !is_mark(i + 1, '-');
        if (month) return made(items_[i].value, items_[i + 2].value, i + 3);
    }
    if (auto const date = spaceless(items_[i].value, i + 1)) return date;
    if (is_mark(i + 1, '(') && is_word(i + 2) && is_mark(i + 3, ')')) {
        if (auto const month = month_named(items_[i + 2].word); month != 0)
            return made(items_[i].value, month, i + 4);
    }
    if (!is_word(i + 1) || !means_quarter(items_[i + 1].word) || !is_number(i + 2, 1, 1)) return std::nullopt;
    auto const number = items_[i + 2].value;
    if (number < 1 || number > 4) return std::nullopt;
    auto point = made(items_[i].value, 3 * number - 2, i + 3);
    point.last_month = 3 * number;
    return point;
}

// "03/18", "05.03.18". A longer row of numbers is none.
std::optional<DatePoint> DatePoints::short_numeric(std::size_t i) const {
    if (i > 0 && touches(i) && (is_mark(i - 1, '/') || is_mark(i - 1, '.'))) return std::nullopt;
    bool const day = is_day(i) && is_separator(i + 1) && is_day(i + 2) && is_separator(i + 3) &&
                     items_[i + 1].word == items_[i + 3].word && is_number(i + 4, 2, 2) &&
                     !is_mark(i + 1, '-');
    if (day && !is_separator(i + 5)) {
        auto point = day_point(items_[i].value, items_[i + 2].value, full_year(items_[i + 4].value),
                               is_mark(i + 1, '/') && !day_first_, i + 5);
        if (point) point->two_digits = true;
        return point;
    }
    bool const month = is_month(i) && is_separator(i + 1) && is_mark(i + 1, '/') && is_number(i + 2, 2, 2);
    // "08/16-07/18": the dash leads to the other end.
    bool const leads_on = is_mark(i + 3, '-') && is_month(i + 4) && is_mark(i + 5, '/');
    if (!month || (is_separator(i + 3) && !leads_on)) return std::nullopt;
    auto point = made(full_year(items_[i + 2].value), items_[i].value, i + 3);
    point.two_digits = true;
    return point;
}

}  // namespace ats::text
