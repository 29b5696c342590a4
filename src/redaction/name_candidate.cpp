#include "redaction/name_candidate.hpp"

#include <algorithm>

#include "redaction/academic_titles.hpp"
#include "redaction/characters.hpp"
#include "redaction/name_labels.hpp"
#include "redaction/name_tokens.hpp"
#include "redaction/name_words.hpp"
#include "text/utf8.hpp"

namespace ats::redaction {
namespace {

constexpr std::size_t longest_line = 400;  // Of which pieces are read.
constexpr std::size_t longest_text_of_addresses = 4000;
constexpr std::size_t most_tokens = 12;  // Titles and degrees may stand around a name.
constexpr std::size_t shortest_borne = 3;

/// "Jane (Janie) Doe", "Dipl.-Ing. (FH) Jane Doe": one word in the middle of a name.
bool is_inserted(std::string_view text, std::size_t i) noexcept {
    constexpr std::size_t longest_insert = 24;
    auto const end = text.substr(i, longest_insert).find(')');
    if (i == 0 || end == std::string_view::npos || at(text, i + end + 1) != ' ') return false;
    auto const word = text.substr(i + 1, end - 1);
    return word.find_first_of(" ,.;:/0123456789") == std::string_view::npos &&
           (is_ascii_upper(at(text, i + end + 2)) || is_beyond_ascii(at(text, i + end + 2)));
}

bool parts_pieces(std::string_view text, std::size_t i) noexcept {
    if (text[i] == '(' && is_inserted(text, i)) return false;
    if (std::string_view("|,\t;(/").find(text[i]) != std::string_view::npos) return true;
    auto const rest = text.substr(i);
    return rest.starts_with("   ") || rest.starts_with(" - ") || rest.starts_with("\xE2\x80\xA2") ||
           rest.starts_with("\xE2\x80\x93") || rest.starts_with("\xE2\x80\x94") ||
           rest.starts_with("\xC2\xB7");
}

bool is_blank(std::string_view line) noexcept {
    return std::none_of(line.begin(), line.end(), [](char c) { return is_alnum(c) || is_beyond_ascii(c); });
}

void add_pieces(std::string_view line, std::size_t begin, std::size_t number, std::vector<Piece>& pieces) {
    std::size_t first = 0, place = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        if (i < line.size() && !parts_pieces(line, i)) continue;
        auto const piece = line.substr(first, i - first);
        if (!is_blank(piece)) pieces.push_back({piece, begin + first, number, place++});
        first = i + 1;
    }
}

bool is_strong(std::string const& word) { return text::count_characters(word) > 1 && !is_particle(word); }

/// "Software", not "April", which names people as well.
bool is_only_a_word(std::string const& word) {
    return is_no_name(word) && !is_word_and_name(word) && !is_particle(word);
}

/// "CV Jane Doe 2024".
std::string_view without_year(std::string_view piece) noexcept {
    auto const end = piece.find_last_not_of(' ') + 1;  // npos + 1 is 0.
    bool const year = end > 5 && std::all_of(piece.begin() + end - 4, piece.begin() + end, is_digit) &&
                      piece[end - 5] == ' ';
    return year ? piece.substr(0, end - 5) : piece;
}

/// A salutation is no part of a name; "Don Smith" has a first name.
void drop_salutation(std::vector<NameToken>& tokens) {
    if (tokens.size() < 2 || !is_salutation(tokens[0].folded)) return;
    bool const perhaps = tokens[0].folded == "don" || tokens[0].folded == "dona";
    if (!perhaps || tokens.size() > 2) tokens.erase(tokens.begin());
}

}  // namespace

std::vector<Piece> first_pieces(std::string_view text, std::size_t lines) {
    std::vector<Piece> pieces;
    std::size_t line = 0;
    for (std::size_t begin = 0; begin < text.size() && line < lines;) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const view = text.substr(begin, std::min(end - begin, longest_line));
        if (!is_blank(view)) add_pieces(view, begin, line++, pieces);
        begin = end + 1;
    }
    return pieces;
}

