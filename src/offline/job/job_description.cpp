#include "offline/job/job_description.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "offline/job/line_kind.hpp"
#include "offline/job/phrasing.hpp"
#include "offline/words/lexicon.hpp"
#include "offline/words/vocabulary.hpp"
#include "offline/words/word_set.hpp"
#include "text/sections.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// Text that a page's width has broken is narrower than this; wider lines are whole paragraphs.
constexpr std::size_t widest_page = 140;
constexpr std::size_t narrowest_page = 40;
// In a list of requirements a longer paragraph is prose about something else.
constexpr std::size_t longest_entry = 300;

bool is_space(char c) noexcept { return static_cast<unsigned char>(c) <= ' '; }
bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
bool is_alnum(char c) noexcept {
    return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() &&
           (is_space(text.back()) || text.back() == '.' || text.back() == ';' || text.back() == ',')) {
        text.remove_suffix(1);
    }
    while (!text.empty() && (is_space(text.front()) || text.front() == ',' || text.front() == ';'))
        text.remove_prefix(1);
    return text;
}

std::string single_spaced(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c == '*' || c == '`') continue;  // Markdown's emphasis
        if (!is_space(c)) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    return std::string(trim(out));
}

// Lines of one entry or paragraph, joined.
struct Block {
    std::size_t begin;
    std::size_t end;
    bool stands_alone;  // A paragraph of its own: no bullet, no heading on its line, a blank line before it.
    Part part;
};

class BlockReader {
public:
    explicit BlockReader(std::string_view text)
        : text_(text), lines_(text::lines(text)), judge_(language_of(text)) {
        for (auto const& line : lines_) width_ = std::max(width_, line.end - line.begin);
        auto const full = std::count_if(lines_.begin(), lines_.end(), [this](text::Line const& line) {
            return (line.end - line.begin) * 5 >= width_ * 4;
        });
        wrapped_ = 4 * static_cast<std::size_t>(full) >= lines_.size();
    }

    std::vector<Block> read() {
        for (std::size_t i = 0; i < lines_.size(); ++i) take(i);
        return std::move(blocks_);
    }

private:
    void take(std::size_t i) {
        auto const& line = lines_[i];
        auto const heading = part_heading(text::view(text_, line));
        if (heading.found) {
            part_ = heading.part;
            open_ = false;
            if (heading.content != std::string_view::npos)
                add({line.begin + heading.content, line.end, false, part_});
        } else if (is_unknown_heading(i)) {
            part_ = judged_part(i);
            open_ = false;
        } else if (open_ && continues(i)) {
            blocks_.back().end = line.end;
        } else {
            add({line.begin, line.end, !line.bullet && line.after_blank, part_});
        }
    }

    void add(Block block) {
        if (block.begin >= block.end) return;
        blocks_.push_back(block);
        open_ = true;
    }

    // A short line above others, written as headings are: with a colon or question mark, or over a list.
    bool is_unknown_heading(std::size_t i) const {
        constexpr std::size_t most_words = 7;
        if (i == 0 || i + 1 == lines_.size() || lines_[i].bullet || lines_[i + 1].after_blank) return false;
        auto const line = text::view(text_, lines_[i]);
        auto const words = text::words(line);
        if (words.empty() || words.size() > most_words) return false;
        if (line.back() == ':') return line.find(':') + 1 == line.size() && lines_[i].after_blank;
        if (line.find_first_of(".,;:0123456789@") != std::string_view::npos || !lines_[i].after_blank)
            return false;
        bool const sign = is_in(WordList::heading_sign, words.front().text) ||
                          is_in(WordList::heading_sign, words.back().text);
        return line.back() == '?' || lines_[i + 1].bullet || sign;
    }

    // What the lines below a heading are about together tells what it opens; the part goes on where their
    // words do not tell.
    Part judged_part(std::size_t heading) const {
        constexpr std::size_t most_lines = 12;
        constexpr double clear = 0.7;
        double ask = 0;
        double duty = 0;
        double offer = 0;
        for (auto i = heading; i < lines_.size() && i < heading + most_lines; ++i) {
            if (i > heading && (lines_[i].after_blank || part_heading(text::view(text_, lines_[i])).found))
                break;
            auto const kind = judge_.kind_of(text::view(text_, lines_[i]));
            ask += std::log(kind.ask);
            duty += std::log(kind.duty);
            offer += std::log(kind.offer);
        }
        auto const most = std::max({ask, duty, offer});
        auto const share = [&](double sum) {
            return std::exp(sum - most) /
                   (std::exp(ask - most) + std::exp(duty - most) + std::exp(offer - most));
        };
        if (share(offer) > clear) return Part::skipped;
        if (share(duty) > clear) return Part::duties;
        // What is asked for stands in lists; prose of the company reads much like it.
        if (share(ask) <= clear || !lines_[heading + 1].bullet) return part_;
        bool const wishes = stated_importance(text::view(text_, lines_[heading])) == Importance::nice;
        return wishes ? Part::preferred : Part::requirements;
    }

    // The first word would not have fitted on the line before.
    bool continues(std::size_t i) const {
        auto const& line = lines_[i];
        if (i == 0 || line.bullet || line.marked || line.after_blank) return false;
        if (width_ > widest_page || width_ < narrowest_page) return false;
        auto const before = text::view(text_, lines_[i - 1]);
        auto const now = text::view(text_, line);
        auto const first_word = std::min(now.find(' '), now.size());
        if (is_lower(now.front()) && before.back() != '.')
            return before.size() + 1 + first_word > width_ * 7 / 10;
        return wrapped_ && before.size() + 1 + first_word > width_ * 9 / 10;
    }

