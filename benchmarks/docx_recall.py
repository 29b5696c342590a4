#!/usr/bin/env python3
"""How many words of Word documents are read: docx_recall.py FOLDER [--atschecker PROGRAM]

The measure is what at least two of python-docx, docx2txt and mammoth give of a file; comments and deleted
text are left out of it. Needs these three packages, and the Python package atschecker or its program.
"""

import argparse
import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import docx2txt
import mammoth

Words = Counter[str]

# The elements whose text is not part of what a document says.
LEFT_OUT = {"del", "moveFrom", "comment"}
WORD = re.compile(r"[^\W_]+")
SHOWN_MISSES = 12


def words_of(text: str) -> Words:
    """The words of a text: runs of letters and digits, in lower case and without ligatures."""
    return Counter(WORD.findall(unicodedata.normalize("NFKC", text).lower()))


def local_name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def texts(element: ET.Element) -> Iterator[str]:
    """All text below an element, with line ends where paragraphs end."""
    for item in element.iter():
        if local_name(item) in {"t", "delText"}:
            yield item.text or ""
        elif local_name(item) in {"p", "tab", "br"}:
            yield "\n"


def left_out_words(data: bytes) -> Words:
    """The words of comments and of deleted or moved text."""
    found: Words = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not re.fullmatch(r"word/[\w-]+\.xml", name):
                continue
            try:
                root = ET.fromstring(package.read(name))  # noqa: S314 - the corpus is the caller's own
            except (ET.ParseError, zipfile.BadZipFile):
                continue
            for element in root.iter():
                if local_name(element) in LEFT_OUT:
                    found += words_of("".join(texts(element)))
    return found


def python_docx_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def docx2txt_text(data: bytes) -> str:
    return str(docx2txt.process(io.BytesIO(data)))


def mammoth_text(data: bytes) -> str:
    return str(mammoth.extract_raw_text(io.BytesIO(data)).value)


READERS: dict[str, Callable[[bytes], str]] = {
    "python-docx": python_docx_text,
    "docx2txt": docx2txt_text,
    "mammoth": mammoth_text,
}


def words_by(reader: Callable[[bytes], str], data: bytes) -> Words | None:
    """What a reader gives of a file; None if it fails, in whatever way."""
    try:
        return words_of(reader(data))
    except Exception:  # noqa: BLE001 - each reader has errors of its own
        return None


def agreed(given: list[Words]) -> Words:
    """Each word as often as at least two readers give it."""
    every = set().union(*given)
    return Counter({word: sorted((words[word] for words in given), reverse=True)[1] for word in every})


def own_words(path: Path, program: str | None) -> Words:
    """What atschecker reads, with the hidden words that it reports. An error is raised as it comes."""
    if program is not None:
        done = subprocess.run([program, "text", str(path)], capture_output=True, check=True)  # noqa: S603
        return words_of(done.stdout.decode())
    import atschecker  # noqa: PLC0415 - not needed where a program is given

    document = atschecker.DocumentReader().read(atschecker.DocumentSource.from_file(path))
    return words_of("\n".join([document.text, *(finding.text for finding in document.findings)]))


def is_word_package(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(name.startswith("word/") for name in package.namelist())
    except zipfile.BadZipFile:
        return False


@dataclass
class Totals:
    """Counts over all files."""

    files: int = 0
    wanted: int = 0
    missed: int = 0
    own_failures: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    only_own: int = 0

    def recall(self) -> float:
        return 1 - self.missed / self.wanted if self.wanted else 1.0


def measure(path: Path, program: str | None, totals: Totals) -> None:
    """Adds one file to the totals, and prints what is missed of it."""
    data = path.read_bytes()
    if not is_word_package(data):
        return
    totals.files += 1
    given = {name: words_by(reader, data) for name, reader in READERS.items()}
    totals.failures.update(name for name, words in given.items() if words is None)
    read = [words for words in given.values() if words is not None]
    wanted = agreed(read) - left_out_words(data) if len(read) > 1 else Counter()
    try:
        own = own_words(path, program)
        totals.only_own += bool(own) and not any(read)
    except Exception as error:  # noqa: BLE001 - any failure is counted and told
        own = Counter()
        if wanted:  # A file without a word is no text, which is an error rightly.
            totals.own_failures += 1
            print(f"{path.name}: not read ({len(read)} others read it): {error}")
    missed = wanted - own
    totals.wanted += wanted.total()
    totals.missed += missed.total()
    if missed:
        some = " ".join(f"{word}:{count}" for word, count in missed.most_common(SHOWN_MISSES))
        print(f"{path.name}: {missed.total()} of {wanted.total()} missed: {some}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--atschecker", metavar="PROGRAM", help="used instead of the Python package")
    arguments = parser.parse_args()
    totals = Totals()
    for path in sorted(arguments.folder.iterdir()):
        if path.is_file():
            measure(path, arguments.atschecker, totals)
    print(f"{totals.files} Word packages; {totals.wanted} words that two readers give")
    print(f"recall {totals.recall():.4f}, {totals.missed} missed")
    others = ", ".join(f"{name} {totals.failures[name]}" for name in READERS)
    print(
        f"not read: atschecker {totals.own_failures}, {others}; read by atschecker alone: {totals.only_own}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
