"""True reading orders: the words of a page in the order a person reads them, kept as hashes of the words.

A word is what white space encloses, in Unicode NFC, case folded, without invisible format characters, and
without the punctuation and symbols at its two ends; what is left empty is no word.
"""

from __future__ import annotations

import hashlib
import json
import random
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

WORDS = (
    "first 8 hex digits of sha256 of each word: white-space separated, NFC, case folded, "
    "without format characters (Cf) and without what is no letter, mark or digit at both ends"
)
HASH_DIGITS = 8  # enough to keep the few hundred words of a page apart
HALVES = ("development", "held-out")
PAGE = 1

# Files of one project that share no generator, by a mark in their name; the others stand alone.
OFFLINE_CV = "OfflineCV"
OFFLINE_CV_FAMILIES = (
    ("OfflineCV deedy", ("__latex__deedy",)),
    ("OfflineCV sidebar", ("__chromium", "__two-column-achievements")),
    ("OfflineCV label-rail", ("__label-rail",)),
)

SHORTEST_TO_CORRECT = 3  # below that, almost any two words are one edit apart
LONG_WORD = 8


@dataclass(frozen=True)
class Truth:
    """Flows of word hashes. The order within a flow is known, that of two flows is not."""

    group: str
    flows: tuple[tuple[str, ...], ...]
    first_page_only: bool


def words(text: str) -> list[str]:
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    stripped = (_stripped(word) for word in visible.split())
    return [unicodedata.normalize("NFC", word.casefold()) for word in stripped if word]


def _stripped(word: str) -> str:
    kept = [place for place, c in enumerate(word) if unicodedata.category(c)[0] in "LMN"]
    return word[kept[0] : kept[-1] + 1] if kept else ""


def word_hash(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:HASH_DIGITS]


def hashes(text: str) -> tuple[str, ...]:
    return tuple(map(word_hash, words(text)))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def family(name: str) -> str:
    """Near-duplicates have one family: they come from the same template of the same project."""
    project = name.partition("__")[0]
    if project != OFFLINE_CV:
        return project
    found = (group for group, marks in OFFLINE_CV_FAMILIES if any(mark in name for mark in marks))
    return next(found, name)


def share_out(names: Iterable[str], seed: int) -> dict[str, str]:
    """The half of every name: families stay together, and the halves are as equal as that allows."""
    sizes: dict[str, int] = {}
    for name in names:
        sizes[family(name)] = sizes.get(family(name), 0) + 1
    order = sorted(sizes)
    random.Random(seed).shuffle(order)  # noqa: S311 (not a secret: it has to be repeatable)
    reachable: dict[int, frozenset[str]] = {0: frozenset()}
    for group in order:
        for total, chosen in list(reachable.items()):
            reachable.setdefault(total + sizes[group], chosen | {group})
    nearest = min(reachable, key=lambda total: abs(2 * total - sum(sizes.values())))
    return {name: HALVES[family(name) not in reachable[nearest]] for name in names}


def edit_distance(left: str, right: str) -> int:
    row = list(range(len(right) + 1))
    for place, a in enumerate(left, start=1):
        above = row
        row = [place]
        for column, b in enumerate(right, start=1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (a != b)))
    return row[-1]


def corrected(word: str, vocabulary: frozenset[str]) -> str:
    """The word, or the one word of the page that it must have been before a slip of the pen."""
    if word in vocabulary or len(word) < SHORTEST_TO_CORRECT:
        return word
    for reach in (1, 2) if len(word) >= LONG_WORD else (1,):
        near = [other for other in vocabulary if abs(len(other) - len(word)) <= reach]
        near = [other for other in near if edit_distance(word, other) <= reach]
        if near:
            return near[0] if len(near) == 1 else word
    return word


def from_project(file: Path) -> dict[str, Truth]:
    """The hashed truths of the project, by the sha256 of the file they are about."""
    entries = json.loads(file.read_text(encoding="utf-8"))["files"]
    return {entry["sha256"]: _of_entry(entry) for entry in entries.values()}


def _of_entry(entry: Mapping[str, str]) -> Truth:
    joined = entry["words"]
    flow = tuple(joined[place : place + HASH_DIGITS] for place in range(0, len(joined), HASH_DIGITS))
    return Truth(entry["half"], (flow,), first_page_only=True)


def beside(pdf: Path, folder: Path) -> Truth | None:
    """NAME.truth.json, a list of texts, for a generated file: its maker knows the order."""
    file = folder / f"{pdf.stem}.truth.json"
    if not file.is_file():
        return None
    flows = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(flows, list):
        return None
    return Truth("synthetic", tuple(map(hashes, flows)), first_page_only=False)
