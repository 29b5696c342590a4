#!/usr/bin/env python3
"""Fits the weights that tell what a line of a job advert is: asked for, done at work, or about the offer.

    fit_lines.py [--write src/offline/job/line_weights.inc]

Reads advert_lines.txt beside it, whose lines were written for this project. Without --write it prints how
many lines of a left-out fifth are told right. Multinomial logistic regression over words and pairs of
neighbours.
"""

from __future__ import annotations

import argparse
import itertools
import math
import re
from collections import Counter
from pathlib import Path

KINDS = ("ask", "duty", "offer")
FOLDS = 5
ROUNDS = 150
RATE = 0.3
PENALTY = 0.002
BYTE = 32  # A weight of 1 as a byte's value, so that one byte holds -4 to 4.

Example = tuple[int, list[str]]
Weights = dict[str, list[float]]


def tokens(line: str) -> list[str]:
    """As tokens() of src/offline/job/line_kind.cpp."""
    found = re.findall(r"[a-z]+|[0-9]+|[$£€%]", line.lower())
    return ["<number>" if t[0].isdigit() else "<money>" if t in "$£€" else t for t in found]


def features(line: str) -> list[str]:
    words = ["^", *tokens(line)]
    return sorted({*words[1:], *(f"{a} {b}" for a, b in itertools.pairwise(words))})


def read(path: Path) -> list[Example]:
    examples = []
    for row in path.read_text(encoding="utf-8").splitlines():
        kind, colon, line = row.partition(": ")
        if colon and not row.startswith("#"):
            examples.append((KINDS.index(kind), features(line)))
    return examples


def shares(weights: Weights, names: list[str]) -> list[float]:
    sums = [sum(weights[name][k] for name in names if name in weights) for k in range(len(KINDS))]
    powers = [math.exp(s - max(sums)) for s in sums]
    return [power / sum(powers) for power in powers]


def fit(examples: list[Example]) -> Weights:
    counts = Counter(name for _, names in examples for name in names)
    weights: Weights = {name: [0.0] * len(KINDS) for name, n in counts.items() if n > 1 or " " not in name}
    for _ in range(ROUNDS):
        for kind, names in examples:
            told = shares(weights, names)
            for name in names:
                if name in weights:
                    row = weights[name]
                    for k in range(len(KINDS)):
                        row[k] += RATE / math.sqrt(len(names)) * ((k == kind) - told[k]) - PENALTY * row[k]
    return weights


def left_out(examples: list[Example]) -> tuple[int, int]:
    right = 0
    for fold in range(FOLDS):
        weights = fit([e for i, e in enumerate(examples) if i % FOLDS != fold])
        for kind, names in examples[fold::FOLDS]:
            told = shares(weights, names)
            right += told.index(max(told)) == kind
    return right, len(examples)


def written(weights: Weights) -> str:
    def byte(value: float) -> int:
        return max(-127, min(127, round(BYTE * value)))

    rows = [
        f'    {{"{name}", {{{", ".join(str(byte(v)) for v in row)}}}}},'
        for name, row in sorted(weights.items(), key=lambda item: item[0].encode())
        if any(byte(v) for v in row)
    ]
    head = "// Made by benchmarks/fit_lines.py from benchmarks/advert_lines.txt, written for this project.\n"
    return head + "constexpr Weight weights[] = {\n" + "\n".join(rows) + "\n};\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    examples = read(Path(__file__).with_name("advert_lines.txt"))
    if arguments.write:
        arguments.write.write_text(written(fit(examples)), encoding="utf-8")
    else:
        print("{} of {} left-out lines right".format(*left_out(examples)))


if __name__ == "__main__":
    main()
