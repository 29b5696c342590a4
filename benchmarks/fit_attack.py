#!/usr/bin/env python3
"""Fits the weights of the search for text that steers the grader, and measures them on sources left out.

    fit_attack.py --data DIR --features build/bench/bin/attack_features [--write FILE] [--leave-out]

DIR has steering.jsonl (`src`, `kind`, `text`) and clean.jsonl (`src`, `text`, `resume`, `held`): strings, and
innocent texts, which may be resumes. A `kind` is recruiting, general, noisy (made by a model in bulk) or own
(our wordings, never counted as a source left out). What is `held` is never fitted to. Needs NumPy, SciPy and
scikit-learn, which the project does not otherwise use.

A sentence is an example. Of a string of several sentences it is not known which ones steer: all are taken
for steering at first, then those that the fit itself finds innocent are dropped, but never the last one of
a string. A feature counts if several sources have it, so that no author's pet words do. The threshold is
the one that a share of innocent resumes passes, each scored by a fit
without it.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

SHARE_MARKED = 0.005
REGULARIZATION = 1.0
CLEAN = "clean"
WEIGHTS = {"recruiting": 1.5, "general": 0.3, "noisy": 0.1, "own": 0.5}
FEWEST_SOURCES = 3
FEWEST_CLEAN = 60
SMALLEST_WEIGHT = 0.1
ROUNDS = 2
PARTS = 3
DROP_BELOW = -1.0
Z = 1.959964
RELATIONS = (
    "has", "beside", "near", "first", "second", "before", "after", "mark", "opens", "closes", "shape",
)  # fmt: skip


@dataclass
class Text:
    source: str
    kind: str
    text: str
    held: bool
    resume: bool
    sentences: list[tuple[str, frozenset[str]]]


def read_texts(path: Path, program: Path) -> list[Text]:
    lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    asked = "".join(json.dumps({"text": each["text"]}) + "\n" for each in lines)
    ran = subprocess.run([program], input=asked, capture_output=True, text=True, check=True)  # noqa: S603
    seen = [json.loads(line) for line in ran.stdout.split("\n") if line]
    return [
        Text(
            source=each["src"],
            kind=each.get("kind", CLEAN),
            text=each["text"],
            held=each.get("held", False),
            resume=each.get("resume", False),
            sentences=[(words, frozenset(features)) for words, features in sentences],
        )
        for each, sentences in zip(lines, seen, strict=True)
    ]


class Examples:
    """The sentences of all texts with what is seen in them, as one matrix."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        self.columns: dict[str, int] = {}
        self.text_of: list[int] = []
        rows: list[int] = []
        columns: list[int] = []
        for i, text in enumerate(texts):
            for _, features in text.sentences:
                found = [self.columns.setdefault(each, len(self.columns)) for each in sorted(features)]
                rows += [len(self.text_of)] * len(found)
                columns += found
                self.text_of.append(i)
        ones = np.ones(len(rows), np.float32)
        self.x = sp.csr_matrix((ones, (rows, columns)), (len(self.text_of), len(self.columns)))

    def rows(self, chosen: Sequence[bool]) -> np.ndarray:
        return np.flatnonzero(np.array(chosen)[self.text_of])

    def distinct(self, rows: np.ndarray) -> np.ndarray:
        """Sentences that stand in many resumes count once."""
        words = [words for text in self.texts for words, _ in text.sentences]
        return np.array(list({words[row].lower(): row for row in rows}.values()))


class Fit:
    """A weight for each column of the examples."""

    def __init__(self, examples: Examples, chosen: Sequence[bool]) -> None:
        self.examples = examples
        steers = np.array([text.kind != CLEAN for text in examples.texts])
        steering = examples.rows(steers & chosen)
        clean = examples.distinct(examples.rows(~steers & chosen))
        columns = self._choose(steering, clean)
        x_steering, x_clean = examples.x[steering][:, columns], examples.x[clean][:, columns]
        texts = np.array(examples.text_of)[steering]
        weights = np.array([WEIGHTS[examples.texts[i].kind] for i in texts])
        kept = np.ones(len(steering), bool)
        for _ in range(ROUNDS):
            model = LogisticRegression(C=REGULARIZATION, solver="liblinear", random_state=0, tol=0.01)
            model.fit(
                sp.vstack([x_steering[kept], x_clean]),
                np.r_[np.ones(kept.sum()), np.zeros(len(clean))],
                sample_weight=np.r_[weights[kept], np.ones(len(clean))],
            )
            z = model.decision_function(x_steering)
            best = np.full(len(examples.texts), -np.inf)
            np.maximum.at(best, texts, z)
            kept = (z > DROP_BELOW) | (z == best[texts])
        small = np.abs(model.coef_[0]) < SMALLEST_WEIGHT
        self.weights = np.zeros(examples.x.shape[1])
        self.weights[columns] = np.where(small, 0, np.round(model.coef_[0], 2))
        self.bias = float(model.intercept_[0])

    def _choose(self, steering: np.ndarray, clean: np.ndarray) -> np.ndarray:
        sources: dict[str, list[int]] = defaultdict(list)
        for row in steering:
            text = self.examples.texts[self.examples.text_of[row]]
            # Our own wordings are of three sources, by their length.
            sources[text.source + (str(len(text.text) % 3) if text.kind == "own" else "")].append(row)
        count = np.zeros(self.examples.x.shape[1], int)
        for rows in sources.values():
            count += np.asarray(self.examples.x[rows].sum(0)).ravel() > 0
        common = np.asarray(self.examples.x[clean].sum(0)).ravel()
        return np.flatnonzero((count >= FEWEST_SOURCES) | ((count == 0) & (common >= FEWEST_CLEAN)))

    def best(self) -> np.ndarray:
        """The score of the sentence of each text that steers most."""
        best = np.full(len(self.examples.texts), -np.inf)
        np.maximum.at(best, self.examples.text_of, self.examples.x @ self.weights + self.bias)
        return best


