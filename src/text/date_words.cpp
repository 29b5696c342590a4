#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>

#include "text/date_items.hpp"
#include "text/lists.hpp"

namespace ats::text {
namespace {

struct Named {
    std::string_view name;
    int value;
};

constexpr Named months[] = {
    {"jan", 1},
    {"january", 1},
    {"januar", 1},
    {"janvier", 1},
    {"janv", 1},
    {"enero", 1},
    {"ene", 1},
    {"ianuarie", 1},
    {"ian", 1},
    {"gennaio", 1},
    {"gen", 1},
    {"janeiro", 1},
    {"januari", 1},
    {"janner", 1},
    {"feb", 2},
    {"february", 2},
    {"februar", 2},
    {"fevrier", 2},
    {"fevr", 2},
    {"febrero", 2},
    {"februarie", 2},
    {"febbraio", 2},
    {"fevereiro", 2},
    {"fev", 2},
    {"februari", 2},
    {"mar", 3},
    {"march", 3},
    {"marz", 3},
    {"maerz", 3},
    {"mrz", 3},
    {"mars", 3},
    {"marzo", 3},
    {"martie", 3},
    {"marco", 3},
    {"maart", 3},
    {"apr", 4},
    {"april", 4},
    {"avril", 4},
    {"avr", 4},
    {"abril", 4},
    {"abr", 4},
    {"aprilie", 4},
    {"aprile", 4},
    {"may", 5},
    {"mai", 5},
    {"mayo", 5},
    {"maggio", 5},
    {"mag", 5},
    {"maio", 5},
    {"mei", 5},
    {"jun", 6},
    {"june", 6},
    {"juni", 6},
    {"juin", 6},
    {"junio", 6},
    {"iunie", 6},
    {"iun", 6},
    {"giugno", 6},
    {"giu", 6},
    {"junho", 6},
    {"jul", 7},
    {"july", 7},
    {"juli", 7},
    {"juillet", 7},
    {"juil", 7},
    {"julio", 7},
    {"iulie", 7},
    {"iul", 7},
    {"luglio", 7},
    {"lug", 7},
    {"julho", 7},
    {"aug", 8},
    {"august", 8},
    {"aout", 8},
    {"agosto", 8},
    {"ago", 8},
    {"augustus", 8},
    {"sep", 9},
    {"sept", 9},
    {"september", 9},
    {"septembre", 9},
    {"septiembre", 9},
    {"septembrie", 9},
    {"settembre", 9},
    {"set", 9},
    {"setembro", 9},
    {"oct", 10},
    {"october", 10},
    {"okt", 10},
    {"oktober", 10},
    {"octobre", 10},
    {"octubre", 10},
    {"octombrie", 10},
    {"ottobre", 10},
    {"ott", 10},
    {"outubro", 10},
    {"out", 10},
    {"nov", 11},
    {"november", 11},
    {"novembre", 11},
    {"noviembre", 11},
    {"noiembrie", 11},
    {"novembro", 11},
    {"noi", 11},
    {"dec", 12},
    {"december", 12},
    {"dez", 12},
    {"dezember", 12},
    {"decembre", 12},
    {"diciembre", 12},
    {"dic", 12},
    {"decembrie", 12},
    {"dicembre", 12},
    {"dezembro", 12},
    // Polish
    {"styczen", 1},
    {"stycznia", 1},
    {"sty", 1},
    {"luty", 2},
    {"lutego", 2},
    {"lut", 2},
    {"marzec", 3},
    {"marca", 3},
    {"kwiecien", 4},
    {"kwietnia", 4},
    {"kwi", 4},
    {"maj", 5},
    {"maja", 5},
    {"czerwiec", 6},
    {"czerwca", 6},
    {"cze", 6},
    {"lipiec", 7},
    {"lipca", 7},
    {"lip", 7},
    {"sierpien", 8},
    {"sierpnia", 8},
    {"sie", 8},
    {"wrzesien", 9},
    {"wrzesnia", 9},
    {"wrz", 9},
    {"pazdziernik", 10},
    {"pazdziernika", 10},
    {"paz", 10},
    {"listopad", 11},
    {"listopada", 11},
    {"lis", 11},
    {"grudzien", 12},
    {"grudnia", 12},
    {"gru", 12},
    // Dutch, Danish, Norwegian, Swedish
    {"mrt", 3},
    {"marts", 3},
    {"augusti", 8},
    {"desember", 12},
    {"des", 12},
    // Czech and Slovak
    {"leden", 1},
    {"ledna", 1},
    {"unor", 2},
    {"unora", 2},
    {"brezen", 3},
    {"brezna", 3},
    {"duben", 4},
    {"dubna", 4},
    {"kveten", 5},
    {"kvetna", 5},
    {"cerven", 6},
    {"cervna", 6},
    {"cervenec", 7},
    {"cervence", 7},
    {"srpen", 8},
    {"srpna", 8},
    {"zari", 9},
    {"rijen", 10},
    {"rijna", 10},
    {"listopadu", 11},
    {"prosinec", 12},
    {"prosince", 12},
    {"marec", 3},
    {"oktobra", 10},
    {"januara", 1},
    {"februara", 2},
    {"aprila", 4},
    {"juna", 6},
    {"jula", 7},
    {"augusta", 8},
    {"septembra", 9},
    {"novembra", 11},
    {"decembra", 12},
    // Hungarian
    {"marcius", 3},
    {"aprilis", 4},
    {"majus", 5},
    {"junius", 6},
    {"julius", 7},
    {"augusztus", 8},
    {"szeptember", 9},
    // Turkish
    {"ocak", 1},
    {"subat", 2},
    {"mart", 3},
    {"nisan", 4},
    {"mayis", 5},
    {"haziran", 6},
    {"temmuz", 7},
    {"agustos", 8},
    {"eylul", 9},
    {"ekim", 10},
    {"kasim", 11},
    {"aralik", 12},
    // Russian and Ukrainian
    {"январь", 1},
    {"января", 1},
    {"февраль", 2},
    {"февраля", 2},
    {"март", 3},
    {"марта", 3},
    {"апрель", 4},
    {"апреля", 4},
    {"май", 5},
    {"мая", 5},
    {"июнь", 6},
    {"июня", 6},
    {"июль", 7},
    {"июля", 7},
    {"август", 8},
    {"августа", 8},
    {"сентябрь", 9},
    {"сентября", 9},
    {"октябрь", 10},
    {"октября", 10},
    {"ноябрь", 11},
    {"ноября", 11},
    {"декабрь", 12},
    {"декабря", 12},
    {"січень", 1},
    {"січня", 1},
    {"лютий", 2},
    {"лютого", 2},
    {"березень", 3},
    {"березня", 3},
    {"квітень", 4},
    {"квітня", 4},
    {"травень", 5},
    {"травня", 5},
    {"червень", 6},
    {"червня", 6},
    {"липень", 7},
    {"липня", 7},
    {"серпень", 8},
    {"серпня", 8},
    {"вересень", 9},
    {"вересня", 9},
    {"жовтень", 10},
    {"жовтня", 10},
    {"листопада", 11},
    {"грудень", 12},
    {"грудня", 12},
    // Greek
    {"ιανουαριοσ", 1},
    {"ιανουαριου", 1},
    {"φεβρουαριοσ", 2},
    {"φεβρουαριου", 2},
    {"μαρτιοσ", 3},
    {"μαρτιου", 3},
    {"απριλιοσ", 4},
    {"απριλιου", 4},
    {"μαιοσ", 5},
    {"μαιου", 5},
    {"ιουνιοσ", 6},
    {"ιουνιου", 6},
    {"ιουλιοσ", 7},
    {"ιουλιου", 7},
    {"αυγουστοσ", 8},
    {"αυγουστου", 8},
    {"σεπτεμβριοσ", 9},
    {"σεπτεμβριου", 9},
    {"οκτωβριοσ", 10},
    {"οκτωβριου", 10},
    {"νοεμβριοσ", 11},
    {"νοεμβριου", 11},
    {"δεκεμβριοσ", 12},
    {"δεκεμβριου", 12},
};

constexpr Named seasons[] = {
    {"spring", 3}, {"summer", 6},    {"fall", 9},     {"autumn", 9},    {"winter", 1}, {"fruhjahr", 3},
    {"sommer", 6}, {"herbst", 9},    {"ete", 6},      {"printemps", 3}, {"verano", 6}, {"primavera", 3},
    {"otono", 9},  {"fruehjahr", 3}, {"fruhling", 3}, {"automne", 9},   {"hiver", 1},  {"invierno", 1},
    {"estate", 6}, {"autunno", 9},   {"inverno", 1},  {"outono", 9},    {"verao", 6},  {"lente", 3},
    {"zomer", 6},  {"herfst", 9},    {"wiosna", 3},   {"lato", 6},      {"jesien", 9}, {"zima", 1},
    {"vara", 6},   {"toamna", 9},    {"iarna", 1},
};

constexpr Named parts_of_year[] = {
    {"beginning", 1},  {"start", 1},     {"anfang", 1},   {"debut", 1},    {"inicio", 1},
    {"principios", 1}, {"inceputul", 1}, {"early", 2},    {"mid", 6},      {"middle", 6},
    {"mitte", 6},      {"mi", 6},        {"mediados", 6}, {"mijlocul", 6}, {"late", 11},
    {"end", 12},       {"ende", 12},     {"fin", 12},     {"finales", 12}, {"sfarsitul", 12},
};

constexpr Named numbers[] = {
    {"sechs", 6},   {"sieben", 7},   {"acht", 8},    {"zehn", 10},  {"huit", 8}, {"dix", 10},
    {"seis", 6},    {"siete", 7},    {"ocho", 8},    {"diez", 10},  {"sase", 6}, {"sapte", 7},
    {"zece", 10},   {"one", 1},      {"two", 2},     {"three", 3},  {"four", 4}, {"five", 5},
    {"six", 6},     {"seven", 7},    {"eight", 8},   {"nine", 9},   {"ten", 10}, {"eleven", 11},
    {"twelve", 12}, {"fifteen", 15}, {"twenty", 20}, {"zwei", 2},   {"drei", 3}, {"vier", 4},
    {"funf", 5},    {"deux", 2},     {"trois", 3},   {"quatre", 4}, {"cinq", 5}, {"dos", 2},
    {"tres", 3},    {"cuatro", 4},   {"cinco", 5},   {"doi", 2},    {"trei", 3}, {"patru", 4},
    {"cinci", 5},
};

constexpr std::string_view present_words[] = {
    "present",    "current",      "currently",   "now",        "today",       "ongoing",      "date",
    "heute",      "jetzt",        "aktuell",     "actuel",     "actuelle",    "actuellement", "aujourd",
    "jour",       "actual",       "actualidad",  "hoy",        "presente",    "prezent",      "oggi",
    "atual",      "heden",        "nu",          "continuing", "laufend",     "dato",         "fecha",
    "astazi",     "onwards",      "onward",      "现在",       "現在",        "obecnie",      "obecny",
    "nadal",      "teraz",        "dzis",        "attuale",    "attualmente", "corso",        "cours",
    "atualmente", "hoje",         "actualmente", "momentan",   "gegenwart",   "huidig",       "actueel",
    "curs",       "今",           "现今",        "현재",       "재직중",      "momento",      "maintenant",
    "derzeit",    "tegenwoordig", "nuvarande",   "pagaende",   "dosud",       "soucasnost",   "doteraz",
    "sucasnost",  "jelenleg",     "halen",       "devam",      "gunumuz",     "bugun",        "настоящее",
    "н",          "сейчас",       "сегодня",     "теперь",     "дотепер",     "зараз",        "σημερα",
    "παρον",      "further",      "notice",      "weiteres",   "ordre",
};
constexpr std::string_view until_words[] = {
    "to",  "until", "till", "til", "through", "thru", "bis", "a",   "au", "al", "hasta", "pana", "la", "tot",
    "ate", "do",    "ad",   "po",  "по",      "до",   "εωσ", "tom", "至", "到", "から",  "부터", "迄",
};
constexpr std::string_view since_words[] = {"since", "seit", "depuis",  "desde", "din",   "sinds", "partir",
                                            "vanaf", "od",   "dal",     "dall",  "dalla", "sedan", "siden",
                                            "с",     "απο",  "compter", "自",    "从",    "從"};
constexpr std::string_view between_words[] = {"between", "zwischen", "entre", "intre"};
constexpr std::string_view and_words[] = {"and", "und", "et", "y", "e", "si"};
constexpr std::string_view filler_words[] = {"the", "l",   "en", "in",  "ce",     "la",  "de", "el",
                                             "o",   "zum", "cu", "auf", "nouvel", "τησ", "το"};
constexpr std::string_view quarter_words[] = {"q", "t", "quarter", "quartal", "trimestre", "trimestrul"};

constexpr std::string_view end_labels[] = {"end",     "ende", "fin",   "fine", "einde", "fim",  "koniec",
                                           "sfarsit", "to",   "until", "till", "bis",   "au",   "al",
                                           "hasta",   "a",    "ate",   "tot",  "do",    "pana", "enddatum"};
constexpr std::string_view date_nouns[] = {"date", "datum", "fecha", "data", "dato"};
constexpr std::string_view year_suffixes[] = {"r", "roku", "г", "год", "года", "р", "року"};

// The year before the first of each era.
constexpr Named eras[] = {{"明治", 1867}, {"大正", 1911}, {"昭和", 1925}, {"平成", 1988},
                          {"令和", 2018}, {"民国", 1911}, {"民國", 1911}};
constexpr std::string_view romans[] = {"i",   "ii",   "iii", "iv", "v",  "vi",
                                       "vii", "viii", "ix",  "x",  "xi", "xii"};

// The longer of two that begin alike stands first.
constexpr std::string_view spaceless[] = {
    "年",   "月",   "日",   "元",   "现在", "現在", "现今", "至",   "到",     "今",   "迄",   "から",
    "まで", "自",   "从",   "從",   "년",   "월",   "일",   "현재", "재직중", "入社", "退社", "入职",
    "离职", "부터", "까지", "明治", "大正", "昭和", "平成", "令和", "民国",   "民國"};

int find(Named const* begin, Named const* end, std::string_view name) noexcept {
    auto const found = std::find_if(begin, end, [name](Named const& entry) { return entry.name == name; });
    return found == end ? 0 : found->value;
}

}  // namespace

int month_named(std::string_view word) {
    // Every word of a resume is looked up here.
    static auto const by_name = [] {
        std::unordered_map<std::string_view, int> made;
        for (auto const& month : months) made.emplace(month.name, month.value);
        return made;
    }();
    auto const found = by_name.find(word);
    return found == by_name.end() ? 0 : found->second;
}
int season_named(std::string_view word) noexcept {
    return find(std::begin(seasons), std::end(seasons), word);
}
int number_named(std::string_view word) noexcept {
    return find(std::begin(numbers), std::end(numbers), word);
}
bool means_present(std::string_view word) noexcept { return listed(present_words, word); }
bool means_until(std::string_view word) noexcept { return listed(until_words, word); }
bool means_since(std::string_view word) noexcept { return listed(since_words, word); }
bool means_between(std::string_view word) noexcept { return listed(between_words, word); }
bool means_and(std::string_view word) noexcept { return listed(and_words, word); }
bool is_date_filler(std::string_view word) noexcept { return listed(filler_words, word); }
int part_of_year_named(std::string_view word) noexcept {
    return find(std::begin(parts_of_year), std::end(parts_of_year), word);
}
bool labels_end(std::string_view word) noexcept { return listed(end_labels, word); }
bool means_date(std::string_view word) noexcept { return listed(date_nouns, word); }
bool follows_year(std::string_view word) noexcept { return listed(year_suffixes, word); }
int year_before_era(std::string_view word) noexcept { return find(std::begin(eras), std::end(eras), word); }
int roman_month(std::string_view word) noexcept {
    auto const found = std::find(std::begin(romans), std::end(romans), word);
    return found == std::end(romans) ? 0 : static_cast<int>(found - std::begin(romans)) + 1;
}
std::size_t spaceless_date_word(std::string_view text) noexcept {
    for (auto const word : spaceless) {
        if (text.substr(0, word.size()) == word) return word.size();
    }
    return 0;
}
bool means_quarter(std::string_view word) noexcept { return listed(quarter_words, word); }

}  // namespace ats::text
