#include <algorithm>
#include <optional>

#include "offline/job/job_description.hpp"
#include "offline/job/phrasing.hpp"
#include "offline/words/lexicon.hpp"
#include "offline/words/vocabulary.hpp"
#include "text/dates.hpp"
#include "text/lists.hpp"
#include "text/sections.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

constexpr std::size_t longest_title = 80;  // Bytes
constexpr std::size_t most_title_words = 9;
// A label such as "Job title:" stands near the top.
constexpr std::size_t lines_with_labels = 30;
// A sentence such as "We are hiring a ..." stands in the first paragraphs.
constexpr std::size_t sentences_searched = 20;

// Further on in a paragraph without full stops other people are spoken of.
constexpr std::size_t words_searched = 200;

using Words = std::vector<text::Word>;

// What follows a title where the law wants to hear that any gender is meant, without signs.
constexpr std::string_view all_genders =
    "mwd wmd mfd fmd dfm dmf dmw dwm wdm mdw fdm mdf mfx fmx wmx mwx gn hf fh mf fm mw wm allgenders "
    "hfx allegeschlechter";

// A word such as "teacher" or "programmer"; a line of keywords has none.
bool names_somebody(std::string_view line) {
    constexpr std::string_view endings[] = {"er",  "or",  "ist",  "ian",   "ant",
                                            "eur", "man", "chef", "nurse", "cook"};
    auto const words = text::words(line.substr(0, line.find(',')));
    return std::any_of(words.begin(), words.end(), [&](text::Word const& word) {
        return is_title_noun(word.text) ||
               std::any_of(std::begin(endings), std::end(endings), [&](std::string_view ending) {
                   auto const base = text::singular(word.text);
                   return base.size() > ending.size() + 1 &&
                          base.compare(base.size() - ending.size(), ending.size(), ending) == 0;
               });
    });
}

constexpr std::string_view tails[] = {" (", " @ ", " at ", " - ", " – ", " — ", " | ", " [", "("};

std::string_view before_tail(std::string_view title) {
    for (auto const mark : tails) {
        if (auto const at = title.find(mark); at != std::string_view::npos && at > 0)
            title = title.substr(0, at);
    }
    return title;
}

// "REMOTE - Construction Project Manager": the first part that names somebody, where the first of all does
// not.
std::string_view naming_part(std::string_view title) {
    auto const first = before_tail(title);
    if (names_somebody(first)) return first;
    for (auto rest = title; !rest.empty();) {
        auto const part = before_tail(rest);
        constexpr std::size_t fewest_words = 2;
        if (names_somebody(part) && text::words(part).size() >= fewest_words) return part;
        auto const dash = rest.find_first_of("-|", part.size());
        if (dash == std::string_view::npos) return first;
        rest = rest.substr(dash + 1);
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    }
    return first;
}

// "Night Porter Location: Larkfield": line breaks were lost before the next label.
std::string_view before_label(std::string_view title) {
    auto const colon = title.find(':');
    if (colon == std::string_view::npos) return title;
    auto at = colon;
    auto const is_capital = [&](std::size_t i) { return title[i] >= 'A' && title[i] <= 'Z'; };
    while (at > 0 && title[at - 1] != ' ' && !(at < colon && is_capital(at))) --at;
    return at == 0 ? title : title.substr(0, at);
}

// Cuts what is no part of the occupation: "(m/f/d)", "@ Company", "- Remote", ", GS-13".
std::string_view without_tail(std::string_view title) {
    title = naming_part(before_label(title));
    if (auto const shout = title.rfind("! "); shout != std::string_view::npos) title.remove_prefix(shout + 2);
    auto const comma = title.find(',');
    if (comma != std::string_view::npos && text::words(title.substr(0, comma)).size() >= 2)
        title = title.substr(0, comma);
    while (!title.empty() &&
           (title.back() == ' ' || title.back() == ',' || title.back() == ':' || title.back() == '-')) {
        title.remove_suffix(1);
    }
    return title;
}

// "Comptable H/F"
std::string_view without_genders(std::string_view title) {
    auto const space = title.rfind(' ');
    if (space == std::string_view::npos || title.find('/', space) == std::string_view::npos) return title;
    std::string mark;
    for (auto const& word : text::words(title.substr(space))) mark += word.text;
    return text::listed(all_genders, mark) ? title.substr(0, title.find_last_not_of(' ', space) + 1) : title;
}

// "SOUS CHEF WANTED", "Kok gezocht voor ons restaurant"
std::string_view without_appeal(std::string_view title) {
    auto const words = text::words(title);
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (is_in(WordList::appeal, words[i].text)) return title.substr(0, words[i - 1].end);
    }
    return title;
}

