#!/usr/bin/env python3
"""How well criteria are extracted, as a Markdown table.

    criteria_quality.py --data DIR [--engine offline]

DIR may hold (what is missing is left out):

criteria_synth/jds.jsonl   job descriptions (`text`) with `gold`: title, min_years, degree, must, nice
skillspan/*.json           sentences, a JSON object a line: `tokens`, `tags_knowledge` (BIO), `source`, `idx`
green/green.csv            `sentence_id,word,pos,tag` with the tags B-Skill and I-Skill
skill_benchmark/*.csv      `sentence,span,...`: skills that people marked in a sentence

Written job descriptions: a skill counts where a criterion has its very words and its importance, or where
its parts around "and" do; the title is that of the role; the years are those of any criterion. The degree is,
word for word, that of the first criterion about education; by level, the lowest that such a must names.

Spans: the engine never sees a mark. "documents": the sentences of one job description (`source`, `idx`), a
line each, are read as one; "sentences": each is read alone. A prediction is the place of a criterion's text
(of any kind but the role) in the sentence that its source comes from; a text that does not stand there as it
is counts for nothing. Precision is the share of predictions that overlap a marked span by a character,
recall the share of marked spans that a prediction overlaps. "One to one" lets each of them count once.
Intervals: 95 %, bootstrap over the job descriptions (the sentences where there are none), fixed seed.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atschecker import CriteriaExtractor, Criterion, Document, Error
from atschecker._engine import ENGINES, OFFLINE
from atschecker._environment import settings_from

ROUNDS = 1000
SEED = 1
Span = tuple[int, int]
Counts = tuple[int, int, int, int]  # predictions right, predictions, spans found, spans


@dataclass
class Sentence:
    text: str
    marked: list[Span]
    group: str
    found: set[Span] = field(default_factory=set)


def folded(text: str) -> str:
    return " ".join(text.lower().split())


def read_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def extracted(extractor: CriteriaExtractor, text: str) -> list[Criterion]:
    """What is asked for; nothing where the engine finds nothing."""
    try:
        return list(extractor.extract(Document.from_text("job description", text)))
    except Error:
        return []


# Written job descriptions


def stands(skill: str, importance: str, criteria: dict[str, str]) -> bool:
    """Whether a skill is a criterion of that importance: as it is, or "A and B" as two."""
    parts = skill.split(" and ")
    return criteria.get(skill) == importance or all(criteria.get(part) == importance for part in parts)


def degree_level(text: str) -> int:
    """Of the degrees that gold texts name."""
    levels = [
        ("phd", 4),
        ("master", 3),
        ("mba", 3),
        ("bachelor", 2),
        ("degree", 2),
        ("diploma", 1),
        ("high school", 0),
    ]
    named = [level for word, level in levels if word in text.lower()]
    return min(named) if named else -1


def synth_rows(path: Path, extractor: CriteriaExtractor) -> list[str]:
    right: dict[str, int] = defaultdict(int)
    asked: dict[str, int] = defaultdict(int)

    def count(what: str, is_right: bool) -> None:
        asked[what] += 1
        right[what] += is_right

    for job in read_lines(path):
        gold = job["gold"]
        criteria = extracted(extractor, job["text"])
        by_text = {folded(criterion.text): str(criterion.importance.name) for criterion in criteria}
        for importance in ("must", "nice"):
            for skill in gold[importance]:
                count("must and nice", stands(folded(skill), importance, by_text))
        roles = [criterion.text for criterion in criteria if criterion.kind.name == "role"]
        count("title", bool(roles) and folded(roles[0]) == folded(gold["title"]))
        count("years", any(criterion.min_years == gold["min_years"] for criterion in criteria))
        degrees = [c for c in criteria if c.kind.name == "education"]
        count("degree, word for word", bool(degrees) and folded(degrees[0].text) == folded(gold["degree"]))
        musts = [degree_level(c.text) for c in degrees if c.importance.name == "must"]
        count("degree, its level", bool(musts) and min(musts) == degree_level(gold["degree"]))
    return [f"| criteria_synth | {what} | {right[what]} of {asked[what]} | | | |" for what in asked]


# Marked spans


def spans_of(tags: Sequence[str], places: Sequence[Span], begin: str, inside: str) -> list[Span]:
    spans: list[Span] = []
    is_open = False
    for tag, (first, last) in zip(tags, places, strict=True):
        if tag == inside and is_open:
            spans[-1] = (spans[-1][0], last)
        elif tag in (begin, inside):
            spans.append((first, last))
        is_open = tag in (begin, inside)
    return spans


def sentence_of(
    words: Sequence[str], tags: Sequence[str], group: str, begin: str = "B", inside: str = "I"
) -> Sentence:
    places: list[Span] = []
    end = 0
    for word in words:
        places.append((end, end + len(word)))
        end += len(word) + 1
    return Sentence(" ".join(words), spans_of(tags, places, begin, inside), group)


def read_skillspan(path: Path) -> list[Sentence]:
    return [
        sentence_of(line["tokens"], line["tags_knowledge"], f"{line['source']} {line['idx']}")
        for line in read_lines(path)
    ]


def read_green(path: Path) -> list[Sentence]:
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            rows[row["sentence_id"]].append(row)
    return [
        sentence_of([r["word"] for r in words], [r["tag"] for r in words], key, "B-Skill", "I-Skill")
        for key, words in rows.items()
    ]


def read_benchmark(path: Path) -> list[Sentence]:
    marked: dict[str, set[Span]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            begin = row["sentence"].find(row["span"])
            if row["span"] and begin >= 0:
                marked[row["sentence"]].add((begin, begin + len(row["span"])))
    return [Sentence(text, sorted(spans), text) for text, spans in marked.items()]


def locate(text: str, part: str) -> Span | None:
    """The first place of `part` in `text` that begins and ends at a word's end."""
    text, part = text.lower(), part.lower()
    begin = text.find(part)
    while begin >= 0 and part:
        end = begin + len(part)
        cut_before = begin > 0 and text[begin - 1].isalnum() and part[0].isalnum()
        cut_after = end < len(text) and text[end].isalnum() and part[-1].isalnum()
        if not cut_before and not cut_after:
            return begin, end
        begin = text.find(part, begin + 1)
    return None


