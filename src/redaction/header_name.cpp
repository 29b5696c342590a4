#include "redaction/header_name.hpp"

#include <algorithm>
#include <utility>

#include "redaction/address_names.hpp"
#include "redaction/name_candidate.hpp"
#include "redaction/name_labels.hpp"

namespace ats::redaction {
namespace {

// A name behind a label may stand in the personal details of a later page; a header does not.
constexpr std::size_t lines_for_header = 14;
constexpr std::size_t lines_for_unborne = 5;  // Nothing else bears the name out.
constexpr std::size_t lines_for_parted = 2;
constexpr std::size_t most_unborne_words = 4;
constexpr std::size_t pieces_for_unborne = 2;  // Behind these a line lists things.
constexpr std::size_t longest_header_line = 160;
constexpr int borne = 100;

/// The text with tabs in the place of addresses, so that these part what stands around them.
std::string without(std::string_view text, Spans const& addresses) {
    std::string out(text);
    for (auto const& span : addresses) {
        for (auto i = span.begin; i < span.end; ++i) out[i] = '\t';
    }
    return out;
}

class Header {
public:
    Header(std::string_view text, ContactArea const& area, Spans const& addresses)
        : vocabulary_(text, addresses),
          letters_(letters_of(text, addresses)),
          plain_(without(text, addresses)),
          pieces_(first_pieces(plain_, lines_for_header)),
          area_(area),
          has_contact_(!addresses.empty()) {}

    Name find(bool needs_bearing) const {
        Name best;
        int best_worth = 0;
        for (auto const& piece : pieces_) {
            auto const [name, value] = valued(piece);
            if (value <= best_worth) continue;
            best = name;
            best_worth = value;
        }
        if (auto parted = parted_name(best); !parted.empty()) best = std::move(parted);
        if (best.empty()) best = lone_name();
        if (needs_bearing && best_worth < borne) return {};
        return best;
    }

private:
    /// The worth is 0 where it is no name.
    std::pair<Name, int> valued(Piece const& piece) const {
        if (auto name = spaced_name(piece.text); !name.empty() && piece.line < 3) return {std::move(name), 1};
        Candidate candidate(piece);
        if (!candidate.may_be()) return {{}, 0};
        if (auto const value = borne_worth(candidate)) return {candidate.words(), value};
        auto shorter = candidate;
        shorter.drop_ordinary_tail();
        if (auto const value = shorter.may_be() ? borne_worth(shorter) : 0) return {shorter.words(), value};
        return {candidate.words(), unborne_worth(candidate)};
    }

    int borne_worth(Candidate const& candidate) const {
        auto const support = candidate.borne_out(letters_);
        auto const strong = candidate.strong();
        if (support == 0 || (candidate.is_ordinary() && support < static_cast<int>(strong))) return 0;
        if (!candidate.capitals() && (strong < 2 || support < 2)) return 0;
        if (strong < 2 && candidate.line() > 3) return 0;
        return borne * std::min(support, 2) + place_of(candidate) + (strong >= 2 ? 50 : 0);
    }

    int unborne_worth(Candidate const& candidate) const {
        if (candidate.strong() < 2 || candidate.strong() > most_unborne_words ||
            candidate.place() >= pieces_for_unborne || candidate.line() >= lines_for_unborne)
            return 0;
        if (!is_likely(candidate) || is_in_list(candidate)) return 0;
        return area_.holds(candidate.begin()) || candidate.line() < 2 ? place_of(candidate) : 0;
    }

    /// "January 2014 Diploma, Northfield": what stands behind a comma of a long line, or beside a year.
    bool is_in_list(Candidate const& candidate) const {
        if (candidate.place() == 0) return false;
        auto const begin = plain_.rfind('\n', candidate.begin()) + 1;  // npos + 1 is 0.
        auto const end = std::min(plain_.find('\n', candidate.begin()), plain_.size());
        auto const line = std::string_view(plain_).substr(begin, end - begin);
        return line.size() > longest_header_line || line.find("19") != std::string_view::npos ||
               line.find("20") != std::string_view::npos;
    }

