#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "attack/sentences.hpp"

namespace ats::attack {

/// How what a feature names stands in a sentence.
enum class Relation : std::uint8_t {
    has,     ///< A word, or a class of words (see word_classes.hpp).
    beside,  ///< Two neighbours, one of them a word.
    near,    ///< Two classes in this order, five words apart at most.
    first,   ///< The word or class, or the two words, that it begins with.
    second,  ///< The class of its second word.
    before,  ///< The class before a colon.
    after,   ///< The word or class after a colon.
    mark,    ///< A mark between words that prose seldom has there, such as "_" or "<".
    opens,   ///< A mark before the first word.
    closes,  ///< A mark after the last word.
    shape,   ///< Its length, capitals, commas, endings of verbs.
};

/// A word, a class of words or a mark.
struct Token {
    std::string_view name;
    std::uint64_t hash = 0;
};

Token token(std::string_view name);

struct Feature {
    Relation relation;
    Token a;
    Token b;

    std::uint64_t key() const;
};

/// Sees the features of the sentences of a text. The text and its words must outlive it.
class FeatureReader {
public:
    FeatureReader(std::string_view text, std::vector<text::Word> const& words);

    /// @returns what is seen in a sentence; what is seen twice may stand there twice.
    std::vector<Feature> const& read(Sentence const& sentence);

private:
    struct SeenWord {
        Token word;
        std::vector<Token> const* classes;  ///< Never null.
    };

    void add(Relation relation, Token a, Token b = {}) { features_.push_back({relation, a, b}); }
    void add_all(Relation relation, SeenWord const& word);
    void read_words(Sentence const& sentence);
    void read_neighbours(SeenWord const& left, SeenWord const& right);
    void read_classes_near(Sentence const& sentence, std::size_t i);
    void read_beginning(Sentence const& sentence);
    void read_marks(Sentence const& sentence);
    void read_shape(Sentence const& sentence);
    std::string_view gap_after(std::size_t i) const;

    std::string_view text_;
    std::vector<text::Word> const& words_;
    std::vector<SeenWord> seen_;
    std::vector<Feature> features_;
};

}  // namespace ats::attack
