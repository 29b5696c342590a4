#include "offline/words/languages.hpp"

#include <charconv>
#include <string>
#include <unordered_map>

#include "text/gender.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

struct Language {
    std::string_view name;
    int number;
};

constexpr Language languages[] = {
    {"english", 0},        {"englisch", 0},      {"anglais", 0},    {"ingles", 0},      {"engleza", 0},
    {"inglese", 0},        {"german", 1},        {"deutsch", 1},    {"allemand", 1},    {"aleman", 1},
    {"germana", 1},        {"tedesco", 1},       {"french", 2},     {"franzosisch", 2}, {"francais", 2},
    {"frances", 2},        {"franceza", 2},      {"francese", 2},   {"spanish", 3},     {"spanisch", 3},
    {"espagnol", 3},       {"espanol", 3},       {"spaniola", 3},   {"spagnolo", 3},    {"italian", 4},
    {"italienisch", 4},    {"italien", 4},       {"italiano", 4},   {"italiana", 4},    {"romanian", 5},
    {"rumanisch", 5},      {"roumain", 5},       {"rumano", 5},     {"romana", 5},      {"portuguese", 6},
    {"portugues", 6},      {"portugiesisch", 6}, {"portugais", 6},  {"dutch", 7},       {"nederlands", 7},
    {"niederlandisch", 7}, {"polish", 8},        {"polnisch", 8},   {"polski", 8},      {"russian", 9},
    {"russisch", 9},       {"russe", 9},         {"ruso", 9},       {"rusa", 9},        {"mandarin", 10},
    {"chinese", 10},       {"chinesisch", 10},   {"chinois", 10},   {"cantonese", 11},  {"japanese", 12},
    {"japanisch", 12},     {"japonais", 12},     {"korean", 13},    {"arabic", 14},     {"arabisch", 14},
    {"arabe", 14},         {"hindi", 15},        {"urdu", 16},      {"bengali", 17},    {"tamil", 18},
    {"telugu", 19},        {"marathi", 20},      {"gujarati", 21},  {"punjabi", 22},    {"turkish", 23},
    {"turkisch", 23},      {"turc", 23},         {"greek", 24},     {"swedish", 25},    {"norwegian", 26},
    {"danish", 27},        {"finnish", 28},      {"hungarian", 29}, {"ungarisch", 29},  {"maghiara", 29},
    {"czech", 30},         {"slovak", 31},       {"ukrainian", 32}, {"bulgarian", 33},  {"serbian", 34},
    {"croatian", 35},      {"hebrew", 36},       {"persian", 37},   {"farsi", 37},      {"vietnamese", 38},
    {"thai", 39},          {"indonesian", 40},   {"malay", 41},     {"tagalog", 42},    {"filipino", 42},
    {"swahili", 43},       {"catalan", 44},      {"malayalam", 45}, {"kannada", 46},    {"nepali", 47},
    {"kinyarwanda", 48},   {"engleze", 0},       {"germane", 1},    {"franceze", 2},    {"spaniole", 3},
    {"romane", 5},
};

struct Level {
    std::string_view word;
    int level;
};

constexpr Level language_levels[] = {
    {"a1", 1},
    {"beginner", 1},
    {"a2", 2},
    {"elementary", 2},
    {"basic", 2},
    {"basics", 2},
    {"grundkenntnisse", 2},
    {"notions", 2},
    {"basico", 2},
    {"incepator", 1},
    {"b1", 3},
    {"intermediate", 3},
    {"conversational", 3},
    {"moyen", 3},
    {"intermedio", 3},
    {"mediu", 3},
    {"good", 3},
    {"gut", 3},
    {"gute", 3},
    {"bon", 3},
    {"bonne", 3},
    {"bueno", 3},
    {"buen", 3},
    {"bine", 3},
    {"medio", 3},
    {"intermediaire", 3},
    {"elementar", 2},
    {"elemental", 2},
    {"elementaire", 2},
    {"scolaire", 2},
    {"schulkenntnisse", 2},
    {"bilingue", 6},
    {"zweisprachig", 6},
    {"bilingv", 6},
    {"b2", 4},
    {"working", 4},
    {"upper", 4},
    {"proficient", 4},
    {"proficiency", 4},
    {"avance", 5},
    {"avanzado", 5},
    {"avansat", 5},
    {"c1", 5},
    {"advanced", 5},
    {"fluent", 5},
    {"fluency", 5},
    {"fluently", 5},
    {"fliessend", 5},
    {"fliessende", 5},
    {"courant", 5},
    {"fluido", 5},
    {"verhandlungssicher", 5},
    {"verhandlungssichere", 5},
    {"excellent", 5},
    {"professional", 4},
    {"bilingual", 6},
    {"c2", 6},
    {"native", 6},
    {"mother", 6},
    {"muttersprache", 6},
    {"maternelle", 6},
    {"nativo", 6},
    {"materna", 6},
    {"nativ", 6},
};

