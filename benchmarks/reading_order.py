#!/usr/bin/env python3
"""How well the reading order of PDF files is kept: the share of true adjacent word pairs.

A pair is a word and the next one; the share is how many of the true pairs are pairs of the extracted text
(both counted as often as they occur). truths.py says what a word is and where the truths come from.

    reading_order.py FOLDER                 development files and generated files
    reading_order.py FOLDER --half both     held-out files too: not while something is being tuned
    reading_order.py make TRANSCRIPTS NAMES FOLDER -o truths.json
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import extractors
import truths

TRUTHS = Path(__file__).parent / "reading_order" / "truths.json"
SEED = 20261123
Pairs = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Score:
    group: str
    name: str
    pairs: int
    shares: dict[str, float]
    failures: dict[str, str]


def pairs_of(flows: Iterable[Sequence[str]]) -> Pairs:
    return Counter(pair for flow in flows for pair in pairwise(flow))


def share_kept(truth: Pairs, found: Pairs) -> float:
    return (truth & found).total() / truth.total()


def score(pdf: Path, truth: truths.Truth, engines: dict[str, extractors.Read]) -> Score:
    true_pairs = pairs_of(truth.flows)
    result = Score(truth.group, pdf.stem, true_pairs.total(), {}, {})
    for name, read in engines.items():
        try:
            pages = read(pdf)
        except Exception as error:  # noqa: BLE001 (whatever another tool raises, it did not read the file)
            result.failures[name] = f"{type(error).__name__}: {error}"
            pages = []
        text = "\n".join(pages[:1] if truth.first_page_only else pages)
        result.shares[name] = share_kept(true_pairs, pairs_of([truths.hashes(text)]))
    return result


def files_to_measure(folder: Path, beside: Path, groups: Sequence[str]) -> list[tuple[Path, truths.Truth]]:
    known = truths.from_project(TRUTHS) if TRUTHS.is_file() else {}
    found = []
    for pdf in sorted(folder.rglob("*.pdf")):
        truth = known.get(truths.sha256(pdf)) or truths.beside(pdf, beside)
        if truth and truth.group in groups:
            found.append((pdf, truth))
    return sorted(found, key=lambda each: groups.index(each[1].group))


def opened(names: Sequence[str]) -> dict[str, extractors.Read]:
    engines = {}
    for name in names:
        try:
            engines[name] = extractors.open_extractor(name)
        except extractors.MissingTool as missing:
            print(f"{name} is left out: {missing}", file=sys.stderr)
    return engines


def print_group(group: str, scores: Sequence[Score], engines: Iterable[str]) -> None:
    columns = list(engines)
    print(f"\n| {group} | pairs | {' | '.join(columns)} |\n| --- | ---: |{' ---: |' * len(columns)}")
    for each in scores:
        cells = (f"{each.shares[name]:.3f}" + "*" * (name in each.failures) for name in columns)
        print(f"| {each.name} | {each.pairs} | {' | '.join(cells)} |")
    total = sum(each.pairs for each in scores)
    for label, value in (("mean", statistics.mean), ("minimum", min)):
        cells = (f"{value([each.shares[name] for each in scores]):.3f}" for name in columns)
        print(f"| **{label} of {len(scores)}** | {total} | {' | '.join(cells)} |")


def report(scores: Sequence[Score], groups: Sequence[str], engines: Sequence[str]) -> None:
    for group in groups:
        of_group = [each for each in scores if each.group == group]
        if of_group:
            print_group(group, of_group, engines)
    for each in scores:
        for name, failure in each.failures.items():
            print(f"* {name}, {each.name}: {failure.splitlines()[0]}")


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", type=Path, help="folder of the NAME.truth.json files, if another")
    parser.add_argument("--half", choices=(*truths.HALVES, "both"), default=truths.HALVES[0])
    parser.add_argument("--engines", default="ats", help=f"of {', '.join(extractors.EXTRACTORS)}")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    names = chosen.engines.split(",")
    if unknown := [name for name in names if name not in extractors.EXTRACTORS]:
        parser.error(f"unknown engines: {', '.join(unknown)}")
    halves = truths.HALVES if chosen.half == "both" else (chosen.half,)
    groups = (*halves, "synthetic")
    files = files_to_measure(chosen.folder, chosen.truth or chosen.folder, groups)
    engines = opened(names)
    scores = [score(pdf, truth, engines) for pdf, truth in files]
    if chosen.json:
        print(json.dumps([asdict(each) for each in scores], indent=1))
    else:
        report(scores, groups, list(engines))


def page_words(pdf: Path) -> frozenset[str]:
    """The words of the page as a set, in no order: what a transcript may be corrected by."""
    page = ("-f", str(truths.PAGE), "-l", str(truths.PAGE))
    ways = (extractors.pdftotext(*page), extractors.pdftotext("-raw", *page))
    return frozenset(word for read in ways for text in read(pdf) for word in truths.words(text))


def truth_entry(pdf: Path, transcript: Path, half: str, *, correct: bool) -> dict[str, str | int]:
    vocabulary = page_words(pdf)
    written = truths.words(transcript.read_text(encoding="utf-8"))
    true_words = [truths.corrected(word, vocabulary) if correct else word for word in written]
    corrections = sum(left != right for left, right in zip(written, true_words, strict=True))
    absent = sum(word not in vocabulary for word in true_words)
    # Of a held-out page nothing is shown that could be tuned to.
    seen = f", {absent} absent from the page's text" if half == truths.HALVES[0] else ""
    digest = truths.sha256(transcript)
    print(f"{digest}  {pdf.stem}: {half}, {len(written)} words, {corrections} corrected{seen}")
    return {
        "sha256": truths.sha256(pdf),
        "page": truths.PAGE,
        "family": truths.family(pdf.stem),
        "half": half,
        "transcript_sha256": digest,
        "corrections": corrections,
        "words": "".join(map(truths.word_hash, true_words)),
    }


def make(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="reading_order.py make", description="Writes the hashed truths.")
    parser.add_argument("transcripts", type=Path, help="NN.txt: one visual line a line, UTF-8")
    parser.add_argument("names", type=Path, help="lines of NN and the name of the PDF, without .pdf")
    parser.add_argument("folder", type=Path, help="the PDF files")
    parser.add_argument("-o", "--output", type=Path, default=TRUTHS)
    # Not by default: on the development half it found no slip, but three times put what pdftotext reads
    # (a lost ligature, line ends joined without their hyphen) in the place of what the page shows.
    parser.add_argument(
        "--correct", action="store_true", help="take slips of one or two letters for the word of the page"
    )
    chosen = parser.parse_args(arguments)
    numbered = [line.split(maxsplit=1) for line in chosen.names.read_text(encoding="utf-8").splitlines()]
    numbers = {name.strip(): number for number, name in numbered}
    halves = truths.share_out(list(numbers), SEED)
    files = {
        f"{name}.pdf": truth_entry(
            chosen.folder / f"{name}.pdf",
            chosen.transcripts / f"{number}.txt",
            halves[name],
            correct=chosen.correct,
        )
        for name, number in numbers.items()
    }
    made = {"words": truths.WORDS, "seed": SEED, "files": files}
    chosen.output.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{truths.sha256(chosen.output)}  {chosen.output.name}")


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["make"]:
        make(arguments[1:])
    else:
        measure(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