    std::string_view text_;
    std::vector<text::Line> lines_;
    LineJudge judge_;
    std::vector<Block> blocks_;
    std::size_t width_ = 0;
    bool wrapped_ = false;  // So many lines are full that the page's width broke them.
    Part part_ = Part::intro;
    bool open_ = false;
};

bool ends_with_abbreviation(std::string_view text) {
    constexpr std::array<std::string_view, 12> abbreviations = {"e.g", "i.e", "etc", "incl", "mr",     "ms",
                                                                "dr",  "st",  "vs",  "no",   "approx", "inc"};
    auto begin = text.size();
    while (begin > 0 && !is_space(text[begin - 1]) && text[begin - 1] != '(') --begin;
    auto const word = text.substr(begin);
    if (word.size() == 1 || (word.size() == 3 && word[1] == '.')) return true;
    auto const folded = text::fold(word);
    return std::find(abbreviations.begin(), abbreviations.end(), folded) != abbreviations.end() ||
           word == "e.g" || word == "i.e";
}

// A full stop, question or exclamation mark that ends a sentence, or a semicolon between entries.
bool ends_sentence(std::string_view text, std::size_t at) {
    char const c = text[at];
    if (c == ';') return true;
    if (c != '.' && c != '!' && c != '?') return false;
    if (at + 1 < text.size() && !is_space(text[at + 1])) return false;
    // After many signs it no longer matters what follows; looking on would cost the square of their number.
    constexpr std::size_t most_signs = 32;
    auto next = at + 1;
    while (next < text.size() && next <= at + most_signs && !is_alnum(text[next])) ++next;
    if (next >= text.size() || next > at + most_signs) return true;
    return c != '.' || !ends_with_abbreviation(text.substr(0, at).substr(at > 16 ? at - 16 : 0));
}

// The bytes of a bullet between two entries of one line, as text from a web page or a table has them.
std::size_t bullet_at(std::string_view text, std::size_t at) {
    if (at == 0 || !is_space(text[at - 1])) return 0;
    for (std::string_view const bullet : {"•", "·", "●", "▪", "■", "◦", "‣", "➢", "✓", "*"}) {
        bool const found = text.compare(at, bullet.size(), bullet) == 0;
        auto const after = at + bullet.size();
        if (found && after < text.size() && is_space(text[after])) return bullet.size();
    }
    return 0;
}

std::string_view word_at(std::string_view text, std::size_t at) {
    auto end = at;
    while (end < text.size() && is_alnum(text[end])) ++end;
    return text.substr(at, end - at);
}

// "... of payroll Experience with SAP": where line breaks were lost, the capital of a word that opens a
// requirement is all that is left of them. Not inside names: "Microsoft Certified Professional".
bool opens_requirement(std::string_view word) {
    static WordSet const openers = split(
        "experience experienced knowledge proficiency proficient familiarity familiar understanding "
        "expertise "
        "ability strong excellent good solid proven demonstrated extensive advanced fluent fluency working "
        "hands deep sound basic prior previous relevant");
    return contains(openers, word);
}

bool opens_lost_line(std::string_view text, std::size_t at) {
    if (at < 2 || text[at - 1] != ' ' || !is_upper(text[at])) return false;
    auto const before = text[at - 2];
    if (!is_lower(before) && before != ')') return false;
    constexpr std::size_t longest_word = 40;
    auto const near = text.substr(0, at - 1).substr(at > longest_word ? at - longest_word : 0);
    auto const blank = near.find_last_of(" (");
    auto const word_before = near.substr(blank == std::string_view::npos ? 0 : blank + 1);
    if (before != ')' && (!is_lower(word_before[0]) || is_stop_word(word_before))) return false;
    return opens_requirement(text::fold(word_at(text, at)));
}

class SentenceSplitter {
public:
    SentenceSplitter(std::string_view text, Part part, std::vector<Passage>& out)
        : text_(text), part_(part), out_(out) {}

    void split() {
        int depth = 0;  // Inside brackets nothing is split.
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (text_[i] == '(') ++depth;
            if (text_[i] == ')') depth = std::max(0, depth - 1);
            if (auto const bullet = bullet_at(text_, i)) {
                depth = 0;
                flush(i, i + bullet);
            } else if (depth == 0 && ends_sentence(text_, i)) {
                flush(i, i + 1);
            } else if (depth == 0 && opens_lost_line(text_, i)) {
                flush(i, i);
            }
        }
        flush(text_.size(), text_.size());
    }

private:
    // A heading may stand before a sentence of its paragraph: "Requirements: two years in sales."
    void flush(std::size_t end, std::size_t next) {
        auto source = trim(text_.substr(begin_, end - begin_));
        begin_ = next;
        if (auto const heading = part_heading(source); heading.found) {
            part_ = heading.part;
            source = heading.content == std::string_view::npos ? std::string_view()
                                                               : trim(source.substr(heading.content));
        }
        if (auto passage = single_spaced(source); !passage.empty())
            out_.push_back({std::move(passage), source, part_});
    }

    std::string_view text_;
    Part part_;
    std::vector<Passage>& out_;
    std::size_t begin_ = 0;
};

}  // namespace

std::vector<Passage> passages(std::string_view job_description) {
    std::vector<Passage> found;
    for (auto const& block : BlockReader(job_description).read()) {
        auto const text = job_description.substr(block.begin, block.end - block.begin);
        bool const list = block.part == Part::requirements || block.part == Part::preferred;
        bool const prose = list && block.stands_alone && text.size() > longest_entry &&
                           text.find(';') == std::string_view::npos;
        SentenceSplitter(text, prose ? Part::intro : block.part, found).split();
    }
    return found;
}

}  // namespace ats::offline
