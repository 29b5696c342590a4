"""What /v1/rankings shows of a ranking and of its rows."""

from __future__ import annotations

import datetime
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atschecker._core import (
    Criterion,
    ErrorCode,
    Importance,
    Outcome,
    Price,
    Ranking,
    Scorecard,
    Usage,
    cost_of,
    criteria_from_json,
    criteria_to_json,
    lint,
    rank,
    to_string,
)
from atschecker.store import Entry, Saved
from atschecker.store._values import outcome_from, usage_of

MAX_SCORE = 5

# Years are counted from months: so much below what is asked for a person should look at, not pass over.
NEAR_SHARE = 0.9

# As the library rounds totals: noise of binary fractions is no difference.
DIGITS = 6


@dataclass(frozen=True)
class Place:
    """Where a row stands."""

    entry: Entry
    rank: int
    percent: float | None


def criteria_of(saved: Saved) -> list[Criterion]:
    """The newest criteria; none before they were taken out of the job description."""
    return criteria_from_json(saved.criteria) if saved.criteria is not None else []


def ranking_view(
    saved: Saved, counts: dict[str, int], engine: str, model: str, extra: dict[str, Any]
) -> dict[str, Any]:
    """A ranking as a resource."""
    total = sum(counts.values())
    finished = total - counts.get("pending", 0)
    criteria = criteria_of(saved)
    return {
        "id": saved.id,
        "name": saved.name,
        "state": saved.state,
        "created": saved.created,
        "engine": engine,
        "model": model,
        "counts": {
            "total": total,
            **{state: counts.get(state, 0) for state in ("scored", "failed", "pending")},
        },
        "progress": round(finished / total, 4) if total else float(saved.state == "done"),
        "cost": None,
        "seconds_left": None,
        "criteria": json.loads(criteria_to_json(criteria)) if criteria else [],
        "lint": [
            {
                "criterion_id": each.criterion_id,
                "fault": each.fault.name,
                "words": each.words,
                "message": each.message,
            }
            for each in lint(criteria)
        ],
        "message": saved.message,
        "blind": is_blind(saved),
        **extra,
    }


def is_blind(saved: Saved) -> bool:
    """Whether names are hidden until a first decision."""
    return bool(saved.options.get("blind", False))


def cost_so_far(entries: Sequence[Entry], price: Price | None) -> float | None:
    """What the outcomes cost; None where the price is not known."""
    if price is None:
        return None
    usage = Usage()
    for entry in entries:
        if entry.outcome is not None:
            usage += usage_of(entry.outcome)
    return round(cost_of(usage, price), DIGITS)


def percent_of(entry: Entry, criteria: Sequence[Criterion]) -> float | None:
    """The total by the weights of now, as the library adds it up."""
    return None if (sums := _sums(entry, criteria)) is None else sums[1]


def _sums(entry: Entry, criteria: Sequence[Criterion]) -> tuple[float, float] | None:
    if entry.outcome is None or "card" not in entry.outcome:
        return None
    scores = {each["criterion_id"]: each["score"] for each in entry.outcome["card"]["scores"]}
    weights = {criterion.id: criterion.weight for criterion in criteria}
    total = math.fsum(weight * scores.get(id_, 0) for id_, weight in weights.items())
    reachable = math.fsum(weight * MAX_SCORE for weight in weights.values())
    return round(total, DIGITS), round(100 * total / reachable, DIGITS) if reachable else 0.0


def places(entries: Sequence[Entry], criteria: list[Criterion]) -> list[Place]:
    """Rank the rows as the library does; failed and pending rows have rank 0 and come last."""
    by_id = {entry.id: entry for entry in entries}
    sums = {entry.id: pair for entry in entries if (pair := _sums(entry, criteria)) is not None}
    # The order needs the totals alone: a scorecard without scores crosses into the library quickly.
    slim = [
        Outcome(name=id_, result=Scorecard(total=total, percent=percent))
        for id_, (total, percent) in sums.items()
    ]
    ranked = [
        Place(by_id[row.outcome.name], row.rank, sums[row.outcome.name][1])
        for row in rank(criteria, slim).rows
    ]
    rest = [Place(entry, 0, None) for entry in entries if entry.id not in sums]
    return ranked + sorted(rest, key=lambda place: (place.entry.state != "failed", place.entry.position))


