#include "redaction/header_name.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "redaction/characters.hpp"
#include "redaction/name_tokens.hpp"
#include "redaction/name_words.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::redaction {
namespace {

// A name behind a label may stand in the personal details of a later page; a header does not.
constexpr std::size_t lines_for_header = 14;
constexpr std::size_t lines_for_unborne = 5;  // Nothing else bears the name out.
constexpr std::size_t most_words = 5;
constexpr std::size_t longest_piece = 60;
constexpr std::size_t longest_text_of_addresses = 4000;

constexpr std::string_view labels[] = {"name",
                                       "full name",
                                       "candidate name",
                                       "name of candidate",
                                       "name of the candidate",
                                       "first name",
                                       "last name",
                                       "surname",
                                       "given name",
                                       "given names",
                                       "family name",
                                       "middle name",
                                       "vorname",
                                       "nachname",
                                       "familienname",
                                       "vor und nachname",
                                       "vorname name",
                                       "name vorname",
                                       "vorname nachname",
                                       "nom",
                                       "prenom",
                                       "nom et prenom",
                                       "nom prenom",
                                       "prenom nom",
                                       "prenom et nom",
                                       "nom complet",
                                       "nombre",
                                       "nombre y apellidos",
                                       "nombre y apellido",
                                       "apellidos",
                                       "apellido",
                                       "nombre completo",
                                       "nume",
                                       "prenume",
                                       "nume si prenume",
                                       "nume prenume",
                                       "prenume si nume",
                                       "nume complet",
                                       "numele",
                                       "cognome",
                                       "nome",
                                       "nome e cognome"};
constexpr std::string_view openings[] = {"curriculum vitae of ",
                                         "resume of ",
                                         "cv of ",
                                         "lebenslauf von ",
                                         "cv de ",
                                         "curriculum vitae de ",
                                         "cv von ",
                                         "curriculum vitae ",
                                         "resume ",
                                         "lebenslauf ",
                                         "cv ",
                                         "r\xC3\xA9sum\xC3\xA9 of ",
                                         "hi, i'm ",
                                         "hi i am ",
                                         "i am ",
                                         "my name is "};

struct Piece {
    std::string_view text;
    std::size_t begin;
    std::size_t line;  // Of those that are not blank.
};

bool parts_pieces(std::string_view text, std::size_t i) noexcept {
    char const c = text[i];
    if (c == '|' || c == ',' || c == '\t' || c == ';' || c == '(' || c == '/') return true;
    auto const rest = text.substr(i);
    return rest.starts_with("   ") || rest.starts_with(" - ") || rest.starts_with("\xE2\x80\xA2") ||
           rest.starts_with("\xE2\x80\x93") || rest.starts_with("\xE2\x80\x94") ||
           rest.starts_with("\xC2\xB7");
}

bool is_blank(std::string_view line) noexcept {
    return std::none_of(line.begin(), line.end(), [](char c) { return is_alnum(c) || is_beyond_ascii(c); });
}

/// The pieces of the first lines.
std::vector<Piece> first_pieces(std::string_view text) {
    std::vector<Piece> pieces;
    std::size_t line = 0;
    for (std::size_t begin = 0; begin < text.size() && line < lines_for_header;) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const view = text.substr(begin, std::min<std::size_t>(end - begin, 400));
        if (!is_blank(view)) {
            std::size_t first = 0;
            for (std::size_t i = 0; i <= view.size(); ++i) {
                if (i < view.size() && !parts_pieces(view, i)) continue;
                if (!is_blank(view.substr(first, i - first)))
                    pieces.push_back({view.substr(first, i - first), begin + first, line});
                first = i + 1;
            }
            ++line;
        }
        begin = end + 1;
    }
    return pieces;
}

/// What the words of a text are like in it: a name is never written in small letters.
class Vocabulary {
public:
    Vocabulary(std::string_view text, Spans const& addresses) {
        auto address = addresses.begin();
        for (auto const& token : name_tokens(text)) {
            while (address != addresses.end() && address->end <= token.begin) ++address;
            if (address != addresses.end() && token.begin >= address->begin) continue;
            if (!token.capital) small_.emplace(token.folded, true);
        }
    }
    bool has_small(std::string const& folded) const { return small_.contains(folded); }

private:
    std::unordered_map<std::string, bool> small_;
};

/// The letters of e-mail addresses (without their hosts) and of links.
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

