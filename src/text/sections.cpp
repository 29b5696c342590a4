#include "text/sections.hpp"

#include <algorithm>
#include <optional>

#include "text/heading_words.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"

namespace ats::text {
namespace {

struct Heading {
    std::string_view words;
    Section section;
};

// Folded; a line is a heading if it has just these words.
constexpr Heading headings[] = {
    {"summary", Section::summary},
    {"professional summary", Section::summary},
    {"executive summary", Section::summary},
    {"career summary", Section::summary},
    {"profile", Section::summary},
    {"professional profile", Section::summary},
    {"executive profile", Section::summary},
    {"career focus", Section::summary},
    {"career overview", Section::summary},
    {"objective", Section::summary},
    {"career objective", Section::summary},
    {"about me", Section::summary},
    {"overview", Section::summary},
    {"profil", Section::summary},
    {"perfil", Section::summary},
    {"kurzprofil", Section::summary},
    {"experience", Section::experience},
    {"work experience", Section::experience},
    {"professional experience", Section::experience},
    {"relevant experience", Section::experience},
    {"related experience", Section::experience},
    {"clinical experience", Section::experience},
    {"teaching experience", Section::experience},
    {"military experience", Section::experience},
    {"employment", Section::experience},
    {"employment history", Section::experience},
    {"work history", Section::experience},
    {"career history", Section::experience},
    {"professional history", Section::experience},
    {"professional background", Section::experience},
    {"company details", Section::experience},
    {"berufserfahrung", Section::experience},
    {"beruflicher werdegang", Section::experience},
    {"praxiserfahrung", Section::experience},
    {"experience professionnelle", Section::experience},
    {"experiences professionnelles", Section::experience},
    {"parcours professionnel", Section::experience},
    {"experiencia", Section::experience},
    {"experiencia laboral", Section::experience},
    {"experiencia profesional", Section::experience},
    {"experienta profesionala", Section::experience},
    {"experienta", Section::experience},
    {"experienta de munca", Section::experience},
    {"esperienza professionale", Section::experience},
    {"esperienze lavorative", Section::experience},
    {"werkervaring", Section::experience},
    {"education", Section::education},
    {"education and training", Section::education},
    {"education training", Section::education},
    {"education details", Section::education},
    {"education and certifications", Section::education},
    {"academic background", Section::education},
    {"academic qualifications", Section::education},
    {"educational background", Section::education},
    {"educational qualifications", Section::education},
    {"educational qualification", Section::education},
    {"qualification", Section::education},
    {"studies", Section::education},
    {"ausbildung", Section::education},
    {"bildungsweg", Section::education},
    {"studium", Section::education},
    {"formation", Section::education},
    {"formations", Section::education},
    {"etudes", Section::education},
    {"diplomes", Section::education},
    {"educacion", Section::education},
    {"formacion", Section::education},
    {"formacion academica", Section::education},
    {"educatie", Section::education},
    {"educatie si formare", Section::education},
    {"studii", Section::education},
    {"istruzione", Section::education},
    {"opleiding", Section::education},
    {"skills", Section::skills},
    {"key skills", Section::skills},
    {"core skills", Section::skills},
    {"technical skills", Section::skills},
    {"professional skills", Section::skills},
    {"additional skills", Section::skills},
    {"skill details", Section::skills},
    {"skill highlights", Section::skills},
    {"skill details", Section::skills},
    {"skills and abilities", Section::skills},
    {"it skills", Section::skills},
    {"computer skills", Section::skills},
    {"core qualifications", Section::skills},
    {"qualifications", Section::skills},
    {"summary of qualifications", Section::skills},
    {"summary of skills", Section::skills},
    {"areas of expertise", Section::skills},
    {"expertise", Section::skills},
    {"strengths", Section::skills},
    {"competencies", Section::skills},
    {"core competencies", Section::skills},
    {"highlights", Section::skills},
    {"technologies", Section::skills},
    {"tools", Section::skills},
    {"tools and technologies", Section::skills},
    {"technical expertise", Section::skills},
    {"technical proficiencies", Section::skills},
    {"kenntnisse", Section::skills},
    {"fahigkeiten", Section::skills},
    {"edv kenntnisse", Section::skills},
    {"competences", Section::skills},
    {"habilidades", Section::skills},
    {"competencias", Section::skills},
    {"competente", Section::skills},
    {"aptitudini", Section::skills},
    {"competenze", Section::skills},
    {"vaardigheden", Section::skills},
    {"certifications", Section::certifications},
    {"certificates", Section::certifications},
    {"certification", Section::certifications},
    {"licenses", Section::certifications},
    {"licences", Section::certifications},
    {"licenses and certifications", Section::certifications},
    {"certifications and licenses", Section::certifications},
    {"certifications and training", Section::certifications},
    {"training and certifications", Section::certifications},
    {"professional certifications", Section::certifications},
    {"knowledge and certifications", Section::certifications},
    {"zertifikate", Section::certifications},
    {"weiterbildung", Section::certifications},
    {"certificaciones", Section::certifications},
    {"certificari", Section::certifications},
    {"languages", Section::languages},
    {"language skills", Section::languages},
    {"sprachen", Section::languages},
    {"sprachkenntnisse", Section::languages},
    {"langues", Section::languages},
    {"idiomas", Section::languages},
    {"limbi straine", Section::languages},
    {"limbi", Section::languages},
    {"lingue", Section::languages},
    {"talen", Section::languages},
    {"projects", Section::projects},
    {"personal projects", Section::projects},
    {"selected projects", Section::projects},
    {"key projects", Section::projects},
    {"academic projects", Section::projects},
    {"projekte", Section::projects},
    {"projets", Section::projects},
    {"proyectos", Section::projects},
    {"proiecte", Section::projects},
    {"interests", Section::other},
    {"hobbies", Section::other},
    {"hobbies and interests", Section::other},
    {"references", Section::other},
    {"awards", Section::other},
    {"honors", Section::other},
    {"honors and awards", Section::other},
    {"accomplishments", Section::other},
    {"achievements", Section::other},
    {"publications", Section::other},
    {"affiliations", Section::other},
    {"professional affiliations", Section::other},
    {"memberships", Section::other},
    {"activities", Section::other},
    {"volunteer experience", Section::other},
    {"volunteering", Section::other},
    {"community service", Section::other},
    {"personal information", Section::other},
    {"personal details", Section::other},
    {"additional information", Section::other},
    {"interessen", Section::other},
    {"personliche daten", Section::other},
    {"loisirs", Section::other},
    {"referenzen", Section::other},
};

std::optional<Section> section_named(std::string_view words) {
    for (auto const& heading : headings) {
        if (heading.words == words) return heading.section;
    }
    return std::nullopt;
}

bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }

// "...and swimming.Education Details": a line break that the file has lost. Headings of one word end
// sentences too often to be believed there.
std::optional<Section> section_at_end(std::string_view line) {
    constexpr std::size_t longest = 40;
    for (auto i = line.size() > longest ? line.size() - longest : 1; i < line.size(); ++i) {
        if (!is_upper(line[i]) || line[i - 1] == ' ' || is_upper(line[i - 1])) continue;
        auto const words = heading_words(line.substr(i));
        if (words.find(' ') == std::string::npos) continue;
        if (auto const named = section_named(words)) return named;
    }
    return std::nullopt;
}

constexpr std::size_t most_heading_words = 6;

bool begins_small(std::string_view line) {
    auto const c = decode(line, 0).character;
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x430 && c <= 0x45F);
}

