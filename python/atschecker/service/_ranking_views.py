"""What /v1/rankings shows of a ranking and of its rows."""

from __future__ import annotations

import bisect
import datetime
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from atschecker._core import (
    Criterion,
    ErrorCode,
    Failure,
    Outcome,
    Price,
    Ranking,
    Redaction,
    Scorecard,
    Usage,
    cost_of,
    criteria_from_json,
    criteria_to_json,
    lint,
    must_haves_contradicted,
    must_haves_not_shown,
    periods_in,
    rank,
    redact,
    to_string,
)
from atschecker.store import SET_ASIDE, Entry, Line, Saved
from atschecker.store._values import card_from, outcome_from

# Years are counted from months: so much below what is asked for a person should look at, not pass over.
NEAR_SHARE = 0.9

# As the library rounds totals: noise of binary fractions is no difference.
DIGITS = 6


# Every file that went in comes out as a row.
_FOR_A_PERSON = Failure(code=ErrorCode.cancelled, message="not scored, as was asked for: a person reads it")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands by the weights of now; rank 0 and no sums: it has no scores."""

    line: Line
    rank: int
    total: float | None
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
            **({SET_ASIDE: counts[SET_ASIDE]} if counts.get(SET_ASIDE) else {}),
        },
        "progress": round(finished / total, 4) if total else float(saved.state == "done"),
        "cost": None,
        "seconds_left": None,
        "per_minute": None,
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
        "hold": saved.hold,
        **extra,
    }


def is_blind(saved: Saved) -> bool:
    """Whether names are hidden until a first decision."""
    return bool(saved.options.get("blind", False))


def cost_so_far(usage: Usage, price: Price) -> float:
    """What the outcomes cost."""
    return round(cost_of(usage, price), DIGITS)


def full_ranking(
    entries: Sequence[Entry], places: Sequence[Place], criteria: list[Criterion], saved: Saved
) -> Ranking:
    """The library's own ranking, for its reports."""
    by_id = {place.line.id: place for place in places}
    outcomes = []
    for entry in entries:
        place = by_id.get(entry.id)
        if entry.state == SET_ASIDE:
            outcomes.append(Outcome(name=shown_name(entry, saved), result=_FOR_A_PERSON))
        if entry.outcome is None or place is None:
            continue
        outcome = outcome_from(entry.outcome, shown_name(entry, saved))
        card = outcome.scorecard()
        if card is not None and place.total is not None and place.percent is not None:
            if card.total != place.total:
                card.spread = None  # its totals are those of other weights
            card.total, card.percent = place.total, place.percent
            outcome.result = card
        outcomes.append(outcome)
    return rank(criteria, outcomes, datetime.date.fromisoformat(saved.as_of))


def part_of_ranking(
    entries: Sequence[Entry], places: Sequence[Place], criteria: list[Criterion], saved: Saved
) -> Ranking:
    """As full_ranking() of some rows, with the ranks that they have among all."""
    ids = {entry.id for entry in entries}
    ranking = full_ranking(entries, places, criteria, saved)
    # Who has the better total among some has it among all: the ranks come in the same order.
    ranks = sorted(place.rank for place in places if place.rank and place.line.id in ids)
    rows = ranking.rows
    for row in rows:
        row.could_be = None  # that was among these
    for row, place in zip(rows, ranks, strict=False):  # failures, which have no rank, are last
        row.rank = place
    ranking.rows = rows
    return ranking


def shown_name(entry: Entry, saved: Saved) -> str:
    """The file's name, which often is the person's."""
    return f"Resume {entry.position + 1}" if hides(entry, saved) else entry.file


def hides(entry: Entry, saved: Saved) -> bool:
    """Whether who it is stays hidden: in a blind ranking until a first decision."""
    return is_blind(saved) and entry.stage == "new"


def row_view(
    entry: Entry, place: Place, saved: Saved, criteria: list[Criterion], duplicates: list[str]
) -> dict[str, Any]:
    """A row as a resource."""
    outcome = entry.outcome or {}
    card = outcome.get("card")
    scores = card["scores"] if card else []
    by_criterion = {score["criterion_id"]: score for score in scores}
    values = card_from(card) if card else Scorecard()
    return {
        "id": entry.id,
        "file": shown_name(entry, saved),
        "rank": place.rank or None,
        "state": entry.state,
        "total": place.percent,
        "must_haves_missing": must_haves_not_shown(values, criteria),
        "must_haves_contradicted": must_haves_contradicted(values, criteria),
        "near_misses": [c.id for c in criteria if _is_near_miss(c, by_criterion.get(c.id))],
        "findings": [
            {
                "kind": each["kind"],
                "message": each["message"],
                "words": each["text"],
                "page": each["page"] or None,
            }
            for each in _once([*outcome.get("findings", []), *(card["findings"] if card else [])])
        ],
        "error": _error(outcome.get("failure")),
        "scores": [_score(score, datetime.date.fromisoformat(saved.as_of)) for score in scores],
        "duplicates": duplicates,
        "corrects": entry.corrects,
        **{name: getattr(entry, name) for name in ("stage", "reason", "note", "tags", "own_score")},
    }


