#pragma once

#include <string_view>

/// Words of postal addresses.
namespace ats::redaction::street_words {

// All tables are folded. What follows a number and a name in English.
inline constexpr std::string_view english[] = {
    "street",   "avenue",  "ave",  "road",    "rd",  "boulevard", "blvd", "lane", "ln",   "terrace",
    "crescent", "parkway", "pkwy", "highway", "hwy", "circle",    "cir",  "mews", "nagar"};
// Words as well: only after a number in the contact area.
inline constexpr std::string_view english_words[] = {
    "st",    "drive", "dr",    "court", "ct",      "way",   "place", "pl",    "square", "sq",
    "close", "row",   "trail", "loop",  "gardens", "park",  "hill",  "walk",  "pike",   "run",
    "point", "ridge", "view",  "path",  "grove",   "cross", "block", "colony"};
inline constexpr std::string_view units[] = {"apt",   "apartment", "suite", "unit", "ste",   "floor",
                                             "room",  "no",        "nr",    "bl",   "bloc",  "sc",
                                             "scara", "et",        "etaj",  "ap",   "apart", "sector",
                                             "piso",  "puerta",    "bis",   "ter",  "flat",  "numero"};
inline constexpr std::string_view german_endings[] = {
    "strasse", "str",      "weg",   "platz",  "allee", "gasse",     "ring",  "damm",
    "ufer",    "chaussee", "steig", "straat", "laan",  "gracht",    "plein", "vej",
    "gade",    "vegur",    "gatan", "vagen",  "gata",  "promenade", "pfad",  "markt"};
// Behind a name, in the contact area.
inline constexpr std::string_view after_name[] = {"ut",    "utca",  "korut",  "ulica",
                                                  "ulice", "sokak", "caddesi"};
inline constexpr std::string_view german_starts[] = {"am", "an", "im", "auf", "zum", "zur", "unter", "in"};
inline constexpr std::string_view german_articles[] = {"der",   "den",     "dem",   "alten",  "alte",
                                                       "neuen", "grossen", "hohen", "oberen", "unteren"};
inline constexpr std::string_view french[] = {
    "rue",  "avenue", "av",    "boulevard", "bd",     "bld",      "place",     "chemin", "allee",  "impasse",
    "quai", "route",  "cours", "passage",   "square", "faubourg", "esplanade", "villa",  "sentier"};
// Words of English as well.
inline constexpr std::string_view french_and_english[] = {"avenue",  "place",  "route", "cours",
                                                          "passage", "square", "villa"};
// In front of a name and a number.
inline constexpr std::string_view before_name[] = {
    "calle",  "avenida",  "jl",     "jalan",      "λεωφοροσ", "λεωφ",     "οδοσ",     "avda",
    "carrer", "paseo",    "strada", "bulevardul", "aleea",    "soseaua",  "splaiul",  "viale",
    "piazza", "travesia", "ronda",  "b-dul",      "bdul",     "intrarea", "fundatura"};
inline constexpr std::string_view before_name_words[] = {
    "ul",    "c",      "av",  "str", "bd",    "calea", "via",       "rua",
    "plaza", "camino", "sos", "al",  "piata", "corso", "carretera", "ctra"};
inline constexpr std::string_view houses[] = {"house", "flat", "plot", "door", "h", "d", "villa", "block"};

inline constexpr std::string_view flats[] = {"flat", "plot", "block", "room", "apartment",
                                             "apt",  "unit", "house", "suite"};
inline constexpr std::string_view buildings[] = {
    "residency", "apartments", "apartment", "estate",  "society",   "towers", "tower", "house",
    "building",  "enclave",    "complex",   "heights", "residence", "layout", "phase"};

inline constexpr std::string_view american_states[] = {
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL",
    "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT",
    "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI",
    "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC", "PR"};

}  // namespace ats::redaction::street_words