class Candidate {
public:
    explicit Candidate(Piece const& piece) : line_(piece.line), begin_(piece.begin) { read(piece.text); }

    bool may_be() const noexcept { return plain_ && strong() >= 1 && words_.size() <= most_words; }
    std::size_t line() const noexcept { return line_; }
    std::size_t begin() const noexcept { return begin_; }
    Name const& words() const noexcept { return words_; }
    bool capitals() const noexcept { return capitals_; }
    /// Words that are more than an initial or a particle.
    std::size_t strong() const noexcept {
        return static_cast<std::size_t>(std::count_if(words_.begin(), words_.end(), is_strong));
    }
    static bool is_strong(std::string const& word) { return word.size() > 1 && !is_particle(word); }

    bool is_ordinary() const {
        return std::any_of(words_.begin(), words_.end(), [](auto const& word) { return is_no_name(word); });
    }
    /// A word that stands in small letters elsewhere is a word of the language.
    bool is_of(Vocabulary const& vocabulary) const {
        return std::any_of(words_.begin(), words_.end(),
                           [&](auto const& word) { return is_strong(word) && vocabulary.has_small(word); });
    }
    /// "jane.doe@", "/in/jdoe", "doej": how much of it the addresses have.
    int borne_out(std::string const& letters) const {
        int borne = 0;
        for (auto const& word : words_) {
            if (word.size() >= 3 && letters.find(word) != std::string::npos) ++borne;
        }
        if (borne > 0 || words_.size() < 2) return borne;
        auto const& first = words_.front();
        auto const& last = words_.back();
        bool const glued =
            last.size() >= 4 && letters.find(first.substr(0, 1) + last.substr(0, 4)) != std::string::npos;
        return glued ? 1 : 0;
    }

private:
    void read(std::string_view piece) {
        for (auto const opening : openings) {
            if (begins_with(piece, opening)) {
                piece.remove_prefix(opening.size());
                break;
            }
        }
        for (char const c : piece)
            plain_ = plain_ && !is_digit(c) &&
                     std::string_view("@:+&%$=?![]{}<>").find(c) == std::string_view::npos;
        auto const tokens = name_tokens(piece);
        plain_ = plain_ && !tokens.empty() && tokens.size() <= most_words + 2;
        if (!plain_) return;
        for (auto const& token : tokens) {
            if (is_salutation(token.folded) || (is_title(token.folded) && tokens.size() > 2)) continue;
            capitals_ = capitals_ && (token.capital || is_particle(token.folded));
            words_.push_back(token.folded);
        }
    }

    std::size_t line_, begin_;
    Name words_;
    bool plain_ = true;
    bool capitals_ = true;
};

/// "J A N E   D O E": @returns true if a piece is spaced letters.
std::optional<Name> spaced_name(std::string_view piece) {
    auto const tokens = name_tokens(piece);
    if (tokens.size() < 5 || tokens.size() > 40) return std::nullopt;
    Name name(1);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].initial || !tokens[i].capital) return std::nullopt;
        if (i > 0 && tokens[i].begin - tokens[i - 1].end > 1) name.emplace_back();
        name.back() += tokens[i].folded;
    }
    bool const ordinary =
        std::any_of(name.begin(), name.end(), [](auto const& word) { return is_no_name(word); });
    if (ordinary || name.size() > most_words) return std::nullopt;
    return name;
}

void add_unique(std::vector<Name>& names, Name name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
}

/// Names behind "Name:" and the like, on any page.
void add_labelled(std::string_view text, std::vector<Name>& names) {
    constexpr std::size_t most_names = 4;
    for (std::size_t begin = 0; begin < text.size() && names.size() < most_names;) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const line = text.substr(begin, std::min(end - begin, longest_piece + 30));
        begin = end + 1;
        auto const colon = line.find_first_of(":-\t");
        if (colon == std::string_view::npos || colon > 32) continue;
        if (!text::listed(labels, std::string_view(text::fold(line.substr(0, colon))))) continue;
        auto value = line.substr(colon + 1);
        if (value.find_first_not_of(": \t-") == std::string_view::npos && end < text.size()) {
            value = text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
        }
        while (!value.empty() && std::string_view(": \t-").find(value[0]) != std::string_view::npos)
            value.remove_prefix(1);
        value = value.substr(0, value.find_first_of(",|;\t("));
        Candidate const candidate({value, 0, 0});
        if (candidate.may_be() && candidate.capitals() && !candidate.is_ordinary())
            add_unique(names, candidate.words());
    }
}

