#!/usr/bin/env python3
"""Makes the table of occupations and their titles that the library carries.

    make_occupations.py --esco DIR --onet DIR [--write src/occupations/occupations.bin]

DIR of ESCO: occupations_{en,es,de}.csv as the classification is published (conceptUri, iscoGroup,
preferredLabel, altLabels), and occupation_titles_{fr,it,nl,pl,pt,ro}.tsv (an occupation's id, then its
titles). DIR of O*NET: "Occupation Data.txt" and "Alternate Titles.txt" of its database. ESCO's occupations
come first, O*NET's are occupations of their own.

The file: "ATSOCC1\\n"; how many occupations, and how many of them are ESCO's; a code for each (ISCO-08 with
four digits, SOC with six); how many words, and each word in order as bytes shared with the one before, more
bytes, and these; then for each language of LANGUAGES each occupation's number of titles, and each title as
its number of words and their places in the list. Numbers are 32 bits for counts and codes, 16 for words, 8
for the rest, least byte first.
"""

from __future__ import annotations

import argparse
import csv
import re
import struct
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ro")
WITH_CSV = ("en", "de", "es")
LETTERS = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "æ": "ae", "œ": "oe"})
MOST_WORDS = 12  # A longer title is a description.
MOST_TITLES = 255
MOST_DISTINCT_WORDS = 0xFFFF  # Their places are numbers of two bytes.
LONGEST_WORD = 63
SHORTEST_TITLE = 4  # Of a pair for both genders, in letters.

Bag = tuple[str, ...]
Titles = dict[str, list[str]]  # An occupation's titles.


def words(title: str) -> Bag:
    """As text::words() of the library folds them, without repeats."""
    plain = unicodedata.normalize("NFKD", title.translate(LETTERS))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    found = re.findall(r"[a-z0-9+#]+", letters)
    return tuple(dict.fromkeys(word for word in found if len(word) <= LONGEST_WORD))[:MOST_WORDS]


def both_genders(title: str) -> list[str]:
    """Both of "director técnico/directora técnica"."""
    parts = [part.strip() for part in title.split("/")]
    pair = title.count("/") == 1 and min(map(len, parts)) >= SHORTEST_TITLE
    return parts if pair else [title]


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def name_of(uri: str) -> str:
    return uri.rsplit("/", 1)[1]


def esco_codes(folder: Path) -> dict[str, int]:
    rows = read_csv(folder / "occupations_en.csv")
    return {name_of(row["conceptUri"]): int(row["iscoGroup"].lstrip("C")) for row in rows}


def esco_titles(folder: Path, language: str) -> Titles:
    if language in WITH_CSV:
        rows = read_csv(folder / f"occupations_{language}.csv")
        return {
            name_of(row["conceptUri"]): [row["preferredLabel"], *row["altLabels"].split("\n")] for row in rows
        }
    path = folder / f"occupation_titles_{language}.tsv"
    fields = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return {name: titles for name, *titles in fields}


def onet_rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        next(lines)
        yield from (line.rstrip("\n").split("\t") for line in lines)


def onet_titles(folder: Path) -> Titles:
    titles: Titles = {row[0]: [row[1]] for row in onet_rows(folder / "Occupation Data.txt")}
    for code, title, short, *_ in onet_rows(folder / "Alternate Titles.txt"):
        titles[code] += [title] if short == "n/a" else [title, short]
    return titles


def bags(titles: list[str]) -> list[Bag]:
    found = [words(each) for title in titles for each in both_genders(title)]
    return list(dict.fromkeys(bag for bag in found if bag))[:MOST_TITLES]


def packed_words(vocabulary: list[str]) -> bytes:
    packed = bytearray()
    before = b""
    for word in vocabulary:
        letters = word.encode("ascii")
        shared = 0
        while shared < min(len(before), len(letters)) and before[shared] == letters[shared]:
            shared += 1
        packed += bytes((shared, len(letters) - shared)) + letters[shared:]
        before = letters
    return bytes(packed)


def table(esco: Path, onet: Path) -> bytes:
    codes = esco_codes(esco)
    american = onet_titles(onet)
    names = [*codes, *american]
    titles: dict[str, Titles] = {language: esco_titles(esco, language) for language in LANGUAGES}
    titles["en"] |= american
    bagged = {language: [bags(titles[language].get(name, [])) for name in names] for language in LANGUAGES}
    vocabulary = sorted({word for of in bagged.values() for each in of for bag in each for word in bag})
    if len(vocabulary) > MOST_DISTINCT_WORDS:
        raise SystemExit(f"{len(vocabulary)} words are too many")
    place = {word: i for i, word in enumerate(vocabulary)}
    packed = bytearray(b"ATSOCC1\n" + struct.pack("<II", len(names), len(codes)))
    for name in names:
        packed += struct.pack("<I", codes.get(name) or int(name.split(".")[0].replace("-", "")))
    packed += struct.pack("<I", len(vocabulary)) + packed_words(vocabulary)
    for language in LANGUAGES:
        for each in bagged[language]:
            packed.append(len(each))
            for bag in each:
                packed += struct.pack(f"<B{len(bag)}H", len(bag), *(place[word] for word in bag))
    return bytes(packed)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--esco", type=Path, required=True)
    parser.add_argument("--onet", type=Path, required=True)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    packed = table(args.esco, args.onet)
    print(f"{len(packed)} bytes")
    if args.write:
        args.write.write_bytes(packed)


if __name__ == "__main__":
    main()
