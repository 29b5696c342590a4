// What a file says about the order of its words, and how far it is believed.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "pdf_worker/layout.hpp"

using ats::pdf::PageWitness;
using ats::pdf::Word;

namespace {

/// A page whose words are known in the order that they are added.
class DrawnPage {
public:
    DrawnPage() { witness_.joined = 1; }

    /// Draws a line whose letters are 5 wide and 10 high, the base line at `y`.
    DrawnPage& draw(double x, double y, std::string const& line, int tree = -1) {
        std::istringstream stream(line);
        ++shown_;
        for (std::string text; stream >> text;) {
            double const width = 5 * static_cast<double>(text.size());
            Word word{text, x, y - 8, x + width, y + 2};
            word.witness.drawn = glyphs_;
            word.witness.tree = tree;
            word.witness.baseline = y;
            word.witness.font_size = 10;
            word.witness.shown = shown_;
            word.witness.space_drawn = stream.peek() != std::istringstream::traits_type::eof();
            glyphs_ += static_cast<int>(text.size()) + (word.witness.space_drawn ? 1 : 0);
            words_.push_back(word);
            x += width + 2.5;
        }
        if (tree >= 0) witness_.tree_cover = 1;
        return *this;
    }

    std::vector<Word>& words() { return words_; }
    PageWitness& witness() { return witness_; }
    std::string text() const { return ats::pdf::page_text(words_, witness_).text; }
    std::string text_by_places() const { return ats::pdf::page_text(words_).text; }

private:
    std::vector<Word> words_;
    PageWitness witness_;
    std::uint32_t shown_ = 0;
    int glyphs_ = 0;
};

/// Four sentences of two lines each, which run on; the last line is short.
std::vector<std::string> const sentences{"Built the billing of a large translation service, whose",
                                         "nightly audits found more faults than people did",
                                         "Led the team that moved the archives of three towns and",
                                         "trained all of their librarians in two long winters",
                                         "Wrote the parser of tenders that reads the small print of",
                                         "every contract before anybody has to sign one of them",
                                         "Kept the cluster of the research group alive while they",
                                         "went looking for better ones in all of the wrong places"};

std::string lines_of(std::vector<std::string> const& lines) {
    std::string out;
    for (auto const& line : lines) out += line + "\n";
    return out;
}

}  // namespace

TEST_CASE("a date at the right edge is read with its line, however many lines have one") {
    DrawnPage page;
    page.draw(50, 100, "EXPERIENCE");
    page.draw(50, 114, "Senior Engineer, Velmora Systems").draw(450, 114, "2021 - 2024");
    page.draw(50, 128, "Engineer, Quadri Labs").draw(450, 128, "2018 - 2021");
    page.draw(50, 142, "Junior Engineer, Ostlum").draw(450, 142, "2016 - 2018");
    page.draw(50, 156, "Trainee, Kerzan").draw(450, 156, "2015 - 2016");
    CHECK(page.text() ==
          "EXPERIENCE\nSenior Engineer, Velmora Systems\t2021 - 2024\nEngineer, Quadri Labs\t2018 - 2021\n"
          "Junior Engineer, Ostlum\t2016 - 2018\nTrainee, Kerzan\t2015 - 2016\n");
}

TEST_CASE("dates that are drawn behind all lines go back to the line they stand on") {
    DrawnPage page;
    std::vector<std::string> const jobs{"Senior Engineer, Velmora", "Engineer, Quadri", "Analyst, Ostlum",
                                        "Trainee, Kerzan"};
    std::vector<std::string> const dates{"Mar 2021 - Present", "2018 - 2021", "May 2016",
                                         "09/2015 - 02/2016"};
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        double const y = 100 + 60.0 * static_cast<double>(i);
        page.draw(50, y, jobs[i]);
        page.draw(50, y + 12, sentences[2 * i]).draw(50, y + 24, sentences[2 * i + 1]);
    }
    for (std::size_t i = 0; i < jobs.size(); ++i)
        page.draw(450, 103 + 60.0 * static_cast<double>(i), dates[i]);
    auto const text = page.text();
    CAPTURE(text);
    CHECK(text.find("Senior Engineer, Velmora\tMar 2021 - Present\nBuilt the billing") != text.npos);
    CHECK(text.find("Engineer, Quadri\t2018 - 2021\nLed the team") != text.npos);
    CHECK(text.find("Analyst, Ostlum\tMay 2016\nWrote the parser") != text.npos);
    CHECK(text.find("Trainee, Kerzan\t09/2015 - 02/2016\nKept the cluster") != text.npos);
}

