"""By what two files are told to be one person's."""

from __future__ import annotations

import hashlib

from atschecker._core import redact


def marks_of(digest: str, text: str) -> list[str]:
    """What two files of one person share: the bytes, the words, an e-mail address; as digests."""
    marks = [f"file:{digest}"]
    words = " ".join(text.split()).lower()
    if words:
        marks.append(f"text:{_hash(words)}")
        marks += sorted({email_mark(part.original) for part in redact(text).parts if part.kind == "email"})
    return marks


def email_mark(address: str) -> str:
    """By what an address is known."""
    return f"email:{_hash(address.strip().lower())}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