std::optional<Title> made(std::string_view source) {
    auto const title = without_appeal(without_genders(without_tail(source)));
    auto const words = text::words(title);
    bool const named = std::any_of(words.begin(), words.end(), [](text::Word const& word) {
        return !is_stop_word(word.text) && word.text.size() > 1 && (word.text[0] < '0' || word.text[0] > '9');
    });
    if (!named || words.size() > most_title_words || title.size() > longest_title) return std::nullopt;
    return Title{std::string(title), source};
}

std::optional<Title> labelled(std::string_view text, std::vector<text::Line> const& lines) {
    for (std::size_t i = 0; i < lines.size() && i < lines_with_labels; ++i) {
        auto const line = text::view(text, lines[i]);
        auto const label = text::label_of(line);
        if (label.empty() || !is_in(WordList::title_label, text::heading_words(label))) continue;
        auto const begin = line.find_first_not_of(" \t*", label.size() + 1);
        if (begin == std::string_view::npos) continue;
        if (auto title = made(line.substr(begin))) return title;
    }
    return std::nullopt;
}

// "Experience with payroll" at the top is a requirement of a text without a title.
bool asks_for_something(std::string_view line) {
    auto const bare = without_frame(line);
    return bare.object != bare.phrase || !text::years_statements(line).empty();
}

bool names_employer(std::string_view line) {
    auto const words = text::words(without_tail(line));
    return !words.empty() && is_in(WordList::employer, words.back().text);
}

// Where "(m/w/d)" and the like begin in a line; npos without.
std::size_t genders_begin(std::string_view line) {
    constexpr std::size_t longest_mark = 24;
    for (auto at = line.find('('); at != std::string_view::npos; at = line.find('(', at + 1)) {
        auto const close = line.find(')', at);
        if (close == std::string_view::npos) return close;
        std::string mark;
        if (close - at > longest_mark) continue;
        for (auto const& word : text::words(line.substr(at, close - at))) mark += word.text;
        if (text::listed(all_genders, mark)) return at;
    }
    return std::string_view::npos;
}

// "Controller (m/w/d)", wherever it stands near the top.
std::optional<Title> for_all_genders(std::string_view text, std::vector<text::Line> const& lines) {
    for (std::size_t i = 0; i < lines.size() && i < lines_with_labels; ++i) {
        auto const line = text::view(text, lines[i]).substr(0, 2 * longest_title);
        auto const mark = genders_begin(line);
        if (mark == std::string_view::npos || mark == 0) continue;
        auto const words = text::words(line.substr(0, mark));
        if (words.empty() || words.size() > most_title_words || !text::label_of(line.substr(0, mark)).empty())
            continue;
        if (part_heading(line.substr(0, mark)).found) continue;
        if (std::any_of(words.begin(), words.end(),
                        [](text::Word const& word) { return is_in(WordList::search_verb, word.text); }))
            continue;
        if (auto title = made(line.substr(0, mark))) return title;
    }
    return std::nullopt;
}

bool is_sentence(std::string_view line) {
    if (line.back() == '.' || line.back() == '!' || line.back() == '?' || line.back() == ':') return true;
    return text::words(line).size() > most_title_words + 3;
}

// "JAVA DEVELOPER - we need someone to ...": a title, a dash and prose in one line.
std::optional<Title> before_sentence(std::string_view line) {
    for (std::string_view const mark : {" - ", " – ", " — ", " | ", ": "}) {
        auto const head = line.substr(0, line.find(mark));
        if (head.size() == line.size() || !names_somebody(head) || is_sentence(head)) continue;
        if (!is_in(WordList::sentence_beginning, text::words(head).front().text)) return made(head);
    }
    return std::nullopt;
}

// "Hi all," of an e-mail.
bool is_greeting(std::string_view line) {
    constexpr std::size_t most_words = 4;
    return text::words(line).size() <= most_words &&
           begins_with_any(WordList::greeting, ' ' + text::fold(line) + ' ');
}

