#include "pdf_worker/hyphens.hpp"

#include <doctest/doctest.h>

using ats::pdf::HyphenKind;
using ats::pdf::Hyphens;
using ats::pdf::Word;

namespace {

Word word(std::string const& text) { return {text}; }

HyphenKind kind(std::string const& head, std::string const& tail,
                std::vector<std::string> const& others = {}) {
    std::vector<Word> page{word(head), word(tail)};
    for (auto const& other : others) page.push_back(word(other));
    return Hyphens(page).kind_of(word(head), word(tail));
}

}  // namespace

TEST_CASE("a hyphen between syllables is the line's") {
    CHECK(kind("manage-", "ment") == HyphenKind::of_line);
    CHECK(kind("(develop-", "ment),") == HyphenKind::of_line);
    CHECK(kind("market-", "ing", {"market"}) == HyphenKind::of_line);
    CHECK(kind("Software-", "entwicklung") == HyphenKind::of_line);
}

TEST_CASE("a hyphen of a compound stays") {
    CHECK(kind("cloud-", "native") == HyphenKind::of_word);
    CHECK(kind("cross-", "functional") == HyphenKind::of_word);
    CHECK(kind("community-", "driven.") == HyphenKind::of_word);
    CHECK(kind("state-of-the-", "art") == HyphenKind::of_word);
    CHECK(kind("state-of-", "the-art") == HyphenKind::of_word);
}

TEST_CASE("the hyphen of an address stays") {
    CHECK(kind("https://git.example/hungarian-", "language") == HyphenKind::of_word);
    CHECK(kind("www.mira-", "holm.example") == HyphenKind::of_word);
    CHECK(kind("rank.example/in/develop-", "ment") == HyphenKind::of_word);
    CHECK(kind("develop-", "ment@holm.example") == HyphenKind::of_word);
    CHECK(kind("e.g.-develop-", "ment") == HyphenKind::of_line);
}

TEST_CASE("what the page writes elsewhere decides") {
    CHECK(kind("e-", "commerce", {"e-commerce"}) == HyphenKind::of_word);
    CHECK(kind("on-", "line", {"Online,"}) == HyphenKind::of_line);
    CHECK(kind("gene-", "therapy", {"gene", "therapy"}) == HyphenKind::of_word);
}

TEST_CASE("names and numbers are divided at their own hyphens") {
    CHECK(kind("Baden-", "Baden") == HyphenKind::of_word);
    CHECK(kind("555-", "0100") == HyphenKind::of_word);
    CHECK(kind("2019-", "present") == HyphenKind::of_word);
}

TEST_CASE("a hyphen that stands for a part left out divides nothing") {
    CHECK(kind("pre-", "and") == HyphenKind::none);
    CHECK(kind("Vor-", "und") == HyphenKind::none);
}

TEST_CASE("a dash or a word without a hyphen divides nothing") {
    CHECK(kind("-", "native") == HyphenKind::none);
    CHECK(kind("2019", "native") == HyphenKind::none);
    CHECK(kind("a-", "(b)") == HyphenKind::none);
}

TEST_CASE("a soft hyphen is the line's") {
    Word head = word("cloud-");
    head.soft_hyphen = true;
    CHECK(Hyphens({}).kind_of(head, word("native")) == HyphenKind::of_line);
}
