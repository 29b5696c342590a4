#include "text/lines.hpp"

#include <algorithm>

#include "text/utf8.hpp"
#include "text/words.hpp"

namespace ats::text {
namespace {

// Longer lines are sentences.
constexpr std::size_t longest_heading = 60;

bool is_blank(char32_t c) noexcept {
    return c <= ' ' || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x3000 ||
           c == 0xFEFF;
}

// Glyphs that word processors and PDF writers use for bullets, private-use ones included.
bool is_bullet_glyph(char32_t c) noexcept {
    constexpr std::u32string_view glyphs = U"•·‣▪▫◦●○■□◆◇►▶➢➤✓✔❖★⁃∙−–—*+>?\uFFFD\u00B7";
    return glyphs.find(c) != std::u32string_view::npos || (c >= 0xE000 && c <= 0xF8FF) ||
           (c >= 0x2700 && c <= 0x27BF) || c == '-';
}

class LineReader {
public:
    LineReader(std::string_view text, std::size_t begin, std::size_t end)
        : text_(text), line_{begin, end, false, false, false} {}

    Line read() {
        skip_blanks();
        skip_bullets();
        skip_number();
        skip_marks();
        trim_end();
        return line_;
    }

private:
    Decoded front() const { return decode(text_.substr(0, line_.end), line_.begin); }

    bool blank_at(std::size_t offset) const {
        return offset >= line_.end || is_blank(decode(text_.substr(0, line_.end), offset).character);
    }

    void skip_blanks() {
        while (line_.begin < line_.end && is_blank(front().character)) line_.begin += front().bytes;
    }

    void skip_bullets() {
        while (line_.begin < line_.end) {
            auto const c = front();
            bool const letter_o = c.character == 'o' && blank_at(line_.begin + 1);
            if (!letter_o && !is_bullet_glyph(c.character)) return;
            // "-5 degrees", "*emphasis*" and "+49" are no bullets.
            bool const ascii = c.character < 0x80;
            if (ascii && !blank_at(line_.begin + c.bytes)) return;
            line_.bullet = true;
            line_.begin += c.bytes;
            skip_blanks();
        }
    }

    // "1." or "2)" in front of text.
    void skip_number() {
        auto at = line_.begin;
        while (at < line_.end && at - line_.begin < 3 && text_[at] >= '0' && text_[at] <= '9') ++at;
        if (at == line_.begin || at >= line_.end || at - line_.begin > 2) return;
        if ((text_[at] != '.' && text_[at] != ')') || !blank_at(at + 1) || at + 1 >= line_.end) return;
        line_.begin = at + 1;
        line_.bullet = true;
        skip_blanks();
    }

    void skip_marks() {
        while (line_.begin < line_.end && is_mark(text_[line_.begin])) {
            line_.marked = true;
            ++line_.begin;
            skip_blanks();
        }
    }

    static bool is_mark(char c) noexcept { return c == '#' || c == '*' || c == '_'; }

    void trim_end() {
        while (line_.end > line_.begin) {
            auto const c = text_[line_.end - 1];
            bool const mark = line_.marked && is_mark(c);
            if (static_cast<unsigned char>(c) > ' ' && !mark) break;
            --line_.end;
        }
    }

    std::string_view text_;
    Line line_;
};

// A rule of dashes or signs has no words.
bool has_letter_or_digit(std::string_view line) {
    return std::any_of(line.begin(), line.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z');
    });
}

}  // namespace

std::vector<Line> lines(std::string_view text) {
    std::vector<Line> found;
    bool after_blank = true;
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto line = LineReader(text, begin, end).read();
        line.after_blank = after_blank;
        after_blank = line.begin >= line.end || !has_letter_or_digit(view(text, line));
        if (!after_blank) found.push_back(line);
        begin = end + 1;
    }
    return found;
}

std::string_view label_of(std::string_view line) {
    auto const colon = line.substr(0, longest_heading).find(':');
    return colon == std::string_view::npos ? std::string_view() : line.substr(0, colon);
}

std::string heading_words(std::string_view line) {
    return line.size() > longest_heading ? std::string() : fold(line);
}

}  // namespace ats::text