    static int place_of(Candidate const& candidate) noexcept {
        return static_cast<int>(lines_for_header - candidate.line());
    }

    bool is_likely(Candidate const& candidate) const {
        return candidate.may_be() && candidate.capitals() && !candidate.is_ordinary() &&
               !candidate.is_of(vocabulary_);
    }

    static bool holds(Name const& name, Name const& other) {
        return other.empty() || std::find(name.begin(), name.end(), other.front()) != name.end();
    }

    /// "JANE" above "DOE" in a large header, or "Doe, Jane". @returns what holds `best`, or nothing.
    Name parted_name(Name const& best) const {
        for (std::size_t i = 0; i + 1 < pieces_.size() && pieces_[i].line < lines_for_parted; ++i) {
            Candidate const first(pieces_[i]), second(pieces_[i + 1]);
            if (!is_likely(first) || !is_likely(second)) continue;
            auto name = is_surname_first(first, second)               ? joined(second, first)
                        : best.size() < 2 && are_below(first, second) ? joined(first, second)
                                                                      : Name();
            if (!name.empty() && holds(name, best)) return name;
        }
        return {};
    }

    /// Also "Jane<tab>Doe" in the first line.
    static bool are_below(Candidate const& first, Candidate const& second) {
        bool const below = second.line() == first.line() + 1 && second.place() == 0;
        bool const beside = second.line() == 0 && first.place() == 0 && second.place() == 1;
        return first.words().size() == 1 && second.words().size() == 1 && (below || beside);
    }

    bool is_surname_first(Candidate const& surname, Candidate const& rest) const {
        bool const comma = rest.begin() > 0 && plain_[rest.begin() - 1] == ',';
        bool const fits = comma && surname.line() == rest.line() && surname.place() == 0 &&
                          surname.words().size() + rest.words().size() <= Candidate::most_words;
        if (!fits) return false;
        bool const known = rest.borne_out(letters_) > 0 || is_initial_borne(rest, surname);
        return known || (surname.strong() == 1 && surname.line() == 0);
    }

    /// "c.delafuente@" for "De la Fuente Ruiz, Carmen".
    bool is_initial_borne(Candidate const& rest, Candidate const& surname) const {
        constexpr std::size_t shortest = 5;
        auto letters = rest.words().front().substr(0, 1);
        for (auto const& word : surname.words()) {
            letters += word;
            if (letters.size() >= shortest && letters_.find(letters) != std::string::npos) return true;
        }
        return false;
    }

    static Name joined(Candidate const& first, Candidate const& second) {
        auto name = first.words();
        name.insert(name.end(), second.words().begin(), second.words().end());
        return name;
    }

    /// "Etta", "Priya R": all that stands in the first line, degrees apart, of who tells how to be reached.
    Name lone_name() const {
        if (pieces_.empty() || !has_contact_ || !area_.holds(pieces_[0].begin)) return {};
        for (std::size_t i = 1; i < pieces_.size() && pieces_[i].line == 0; ++i) {
            if (!Candidate(pieces_[i]).words().empty()) return {};
        }
        Candidate const candidate(pieces_[0]);
        bool const initials = candidate.words().size() <= most_unborne_words;
        return candidate.strong() == 1 && initials && is_likely(candidate) ? candidate.words() : Name();
    }

    Vocabulary vocabulary_;
    std::string letters_;
    std::string plain_;
    std::vector<Piece> pieces_;  // Of plain_.
    ContactArea const& area_;
    bool has_contact_;
};

}  // namespace

std::vector<Name> header_names(std::string_view text, ContactArea const& area, Spans const& addresses) {
    auto names = labelled_names(text);
    // Where a label tells the name, a line that nothing bears out is more likely a town.
    auto name = Header(text, area, addresses).find(!names.empty());
    if (name.empty() && names.empty()) name = name_in_addresses(text, addresses);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
    return names;
}

}  // namespace ats::redaction