TEST_CASE("a side bar under a photo stays in one piece, and so does the text beside it") {
    DrawnPage page;
    std::vector<std::string> const side{"CONTACT", "mira@holm.example", "Graz", "SKILLS", "Python", "Kotlin"};
    for (std::size_t i = 0; i < side.size(); ++i) page.draw(40, 200 + 14.0 * static_cast<double>(i), side[i]);
    for (std::size_t i = 0; i < sentences.size(); ++i)
        page.draw(200, 100 + 14.0 * static_cast<double>(i), sentences[i]);
    page.draw(200, 240, "Velmora Systems").draw(480, 240, "2021 - 2024");
    page.draw(200, 254, "Quadri Labs").draw(480, 254, "2018 - 2021");
    CHECK(page.text() == lines_of(side) + "\n" + lines_of(sentences) +
                             "\nVelmora Systems\t2021 - 2024\nQuadri Labs\t2018 - 2021\n");
}

TEST_CASE("a block that stands above another is read before it, whenever it is drawn") {
    DrawnPage page;
    for (std::size_t i = 0; i < sentences.size(); ++i)
        page.draw(50, 160 + 14.0 * static_cast<double>(i), sentences[i]);
    page.draw(50, 300, "EDUCATION")
        .draw(50, 314, "Master of Science, Graz")
        .draw(50, 328, "Bachelor of Science, Turku");
    page.draw(50, 100, "Mira Holm").draw(50, 114, "Graz, Austria");
    auto const text = page.text();
    CHECK(text.substr(0, 24) == "Mira Holm\nGraz, Austria\n");
    CHECK(text.find("\n" + sentences.back() + "\n\nEDUCATION\nMaster") != text.npos);
}

TEST_CASE("words drawn in any order are read by their places") {
    DrawnPage page;
    for (std::size_t i = 0; i < sentences.size(); ++i)
        page.draw(50, 100 + 14.0 * static_cast<double>(i), sentences[i]);
    auto const right = page.text();
    CHECK(right == lines_of(sentences));
    auto& words = page.words();
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i].witness.drawn = static_cast<int>(i * 31 % words.size());
    CHECK(page.text() == right);
}

TEST_CASE("lines that are drawn in any order keep what each of them is drawn with") {
    std::vector<std::string> const jobs{"Engineer, Velmora", "Analyst, Quadri", "Clerk, Ostlum",
                                        "Trainee, Kerzan",   "Student, Graz",   "Cook, Turku",
                                        "Driver, Porto",     "Guide, Gdynia",   "Singer, Mainz",
                                        "Writer, Victoria",  "Painter, Bonn"};
    DrawnPage page;
    std::string expected;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        auto const next = (i * 7 + 3) % jobs.size();
        double const y = 100 + 60.0 * static_cast<double>(next);
        page.draw(50, y, jobs[next]).draw(450, y, std::to_string(2000 + next));
        expected += (i == 0 ? "" : "\n") + jobs[i] + "\t" + std::to_string(2000 + i) + "\n";
    }
    CHECK(page.text() == expected);
    CHECK(page.text_by_places() != expected);
}

TEST_CASE("columns that are drawn row by row are read one after the other") {
    DrawnPage page;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        double const y = 100 + 14.0 * static_cast<double>(i);
        page.draw(50, y, sentences[i].substr(0, 30))
            .draw(300, y, sentences[(i + 3) % sentences.size()].substr(0, 30));
    }
    CHECK(page.text() == page.text_by_places());
    CHECK(page.text().find('\t') == std::string::npos);
}

TEST_CASE("the structure tree is believed before the order of drawing, if it is coherent") {
    // Two columns of cards: the tree reads them row by row, the drawing column by column.
    auto const cards = [](std::vector<int> const& ranks) {
        DrawnPage page;
        std::vector<std::string> const names{"Ada Varga", "Jonas Okoye", "Mira Holm", "Ines Prado"};
        for (std::size_t i = 0; i < names.size(); ++i) {
            double const x = i < 2 ? 50 : 300;
            double const y = 100 + 80.0 * static_cast<double>(i % 2);
            page.draw(x, y, names[i], ranks[i]);
            page.draw(x, y + 14, "Senior Lecturer", ranks[i])
                .draw(x, y + 28, "University of Ostlum", ranks[i]);
        }
        return page.text();
    };
    auto const card = [](std::string const& name) {
        return name + "\nSenior Lecturer\nUniversity of Ostlum\n";
    };
    CHECK(cards({0, 2, 1, 3}) == card("Ada Varga") + "\n" + card("Mira Holm") + "\n" + card("Jonas Okoye") +
                                     "\n" + card("Ines Prado"));
    CHECK(cards({3, 0, 2, 1}) == card("Ada Varga") + "\n" + card("Jonas Okoye") + "\n" + card("Mira Holm") +
                                     "\n" + card("Ines Prado"));
}

