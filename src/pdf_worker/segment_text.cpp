#include "pdf_worker/segment_text.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "text/date_items.hpp"

namespace ats::pdf {
namespace {

constexpr std::size_t most_words_of_date = 8;
constexpr std::size_t most_words_of_label = 4;
constexpr int digits_of_year = 4;

using text::DateItem;

bool is_part_of_date(DateItem const& item) {
    if (item.kind != DateItem::Kind::word) return true;
    auto const& word = item.word;
    return text::month_named(word) != 0 || text::season_named(word) != 0 || text::means_present(word) ||
           text::means_until(word) || text::means_since(word) || text::is_date_filler(word) ||
           text::part_of_year_named(word) != 0;
}

bool has_year(std::vector<DateItem> const& items) {
    return std::any_of(items.begin(), items.end(), [](DateItem const& item) {
        bool const is_year = item.kind == DateItem::Kind::number && item.digits == digits_of_year &&
                             item.value >= 1900 && item.value < 2100;
        return is_year || (item.kind == DateItem::Kind::word && text::means_present(item.word));
    });
}

/// "03/18", "3.2018".
bool is_numeric_month(std::vector<DateItem> const& items) {
    return items.size() >= 3 && items[0].kind == DateItem::Kind::number && items[0].digits <= 2 &&
           items[1].kind == DateItem::Kind::mark && items[1].word == "/" &&
           items[2].kind == DateItem::Kind::number && items[2].digits == 2;
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

std::string text_of(PageSegments const& page, Segment const& segment) {
    std::string out;
    for (auto const word : segment.words) out.append(out.empty() ? "" : " ").append(page.words[word].text);
    return out;
}

bool is_date(PageSegments const& page, Segment const& segment) {
    if (segment.words.size() > most_words_of_date) return false;
    auto const items = text::date_items(text_of(page, segment));
    return std::all_of(items.begin(), items.end(), is_part_of_date) &&
           (has_year(items) || is_numeric_month(items));
}

bool is_label(PageSegments const& page, Segment const& segment) {
    auto const& last = page.words[segment.words.back()].text;
    return segment.words.size() <= most_words_of_label && (ends_with(last, ":") || ends_with(last, "："));
}

}  // namespace ats::pdf
