"""The program ats-pdf, which reads PDF files for atschecker in a process of its own."""

from pathlib import Path


def program() -> Path:
    """Where the program is."""
    return Path(__file__).with_name("ats-pdf")