def full_ranking(entries: Sequence[Entry], criteria: list[Criterion], saved: Saved) -> Ranking:
    """The library's own ranking, for its reports."""
    outcomes = []
    for entry in entries:
        if entry.outcome is None:
            continue
        outcome = outcome_from(entry.outcome, shown_name(entry, saved))
        card, sums = outcome.scorecard(), _sums(entry, criteria)
        if card is not None and sums is not None:
            card.total, card.percent = sums
            outcome.result = card
        outcomes.append(outcome)
    return rank(criteria, outcomes, datetime.date.fromisoformat(saved.as_of))


def shown_name(entry: Entry, saved: Saved) -> str:
    """The file's name, which often is the person's."""
    return f"Resume {entry.position + 1}" if hides(entry, saved) else entry.file


def hides(entry: Entry, saved: Saved) -> bool:
    """Whether who it is stays hidden: in a blind ranking until a first decision."""
    return is_blind(saved) and entry.stage == "new"


def duplicates_of(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """The other rows that look like the same person's."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for mark in entry.marks:
            sharing[mark].append(entry.id)
    found: dict[str, set[str]] = defaultdict(set)
    for rows in sharing.values():
        for row in rows if len(rows) > 1 else ():
            found[row].update(other for other in rows if other != row)
    order = {entry.id: entry.position for entry in entries}
    return {row: sorted(others, key=order.__getitem__) for row, others in found.items()}


def row_view(
    place: Place, saved: Saved, criteria: Sequence[Criterion], duplicates: dict[str, list[str]]
) -> dict[str, Any]:
    """A row as a resource."""
    entry = place.entry
    outcome = entry.outcome or {}
    card = outcome.get("card")
    scores = card["scores"] if card else []
    by_criterion = {score["criterion_id"]: score for score in scores}
    must = [c.id for c in criteria if card and c.importance is Importance.must]
    return {
        "id": entry.id,
        "file": shown_name(entry, saved),
        "rank": place.rank or None,
        "state": entry.state,
        "total": place.percent,
        "must_haves_missing": [id_ for id_ in must if not by_criterion.get(id_, {}).get("score")],
        "near_misses": [c.id for c in criteria if _is_near_miss(c, by_criterion.get(c.id))],
        "findings": [
            {
                "kind": each["kind"],
                "message": each["message"],
                "words": each["text"],
                "page": each["page"] or None,
            }
            for each in [*outcome.get("findings", []), *(card["findings"] if card else [])]
        ],
        "error": _error(outcome.get("failure")),
        "scores": [_score(score) for score in scores],
        "duplicates": duplicates.get(entry.id, []),
        **{name: getattr(entry, name) for name in ("stage", "reason", "note", "tags", "own_score")},
    }


def _is_near_miss(criterion: Criterion, score: dict[str, Any] | None) -> bool:
    if score is None or score["years"] is None or not criterion.min_years:
        return False
    return bool(criterion.min_years * NEAR_SHARE <= score["years"]["years"] < criterion.min_years)


def _error(failure: dict[str, Any] | None) -> dict[str, str] | None:
    if failure is None:
        return None
    code = ErrorCode.__members__.get(failure["code"], ErrorCode.internal)
    return {"code": to_string(code), "message": failure["message"]}


def _score(score: dict[str, Any]) -> dict[str, Any]:
    best = next((each for each in score["evidence"] if each["verified"]), None)
    return {
        "criterion_id": score["criterion_id"],
        "score": score["score"],
        "reason": score["reason"],
        "quote": best["quote"] if best else None,
        "page": (best["page"] or None) if best else None,
        "years": score["years"]["years"] if score["years"] else None,
        "unsupported": score["unsupported"],
        "evidence": score["evidence"],
    }
