#include "offline/resume/years_of_work.hpp"

#include <algorithm>

#include "offline/resume/requirement.hpp"
#include "offline/resume/role_evidence.hpp"
#include "offline/resume/role_title.hpp"

namespace ats::offline {
namespace {

// A title above its period is short; a longer line tells of the work before.
constexpr std::size_t most_title_words = 8;

std::size_t words_in(ResumeView const& resume, std::size_t line) {
    return resume.last_word(line) - resume.first_word(line);
}

bool ends_sentence(ResumeView const& resume, std::size_t line) {
    auto const text = text::view(resume.text(), resume.lines()[line].line);
    return text.empty() || text.back() == '.';
}

bool may_be_title(ResumeView const& resume, std::size_t line) {
    auto const& text = resume.lines()[line];
    return !text.heading && !text.line.bullet && words_in(resume, line) <= most_title_words &&
           !ends_sentence(resume, line);
}

// A line of dates alone may have the employer above it, and the title above that.
std::size_t first_line(ResumeView::Period const& period, ResumeView const& resume) {
    constexpr std::size_t most_words_beside_dates = 1;
    auto const dates =
        text::words(resume.text().substr(period.range.begin, period.range.end - period.range.begin)).size();
    bool const dates_alone = words_in(resume, period.line) <= dates + most_words_beside_dates;
    std::size_t const most = dates_alone ? 2 : 1;
    auto line = period.line;
    for (std::size_t i = 0; i < most && line > 0; ++i, --line) {
        if (resume.lines()[line].line.after_blank || !may_be_title(resume, line - 1)) break;
    }
    return line;
}

std::size_t past_last_line(std::size_t period, ResumeView const& resume) {
    auto const& periods = resume.periods();
    auto const begin = periods[period].line;
    // Several periods on one line share what follows.
    auto next = std::find_if(periods.begin() + static_cast<std::ptrdiff_t>(period), periods.end(),
                             [begin](auto const& other) { return other.line > begin; });
    auto const end = next == periods.end() ? resume.lines().size() : first_line(*next, resume);
    for (auto line = begin + 1; line < end; ++line) {
        if (resume.lines()[line].heading) return line;
    }
    return std::max(end, begin + 1);
}

YearsOfWork counted(std::vector<ResumeView::Period> periods) {
    std::vector<text::DateRange> ranges;
    for (auto const& period : periods) ranges.push_back(period.range);
    return {text::months_covered(std::move(ranges)) / 12.0, std::move(periods)};
}

void append(std::vector<std::size_t>& lines, std::vector<std::size_t> const& more) {
    lines.insert(lines.end(), more.begin(), more.end());
}

}  // namespace

YearsOfWork all_years(ResumeView const& resume) { return counted(resume.periods()); }

YearsOfWork years_at(std::vector<std::size_t> const& lines, ResumeView const& resume) {
    std::vector<ResumeView::Period> found;
    auto const& periods = resume.periods();
    for (std::size_t i = 0; i < periods.size(); ++i) {
        auto const first = first_line(periods[i], resume);
        auto const last = past_last_line(i, resume);
        bool const shown = std::any_of(lines.begin(), lines.end(), [first, last](std::size_t line) {
            return line >= first && line < last;
        });
        if (shown) found.push_back(periods[i]);
    }
    return counted(std::move(found));
}

std::pair<std::size_t, std::size_t> entry_around(std::size_t line, ResumeView const& resume) {
    auto const& periods = resume.periods();
    for (std::size_t i = 0; i < periods.size(); ++i) {
        auto const first = first_line(periods[i], resume);
        auto const last = past_last_line(i, resume);
        if (line >= first && line < last) return {first, last};
    }
    return {line > 0 ? line - 1 : 0, line + 1};
}

std::vector<std::size_t> places_of_skill(std::string_view subject, ResumeView const& resume) {
    std::vector<std::size_t> words;
    auto const parts = parts_of(subject);
    if (parts.empty()) append(words, words_naming(make_query(subject), resume));
    for (auto const& part : parts) {
        for (auto const& option : part.options) append(words, words_naming(option.query, resume));
    }
    return words;
}

std::vector<std::size_t> lines_of_words(std::vector<std::size_t> const& words, ResumeView const& resume) {
    std::vector<std::size_t> lines;
    for (auto const word : words) lines.push_back(resume.words()[word].line);
    return lines;
}

std::vector<std::size_t> lines_of_role(std::string_view title, ResumeView const& resume) {
    std::vector<std::size_t> lines;
    for (auto const alternative : alternative_titles(title)) {
        auto const query = title_query(alternative);
        RoleEvidence const evidence(query, resume);
        lines.insert(lines.end(), evidence.title_lines().begin(), evidence.title_lines().end());
    }
    return lines;
}

}  // namespace ats::offline
