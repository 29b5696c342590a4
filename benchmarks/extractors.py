"""This package and other tools behind one call, for the benchmarks: a file in, the texts of its pages out.

Other tools are found by import and never needed:
    pip install pymupdf pypdf pypdfium2 pdfminer.six pdfplumber
    pip install python-docx docx2txt mammoth 'markitdown[docx]'
pdftotext is in Debian's poppler-utils.
"""

from __future__ import annotations

import functools
import importlib
import importlib.metadata
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

Pages = list[str]
Read = Callable[[Path], Pages]


class MissingTool(Exception):
    """A tool that this machine does not have."""


@dataclass(frozen=True)
class Extractor:
    package: str
    """The distribution that holds it; empty for a program."""
    open: Callable[[], Read]


def package(name: str) -> Any:  # noqa: ANN401 (most of the tools have no types)
    return importlib.import_module(name)


def atschecker(**options: object) -> Read:
    """Ours. Its worker processes end with the last reference to the function returned."""
    ats = package("atschecker")
    reader = ats.DocumentReader(**options)

    def read(path: Path) -> Pages:
        document = reader.read(ats.DocumentSource.from_file(path))
        text = document.text
        if not document.words:
            return [text[page.begin : page.end] for page in document.pages] or [text]
        pages = [""] * len(document.pages)
        end = 0
        # Without the link targets, which the page does not show. Parts of a divided word touch.
        for word in document.words:
            pages[word.page - 1] += ("" if word.begin == end else " ") + text[word.begin : word.end]
            end = word.end
        return pages

    return read


def pdftotext(*options: str) -> Read:
    program = shutil.which("pdftotext")
    if program is None:
        raise MissingTool("pdftotext is not installed")

    def read(path: Path) -> Pages:
        done = subprocess.run(  # noqa: S603 (a program of the system, on the caller's own files)
            [program, "-q", "-enc", "UTF-8", *options, str(path), "-"], check=True, stdout=subprocess.PIPE
        )
        return done.stdout.decode("utf-8", "replace").split("\f")[:-1]

    return read


def pymupdf_text() -> Read:
    pymupdf = package("pymupdf")

    def read(path: Path) -> Pages:
        with pymupdf.open(path) as document:
            return [page.get_text("text") for page in document]

    return read


def pymupdf_words() -> Read:
    pymupdf = package("pymupdf")

    def read(path: Path) -> Pages:
        with pymupdf.open(path) as document:
            return [" ".join(word[4] for word in page.get_text("words")) for page in document]

    return read


def pypdf() -> Read:
    library = package("pypdf")

    def read(path: Path) -> Pages:
        with library.PdfReader(path) as reader:
            return [page.extract_text() for page in reader.pages]

    return read


def pdfium() -> Read:
    library = package("pypdfium2")

    def read(path: Path) -> Pages:
        document = library.PdfDocument(path)
        try:
            return [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()

    return read


def pdfminer() -> Read:
    extract_text = package("pdfminer.high_level").extract_text

    def read(path: Path) -> Pages:
        pages: Pages = extract_text(path).split("\f")[:-1]
        return pages

    return read


def pdfplumber() -> Read:
    library = package("pdfplumber")

    def read(path: Path) -> Pages:
        with library.open(path) as document:
            return [page.extract_text() for page in document.pages]

    return read


def python_docx() -> Read:
    library = package("docx")

    def block_text(block: Any) -> str:  # noqa: ANN401 (a paragraph or a table)
        if hasattr(block, "rows"):
            return "\n".join("\t".join(cell.text for cell in row.cells) for row in block.rows)
        return str(block.text)

    def read(path: Path) -> Pages:
        return ["\n".join(map(block_text, library.Document(str(path)).iter_inner_content()))]

    return read


def docx2txt() -> Read:
    library = package("docx2txt")
    return lambda path: [library.process(str(path))]


def mammoth() -> Read:
    library = package("mammoth")

    def read(path: Path) -> Pages:
        with path.open("rb") as file:
            return [library.extract_raw_text(file).value]

    return read


@functools.cache  # it loads a model, as a caller would do once
def markitdown_converter() -> Any:  # noqa: ANN401
    return package("markitdown").MarkItDown(enable_plugins=False)


def markitdown() -> Read:
    converter = markitdown_converter()
    return lambda path: [converter.convert(str(path)).text_content]


def _ours(**options: object) -> Extractor:
    return Extractor("atschecker", functools.partial(atschecker, **options))


EXTRACTORS: Mapping[str, Extractor] = MappingProxyType(
    {
        "ats": _ours(pdf_workers=1),
        "ats-without-hidden": _ours(pdf_workers=1, find_hidden_text=False),
        "ats-with-hidden": _ours(pdf_workers=1, find_hidden_text=True),
        "ats-two-workers": _ours(pdf_workers=2, find_hidden_text=False),
        "pdftotext": Extractor("", pdftotext),
        "pdftotext-raw": Extractor("", functools.partial(pdftotext, "-raw")),
        "pymupdf": Extractor("pymupdf", pymupdf_text),
        "pymupdf-words": Extractor("pymupdf", pymupdf_words),
        "pypdf": Extractor("pypdf", pypdf),
        "pdfium": Extractor("pypdfium2", pdfium),
        "pdfminer": Extractor("pdfminer.six", pdfminer),
        "pdfplumber": Extractor("pdfplumber", pdfplumber),
        "python-docx": Extractor("python-docx", python_docx),
        "docx2txt": Extractor("docx2txt", docx2txt),
        "mammoth": Extractor("mammoth", mammoth),
        "markitdown": Extractor("markitdown", markitdown),
    }
)


def open_extractor(name: str) -> Read:
    try:
        return EXTRACTORS[name].open()
    except ImportError as error:
        raise MissingTool(f"{error}") from error


def version_of(name: str) -> str:
    distribution = EXTRACTORS[name].package
    if distribution:
        return importlib.metadata.version(distribution)
    told = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False)  # noqa: S607
    return told.stderr.split("\n", 1)[0].rpartition(" ")[2]
