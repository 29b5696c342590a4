#include "redaction/labels.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "redaction/characters.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::redaction {
namespace {

using enum IdentifierKind;

// Folded, as are all words here. English, German, French, Spanish, Romanian, some Italian.
constexpr std::string_view birth_labels[] = {"date of birth",
                                             "birth date",
                                             "birthdate",
                                             "birthday",
                                             "dob",
                                             "d o b",
                                             "born",
                                             "age",
                                             "place of birth",
                                             "birthplace",
                                             "date and place of birth",
                                             "geburtsdatum",
                                             "geburtsort",
                                             "geburtstag",
                                             "geboren",
                                             "geboren am",
                                             "geb",
                                             "geburtsdatum und ort",
                                             "geburtsdatum ort",
                                             "alter",
                                             "date de naissance",
                                             "lieu de naissance",
                                             "date et lieu de naissance",
                                             "ne le",
                                             "nee le",
                                             "age ans",
                                             "fecha de nacimiento",
                                             "lugar de nacimiento",
                                             "fecha y lugar de nacimiento",
                                             "edad",
                                             "nacido",
                                             "nacida",
                                             "nacimiento",
                                             "data nasterii",
                                             "data nasteri",
                                             "locul nasterii",
                                             "data si locul nasterii",
                                             "nascut",
                                             "nascuta",
                                             "varsta",
                                             "data di nascita",
                                             "luogo di nascita",
                                             "nato il",
                                             "nata il",
                                             "eta"};
constexpr std::string_view personal_labels[] = {"gender",
                                                "sex",
                                                "geschlecht",
                                                "sexe",
                                                "sexo",
                                                "sexul",
                                                "genero",
                                                "gen",
                                                "genre",
                                                "sesso",
                                                "pronouns",
                                                "pronoun",
                                                "pronomen",
                                                "pronoms",
                                                "pronombres",
                                                "marital status",
                                                "civil status",
                                                "marital",
                                                "family status",
                                                "familienstand",
                                                "etat civil",
                                                "situation familiale",
                                                "situation de famille",
                                                "estado civil",
                                                "stare civila",
                                                "starea civila",
                                                "stato civile",
                                                "nationality",
                                                "citizenship",
                                                "citizen",
                                                "staatsangehorigkeit",
                                                "nationalitat",
                                                "staatsburgerschaft",
                                                "nationalite",
                                                "nacionalidad",
                                                "nationalitate",
                                                "nationalitatea",
                                                "cetatenie",
                                                "cetatenia",
                                                "nazionalita",
                                                "cittadinanza",
                                                "ethnicity",
                                                "race",
                                                "caste",
                                                "community",
                                                "children",
                                                "no of children",
                                                "number of children",
                                                "kinder",
                                                "enfants",
                                                "nombre d enfants",
                                                "hijos",
                                                "copii",
                                                "dependents",
                                                "religion",
                                                "konfession",
                                                "religionszugehorigkeit",
                                                "religie",
                                                "confession",
                                                "religiune",
                                                "father name",
                                                "father s name",
                                                "fathers name",
                                                "mother name",
                                                "mother s name",
                                                "mothers name",
                                                "husband name",
                                                "husband s name",
                                                "spouse name",
                                                "name of father",
                                                "passport",
                                                "passport no",
                                                "passport number",
                                                "passport details",
                                                "social security number",
                                                "ssn",
                                                "cnp",
                                                "aadhaar",
                                                "aadhar no",
                                                "pan no",
                                                "pan card",
                                                "pan",
                                                "dni",
                                                "nie",
                                                "driver license number",
                                                "blood group",
                                                "height",
                                                "weight"};
constexpr std::string_view address_labels[] = {"address",
                                               "home address",
                                               "permanent address",
                                               "present address",
                                               "current address",
                                               "mailing address",
                                               "postal address",
                                               "residential address",
                                               "correspondence address",
                                               "contact address",
                                               "communication address",
                                               "adresse",
                                               "anschrift",
                                               "postanschrift",
                                               "wohnadresse",
                                               "wohnanschrift",
                                               "direccion",
                                               "domicilio",
                                               "domicile",
                                               "adresa",
                                               "adresa de domiciliu",
                                               "domiciliu",
                                               "indirizzo",
                                               "residence",
                                               "street",
                                               "strasse",
                                               "postcode",
                                               "zip",
                                               "zip code",
                                               "plz",
                                               "code postal",
                                               "codigo postal",
                                               "cod postal",
                                               "pin code",
                                               "pincode"};

// Said without a label, alone between separators.
constexpr std::string_view alone_in_head[] = {
    "male",       "female",      "single",       "married",   "unmarried",  "divorced",   "widowed",
    "ledig",      "verheiratet", "geschieden",   "verwitwet", "mannlich",   "weiblich",   "celibataire",
    "soltero",    "soltera",     "casado",       "casada",    "divorciado", "divorciada", "casatorit",
    "casatorita", "necasatorit", "necasatorita", "divortat",  "divortata",  "non binary"};

// A label is short; its value rarely fills a line.
constexpr std::size_t longest_label = 40;
constexpr std::size_t longest_value = 90;
constexpr std::size_t longest_address = 200;

std::optional<IdentifierKind> kind_of(std::string_view folded) {
    if (text::listed(birth_labels, folded)) return birth_date;
    if (text::listed(personal_labels, folded)) return personal;
    if (text::listed(address_labels, folded)) return address;
    return std::nullopt;
}

bool is_separator(std::string_view text, std::size_t offset) noexcept {
    char const c = at(text, offset);
    if (c == '\n' || c == '|' || c == ';' || c == '\t') return true;
    auto const rest = text.substr(offset);
    return rest.starts_with("\xE2\x80\xA2") || rest.starts_with("\xC2\xB7") || rest.starts_with("   ");
}

std::size_t skip_blanks(std::string_view text, std::size_t offset) noexcept {
    while (at(text, offset) == ' ' || at(text, offset) == '\t' || at(text, offset) == '*') ++offset;
    return offset;
}

std::size_t trimmed(std::string_view text, std::size_t begin, std::size_t end) noexcept {
    while (end > begin && (is_space(text[end - 1]) ||
                           std::string_view(",.|*").find(text[end - 1]) != std::string_view::npos))
        --end;
    return end;
}

std::size_t line_end(std::string_view text, std::size_t offset) noexcept {
    return std::min(text.find('\n', offset), text.size());
}

/// A piece of a line: what lies between separators.
struct Piece {
    std::size_t begin, end;
};

Piece next_piece(std::string_view text, std::size_t offset) noexcept {
    auto begin = offset;
    while (begin < text.size() &&
           (is_space(text[begin]) || is_separator(text, begin) || is_beyond_ascii(text[begin]))) {
        // A bullet is skipped, a letter with an accent is not.
        if (is_beyond_ascii(text[begin]) && static_cast<unsigned char>(text[begin]) != 0xE2 &&
            static_cast<unsigned char>(text[begin]) != 0xC2 &&
            static_cast<unsigned char>(text[begin]) != 0xEF)
            break;
        begin += 1;
        while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
    }
    auto end = begin;
    while (end < text.size() && !is_separator(text, end)) ++end;
    return {begin, end};
}

/// Where a value ends: before the next label on the line ("Gender: f, Nationality: ...").
std::size_t value_end(std::string_view text, std::size_t begin, std::size_t end, std::size_t longest) {
    for (auto i = begin; i < end; ++i) {
        if (text[i] != ',' && text[i] != '.') continue;
        auto const colon = text.substr(i, std::min(end - i, longest_label)).find(':');
        if (colon != std::string_view::npos && kind_of(text::fold(text.substr(i + 1, colon - 1)))) return i;
        // Beyond that it is a sentence, of which only the beginning is the value.
        if (i - begin > 30 && longest < longest_address) return i;
    }
    return std::min(end, begin + longest);
}

bool is_empty_value(std::string_view text, Piece const& piece) noexcept {
    return piece.begin >= piece.end || at(text, piece.begin) == '[';
}

/// The towns at the end of an address stay: segments without a digit, at most two.
std::size_t without_towns(std::string_view text, std::size_t begin, std::size_t end) noexcept {
    for (int kept = 0; kept < 2; ++kept) {
        auto const comma = text.substr(begin, end - begin).rfind(',');
        auto const first = comma == std::string_view::npos ? begin : begin + comma + 1;
        auto const segment = text.substr(first, end - first);
        if (std::any_of(segment.begin(), segment.end(), is_digit)) return end;
        if (comma == std::string_view::npos) return begin;
        end = begin + comma;
    }
    return end;
}

class Labels {
public:
    Labels(std::string_view text, ContactArea const& area, Spans& found)
        : text_(text), area_(area), found_(found) {}

