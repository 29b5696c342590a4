"""What of a text a person should see besides quotes: what findings are about, and what tells who it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from atschecker._core import Redaction, redact
from atschecker.store import Entry


def text_remarks(entry: Entry, text: str, *, hidden: bool) -> dict[str, Any]:
    """Places in the text that is shown (with placeholders if hidden): characters (code points) from 0."""
    redaction = redact(text)
    return {
        "findings": _findings(entry, redaction.text if hidden else text),
        "redacted": list(_redacted(redaction, hidden=hidden)),
    }


def _findings(entry: Entry, text: str) -> list[dict[str, Any]]:
    """Those whose words stand in the text; what was hidden was left out of it."""
    outcome = entry.outcome or {}
    card = outcome.get("card")
    found = {
        (place, each["kind"])
        for each in [*outcome.get("findings", []), *(card["findings"] if card else [])]
        if (place := _place(each["text"], text)) is not None
    }
    return [{"kind": kind, "begin": begin, "end": end} for (begin, end), kind in sorted(found)]


def _place(words: str, text: str) -> tuple[int, int] | None:
    """Where the words stand one after the other; a line may end between them."""
    match = words.split() and re.search(r"\s+".join(map(re.escape, words.split())), text)
    return match.span() if match else None


def _redacted(redaction: Redaction, *, hidden: bool) -> Iterator[dict[str, Any]]:
    parts = {part.placeholder: part for part in redaction.parts}
    pattern = re.compile("|".join(map(re.escape, sorted(parts, key=len, reverse=True))) or r"(?!)")
    shift = 0
    for match in pattern.finditer(redaction.text):
        part = parts[match[0]]
        begin = match.start() + (0 if hidden else shift)
        length = len(match[0] if hidden else part.original)
        yield {"kind": part.kind, "begin": begin, "end": begin + length}
        shift += len(part.original) - len(match[0])
