#pragma once

#include <string_view>

namespace ats::offline {

/// What a line of a job advert is about, as shares that add up to 1.
struct LineKind {
    double ask;    ///< A requirement or wish.
    double duty;   ///< What is done at work.
    double offer;  ///< Pay, benefits, place, hours, the company, the law, how to apply, what is not needed.
};

/// What a line about the offer is about.
enum class OfferKind { benefit, pay, place, company, legal, apply, unneeded };

/// Judges lines of one language by their words, with weights fitted to lines of adverts.
class LineJudge {
public:
    /// @param language such as "nl" (see language_of()); one without weights is judged as English.
    explicit LineJudge(std::string_view language);

    /// Lines of unknown words are judged by the few that are known: ask for a clear majority before acting on
    /// it.
    LineKind kind_of(std::string_view line) const;
    /// @returns the likeliest one, for a line that is about the offer.
    OfferKind offer_of(std::string_view line) const;

private:
    struct Weights;
    Weights const& weights_;
};

}  // namespace ats::offline
