#include <algorithm>
#include <array>
#include <cstddef>

#include <ats/job_lines.hpp>

#include "offline/job/job_description.hpp"
#include "offline/job/line_kind.hpp"
#include "offline/job/phrasing.hpp"
#include "offline/words/vocabulary.hpp"
#include "text/lines.hpp"
#include "text/words.hpp"

namespace ats {
namespace {

// In the order of JobLineKind.
constexpr std::array kind_names = std::to_array<std::string_view>({
    "heading",
    "requirement",
    "duty",
    "benefit",
    "pay",
    "place",
    "company",
    "legal",
    "application",
    "not_needed",
    "other",
});
static_assert(kind_names.size() == static_cast<std::size_t>(JobLineKind::other) + 1);

// In the order of OfferKind.
constexpr std::array kinds_of_offer = {JobLineKind::benefit,   JobLineKind::pay,   JobLineKind::place,
                                       JobLineKind::company,   JobLineKind::legal, JobLineKind::application,
                                       JobLineKind::not_needed};

// What is no better than a guess among three kinds is left to the heading.
constexpr double told_by_words = 0.5;

class LineReader {
public:
    LineReader(std::string_view text, std::vector<Criterion> const& criteria)
        : text_(text), judge_(offline::language_of(text)) {
        for (auto const& criterion : criteria) {
            if (auto folded = text::fold(criterion.source); !folded.empty())
                sources_.push_back(' ' + std::move(folded) + ' ');
        }
    }

    std::vector<JobLine> read() {
        std::vector<JobLine> left_out;
        for (auto const& line : text::lines(text_)) {
            auto const written = text::view(text_, line);
            auto const kind = kind_of(written);
            if (!is_covered(written)) left_out.push_back({std::string(written), kind});
        }
        return left_out;
    }

private:
    bool is_covered(std::string_view line) const {
        auto const folded = ' ' + text::fold(line) + ' ';
        if (folded.size() <= 2) return true;  // Nothing but signs.
        return std::any_of(sources_.begin(), sources_.end(), [&](std::string const& source) {
            return source.find(folded) != std::string::npos || folded.find(source) != std::string::npos;
        });
    }

    JobLineKind kind_of(std::string_view line) {
        auto const heading = offline::part_heading(line);
        if (heading.found) part_ = heading.part;
        if (heading.found && heading.content == std::string_view::npos) return JobLineKind::heading;
        if (offline::asks_for_nothing(line)) return JobLineKind::not_needed;
        auto const told = judge_.kind_of(line);
        bool const skipped = part_ == offline::Part::skipped;
        if (told.offer > told_by_words || (skipped && told.offer > std::max(told.ask, told.duty)))
            return kinds_of_offer[static_cast<std::size_t>(judge_.offer_of(line))];
        if (part_ == offline::Part::duties || told.duty > told_by_words) return JobLineKind::duty;
        if (skipped) return JobLineKind::other;
        bool const listed = part_ == offline::Part::requirements || part_ == offline::Part::preferred;
        return listed || told.ask > told_by_words ? JobLineKind::requirement : JobLineKind::other;
    }

    std::string_view text_;
    offline::LineJudge judge_;
    std::vector<std::string> sources_;
    offline::Part part_ = offline::Part::intro;
};

}  // namespace

std::string_view to_string(JobLineKind kind) noexcept { return kind_names[static_cast<std::size_t>(kind)]; }

std::vector<JobLine> lines_left_out(Document const& job_description, std::vector<Criterion> const& criteria) {
    return LineReader(job_description.text, criteria).read();
}

}  // namespace ats
