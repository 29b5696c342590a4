#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "redaction/header_name.hpp"
#include "redaction/span.hpp"

namespace ats::redaction {

/// What lies between the separators of a line in the header.
struct Piece {
    std::string_view text;
    std::size_t begin;  ///< In the whole text.
    std::size_t line;   ///< Of those that are not blank.
    std::size_t place;  ///< In its line.
};

/// @returns the pieces of the first `lines` lines that are not blank. @param text without addresses.
std::vector<Piece> first_pieces(std::string_view text, std::size_t lines);

/// What the words of a text are like in it: a name is never written in small letters.
class Vocabulary {
public:
    Vocabulary(std::string_view text, Spans const& addresses);
    bool has_small(std::string const& folded) const { return small_.find(folded) != small_.end(); }

private:
    std::unordered_set<std::string> small_;
};

/// @returns the letters of e-mail addresses (without their hosts) and of links.
std::string letters_of(std::string_view text, Spans const& addresses);

/// A piece that may be the name.
class Candidate {
public:
    explicit Candidate(Piece const& piece);

    bool may_be() const noexcept { return plain_ && strong() >= 1 && strong() <= most_words; }
    std::size_t line() const noexcept { return line_; }
    std::size_t begin() const noexcept { return begin_; }
    /// @returns which piece of its line it is.
    std::size_t place() const noexcept { return place_; }
    Name const& words() const noexcept { return words_; }
    /// @returns true if each word begins with a capital, particles apart.
    bool capitals() const noexcept { return capitals_; }
    /// @returns how many words are more than an initial or a particle.
    std::size_t strong() const noexcept;

    /// @returns true if it has an occupation, a heading, a tool or a place.
    bool is_ordinary() const;
    /// @returns true if a word stands in small letters elsewhere: it is one of the language.
    bool is_of(Vocabulary const& vocabulary) const;
    /// "jane.doe@", "/in/jdoe", "doej": how many of its words the addresses have.
    int borne_out(std::string const& letters) const;
    /// "Jane Doe Curriculum Vitae": drops what behind two words of a name is ordinary.
    void drop_ordinary_tail();

    static constexpr std::size_t most_words = 5;

private:
    void read(std::string_view piece);

    std::size_t line_, begin_, place_;
    Name words_;
    bool plain_ = true;
    bool capitals_ = true;
};

/// @returns the name in spaced letters, "J A N E   D O E"; nothing if the piece is none.
Name spaced_name(std::string_view piece);

}  // namespace ats::redaction