Vocabulary::Vocabulary(std::string_view text, Spans const& addresses) {
    auto address = addresses.begin();
    for (auto const& token : name_tokens(text)) {
        while (address != addresses.end() && address->end <= token.begin) ++address;
        if (address != addresses.end() && token.begin >= address->begin) continue;
        if (!token.capital) small_.insert(token.folded);
    }
}

std::string letters_of(std::string_view text, Spans const& addresses) {
    std::string letters;
    for (auto const& span : addresses) {
        if (span.kind == IdentifierKind::phone) continue;
        auto address = text.substr(span.begin, span.end - span.begin);
        if (span.kind == IdentifierKind::email) address = address.substr(0, address.find_first_of("@([{ "));
        for (auto const& token : name_tokens(address)) letters += token.folded;
        letters += ' ';
        if (letters.size() > longest_text_of_addresses) break;
    }
    return letters;
}

Candidate::Candidate(Piece const& piece) : line_(piece.line), begin_(piece.begin), place_(piece.place) {
    read(piece.text);
}

std::size_t Candidate::strong() const noexcept {
    return static_cast<std::size_t>(std::count_if(words_.begin(), words_.end(), is_strong));
}

bool Candidate::is_ordinary() const {
    bool const only_words = std::all_of(
        words_.begin(), words_.end(), [](auto const& word) { return is_no_name(word) || !is_strong(word); });
    return only_words || std::any_of(words_.begin(), words_.end(), is_only_a_word);
}

bool Candidate::is_of(Vocabulary const& vocabulary) const {
    return std::any_of(words_.begin(), words_.end(),
                       [&](auto const& word) { return is_strong(word) && vocabulary.has_small(word); });
}

int Candidate::borne_out(std::string const& letters) const {
    int borne = 0;
    for (auto const& word : words_) {
        if (word.size() >= shortest_borne && letters.find(word) != std::string::npos) ++borne;
    }
    if (borne > 0 || words_.size() < 2) return borne;
    auto const& first = words_.front();
    auto const& last = words_.back();
    bool const glued =
        last.size() >= 4 && letters.find(first.substr(0, 1) + last.substr(0, 4)) != std::string::npos;
    return glued ? 1 : 0;
}

void Candidate::drop_ordinary_tail() {
    auto const tail = std::find_if(words_.begin(), words_.end(), is_only_a_word);
    if (tail - words_.begin() >= 2) words_.erase(tail, words_.end());
}

void Candidate::read(std::string_view piece) {
    piece = without_year(without_opening(piece));
    plain_ = piece.find_first_of("0123456789@:+&%$=?![]{}<>") == std::string_view::npos;
    auto tokens = name_tokens(piece);
    plain_ = plain_ && !tokens.empty() && tokens.size() <= most_tokens;
    if (!plain_) return;
    drop_salutation(tokens);
    auto const untitled = without_titles(piece, std::move(tokens));
    plain_ = !untitled.is_degree;
    for (auto const& token : untitled.words) {
        capitals_ = capitals_ && (token.capital || is_particle(token.folded));
        words_.push_back(token.folded);
    }
}

Name spaced_name(std::string_view piece) {
    auto const tokens = name_tokens(piece);
    if (tokens.size() < 5 || tokens.size() > 40) return {};
    Name name(1);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].initial || !tokens[i].capital) return {};
        if (i > 0 && tokens[i].begin - tokens[i - 1].end > 1) name.emplace_back();
        name.back() += tokens[i].folded;
    }
    bool const ordinary =
        std::any_of(name.begin(), name.end(), [](auto const& word) { return is_no_name(word); });
    if (ordinary || name.size() > Candidate::most_words) return {};
    return name;
}

}  // namespace ats::redaction
