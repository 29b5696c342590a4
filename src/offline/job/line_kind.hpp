#pragma once

#include <string_view>

namespace ats::offline {

/// What a line of a job advert is about, as shares that add up to 1.
struct LineKind {
    double ask;    ///< A requirement or wish.
    double duty;   ///< What is done at work.
    double offer;  ///< Pay, benefits, place, hours, the company, the law, how to apply, what is not needed.
};

/// Judges an English line by its words, with weights fitted to lines of adverts. Lines of unknown words are
/// judged by the few that are known: ask for a clear majority before acting on it.
LineKind kind_of_line(std::string_view line);

}  // namespace ats::offline
