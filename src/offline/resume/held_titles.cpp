#include "offline/resume/held_titles.hpp"

#include <algorithm>

#include "offline/resume/requirement.hpp"
#include "offline/words/title_levels.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

using TitlePlace = ResumeView::TitlePlace;

// What stands between a title and its employer, place or period. Words stand between blanks.
constexpr std::string_view separators[] = {",",
                                           "|",
                                           ";",
                                           ":",
                                           "\t",
                                           "(",
                                           ")",
                                           "\xC2\xB7",
                                           "\xE2\x80\xA2",
                                           " - ",
                                           " \xE2\x80\x93 ",
                                           " \xE2\x80\x94 ",
                                           "  ",
                                           " @ ",
                                           " at ",
                                           " bei ",
                                           " chez ",
                                           " presso ",
                                           " w "};

// A longer part is a sentence.
constexpr std::size_t most_words = 7;
// More than these in one resume are a list of something else.
constexpr std::size_t most_titles = 60;

std::size_t end_of_part(std::string_view line, std::size_t from, std::size_t& next) {
    auto end = line.size();
    next = line.size();
    for (auto const separator : separators) {
        auto const at = line.find(separator, from);
        if (at >= end) continue;
        end = at;
        next = at + separator.size();
    }
    return end;
}

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r-");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r-.") - first + 1);
}

std::vector<std::string_view> parts_of_line(std::string_view line) {
    std::vector<std::string_view> parts;
    for (std::size_t from = 0; from < line.size();) {
        std::size_t next = 0;
        auto const end = end_of_part(line, from, next);
        if (auto const part = trimmed(line.substr(from, end - from)); !part.empty()) parts.push_back(part);
        from = next;
    }
    return parts;
}

bool has_letters(std::string_view text) {
    constexpr std::size_t fewest = 2;
    auto const letters = std::count_if(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
    return static_cast<std::size_t>(letters) >= fewest;
}

// "Reported to the" before "Head of Finance", on the line up to the end of the part.
bool is_of_another(std::string_view line, std::string_view part) {
    auto const end = static_cast<std::size_t>(part.data() - line.data()) + part.size();
    auto const words = text::words(line.substr(0, end));
    std::vector<std::string_view> before;
    for (auto const& word : words) before.emplace_back(word.text);
    return not_held(before);
}

void add_titles(std::vector<HeldTitle>& found, ResumeView::TitleLine const& at, ResumeView const& resume) {
    auto const line = text::view(resume.text(), resume.lines()[at.line].line);
    for (auto const part : parts_of_line(line)) {
        if (!has_letters(part) || text::words(part).size() > most_words) continue;
        occupations::Title title(part);
        if (title.known() && !is_of_another(line, part)) found.push_back({at, part, std::move(title)});
    }
}

// Words of one beginning that mean other work, such as "nurse" and "nursery".
bool is_other_field(occupations::Title const& field, occupations::Title const& title) {
    return std::any_of(field.words().begin(), field.words().end(), [&](auto const& word) {
        return std::any_of(title.words().begin(), title.words().end(),
                           [&](auto const& other) { return is_other_work(word, other); });
    });
}

std::vector<occupations::Title> fields_in(std::string_view text) {
    constexpr std::size_t most_words_of_field = 4;
    std::vector<occupations::Title> fields;
    auto const add = [&](std::string_view field) {
        if (text::words(field).size() > most_words_of_field) return;
        if (occupations::Title title(field); title.known()) fields.push_back(std::move(title));
    };
    auto const parts = parts_of(text);
    if (parts.empty()) add(text);
    for (auto const& part : parts) {
        for (auto const& option : part.options) add(option.text);
    }
    return fields;
}

// What a title so many levels below the one that is asked for still shows.
double by_steps(int below) {
    constexpr double shares[] = {1, 0.75, 0.55};
    return shares[std::clamp(below, 0, 2)];
}

// A resume is written in one language; a title or two may look like those of another by chance.
bool speaks(occupations::Language language, std::vector<HeldTitle> const& titles) {
    auto const same = std::count_if(titles.begin(), titles.end(), [language](HeldTitle const& held) {
        return held.title.language() == language;
    });
    return 2 * static_cast<std::size_t>(same) >= titles.size();
}

// Similar titles are the same work long before their occupations are quite the same.
double same_work(double similarity) {
    constexpr double other = 0.25;
    constexpr double same = 0.6;
    return std::clamp((similarity - other) / (same - other), 0.0, 1.0);
}

}  // namespace

std::vector<HeldTitle> find_held_titles(ResumeView const& resume) {
    std::vector<HeldTitle> found;
    std::vector<std::size_t> seen;
    for (auto const& at : resume.title_lines()) {
        if (at.place != TitlePlace::headline && at.place != TitlePlace::position) continue;
        if (resume.lines()[at.line].line.bullet && at.place != TitlePlace::position) continue;
        // A line between two entries stands beside both periods.
        if (std::find(seen.begin(), seen.end(), at.line) != seen.end()) continue;
        seen.push_back(at.line);
        add_titles(found, at, resume);
        if (found.size() >= most_titles) break;
    }
    return found;
}

std::vector<std::size_t> lines_of_field(std::string_view field, ResumeView const& resume) {
    std::vector<std::size_t> lines;
    for (auto const& asked : fields_in(field)) {
        for (auto const& held : resume.held_titles()) {
            bool const dated = held.at.place == TitlePlace::position;
            if (dated && !is_other_field(asked, held.title) &&
                occupations::field_relation(asked, held.title) >= occupations::in_field)
                lines.push_back(held.at.line);
        }
    }
    return lines;
}

ForeignTitle nearest_foreign_title(std::string_view title, ResumeView const& resume) {
    ForeignTitle best;
    occupations::Title const asked(title);
    if (!asked.known() || speaks(asked.language(), resume.held_titles())) return best;
    for (auto const& held : resume.held_titles()) {
        if (held.title.language() == asked.language()) continue;
        auto const below = std::min(asked.level(), 0) - std::min(held.title.level(), 0);
        auto const near = same_work(occupations::similarity(asked, held.title)) * by_steps(below);
        if (near > best.nearness) best = {near, held.at.line, below > 0};
    }
    return best;
}

}  // namespace ats::offline
