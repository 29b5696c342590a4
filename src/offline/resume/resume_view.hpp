#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "offline/resume/standing.hpp"
#include "text/dates.hpp"
#include "text/sections.hpp"
#include "text/words.hpp"

namespace ats::offline {

struct HeldTitle;

/// A resume prepared for many questions: its words in an index, its lines with their sections, its
/// periods of work. Refers to the text, which must outlive it. For one thread at a time.
class ResumeView {
public:
    /// @param now the month that "present" means.
    ResumeView(std::string_view text, text::MonthIndex now);

    struct Word {
        std::string stem;  ///< Singular, folded.
        std::size_t begin;
        std::size_t end;
        std::size_t line;
        bool abbreviation;
        Standing standing{};
    };

    std::string_view text() const noexcept { return text_; }
    /// The month that "present" means.
    text::MonthIndex now() const noexcept { return now_; }
    std::vector<Word> const& words() const noexcept { return words_; }
    std::vector<text::SectionedLine> const& lines() const noexcept { return lines_; }
    /// The words of a line: indices [first, last).
    std::size_t first_word(std::size_t line) const { return line_words_[line]; }
    std::size_t last_word(std::size_t line) const { return line_words_[line + 1]; }

    /// @returns the indices of all words with this root, in order.
    std::vector<std::size_t> const& with_root(std::string const& root) const;

    /// A period of work, as far as section and degrees tell, and the line it begins on.
    struct Period {
        text::DateRange range;
        std::size_t line;
    };
    std::vector<Period> const& periods() const noexcept { return periods_; }
    /// Years of work by the periods, overlaps counted once.
    double years_worked() const noexcept { return years_worked_; }

    /// A statement such as "10+ years of experience", and the sentence that it stands in.
    struct Statement {
        double years;
        bool of_experience;  ///< Work or experience is named beside it.
        std::size_t line;
        std::size_t sentence_begin;
        std::size_t sentence_end;
    };
    std::vector<Statement> const& statements() const noexcept { return statements_; }

    /// At the top of the resume, beside a period, on a short line of its own, or on one among skills.
    enum class TitlePlace { headline, position, alone, listed };
    /// Lines that may hold a job's title.
    struct TitleLine {
        std::size_t line;
        TitlePlace place;
        text::MonthIndex last;  ///< When the position ended; 0 if it has no period.
    };
    std::vector<TitleLine> const& title_lines() const noexcept { return title_lines_; }

    /// The titles on those lines, looked up when first asked for; see held_titles.hpp.
    std::vector<HeldTitle> const& held_titles() const;

    /// Whether a line tells what was done, rather than listing words.
    bool is_told(std::size_t line) const;

    /// @returns the line, or the part of it around the given words, short enough for a quote; an
    /// exact part of the text.
    std::string_view quote(std::size_t first_word, std::size_t last_word) const;
    std::string_view quote_line(std::size_t line) const;

private:
    void index_words();
    void find_periods(std::vector<text::DateRange> const& ranges);
    void find_title_lines();
    void qualify_words();
    std::size_t line_at(std::size_t offset) const;
    bool is_work(text::DateRange const& range, std::size_t line) const;
    bool is_break(text::DateRange const& range, std::size_t line) const;
    bool dates_alone(text::DateRange const& range, std::size_t line) const;
    bool is_no_job(std::size_t line) const;
    Statement made(text::YearsStatement const& statement) const;

    std::string_view text_;
    text::MonthIndex now_;
    std::vector<text::SectionedLine> lines_;
    std::vector<Word> words_;
    std::vector<std::size_t> line_words_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_root_;
    std::vector<Period> periods_;
    std::vector<Statement> statements_;
    std::vector<TitleLine> title_lines_;
    mutable std::shared_ptr<std::vector<HeldTitle> const> held_titles_;
    double years_worked_ = 0;
};

}  // namespace ats::offline
