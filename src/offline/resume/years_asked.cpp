#include "offline/resume/years_asked.hpp"

#include "offline/job/phrasing.hpp"
#include "offline/resume/held_titles.hpp"
#include "text/dates.hpp"

namespace ats::offline {
namespace {

// "as Java Developer": an occupation, to be looked for in titles.
std::string_view occupation_in(std::string_view requirement) {
    for (std::string_view const mark :
         {" as an ", " as a ", " as ", " als ", " en tant que ", " comme ", " como ", " ca "}) {
        if (auto const at = requirement.rfind(mark); at != std::string_view::npos)
            return requirement.substr(at + mark.size());
    }
    return {};
}

}  // namespace

YearsSubject subject_of_years(std::string_view requirement) {
    if (auto const occupation = occupation_in(requirement); !occupation.empty())
        return {std::string(occupation), true};
    return {subject_of_experience(requirement), false};
}

std::optional<double> years_asked(std::string_view requirement) {
    auto const stated = text::years_statements(requirement);
    if (stated.empty() || stated.front().years <= 0) return std::nullopt;
    return stated.front().years;
}

YearsOfWork years_in(YearsSubject const& subject, std::vector<std::size_t> const& places,
                     ResumeView const& resume) {
    if (subject.text.empty()) return all_years(resume);
    auto lines = subject.occupation ? lines_of_role(subject.text, resume) : lines_of_words(places, resume);
    auto const titles = lines_of_field(subject.text, resume);
    lines.insert(lines.end(), titles.begin(), titles.end());
    return years_at(lines, resume);
}

}  // namespace ats::offline