    void find() {
        for (std::size_t offset = 0; offset < text_.size();) {
            auto const piece = next_piece(text_, offset);
            if (piece.begin >= text_.size()) return;
            read(piece);
            offset = std::max(piece.end, offset + 1);
        }
    }

private:
    void read(Piece piece) {
        if (read_alone(piece)) return;
        // "Gender: f, Nationality: Danish, Age: 30"
        for (int labels = 0; labels < 8; ++labels) {
            auto const rest = read_label(piece);
            if (rest <= piece.begin) break;
            piece.begin = rest;
        }
        read_phrases(piece);
    }

    /// @returns where the next label may begin; 0 if there is none here.
    std::size_t read_label(Piece const& piece) {
        auto const view = text_.substr(piece.begin, std::min(piece.end - piece.begin, longest_label));
        auto const colon = view.find_first_of(":=");
        auto const mark = colon != std::string_view::npos ? colon : dash_in(view);
        if (mark == std::string_view::npos) {
            read_value_elsewhere(piece);
            return 0;
        }
        auto const kind = kind_of(text::fold(view.substr(0, mark)));
        if (!kind) return 0;
        auto const begin = skip_blanks(text_, piece.begin + mark + 1);
        auto const longest = *kind == address ? longest_address : longest_value;
        auto const end = value_end(text_, begin, std::max(begin, piece.end), longest);
        if (begin >= piece.end) {
            add_next_line(piece.end, *kind);
            return 0;
        }
        add(begin, end, *kind);
        return end + 1 < piece.end ? skip_blanks(text_, end + 1) : 0;
    }

