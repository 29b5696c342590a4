"""How far the computed order agrees with what people decided. It measures the order, not the people."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atschecker.service._ranking_views import Place

PICKED = "shortlist"

# Worst first. What nobody decided on tells nothing.
DECIDED = ("declined", "maybe", PICKED)

# How far down a list is read: a screen, a page, an afternoon.
FIRST = (5, 10, 20, 50, 100)

# A person looks at some, the most surprising ones.
MAX_SURPRISES = 20

# Against the order with more than half of those who were decided on otherwise.
SURPRISING = 0.5


@dataclass(frozen=True)
class _Pairs:
    """How a row stands to the rows with other decisions."""

    concordant: int = 0
    discordant: int = 0
    tied: int = 0

    def __add__(self, other: _Pairs) -> _Pairs:
        return _Pairs(
            self.concordant + other.concordant, self.discordant + other.discordant, self.tied + other.tied
        )

    @property
    def against(self) -> float:
        """The share of those that contradict the order."""
        return self.discordant / max(1, self.concordant + self.discordant + self.tied)


def agreement(places: Sequence[Place]) -> dict[str, Any]:
    """Compare each two scored rows of different decisions, and find those that the order would not suggest.

    ``places`` are in order. A pair is concordant if the better decision has the higher total.
    """
    ranked = [place for place in places if place.percent is not None]
    by_stage = {stage: [place for place in ranked if place.line.stage == stage] for stage in DECIDED}
    totals = {stage: sorted(map(_total, found)) for stage, found in by_stage.items()}
    pairs = {
        place.line.id: sum(
            (_against(place, stage, other, totals[other]) for other in DECIDED if other != stage), _Pairs()
        )
        for stage, found in by_stage.items()
        for place in found
    }
    # Each pair was met from both of its ends.
    whole = sum(pairs.values(), _Pairs())
    return {
        "pairs": {
            "concordant": whole.concordant // 2,
            "discordant": whole.discordant // 2,
            "tied": whole.tied // 2,
        },
        "first": _first(ranked),
        "surprises": _surprises(ranked, pairs),
    }


def _against(place: Place, stage: str, other: str, totals: list[float]) -> _Pairs:
    lower = bisect_left(totals, _total(place))
    upper = bisect_right(totals, _total(place))
    above = len(totals) - upper
    better = DECIDED.index(stage) > DECIDED.index(other)
    return _Pairs(lower if better else above, above if better else lower, upper - lower)


def _first(ranked: Sequence[Place]) -> list[dict[str, int]]:
    picked = list(itertools.accumulate(int(place.line.stage == PICKED) for place in ranked))
    counts = sorted({min(count, len(ranked)) for count in FIRST} - {0})
    return [{"k": count, "picked": picked[count - 1]} for count in counts]


def _surprises(ranked: Sequence[Place], pairs: dict[str, _Pairs]) -> list[dict[str, Any]]:
    found = [
        place for place in ranked if place.line.id in pairs and pairs[place.line.id].against > SURPRISING
    ]
    found.sort(key=lambda place: -pairs[place.line.id].against)
    return [
        {"row": place.line.id, "rank": place.rank, "stage": place.line.stage}
        for place in found[:MAX_SURPRISES]
    ]


def _total(place: Place) -> float:
    assert place.percent is not None  # noqa: S101 (only ranked rows are asked for it)
    return place.percent
