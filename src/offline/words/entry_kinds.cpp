#include "offline/words/entry_kinds.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "occupations/known_titles.hpp"
#include "offline/words/degrees.hpp"
#include "offline/words/word_set.hpp"
#include "text/words.hpp"

namespace ats::offline {
std::vector<std::string_view> parts_of_entry(std::string_view entry) {
    constexpr std::string_view signs = ",;:|()\n\t/";
    constexpr std::string_view joints[] = {
        " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xB7 ", " at ",
        " @ ", " bei ",          " chez ",         " en ",       " presso "};
    std::vector<std::string_view> parts;
    while (!entry.empty()) {
        auto end = std::min(entry.find_first_of(signs), entry.size());
        std::size_t skipped = 1;
        for (auto const joint : joints) {
            auto const at = entry.find(joint);
            if (at >= end) continue;
            end = at;
            skipped = joint.size();
        }
        parts.push_back(entry.substr(0, end));
        entry.remove_prefix(std::min(end + skipped, entry.size()));
    }
    return parts;
}

namespace {

// Folded; what names a place or a kind of study in nine languages.
constexpr std::string_view study_words =
    "school schools grammar college university universities polytechnic academy faculty student "
    "undergraduate thesis "
    "dissertation coursework bootcamp gcse gcses gpa "
    "schule grundschule realschule hauptschule gesamtschule berufsschule gymnasium hochschule fachhochschule "
    "universitat studium studentin abitur "
    "ecole lycee college universite iut faculte etudiant etudiante licence baccalaureat "
    "escuela colegio instituto universidad facultad licenciatura estudiante bachillerato "
    "scuola liceo universita politecnico facolta laurea studente studentessa "
    "escola faculdade universidade estudante "
    "basisschool middelbare hogeschool universiteit leerling "
    "szkola liceum technikum uniwersytet politechnika "
    "scoala liceul colegiul universitatea facultatea";
constexpr std::string_view aside_words =
    "volunteer volunteers volunteering voluntary scholarship scholarships fellowship award awards prize "
    "hobby hobbies "
    "ehrenamt ehrenamtlich ehrenamtliche ehrenamtlicher freiwillige stipendium auszeichnung "
    "benevole benevolat bourse voluntario voluntaria voluntariado beca premio volontario volontaria "
    "volontariato "
    "bolsa vrijwilliger vrijwilligerswerk beurs wolontariusz wolontariat stypendium voluntar voluntariat "
    "bursa";

using Words = std::vector<text::Word>;

bool any_of_set(Words const& words, WordSet const& set) {
    return text::any_word(words, [&](std::string const& word) { return contains(set, word); });
}

bool names_school(Words const& words) {
    static auto const set = split(study_words);
    return any_of_set(words, set);
}

bool names_aside(Words const& words) {
    static auto const set = split(aside_words);
    return any_of_set(words, set);
}

bool names_degree(Words const& words) { return !degrees_in(words, false).empty(); }

struct Seen {
    bool degree = false;
    bool school = false;
    bool aside = false;
    bool title = false;  ///< In a part that names no school.
};

Seen look_at(std::string_view entry) {
    Seen seen;
    for (auto const part : parts_of_entry(entry)) {
        auto const words = text::words(part);
        bool const school = names_school(words);
        seen.degree = seen.degree || names_degree(words);
        seen.aside = seen.aside || names_aside(words);
        seen.school = seen.school || school;
        // "Primary School Teacher" has a school and is a title.
        seen.title = seen.title ||
                     (school ? occupations::is_title(part) : occupations::ends_or_begins_with_title(part));
    }
    return seen;
}

}  // namespace

EntryKind entry_kind(std::string_view entry) {
    auto const seen = look_at(entry);
    if (seen.degree) return EntryKind::study;
    if (seen.aside) return EntryKind::aside;
    if (seen.title) return EntryKind::work;
    return seen.school ? EntryKind::study : EntryKind::unclear;
}

}  // namespace ats::offline