// The words of resumes are without endings of plurals, which "inglés" seems to have, and of women's titles,
// which "maternelle" seems to have.
bool is_written(std::string_view name, std::string_view word) {
    return name == word || text::singular(name) == word || text::gender_neutral(std::string(name)) == word;
}

// Longer names of levels come first: their words alone are other levels.
struct LevelPhrase {
    std::string_view words;
    int level;
};

constexpr LevelPhrase level_phrases[] = {
    {"full professional", 5},
    {"professional working", 4},
    {"limited working", 3},
    {"limited", 2},
    {"native or bilingual", 6},
    {"mother tongue", 6},
    {"first language", 6},
    {"near native", 6},
    {"upper intermediate", 4},
    {"lower intermediate", 2},
    {"pre intermediate", 2},
    {"working knowledge", 3},
    {"professional fluency", 5},
    {"sehr gut", 4},
    {"very good", 4},
    {"tres bon", 4},
    {"muy bueno", 4},
    {"molto buono", 4},
    {"full fluency", 5},
};

// Tests, and the least score of levels.
struct LanguageTest {
    std::string_view name;
    double least[6];  // Of A1 to C2; 0 where it tells no such level.
};

constexpr LanguageTest tests[] = {
    {"ielts", {0, 0, 4, 5.5, 7, 8.5}},       {"toefl", {0, 0, 42, 72, 95, 114}},
    {"toeic", {120, 225, 550, 785, 945, 0}}, {"duolingo", {0, 0, 65, 95, 125, 0}},
    {"pte", {0, 30, 43, 59, 76, 85}},
};

constexpr LevelPhrase certificates[] = {
    {"cpe", 6}, {"cae", 5}, {"fce", 4}, {"pet", 3}, {"n1", 5},
    {"n2", 4},  {"n3", 3},  {"n4", 2},  {"n5", 1},  {"dsh", 5},
};

constexpr std::string_view language_cues =
    "language speak speaker speaking spoken written oral fluent fluency fluently bilingual trilingual "
    "multilingual "
    "interpreter interpretation interpreting translator translation translate translated "
    "sprache sprachen muttersprache spreche wort schrift langue langues parle parler idioma idiomas hablo "
    "lingua "
    "lingue parlo falo taal talen spreek jezyk jezyki limba limbi vorbesc";

constexpr std::string_view joints = "and und et y e en i si";

int level_of_test(LanguageTest const& test, std::string_view written) {
    double score = 0;
    auto const [end, error] = std::from_chars(written.data(), written.data() + written.size(), score);
    if (error != std::errc() || end != written.data() + written.size()) return 0;
    int level = 0;
    for (int i = 0; i < 6; ++i) {
        if (test.least[i] > 0 && score >= test.least[i]) level = i + 1;
    }
    return level;
}

int level_by_test(std::vector<std::string_view> const& words) {
    constexpr std::size_t reach = 3;  // "IELTS Academic: 8.0"
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (auto const& certificate : certificates) {
            if (words[i] == certificate.words) return certificate.level;
        }
        for (auto const& test : tests) {
            if (!is_written(test.name, words[i])) continue;
            for (auto at = i + 1; at < words.size() && at <= i + reach; ++at) {
                if (auto const level = level_of_test(test, words[at])) return level;
            }
        }
    }
    return 0;
}

int level_by_phrase(std::vector<std::string_view> const& words) {
    std::string line = " ";
    for (auto const word : words) line.append(word) += ' ';
    for (auto const& phrase : level_phrases) {
        if (line.find(' ' + std::string(phrase.words) + ' ') != std::string::npos) return phrase.level;
    }
    return 0;
}

}  // namespace

int language_named(std::string_view word) {
    // "Englischkenntnisse"
    constexpr std::string_view knowledge = "kenntnisse";
    if (word.size() > knowledge.size() && word.substr(word.size() - knowledge.size()) == knowledge)
        word.remove_suffix(knowledge.size());
    static auto const numbers = [] {
        std::unordered_map<std::string, int> made;
        for (auto const& language : languages) {
            std::string const name(language.name);
            for (auto const& form : {name, text::singular(name), text::gender_neutral(name)})
                made.try_emplace(form, language.number);
        }
        return made;
    }();
    auto const found = numbers.find(std::string(word));
    return found == numbers.end() ? -1 : found->second;
}

int language_level_named(std::string_view word) {
    for (auto const& level : language_levels) {
        if (is_written(level.word, word)) return level.level;
    }
    return 0;
}

int language_level_of(std::vector<std::string_view> const& words) {
    if (auto const level = level_by_test(words)) return level;
    if (auto const level = level_by_phrase(words)) return level;
    for (auto const word : words) {
        if (auto const level = language_level_named(word)) return level;
    }
    return 0;
}

bool tells_of_languages(std::string_view word) { return text::listed(language_cues, word); }

bool joins_languages(std::string_view word) { return text::listed(joints, word); }

}  // namespace ats::offline
