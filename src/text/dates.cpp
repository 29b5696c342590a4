#include "text/dates.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "text/date_items.hpp"

namespace ats::text {
namespace {

// A resume names no job before this year; smaller numbers of four digits are something else.
constexpr int earliest_year = 1940;
constexpr int latest_year = 2100;
// Longer than a working life.
constexpr int most_months = 60 * 12;

using Kind = DateItem::Kind;
using Items = std::vector<DateItem>;

// One end of a period. Without a year it takes the year of the other end.
struct Point {
    int year = 0;
    int month = 0;       // 0: only the year is known.
    int last_month = 0;  // Of a season; else the month.
    bool present = false;
    std::size_t next = 0;  // The item after it.
};

class RangeFinder {
public:
    RangeFinder(Items items, MonthIndex now) : items_(std::move(items)), now_(now) {}

    std::vector<DateRange> find() {
        std::size_t i = 0;
        while (i < items_.size()) i = take(i);
        return std::move(ranges_);
    }

private:
    bool is_number(std::size_t i, int digits_low, int digits_high) const {
        return i < items_.size() && items_[i].kind == Kind::number && items_[i].digits >= digits_low &&
               items_[i].digits <= digits_high;
    }
    bool is_year(std::size_t i) const {
        return is_number(i, 4, 4) && items_[i].value >= earliest_year && items_[i].value <= latest_year;
    }
    bool is_month(std::size_t i) const {
        return is_number(i, 1, 2) && items_[i].value >= 1 && items_[i].value <= 12;
    }
    bool is_day(std::size_t i) const {
        return is_number(i, 1, 2) && items_[i].value >= 1 && items_[i].value <= 31;
    }
    bool is_word(std::size_t i) const { return i < items_.size() && items_[i].kind == Kind::word; }
    bool is_mark(std::size_t i, char mark) const {
        return i < items_.size() && items_[i].kind == Kind::mark && items_[i].word[0] == mark;
    }
    // Nothing stands between the two, as in "03/2015".
    bool touches(std::size_t i) const {
        return i < items_.size() && i > 0 && items_[i].begin == items_[i - 1].end;
    }
    bool is_separator(std::size_t i) const {
        return touches(i) && touches(i + 1) && (is_mark(i, '/') || is_mark(i, '.') || is_mark(i, '-'));
    }

    std::optional<Point> point(std::size_t i) const {
        if (i >= items_.size()) return std::nullopt;
        if (items_[i].kind == Kind::word) return named_point(i);
        if (items_[i].kind == Kind::number) return numeric_point(i);
        return std::nullopt;
    }

    // "Mar 2018", "March 5, 2018", "Sept. '18", "Summer 2018", "March".
    std::optional<Point> named_point(std::size_t i) const {
        auto const& word = items_[i].word;
        Point point;
        point.month = point.last_month = month_named(word);
        if (point.month == 0) {
            point.month = season_named(word);
            point.last_month = point.month == 0 ? 0 : point.month + 2;
        }
        if (point.month == 0) return std::nullopt;
        auto next = i + 1;
        if (is_mark(next, '.')) ++next;
        if (is_day(next) && (is_mark(next + 1, ',') || is_year(next + 1)) && !is_year(next)) {
            next += is_mark(next + 1, ',') ? 2 : 1;
        }
        while (is_mark(next, ',') || is_mark(next, '/') ||
               (is_mark(next, '-') && touches(next) && is_year(next + 1))) {
            if (!is_year(next + 1)) break;
            ++next;
        }
        if (is_word(next) && items_[next].word.size() == 2 &&
            (items_[next].word == "de" || items_[next].word == "of")) {
            if (is_year(next + 1)) ++next;
        }
        take_year(point, next);
        point.next = next;
        return point;
    }

    void take_year(Point& point, std::size_t& next) const {
        if (is_year(next)) {
            point.year = items_[next++].value;
        } else if (is_mark(next, '\'') && is_number(next + 1, 2, 2)) {
            point.year = full_year(items_[next + 1].value);
            next += 2;
        }
    }

    int full_year(int two_digits) const {
        auto const this_century = now_ / 12 / 100 * 100 + two_digits;
        return this_century > now_ / 12 ? this_century - 100 : this_century;
    }

    // "2018", "03/2018", "2018-03", "05.03.2018", "2018-03-05", "5 March 2018".
    std::optional<Point> numeric_point(std::size_t i) const {
        if (is_day(i) && is_word(i + 1) && month_named(items_[i + 1].word) != 0) {
            auto const named = named_point(i + 1);
            if (named && named->year != 0) return named;
        }
        if (is_day(i) && is_separator(i + 1) && is_day(i + 2) && is_separator(i + 3) && is_year(i + 4)) {
            return day_point(items_[i].value, items_[i + 2].value, items_[i + 4].value, is_mark(i + 1, '/'),
                             i + 5);
        }
        if (is_month(i) && is_separator(i + 1) && is_year(i + 2))
            return made(items_[i + 2].value, items_[i].value, i + 3);
        // As in "4 2014": some tables lose their stroke.
        if (is_month(i) && is_year(i + 1) && !items_[i + 1].line_start)
            return made(items_[i + 1].value, items_[i].value, i + 2);
        if (!is_year(i)) return std::nullopt;
        if (is_separator(i + 1) && is_month(i + 2) && items_[i + 2].digits == 2) {
            auto const after = is_separator(i + 3) && is_day(i + 4) ? i + 5 : i + 3;
            return made(items_[i].value, items_[i + 2].value, after);
        }
        return made(items_[i].value, 0, i + 1);
    }