def predict(sentences: Iterable[Sentence], extractor: CriteriaExtractor) -> None:
    """Reads the sentences as one job description."""
    sentences = list(sentences)
    criteria = extracted(extractor, "\n".join(sentence.text for sentence in sentences))
    for sentence in sentences:
        sentence.found = set()
        text = folded(sentence.text)
        for criterion in criteria:
            source = folded(criterion.source)
            if criterion.kind.name == "role" or not (source in text or text in source):
                continue
            if span := locate(sentence.text, criterion.text):
                sentence.found.add(span)


def overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def counts_of(sentence: Sentence) -> Counts:
    right = sum(any(overlap(found, span) for span in sentence.marked) for found in sentence.found)
    hit = sum(any(overlap(found, span) for found in sentence.found) for span in sentence.marked)
    return right, len(sentence.found), hit, len(sentence.marked)


def paired_counts_of(sentence: Sentence) -> Counts:
    left = list(sentence.marked)
    for found in sorted(sentence.found):
        partner = next((span for span in left if overlap(found, span)), None)
        if partner:
            left.remove(partner)
    pairs = len(sentence.marked) - len(left)
    return pairs, len(sentence.found), pairs, len(sentence.marked)


def added(all_counts: Iterable[Counts]) -> Counts:
    columns = list(zip(*all_counts, strict=True)) or [(0,)] * 4
    return sum(columns[0]), sum(columns[1]), sum(columns[2]), sum(columns[3])


def scores(counts: Counts) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    precision = counts[0] / counts[1] if counts[1] else 0.0
    recall = counts[2] / counts[3] if counts[3] else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def span_row(name: str, how: str, groups: list[list[Sentence]]) -> str:
    of_groups = [added(map(counts_of, group)) for group in groups]
    precision, recall, f1 = scores(added(of_groups))
    choose = random.Random(SEED)  # noqa: S311 - no secret
    drawn = sorted(scores(added(choose.choices(of_groups, k=len(of_groups))))[2] for _ in range(ROUNDS))
    low, high = drawn[int(0.025 * ROUNDS)], drawn[int(0.975 * ROUNDS)]
    paired = scores(added(paired_counts_of(s) for group in groups for s in group))[2]
    cells = f"{f1:.3f} [{low:.3f}, {high:.3f}] | {precision:.3f} | {recall:.3f} | {paired:.3f}"
    return f"| {name} | {how} | {cells} |"


def span_rows(name: str, sentences: list[Sentence], extractor: CriteriaExtractor) -> list[str]:
    by_group: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_group[sentence.group].append(sentence)
    groups = list(by_group.values())
    rows = []
    if len(groups) < len(sentences):
        for group in groups:
            predict(group, extractor)
        rows.append(span_row(name, "documents", groups))
    for sentence in sentences:
        predict([sentence], extractor)
    rows.append(span_row(name, "sentences", groups))
    return rows


def table(data: Path, extractor: CriteriaExtractor) -> Iterable[str]:
    if (path := data / "criteria_synth" / "jds.jsonl").exists():
        yield from synth_rows(path, extractor)
    readers = {
        "skillspan/*.json": read_skillspan,
        "green/*.csv": read_green,
        "skill_benchmark/*.csv": read_benchmark,
    }
    for pattern, read in readers.items():
        for path in sorted(data.glob(pattern)):
            yield from span_rows(f"{path.parent.name} {path.stem}", read(path), extractor)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--engine", choices=ENGINES, default=OFFLINE)
    arguments = parser.parse_args()
    client = settings_from(os.environ, engine=arguments.engine).make_client()
    print("| data | what | right, or overlap F1 [95 %] | precision | recall | F1 one to one |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in table(arguments.data, CriteriaExtractor(client)):
        print(row)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
