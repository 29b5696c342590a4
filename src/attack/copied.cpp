#include <algorithm>
#include <functional>
#include <unordered_set>

#include "attack/passage.hpp"

namespace ats::attack {
namespace {

using Words = std::vector<text::Word>;

// So many words in the same order are no coincidence; titles and phrases of the trade are shorter.
constexpr std::size_t usual_window = 8;
// A job description of a few keywords is copied as a whole; of fewer words, nobody can tell.
constexpr std::size_t fewest_words = 5;
// Nobody writes a run of this length like the job description without copying it.
constexpr std::size_t long_run = 25;
// Shorter runs count where together they are so large a part of the job description.
constexpr double large_part = 0.4;

std::size_t hash_of_window(Words const& words, std::size_t first, std::size_t window) {
    std::size_t hash = 0;
    for (auto i = first; i < first + window; ++i)
        hash = hash * 1000003 + std::hash<std::string>()(words[i].text);
    return hash;
}

struct Run {
    std::size_t first;  ///< Word.
    std::size_t end;    ///< One past the last word.
};

std::vector<Run> shared_runs(std::unordered_set<std::size_t> const& known, Words const& words,
                             std::size_t window) {
    std::vector<Run> runs;
    for (std::size_t i = 0; i + window <= words.size(); ++i) {
        if (known.count(hash_of_window(words, i, window)) == 0) continue;
        if (!runs.empty() && i <= runs.back().end)
            runs.back().end = i + window;
        else
            runs.push_back({i, i + window});
    }
    return runs;
}

}  // namespace

std::vector<Passage> copied_from(std::string_view job_description, Words const& words) {
    auto const asked = text::words(job_description);
    auto const window = std::min(usual_window, asked.size());
    if (window < fewest_words) return {};
    std::unordered_set<std::size_t> known;
    for (std::size_t i = 0; i + window <= asked.size(); ++i) known.insert(hash_of_window(asked, i, window));
    auto const runs = shared_runs(known, words, window);
    std::size_t shared = 0;
    for (auto const& run : runs) shared += run.end - run.first;
    bool const much = static_cast<double>(shared) >= large_part * static_cast<double>(asked.size());
    std::vector<Passage> found;
    for (auto const& run : runs) {
        if (!much && run.end - run.first < long_run) continue;
        found.push_back(
            {FindingKind::copied_job_description, words[run.first].begin, words[run.end - 1].end});
    }
    return found;
}

}  // namespace ats::attack
