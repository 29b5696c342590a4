#include <algorithm>
#include <array>
#include <optional>

#include "text/date_items.hpp"
#include "text/dates.hpp"

namespace ats::text {
namespace {

using Kind = DateItem::Kind;
using Items = std::vector<DateItem>;

constexpr std::array year_words = {"year",  "years", "yr",     "yrs", "jahr", "jahre", "jahren", "an",
                                   "ans",   "annee", "annees", "ano", "anos", "ani",   "anni",   "jaar",
                                   "jaren", "lat",   "lata",   "лет", "года", "年",    "년"};
constexpr std::array month_words = {"month", "months", "monate", "monaten", "mois",
                                    "meses", "luni",   "mesi",   "maanden"};
constexpr std::array experience_words = {
    "experience",    "experienced",  "exp",        "work",       "working",
    "professional",  "industry",     "practice",   "erfahrung",  "berufserfahrung",
    "experiencia",   "experienta",   "esperienza", "ervaring",   "background",
    "exprience",     "worked",       "gearbeitet", "tatig",      "travaille",
    "trabajado",     "trabajando",   "lavorato",   "trabalhei",  "trabalhado",
    "gewerkt",       "werkervaring", "pracowalem", "pracowalam", "doswiadczenia",
    "doswiadczenie", "lucrat",       "опыта",      "опыт",       "经验",
    "工作经验",      "経験",         "경력"};

// Years of others: "a team of 12 with a combined 40 years of experience".
constexpr std::array others = {
    "team",    "teams",      "company",     "firm",       "business",  "organisation", "organization",
    "group",   "staff",      "crew",        "colleagues", "employees", "family",       "director",
    "boss",    "mannschaft", "unternehmen", "firma",      "kollegen",  "equipe",       "entreprise",
    "societe", "equipo",     "empresa",     "squadra",    "azienda",   "equipa",       "bedrijf",
    "zespol",  "zespolem",   "echipa",      "companie"};
// What may stand between them and their years; "for" makes the years one's own.
constexpr std::array between_others = {
    "with",       "of",       "having", "has",      "had",     "whose", "over",      "more",
    "than",       "a",        "an",     "the",      "in",      "total", "combined",  "collective",
    "cumulative", "average",  "people", "persons",  "members", "mit",   "von",       "insgesamt",
    "zusammen",   "personen", "uber",   "avec",     "de",      "d",     "personnes", "cumulant",
    "totalisant", "plus",     "con",    "personas", "tenia",   "suma",  "mas",       "persone",
    "com",        "pessoas",  "met",    "van",      "mensen",  "z",     "cu"};

constexpr std::array study_words = {"college",   "university", "degree", "program",
                                    "programme", "course",     "school"};

// "aged 8 to 12 years", "im Alter von 6 Jahren": years of a life, not of work.
constexpr std::array age_words = {"age",    "aged",     "ages",  "alter", "agee", "agees",  "edad",
                                  "edades", "leeftijd", "idade", "wieku", "eta",  "varsta", "varste"};
// What may stand between such a word and the years.
constexpr std::array age_links = {"of",       "from", "between", "the",   "group", "range", "von",
                                  "zwischen", "und",  "de",      "entre", "et",    "y",     "to",
                                  "and",      "bis",  "a",       "van",   "tot",   "e"};
constexpr std::array age_tails = {"old", "olds", "alt", "alte", "alten", "alter"};

template <class List>
bool one_of(List const& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

class YearsFinder {
public:
    explicit YearsFinder(Items items) : items_(std::move(items)) {}

    std::vector<YearsStatement> find() const {
        std::vector<YearsStatement> found;
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (auto const statement = at(i)) {
                found.push_back(*statement);
                while (i + 1 < items_.size() && items_[i + 1].end <= statement->end) ++i;
            }
        }
        return found;
    }

private:
    std::optional<double> number(std::size_t i) const {
        if (i >= items_.size()) return std::nullopt;
        auto const& item = items_[i];
        if (item.kind == Kind::number && item.digits <= 3) return item.value;
        if (item.kind == Kind::word) {
            if (auto const value = number_named(item.word); value != 0) return value;
        }
        return std::nullopt;
    }

    bool is_mark(std::size_t i, char mark) const {
        return i < items_.size() && items_[i].kind == Kind::mark && items_[i].word[0] == mark;
    }
    bool is_word(std::size_t i, std::string_view word) const {
        return i < items_.size() && items_[i].kind == Kind::word && items_[i].word == word;
    }

    // The item after a first number: a decimal, "+", "(5)", "-7", "to 7", "or more".
    std::size_t skip_rest(std::size_t i, double& value) const {
        if (is_mark(i, '.') && i + 1 < items_.size() && items_[i + 1].kind == Kind::number &&
            items_[i + 1].digits == 1 && items_[i].end == items_[i + 1].begin) {
            value += items_[i + 1].value / 10.0;
            i += 2;
        }
        for (int step = 0; step < 4; ++step) {
            if (is_mark(i, '+') || is_mark(i, ')'))
                ++i;
            else if (is_mark(i, '(') && number(i + 1))
                i += 2;
            else if ((is_mark(i, '-') || is_word(i, "to") || is_word(i, "or") || is_word(i, "bis")) &&
                     number(i + 1))
                i += 2;
            else if ((is_word(i, "or") || is_word(i, "and")) &&
                     (is_word(i + 1, "more") || is_word(i + 1, "above")))
                i += 2;
            else if (is_word(i, "plus") || is_word(i, "full") || (is_mark(i, '-') && step == 0))
                ++i;
            else
                break;
        }
        return i;
    }

    std::optional<YearsStatement> at(std::size_t i) const {
        auto const value = number(i);
        if (!value) return std::nullopt;
        auto years = *value;
        auto const unit = skip_rest(i + 1, years);
        if (unit >= items_.size() || items_[unit].kind != Kind::word) return std::nullopt;
        bool const months = one_of(month_words, items_[unit].word);
        if (!months && !one_of(year_words, items_[unit].word)) return std::nullopt;
        if (months) years /= 12;
        // Ages and the histories of companies are no experience of a person.
        constexpr double most_years = 50;
        bool const age = is_behind_age(i) || is_before_age(unit + 1) || is_behind_others(i);
        // "a four-year college"
        bool const study = unit + 1 < items_.size() && one_of(study_words, items_[unit + 1].word);
        if (years <= 0 || years > most_years || age || study) return std::nullopt;
        return YearsStatement{years, experience_near(unit), items_[i].begin, items_[unit].end};
    }

    bool is_behind_age(std::size_t i) const {
        constexpr std::size_t reach = 5;
        for (auto k = i; k > 0 && i - k < reach; --k) {
            if (items_[k].line_start) return false;
            auto const& item = items_[k - 1];
            if (item.kind == Kind::word && one_of(age_words, item.word)) return true;
            if (!number(k - 1) && !is_mark(k - 1, '-') &&
                !(item.kind == Kind::word && one_of(age_links, item.word)))
                return false;
        }
        return false;
    }

    bool is_behind_others(std::size_t i) const {
        constexpr std::size_t reach = 9;
        for (auto k = i; k > 0 && i - k < reach; --k) {
            if (items_[k].line_start) return false;
            auto const& item = items_[k - 1];
            if (item.kind == Kind::word && one_of(others, item.word)) return true;
            bool const link = item.kind == Kind::word && one_of(between_others, item.word);
            if (!link && !number(k - 1) && !is_mark(k - 1, '\'')) return false;
        }
        return false;
    }

    bool is_before_age(std::size_t i) const {
        if (is_mark(i, '-')) ++i;
        if (i >= items_.size() || items_[i].kind != Kind::word) return false;
        return one_of(age_tails, items_[i].word) ||
               ((is_word(i, "of") || is_word(i, "de")) && i + 1 < items_.size() &&
                one_of(age_words, items_[i + 1].word));
    }

    bool experience_near(std::size_t unit) const {
        constexpr std::size_t reach = 7;
        for (auto i = unit + 1; i < items_.size() && i <= unit + reach; ++i) {
            if (is_mark(i, ';') || (is_mark(i, '.') && items_[i].begin != items_[i - 1].end)) break;
            if (one_of(experience_words, items_[i].word)) return true;
        }
        for (auto i = unit; i > 0 && i + reach > unit; --i) {
            if (items_[i].line_start) return false;
            if (one_of(experience_words, items_[i - 1].word)) return true;
        }
        return false;
    }

    Items items_;
};

}  // namespace

std::vector<YearsStatement> years_statements(std::string_view text) {
    return YearsFinder(date_items(text)).find();
}

}  // namespace ats::text
