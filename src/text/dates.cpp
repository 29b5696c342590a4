#include "text/dates.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "text/date_items.hpp"
#include "text/date_points.hpp"

namespace ats::text {
namespace {

// Longer than a working life.
constexpr int most_months = 60 * 12;

using Kind = DateItem::Kind;
using Items = std::vector<DateItem>;
using Point = DatePoint;

class RangeFinder {
public:
    RangeFinder(Items items, MonthIndex now)
        : items_(std::move(items)), now_(now), points_(items_, now / 12) {}

    std::vector<DateRange> find() {
        std::size_t i = 0;
        while (i < items_.size()) i = take(i);
        return std::move(ranges_);
    }

private:
    bool is_word(std::size_t i) const { return points_.is_word(i); }
    bool is_mark(std::size_t i, char mark) const { return points_.is_mark(i, mark); }

    // The item after "-", "to", "until" and the like; 0 if there is none.
    std::size_t after_connector(Point const& start) const {
        auto next = start.next;
        while (is_mark(next, '-') && next < start.next + 3) ++next;
        if (next > start.next && is_mark(next, '>')) ++next;
        if (next > start.next)
            return is_word(next) && means_until(items_[next].word) && !points_.at(next) ? next + 1 : next;
        if (is_word(next) && start.year != 0 && items_[next].word.substr(0, 6) == "onward") return next;
        // "2015/2018", "01-2015 / 03-2018"
        if (is_mark(next, '/') && start.year != 0) return next + 1;
        if (auto const label = after_end_label(next)) return label;
        if (!is_word(next) || !means_until(items_[next].word)) return 0;
        ++next;
        return is_word(next) && means_until(items_[next].word) && !means_present(items_[next].word) ? next + 1
                                                                                                    : next;
    }

    // "To:", "End date:" on the next line of a form; 0 if there is none.
    std::size_t after_end_label(std::size_t i) const {
        if (!is_word(i) || !items_[i].line_start || !labels_end(items_[i].word)) return 0;
        auto const noun = is_word(i + 1) && means_date(items_[i + 1].word) ? i + 2 : i + 1;
        return is_mark(noun, ':') ? noun + 1 : 0;
    }

    // "2018 –" at the end of its line or bracket, and no date on the next line.
    bool is_open(Point const& start) const {
        if (start.year == 0 || start.two_digits || start.unseparated || !is_mark(start.next, '-'))
            return false;
        auto const next = start.next + 1;
        return next == items_.size() || items_[next].line_start || is_mark(next, ')') || is_mark(next, ']');
    }

    std::optional<Point> present_at(std::size_t i) const {
        if (is_mark(i, '(')) ++i;
        if (!is_word(i) || !means_present(items_[i].word)) return std::nullopt;
        Point point;
        point.present = true;
        bool const two_words = items_[i].word == "aujourd" && is_mark(i + 1, '\'') && is_word(i + 2);
        point.next = two_words ? i + 3 : i + 1;
        return point;
    }

    std::optional<Point> end_point(std::size_t i, Point const& start) const {
        for (int fillers = 0; fillers < 2 && is_word(i) && !present_at(i) && !points_.at(i); ++fillers) {
            if (!is_date_filler(items_[i].word) && !means_until(items_[i].word)) break;
            i += is_mark(i + 1, '\'') ? 2 : 1;  // "l'"
        }
        if (auto const present = present_at(i)) return present;
        if (auto const found = points_.at(i); found && found->year != 0) return found;
        // "2016-17"
        if (start.month == 0 && points_.is_number(i, 2, 2) && items_[i].value > start.year % 100) {
            Point point;
            point.year = start.year / 100 * 100 + items_[i].value;
            point.next = i + 1;
            return point;
        }
        return std::nullopt;
    }

    // "Tel. 0221 2015-2018": what follows a number is a part of it.
    bool continues_number(std::size_t i) const {
        if (i == 0 || items_[i].line_start) return false;
        auto const before = is_mark(i - 1, ')') && i > 1 ? i - 2 : i - 1;
        return points_.is_number(before, 3, 99) && !points_.is_year(before);
    }

    std::size_t take(std::size_t i) {
        if (is_word(i) && means_since(items_[i].word)) {
            if (auto const next = take_since(i)) return next;
        }
        if (is_word(i) && means_between(items_[i].word)) {
            if (auto const next = take_between(i)) return next;
        }
        auto const start = points_.at(i);
        if (!start) return i + 1;
        if (start->month == 0 && continues_number(i)) return start->next;
        auto const second = after_connector(*start);
        if (second == 0) return start->year == 0 ? i + 1 : single(*start, i);
        if (auto const end = end_point(second, *start)) return take_period(*start, *end, i);
        return is_open(*start) ? take_open(*start, i) : single(*start, i);
    }

    std::size_t take_open(Point const& start, std::size_t first_item) {
        Point end;
        end.present = true;
        end.next = start.next + 1;
        add(start, end, first_item);
        return end.next;
    }

    std::size_t take_period(Point start, Point const& end, std::size_t first_item) {
        // "June 10 - August 15, 2019"
        if (start.day_or_year && !end.two_digits && !end.present) {
            start.year = 0;
            start.two_digits = false;
        }
        if (start.year == 0) {
            if (end.present || end.month == 0) return end.next;
            start.year = start.month > end.month ? end.year - 1 : end.year;
        }
        if (start.day_or_year && end.day_or_year && start.month == end.month) return end.next;
        // Numbers without a sign between them are dates where both ends are.
        if (start.unseparated != end.unseparated && !end.present) return end.next;
        // "10/15 to March 2018": if one end is written so, both are.
        if (start.two_digits != end.two_digits && !end.present) return end.next;
        add(start, end, first_item);
        return end.next;
    }

    // "since 2016", "à partir de mars 2019". @returns the item after it, or 0.
    std::size_t take_since(std::size_t i) {
        auto const first = is_word(i + 1) && is_date_filler(items_[i + 1].word) ? i + 2 : i + 1;
        auto const start = points_.at(first);
        if (!start || start->year == 0 || start->unseparated || after_connector(*start) != 0) return 0;
        Point end;
        end.present = true;
        end.next = start->next;
        add(*start, end, i);
        return start->next;
    }

    // "between January 2015 and March 2018". @returns the item after it, or 0.
    std::size_t take_between(std::size_t i) {
        auto const start = points_.at(i + 1);
        if (!start || !is_word(start->next) || !means_and(items_[start->next].word)) return 0;
        auto const end = end_point(start->next + 1, *start);
        return end ? take_period(*start, *end, i) : 0;
    }

    // A season alone is a period; a quarter, a month or a year alone is not.
    std::size_t single(Point const& point, std::size_t i) {
        if (point.season) add(point, point, i);
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
    DatePoints points_;
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