    static Point made(int year, int month, std::size_t next) { return {year, month, month, false, next}; }

    static std::optional<Point> day_point(int a, int b, int year, bool stroke, std::size_t next) {
        // With strokes Americans put the month first; a number over 12 is the day in any case.
        bool const month_first = (stroke && a <= 12) || b > 12;
        auto const month = month_first ? a : b;
        if (month > 12) return std::nullopt;
        return made(year, month, next);
    }

    // The item after "-", "to", "until" and the like; 0 if there is none.
    std::size_t after_connector(std::size_t i) const {
        auto next = i;
        while (is_mark(next, '-') && next < i + 3) ++next;
        if (next > i)
            return is_word(next) && means_until(items_[next].word) && !point(next) ? next + 1 : next;
        if (!is_word(i) || !means_until(items_[i].word)) return 0;
        ++next;
        return is_word(next) && means_until(items_[next].word) && !means_present(items_[next].word) ? next + 1
                                                                                                    : next;
    }

    std::optional<Point> end_point(std::size_t i, Point const& start) const {
        if (is_word(i) && (items_[i].word == "the" || items_[i].word == "l" || items_[i].word == "en")) ++i;
        if (is_word(i) && means_present(items_[i].word)) return Point{0, 0, 0, true, i + 1};
        if (is_mark(i, '(') && is_word(i + 1) && means_present(items_[i + 1].word))
            return Point{0, 0, 0, true, i + 2};
        if (auto const found = point(i); found && found->year != 0) return found;
        // "2016-17"
        if (start.month == 0 && is_number(i, 2, 2) && items_[i].value > start.year % 100) {
            return made(start.year / 100 * 100 + items_[i].value, 0, i + 1);
        }
        return std::nullopt;
    }

    std::size_t take(std::size_t i) {
        if (is_word(i) && means_since(items_[i].word)) {
            auto const start = point(i + 1);
            if (start && start->year != 0 && after_connector(start->next) == 0) {
                add(*start, Point{0, 0, 0, true, start->next}, i);
                return start->next;
            }
        }
        auto start = point(i);
        if (!start) return i + 1;
        auto const second = after_connector(start->next);
        if (second == 0) return start->year == 0 ? i + 1 : single(*start, i);
        auto const end = end_point(second, *start);
        if (!end) return start->next;
        if (start->year == 0) {
            if (end->present || end->month == 0) return end->next;
            start->year = start->month > end->month ? end->year - 1 : end->year;
        }
        add(*start, *end, i);
        return end->next;
    }

    // A season alone is a period; a month or a year alone is not.
    std::size_t single(Point const& point, std::size_t i) {
        if (point.month != 0 && point.last_month != point.month) add(point, point, i);
        return point.next;
    }

    MonthIndex first_month(Point const& point) const {
        return point.month == 0 ? month_index(point.year, 7) : month_index(point.year, point.month);
    }
    MonthIndex last_month(Point const& point) const {
        if (point.present) return now_;
        return point.month == 0 ? month_index(point.year, 6) : month_index(point.year, point.last_month);
    }

    void add(Point const& start, Point const& end, std::size_t first_item) {
        auto first = first_month(start);
        auto last = last_month(end);
        if (start.month == 0 && end.month == 0 && start.year == end.year && !end.present) {
            first = month_index(start.year, 4);  // "2016-2016": half a year.
            last = month_index(start.year, 9);
        }
        if (start.month == 0 && first > last && start.year * 12 <= last) first = last;
        if (first > now_ || first > last || last - first > most_months) return;
        ranges_.push_back(
            {first, std::min(last, now_), end.present, items_[first_item].begin, items_[end.next - 1].end});
    }

    Items items_;
    MonthIndex now_;
    std::vector<DateRange> ranges_;
};

}  // namespace

std::vector<DateRange> date_ranges(std::string_view text, MonthIndex now) {
    return RangeFinder(date_items(text), now).find();
}

int months_covered(std::vector<DateRange> ranges) {
    std::sort(ranges.begin(), ranges.end(),
              [](DateRange const& a, DateRange const& b) { return a.first < b.first; });
    int months = 0;
    MonthIndex counted_until = -1;
    for (auto const& range : ranges) {
        auto const first = std::max(range.first, counted_until + 1);
        if (range.last >= first) months += range.last - first + 1;
        counted_until = std::max(counted_until, range.last);
    }
    return months;
}

}  // namespace ats::text
