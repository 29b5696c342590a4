#include "offline/resume/role_title.hpp"

#include "offline/words/lexicon.hpp"

namespace ats::offline {
namespace {

// A rank may be missing ("Senior"), a part of many titles ("manager") decides little, the rest names
// the occupation.
double title_weight(std::string_view word) {
    if (is_rank(word)) return 0.15;
    if (is_title_noun(word)) return 0.4;
    return weight_of(word) < 1 ? 0.7 : 1;
}

bool is_plural(std::string_view title) {
    auto const words = text::words(title);
    return !words.empty() && text::singular(words.back().text) != words.back().text;
}

}  // namespace

Query title_query(std::string_view title) {
    auto query = make_query(title);
    query.weight = 0;
    for (auto& term : query.terms) query.weight += term.weight = title_weight(term.stem);
    query.initials.clear();
    return query;
}

std::vector<std::string_view> alternative_titles(std::string_view title) {
    std::vector<std::string_view> found{title};
    for (std::string_view const joint : {" and ", " or ", " / ", "/", ", "}) {
        auto const at = title.find(joint);
        if (at == std::string_view::npos) continue;
        auto const left = title.substr(0, at);
        auto const right = title.substr(at + joint.size());
        if (joint == " and " && !(is_plural(left) && is_plural(right))) continue;
        found.insert(found.end(), {left, right});
        break;
    }
    return found;
}

}  // namespace ats::offline
