#!/usr/bin/env python3
"""How well the reading order of made pages is kept, family by family, by this package and others.

    page_families.py FOLDER [--half looked-at|counted|both] [--engines ats,pypdf,pymupdf,pdftotext,pdfium]

FOLDER is what make_pages.py wrote: a folder for each form of the pages. The share is that of
reading_order.py: true pairs of neighbouring words. Each letter of a script without spaces counts as a
word, and letters are compared in their compatible form (NFKC). The hash of its name puts a family into
one of two halves: those of one half may be looked at while something is mended, of the other half only
the shares are printed.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import extractors
import reading_order
import truths

HALVES = ("looked-at", "counted")
ENGINES = "ats,pypdf,pymupdf,pdftotext,pdfium"
UNSPACED = re.compile("([\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef])")


def flow(text: str) -> tuple[str, ...]:
    return tuple(truths.words(UNSPACED.sub(r" \1 ", unicodedata.normalize("NFKC", text))))


def family(pdf: Path) -> str:
    return pdf.stem.partition("__")[0]


def half_of(name: str) -> str:
    return HALVES[int(truths.word_hash(name), 16) % 2]


def share(pdf: Path, read: extractors.Read) -> float:
    true = [flow(text) for text in json.loads(pdf.with_suffix(".truth.json").read_text(encoding="utf-8"))]
    pairs = reading_order.pairs_of(true)
    try:
        found = flow("\n".join(read(pdf)))
    except Exception:  # noqa: BLE001 (whatever another tool raises, it did not read the file)
        return 0.0
    return reading_order.share_kept(pairs, reading_order.pairs_of([found]))


def by_family(pdfs: Sequence[Path], read: extractors.Read) -> dict[str, list[float]]:
    shares: dict[str, list[float]] = {}
    for pdf in pdfs:
        shares.setdefault(family(pdf), []).append(share(pdf, read))
    return shares


def print_form(
    form: str, half: str, shares: Mapping[str, Mapping[str, list[float]]], *, summary: bool
) -> None:
    engines = list(shares)
    families = sorted(shares[engines[0]])
    means = {name: {each: statistics.mean(of[each]) for each in families} for name, of in shares.items()}
    print(f"\n| {form}, {half} | files | {' | '.join(engines)} |\n| --- | ---: |{' ---: |' * len(engines)}")
    for each in families if not summary else ():
        cells = " | ".join(f"{means[name][each]:.3f}" for name in engines)
        print(f"| {each} | {len(shares[engines[0]][each])} | {cells} |")
    files = sum(map(len, shares[engines[0]].values()))
    for label, value in (("mean", statistics.mean), ("least", min)):
        cells = " | ".join(f"{value(list(means[name].values())):.3f}" for name in engines)
        print(f"| **{label} of {len(families)} families** | {files} | {cells} |")
    peers = [name for name in engines if not name.startswith("ats")]
    if peers:
        behind = [e for e in families if means["ats"][e] < max(means[n][e] for n in peers) - 0.01]
        print(f"\nMore than .01 below the best: {len(behind)} families: {', '.join(behind)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=(*HALVES, "both"), default=HALVES[0])
    parser.add_argument("--engines", default=ENGINES, help=f"of {', '.join(extractors.EXTRACTORS)}")
    parser.add_argument("--forms", default="made,untagged,shuffled")
    parser.add_argument("--summary", action="store_true", help="no line for each family")
    chosen = parser.parse_args()
    engines = {name: extractors.open_extractor(name) for name in chosen.engines.split(",")}
    for form in chosen.forms.split(","):
        pdfs = sorted((chosen.folder / form).glob("*.pdf"))
        for half in HALVES if chosen.half == "both" else (chosen.half,):
            of_half = [pdf for pdf in pdfs if half_of(family(pdf)) == half]
            if of_half:
                shares = {name: by_family(of_half, read) for name, read in engines.items()}
                print_form(form, half, shares, summary=chosen.summary)


if __name__ == "__main__":
    main()
