#include "offline/job/phrasing.hpp"

#include <algorithm>
#include <array>

#include "offline/words/degrees.hpp"
#include "offline/words/lexicon.hpp"
#include "text/dates.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

using Words = std::vector<text::Word>;

bool has_degree(std::string_view text) { return !degrees_in(text::words(text), false).empty(); }
bool has_years(std::string_view text) { return !text::years_statements(text).empty(); }

bool has_certificate(std::string_view text) {
    return text::any_word(text::words(text), [](auto const& word) {
        return is_certificate_cue(word) || is_certificate_name(word);
    });
}

// Both sides state something of their own: years, a degree, a certificate.
bool differ(std::string_view left, std::string_view right) {
    std::array const a{has_years(left), has_degree(left), has_certificate(left)};
    std::array const b{has_years(right), has_degree(right), has_certificate(right)};
    bool const apart = !(a[0] && b[0]) && !(a[1] && b[1]) && !(a[2] && b[2]);
    return apart && (a[0] || a[1] || a[2]) && (b[0] || b[1] || b[2]);
}

bool importances_differ(std::string_view left, std::string_view right) {
    auto const a = stated_importance(left);
    auto const b = stated_importance(right);
    // "Kafka, Docker or Go would be a plus": the remark belongs to the whole list.
    return b && a != b && (a || (*b == Importance::nice && (has_degree(left) || has_years(left))));
}

// "at least 23 years of age, have a valid licence"
bool comes_with_verb(std::string_view right) {
    constexpr std::string_view verbs[] = {"have",    "has",       "hold", "holds",
                                          "possess", "possesses", "must", "be"};
    auto const words = text::words(right.substr(0, std::min<std::size_t>(right.size(), 40)));
    return words.size() > 2 && text::listed(verbs, words[0].text);
}

// "CMake and good experience with packaging": what is asked for begins anew. "Knowledge and experience of"
// does not.
bool opens_anew(std::string_view left, std::string_view right) {
    auto const before = text::words(left);
    if (before.empty()) return false;
    auto const& last = before.back().text;
    // "is proficient in Excel, is a native speaker"
    if (comes_with_verb(right) && !is_stop_word(last)) return true;
    bool const goes_on =
        is_competence_noun(last) || is_quality(last) || is_modifier(last) || is_stop_word(last);
    if (goes_on) return false;
    auto const bare = without_frame(right);
    return bare.object != bare.phrase && !bare.object.empty();
}

// "A licence is required and a van would be a bonus": each has its remark at its end.
bool both_remarked(std::string_view left, std::string_view right) {
    return ends_in_remark(left) && ends_in_remark(right);
}

// "SQL, preferably PostgreSQL": the remark is about what follows; "a degree, preferably in law" is one.
bool only_rest_is_nice(std::string_view right) {
    constexpr std::string_view adverbs[] = {"preferably",   "ideally",       "idealerweise",
                                            "vorzugsweise", "de preferinta", "preferiblemente",
                                            "idealement"};
    auto const rest = ' ' + text::fold(right) + ' ';
    for (auto const adverb : adverbs) {
        if (rest.compare(1, adverb.size() + 1, std::string(adverb) + ' ') != 0) continue;
        auto const following = text::words(std::string_view(rest).substr(adverb.size() + 2));
        return !following.empty() && !leads_to_object(following[0].text);
    }
    return false;
}

// What may stand between two requirements of one sentence.
constexpr std::string_view joints[] = {", and ", " and ", ", plus ", " plus ", "; ", ", ", " with "};

bool parted(std::string_view left, std::string_view right, bool mark) {
    if (differ(left, right) || opens_anew(left, right)) return true;
    if (both_remarked(left, right)) return true;
    return mark && (importances_differ(left, right) || only_rest_is_nice(right));
}

// Trying every joint of a longer text would cost its square; sentences are shorter.
constexpr std::size_t longest_split = 600;

}  // namespace

std::string_view trim_marks(std::string_view text) {
    constexpr std::string_view ends = " \t\r\n,;:.-–—/&";
    auto const first = text.find_first_not_of(" \t\r\n,;:-/&");
    if (first == std::string_view::npos) return {};
    text.remove_prefix(first);
    // A final dash may be one byte or three; only the ASCII marks are safe to cut bytewise.
    while (!text.empty() && static_cast<unsigned char>(text.back()) < 0x80 &&
           ends.find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
    }
    return text;
}

std::vector<std::string> clauses(std::string_view sentence) {
    if (sentence.size() > longest_split) return {std::string(sentence)};
    for (auto const joint : joints) {
        for (auto at = sentence.find(joint); at != std::string_view::npos;
             at = sentence.find(joint, at + 1)) {
            auto const left = trim_marks(sentence.substr(0, at));
            auto const right = trim_marks(sentence.substr(at + joint.size()));
            bool const mark = joint[0] == ',' || joint[0] == ';';
            if (!parted(left, right, mark)) continue;
            std::vector<std::string> parts{std::string(left)};
            for (auto& part : clauses(right)) parts.push_back(std::move(part));
            return parts;
        }
    }
    return {std::string(sentence)};
}

}  // namespace ats::offline
