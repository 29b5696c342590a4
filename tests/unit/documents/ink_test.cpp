#include "pdf_worker/ink.hpp"

#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

using ats::pdf::has_ink;
using ats::pdf::hidden_words;
using ats::pdf::Picture;
using ats::pdf::Word;

namespace {

struct Colour {
    unsigned char red, green, blue;
};

constexpr Colour white = {255, 255, 255};
constexpr Colour black = {0, 0, 0};
constexpr Colour blue = {0, 0, 200};

Colour gray(unsigned char value) { return {value, value, value}; }

/// A page of one pixel for each point.
class Canvas {
public:
    Canvas(int width, int height, Colour ground = white)
        : width_(width), bytes_(static_cast<std::size_t>(3 * width * height)) {
        fill(0, 0, width, height, ground);
    }
    void fill(int left, int top, int right, int bottom, Colour colour) {
        for (int y = top; y < bottom; ++y) {
            for (int x = left; x < right; ++x) put(x, y, colour);
        }
    }
    /// Letters of two stems each, 5 wide, over the middle of a box 10 high.
    void write(int left, int top, int letters, Colour colour) {
        for (int x = left; x < left + 5 * letters; x += 5) {
            fill(x + 1, top + 2, x + 2, top + 8, colour);
            fill(x + 3, top + 2, x + 4, top + 8, colour);
        }
    }
    Picture picture() const {
        auto const height = static_cast<int>(bytes_.size()) / 3 / width_;
        return {bytes_, width_, height, 3 * width_, 1};
    }

private:
    void put(int x, int y, Colour colour) {
        auto* const pixel = bytes_.data() + 3 * (y * width_ + x);
        pixel[0] = colour.red;
        pixel[1] = colour.green;
        pixel[2] = colour.blue;
    }

    int width_;
    std::vector<unsigned char> bytes_;
};

/// A word whose box is 10 high and 5 wide for each letter.
Word word(std::string const& text, double left, double top) {
    return {text, left, top, left + 5 * static_cast<double>(text.size()), top + 10};
}

bool is_hidden(Canvas const& canvas, Word const& word) {
    return hidden_words(canvas.picture(), {word}).at(0);
}

/// A page with the word "Python" at (20, 30), drawn in that colour.
Canvas page_with(Colour colour, Colour ground = white) {
    Canvas canvas(800, 100, ground);
    canvas.write(20, 30, 6, colour);
    return canvas;
}

Word const python = word("Python", 20, 30);

}  // namespace

TEST_CASE("a word that stands out from its ground is seen") {
    CHECK_FALSE(is_hidden(page_with(black), python));
    CHECK_FALSE(is_hidden(page_with(white, black), python));
    CHECK_FALSE(is_hidden(page_with(gray(200)), python));
    CHECK_FALSE(is_hidden(page_with(white, blue), python));
}

TEST_CASE("a word of the colour of its ground is hidden") {
    CHECK(is_hidden(page_with(white), python));
    CHECK(is_hidden(page_with(black, black), python));
    CHECK(is_hidden(page_with(blue, blue), python));
}

TEST_CASE("less than 16 of 255 is no contrast") {
    CHECK(is_hidden(page_with(gray(240)), python));
    CHECK_FALSE(is_hidden(page_with(gray(239)), python));
}

TEST_CASE("red on a green that is as light is seen, pale yellow on white is not") {
    CHECK_FALSE(is_hidden(page_with({255, 0, 0}, {0, 131, 0}), python));
    CHECK(is_hidden(page_with({255, 255, 204}), python));
}

TEST_CASE("a word lower than 3 points is hidden, on a small page one that is small for it") {
    auto const small = [](double height) { return Word{"Python", 20, 30, 50, 30 + height}; };
    CHECK(is_hidden(page_with(black), small(2.9)));
    CHECK_FALSE(is_hidden(page_with(black), small(3.1)));
    Canvas half(396, 100);
    half.write(20, 30, 6, black);
    CHECK(is_hidden(half, {"Python", 20, 33, 50, 34.4}));
    CHECK_FALSE(is_hidden(half, {"Python", 20, 33, 50, 34.6}));
}

TEST_CASE("a rule through or under a hidden word, or a frame around it, does not show it") {
    Canvas canvas(800, 100);
    canvas.fill(0, 35, 800, 36, black);
    CHECK(is_hidden(canvas, python));
    canvas = Canvas(800, 100);
    canvas.fill(0, 38, 800, 39, black);
    CHECK(is_hidden(canvas, python));
    canvas = Canvas(800, 100);
    canvas.fill(20, 30, 50, 40, black);
    canvas.fill(21, 31, 49, 39, white);
    CHECK(is_hidden(canvas, python));
}

TEST_CASE("a rule or an edge that crosses a hidden word does not show it") {
    Canvas canvas(800, 100);
    canvas.fill(35, 0, 36, 100, black);
    CHECK(is_hidden(canvas, python));
    canvas = Canvas(800, 100);
    canvas.fill(0, 0, 33, 100, blue);
    CHECK(is_hidden(canvas, python));
}

TEST_CASE("a word that is struck out is seen") {
    auto canvas = page_with(black);
    canvas.fill(20, 35, 50, 36, black);
    CHECK_FALSE(is_hidden(canvas, python));
}

