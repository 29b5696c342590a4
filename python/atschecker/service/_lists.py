"""Where the rows of a ranking stand, kept in memory: a change of weights reads no outcome.

The database is asked only for rows that changed since it was asked last.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from atschecker._core import Criterion, Usage, standings
from atschecker.service._ranking_views import Place, criteria_of
from atschecker.store import Line, Saved, Store
from atschecker.store._values import USAGE

# Of all rankings together; a row takes about 1 KB.
MAX_ROWS = 100_000


@dataclass(frozen=True)
class Facts:
    """What of the rows no weight changes."""

    lines: list[Line]
    usage: Usage
    marks: dict[str, list[str]]
    positions: dict[str, int]


@dataclass(frozen=True)
class Standings:
    """All rows of a ranking by the criteria of now, best first."""

    places: list[Place]
    criteria: list[Criterion]
    facts: Facts

    def duplicates_of(self, line: Line) -> list[str]:
        """The other rows that look like the same person's."""
        found = {row for mark in line.marks for row in self.facts.marks[mark]} - {line.id}
        return sorted(found, key=self.facts.positions.__getitem__)

    def place_of(self, row: str) -> Place | None:
        """Where a row stands."""
        return next((place for place in self.places if place.line.id == row), None)


class Lists:
    """The standings of the rankings that were asked for last; thread-safe."""

    def __init__(self, max_rows: int = MAX_ROWS) -> None:
        self._max_rows = max_rows
        self._lock = threading.Lock()
        self._lists: OrderedDict[str, _List] = OrderedDict()

    def standings(self, store: Store, saved: Saved) -> Standings:
        """Read what changed, and rank. It blocks: not for an event loop."""
        with self._lock:
            found = self._lists.setdefault(saved.id, _List())
            self._lists.move_to_end(saved.id)
        result = found.standings(store, saved)
        with self._lock:
            while len(self._lists) > 1 and sum(map(len, self._lists.values())) > self._max_rows:
                self._lists.popitem(last=False)
        return result

    def forget(self, ranking: str) -> None:
        """Drop a ranking that is erased."""
        with self._lock:
            self._lists.pop(ranking, None)


class _List:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lines: dict[str, Line] = {}
        self._revision = -1
        self._facts: Facts | None = None
        self._standings: tuple[str | None, Standings] | None = None

    def __len__(self) -> int:
        return len(self._lines)

    def standings(self, store: Store, saved: Saved) -> Standings:
        with self._lock:
            if saved.revision > self._revision:
                for line in store.lines(saved.id, self._revision):
                    self._lines[line.id] = line
                    # Lines may be newer than the ranking that was read before them.
                    self._revision = max(self._revision, line.revision)
                self._facts = self._standings = None
            if self._facts is None:
                self._facts = _facts(sorted(self._lines.values(), key=lambda line: line.position))
            if self._standings is None or self._standings[0] != saved.criteria:
                criteria = criteria_of(saved)
                places = _places(self._facts.lines, criteria)
                self._standings = (saved.criteria, Standings(places, criteria, self._facts))
            return self._standings[1]


def _facts(lines: list[Line]) -> Facts:
    marks: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for mark in line.marks:
            marks[mark].append(line.id)
    sums = map(sum, zip(*(line.usage for line in lines if line.usage is not None), strict=True))
    usage = Usage(**dict(zip(USAGE, sums, strict=False)))
    return Facts(lines, usage, marks, {line.id: line.position for line in lines})


def _places(lines: Sequence[Line], criteria: list[Criterion]) -> list[Place]:
    """Rank as the library does; failed and pending rows have rank 0 and come last."""
    scored = [line for line in lines if line.scores is not None]
    ids = [criterion.id for criterion in criteria]
    scores = [[line.scores.get(id_, 0.0) for id_ in ids] for line in scored if line.scores is not None]
    ranked = [
        Place(line, standing.rank, standing.total, standing.percent)
        for line, standing in zip(scored, standings(criteria, scores), strict=True)
    ]
    ranked.sort(key=lambda place: place.rank)
    rest = [Place(line, 0, None, None) for line in lines if line.scores is None]
    return ranked + sorted(rest, key=lambda place: place.line.state != "failed")
