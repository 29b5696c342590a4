#include <limits>
#include <sstream>

#include <doctest/doctest.h>

#include "pdf_worker/layout.hpp"

using ats::pdf::Word;

namespace {

constexpr double letter_width = 5;
constexpr double height = 10;

using Words = std::vector<Word>;

std::string text_of(Words const& words) { return ats::pdf::page_text(words).text; }

/// Adds the words of a line that begins at `x`; each letter is 5 wide and 10 high.
void add_line(Words& words, double x, double y, std::string const& line) {
    std::istringstream stream(line);
    for (std::string word; stream >> word;) {
        auto const width = letter_width * static_cast<double>(word.size());
        words.push_back({word, x, y, x + width, y + height});
        x += width + letter_width / 2;
    }
}

/// Adds lines 12 apart.
void add_lines(Words& words, double x, double y, std::vector<std::string> const& lines) {
    for (auto const& line : lines) {
        add_line(words, x, y, line);
        y += 12;
    }
}

}  // namespace

TEST_CASE("a page without words has no text") { CHECK(text_of({}) == ""); }

TEST_CASE("words are read line by line, whatever their order in the file") {
    Words words;
    add_line(words, 50, 112, "third fourth");
    add_line(words, 50, 100, "first second");
    CHECK(text_of(words) == "first second\nthird fourth\n");
}

TEST_CASE("two columns are read one after the other") {
    Words words;
    add_lines(words, 50, 100, {"a1 a2", "b1 b2", "c1 c2", "d1 d2", "e1"});
    add_lines(words, 300, 103, {"A1 A2", "B1 B2", "C1 C2", "D1 D2"});
    CHECK(text_of(words) == "a1 a2\nb1 b2\nc1 c2\nd1 d2\ne1\n\nA1 A2\nB1 B2\nC1 C2\nD1 D2\n");
}

TEST_CASE("a header over two columns comes first and a footer last") {
    Words words;
    add_line(words, 50, 300, "page one of two with a line that is as wide as both columns are");
    add_lines(words, 50, 150, {"a", "b", "c", "d"});
    add_lines(words, 200, 150, {"A", "B", "C", "D"});
    add_line(words, 50, 100, "Ada Lovelace, who wrote programs for an engine that was never built");
    CHECK(text_of(words) ==
          "Ada Lovelace, who wrote programs for an engine that was never built\n\na\nb\nc\nd\n\n"
          "A\nB\nC\nD\n\npage one of two with a line that is as wide as both columns are\n");
}

TEST_CASE("a name above the right column alone comes before a side bar") {
    Words words;
    add_line(words, 200, 80, "Ada Lovelace");
    add_lines(words, 50, 150, {"a", "b", "c", "d"});
    add_lines(words, 200, 150, {"A", "B", "C", "D"});
    CHECK(text_of(words) == "Ada Lovelace\n\na\nb\nc\nd\n\nA\nB\nC\nD\n");
}

TEST_CASE("flush-right dates stay on their lines") {
    Words words;
    for (int job = 0; job < 5; ++job) {
        auto const y = 100 + 60.0 * job;
        add_lines(words, 50, y, {"Engineer, Acme", "designed the engine", "built the engine", "ran it"});
        add_line(words, 400, y, "2019");
    }
    auto const text = text_of(words);
    CHECK(text.substr(0, 66) == "Engineer, Acme\t2019\ndesigned the engine\nbuilt the engine\nran it\n\nE");
}

TEST_CASE("three columns are read from left to right") {
    Words words;
    add_lines(words, 50, 100, {"a", "b", "c", "d"});
    add_lines(words, 350, 100, {"1", "2", "3", "4"});
    add_lines(words, 200, 100, {"A", "B", "C", "D"});
    CHECK(text_of(words) == "a\nb\nc\nd\n\nA\nB\nC\nD\n\n1\n2\n3\n4\n");
}

TEST_CASE("a larger distance than usual parts paragraphs") {
    Words words;
    add_lines(words, 50, 100, {"one", "two", "three"});
    add_lines(words, 50, 150, {"four", "five", "six"});
    CHECK(text_of(words) == "one\ntwo\nthree\n\nfour\nfive\nsix\n");
}

