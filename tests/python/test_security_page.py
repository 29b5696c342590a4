"""SECURITY.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from atschecker import DocumentReaderOptions
from atschecker.service._options import MIB, ServiceOptions

PAGE = " ".join((Path(__file__).parents[2] / "SECURITY.md").read_text("utf-8").split())


def number(before: str, after: str) -> int:
    """The one number between these words."""
    (found,) = re.findall(f"{re.escape(before)}([0-9]+){re.escape(after)}", PAGE)
    return int(found)


def test_the_limits_of_a_document_are_the_defaults() -> None:
    options = DocumentReaderOptions()
    assert number("", " s of CPU") == options.pdf_cpu_limit.total_seconds()
    assert number("CPU and ", " s of time a document") == options.pdf_deadline.total_seconds()
    assert number("a document, ", " GiB of address space") == options.pdf_memory_limit >> 30
    assert number("may grow; ", " MiB a file") == options.max_bytes // MIB
    assert number("a file, ", " pages") == options.max_pages
    assert number("pages, ", " words") == options.max_words
    assert number("A program reads ", " documents before") == options.pdf_documents_per_worker


def test_the_limits_of_a_request_are_the_defaults() -> None:
    options = ServiceOptions()
    assert number("- ", " files, 20 MiB each") == options.max_files
    assert number("files, ", " MiB each") == options.max_file_bytes // MIB
    assert number("each, ", " MiB in all") == options.max_total_bytes // MIB
