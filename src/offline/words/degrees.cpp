#include "offline/words/degrees.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "offline/words/word_set.hpp"
#include "text/lists.hpp"

namespace ats::offline {
namespace {

struct Degree {
    std::string_view words;
    DegreeLevel level;
    bool ambiguous;  // Means something else outside education.
};

// Several words stand in the order of the text; the longer ones first.
constexpr Degree degree_table[] = {
    {"high school", DegreeLevel::school, false},
    {"secondary school", DegreeLevel::school, true},
    {"secondary education", DegreeLevel::school, false},
    {"high school diploma", DegreeLevel::school, false},
    {"ged", DegreeLevel::school, false},
    {"matric", DegreeLevel::school, false},
    {"abitur", DegreeLevel::school, false},
    {"baccalaureat", DegreeLevel::school, false},
    {"bachillerato", DegreeLevel::school, false},
    {"diploma", DegreeLevel::vocational, false},
    {"graduate diploma", DegreeLevel::bachelor, false},
    {"post graduate diploma", DegreeLevel::bachelor, false},
    {"vocational", DegreeLevel::vocational, true},
    {"trade school", DegreeLevel::vocational, false},
    {"apprenticeship", DegreeLevel::vocational, false},
    {"iti", DegreeLevel::vocational, true},
    {"ausbildung", DegreeLevel::vocational, true},
    {"gesellenbrief", DegreeLevel::vocational, false},
    {"meisterbrief", DegreeLevel::associate, false},
    {"cap", DegreeLevel::vocational, true},
    {"associate of", DegreeLevel::associate, true},
    {"associate degree", DegreeLevel::associate, false},
    {"associates degree", DegreeLevel::associate, false},
    {"associate in", DegreeLevel::associate, true},
    {"associate", DegreeLevel::associate, true},
    {"aas", DegreeLevel::associate, true},
    {"a.a.s", DegreeLevel::associate, false},
    {"hnd", DegreeLevel::associate, false},
    {"bts", DegreeLevel::associate, true},
    {"dut", DegreeLevel::associate, true},
    {"bac+ 2", DegreeLevel::associate, false},
    {"grado superior", DegreeLevel::associate, false},
    {"fachwirt", DegreeLevel::associate, false},
    {"ciclo formativo", DegreeLevel::vocational, false},
    {"formacion profesional", DegreeLevel::vocational, false},
    {"abgeschlossene ausbildung", DegreeLevel::vocational, false},
    {"abgeschlossene berufsausbildung", DegreeLevel::vocational, false},
    {"berufsausbildung", DegreeLevel::vocational, false},
    {"scoala profesionala", DegreeLevel::vocational, false},
    {"mittlere reife", DegreeLevel::school, false},
    {"matura", DegreeLevel::school, false},
    {"maturita", DegreeLevel::school, false},
    {"a levels", DegreeLevel::school, false},
    {"a level", DegreeLevel::school, true},
    {"gcse", DegreeLevel::school, false},
    {"gcses", DegreeLevel::school, false},
    {"vwo", DegreeLevel::school, false},
    {"havo", DegreeLevel::school, false},
    {"ensino medio", DegreeLevel::school, false},
    {"liceu", DegreeLevel::school, true},
    {"wyksztalcenie srednie", DegreeLevel::school, false},
    {"mbo", DegreeLevel::vocational, false},
    {"mbo 4", DegreeLevel::associate, false},
    {"technik", DegreeLevel::vocational, true},
    {"tecnico superior", DegreeLevel::associate, false},
    {"hbo", DegreeLevel::bachelor, true},
    {"hbo werk en denkniveau", DegreeLevel::bachelor, false},
    {"wo", DegreeLevel::master, true},
    {"inzynier", DegreeLevel::bachelor, true},
    {"licencjat", DegreeLevel::bachelor, false},
    {"wyksztalcenie wyzsze", DegreeLevel::bachelor, false},
    {"bacharelado", DegreeLevel::bachelor, false},
    {"bacharel", DegreeLevel::bachelor, false},
    {"ensino superior", DegreeLevel::bachelor, false},
    {"mestrado", DegreeLevel::master, false},
    {"doutorado", DegreeLevel::doctorate, false},
    {"laurea magistrale", DegreeLevel::master, false},
    {"laurea triennale", DegreeLevel::bachelor, false},
    {"laurea specialistica", DegreeLevel::master, false},
    {"dottorato", DegreeLevel::doctorate, false},
    {"lisans", DegreeLevel::bachelor, false},
    {"yuksek lisans", DegreeLevel::master, false},
    {"honours degree", DegreeLevel::bachelor, false},
    {"honors degree", DegreeLevel::bachelor, false},
    {"degree in", DegreeLevel::bachelor, false},
    {"first degree", DegreeLevel::bachelor, false},
    {"foundation degree", DegreeLevel::associate, false},
    {"bscn", DegreeLevel::bachelor, false},
    {"rnbsn", DegreeLevel::bachelor, false},
    {"bsba", DegreeLevel::bachelor, false},
    {"basc", DegreeLevel::bachelor, false},
    {"mres", DegreeLevel::master, false},
    {"mphil", DegreeLevel::master, false},
    {"emba", DegreeLevel::master, false},
    {"dvm", DegreeLevel::doctorate, false},
    {"dds", DegreeLevel::doctorate, false},
    {"бакалавр", DegreeLevel::bachelor, false},
    {"магистр", DegreeLevel::master, false},
    {"кандидат наук", DegreeLevel::doctorate, false},
    {"学 士", DegreeLevel::bachelor, false},
    {"硕 士", DegreeLevel::master, false},
    {"碩 士", DegreeLevel::master, false},
    {"修 士", DegreeLevel::master, false},
    {"博 士", DegreeLevel::doctorate, false},
    {"bacalaureat", DegreeLevel::school, false},
    {"studii medii", DegreeLevel::school, false},
    {"bac+ 3", DegreeLevel::bachelor, false},
    {"bac+ 4", DegreeLevel::bachelor, false},
    {"diplome universitaire", DegreeLevel::bachelor, false},
    {"titulacion universitaria", DegreeLevel::bachelor, false},
    {"studii superioare", DegreeLevel::bachelor, false},
    {"studii universitare", DegreeLevel::bachelor, false},
    {"hochschulstudium", DegreeLevel::bachelor, false},
    {"hochschulabschluss", DegreeLevel::bachelor, false},
    {"abgeschlossenes studium", DegreeLevel::bachelor, false},
    {"studium der", DegreeLevel::bachelor, false},
    {"degree in", DegreeLevel::bachelor, false},
    {"bachelor", DegreeLevel::bachelor, false},
    {"bachelors", DegreeLevel::bachelor, false},
    {"baccalaureate", DegreeLevel::bachelor, false},
    {"undergraduate degree", DegreeLevel::bachelor, false},
    {"college degree", DegreeLevel::bachelor, false},
    {"university degree", DegreeLevel::bachelor, false},
    {"4 year degree", DegreeLevel::bachelor, false},
    {"four year degree", DegreeLevel::bachelor, false},
    {"bsc", DegreeLevel::bachelor, false},
    {"bs", DegreeLevel::bachelor, true},
    {"ba", DegreeLevel::bachelor, true},
    {"bba", DegreeLevel::bachelor, false},
    {"bca", DegreeLevel::bachelor, false},
    {"bcom", DegreeLevel::bachelor, false},
    {"b com", DegreeLevel::bachelor, false},
    {"be", DegreeLevel::bachelor, true},
    {"beng", DegreeLevel::bachelor, false},
    {"btech", DegreeLevel::bachelor, false},
    {"b tech", DegreeLevel::bachelor, false},
    {"b sc", DegreeLevel::bachelor, false},
    {"bed", DegreeLevel::bachelor, true},
    {"bfa", DegreeLevel::bachelor, false},
    {"bsn", DegreeLevel::bachelor, false},
    {"llb", DegreeLevel::bachelor, false},
    {"ll b", DegreeLevel::bachelor, false},
    {"bpharm", DegreeLevel::bachelor, false},
    {"licence", DegreeLevel::bachelor, true},
    {"licenta", DegreeLevel::bachelor, false},
    {"licenciatura", DegreeLevel::bachelor, false},
    {"licenciado", DegreeLevel::bachelor, false},
    {"grado en", DegreeLevel::bachelor, true},
    {"laurea", DegreeLevel::bachelor, false},
    {"staatsexamen", DegreeLevel::master, false},
    {"master", DegreeLevel::master, true},
    {"masters", DegreeLevel::master, true},
    {"master of", DegreeLevel::master, true},
    {"master degree", DegreeLevel::master, false},
    {"masters degree", DegreeLevel::master, false},
    {"post graduate", DegreeLevel::master, true},
    {"postgraduate", DegreeLevel::master, true},
    {"graduate degree", DegreeLevel::master, false},
    {"advanced degree", DegreeLevel::master, false},
    {"msc", DegreeLevel::master, false},
    {"m sc", DegreeLevel::master, false},
    {"ms", DegreeLevel::master, true},
    {"ma", DegreeLevel::master, true},
    {"mba", DegreeLevel::master, false},
    {"mca", DegreeLevel::master, false},
    {"mcom", DegreeLevel::master, false},
    {"m com", DegreeLevel::master, false},
    {"me", DegreeLevel::master, true},
    {"meng", DegreeLevel::master, false},
    {"mtech", DegreeLevel::master, false},
    {"m tech", DegreeLevel::master, false},
    {"mfa", DegreeLevel::master, false},
    {"msn", DegreeLevel::master, false},
    {"mph", DegreeLevel::master, true},
    {"msw", DegreeLevel::master, false},
    {"mpa", DegreeLevel::master, true},
    {"llm", DegreeLevel::master, true},
    {"med", DegreeLevel::master, true},
    {"pgdm", DegreeLevel::master, false},
    {"bac+ 5", DegreeLevel::master, false},
    {"diplom", DegreeLevel::master, false},
    {"dipl", DegreeLevel::master, false},
    {"magister", DegreeLevel::master, false},
    {"maitrise", DegreeLevel::master, true},
    {"ingenieur", DegreeLevel::master, true},
    {"masterat", DegreeLevel::master, false},
    {"masterabschluss", DegreeLevel::master, false},
    {"masterstudium", DegreeLevel::master, false},
    {"bac 5", DegreeLevel::master, false},
    {"bac+ 5", DegreeLevel::master, false},
    {"bac 4", DegreeLevel::bachelor, false},
    {"bac+ 4", DegreeLevel::bachelor, false},
    {"bac 3", DegreeLevel::bachelor, false},
    {"bac+ 3", DegreeLevel::bachelor, false},
    {"bac 2", DegreeLevel::associate, false},
    {"bac+ 2", DegreeLevel::associate, false},
    {"bachelorabschluss", DegreeLevel::bachelor, false},
    {"bachelorstudium", DegreeLevel::bachelor, false},
    {"hochschulabschluss", DegreeLevel::bachelor, false},
    {"hochschulstudium", DegreeLevel::bachelor, false},
    {"universitatsabschluss", DegreeLevel::bachelor, false},
    {"abgeschlossenes studium", DegreeLevel::bachelor, false},
    {"diplome universitaire", DegreeLevel::bachelor, false},
    {"titulo universitario", DegreeLevel::bachelor, false},
    {"estudios universitarios", DegreeLevel::bachelor, false},
    {"ingenieria", DegreeLevel::bachelor, true},
    {"studii superioare", DegreeLevel::bachelor, false},
    {"studii universitare", DegreeLevel::bachelor, false},
    {"grado superior", DegreeLevel::associate, false},
    {"berufsausbildung", DegreeLevel::vocational, false},
    {"bac", DegreeLevel::school, true},
    {"bacalaureat", DegreeLevel::school, false},
    {"diploma de bacalaureat", DegreeLevel::school, false},
    {"fachabitur", DegreeLevel::school, false},
    {"hochschulreife", DegreeLevel::school, false},
    {"dr rer", DegreeLevel::doctorate, false},
    {"dr phil", DegreeLevel::doctorate, false},
    {"dr ing", DegreeLevel::doctorate, false},
    {"phd", DegreeLevel::doctorate, false},
    {"ph d", DegreeLevel::doctorate, false},
    {"doctorate", DegreeLevel::doctorate, false},
    {"doctoral", DegreeLevel::doctorate, false},
    {"doctor of", DegreeLevel::doctorate, true},
    {"doctorat", DegreeLevel::doctorate, false},
    {"doctorado", DegreeLevel::doctorate, false},
    {"promotion zum", DegreeLevel::doctorate, true},
    {"jd", DegreeLevel::doctorate, true},
    {"juris doctor", DegreeLevel::doctorate, false},
    {"md", DegreeLevel::doctorate, true},
    {"edd", DegreeLevel::doctorate, true},
    {"dnp", DegreeLevel::doctorate, false},
    {"pharmd", DegreeLevel::doctorate, false},
};

std::string without_dots(std::string_view word) {
    std::string out(word);
    out.erase(std::remove(out.begin(), out.end(), '.'), out.end());
    return out;
}

using DegreeMap = std::unordered_multimap<std::string_view, Degree const*>;

DegreeMap degrees_by_first_word() {
    DegreeMap map;
    for (auto const& degree : degree_table)
        map.emplace(degree.words.substr(0, degree.words.find(' ')), &degree);
    return map;
}

// @returns how many words of the text the degree's words cover; 0 if they do not stand there.
std::size_t words_matched(std::string_view degree, std::vector<text::Word> const& words, std::size_t at) {
    std::size_t count = 0;
    for (std::size_t begin = 0; begin < degree.size(); ++count) {
        auto const end = std::min(degree.find(' ', begin), degree.size());
        if (at + count >= words.size()) return 0;
        auto const expected = degree.substr(begin, end - begin);
        if (count == 0 ? without_dots(words[at].text) != expected : words[at + count].text != expected)
            return 0;
        begin = end + 1;
    }
    return count;
}

bool beside_degree_word(std::vector<text::Word> const& words, std::size_t after) {
    static WordSet const companions =
        split("degree degrees diploma of in en title hons honours honors or bachelor bachelors phd");
    return after < words.size() && contains(companions, words[after].text);
}

bool names_institution(std::vector<text::Word> const& words) {
    static WordSet const institutions = split(
        "university college institute polytechnic universitat hochschule fachhochschule universite ecole "
        "universidad "
        "universitatea facultatea universita universiteit academy");
    return std::any_of(words.begin(), words.end(),
                       [](text::Word const& word) { return contains(institutions, word.text); });
}

bool any_listed(std::vector<text::Word> const& words, std::string_view table) {
    return std::any_of(words.begin(), words.end(),
                       [table](text::Word const& word) { return text::listed(table, word.text); });
}

// "Certified Scrum Master", "Solutions Architect Associate": a rank of certificates, not a degree.
bool is_rank_of_certificate(std::vector<text::Word> const& words, std::size_t at) {
    constexpr std::string_view ranks = "master masters associate";
    constexpr std::string_view certificates =
        "certified certificate certification scrum aws azure architect cisco microsoft google oracle "
        "salesforce "
        "web head station chess";
    return text::listed(ranks, words[at].text) && !beside_degree_word(words, at + 1) &&
           any_listed(words, certificates);
}

// "BA History, Larkfield College, Boston, MA, 2015": the state, after a degree and beside no field.
bool is_state(std::vector<text::Word> const& words, std::size_t at, std::vector<DegreeMention> const& found) {
    constexpr std::string_view states = "ma ms md me";
    if (!text::listed(states, words[at].text) || found.empty() || found.back().last_word + 1 == at)
        return false;
    bool const last = at + 1 == words.size();
    return last || (words[at + 1].text[0] >= '0' && words[at + 1].text[0] <= '9');
}

// "Larkfield MBA School" names a place.
bool names_school(std::vector<text::Word> const& words, std::size_t after) {
    constexpr std::string_view schools = "school schools academy office";
    return after < words.size() && text::listed(schools, words[after].text);
}

// "be" and "me" are degrees in capitals only.
bool is_meant(std::vector<text::Word> const& words, std::size_t at, bool education) {
    constexpr std::size_t longest_abbreviation = 3;
    if (words[at].text.size() <= longest_abbreviation && !words[at].abbreviation) return false;
    return education || beside_degree_word(words, at + 1);
}

}  // namespace

std::string_view name_of(DegreeLevel level) {
    constexpr std::array<std::string_view, 7> names = {
        "no", "a school", "a vocational", "an associate", "a bachelor's", "a master's", "a doctoral"};
    return names[static_cast<std::size_t>(level)];
}

std::vector<DegreeMention> degrees_in(std::vector<text::Word> const& words, bool education) {
    static DegreeMap const by_first_word = degrees_by_first_word();
    education = education || names_institution(words);
    std::vector<DegreeMention> found;
    for (std::size_t i = 0; i < words.size();) {
        std::size_t best = 0;
        DegreeLevel level = DegreeLevel::none;
        auto const first = without_dots(words[i].text);
        auto const [begin, end] = by_first_word.equal_range(first);
        for (auto entry = begin; entry != end; ++entry) {
            auto const& degree = *entry->second;
            auto const count = words_matched(degree.words, words, i);
            if (count <= best || (degree.ambiguous && !is_meant(words, i, education))) continue;
            best = count;
            level = degree.level;
        }
        bool const degree = best > 0 && !is_rank_of_certificate(words, i) && !is_state(words, i, found) &&
                            !names_school(words, i + best);
        if (degree) found.push_back({level, i, i + best - 1});
        i += std::max<std::size_t>(best, 1);
    }
    return found;
}

}  // namespace ats::offline
