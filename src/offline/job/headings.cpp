#include <algorithm>
#include <optional>

#include "offline/job/job_description.hpp"
#include "text/lists.hpp"
#include "text/sections.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// Headings that are whole phrases. Folded.
struct Phrase {
    std::string_view words;
    Part part;
};

constexpr Phrase phrases[] = {
    {"about you", Part::requirements},
    {"who you are", Part::requirements},
    {"what you bring", Part::requirements},
    {"what you ll bring", Part::requirements},
    {"what you will bring", Part::requirements},
    {"what you need", Part::requirements},
    {"what you ll need", Part::requirements},
    {"what we re looking for", Part::requirements},
    {"what were looking for", Part::requirements},
    {"what we are looking for", Part::requirements},
    {"we are looking for", Part::requirements},
    {"we re looking for", Part::requirements},
    {"you have", Part::requirements},
    {"you bring", Part::requirements},
    {"you are", Part::requirements},
    {"must have", Part::requirements},
    {"must haves", Part::requirements},
    {"you must have", Part::requirements},
    {"you should have", Part::requirements},
    {"the ideal candidate", Part::requirements},
    {"ideal candidate", Part::requirements},
    {"essential", Part::requirements},
    {"required", Part::requirements},
    {"person specification", Part::requirements},
    {"das bringen sie mit", Part::requirements},
    {"das zeichnet sie aus", Part::requirements},
    {"das zeichnet dich aus", Part::requirements},
    {"was du mitbringst", Part::requirements},
    {"wen wir suchen", Part::requirements},
    {"wir erwarten", Part::requirements},
    {"vous etes", Part::requirements},
    {"vous avez", Part::requirements},
    {"lo que buscamos", Part::requirements},
    {"que buscamos", Part::requirements},
    {"ce cautam", Part::requirements},
    {"ce asteptam de la tine", Part::requirements},
    {"das bringst du mit", Part::requirements},
    {"was sie mitbringen", Part::requirements},
    {"it would be great if you also have", Part::preferred},
    {"it would be great if you have", Part::preferred},
    {"even better if you have", Part::preferred},
    {"extra points for", Part::preferred},
    {"good to have", Part::preferred},
    {"nice to have", Part::preferred},
    {"nice to haves", Part::preferred},
    {"it s a plus if you have", Part::preferred},
    {"ideally you have", Part::preferred},
    {"ideally you d have", Part::preferred},
    {"ideally you ll have", Part::preferred},
    {"von vorteil", Part::preferred},
    {"wunschenswert", Part::preferred},
    {"les plus", Part::preferred},
    {"un plus", Part::preferred},
    {"se valora", Part::preferred},
    {"se valorara", Part::preferred},
    {"se valora positivamente", Part::preferred},
    {"se valorara positivamente", Part::preferred},
    {"valoraremos", Part::preferred},
    {"reprezinta avantaj", Part::preferred},
    {"reprezinta un avantaj", Part::preferred},
    {"constituie un avantaj", Part::preferred},
    {"valorable", Part::preferred},
    {"constituie avantaj", Part::preferred},
    {"what you ll do", Part::duties},
    {"what youll do", Part::duties},
    {"what you will do", Part::duties},
    {"what you ll be doing", Part::duties},
    {"what you will be doing", Part::duties},
    {"you will", Part::duties},
    {"you ll", Part::duties},
    {"your mission", Part::duties},
    {"your day to day", Part::duties},
    {"day to day", Part::duties},
    {"a day in the life", Part::duties},
    {"how you ll make an impact", Part::duties},
    {"the work", Part::duties},
    {"das erwartet sie", Part::duties},
    {"das erwartet dich", Part::duties},
    {"was sie erwartet", Part::duties},
    {"was dich erwartet", Part::duties},
    {"que haras", Part::duties},
    {"ce vei face", Part::duties},
    {"about us", Part::skipped},
    {"who we are", Part::skipped},
    {"why join us", Part::skipped},
    {"why us", Part::skipped},
    {"why work with us", Part::skipped},
    {"what we offer", Part::skipped},
    {"what s in it for you", Part::skipped},
    {"what you get", Part::skipped},
    {"what you ll get", Part::skipped},
    {"we offer", Part::skipped},
    {"our offer", Part::skipped},
    {"our values", Part::skipped},
    {"uber uns", Part::skipped},
    {"wer wir sind", Part::skipped},
    {"ihre vorteile", Part::skipped},
    {"deine vorteile", Part::skipped},
    {"a propos", Part::skipped},
    {"qui sommes nous", Part::skipped},
    {"sobre nosotros", Part::skipped},
    {"quienes somos", Part::skipped},
    {"se ofrece", Part::skipped},
    {"despre noi", Part::skipped},
    {"cine suntem", Part::skipped},
    {"further information", Part::skipped},
    {"how to apply", Part::skipped},
};