def wilson(hits: int, of: int) -> str:
    share, z2 = hits / of, Z * Z / of
    middle = (share + z2 / 2) / (1 + z2)
    half = Z / (1 + z2) * math.sqrt(share * (1 - share) / of + z2 / 4 / of)
    return f"{hits} of {of} | {share:.3f} | {middle - half:.3f} to {middle + half:.3f}"


def threshold_of(examples: Examples, fitted: np.ndarray) -> float:
    """What the given share of innocent resumes passes, each scored by a fit without it."""
    resume = np.array([text.resume for text in examples.texts])
    part = np.array([zlib.crc32(text.text.encode()) % PARTS for text in examples.texts])
    scores: list[float] = []
    for i in range(PARTS):
        asked = fitted & resume & (part == i)
        scores += list(Fit(examples, fitted & ~asked).best()[asked])
    return float(np.quantile(scores, 1 - SHARE_MARKED))


def left_out(examples: Examples, fitted: np.ndarray, threshold: float) -> Iterable[str]:
    hits, of = Counter[str](), Counter[str]()
    kinds = {text.source: text.kind for text in examples.texts if text.kind in ("recruiting", "general")}
    for source, kind in sorted(kinds.items()):
        asked = np.array([text.source == source for text in examples.texts])
        best = Fit(examples, fitted & ~asked).best()
        found = int((best[asked] > threshold).sum())
        hits[kind] += found
        of[kind] += int(asked.sum())
        yield f"| {kind}, {source} | {wilson(found, int(asked.sum()))} |"
        for i in np.flatnonzero(asked & (best <= threshold)):
            yield f"    missed: {examples.texts[i].text[:150]!r}"
    yield from (f"| {kind}, all | {wilson(hits[kind], n)} |" for kind, n in of.items())


def marked(examples: Examples, best: np.ndarray, threshold: float) -> Iterable[str]:
    held = [i for i, text in enumerate(examples.texts) if text.held]
    for source in sorted({examples.texts[i].source for i in held}):
        asked = [i for i in held if examples.texts[i].source == source]
        yield f"| marked, {source} | {wilson(int((best[asked] > threshold).sum()), len(asked))} |"


def quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table(fit: Fit, threshold: float) -> Iterable[str]:
    yield "// Made by benchmarks/fit_attack.py; docs/attacks.md tells from what and when. Hundredths."
    yield f"constexpr int bias = {round((fit.bias - threshold) * 100)};"
    yield "constexpr Weight weights[] = {"
    for feature, column in sorted(fit.examples.columns.items()):
        weight = round(float(fit.weights[column]) * 100)
        if weight == 0:
            continue
        relation, names = feature.split(" ", 1)
        a, _, b = names.partition("\t")
        yield f"    {{Relation::{RELATIONS[int(relation)]}, {quoted(a)}, {quoted(b)}, {weight}}},"
    yield "};"


def main(command_line: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--features", type=Path, required=True, metavar="PROGRAM")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the table of weights")
    parser.add_argument("--leave-out", action="store_true", help="measure each source of strings left out")
    arguments = parser.parse_args(command_line)
    examples = Examples(
        [
            *read_texts(arguments.data / "steering.jsonl", arguments.features),
            *read_texts(arguments.data / "clean.jsonl", arguments.features),
        ]
    )
    fitted = np.array([not text.held for text in examples.texts])
    threshold = threshold_of(examples, fitted)
    fit = Fit(examples, fitted)
    print(f"{np.count_nonzero(fit.weights)} weights, threshold {threshold:.2f}", flush=True)
    if arguments.write:
        arguments.write.write_text("\n".join(table(fit, threshold)) + "\n", "utf-8")
    for line in marked(examples, fit.best(), threshold):
        print(line, flush=True)
    if arguments.leave_out:
        for line in left_out(examples, fitted, threshold):
            print(line, flush=True)


if __name__ == "__main__":
    main()
