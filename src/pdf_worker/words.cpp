#include "pdf_worker/words.hpp"

#include <algorithm>
#include <utility>

#include <poppler-page.h>

#include "pdf_worker/scripts.hpp"
#include "text/normal_form.hpp"
#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

constexpr char32_t soft_hyphen = 0xAD;

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/// Control and private characters stand for glyphs without a name. Zero ends no text of people.
bool is_unreadable(char32_t c) {
    return c < 0x20 || c == text::replacement_character || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/// poppler's own to_utf8 opens a converter for each word. Half surrogates become U+FFFD.
char32_t take(poppler::ustring const& units, std::size_t& i) {
    char32_t const c = units[i++];
    if (is_high_surrogate(c) && i < units.size() && is_low_surrogate(units[i])) {
        return 0x10000 + ((c - 0xD800) << 10) + (char32_t{units[i++]} - 0xDC00);
    }
    return is_high_surrogate(c) || is_low_surrogate(c) ? text::replacement_character : c;
}

/// A glyph may carry other text than it shows (/ActualText): icons do, for the blind. poppler gives that
/// text in the glyph's box, with letters far narrower than any font's.
bool is_squeezed(poppler::text_box const& box, std::size_t letters) {
    constexpr std::size_t fewest_letters = 4;
    constexpr double narrowest_letter = 0.17;  // In shares of the height; in condensed fonts 0.3.
    auto const area = box.bbox();
    bool const lies = box.rotation() % 2 == 0;
    double const length = lies ? area.width() : area.height();
    double const height = lies ? area.height() : area.width();
    return letters >= fewest_letters && length < narrowest_letter * height * static_cast<double>(letters);
}

/// A part of a poppler word: its characters from `begin` to `end`.
struct Piece {
    std::size_t begin;
    std::size_t end;
};

bool is_space(char32_t unit) { return unit == ' ' || (unit >= '\t' && unit <= '\r') || unit == 0xA0; }

/// Some files draw tabs and spaces as letters, so that one word holds half a line.
std::vector<Piece> pieces_of(poppler::ustring const& units) {
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (is_space(units[i])) continue;
        bool const goes_on = !pieces.empty() && pieces.back().end == i;
        if (goes_on) {
            ++pieces.back().end;
        } else {
            pieces.push_back({i, i + 1});
        }
    }
    return pieces;
}

class Reader {
public:
    void add(poppler::text_box const& box);
    PageWords take_words() { return std::move(out_); }

private:
    std::string read(poppler::ustring const& units, Piece const& piece);
    static poppler::ustring as_drawn(poppler::text_box const& box);
    void add(poppler::text_box const& box, poppler::ustring const& units, Piece const& piece);

    PageWords out_;
};

std::string Reader::read(poppler::ustring const& units, Piece const& piece) {
    std::string raw;
    for (auto i = piece.begin; i < piece.end;) {
        auto const c = take(units, i);
        ++out_.characters;
        if (is_unreadable(c)) ++out_.unreadable;
        if (c != 0) text::append(raw, c);
    }
    return raw;
}

poppler::ustring Reader::as_drawn(poppler::text_box const& box) {
    auto units = box.text();
    for (std::size_t i = 0; i + 1 < units.size(); ++i) {
        constexpr char32_t first_of_arabic = 0x600;
        if (units[i] < first_of_arabic) continue;
        bool const one =
            share_a_glyph(units[i], units[i + 1], box.char_bbox(i).width(), box.char_bbox(i + 1).width());
        if (one) std::swap(units[i], units[i + 1]);
        if (one) ++i;
    }
    return units;
}

void Reader::add(poppler::text_box const& box) {
    auto const units = as_drawn(box);
    for (auto const& piece : pieces_of(units)) add(box, units, piece);
}

void Reader::add(poppler::text_box const& box, poppler::ustring const& units, Piece const& piece) {
    auto word = text::normal_form(in_reading_direction(read(units, piece)));
    bool const is_divided = piece.end - piece.begin > 1 && units[piece.end - 1] == soft_hyphen;
    if (is_divided) word += '-';
    if (word.empty()) return;
    bool const is_whole = piece.begin == 0 && piece.end == units.size();
    auto area = box.bbox();
    if (!is_whole) {
        auto const first = box.char_bbox(piece.begin);
        auto const last = box.char_bbox(piece.end - 1);
        area = {std::min(first.left(), last.left()), std::min(first.top(), last.top()), 0, 0};
        area.set_right(std::max(first.right(), last.right()));
        area.set_bottom(std::max(first.bottom(), last.bottom()));
    }
    bool const space_after = piece.end < units.size() || box.has_space_after();
    out_.words.push_back({std::move(word),
                          area.left(),
                          area.top(),
                          area.right(),
                          area.bottom(),
                          space_after,
                          box.rotation(),
                          is_divided,
                          {},
                          {}});
    if (is_whole && is_squeezed(box, units.size())) out_.squeezed.push_back(out_.words.size() - 1);
}

}  // namespace

PageWords words_of(poppler::page const& page) {
    Reader reader;
    for (auto const& box : page.text_list(0)) reader.add(box);
    return reader.take_words();
}

}  // namespace ats::pdf
