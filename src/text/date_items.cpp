#include "text/date_items.hpp"

#include <algorithm>
#include <utility>

#include "text/fold.hpp"
#include "text/lists.hpp"
#include "text/utf8.hpp"

namespace ats::text {
namespace {

// No word that these tables hold is longer; the rest of a longer one is skipped.
constexpr std::size_t longest_kept = 16;

struct Named {
    std::string_view name;
    int value;
};

constexpr Named months[] = {
    {"jan", 1},        {"january", 1},    {"januar", 1},     {"janvier", 1},   {"janv", 1},
    {"enero", 1},      {"ene", 1},        {"ianuarie", 1},   {"ian", 1},       {"gennaio", 1},
    {"gen", 1},        {"janeiro", 1},    {"januari", 1},    {"janner", 1},    {"feb", 2},
    {"february", 2},   {"februar", 2},    {"fevrier", 2},    {"fevr", 2},      {"febrero", 2},
    {"februarie", 2},  {"febbraio", 2},   {"fevereiro", 2},  {"fev", 2},       {"februari", 2},
    {"mar", 3},        {"march", 3},      {"marz", 3},       {"maerz", 3},     {"mrz", 3},
    {"mars", 3},       {"marzo", 3},      {"martie", 3},     {"marco", 3},     {"maart", 3},
    {"apr", 4},        {"april", 4},      {"avril", 4},      {"avr", 4},       {"abril", 4},
    {"abr", 4},        {"aprilie", 4},    {"aprile", 4},     {"may", 5},       {"mai", 5},
    {"mayo", 5},       {"maggio", 5},     {"mag", 5},        {"maio", 5},      {"mei", 5},
    {"jun", 6},        {"june", 6},       {"juni", 6},       {"juin", 6},      {"junio", 6},
    {"iunie", 6},      {"iun", 6},        {"giugno", 6},     {"giu", 6},       {"junho", 6},
    {"jul", 7},        {"july", 7},       {"juli", 7},       {"juillet", 7},   {"juil", 7},
    {"julio", 7},      {"iulie", 7},      {"iul", 7},        {"luglio", 7},    {"lug", 7},
    {"julho", 7},      {"aug", 8},        {"august", 8},     {"aout", 8},      {"agosto", 8},
    {"ago", 8},        {"augustus", 8},   {"sep", 9},        {"sept", 9},      {"september", 9},
    {"septembre", 9},  {"septiembre", 9}, {"septembrie", 9}, {"settembre", 9}, {"set", 9},
    {"setembro", 9},   {"oct", 10},       {"october", 10},   {"okt", 10},      {"oktober", 10},
    {"octobre", 10},   {"octubre", 10},   {"octombrie", 10}, {"ottobre", 10},  {"ott", 10},
    {"outubro", 10},   {"out", 10},       {"nov", 11},       {"november", 11}, {"novembre", 11},
    {"noviembre", 11}, {"noiembrie", 11}, {"novembro", 11},  {"noi", 11},      {"dec", 12},
    {"december", 12},  {"dez", 12},       {"dezember", 12},  {"decembre", 12}, {"diciembre", 12},
    {"dic", 12},       {"decembrie", 12}, {"dicembre", 12},  {"dezembro", 12},
};

constexpr Named seasons[] = {
    {"spring", 3},   {"summer", 6},    {"fall", 9},   {"autumn", 9}, {"winter", 1},
    {"fruhjahr", 3}, {"sommer", 6},    {"herbst", 9}, {"ete", 6},    {"printemps", 3},
    {"verano", 6},   {"primavera", 3}, {"otono", 9},
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
    "present", "current",    "currently",  "now",         "today",    "ongoing",      "date",
    "heute",   "jetzt",      "aktuell",    "actuel",      "actuelle", "actuellement", "aujourd",
    "jour",    "actual",     "actualidad", "hoy",         "presente", "prezent",      "oggi",
    "atual",   "heden",      "nu",         "continuing",  "laufend",  "dato",         "fecha",
    "astazi",  "onwards",    "onward",     "至今",        "现在",     "現在",         "obecnie",
    "obecny",  "nadal",      "teraz",      "dzis",        "attuale",  "attualmente",  "corso",
    "cours",   "atualmente", "hoje",       "actualmente", "momentan", "gegenwart",    "huidig",
    "actueel", "curs",
};
constexpr std::string_view until_words[] = {
    "to", "until", "till",  "til",  "through", "thru", "bis", "a",
    "au", "al",    "hasta", "pana", "la",      "tot",  "ate", "do",
};
constexpr std::string_view since_words[] = {"since", "seit", "depuis", "desde", "din", "sinds", "partir"};
constexpr std::string_view between_words[] = {"between", "zwischen", "entre", "intre"};
constexpr std::string_view and_words[] = {"and", "und", "et", "y", "e", "si"};
constexpr std::string_view filler_words[] = {"the", "l",  "en", "in",  "ce", "la",
                                             "de",  "el", "o",  "zum", "cu"};
constexpr std::string_view quarter_words[] = {"q", "t", "quarter", "quartal", "trimestre", "trimestrul"};

int find(Named const* begin, Named const* end, std::string_view name) noexcept {
    auto const found = std::find_if(begin, end, [name](Named const& entry) { return entry.name == name; });
    return found == end ? 0 : found->value;
}

bool is_digit(char32_t c) noexcept { return c >= '0' && c <= '9'; }
bool is_space(char32_t c) noexcept {
    return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}
bool is_dash(char32_t c) noexcept {
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2192 || c == '~' ||
           c == 0x301C || c == 0xFF5E;
}
bool is_letter(char32_t c) noexcept {
    auto const lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) ||
           (c >= 0x3040 && c < 0xE000);
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<DateItem> scan() {
        while (at_ < text_.size()) {
            auto const c = decode(text_, at_);
            if (is_digit(c.character)) {
                take_number();
            } else if (is_letter(c.character)) {
                take_word();
            } else {
                take_other(c);
            }
        }
        return std::move(items_);
    }

private:
    DateItem& add(DateItem::Kind kind, std::size_t begin) {
        items_.push_back({kind});
        auto& item = items_.back();
        item.begin = begin;
        item.end = at_;
        item.line_start = std::exchange(line_start_, false);
        return item;
    }

