"""Where the program is looked for that reads PDF files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from atschecker import _core
from atschecker._workers import pdf_worker, place_of
from documents import pdf

PACKAGE = Path(_core.__file__).parent
# As wheels have it: the program in a package of its own, and none beside the library.
READ = """
import sys
from atschecker import DocumentReader, _workers
assert _workers.pdf_worker() == sys.argv[1], _workers.pdf_worker()
print(DocumentReader().read(open("cv.pdf", "rb").read(), "cv.pdf").text)
"""


def test_a_program_beside_the_library_is_left_to_the_library(tmp_path: Path) -> None:
    (tmp_path / "ats-pdf").write_bytes(b"")
    assert pdf_worker(tmp_path) == ""
    assert place_of("ats-pdf", tmp_path) == tmp_path / "ats-pdf"


def test_what_is_nowhere_is_missing_beside_the_library(tmp_path: Path) -> None:
    assert pdf_worker(tmp_path) == ""
    assert place_of("ats-pdf", tmp_path) == tmp_path / "ats-pdf"
    assert place_of("ats-office", tmp_path) == tmp_path / "ats-office"


def test_the_program_of_the_package_atschecker_pdf_reads(tmp_path: Path) -> None:
    package = tmp_path / "atschecker"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("ats-pdf", "__pycache__"))
    program = tmp_path / "atschecker_pdf" / "ats-pdf"
    shutil.copytree(Path(__file__).parents[2] / "packaging/atschecker-pdf/atschecker_pdf", program.parent)
    shutil.copy(PACKAGE / "ats-pdf", program)
    (tmp_path / "cv.pdf").write_bytes(pdf("Nurse since 2019"))
    result = subprocess.run(
        [sys.executable, "-c", READ, str(program)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "Nurse since 2019" in result.stdout