struct Named {
    std::string_view word;
    Part part;
};

// A heading made of these and of filling words is one; the first part in this order wins.
constexpr Named nouns[] = {
    {"preferred", Part::preferred},
    {"desired", Part::preferred},
    {"desirable", Part::preferred},
    {"bonus", Part::preferred},
    {"pluses", Part::preferred},
    {"plus", Part::preferred},
    {"optional", Part::preferred},
    {"wunschenswert", Part::preferred},
    {"atouts", Part::preferred},
    {"souhaitees", Part::preferred},
    {"souhaites", Part::preferred},
    {"deseable", Part::preferred},
    {"deseables", Part::preferred},
    {"valorables", Part::preferred},
    {"advantageous", Part::preferred},
    {"assets", Part::preferred},
    {"nice", Part::preferred},
    {"benefits", Part::skipped},
    {"perks", Part::skipped},
    {"compensation", Part::skipped},
    {"salary", Part::skipped},
    {"pay", Part::skipped},
    {"remuneration", Part::skipped},
    {"company", Part::skipped},
    {"culture", Part::skipped},
    {"diversity", Part::skipped},
    {"inclusion", Part::skipped},
    {"eeo", Part::skipped},
    {"equal", Part::skipped},
    {"location", Part::skipped},
    {"contact", Part::skipped},
    {"apply", Part::skipped},
    {"application", Part::skipped},
    {"schedule", Part::skipped},
    {"hours", Part::skipped},
    {"disclaimer", Part::skipped},
    {"workplace", Part::skipped},
    {"department", Part::skipped},
    {"employment", Part::skipped},
    {"vacancies", Part::skipped},
    {"deadline", Part::skipped},
    {"industry", Part::skipped},
    {"url", Part::skipped},
    {"posted", Part::skipped},
    {"grade", Part::skipped},
    {"conditions", Part::skipped},
    {"documents", Part::skipped},
    {"offer", Part::skipped},
    {"process", Part::skipped},
    {"bieten", Part::skipped},
    {"angebot", Part::skipped},
    {"benefit", Part::skipped},
    {"offrons", Part::skipped},
    {"avantages", Part::skipped},
    {"ofrecemos", Part::skipped},
    {"beneficios", Part::skipped},
    {"oferim", Part::skipped},
    {"beneficii", Part::skipped},
    {"responsibilities", Part::duties},
    {"responsibilites", Part::duties},
    {"responsibility", Part::duties},
    {"duties", Part::duties},
    {"tasks", Part::duties},
    {"accountabilities", Part::duties},
    {"functions", Part::duties},
    {"activities", Part::duties},
    {"aufgaben", Part::duties},
    {"aufgabengebiet", Part::duties},
    {"tatigkeiten", Part::duties},
    {"verantwortlichkeiten", Part::duties},
    {"missions", Part::duties},
    {"responsabilites", Part::duties},
    {"taches", Part::duties},
    {"funciones", Part::duties},
    {"tareas", Part::duties},
    {"responsabilidades", Part::duties},
    {"responsabilitati", Part::duties},
    {"atributii", Part::duties},
    {"mansioni", Part::duties},
    {"requirements", Part::requirements},
    {"requirement", Part::requirements},
    {"qualifications", Part::requirements},
    {"qualification", Part::requirements},
    {"skills", Part::requirements},
    {"experience", Part::requirements},
    {"education", Part::requirements},
    {"knowledge", Part::requirements},
    {"abilities", Part::requirements},
    {"competencies", Part::requirements},
    {"competences", Part::requirements},
    {"expertise", Part::requirements},
    {"credentials", Part::requirements},
    {"prerequisites", Part::requirements},
    {"criteria", Part::requirements},
    {"certifications", Part::requirements},
    {"certificates", Part::requirements},
    {"licenses", Part::requirements},
    {"attributes", Part::requirements},
    {"profile", Part::requirements},
    {"languages", Part::requirements},
    {"background", Part::requirements},
    {"anforderungen", Part::requirements},
    {"anforderungsprofil", Part::requirements},
    {"voraussetzungen", Part::requirements},
    {"qualifikationen", Part::requirements},
    {"qualifikation", Part::requirements},
    {"kenntnisse", Part::requirements},
    {"profil", Part::requirements},
    {"exigences", Part::requirements},
    {"prerequis", Part::requirements},
    {"formation", Part::requirements},
    {"requisitos", Part::requirements},
    {"perfil", Part::requirements},
    {"formacion", Part::requirements},
    {"conocimientos", Part::requirements},
    {"experiencia", Part::requirements},
    {"cerinte", Part::requirements},
    {"profilul", Part::requirements},
    {"studii", Part::requirements},
    {"competente", Part::requirements},
    {"experienta", Part::requirements},
    {"requisiti", Part::requirements},
    {"tools", Part::tools},
    {"technology", Part::tools},
    {"technologies", Part::tools},
    {"stack", Part::tools},
    {"software", Part::tools},
    {"equipment", Part::tools},
    {"summary", Part::intro},
    {"overview", Part::intro},
    {"description", Part::intro},
    {"role", Part::intro},
    {"position", Part::intro},
    {"purpose", Part::intro},
    {"objective", Part::intro},
    {"mission", Part::intro},
};

