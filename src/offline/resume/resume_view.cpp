#include "offline/resume/resume_view.hpp"

#include <algorithm>

#include "offline/resume/held_titles.hpp"
#include "offline/resume/unlisted_headings.hpp"
#include "offline/words/aliases.hpp"
#include "offline/words/breaks.hpp"
#include "offline/words/entry_kinds.hpp"
#include "text/gender.hpp"

namespace ats::offline {
namespace {

constexpr std::size_t longest_quote = 200;
// Lines at the top that may say what the person is.
constexpr std::size_t headlines = 4;
// A line of a title and dates is short; longer ones tell of work.
constexpr std::size_t most_title_words = 16;
// A line of its own that is as short as a title.
constexpr std::size_t most_words_alone = 6;
// Shorter lines list words.
constexpr std::size_t fewest_told_words = 7;

bool continues_character(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }

// An abbreviation at one end of a name, folded: "sql" of "PostgreSQL", "rest" of "RESTful".
std::string capital_part(std::string_view word) {
    constexpr std::size_t shortest = 3;
    auto const first_small = std::find_if_not(word.begin(), word.end(), is_upper);
    auto const last_small = std::find_if_not(word.rbegin(), word.rend(), is_upper).base();
    std::string part(word.begin(), first_small);
    if (part.size() < shortest) part.assign(last_small, word.end());
    if (part.size() < shortest || part.size() == word.size()) return {};
    for (auto& c : part) c = static_cast<char>(c + ('a' - 'A'));
    return part;
}

// A quote that ends inside a word is not found again.
std::string_view cut(std::string_view text) {
    if (text.size() <= longest_quote) return text;
    if (auto const blank = text.substr(0, longest_quote + 1).find_last_of(" \t");
        blank != std::string_view::npos && blank > 0)
        return text.substr(0, blank);
    auto end = longest_quote;
    while (end > 0 && continues_character(text[end])) --end;
    return text.substr(0, end);
}

}  // namespace

ResumeView::ResumeView(std::string_view text, text::MonthIndex now)
    : text_(text), now_(now), lines_(text::resume_sections(text)) {
    auto const ranges = text::date_ranges(text_, now);
    settle_unlisted_headings(lines_, text_, ranges);
    index_words();
    qualify_words();
    find_periods(ranges);
    find_title_lines();
}

void ResumeView::index_words() {
    line_words_.push_back(0);
    for (std::size_t line = 0; line < lines_.size(); ++line) {
        auto const offset = lines_[line].line.begin;
        auto const view = text::view(text_, lines_[line].line);
        for (auto& word : with_aliases(view, text::words(view), Names::told)) {
            auto stem = text::gender_neutral(text::without_version(text::singular(word.text)));
            auto const root = text::root(stem);
            by_root_[root].push_back(words_.size());
            auto const part = capital_part(text_.substr(word.begin + offset, word.end - word.begin));
            if (!part.empty() && part != root) by_root_[part].push_back(words_.size());
            words_.push_back(
                {std::move(stem), word.begin + offset, word.end + offset, line, word.abbreviation});
        }
        line_words_.push_back(words_.size());
    }
}

void ResumeView::qualify_words() {
    for (auto const& part : qualified_parts(text_, lines_, now_ / 12)) {
        auto word = std::lower_bound(words_.begin(), words_.end(), part.begin,
                                     [](Word const& each, std::size_t begin) { return each.begin < begin; });
        for (; word != words_.end() && word->begin < part.end; ++word) {
            word->standing.claim = std::min(word->standing.claim, part.standing.claim);
            word->standing.course = std::min(word->standing.course, part.standing.course);
        }
    }
}

std::vector<std::size_t> const& ResumeView::with_root(std::string const& root) const {
    static std::vector<std::size_t> const none;
    auto const found = by_root_.find(root);
    return found == by_root_.end() ? none : found->second;
}

std::size_t ResumeView::line_at(std::size_t offset) const {
    auto const after = std::upper_bound(
        lines_.begin(), lines_.end(), offset,
        [](std::size_t at, text::SectionedLine const& line) { return at < line.line.begin; });
    return after == lines_.begin() ? 0 : static_cast<std::size_t>(after - lines_.begin()) - 1;
}

void ResumeView::find_periods(std::vector<text::DateRange> const& ranges) {
    if (lines_.empty()) return;
    std::vector<text::DateRange> worked;
    for (auto const& range : ranges) {
        auto const line = line_at(range.begin);
        if (!is_work(range, line)) continue;
        periods_.push_back({range, line});
        worked.push_back(range);
    }
    years_worked_ = text::months_covered(std::move(worked)) / 12.0;
    for (auto const& statement : text::years_statements(text_)) statements_.push_back(made(statement));
}

ResumeView::Statement ResumeView::made(text::YearsStatement const& statement) const {
    auto const line = line_at(statement.begin);
    auto const& [begin, end, bullet, marked, after_blank] = lines_[line].line;
    auto const before = text_.substr(0, statement.begin).find_last_of(";.");
    auto const after = std::min({text_.find(". ", statement.end), text_.find(';', statement.end), end});
    auto const from = before == std::string_view::npos ? begin : std::max(begin, before);
    return {statement.years, statement.of_experience, line, from, after};
}

bool ResumeView::is_no_job(std::size_t line) const {
    auto const kind = entry_kind(text::view(text_, lines_[line].line));
    return kind == EntryKind::study || kind == EntryKind::aside;
}

bool ResumeView::dates_alone(text::DateRange const& range, std::size_t line) const {
    return text::view(text_, lines_[line].line).size() <= range.end - range.begin + 2;
}

// The title stands on the line of the dates, above them or below.
bool ResumeView::is_break(text::DateRange const& range, std::size_t line) const {
    auto const named = [this](std::size_t at) {
        return !lines_[at].line.bullet && names_break(text::view(text_, lines_[at].line));
    };
    if (names_break(text::view(text_, lines_[line].line))) return true;
    if (!dates_alone(range, line)) return false;
    if (!lines_[line].line.after_blank && line > 0 && !lines_[line - 1].heading) return named(line - 1);
    return line + 1 < lines_.size() && !lines_[line + 1].line.after_blank && named(line + 1);
}

// Certificates are valid, members belong and volunteers help for years, which is no work that was paid. A
// degree tells of study where no heading says that work follows.
bool ResumeView::is_work(text::DateRange const& range, std::size_t line) const {
    auto const section = lines_[line].section;
    if (is_break(range, line)) return false;
    if (section == text::Section::experience) return true;
    if (section == text::Section::education || section == text::Section::certifications ||
        section == text::Section::other || section == text::Section::unknown)
        return false;
    if (is_no_job(line)) return false;
    auto const next = line + 1;
    return !(dates_alone(range, line) && next < lines_.size() && !lines_[next].line.after_blank &&
             is_no_job(next));
}

void ResumeView::find_title_lines() {
    auto const add = [this](std::size_t line, TitlePlace place, text::MonthIndex last) {
        auto const words = last_word(line) - first_word(line);
        if (words == 0 || words > most_title_words || lines_[line].heading) return;
        title_lines_.push_back({line, place, last});
    };
    for (std::size_t line = 0; line < std::min(headlines, lines_.size()); ++line) {
        if (lines_[line].section == text::Section::head) add(line, TitlePlace::headline, 0);
    }
    for (auto const& period : periods_) {
        if (period.line > 0) add(period.line - 1, TitlePlace::position, period.range.last);
        add(period.line, TitlePlace::position, period.range.last);
        if (period.line + 1 < lines_.size()) add(period.line + 1, TitlePlace::position, period.range.last);
    }
    for (std::size_t line = 0; line < lines_.size(); ++line) {
        auto const section = lines_[line].section;
        if (last_word(line) - first_word(line) > most_words_alone || section == text::Section::languages)
            continue;
        add(line, section == text::Section::skills ? TitlePlace::listed : TitlePlace::alone, 0);
    }
}

std::vector<HeldTitle> const& ResumeView::held_titles() const {
    if (!held_titles_) held_titles_ = std::make_shared<std::vector<HeldTitle> const>(find_held_titles(*this));
    return *held_titles_;
}

bool ResumeView::is_told(std::size_t line) const {
    auto const section = lines_[line].section;
    if (section == text::Section::skills || section == text::Section::languages) return false;
    return last_word(line) - first_word(line) >= fewest_told_words;
}

std::string_view ResumeView::quote_line(std::size_t line) const {
    return cut(text::view(text_, lines_[line].line));
}

std::string_view ResumeView::quote(std::size_t first, std::size_t last) const {
    auto const line = words_[first].line;
    auto const whole = text::view(text_, lines_[line].line);
    if (whole.size() <= longest_quote) return whole;
    auto begin = first;
    auto end = first;
    auto const fits = [&](std::size_t from, std::size_t to) {
        return words_[to].end - words_[from].begin <= longest_quote;
    };
    while (end + 1 < last_word(line) && end < last && fits(begin, end + 1)) ++end;
    constexpr std::size_t words_before = 5;
    while (begin > first_word(line) && first - begin < words_before && fits(begin - 1, end)) --begin;
    while (end + 1 < last_word(line) && fits(begin, end + 1)) ++end;
    return cut(text_.substr(words_[begin].begin, words_[end].end - words_[begin].begin));
}

}  // namespace ats::offline
