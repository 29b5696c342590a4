#include "pdf_worker/words.hpp"

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

class Reader {
public:
    void add(poppler::text_box const& box);
    PageWords take_words() { return std::move(out_); }

private:
    std::string read(poppler::ustring const& units);

    PageWords out_;
};

std::string Reader::read(poppler::ustring const& units) {
    std::string raw;
    for (std::size_t i = 0; i < units.size();) {
        auto const c = take(units, i);
        ++out_.characters;
        if (is_unreadable(c)) ++out_.unreadable;
        if (c != 0) text::append(raw, c);
    }
    return raw;
}

void Reader::add(poppler::text_box const& box) {
    auto const units = box.text();
    auto word = in_reading_direction(text::normal_form(read(units)));
    bool const is_divided = units.size() > 1 && units[units.size() - 1] == soft_hyphen;
    if (is_divided) word += '-';
    if (word.find_first_not_of(' ') == word.npos) return;
    auto const area = box.bbox();
    out_.words.push_back({std::move(word),
                          area.left(),
                          area.top(),
                          area.right(),
                          area.bottom(),
                          box.has_space_after(),
                          box.rotation(),
                          is_divided,
                          {}});
    if (is_squeezed(box, units.size())) out_.squeezed.push_back(out_.words.size() - 1);
}

}  // namespace

PageWords words_of(poppler::page const& page) {
    Reader reader;
    for (auto const& box : page.text_list(0)) reader.add(box);
    return reader.take_words();
}

}  // namespace ats::pdf