TEST_CASE("parts of a word are glued, words without a space between them are not") {
    Words words = {{"Java", 50, 100, 70, 110, false},
                   {"Script", 70, 100, 100, 110, false},
                   {"Go", 103, 100, 113, 110, true}};
    CHECK(text_of(words) == "JavaScript Go\n");
}

TEST_CASE("lines whose boxes overlap by half stay apart") {
    Words words = {{"upper", 50, 100, 75, 126},
                   {"line", 80, 100, 100, 126},
                   {"lower", 50, 113, 75, 139},
                   {"line", 80, 113, 100, 139}};
    CHECK(text_of(words) == "upper line\nlower line\n");
}

TEST_CASE("a large name and the small title behind it are one line") {
    Words words = {{"Engineer", 130, 109, 170, 119}, {"Ada", 50, 100, 86, 124}, {"CV", 90, 100, 120, 124}};
    CHECK(text_of(words) == "Ada CV Engineer\n");
}

TEST_CASE("a page turned by a quarter is read as if upright") {
    Words words = {{"second", 80, 50, 90, 80, true, 1},
                   {"line", 80, 85, 90, 105, true, 1},
                   {"first", 100, 50, 110, 75, true, 1},
                   {"line", 100, 80, 110, 100, true, 1}};
    CHECK(text_of(words) == "first line\nsecond line\n");
}

TEST_CASE("a word along the margin comes last") {
    Words words;
    add_lines(words, 50, 100, {"one two", "three four"});
    words.push_back({"margin", 20, 100, 30, 130, true, 1});
    CHECK(text_of(words) == "one two\nthree four\n\nmargin\n");
}

TEST_CASE("words at impossible places are kept and do no harm") {
    auto const nan = std::numeric_limits<double>::quiet_NaN();
    auto const infinite = std::numeric_limits<double>::infinity();
    Words words;
    add_line(words, 50, 100, "one");
    words.push_back({"nowhere", nan, nan, nan, nan});
    words.push_back({"far", infinite, -infinite, infinite, 1e300});
    CHECK(text_of(words) == "one\n\nnowhere far\n");
}

TEST_CASE("a word that a line end divides is written whole, on the upper line") {
    Words words;
    add_lines(words, 50, 100, {"people manage-", "ment and budgets", "of cloud-", "native systems"});
    CHECK(text_of(words) == "people management\nand budgets\nof cloud-native\nsystems\n");
}

TEST_CASE("a word that two line ends divide is written whole") {
    Words words;
    add_lines(words, 50, 100, {"an inter-", "nation-", "alization of", "it"});
    CHECK(text_of(words) == "an internationalization\nof\nit\n");
}

TEST_CASE("the last word of a column is not joined with the next column") {
    Words words;
    add_lines(words, 50, 100, {"a", "b", "c", "non-"});
    add_lines(words, 300, 103, {"profit", "B", "C", "D"});
    CHECK(text_of(words) == "a\nb\nc\nnon-\n\nprofit\nB\nC\nD\n");
}

TEST_CASE("each word knows its place, and a divided one has two") {
    Words words;
    add_lines(words, 50, 100, {"manage-", "ment"});
    auto const page = ats::pdf::page_text(words);
    CHECK(page.text == "management\n");
    REQUIRE(page.words.size() == 2);
    CHECK(page.words[0].begin == 0);
    CHECK(page.words[0].end == 6);
    CHECK(page.words[0].left == 50);
    CHECK(page.words[0].bottom == 110);
    CHECK(page.words[1].begin == 6);
    CHECK(page.words[1].end == 10);
    CHECK(page.words[1].top == 112);
}

TEST_CASE("places are those of the page, also where its text is turned") {
    Words words{{"up", 10, 80, 20, 100, true, 3}, {"next", 30, 60, 40, 100, true, 3}};
    auto const page = ats::pdf::page_text(words);
    CHECK(page.text == "up\nnext\n");
    REQUIRE(page.words.size() == 2);
    CHECK(page.words[0].left == 10);
    CHECK(page.words[0].top == 80);
    CHECK(page.words[0].right == 20);
    CHECK(page.words[0].bottom == 100);
}

