#include "offline/resume/unlisted_headings.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "occupations/known_titles.hpp"
#include "offline/words/entry_kinds.hpp"

namespace ats::offline {
namespace {

using text::Section;
using Lines = std::vector<text::SectionedLine>;

// Longer lines tell of work; they are no part of what stands above an entry's dates.
constexpr std::size_t longest_title = 80;
// Title, employer, town, and a heading above them.
constexpr std::size_t most_lines_above = 4;

/// A dated line and the short lines right above it.
struct Entry {
    std::size_t line;   ///< Of the dates.
    std::size_t top;    ///< The first of the short lines; `line` if there is none.
    std::string words;  ///< Of the dates' line without them.
};

class Settler {
public:
    Settler(Lines& lines, std::string_view text) : lines_(lines), text_(text) {}

    void settle(std::vector<text::DateRange> const& ranges) {
        find_entries(ranges);
        for (std::size_t i = 0; i < entries_.size();) i = settle_section(i);
    }

private:
    std::string_view view(std::size_t line) const { return text::view(text_, lines_[line].line); }

    void find_entries(std::vector<text::DateRange> const& ranges) {
        std::vector<std::size_t> dated;
        for (auto const& range : ranges) {
            auto const line = line_at(range.begin);
            if (!dated.empty() && dated.back() == line) continue;
            auto const floor = dated.empty() ? 0 : dated.back() + 1;
            dated.push_back(line);
            entries_.push_back({line, top_above(line, floor), words_beside(range, line)});
        }
    }

    std::size_t line_at(std::size_t offset) const {
        auto const after = std::upper_bound(
            lines_.begin(), lines_.end(), offset,
            [](std::size_t at, text::SectionedLine const& line) { return at < line.line.begin; });
        return after == lines_.begin() ? 0 : static_cast<std::size_t>(after - lines_.begin()) - 1;
    }

    bool may_stand_above(std::size_t line) const {
        auto const words = view(line);
        return !lines_[line].heading && !lines_[line].line.bullet && words.size() <= longest_title &&
               words.back() != '.' && words.back() != ';';
    }

    std::size_t top_above(std::size_t line, std::size_t floor) const {
        auto top = line;
        while (top > floor && line - top < most_lines_above && may_stand_above(top - 1)) --top;
        return top;
    }

    std::string words_beside(text::DateRange const& range, std::size_t line) const {
        auto const& place = lines_[line].line;
        std::string words(text_.substr(place.begin, std::max(range.begin, place.begin) - place.begin));
        if (range.end < place.end) words.append(",").append(text_.substr(range.end, place.end - range.end));
        return words;
    }

    /// @returns the heading that a list has above a line; nothing above the first.
    std::optional<std::size_t> heading_above(std::size_t line) const {
        for (auto at = line + 1; at-- > 0;) {
            if (lines_[at].heading) return at;
        }
        return std::nullopt;
    }

    std::size_t section_end(std::size_t line) const {
        while (line < lines_.size() && !lines_[line].heading) ++line;
        return line;
    }

    /// The entries of one section, from entry `first` on. @returns the entry after them.
    std::size_t settle_section(std::size_t first) {
        auto const end = section_end(entries_[first].line + 1);
        auto last = first;
        while (last < entries_.size() && entries_[last].line < end) ++last;
        auto const heading = heading_above(entries_[first].line);
        auto const headings = heading ? headings_among(first, last, *heading) : std::vector<std::size_t>();
        for (std::size_t i = 0; i < headings.size(); ++i)
            give_section(headings[i], i + 1 < headings.size() ? headings[i + 1] : end);
        return last;
    }

    std::vector<std::size_t> headings_among(std::size_t first, std::size_t last, std::size_t heading) const {
        std::vector<std::size_t> found;
        auto const section = lines_[heading].section;
        // How many lines stand above the dates of the section's first entry.
        std::optional<std::size_t> above;
        if (entries_[first].top == heading + 1) above = entries_[first].line - entries_[first].top;
        for (auto i = first; i < last; ++i) {
            bool const opens = i == first && above.has_value();
            auto const unlisted =
                opens ? heading_in_first(entries_[i], section) : heading_in(entries_[i], above, section);
            if (unlisted) found.push_back(*unlisted);
        }
        return found;
    }

    bool is_heading(std::size_t line) const {
        return lines_[line].like_heading && !occupations::ends_or_begins_with_title(view(line)) &&
               entry_kind(view(line)) == EntryKind::unclear;
    }

    // The lowest of those that are too many.
    std::optional<std::size_t> heading_in(Entry const& entry, std::optional<std::size_t> above,
                                          Section section) const {
        if (!above) return heading_in_first(entry, section);
        auto const lines = entry.line - entry.top;
        for (auto many = lines > *above ? lines - *above : 0; many-- > 0;) {
            if (is_heading(entry.top + many)) return entry.top + many;
        }
        return std::nullopt;
    }

    // Where no entry before shows the shape, only what contradicts the section makes a line a heading.
    std::optional<std::size_t> heading_in_first(Entry const& entry, Section section) const {
        if (section == Section::experience) return std::nullopt;
        for (auto line = entry.top; line < entry.line; ++line) {
            bool const below_heading = line > 0 && lines_[line - 1].heading;
            if (!below_heading && is_heading(line) && kind_below(line, entry) == EntryKind::work) return line;
        }
        return std::nullopt;
    }

    EntryKind kind_below(std::size_t heading, Entry const& entry) const {
        std::string words;
        for (auto line = std::max(heading + 1, entry.top); line < entry.line; ++line)
            words.append(view(line)).append("\n");
        words += entry.words;
        auto const next = entry.line + 1;
        bool const dates_alone = entry.words.find_first_not_of(" ,()|") == std::string::npos;
        if (dates_alone && next < lines_.size() && !lines_[next].heading && !lines_[next].line.after_blank)
            words.append("\n").append(view(next));
        return entry_kind(words);
    }

    static Section section_of(EntryKind kind) {
        switch (kind) {
            case EntryKind::work:
                return Section::experience;
            case EntryKind::study:
                return Section::education;
            case EntryKind::aside:
                return Section::other;
            case EntryKind::unclear:
                break;
        }
        return Section::unknown;
    }

    // What most of its entries are.
    void give_section(std::size_t heading, std::size_t end) {
        std::array<std::size_t, 4> counts{};
        for (auto const& entry : entries_) {
            if (entry.line > heading && entry.line < end)
                ++counts[static_cast<std::size_t>(kind_below(heading, entry))];
        }
        counts[static_cast<std::size_t>(EntryKind::unclear)] = 0;
        auto const most = std::max_element(counts.begin(), counts.end());
        auto const kind = *most == 0 ? EntryKind::unclear : static_cast<EntryKind>(most - counts.begin());
        lines_[heading].heading = true;
        for (auto line = heading; line < end; ++line) lines_[line].section = section_of(kind);
    }

    Lines& lines_;
    std::string_view text_;
    std::vector<Entry> entries_;
};

}  // namespace

void settle_unlisted_headings(std::vector<text::SectionedLine>& lines, std::string_view text,
                              std::vector<text::DateRange> const& ranges) {
    if (!lines.empty()) Settler(lines, text).settle(ranges);
}

}  // namespace ats::offline
