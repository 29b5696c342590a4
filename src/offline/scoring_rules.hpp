#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ats/context.hpp>
#include <ats/criteria.hpp>

namespace ats::offline {

class ResumeView;

/// What the rules say about one criterion.
struct Judgement {
    double score = 0;                      ///< 0 to 5, one decimal; above 0 only with a quote.
    std::string reason;                    ///< One sentence.
    std::vector<std::string_view> quotes;  ///< Parts of the resume, at most three.
    /// Of a role: how its titles stand to the one asked for, in the words of the closed answers.
    struct Role {
        std::string_view occupation;
        std::string_view level;
    };
    std::optional<Role> role{};
};

/// Judges one criterion. Kind `other` is judged by what its text turns out to be.
Judgement judge(Criterion const& criterion, ResumeView const& resume);

/// @returns the month that `date` lies in, as ResumeView wants it.
int month_of(Date const& date) noexcept;

}  // namespace ats::offline