TEST_CASE("an address stands behind the word that leads to it") {
    Words words{{"Profile", 50, 100, 90, 110}};
    words[0].link = "https://example.org/ada";
    auto const page = ats::pdf::page_text(words);
    CHECK(page.text == "Profile (https://example.org/ada)\n");
    CHECK(page.words.at(0).end == 7);
}

TEST_CASE("a row of Hebrew is read from the right, its numbers and Latin words from the left") {
    Words words{{"\u05D1", 50, 100, 55, 110},   {"Visual", 60, 100, 90, 110},
                {"Basic", 95, 100, 120, 110},   {"\u05D0", 125, 100, 130, 110},
                {"\u05D2", 135, 100, 140, 110}, {"\u05D3", 145, 100, 150, 110}};
    CHECK(text_of(words) == "\u05D3 \u05D2 \u05D0 Visual Basic \u05D1\n");
}

TEST_CASE("Chinese words that touch are written without a space") {
    Words words{{"\u4E2D\u56FD", 50, 100, 70, 110}, {"\u5317\u4EAC", 70, 100, 90, 110}};
    CHECK(text_of(words) == "\u4E2D\u56FD\u5317\u4EAC\n");
}

TEST_CASE("letters that are set apart are a word") {
    Words words;
    double x = 50;
    for (char const letter : std::string("JOHN DOE")) {
        if (letter != ' ') words.push_back({std::string(1, letter), x, 100, x + 6, 110});
        x += letter == ' ' ? 5 : 10;
    }
    add_line(words, 50, 130, "usual words");
    CHECK(text_of(words) == "JOHN DOE\nusual words\n");
}

TEST_CASE("pieces of a letter-spaced heading are joined, where kerning ties some letters") {
    Words words{{"S", 50, 100, 56, 112},
                {"OFTWA", 58, 100, 100, 112},
                {"RE", 102, 100, 114, 112},
                {"D", 121, 100, 127, 112},
                {"EV", 129, 100, 140, 112}};
    CHECK(text_of(words) == "SOFTWARE DEV\n");
}

TEST_CASE("lists of letters and languages with short names stay apart") {
    Words words;
    add_line(words, 50, 100, "C R C++ Go D");
    add_line(words, 50, 120, "A B C D");
    CHECK(text_of(words) == "C R C++ Go D\nA B C D\n");
}

TEST_CASE("raised letters stand on the line of the word that they touch") {
    Words words;
    add_line(words, 50, 100, "ranked");
    words.push_back({"1", 90, 100, 95, 110});
    words.push_back({"st", 95, 98, 100, 105});
    words.push_back({"/50", 100.5, 100, 115, 110});
    add_line(words, 50, 112, "next line");
    CHECK(text_of(words) == "ranked 1st/50\nnext line\n");
}

TEST_CASE("a narrow column of years belongs to the lines at its right") {
    Words words;
    add_lines(words, 50, 100, {"2014", "2013", "2012", "2011", "2010"});
    add_lines(words, 90, 100, {"first prize", "second prize", "a prize", "no prize", "a medal"});
    CHECK(text_of(words) ==
          "2014 first prize\n2013 second prize\n2012 a prize\n2011 no prize\n2010 a medal\n");
}

TEST_CASE("cards side by side are read one after the other, section by section") {
    Words words;
    add_line(words, 50, 100, "Projects");
    add_lines(words, 50, 120, {"Shop frontend work", "Lead"});
    add_lines(words, 200, 120, {"Dashboard for sales", "Developer"});
    add_line(words, 50, 160, "Certificates");
    add_lines(words, 50, 180, {"Cloud basics", "Academy"});
    add_lines(words, 200, 180, {"Data basics", "Institute for data of the world"});
    CHECK(text_of(words) ==
          "Projects\nShop frontend work\nLead\n\nDashboard for sales\nDeveloper\n\n"
          "Certificates\n\nCloud basics\nAcademy\n\nData basics\nInstitute for data of the world\n");
}

TEST_CASE("a label of two lines at the left is read before its text") {
    Words words;
    add_lines(words, 50, 100, {"WORK", "EXPERIENCE"});
    add_lines(words, 50, 160, {"SKILLS"});
    add_lines(words, 150, 100,
              {"one thing", "and another", "and a third", "and a fourth", "a fifth", "python"});
    CHECK(text_of(words) ==
          "WORK EXPERIENCE\tone thing\nand another\nand a third\nand a fourth\na fifth\nSKILLS\tpython\n");
}

