#!/usr/bin/env python3
"""Fits the weights that tell what a line of a job advert is: asked for, done at work, or about the offer.

    fit_lines.py [--write src/offline/job/line_weights]

Reads advert_lines/LANGUAGE.txt beside it, whose lines were written for this project. Without --write it
prints how many lines of a left-out fifth are told right. Multinomial logistic regression over words, pairs of
neighbours, and the beginnings and ends of long words, one model for each language: first what governs the
ranking (ask, duty, offer), then what kind of offer a line is.
"""

from __future__ import annotations

import argparse
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

KINDS = ("ask", "duty", "offer")
OFFERS = ("benefit", "pay", "place", "company", "legal", "apply", "unneeded")
FOLDS = 5
ROUNDS = 150
RATE = 0.3
PENALTY = 0.002
BYTE = 32  # A weight of 1 as a byte's value, so that one byte holds -4 to 4.
PIECE = 5  # Letters of a long word that are looked at on their own.
LONG = 7
SPECIAL = str.maketrans({"ß": "ss", "ł": "l", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d"})

Example = tuple[int, list[str]]
Weights = dict[str, list[float]]


def folded(text: str) -> str:
    """As text::fold()."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(SPECIAL))
    return "".join(c for c in plain if not unicodedata.combining(c))


def tokens(line: str) -> list[str]:
    """As tokens() of src/offline/job/line_kind.cpp."""
    found = re.findall(r"[a-z]+|[0-9]+|[$£€%]", folded(line))
    return ["<number>" if t[0].isdigit() else "<money>" if t in "$£€" else t for t in found]


def features(line: str) -> list[str]:
    words = ["^", *tokens(line)]
    pairs = (f"{a} {b}" for a, b in itertools.pairwise(words))
    long = [w for w in words if len(w) >= LONG and w[0] != "<"]
    pieces = itertools.chain((w[:PIECE] + "-" for w in long), ("-" + w[-PIECE:] for w in long))
    return sorted({*words[1:], *pairs, *pieces})


def read(path: Path) -> list[tuple[str, list[str]]]:
    lines = []
    for row in path.read_text(encoding="utf-8").splitlines():
        kind, colon, line = row.partition(": ")
        if colon and not row.startswith("#"):
            lines.append((kind, features(line)))
    return lines


def governing(lines: Sequence[tuple[str, list[str]]]) -> list[Example]:
    return [(KINDS.index(kind if kind in KINDS else "offer"), names) for kind, names in lines]


def offers(lines: Sequence[tuple[str, list[str]]]) -> list[Example]:
    return [(OFFERS.index(kind), names) for kind, names in lines if kind in OFFERS]


def shares(weights: Weights, names: list[str], kinds: int) -> list[float]:
    sums = [sum(weights[name][k] for name in names if name in weights) for k in range(kinds)]
    powers = [math.exp(s - max(sums)) for s in sums]
    return [power / sum(powers) for power in powers]


def fit(examples: list[Example], kinds: int) -> Weights:
    counts = Counter(name for _, names in examples for name in names)
    weights: Weights = {
        name: [0.0] * kinds for name, n in counts.items() if n > 1 or not re.search("[ -]", name)
    }
    known = [(kind, [name for name in names if name in weights]) for kind, names in examples]
    for _ in range(ROUNDS):
        for kind, names in known:
            told = shares(weights, names, kinds)
            rate = RATE / math.sqrt(max(1, len(names)))
            for name in names:
                row = weights[name]
                for k in range(kinds):
                    row[k] += rate * ((k == kind) - told[k]) - PENALTY * row[k]
    return weights


def left_out(examples: list[Example], kinds: int) -> tuple[int, int]:
    right = 0
    for fold in range(FOLDS):
        weights = fit([e for i, e in enumerate(examples) if i % FOLDS != fold], kinds)
        for kind, names in examples[fold::FOLDS]:
            told = shares(weights, names, kinds)
            right += told.index(max(told)) == kind
    return right, len(examples)


def written(language: str, lines: Sequence[tuple[str, list[str]]]) -> str:
    def byte(value: float) -> int:
        return max(-127, min(127, round(BYTE * value)))

    kind = fit(governing(lines), len(KINDS))
    offer = fit(offers(lines), len(OFFERS))
    rows = [
        f"# Made by benchmarks/fit_lines.py from benchmarks/advert_lines/{language}.txt, "
        "written for this project.",
        "# feature\t" + "\t".join((*KINDS, *OFFERS)),
    ]
    for name in sorted({*kind, *offer}, key=str.encode):
        values = [*kind.get(name, [0.0] * len(KINDS)), *offer.get(name, [0.0] * len(OFFERS))]
        if any(byte(v) for v in values):
            rows.append("\t".join([name, *(str(byte(v)) for v in values)]))
    return "\n".join(rows) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    for path in sorted(Path(__file__).with_name("advert_lines").glob("*.txt")):
        lines = read(path)
        if arguments.write:
            target = arguments.write / f"{path.stem}.tsv"
            target.write_text(written(path.stem, lines), encoding="utf-8")
        else:
            of_kind = "{} of {}".format(*left_out(governing(lines), len(KINDS)))
            of_offer = "{} of {}".format(*left_out(offers(lines), len(OFFERS)))
            print(f"{path.stem}: {of_kind} left-out lines right; kinds of offer: {of_offer}")


if __name__ == "__main__":
    main()
