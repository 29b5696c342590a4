#pragma once

#include <cstddef>
#include <vector>

#include "offline/resume/matching.hpp"
#include "offline/resume/resume_view.hpp"

namespace ats::offline {

/// How much of an occupation's title the best line of a resume names.
struct TitleEvidence {
    double covered = 0;  ///< 0 to 1: share of the title's words, near ones counted in part.
    double score = 0;    ///< 0 to 1: less than `covered` for old positions and lines that may be no title.
    std::size_t line = 0;
    bool headline = false;
};

/// What a resume shows of an occupation: in its titles, and all over its text.
class RoleEvidence {
public:
    RoleEvidence(Query const& title, ResumeView const& resume);

    TitleEvidence const& title() const noexcept { return title_; }
    /// The lines that name at least half of the title.
    std::vector<std::size_t> const& title_lines() const noexcept { return title_lines_; }
    /// 0 to 1: how often the words of the occupation and of its field stand in the text; repeating them
    /// pays less and less.
    double in_text() const noexcept { return in_text_; }
    /// The first words of the text that tell most, for quotes.
    std::vector<std::size_t> const& telling_words() const noexcept { return telling_words_; }

private:
    struct Hit {
        std::size_t word;
        std::size_t term;
        double strength;
    };
    std::vector<Hit> find_hits() const;
    void find_title(std::vector<Hit> const& hits);
    void keep_telling_words(std::vector<Hit> const& hits);
    double least_telling_weight() const;
    double share_of_words(std::vector<Hit> const& hits) const;
    double share_of_phrases(std::vector<Hit> const& hits) const;
    void count_in_text(std::vector<Hit> const& hits);
    using HitIterator = std::vector<Hit>::const_iterator;
    double covered_by(HitIterator first, HitIterator last) const;
    double covered_by(std::vector<Hit> const& hits, std::size_t line) const;
    double standing(std::size_t line, std::vector<Hit> const& hits) const;
    double fit(ResumeView::TitleLine const& title, double covered, std::vector<Hit> const& hits) const;

    Query const& query_;
    ResumeView const& resume_;
    TitleEvidence title_;
    std::vector<std::size_t> title_lines_;
    double in_text_ = 0;
    std::vector<std::size_t> telling_words_;
};

}  // namespace ats::offline
