#include "pdf_worker/letter_spacing.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <set>
#include <utility>

#include "pdf_worker/rows.hpp"
#include "pdf_worker/scripts.hpp"
#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

constexpr std::size_t fewest_pieces = 4;

// In shares of the height of the letters, which is a little more than the font size.
constexpr double widest_word_gap = 2.0;  // Beyond it a new cell begins.
constexpr double narrow_gap = 0.18;      // Narrower than a space.
constexpr double wide_gap = 0.33;        // Wider than a space.
constexpr double like_gaps = 0.1;        // Between the letters of one heading.

// Spaces between words are so much wider than those between letters.
constexpr double jump = 1.8;

constexpr double single_share = 0.3;  // Of the pieces; kerning ties the other letters together.

bool is_letter(Word const& word) {
    auto const first = static_cast<unsigned char>(word.text.front());
    return (first >= 0x80 || std::isalpha(first) != 0) && text::count_characters(word.text) == 1;
}

bool is_upper_case(Word const& word) {
    return std::none_of(word.text.begin(), word.text.end(),
                        [](unsigned char c) { return c >= 'a' && c <= 'z'; });
}

/// Words of one line that no wide gap parts.
using Run = std::vector<Word const*>;

double gap_after(Run const& run, std::size_t i) { return std::max(run[i + 1]->left - run[i]->right, 0.0); }

std::vector<double> sorted_gaps(Run const& run) {
    std::vector<double> gaps;
    for (std::size_t i = 0; i + 1 < run.size(); ++i) gaps.push_back(gap_after(run, i));
    std::sort(gaps.begin(), gaps.end());
    return gaps;
}

/// @returns true if the file draws each letter for itself, and no spaces: lists of letters have spaces.
bool are_drawn_apart(Run const& run) {
    auto const& first = run.front()->witness;
    std::set<std::uint32_t> strings;
    for (auto const* const word : run) {
        auto const& witness = word->witness;
        if (witness.drawn < 0 || witness.space_drawn || witness.font != first.font) return false;
        strings.insert(witness.shown);
    }
    return strings.size() == run.size();
}

/// @returns the widest gap between letters of one word; 0 if the run is not letter-spaced.
double letter_gap(Run const& run) {
    if (run.size() < fewest_pieces) return 0;
    auto const singles =
        std::count_if(run.begin(), run.end(), [](Word const* word) { return is_letter(*word); });
    bool const all_single = static_cast<std::size_t>(singles) == run.size();
    bool const upper =
        std::all_of(run.begin(), run.end(), [](Word const* word) { return is_upper_case(*word); });
    if (!all_single &&
        (!upper || static_cast<double>(singles) < single_share * static_cast<double>(run.size()))) {
        return 0;
    }
    auto const gaps = sorted_gaps(run);
    double const height = run.front()->height();
    for (std::size_t i = (gaps.size() - 1) / 2; i + 1 < gaps.size(); ++i) {
        if (gaps[i + 1] > jump * std::max(gaps[i], narrow_gap * height / 2)) return gaps[i];
    }
    // One word, or a list of letters with spaces between them.
    double const widest = gaps.back();
    if (all_single && upper && are_drawn_apart(run) && widest - gaps.front() < like_gaps * height)
        return widest;
    bool const is_usual_space = widest >= narrow_gap * height && (widest <= wide_gap * height || !all_single);
    constexpr double touching = 1e-3;  // In points.
    return is_usual_space ? 0 : std::max(widest, touching);
}

class Joiner {
public:
    explicit Joiner(std::vector<Word> const& words) {
        Words pointers;
        for (auto const& word : words) pointers.push_back(&word);
        for (auto const& row : rows_of(std::move(pointers))) add(row);
    }
    std::vector<Word> take() { return std::move(out_); }

private:
    void add(Row const& row) {
        Run run;
        for (auto const* const word : row.words) {
            bool const begins =
                !run.empty() && word->left - run.back()->right > widest_word_gap * word->height();
            if (begins) add_run(std::exchange(run, {}));
            run.push_back(word);
        }
        add_run(run);
    }

    /// The words of a letter-spaced heading are one string, in whatever order its letters are drawn.
    void make_one_string(Run const& run, std::size_t begin) {
        auto const first = std::min_element(run.begin(), run.end(), [](Word const* a, Word const* b) {
            return a->witness.drawn < b->witness.drawn;
        });
        int drawn = (*first)->witness.drawn;
        for (auto i = begin; drawn >= 0 && i < out_.size(); ++i) {
            out_[i].witness.drawn = drawn;
            out_[i].witness.shown = (*first)->witness.shown;
            out_[i].witness.space_drawn = i + 1 < out_.size();
            drawn += static_cast<int>(text::count_characters(out_[i].text));
        }
    }

    void add_run(Run const& run) {
        auto const begin = out_.size();
        double const widest = letter_gap(run);
        for (std::size_t i = 0; i < run.size(); ++i) {
            bool const joins = i > 0 && widest > 0 && gap_after(run, i - 1) <= widest;
            joins ? join(*run[i]) : out_.push_back(*run[i]);
        }
        if (widest > 0) make_one_string(run, begin);
    }

    void join(Word const& word) {
        auto& whole = out_.back();
        whole.text = reads_left(word.text) ? word.text + whole.text : whole.text + word.text;
        whole.right = std::max(whole.right, word.right);
        whole.top = std::min(whole.top, word.top);
        whole.bottom = std::max(whole.bottom, word.bottom);
        whole.space_after = word.space_after;
        if (whole.link.empty()) whole.link = word.link;
    }

    std::vector<Word> out_;
};

}  // namespace

std::vector<Word> without_letter_spacing(std::vector<Word> words) {
    auto const letters =
        std::count_if(words.begin(), words.end(), [](Word const& word) { return is_letter(word); });
    if (letters < 2) return words;
    return Joiner(words).take();
}

}  // namespace ats::pdf