TEST_CASE("lines whose boxes are twice as high as their letters stay lines") {
    Words words;
    add_lines(words, 50, 100, {"alpha beta gamma delta", "epsilon zeta eta theta", "iota kappa lambda mu"});
    for (auto& word : words) word.top -= 8, word.bottom += 6;
    CHECK(text_of(words) == "alpha beta gamma delta\nepsilon zeta eta theta\niota kappa lambda mu\n");
}

namespace {

/// Adds a line whose words have a font of their own.
void add_styled(Words& words, double x, double y, std::string const& line, std::uint32_t font) {
    auto const first = words.size();
    add_line(words, x, y, line);
    for (auto i = first; i < words.size(); ++i) {
        words[i].witness.font = font;
        words[i].witness.font_size = height;
    }
}

constexpr std::uint32_t bold = 2;
constexpr std::uint32_t regular = 1;

}  // namespace

TEST_CASE("cards in rows are read one after the other, row by row") {
    Words words;
    add_styled(words, 50, 100, "Reports", bold);
    add_styled(words, 300, 100, "Plans", bold);
    add_styled(words, 50, 118, "ledger audit", regular);
    add_styled(words, 300, 118, "cranes tenders", regular);
    add_styled(words, 300, 130, "permits", regular);
    add_styled(words, 50, 160, "Tools", bold);
    add_styled(words, 300, 160, "Safety", bold);
    add_styled(words, 50, 178, "saws drills", regular);
    add_styled(words, 300, 178, "helmets", regular);
    add_styled(words, 50, 208, "Rest", bold);
    add_styled(words, 50, 226, "rowing", regular);
    CHECK(text_of(words) ==
          "Reports\nledger audit\n\nPlans\ncranes tenders\npermits\n\n"
          "Tools\nsaws drills\n\nSafety\nhelmets\n\nRest\nrowing\n");
}

TEST_CASE("a table with a heading for each column is read row by row") {
    Words words;
    add_styled(words, 50, 100, "Language", bold);
    add_styled(words, 300, 100, "Level", bold);
    add_styled(words, 50, 112, "English", regular);
    add_styled(words, 300, 112, "native", regular);
    add_styled(words, 50, 124, "Danish", regular);
    add_styled(words, 300, 124, "basic", regular);
    CHECK(text_of(words) == "Language\tLevel\nEnglish\tnative\nDanish\tbasic\n");
}

TEST_CASE("places and dates at the right edge are no cards beside firms and titles") {
    Words words;
    add_styled(words, 50, 100, "Brightwell", bold);
    add_styled(words, 325, 100, "Linmouth", bold);
    add_styled(words, 50, 112, "Bookkeeper", regular);
    add_styled(words, 310, 112, "2019 - 2021", regular);
    CHECK(text_of(words) == "Brightwell\tLinmouth\nBookkeeper\t2019 - 2021\n");
}

TEST_CASE("letters that a file draws one by one and side by side are one word") {
    Words words;
    double x = 50;
    for (auto const* const letter : {"S", "u", "m", "m", "a", "r", "y"}) {
        words.push_back({letter, x, 100, x + letter_width, 100 + height});
        x += letter_width;
    }
    CHECK(text_of(words) == "Summary\n");
}

TEST_CASE("Hebrew letters that a file draws one by one are read from the right") {
    Words words;
    double x = 50;
    for (auto const* const letter : {"\u05DD", "\u05D5", "\u05DC", "\u05E9"}) {
        words.push_back({letter, x, 100, x + letter_width, 100 + height});
        x += letter_width;
    }
    CHECK(text_of(words) == "\u05E9\u05DC\u05D5\u05DD\n");
}

TEST_CASE("of a page in Hebrew the right column comes first") {
    Words words;
    add_lines(words, 50, 100, {"\u05D0", "\u05D1", "\u05D2", "\u05D3", "\u05D4"});
    add_lines(words, 300, 103, {"\u05D5", "\u05D6", "\u05D7", "\u05D8"});
    CHECK(text_of(words) == "\u05D5\n\u05D6\n\u05D7\n\u05D8\n\n\u05D0\n\u05D1\n\u05D2\n\u05D3\n\u05D4\n");
}
