"""Where the programs are that read documents."""

from __future__ import annotations

from pathlib import Path

from atschecker import _core

PDF_PROGRAM = "ats-pdf"
FOLDER = Path(_core.__file__).parent


def pdf_worker(folder: Path = FOLDER) -> str:
    """Path of ats-pdf where the package ``atschecker-pdf`` brought it.

    Empty where a build put it beside the library, which then finds it itself, or where there is none.
    """
    if (folder / PDF_PROGRAM).is_file():
        return ""
    try:
        # The package is under another licence, and absent where the program was built from the sources.
        from atschecker_pdf import program  # noqa: PLC0415
    except ImportError:
        return ""
    return str(program())


def place_of(name: str, folder: Path = FOLDER) -> Path:
    """Where a program is, or where it should be."""
    elsewhere = pdf_worker(folder) if name == PDF_PROGRAM else ""
    return Path(elsewhere) if elsewhere else folder / name