TEST_CASE("half of a word's letters show it, fewer do not") {
    Canvas canvas(800, 100);
    canvas.write(20, 30, 3, black);
    CHECK_FALSE(is_hidden(canvas, python));
    canvas = Canvas(800, 100);
    canvas.write(20, 30, 2, black);
    CHECK(is_hidden(canvas, python));
}

TEST_CASE("the lines above and below do not show a hidden word") {
    Canvas canvas(800, 100);
    canvas.write(20, 24, 6, black);  // Ends at 32.
    canvas.write(20, 36, 6, black);  // Begins at 38.
    CHECK(is_hidden(canvas, python));
}

TEST_CASE("the letters of a visible word do not show a hidden one that it partly covers") {
    Canvas canvas(800, 100);
    canvas.write(35, 30, 4, black);
    auto const hidden = hidden_words(canvas.picture(), {word("kubernetes", 5, 30), word("team", 35, 30)});
    CHECK(hidden == std::vector<bool>{true, false});
}

TEST_CASE("words at the very same place are seen") {
    CHECK(hidden_words(page_with(black).picture(), {python, word("Erlang", 20, 30)}) ==
          std::vector<bool>{false, false});
}

TEST_CASE("a word that runs up the page is looked at along its line") {
    Canvas canvas(100, 800);
    for (int y = 20; y < 50; y += 3) canvas.fill(32, y, 38, y + 1, black);
    CHECK_FALSE(is_hidden(canvas, {"Python", 30, 20, 40, 50, true, 3}));
    CHECK(is_hidden(canvas, {"Python", 50, 20, 60, 50, true, 3}));
}

TEST_CASE("a word of which the larger part lies outside the page is hidden") {
    Canvas canvas(800, 100);
    canvas.write(0, 30, 2, black);
    CHECK(is_hidden(canvas, word("Python", -20, 30)));
    CHECK_FALSE(is_hidden(canvas, word("Ruby", -10, 30)));
    CHECK(is_hidden(canvas, word("Python", 2000, 30)));
}

TEST_CASE("signs are never hidden: they may show less than their boxes say") {
    Canvas const canvas(800, 100);
    CHECK_FALSE(is_hidden(canvas, word("=", 20, 30)));
    CHECK_FALSE(is_hidden(canvas, word("\xE2\x80\xA2", 20, 30)));  // A bullet.
    CHECK_FALSE(is_hidden(canvas, word("\xEE\x82\xAC", 20, 30)));  // An icon, U+E0AC.
    CHECK(is_hidden(canvas, word("1", 20, 30)));
    CHECK(is_hidden(canvas, word("\xC3\xA9t\xC3\xA9", 20, 30)));
}

TEST_CASE("dots between letters need no ink of letters") {
    Canvas canvas(800, 100);
    canvas.write(20, 30, 1, black);
    CHECK_FALSE(is_hidden(canvas, word("a.....", 20, 30)));
    CHECK(is_hidden(canvas, word("abcdef", 20, 30)));
}

TEST_CASE("a letter that stands beside its box is seen, ink of another word is not its own") {
    Canvas canvas(800, 100);
    canvas.write(20, 22, 1, black);  // From 24 to 30, the box from 30 to 40.
    CHECK_FALSE(is_hidden(canvas, word("1", 20, 30)));
    CHECK(hidden_words(canvas.picture(), {word("1", 20, 30), word("2", 20, 22)}) ==
          std::vector<bool>{true, false});
}

TEST_CASE("impossible boxes hide nothing and do no harm") {
    auto const nan = std::numeric_limits<double>::quiet_NaN();
    auto const infinite = std::numeric_limits<double>::infinity();
    Canvas const canvas(800, 100);
    CHECK_FALSE(is_hidden(canvas, {"nowhere", nan, nan, nan, nan}));
    CHECK_FALSE(is_hidden(canvas, {"far", -infinite, 30, infinite, 40}));
    CHECK_FALSE(is_hidden(canvas, {"turned", 50, 40, 20, 30}));
    CHECK(is_hidden(canvas, {"huge", -1e300, -1e300, 1e300, 1e300}));
}

TEST_CASE("so many boxes that they tell nothing leave each word to itself") {
    auto const canvas = page_with(black);
    std::vector<Word> words(20, Word{"everywhere", 0, 0, 800, 100});
    words.push_back(python);
    words.push_back(word("hidden", 300, 60));
    auto const hidden = hidden_words(canvas.picture(), words);
    CHECK_FALSE(hidden[20]);
    CHECK(hidden[21]);
}

TEST_CASE("a page has ink if anything stands out from its ground") {
    Canvas canvas(800, 100);
    CHECK_FALSE(has_ink(canvas.picture()));
    CHECK_FALSE(has_ink(Canvas(800, 100, blue).picture()));
    canvas.fill(799, 99, 800, 100, gray(240));
    CHECK_FALSE(has_ink(canvas.picture()));
    canvas.fill(0, 99, 1, 100, black);
    CHECK(has_ink(canvas.picture()));
}

TEST_CASE("a picture that says more than it holds shows nothing and hides nothing") {
    std::vector<unsigned char> const bytes(30, 255);
    for (auto const& picture : {Picture{}, Picture{bytes, 10, 2, 30, 1}, Picture{bytes, 11, 1, 30, 1},
                                Picture{bytes, 10, 1, 30, 0}}) {
        CHECK_FALSE(has_ink(picture));
        CHECK(hidden_words(picture, {python}) == std::vector<bool>{false});
    }
}