    static std::size_t dash_in(std::string_view view) noexcept {
        auto const plain = view.find(" - ");
        if (plain != std::string_view::npos) return plain + 1;
        auto const dash = view.find(" \xE2\x80\x93 ");
        return dash == std::string_view::npos ? dash : dash + 3;
    }

    /// "Nationality<tab>Danish", "Date of birth" above "1 May 1980".
    void read_value_elsewhere(Piece const& piece) {
        if (piece.end - piece.begin > longest_label) return;
        auto const label = text::fold(text_.substr(piece.begin, piece.end - piece.begin));
        auto const kind = kind_of(label);
        if (!kind || label == "community" || label == "citizen" || label == "street") return;
        if (at(text_, piece.end) != '\n') {
            auto const next = next_piece(text_, piece.end);
            if (next.begin < line_end(text_, piece.end)) add(next.begin, next.end, *kind);
        } else if (label.size() > 3 && *kind != address) {
            add_next_line(piece.end, *kind);
        }
    }

    void add_next_line(std::size_t offset, IdentifierKind kind) {
        auto const next = next_piece(text_, offset);
        constexpr std::size_t longest_lone_value = 40;
        if (next.begin > offset + 4 || next.end - next.begin > longest_lone_value) return;
        auto const value = text_.substr(next.begin, next.end - next.begin);
        if (value.find(':') != std::string_view::npos) return;
        add(next.begin, next.end, kind);
    }

    void add(std::size_t begin, std::size_t end, IdentifierKind kind) {
        end = trimmed(text_, begin, end);
        if (kind == address) end = without_towns(text_, begin, end);
        if (!is_empty_value(text_, {begin, end})) found_.push_back({begin, end, kind});
    }

    bool read_alone(Piece const& piece) {
        constexpr std::size_t longest_word = 24;
        if (piece.end - piece.begin > longest_word) return false;
        auto const folded = text::fold(text_.substr(piece.begin, piece.end - piece.begin));
        if (!area_.holds(piece.begin) || !text::listed(alone_in_head, folded)) return false;
        add(piece.begin, piece.end, personal);
        return true;
    }

    /// What needs no label: pronouns; "born on 1 May 1980"; "34 years old".
    void read_phrases(Piece const& piece) {
        for (auto i = piece.begin; i < piece.end; ++i) {
            if (i > piece.begin && (is_alnum(text_[i - 1]) || is_beyond_ascii(text_[i - 1]))) continue;
            read_pronouns(i);
            read_birth(i, piece.end);
            if (is_digit(text_[i])) read_age(i, piece.end);
        }
    }

    void read_pronouns(std::size_t offset) {
        for (std::string_view const pronouns :
             {"he/him/his", "she/her/hers", "they/them/theirs", "he/him", "she/her", "they/them", "he / him",
              "she / her", "she/they", "he/they"}) {
            if (!begins_with(text_.substr(offset), pronouns) ||
                is_ascii_letter(at(text_, offset + pronouns.size())))
                continue;
            found_.push_back({offset, offset + pronouns.size(), personal});
            return;
        }
    }

    void read_birth(std::size_t offset, std::size_t end) {
        for (std::string_view const word :
             {"born on ", "born in ", "born ", "geboren am ", "geb. am ", "geb. ", "n\xC3\xA9 le ",
              "n\xC3\xA9"
              "e le ",
              "nacido el ", "nacida el ", "n\xC4\x83scut la ", "n\xC4\x83scut\xC4\x83 la ", "nascut la ",
              "nascuta la ", "nato il ", "nata il ", "date of birth ", "dob "}) {
            if (!begins_with(text_.substr(offset), word)) continue;
            auto const begin = offset + word.size();
            // A sentence goes on behind it.
            auto stop = std::min(end, begin + 45);
            auto const value = text_.substr(begin, stop - begin);
            if (!std::any_of(value.begin(), value.end(), is_digit)) return;
            if (auto const sign = value.find_first_of("),;");
                sign != std::string_view::npos &&
                value.substr(0, sign).find_first_of("0123456789") != std::string_view::npos)
                stop = begin + sign;
            add(begin, stop, birth_date);
            return;
        }
    }

    void read_age(std::size_t offset, std::size_t end) {
        auto digits = offset;
        while (digits < end && is_digit(text_[digits])) ++digits;
        if (digits - offset != 2) return;
        for (std::string_view const words : {" years old", " year old", "-year-old", " yrs old", " jahre alt",
                                             " ans\n", " a\xC3\xB1os de edad", " de ani\n"}) {
            if (!begins_with(text_.substr(digits), words)) continue;
            if (words.back() == '\n' && !area_.holds(offset)) continue;
            add(offset, digits, birth_date);
            return;
        }
    }

    std::string_view text_;
    ContactArea const& area_;
    Spans& found_;
};

}  // namespace

void find_labelled(std::string_view text, ContactArea const& area, Spans& found) {
    Labels(text, area, found).find();
}

}  // namespace ats::redaction
