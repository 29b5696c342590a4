#pragma once

#include "pdf_worker/segments.hpp"

/// Repairs of an order, and how two are made one.
namespace ats::pdf {

/// Puts blocks of lines that stand above others before them. Where the order breaks no such rule it stays.
Order above_first(PageSegments const& page, Order const& order);

/// Puts blocks of lines that the drawing keeps together in the order that the places of words suggest.
Order linked(PageSegments const& page, Order const& geometry, Order const& drawing);

/// Puts dates that stand at the right of a line, and values that stand behind their labels, back to them.
Order rejoined(PageSegments const& page, Order const& order);

}  // namespace ats::pdf
