"""Other forms of a PDF file that look alike: without its structure tree, with its texts in random order.

pip install pikepdf
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

TEXT_STATE = frozenset(("Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts"))
PLACES = frozenset(("Td", "TD", "Tm", "T*"))
SHOWS = frozenset(("Tj", "TJ", "'", '"'))
COLOURS = frozenset(("g", "rg", "k", "cs", "sc", "scn"))
MARKS = frozenset(("BMC", "BDC", "EMC", "MP", "DP"))
Instruction = tuple[list[Any], str]
Matrix = tuple[float, ...]


@dataclass
class State:
    """What a text needs besides itself, as the instructions that make it."""

    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    text: dict[str, list[Any]] = field(default_factory=dict)
    colours: dict[str, list[Any]] = field(default_factory=dict)
    effects: list[list[Any]] = field(default_factory=list)

    def copy(self) -> State:
        return State(self.matrix, dict(self.text), dict(self.colours), list(self.effects))


def multiplied(x: Matrix, y: Matrix) -> Matrix:
    a, b, c, d, e, f = x
    p, q, r, s, t, u = y
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
    )  # fmt: skip


class Splitter:
    """Takes the texts out of a content stream: what is shown from one place to the next is one piece."""

    def __init__(self) -> None:
        self.rest: list[Instruction] = []
        self.pieces: list[list[Instruction]] = []
        self._state = State()
        self._saved: list[State] = []
        self._line: Matrix = (1, 0, 0, 1, 0, 0)
        self._fresh = True  # No text has been shown since the last place.

    def take(self, operands: list[Any], operator: str) -> None:
        if operator in SHOWS:
            self._show(operands, operator)
        elif operator in PLACES or operator == "BT":
            self._place(operands, operator)
        elif operator in TEXT_STATE:
            self._state.text[operator] = operands
        elif operator not in MARKS and operator != "ET":
            self._remember(operands, operator)
            self.rest.append((operands, operator))

    def _remember(self, operands: list[Any], operator: str) -> None:
        state = self._state
        if operator == "q":
            self._saved.append(state.copy())
        elif operator == "Q" and self._saved:
            self._state = self._saved.pop()
        elif operator == "cm":
            state.matrix = multiplied(tuple(map(float, operands)), state.matrix)
        elif operator == "gs":
            state.effects.append(operands)
        elif operator in COLOURS:
            if operator not in ("sc", "scn"):
                state.colours.clear()
            state.colours[operator] = operands

    def _place(self, operands: list[Any], operator: str) -> None:
        self._fresh = True
        if operator == "BT":
            self._line = (1, 0, 0, 1, 0, 0)
        elif operator == "Tm":
            self._line = tuple(map(float, operands))
        elif operator == "T*":
            leading = float(self._state.text.get("TL", [0])[0])
            self._line = multiplied((1, 0, 0, 1, 0, -leading), self._line)
        else:
            x, y = map(float, operands)
            self._line = multiplied((1, 0, 0, 1, x, y), self._line)
            if operator == "TD":
                self._state.text["TL"] = [-y]

    def _show(self, operands: list[Any], operator: str) -> None:
        if operator in ("'", '"'):
            self._place([], "T*")
            if operator == '"':
                self._state.text |= {"Tw": operands[:1], "Tc": operands[1:2]}
            operands, operator = operands[-1:], "Tj"
        if self._fresh:
            self.pieces.append(self._beginning())
        else:
            self.pieces[-1] += [(value, name) for name, value in self._state.text.items()]
            self.pieces[-1] += [(value, name) for name, value in self._state.colours.items()]
        self.pieces[-1].append((operands, operator))
        self._fresh = False

    def _beginning(self) -> list[Instruction]:
        state = self._state
        return [
            ([], "q"),
            (list(state.matrix), "cm"),
            *((value, "gs") for value in state.effects),
            *((value, name) for name, value in state.colours.items()),
            ([], "BT"),
            *((value, name) for name, value in state.text.items()),
            (list(self._line), "Tm"),
        ]


def instructions(content: Sequence[Any]) -> list[Any]:
    return [
        pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))
        if isinstance(operator, str)
        else (operands, operator)
        for operands, operator in content
    ]


def without_tags(source: Path, target: Path) -> None:
    with pikepdf.open(source) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        for page in pdf.pages:
            if "/StructParents" in page:
                del page["/StructParents"]
            kept = [
                each
                for each in pikepdf.parse_content_stream(page)
                if isinstance(each, pikepdf.ContentStreamInlineImage) or str(each.operator) not in MARKS
            ]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        pdf.save(target)


def in_random_order(source: Path, target: Path, seed: int) -> None:
    """Writes the texts of each page in random order behind all else; those inside forms stay."""
    shuffler = random.Random(seed)  # noqa: S311 (not a secret: it has to be repeatable)
    with pikepdf.open(source) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        for page in pdf.pages:
            splitter = Splitter()
            for each in pikepdf.parse_content_stream(page):
                if isinstance(each, pikepdf.ContentStreamInlineImage):
                    continue
                splitter.take(list(each.operands), str(each.operator))
            shuffler.shuffle(splitter.pieces)
            drawn = [([], "q"), *splitter.rest, ([], "Q")]
            for piece in splitter.pieces:
                drawn += [*piece, ([], "ET"), ([], "Q")]
            content = pikepdf.unparse_content_stream(instructions(drawn))
            page.Contents = pdf.make_stream(content)
        pdf.save(target)