bool is_phrase(std::string_view line, Line const& place) {
    if (place.bullet || begins_small(line)) return false;
    constexpr std::string_view not_in_headings = ".,;|@()0123456789";
    return line.find_first_of(not_in_headings) == std::string_view::npos;
}

std::optional<Section> section_of_words(std::string_view line, Line const& place, std::string const& folded) {
    auto const words = static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) + 1;
    if (folded.empty() || words > most_heading_words || !is_phrase(line, place)) return std::nullopt;
    return section_worded(folded);
}

// In capitals, marked, with a colon behind it or below a blank line.
bool like_heading(std::string_view line, Line const& place, std::string const& folded) {
    auto const words = static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) + 1;
    if (folded.empty() || words > most_heading_words || !is_phrase(line, place)) return false;
    bool const small = std::any_of(line.begin(), line.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return place.after_blank || place.marked || !small || line.back() == ':';
}

}  // namespace

std::vector<SectionedLine> resume_sections(std::string_view text) {
    std::vector<SectionedLine> sectioned;
    auto section = Section::head;
    for (auto const& line : lines(text)) {
        auto const whole = view(text, line);
        auto const folded = heading_words(whole);
        auto named = section_named(folded);
        if (!named && !sectioned.empty()) named = section_of_words(whole, line, folded);
        // "Skills: Python, SQL" opens a section and is content at once.
        auto const label = named ? std::nullopt : section_named(heading_words(label_of(whole)));
        if (named || label) section = named ? *named : *label;
        sectioned.push_back({line, section, named.has_value(), !named && like_heading(whole, line, folded)});
        if (auto const next = named ? std::nullopt : section_at_end(whole)) section = *next;
    }
    return sectioned;
}

}  // namespace ats::text
