#include "redaction/name_labels.hpp"

#include <algorithm>

#include "redaction/characters.hpp"
#include "redaction/name_candidate.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::redaction {
namespace {

constexpr std::size_t longest_line = 90;  // Of which a label and a name are seen.
constexpr std::size_t longest_label = 32;
constexpr std::size_t most_names = 4;

constexpr std::string_view labels[] = {"nev",
                                       "teljes nev",
                                       "nama",
                                       "nama lengkap",
                                       "ho va ten",
                                       "ho ten",
                                       "ad soyad",
                                       "adi soyadi",
                                       "jmeno",
                                       "jmeno a prijmeni",
                                       "ime i prezime",
                                       "nimi",
                                       "ονομα",
                                       "ονοματεπωνυμο",
                                       "name",
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
                                       "nome e cognome",
                                       "nome completo",
                                       "naam",
                                       "الاسم",
                                       "الاسم الكامل",
                                       "שם",
                                       "שם מלא",
                                       "नाम",
                                       "имя",
                                       "фио",
                                       "фамилия",

                                       "navn",
                                       "namn",
                                       "imie i nazwisko",
                                       "applicant",
                                       "applicant name",
                                       "name of applicant",
                                       "name in full",
                                       "candidate",
                                       "other names",
                                       "nom de famille",
                                       "primer apellido",
                                       "segundo apellido"};
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
                                         "curriculum vitae - ",
                                         "resume: ",
                                         "cv: ",
                                         "curriculum vitae: ",
                                         "lebenslauf: ",
                                         "i am ",
                                         "i'm ",
                                         "i\xE2\x80\x99m ",
                                         "my name is "};

/// Where the sign behind a label stands; 0 if the line has none. "Vor- und Nachname:" has two.
std::size_t label_end(std::string_view line) noexcept {
    for (char const c : {':', '\t', '-'}) {
        auto const sign = line.substr(0, longest_label).find(c);
        if (sign != std::string_view::npos) return sign;
    }
    return 0;
}

bool is_label(std::string_view text) { return text::listed(labels, std::string_view(text::fold(text))); }

std::string_view line_at(std::string_view text, std::size_t begin) noexcept {
    return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
}

std::string_view value_of(std::string_view value) noexcept {
    auto const first = value.find_first_not_of(": \t-");
    if (first == std::string_view::npos) return {};
    value.remove_prefix(first);
    return value.substr(0, value.find_first_of(",|;\t("));
}

Name name_in(std::string_view value) {
    Candidate const candidate({value, 0, 0, 0});
    bool const good = candidate.may_be() && candidate.capitals() && !candidate.is_ordinary();
    return good ? candidate.words() : Name();
}

/// "Jane" of "Name: Doe, Jane".
std::string_view rest_behind_comma(std::string_view line, std::string_view value) noexcept {
    if (value.data() < line.data() || value.data() >= line.data() + line.size()) return {};
    auto const end = static_cast<std::size_t>(value.data() - line.data()) + value.size();
    return end < line.size() && line[end] == ',' ? value_of(line.substr(end + 1)) : std::string_view();
}

void append(Name& name, Name const& more) { name.insert(name.end(), more.begin(), more.end()); }

}  // namespace

std::string_view without_opening(std::string_view piece) noexcept {
    while (!piece.empty() && is_space(piece[0])) piece.remove_prefix(1);
    for (auto const opening : openings) {
        if (begins_with(piece, opening)) return piece.substr(opening.size());
    }
    return piece;
}

std::vector<Name> labelled_names(std::string_view text) {
    std::vector<Name> names;
    for (std::size_t begin = 0; begin < text.size() && names.size() < most_names;) {
        auto const whole = line_at(text, begin);
        begin += whole.size() + 1;
        auto const line = whole.substr(0, longest_line);
        auto const sign = label_end(line);
        if (sign == 0 || !is_label(line.substr(0, sign))) continue;
        auto value = value_of(line.substr(sign + 1));
        if (value.empty() && begin < text.size()) value = value_of(line_at(text, begin));
        auto name = name_in(value);
        if (name.size() == 1) append(name, name_in(rest_behind_comma(line, value)));
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    }
    return names;
}

}  // namespace ats::redaction
