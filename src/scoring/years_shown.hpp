#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/scorecard.hpp>

namespace ats::scoring {

/// By Criterion::id.
using YearsById = std::map<std::string, YearsShown>;

/// @returns the years that a criterion asks for; nothing if it asks for none.
std::optional<double> years_asked_by(Criterion const& criterion);

/// The dated entries of a resume's work. An engine is told them as p1, p2, ... and says which of them are of
/// what is asked for; the years are added up here.
class WorkPeriods {
public:
    /// @param text of `resume`, as it counts for evidence; both must outlive this. Without a criterion that
    /// asks for years nothing is looked for.
    WorkPeriods(std::vector<Criterion> const& criteria, std::string_view text, Document const& resume,
                Date as_of);
    ~WorkPeriods();

    /// The entries as an engine is told them, a line each: "p1 2018-03 to 2021-05, 3.3 years". Numbers alone:
    /// it stands outside the fence of what strangers wrote. Empty for a resume without periods of work.
    std::string const& told() const noexcept { return told_; }

    /// @returns the years of the periods of these names, overlaps counted once; names that are none count for
    /// nothing. `asked` is left 0.
    YearsShown years_of(std::vector<std::string> const& names) const;

    /// Counts without an engine's help: the entries whose words name what a criterion asks for.
    /// @returns nothing for a resume without periods of work.
    YearsById by_words(std::vector<Criterion> const& criteria) const;

private:
    struct View;
    std::unique_ptr<View> view_;
    std::string told_;
};

/// The best score of who has fewer years than asked for: in proportion, and that of a claim ("stated") for
/// all but as many.
double most_for_years(double shown, double asked);

}  // namespace ats::scoring