std::optional<Title> first_line(std::string_view text, std::vector<text::Line> const& lines) {
    constexpr std::size_t lines_tried = 3;
    for (std::size_t i = 0; i < lines.size() && i < lines_tried; ++i) {
        auto const line = text::view(text, lines[i]);
        if (auto const heading = part_heading(line); heading.found) {
            // What is asked for does not come before the title.
            if (heading.part != Part::intro) return std::nullopt;
            continue;
        }
        if (is_greeting(line) && i + 1 < lines_tried) continue;
        if (asks_for_something(without_tail(line))) return std::nullopt;
        if (lines.size() == 1 && is_keyword_line(line)) return std::nullopt;
        if (names_employer(line) && i + 1 < lines.size() && i + 1 < lines_tried) continue;
        bool const label = !text::label_of(line).empty();
        bool const appeal = line.back() == '!' && !names_somebody(line);
        if (label || lines[i].bullet || line.size() > 2 * longest_title || is_sentence(line)) {
            if (!label && !lines[i].bullet && i == 0) {
                if (auto title = before_sentence(line)) return title;
            }
            if ((label || appeal) && i + 1 < lines_tried) continue;
            return std::nullopt;
        }
        return made(line);
    }
    return std::nullopt;
}

std::vector<Words> lead_in_words() {
    std::vector<Words> all;
    for (auto const lead_in : words_of(WordList::lead_in)) all.push_back(text::words(lead_in));
    return all;
}

bool stands_at(Words const& wanted, Words const& words, std::size_t at) {
    if (at + wanted.size() >= words.size()) return false;
    return std::equal(wanted.begin(), wanted.end(), words.begin() + static_cast<std::ptrdiff_t>(at),
                      [](text::Word const& a, text::Word const& b) { return a.text == b.text; });
}

// The index of the word after a lead-in; 0 if there is none.
std::size_t after_lead_in(Words const& words) {
    static std::vector<Words> const all = lead_in_words();
    for (std::size_t i = 0; i < std::min(words.size(), words_searched); ++i) {
        std::size_t best = 0;
        for (auto const& wanted : all) {
            // "As a manager, you ..." names the occupation; "think of it as a journey" does not.
            // "You will need a licence" asks for the licence.
            bool const of_reader = wanted[0].text == "need" && i > 0 && words[i - 1].text != "we";
            bool const misplaced = (wanted[0].text == "as" && i > 0) || of_reader;
            if (!misplaced && stands_at(wanted, words, i)) best = std::max(best, wanted.size());
        }
        if (best > 0) return i + best;
    }
    return 0;
}

std::optional<Title> in_sentence(Passage const& passage) {
    auto const text = passage.source;
    auto const words = text::words(text);
    auto first = after_lead_in(words);
    if (first == 0) return std::nullopt;
    while (first < words.size() && is_in(WordList::praise, words[first].text)) ++first;
    auto last = first;
    while (last < words.size() && last - first < most_title_words &&
           !is_in(WordList::title_end, words[last].text)) {
        if (last > first) {
            auto const between = text.substr(words[last - 1].end, words[last].begin - words[last - 1].end);
            if (between.find_first_of(",.;:()") != std::string_view::npos) break;
        }
        ++last;
    }
    if (last == first || is_in(WordList::anybody, words[last - 1].text)) return std::nullopt;
    auto title = made(text.substr(words[first].begin, words[last - 1].end - words[first].begin));
    if (title) std::replace(title->text.begin(), title->text.end(), '\n', ' ');
    return title;
}

}  // namespace

bool is_keyword_line(std::string_view text) {
    if (text.size() > 2 * longest_title || is_sentence(text) || names_somebody(text)) return false;
    auto const words = text::words(text);
    auto const count = [&](auto const& predicate) {
        return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), predicate));
    };
    auto const written = [&](text::Word const& word) {
        return text.substr(word.begin, word.end - word.begin);
    };
    // A title has a capital at least: "linux kotlin graphql".
    bool const small =
        words.size() > 1 && count([&](text::Word const& word) {
                                auto const first = written(word)[0];
                                return (first >= 'A' && first <= 'Z') || is_stop_word(word.text);
                            }) == 0;
    auto const made_up = count([&](text::Word const& word) {
        bool const placeholder = word.begin > 0 && text[word.begin - 1] == '<';
        return !placeholder && looks_made_up(written(word));
    });
    return small || text.find(',') != std::string_view::npos || 2 * made_up >= words.size();
}

Title find_title(std::string_view job_description) {
    auto const lines = text::lines(job_description);
    if (auto const title = labelled(job_description, lines)) return *title;
    if (auto const title = for_all_genders(job_description, lines)) return *title;
    if (auto const title = first_line(job_description, lines)) return *title;
    auto const sentences = passages(job_description);
    for (std::size_t i = 0; i < sentences.size() && i < sentences_searched; ++i) {
        if (auto const title = in_sentence(sentences[i])) return *title;
    }
    return {};
}

}  // namespace ats::offline
