"""Reads the Markdown sources: a name, a title, contact data, then sections of entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Entry:
    """One line of a section: a paragraph, a bullet, or the heading of a position or degree."""

    kind: str  # "paragraph", "item" or "position"
    text: str
    label: str = ""  # the bold start of an item, such as "Languages:"
    place: str = ""  # employer or school of a position
    dates: str = ""


@dataclass
class Section:
    title: str
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Page:
    name: str
    title: str
    contact: list[str]
    sections: list[Section] = field(default_factory=list)


def _entry(line: str) -> Entry:
    if line.startswith("### "):
        parts = [part.strip() for part in line[4:].split(" | ")] + ["", ""]
        return Entry("position", parts[0], place=parts[1], dates=parts[2])
    if not line.startswith("- "):
        return Entry("paragraph", line)
    text = line[2:]
    if not text.startswith("**"):
        return Entry("item", text)
    label, rest = text[2:].split("**", 1)
    return Entry("item", rest.strip(), label=label)


def read(path: Path) -> Page:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    page = Page(lines[0].removeprefix("# "), lines[1], lines[2].split(" | "))
    for line in lines[3:]:
        if line.startswith("## "):
            page.sections.append(Section(line[3:]))
        else:
            page.sections[-1].entries.append(_entry(line))
    return page
