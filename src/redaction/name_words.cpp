#include "redaction/name_words.hpp"

#include "text/lists.hpp"

namespace ats::redaction {
namespace {

constexpr std::string_view also_words[] = {
    "will",    "may",      "mark",       "grant",     "hope",      "grace",     "faith",     "joy",
    "art",     "bill",     "frank",      "rich",      "rose",      "page",      "young",     "long",
    "king",    "major",    "price",      "rice",      "stone",     "wood",      "woods",     "hill",
    "fields",  "field",    "west",       "north",     "brown",     "white",     "black",     "green",
    "gray",    "grey",     "cook",       "baker",     "carpenter", "mason",     "taylor",    "miller",
    "smith",   "weaver",   "shepherd",   "fisher",    "hunter",    "porter",    "potter",    "turner",
    "walker",  "parker",   "cooper",     "carter",    "archer",    "gardener",  "gardner",   "java",
    "ruby",    "max",      "drew",       "chase",     "dean",      "sterling",  "summer",    "autumn",
    "april",   "june",     "august",     "best",      "bright",    "sharp",     "strong",    "swift",
    "wise",    "power",    "powers",     "case",      "day",       "english",   "french",    "german",
    "love",    "park",     "banks",      "bell",      "cross",     "ford",      "gates",     "lane",
    "little",  "marsh",    "moon",       "rivers",    "short",     "small",     "snow",      "star",
    "storm",   "street",   "sun",        "lake",      "rock",      "ray",       "van",       "guy",
    "don",     "sue",      "pat",        "rob",       "nick",      "jack",      "mike",      "bob",
    "china",   "india",    "paris",      "london",    "sydney",    "austin",    "dallas",    "houston",
    "jordan",  "israel",   "weber",      "schneider", "fischer",   "koch",      "richter",   "kaufmann",
    "schmied", "klein",    "lang",       "gross",     "jung",      "braun",     "schwarz",   "weiss",
    "roth",    "petit",    "grand",      "blanc",     "boulanger", "berger",    "guerrero",  "leon",
    "sol",     "luna",     "cruz",       "popa",      "ursu",      "lungu",     "francisco", "carolina",
    "georgia", "virginia", "milan",      "vienna",    "angeles",   "crane",     "brand",     "farmer",
    "foreman", "merchant", "priest",     "singer",    "steward",   "law",       "guest",     "camp",
    "pastor",  "stock",    "contractor", "painter",   "tailor",    "marine",    "loan",      "chancellor",
    "mayor",   "master",   "judge",      "sawyer",    "forester",  "chance",    "destiny",   "diamond",
    "crystal", "amber",    "dawn",       "olive",     "pearl",     "penny",     "sage",      "angel",
    "ward",    "roman",    "clay",       "cliff",     "dale",      "glen",      "heath",     "forest",
    "brook",   "colt",     "mercy",      "miracle",   "nova",      "olympia",   "patience",  "prudence",
    "river",   "rocky",    "sky",        "tanner",    "trinity",   "zion",      "boston",    "berlin",
    "lyon",    "madrid",   "washington", "york",      "bishop",    "schreiber", "blanco",    "rey",
    "cabello"};

constexpr std::string_view particles[] = {"van", "von", "der",  "den", "de",  "del", "della", "di", "da",
                                          "dos", "das", "du",   "des", "la",  "le",  "el",    "al", "bin",
                                          "ibn", "ben", "bint", "ter", "ten", "zu",  "zur",   "y",  "e",
                                          "d",   "st",  "mac",  "mc",  "o",   "und"};
constexpr std::string_view salutations[] = {
    "mr",   "mrs",    "ms",       "miss",         "mister", "herr", "herrn", "frau",   "mme",
    "mlle", "madame", "monsieur", "mademoiselle", "sra",    "srta", "senor", "senora", "don",
    "dona", "dna",    "dl",       "domnul",       "doamna", "shri", "smt",   "kumari"};

}  // namespace

bool is_also_a_word(std::string_view folded_word) noexcept {
    return is_no_name(folded_word) || text::listed(also_words, folded_word);
}
bool is_word_and_name(std::string_view folded_word) noexcept { return text::listed(also_words, folded_word); }
bool is_particle(std::string_view folded_word) noexcept { return text::listed(particles, folded_word); }
bool is_salutation(std::string_view folded_word) noexcept { return text::listed(salutations, folded_word); }

}  // namespace ats::redaction
