#include "text/gender.hpp"

#include <string_view>

namespace ats::text {
namespace {

struct Ending {
    std::string_view woman;
    std::string_view man;
};

// Endings of titles only, and no longer word of English but its own titles: the longest first.
constexpr Ending endings[] = {
    // English
    {"waitress", "waiter"},
    {"actress", "actor"},
    {"stewardess", "steward"},
    {"hostess", "host"},
    {"sperson", "sman"},
    {"swoman", "sman"},
    {"cewoman", "ceman"},
    {"rwoman", "rman"},
    // German
    {"kauffrau", "kaufmann"},
    {"fachfrau", "fachmann"},
    {"kauffrauen", "kaufmann"},
    {"erin", "er"},
    {"orin", "or"},
    {"eurin", "eur"},
    {"istin", "ist"},
    {"entin", "ent"},
    {"antin", "ant"},
    {"arztin", "arzt"},
    {"wirtin", "wirt"},
    {"waltin", "walt"},
    {"ologin", "ologe"},
    {"agogin", "agoge"},
    // French
    {"trice", "teur"},
    {"euse", "eur"},
    {"iere", "ier"},
    {"cienne", "cien"},
    {"gienne", "gien"},
    {"rdienne", "rdien"},
    {"istante", "istant"},
    {"tratif", "trative"},
    {"ciale", "cial"},
    {"nelle", "nel"},
    // Spanish
    {"dora", "dor"},
    {"tora", "tor"},
    {"sora", "sor"},
    {"iera", "iero"},
    {"rmera", "rmero"},
    {"inera", "inero"},
    {"quera", "quero"},
    {"adera", "adero"},
    {"arera", "arero"},
    {"ogada", "ogado"},
    {"rgada", "rgado"},
    {"iada", "iado"},
    {"nica", "nico"},
    {"medica", "medico"},
    {"blica", "blico"},
    {"mica", "mico"},
    {"rativa", "rativo"},
    {"etaria", "etario"},
    {"ecaria", "ecario"},
    {"onaria", "onario"},
    // Romanian
    {"itoare", "itor"},
    {"atoare", "ator"},
    {"soara", "sor"},
    {"tabila", "tabil"},
    {"istenta", "istent"},
    {"dicala", "dical"},
    {"inera", "iner"},
    {"iciana", "ician"},
};

// What is left of a title without its ending.
constexpr std::size_t shortest_rest = 2;

}  // namespace

std::string gender_neutral(std::string word) {
    for (auto const& [woman, man] : endings) {
        if (word.size() < woman.size() || word.compare(word.size() - woman.size(), woman.size(), woman) != 0)
            continue;
        auto const rest = word.size() - woman.size();
        if (rest > 0 && rest < shortest_rest) continue;
        return word.substr(0, rest).append(man);
    }
    return word;
}

}  // namespace ats::text
