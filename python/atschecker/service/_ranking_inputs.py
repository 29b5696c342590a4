"""What requests to /v1/rankings say, checked."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from typing import Any

from atschecker._core import criteria_from_json, criteria_to_json
from atschecker.service._errors import bad_request
from atschecker.service._ranking_views import Place

STAGES = ("new", "shortlist", "maybe", "declined")
HUMAN = ("stage", "reason", "note", "tags", "own_score")
OPTIONS = ("name", "blind")

MAX_TEXT = 10_000  # characters of a note: pages, not books
MAX_TAGS = 50
MAX_SCORE = 100

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000

_SORTS: dict[str, Callable[[Place], Any]] = {
    "file": lambda place: place.line.file.casefold(),
    "position": lambda place: place.line.position,
    "stage": lambda place: STAGES.index(place.line.stage),
    "total": lambda place: -1.0 if place.percent is None else place.percent,
}
_FILTERS: dict[str, Callable[[Place], object]] = {
    "stage": lambda place: place.line.stage,
    "state": lambda place: place.line.state,
    "tag": lambda place: place.line.tags,
}


def ranking_options(text: str) -> dict[str, Any]:
    """Read the field ``options``."""
    if not text.strip():
        return {}
    try:
        root = json.loads(text)
    except (ValueError, RecursionError):
        raise bad_request("the field 'options' must be JSON") from None
    if not isinstance(root, dict) or not root.keys() <= set(OPTIONS):
        raise bad_request(f"the field 'options' must be a JSON object with {' or '.join(OPTIONS)}")
    if not is_text(root.get("name", "")) or not isinstance(root.get("blind", False), bool):
        raise bad_request("in 'options' the name is a text, and blind is true or false")
    return root


def changed_criteria(stored: str, body: dict[str, Any]) -> str:
    """Put weights and importance into the stored criteria. Nothing else can change without scoring anew."""
    criteria: list[dict[str, Any]] = json.loads(stored)
    by_id = {criterion["id"]: criterion for criterion in criteria}
    changes = body.get("criteria")
    if not isinstance(changes, list) or not all(isinstance(change, dict) for change in changes):
        raise bad_request("'criteria' must be a list of objects with id, weight and importance")
    for change in changes:
        target = by_id.get(change["id"]) if isinstance(change.get("id"), str) else None
        if target is None:
            raise bad_request("a criterion of that id is not in this ranking")
        for name in ("weight", "importance"):
            target[name] = change.get(name, target[name])
        if any(name in target and target[name] != value for name, value in change.items()):
            raise bad_request("only weight and importance of a criterion can be changed")
    # The library checks the values.
    return criteria_to_json(criteria_from_json(json.dumps(criteria)))


def human_half(body: object) -> dict[str, Any]:
    """Read a change of stage, reason, note, tags or own score."""
    if not isinstance(body, dict) or not body or not body.keys() <= set(HUMAN):
        raise bad_request(f"a row takes {', '.join(HUMAN)}")
    checks: dict[str, Callable[[Any], bool]] = {
        "stage": lambda value: value in STAGES,
        "reason": lambda value: value is None or is_text(value),
        "note": is_text,
        "tags": _are_tags,
        "own_score": lambda value: value is None or _is_score(value),
    }
    for name, value in body.items():
        if not checks[name](value):
            raise bad_request(f"'{name}' has a value that it cannot have")
    return body


def limit_of(text: str | None) -> int:
    """How many rows are asked for."""
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 0 < int(text) <= MAX_LIMIT):  # noqa: PLR2004
        raise bad_request(f"'limit' must be 1 to {MAX_LIMIT}")
    return int(text)


def selected(places: Sequence[Place], filter_text: str, sort: str) -> list[Place]:
    """Filter (``stage:maybe,state:scored``) and sort (``-total``; default: by rank)."""
    chosen = list(places)
    for word in filter(None, filter_text.split(",")):
        name, colon, value = word.partition(":")
        if not colon or name not in _FILTERS:
            raise bad_request(f"'filter' takes {', '.join(_FILTERS)}, each with a colon and a value")
        chosen = [place for place in chosen if _matches(_FILTERS[name](place), value)]
    if sort in ("", "rank"):
        return chosen
    if sort.removeprefix("-") not in _SORTS:
        raise bad_request(f"'sort' must be rank, {', '.join(_SORTS)}, or one of these after a minus sign")
    return sorted(chosen, key=_SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def cursor_of(places: Sequence[Place], cursor: str) -> int:
    """Where the page begins: after the row that the last one ended with."""
    if not cursor:
        return 0
    for index, place in enumerate(places):
        if place.line.id == cursor:
            return index + 1
    raise bad_request("that 'cursor' is none of this list")


def _matches(value: object, wanted: str) -> bool:
    return wanted in value if isinstance(value, list) else value == wanted


def is_text(value: object) -> bool:
    """Whether it is text of a bearable length that can be stored."""
    if not isinstance(value, str) or len(value) > MAX_TEXT or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _are_tags(value: object) -> bool:
    return isinstance(value, list) and len(value) <= MAX_TAGS and all(map(is_text, value))


def _is_score(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and 0 <= value <= MAX_SCORE  # type: ignore[operator,arg-type]