constexpr std::string_view fillers =
    "job key main your our the and or of for a an to in with required minimum basic essential core "
    "technical professional general specific major primary other candidate candidates ideal must have "
    "we you need this work additional personal soft hard high level highlevel relevant about us how "
    "used what will be is are mandatory special working physical opportunity information statement "
    "procedure range type full needed team s terms not but it bring why include includes these number "
    "who may points ihr ihre ihren dein deine unsere unser wir ihnen dir was fachliche personliche "
    "und vos votre le la les du de poste nous vous principales recherche requises candidat et tus tu "
    "sus su el los del puesto minimos requeridos y te lui candidatului postului principale minime si "
    "ce iti va profesional profesionala requerida requeridas candidato academica";

std::optional<Part> part_of_phrase(std::string_view words) {
    for (auto const& phrase : phrases) {
        if (phrase.words == words) return phrase.part;
    }
    return std::nullopt;
}

std::size_t noun_index(std::string_view word) {
    auto const found =
        std::find_if(std::begin(nouns), std::end(nouns), [word](Named const& n) { return n.word == word; });
    return static_cast<std::size_t>(found - std::begin(nouns));
}

// "Minimum Qualifications", "Key duties and responsibilities".
std::optional<Part> part_of_words(std::vector<text::Word> const& words) {
    constexpr std::size_t most_words = 8;
    if (words.empty() || words.size() > most_words) return std::nullopt;
    auto best = std::size(nouns);
    for (auto const& word : words) {
        auto const index = noun_index(word.text);
        best = std::min(best, index);
        bool const filler = text::listed(fillers, word.text);
        if (index == std::size(nouns) && !filler) return std::nullopt;
    }
    if (best == std::size(nouns)) return std::nullopt;
    return nouns[best].part;
}

// "Why Acme?"
bool asks_why(std::string_view line, std::string_view folded) {
    constexpr std::size_t longest = 30;
    return line.back() == '?' && folded.substr(0, 4) == "why " && folded.size() < longest;
}

std::optional<Part> part_named(std::string_view text) {
    auto const folded = text::heading_words(text);
    if (folded.empty()) return std::nullopt;
    if (asks_why(text, folded)) return Part::skipped;
    if (auto const part = part_of_phrase(folded)) return part;
    return part_of_words(text::words(text));
}

}  // namespace

PartHeading part_heading(std::string_view line) {
    if (auto const label = text::label_of(line); !label.empty()) {
        auto const part = part_named(label);
        if (!part) return {};
        auto const content = line.find_first_not_of(" \t*_#", label.size() + 1);
        return {true, *part, content};
    }
    if (line.empty() || line.back() == '.' || line.back() == ',' || line.back() == ';') return {};
    auto const part = part_named(line);
    if (!part) return {};
    return {true, *part, std::string_view::npos};
}

}  // namespace ats::offline
