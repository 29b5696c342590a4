#include "occupations/title_words.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::occupations {
namespace {

struct Rank {
    std::string_view words;
    int level;
};

constexpr Rank ranks[] = {
    {"chief", 5},
    {"head vp director", 4},
    {"lead principal iii leiter leiterin leitender leitende", 3},
    {"senior sr snr staff", 2},
    {"ii deputy", 1},
    {"junior jr jnr graduate entry assistant helper aide", -1},
    {"trainee intern internship apprentice apprenticeship student praktikant praktikantin praktikum "
     "auszubildender "
     "auszubildende azubi werkstudent werkstudentin stagiaire stage apprenti apprentie alternant becario "
     "becaria "
     "aprendiz stagista tirocinante stagiair praktykant praktykantka stazysta estagiario estagiaria",
     -2},
};

// Ranks that name no occupation; "assistant" and "director" do.
constexpr std::string_view bare_ranks =
    "senior sr snr junior jr jnr lead principal trainee intern apprentice graduate entry level i ii iii iv v "
    "stagiaire "
    "praktikant praktikantin auszubildender auszubildende azubi werkstudent werkstudentin becario becaria";

// Endings and letters that stand for the other gender.
constexpr std::string_view gender_marks = "in innen m w f d x h i e v k n se trice a gn";

constexpr std::string_view function_words[language_count] = {
    "of the and in for to a an with at on or by as",
    "fur und der die das im in von mit an zur zum bei den dem des auf als fuer",
    "de la el los las y en para con del a o e u al por",
    "de la le les et en pour du des l d a au aux un une dans",
    "di e la il per in dei delle della del degli a alla con da al dell",
    "van de het en in voor met een der bij op",
    "ds do i w z na oraz s",
    "de da do e em para das dos a o com no na",
    "de si in la al a cu pentru din pe"};

// The longest ending first. English ones are handled apart: they change the letters before them.
constexpr std::string_view endings[language_count] = {
    "",
    "innen in en er es e n s",
    "adoras adores adora ador oras ores ora or istas ista eras eros era ero icas icos ica ico as os es a o e "
    "s",
    "atrices ateurs atrice ateur euses eurs euse eur trices teurs trice teur ieres iers iere ier iennes iens "
    "ienne ien "
    "es e s",
    "atrici atori atrice atore trici tori trice tore iere ieri iera a o e i",
    "sters ster ers er en e s",
    "owie ami ach ow ka ki a y i e u",
    "adoras adores adora ador oras ores ora or eiras eiros eira eiro as os es a o e s",
    "atoare ator toare tor oare or ari ar eri er a e i u"};

struct Synonym {
    std::string_view word;
    std::string_view meaning;
};

constexpr Synonym english_synonyms[] = {
    {"acct", "account"},
    {"admin", "administrator"},
    {"asst", "assistant"},
    {"ceo", "chief executive officer"},
    {"cfo", "chief financial officer"},
    {"cna", "certified nursing assistant"},
    {"coo", "chief operating officer"},
    {"cto", "chief technology officer"},
    {"dev", "developer"},
    {"dir", "director"},
    {"eng", "engineer"},
    {"engr", "engineer"},
    {"hgv", "heavy truck"},
    {"hr", "human resources"},
    {"ict", "information technology"},
    {"it", "information technology"},
    {"lpn", "licensed practical nurse"},
    {"mgr", "manager"},
    {"pr", "public relations"},
    {"programmer", "developer"},
    {"qa", "quality assurance"},
    {"rep", "representative"},
    {"rn", "registered nurse"},
    {"supv", "supervisor"},
    {"tech", "technician"},
    {"ui", "user interface"},
    {"ux", "user experience"},
    {"vp", "vice president"},
};

using Set = std::unordered_set<std::string_view>;

template <class Keep>
void each_word(std::string_view list, Keep keep) {
    while (!list.empty()) {
        auto const end = std::min(list.find(' '), list.size());
        keep(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

constexpr std::size_t shortest_stem = 3;
// A shorter word is a stem already.
constexpr std::size_t longest_bare_word = 4;

bool is_number(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool ends_with(std::string_view word, std::string_view ending) {
    return word.size() >= ending.size() && word.substr(word.size() - ending.size()) == ending;
}

std::string english_stem(std::string_view word) {
    std::string const whole(word);
    if (word.size() < longest_bare_word || !ends_with(word, "s") || ends_with(word, "ss")) return whole;
    auto const without = [&](std::size_t letters) { return whole.substr(0, whole.size() - letters); };
    if (word.size() == longest_bare_word) return without(1);
    if (ends_with(word, "ies")) return without(3) + 'y';
    if (ends_with(word, "ses")) return without(2);
    return ends_with(word, "us") || ends_with(word, "is") ? whole : without(1);
}

std::size_t index_of(Language language) { return static_cast<std::size_t>(language); }

void append_meaning(Words& words, std::string const& word) {
    auto const synonym =
        std::lower_bound(std::begin(english_synonyms), std::end(english_synonyms), word,
                         [](Synonym const& each, std::string_view w) { return each.word < w; });
    if (synonym == std::end(english_synonyms) || synonym->word != word) {
        words.push_back(word);
        return;
    }
    for (auto const& part : text::words(synonym->meaning)) words.push_back(part.text);
}

}  // namespace

Words title_words(std::string_view title) {
    auto const all = text::words(title);
    auto const marked = [&](std::size_t i) {
        if (i == 0 || !text::listed(gender_marks, all[i].text)) return false;
        auto const between = title.substr(all[i - 1].end, all[i].begin - all[i - 1].end);
        return between.find_first_of("(/:*_|") != std::string_view::npos;
    };
    Words words;
    for (std::size_t i = 0; i < all.size(); ++i) {
        // The first letter of "m/w/d" without brackets.
        bool const first_mark = all[i].text.size() == 1 && text::listed(gender_marks, all[i].text) &&
                                i + 1 < all.size() && all[i + 1].text.size() == 1 && marked(i + 1);
        if (!first_mark && !marked(i) && !is_number(all[i].text)) words.push_back(all[i].text);
    }
    return words;
}

bool names_nothing(std::string_view word, Language language) {
    static auto const sets = [] {
        std::array<Set, language_count> made;
        for (std::size_t i = 0; i < language_count; ++i) {
            auto const add = [&set = made[i]](std::string_view each) { set.insert(each); };
            each_word(function_words[i], add);
            each_word(bare_ranks, add);
        }
        return made;
    }();
    return sets[index_of(language)].count(word) > 0;
}

Words occupation_words(Words const& title, Language language) {
    Words words;
    for (auto const& word : title) {
        if (names_nothing(word, language)) continue;
        if (language == Language::english)
            append_meaning(words, word);
        else
            words.push_back(word);
    }
    return words.empty() ? title : words;
}

std::size_t stem_length(std::string_view word, Language language) {
    static auto const lists = [] {
        std::array<std::vector<std::string_view>, language_count> made;
        for (std::size_t i = 0; i < language_count; ++i)
            each_word(endings[i], [&list = made[i]](std::string_view each) { list.push_back(each); });
        return made;
    }();
    if (word.size() <= longest_bare_word && language != Language::spanish) return word.size();
    for (auto const ending : lists[index_of(language)]) {
        if (ends_with(word, ending) && word.size() - ending.size() >= shortest_stem)
            return word.size() - ending.size();
    }
    return word.size();
}

std::string stem(std::string_view word, Language language) {
    if (language == Language::english) return english_stem(word);
    return std::string(word.substr(0, stem_length(word, language)));
}

int level_of(Words const& title) {
    static auto const levels = [] {
        std::unordered_map<std::string_view, int> made;
        for (auto const& rank : ranks)
            each_word(rank.words, [&](std::string_view each) { made.emplace(each, rank.level); });
        return made;
    }();
    int level = 0;
    for (auto const& word : title) {
        auto const found = levels.find(word);
        if (found != levels.end() && std::abs(found->second) > std::abs(level)) level = found->second;
    }
    return level;
}

}  // namespace ats::occupations