    void take_number() {
        auto const begin = at_;
        int value = 0;
        while (at_ < text_.size() && is_digit(static_cast<unsigned char>(text_[at_]))) {
            // More than six digits are no year and no month; saturate instead of overflowing.
            if (at_ - begin < 6) value = value * 10 + (text_[at_] - '0');
            ++at_;
        }
        auto& item = add(DateItem::Kind::number, begin);
        item.value = value;
        item.digits = static_cast<int>(std::min<std::size_t>(at_ - begin, 99));
    }

    void take_word() {
        auto const begin = at_;
        std::string folded;
        while (at_ < text_.size()) {
            auto const c = decode(text_, at_);
            if (!is_letter(c.character)) break;
            if (folded.size() < longest_kept) append_folded(folded, c.character);
            at_ += c.bytes;
        }
        add(DateItem::Kind::word, begin).word = std::move(folded);
    }

    void take_other(Decoded const& c) {
        auto const begin = at_;
        at_ += c.bytes;
        if (c.character == '\n') line_start_ = true;
        if (is_space(c.character)) return;
        char const mark = is_dash(c.character)    ? '-'
                          : c.character == 0x2019 ? '\''
                          : c.character < 0x80    ? static_cast<char>(c.character)
                                                  : '?';
        add(DateItem::Kind::mark, begin).word = std::string(1, mark);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool line_start_ = true;
    std::vector<DateItem> items_;
};

}  // namespace

std::vector<DateItem> date_items(std::string_view text) { return Scanner(text).scan(); }

int month_named(std::string_view word) noexcept { return find(std::begin(months), std::end(months), word); }
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
bool means_quarter(std::string_view word) noexcept { return listed(quarter_words, word); }

}  // namespace ats::text
