"""File names that strangers send."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

# What file systems allow; a candidate's name is far shorter.
MAX_NAME_LENGTH = 255

# A name that is cut keeps its suffix: what is longer is none.
MAX_SUFFIX_LENGTH = 20

# They reverse or reorder what is shown around them: "fdp.exe" is shown as "exe.pdf".
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# How forms write the three characters that would end a file name (WHATWG HTML, "multipart/form-data").
_FORM_ESCAPES = (("%22", '"'), ("%0D", "\r"), ("%0A", "\n"))


def clean_name(name: str) -> str:
    """The base name, without folders, control characters and excess length; may be empty."""
    for escape, character in _FORM_ESCAPES:
        name = name.replace(escape, character)
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(character for character in name if _is_shown(character)).strip()
    if len(name) <= MAX_NAME_LENGTH:
        return name
    suffix = PurePosixPath(name).suffix
    suffix = suffix.lower() if len(suffix) <= MAX_SUFFIX_LENGTH else ""
    return name[: MAX_NAME_LENGTH - len(suffix)] + suffix


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} and character not in _BIDI_CONTROLS
