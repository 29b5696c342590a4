#include "scoring/relevance.hpp"

#include <algorithm>
#include <optional>

#include "offline/resume/bearing.hpp"
#include "text/utf8.hpp"

namespace ats::scoring {
namespace {

bool asks_for_a_thing(CriterionKind kind) {
    return kind == CriterionKind::skill || kind == CriterionKind::experience ||
           kind == CriterionKind::certification || kind == CriterionKind::language;
}

bool is_judged(CriterionScore const& score, Criterion const& criterion) {
    return score.score > max_unsupported_score && asks_for_a_thing(criterion.kind) &&
           std::any_of(score.evidence.begin(), score.evidence.end(),
                       [](Evidence const& evidence) { return evidence.verified; });
}

bool is_related(CriterionScore const& score, Criterion const& criterion, std::string_view text,
                offline::ResumeView const& resume) {
    return std::any_of(score.evidence.begin(), score.evidence.end(), [&](Evidence const& evidence) {
        return evidence.verified && offline::bears_on(criterion.text, text::byte_offset(text, evidence.begin),
                                                      text::byte_offset(text, evidence.end), resume);
    });
}

// Where most quotes share no word with what is asked for, resume and criteria are in two languages, and the
// remark would say nothing.
bool speaks_another_language(std::vector<std::size_t> const& unrelated, std::size_t judged) {
    constexpr std::size_t enough_to_tell = 4;
    return judged >= enough_to_tell && 2 * unrelated.size() > judged;
}

}  // namespace

void mark_unrelated(std::vector<CriterionScore>& scores, std::vector<Criterion> const& criteria,
                    std::string_view text, Date as_of) {
    std::optional<offline::ResumeView> view;
    std::vector<std::size_t> unrelated;
    std::size_t judged = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!is_judged(scores[i], criteria[i])) continue;
        if (!view) view.emplace(text, text::month_index(as_of.year, as_of.month));
        ++judged;
        if (!is_related(scores[i], criteria[i], text, *view)) unrelated.push_back(i);
    }
    if (speaks_another_language(unrelated, judged)) return;
    for (auto const i : unrelated) scores[i].unrelated = true;
}

}  // namespace ats::scoring