def _once(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the reader and the engine both found is one finding."""
    seen = {(each["kind"], each["text"], each["page"]): each for each in reversed(findings)}
    return list(reversed(seen.values()))


def quote_marks(entry: Entry) -> list[dict[str, Any]]:
    """Where the quotes stand in the text: characters (code points) from 0."""
    card = (entry.outcome or {}).get("card")
    return [
        {"criterion_id": score["criterion_id"], **{name: quote[name] for name in ("page", "begin", "end")}}
        for score in (card["scores"] if card else [])
        for quote in score["evidence"]
        if quote["verified"]
    ]


def text_view(entry: Entry, text: str, *, hidden: bool) -> dict[str, Any]:
    """What was read of a file, and where in it the quotes stand."""
    marks = quote_marks(entry)
    if not hidden:
        return {"text": text, "marks": marks}
    redaction = redact(text)
    moved = moved_by(redaction, text)
    shown = (
        [] if moved is None else [{**m, "begin": moved(m["begin"]), "end": moved(m["end"])} for m in marks]
    )
    return {"text": redaction.text, "marks": shown}


def moved_by(redaction: Redaction, text: str) -> Callable[[int], int] | None:
    """Where a character of the text stands after redaction; one that was replaced: at its placeholder."""
    originals = {part.placeholder: part.original for part in redaction.parts}
    begins, shifts = [0], [0]
    before = after = 0
    pattern = re.compile("|".join(map(re.escape, sorted(originals, key=len, reverse=True))) or r"(?!)")
    restored = []
    for match in pattern.finditer(redaction.text):
        restored += [redaction.text[after : match.start()], originals[match[0]]]
        before += match.start() - after
        # Within what was replaced every character stands where the placeholder begins.
        begins.append(before)
        shifts.append(match.start() - before)
        before += len(originals[match[0]])
        after = match.end()
        begins.append(before)
        shifts.append(after - before)
    if "".join([*restored, redaction.text[after:]]) != text:
        return None  # a mark at a wrong place is worse than none
    return lambda offset: _moved(offset, begins, shifts)


def _moved(offset: int, begins: list[int], shifts: list[int]) -> int:
    index = bisect.bisect_right(begins, offset) - 1
    is_replaced = index % 2 == 1
    return (begins[index] if is_replaced else offset) + shifts[index]


def _is_near_miss(criterion: Criterion, score: dict[str, Any] | None) -> bool:
    if score is None or score["years"] is None or not criterion.min_years:
        return False
    return bool(criterion.min_years * NEAR_SHARE <= score["years"]["years"] < criterion.min_years)


def _error(failure: dict[str, Any] | None) -> dict[str, str] | None:
    if failure is None:
        return None
    code = ErrorCode.__members__.get(failure["code"], ErrorCode.internal)
    return {"code": to_string(code), "message": failure["message"]}


def _periods(years: dict[str, Any] | None, as_of: datetime.date) -> list[dict[str, Any]]:
    """The ranges that years are counted from, by months."""
    return [
        {
            "first": f"{period.first:%Y-%m}",
            "last": f"{period.last:%Y-%m}",
            "present": period.present,
            "words": each["quote"],
            "page": each["page"] or None,
        }
        for each in (years["periods"] if years else [])
        for period in periods_in(each["quote"], as_of)
    ]


def _score(score: dict[str, Any], as_of: datetime.date) -> dict[str, Any]:
    best = next((each for each in score["evidence"] if each["verified"]), None)
    return {
        "criterion_id": score["criterion_id"],
        "score": score["score"],
        "reason": score["reason"],
        "quote": best["quote"] if best else None,
        "page": (best["page"] or None) if best else None,
        "years": score["years"]["years"] if score["years"] else None,
        "periods": _periods(score["years"], as_of),
        "unsupported": score["unsupported"],
        "evidence": score["evidence"],
    }
