#include "redaction/labels.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "redaction/characters.hpp"
#include "redaction/label_words.hpp"
#include "redaction/personal_phrases.hpp"
#include "text/words.hpp"

namespace ats::redaction {
namespace {

using enum IdentifierKind;

// A label is short; its value rarely fills a line.
constexpr std::size_t longest_label = 40;
constexpr std::size_t longest_value = 90;
constexpr std::size_t longest_address = 200;

bool is_separator(std::string_view text, std::size_t offset) noexcept {
    char const c = at(text, offset);
    if (c == '\n' || c == '|' || c == ';' || c == '\t') return true;
    auto const rest = text.substr(offset);
    return rest.starts_with("\xE2\x80\xA2") || rest.starts_with("\xC2\xB7") || rest.starts_with("   ");
}

std::size_t skip_blanks(std::string_view text, std::size_t offset) noexcept {
    while (at(text, offset) == ' ' || at(text, offset) == '\t' || at(text, offset) == '*') ++offset;
    return offset;
}

std::size_t line_end(std::string_view text, std::size_t offset) noexcept {
    return std::min(text.find('\n', offset), text.size());
}

/// A piece of a line: what lies between separators.
struct Piece {
    std::size_t begin, end;
};

/// @returns where the sign behind a label stands; npos if there is none. Chinese has a wide one.
Piece colon_in(std::string_view view) noexcept {
    auto const colon = view.find_first_of(":=");
    auto const wide = view.find("\xEF\xBC\x9A");
    return wide < colon ? Piece{wide, wide + 3} : Piece{colon, colon + 1};
}

Piece next_piece(std::string_view text, std::size_t offset) noexcept {
    auto begin = offset;
    while (begin < text.size() &&
           (is_space(text[begin]) || is_separator(text, begin) || is_beyond_ascii(text[begin]))) {
        // A bullet is skipped, a letter with an accent is not.
        if (is_beyond_ascii(text[begin]) && static_cast<unsigned char>(text[begin]) != 0xE2 &&
            static_cast<unsigned char>(text[begin]) != 0xC2 &&
            static_cast<unsigned char>(text[begin]) != 0xEF)
            break;
        begin += 1;
        while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
    }
    auto end = begin;
    while (end < text.size() && !is_separator(text, end)) ++end;
    return {begin, end};
}

/// Where a value ends: before the next label on the line ("Gender: f, Nationality: ...").
std::size_t value_end(std::string_view text, std::size_t begin, std::size_t end, std::size_t longest) {
    for (auto i = begin; i < end && i < begin + longest; ++i) {
        if (text[i] != ',' && text[i] != '.' && text[i] != ' ') continue;
        auto const colon = colon_in(text.substr(i, std::min(end - i, longest_label)));
        if (colon.begin != std::string_view::npos &&
            labelled_kind(text::fold(text.substr(i + 1, colon.begin - 1))))
            return i;
        // Beyond that it is a sentence, of which only the beginning is the value.
        if (text[i] != ' ' && i - begin > 30 && longest < longest_address) return i;
    }
    return character_begin(text, std::min(end, begin + longest));
}

bool is_empty_value(std::string_view text, Piece const& piece) noexcept {
    return piece.begin >= piece.end || at(text, piece.begin) == '[';
}

/// The towns at the end of an address stay: segments without a digit, at most two.
std::size_t without_towns(std::string_view text, std::size_t begin, std::size_t end) noexcept {
    for (int kept = 0; kept < 2; ++kept) {
        auto const comma = text.substr(begin, end - begin).rfind(',');
        auto const first = comma == std::string_view::npos ? begin : begin + comma + 1;
        auto const segment = text.substr(first, end - first);
        if (std::any_of(segment.begin(), segment.end(), is_digit)) return end;
        if (comma == std::string_view::npos) return begin;
        end = begin + comma;
    }
    return end;
}

class Labels {
public:
    Labels(std::string_view text, ContactArea const& area, Spans& found)
        : text_(text), phrases_(text, area, found), found_(found) {}

    void find() {
        for (std::size_t offset = 0; offset < text_.size();) {
            auto const piece = next_piece(text_, offset);
            if (piece.begin >= text_.size()) return;
            read(piece);
            offset = std::max(piece.end, offset + 1);
        }
    }

private:
    void read(Piece piece) {
        if (phrases_.read_alone(piece.begin, piece.end)) return;
        // "Gender: f, Nationality: Danish, Age: 30"
        for (int labels = 0; labels < 8; ++labels) {
            auto const rest = read_label(piece);
            if (rest <= piece.begin) break;
            piece.begin = rest;
        }
        phrases_.read(piece.begin, piece.end);
    }

    /// @returns where the next label may begin; 0 if there is none here.
    std::size_t read_label(Piece const& piece) {
        auto const view = text_.substr(piece.begin, std::min(piece.end - piece.begin, longest_label));
        auto mark = colon_in(view);
        if (mark.begin == std::string_view::npos) mark = dash_in(view);
        if (mark.begin == std::string_view::npos) {
            read_value_elsewhere(piece);
            return 0;
        }
        auto const kind = labelled_kind(text::fold(view.substr(0, mark.begin)));
        if (!kind) return 0;
        auto const begin = skip_blanks(text_, piece.begin + mark.end);
        auto const longest = *kind == address ? longest_address : longest_value;
        auto const end = value_end(text_, begin, std::max(begin, piece.end), longest);
        if (begin >= piece.end) {
            add_next_line(piece.end, *kind);
            return 0;
        }
        add(begin, end, *kind);
        return end + 1 < piece.end ? skip_blanks(text_, end + 1) : 0;
    }

    static Piece dash_in(std::string_view view) noexcept {
        auto const plain = view.find(" - ");
        if (plain != std::string_view::npos) return {plain + 1, plain + 2};
        auto const dash = view.find(" \xE2\x80\x93 ");
        return dash == std::string_view::npos ? Piece{dash, dash} : Piece{dash, dash + 4};
    }

    /// "Nationality<tab>Danish", "Date of birth" above "1 May 1980".
    void read_value_elsewhere(Piece const& piece) {
        if (piece.end - piece.begin > longest_label) return;
        auto const label = text::fold(text_.substr(piece.begin, piece.end - piece.begin));
        auto const kind = labelled_kind(label);
        if (!kind || label == "community" || label == "citizen" || label == "street") return;
        if (at(text_, piece.end) != '\n') {
            auto const next = next_piece(text_, piece.end);
            if (next.begin < line_end(text_, piece.end)) add(next.begin, next.end, *kind);
        } else if (label.size() > 3 && *kind != address) {
            add_next_line(piece.end, *kind);
        }
    }

    void add_next_line(std::size_t offset, IdentifierKind kind) {
        auto const next = next_piece(text_, offset);
        constexpr std::size_t longest_lone_value = 40;
        if (next.begin > offset + 4 || next.end - next.begin > longest_lone_value) return;
        auto const value = text_.substr(next.begin, next.end - next.begin);
        if (value.find(':') != std::string_view::npos) return;
        add(next.begin, next.end, kind);
    }

    void add(std::size_t begin, std::size_t end, IdentifierKind kind) {
        end = trimmed(text_, begin, end);
        if (kind == address) end = without_towns(text_, begin, end);
        if (!is_empty_value(text_, {begin, end})) found_.push_back({begin, end, kind});
    }

    std::string_view text_;
    PersonalPhrases phrases_;
    Spans& found_;
};

}  // namespace

void find_labelled(std::string_view text, ContactArea const& area, Spans& found) {
    Labels(text, area, found).find();
}

}  // namespace ats::redaction
