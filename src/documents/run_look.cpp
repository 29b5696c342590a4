#include "documents/run_look.hpp"

namespace ats::documents {

RunLook over(RunLook look, RunLook const& below) {
    if (!look.vanishes) look.vanishes = below.vanishes;
    if (!look.ink) look.ink = below.ink;
    if (!look.half_points) look.half_points = below.half_points;
    if (!look.backdrop) look.backdrop = below.backdrop;
    return look;
}

bool is_tiny(RunLook const& look) {
    constexpr int largest_tiny = 4;  // Two points: a hair's breadth of 0.7 mm.
    return look.half_points && *look.half_points <= largest_tiny;
}

}  // namespace ats::documents