class Header {
public:
    Header(std::string_view text, ContactArea const& area, Spans const& addresses)
        : vocabulary_(text, addresses),
          letters_(letters_of(text, addresses)),
          pieces_(first_pieces(text)),
          area_(area) {}

    std::optional<Name> find(bool needs_bearing) {
        std::optional<Name> best;
        int best_worth = 0;
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (auto name = spaced_name(pieces_[i].text); name && best_worth < 1 && pieces_[i].line < 3) {
                best = std::move(name);
                best_worth = 1;
            }
            Candidate const candidate(pieces_[i]);
            auto const value = worth(candidate);
            if (value <= best_worth) continue;
            best = candidate.words();
            best_worth = value;
        }
        if (!best || best->size() == 1) {
            if (auto parted = parted_name(); parted && (!best || holds(*parted, best->front())))
                best = parted;
        }
        if (needs_bearing && best_worth < borne) return std::nullopt;
        return best;
    }

private:
    static constexpr int borne = 100;

    /// 0: it is no name.
    int worth(Candidate const& candidate) const {
        if (!candidate.may_be()) return 0;
        auto const support = candidate.borne_out(letters_);
        auto const place = static_cast<int>(lines_for_header - candidate.line());
        auto const strong = candidate.strong();
        if (support > 0 && !(candidate.is_ordinary() && support < static_cast<int>(strong))) {
            if (!candidate.capitals() && (strong < 2 || support < 2)) return 0;
            if (strong < 2 && candidate.line() > 3) return 0;
            return borne * std::min(support, 2) + place + (strong >= 2 ? 50 : 0);
        }
        if (strong < 2 || candidate.words().size() > 4 || !candidate.capitals() ||
            candidate.line() >= lines_for_unborne)
            return 0;
        if (candidate.is_ordinary() || candidate.is_of(vocabulary_)) return 0;
        return area_.holds(candidate.begin()) || candidate.line() < 2 ? place : 0;
    }

    static bool holds(Name const& name, std::string const& word) {
        return std::find(name.begin(), name.end(), word) != name.end();
    }

    /// A large header breaks between the names: "JANE" above "DOE".
    std::optional<Name> parted_name() const {
        for (std::size_t i = 0; i + 1 < pieces_.size() && pieces_[i].line < 2; ++i) {
            Candidate const first(pieces_[i]), last(pieces_[i + 1]);
            bool const fits = first.may_be() && last.may_be() && first.capitals() && last.capitals() &&
                              first.words().size() == 1 && last.words().size() == 1 &&
                              last.line() == first.line() + 1;
            if (!fits || first.is_ordinary() || last.is_ordinary() || first.is_of(vocabulary_) ||
                last.is_of(vocabulary_))
                continue;
            return Name{first.words()[0], last.words()[0]};
        }
        return std::nullopt;
    }

    Vocabulary vocabulary_;
    std::string letters_;
    std::vector<Piece> pieces_;
    ContactArea const& area_;
};

/// Nothing in the text looks like a name, but an address is made of one: "jane.doe@".
std::optional<Name> name_in_address(std::string_view text, Spans const& addresses) {
    for (auto const& span : addresses) {
        if (span.kind != IdentifierKind::email) continue;
        auto const local = text.substr(span.begin, span.end - span.begin);
        Name name;
        for (auto const& token : name_tokens(local.substr(0, local.find_first_of("@([{ "))))
            name.push_back(token.folded);
        bool const long_ones = std::all_of(
            name.begin(), name.end(), [](auto const& word) { return word.size() >= 3 && !is_no_name(word); });
        if (name.size() >= 2 && name.size() <= 3 && long_ones) return name;
    }
    return std::nullopt;
}

}  // namespace

std::vector<Name> header_names(std::string_view text, ContactArea const& area, Spans const& addresses) {
    std::vector<Name> names;
    add_labelled(text, names);
    // Where a label tells the name, a line that nothing bears out is more likely a town.
    bool const needs_bearing = !names.empty();
    if (auto name = Header(text, area, addresses).find(needs_bearing)) add_unique(names, *std::move(name));
    if (names.empty()) {
        if (auto name = name_in_address(text, addresses)) add_unique(names, *std::move(name));
    }
    return names;
}

}  // namespace ats::redaction
