#include "pdf_worker/lines.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "pdf_worker/scripts.hpp"
#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

// In shares of the text size.
constexpr double glue_distance = 0.12;  // A space is 0.2 to 0.3 wide, letters touch.
constexpr double no_distance = 0.06;    // Less is no space, whatever poppler makes of small letters.
constexpr double cell_distance = 2.0;   // What no justified line shows between two words.
constexpr double paragraph_distance = 0.35;
constexpr double drawn_on_distance = 0.16;
constexpr double like_gaps = 0.1;

constexpr std::size_t fewest_words_of_stretched = 4;

/// @returns true if the file draws the two one behind the other as parts of one word: a colour may change
/// there.
bool is_drawn_on(Word const& before, Word const& after, double distance) {
    auto const& a = before.witness;
    auto const& b = after.witness;
    auto const letters = static_cast<int>(text::count_characters(before.text));
    return a.drawn >= 0 && b.drawn >= 0 && b.drawn - a.drawn == letters && a.font == b.font &&
           !a.space_drawn && after.left > before.left && distance < drawn_on_distance * a.font_size;
}

/// @returns true if all gaps of the line are alike: then they are the spaces of a justified line, however
/// wide.
bool is_stretched(Words const& line) {
    if (line.size() < fewest_words_of_stretched) return false;
    double least = INFINITY, most = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        double const gap = line[i]->left - line[i - 1]->right;
        least = std::min(least, gap);
        most = std::max(most, gap);
    }
    double const size = size_of(*line.front());
    return least > glue_distance * size && most - least < like_gaps * size;
}

std::string_view separator(Word const& before, Word const& after, double size) {
    // Of two words that are read from right to left the second stands at the left.
    double const distance = std::max(after.left - before.right, before.left - after.right);
    if (distance > cell_distance * size && after.left > before.left) return "\t";
    if (is_drawn_on(before, after, distance)) return "";
    bool const has_space = (before.left <= after.left ? before : after).space_after;
    bool const touches = distance < glue_distance * size;
    if (touches && writes_no_spaces(before.text, after.text)) return "";
    return touches && (!has_space || std::abs(distance) < no_distance * size) ? "" : " ";
}

void append_word(PageText& out, Word const& word) {
    auto const begin = static_cast<std::uint32_t>(out.text.size());
    out.text += word.text;
    out.words.push_back({begin, static_cast<std::uint32_t>(out.text.size()), static_cast<float>(word.left),
                         static_cast<float>(word.top), static_cast<float>(word.right),
                         static_cast<float>(word.bottom)});
    if (!word.link.empty()) out.text.append(" (").append(word.link).append(")");
}

void drop_hyphen(PageText& out) {
    out.text.pop_back();
    --out.words.back().end;
}

double usual_distance(std::vector<Row> const& rows) {
    std::vector<double> distances;
    for (std::size_t i = 1; i < rows.size(); ++i) distances.push_back(rows[i].top - rows[i - 1].bottom);
    return median(std::move(distances));
}

class Lines {
public:
    Lines(PageText& out, std::vector<Row> const& rows, Hyphens const& hyphens)
        : out_(out),
          rows_(rows),
          hyphens_(hyphens),
          size_(text_size(rows)),
          widest_(usual_distance(rows) + paragraph_distance * size_) {}

    void append() {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            append(rows_[i].words);
            bool const is_last = i + 1 == rows_.size();
            bool const paragraph_ends = is_last || rows_[i + 1].top - rows_[i].bottom > widest_;
            if (!paragraph_ends) join(rows_[i].words, rows_[i + 1].words);
            // A line that is only the middle of a word: the next one may go on with it.
            bool const goes_on = written_ != 0 && rows_[i + 1].words.size() == 1;
            if (!goes_on) out_.text += '\n';
            if (!is_last && paragraph_ends) out_.text += '\n';
        }
    }

private:
    void append(Words const& words) {
        bool const stretched = is_stretched(words);
        for (auto i = written_; i < words.size(); ++i) {
            if (i > written_) out_.text += stretched ? " " : separator(*words[i - 1], *words[i], size_);
            append_word(out_, *words[i]);
        }
        written_ = 0;
    }

    /// Writes the second half of a divided word.
    void join(Words const& line, Words const& next) {
        auto const& head = *line.back();
        auto const& tail = *next.front();
        auto const kind = head.link.empty() ? hyphens_.kind_of(head, tail) : HyphenKind::none;
        if (kind == HyphenKind::none) return;
        if (kind == HyphenKind::of_line) drop_hyphen(out_);
        append_word(out_, tail);
        written_ = 1;
    }

    PageText& out_;
    std::vector<Row> const& rows_;
    Hyphens const& hyphens_;
    double size_;
    double widest_;
    std::size_t written_ = 0;  // Words of the next row that stand there already.
};

}  // namespace

void append_lines(PageText& out, std::vector<Row> const& rows, Hyphens const& hyphens) {
    Lines(out, rows, hyphens).append();
}

void append_line(PageText& out, Words const& words) {
    for (auto const* const word : words) {
        if (word != words.front()) out.text += ' ';
        append_word(out, *word);
    }
    out.text += '\n';
}

}  // namespace ats::pdf