TEST_CASE("a structure tree that covers little is not asked") {
    DrawnPage page;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        page.draw(50, 100 + 14.0 * static_cast<double>(i), sentences[i],
                  static_cast<int>(sentences.size() - i));
    }
    page.witness().tree_cover = 0.1;
    CHECK(page.text() == lines_of(sentences));
}

TEST_CASE("letters that change colour in the middle of a word stay in it") {
    DrawnPage page;
    page.draw(50, 100, "edu").draw(66.4, 100, "cation");
    page.draw(50, 120, "exp");
    page.draw(50, 140, "Graz");
    page.draw(66.4, 120, "erience");  // Drawn elsewhere: another word, however close.
    CHECK(page.text() == "education\nexp erience\nGraz\n");
}

TEST_CASE("a letter-spaced heading is a word where the file draws no spaces") {
    DrawnPage spaced;
    DrawnPage list;
    std::string const letters = "SUMMARY";
    for (std::size_t i = letters.size(); i-- > 0;) {
        spaced.draw(50 + 7.8 * static_cast<double>(i), 100, letters.substr(i, 1));
    }
    CHECK(spaced.text() == "SUMMARY\n");
    DrawnPage heading;
    std::string const words = "WORK EXPERIENCE";
    for (std::size_t i = words.size(); i-- > 0;) {
        if (words[i] != ' ') heading.draw(50 + 7.8 * static_cast<double>(i), 100, words.substr(i, 1));
    }
    CHECK(heading.text() == "WORK EXPERIENCE\n");
    list.draw(50, 100, "S U M M A R Y");
    CHECK(list.text() == "S U M M A R Y\n");
}

TEST_CASE("the words of a stretched line are parted by spaces, cells by tabs") {
    DrawnPage page;
    double x = 50;
    for (std::string const word : {"Adding", "the", "language", "Hungarian"}) {
        page.draw(x, 100, word);
        x += 5 * static_cast<double>(word.size()) + 22;
    }
    x = 50;
    for (std::string const word : {"Go", "Fortran", "C", "Ada"}) page.draw(x, 120, word), x += 60;
    CHECK(page.text() == "Adding the language Hungarian\nGo\tFortran\tC\tAda\n");
}

TEST_CASE("a page crowded beyond reading is read by places, and soon") {
    DrawnPage page;
    // Words that overlap each other on every line: each stands above all of the next line.
    for (int line = 0; line < 40; ++line) {
        for (int i = 0; i < 250; ++i) page.draw(50 + 0.01 * i, 100 + 14.0 * line, "overlapping");
    }
    CHECK(page.text() == page.text_by_places());
}

TEST_CASE("what a file says of its words cannot lose one of them, whatever it says") {
    DrawnPage page;
    for (std::size_t i = 0; i < sentences.size(); ++i)
        page.draw(50, 100 + 14.0 * static_cast<double>(i), sentences[i]);
    auto const right = page.text();
    auto sorted = [](std::string text) {
        std::istringstream stream(text);
        std::vector<std::string> words;
        for (std::string word; stream >> word;) words.push_back(word);
        std::sort(words.begin(), words.end());
        return words;
    };
    for (int kind = 0; kind < 5; ++kind) {
        auto& words = page.words();
        for (std::size_t i = 0; i < words.size(); ++i) {
            auto& witness = words[i].witness;
            if (kind == 0) witness.baseline = i % 2 == 0 ? 1e300 : -1e300;
            if (kind == 1) witness.font_size = i % 2 == 0 ? 1e300 : 1e-300;
            if (kind == 2) witness.drawn = i % 2 == 0 ? 2'000'000'000 : -1;
            if (kind == 3) witness.tree = i % 2 == 0 ? 2'000'000'000 : 0;
            if (kind == 4) witness.artifact = i % 3 == 0;
        }
        page.witness().tree_cover = kind < 3 ? 0 : 1;
        CAPTURE(kind);
        CHECK(sorted(page.text()) == sorted(right));
    }
}
