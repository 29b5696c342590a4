"""What one request may cost, and whom the service answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atschecker._engine import SettingsError
from atschecker._environment import HIDDEN_CHECK

MIB = 1 << 20


@dataclass(frozen=True)
class ServiceOptions:
    """Limits of one request. Past a limit the answer is 413 and names it."""

    max_files: int = 500
    """Files of one ranking: an opening that draws more is ranked in parts."""
    max_file_bytes: int = 20 * MIB
    """Bytes of one file: the document reader's own limit; resumes rarely exceed 5 MB."""
    max_total_bytes: int = 256 * MIB
    """Bytes of a whole request: 500 resumes of an ordinary 0.5 MB. They wait in temporary files."""
    allowed_hosts: tuple[str, ...] = ()
    """Host names that are served; ``*`` is any. Empty: on a loopback address its own names, elsewhere any."""
    find_hidden_text: bool = True
    """Look in PDF files for words that no reader sees, and leave them out."""


def options_from(environment: Mapping[str, str]) -> ServiceOptions:
    """Read the variables ``ATS_MAX_...``, ``ATS_HIDDEN_CHECK`` and ``ATS_ALLOWED_HOSTS``.

    Raises ``SettingsError`` for a limit that is no positive whole number, and a switch that is not 0 or 1.
    """
    default = ServiceOptions()
    return ServiceOptions(
        max_files=_number(environment, "ATS_MAX_FILES", default.max_files),
        max_file_bytes=_number(environment, "ATS_MAX_FILE_BYTES", default.max_file_bytes),
        max_total_bytes=_number(environment, "ATS_MAX_TOTAL_BYTES", default.max_total_bytes),
        find_hidden_text=_switch(environment, HIDDEN_CHECK, default=default.find_hidden_text),
        allowed_hosts=tuple(environment.get("ATS_ALLOWED_HOSTS", "").lower().replace(",", " ").split()),
    )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= 18 and int(text) > 0):  # noqa: PLR2004 (fits 64 bits)
        raise SettingsError(f"{name} must be a whole number above 0, not {text!r}")
    return int(text)


def _switch(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environment.get(name, "").strip()
    if text not in ("", "0", "1"):
        raise SettingsError(f"{name} must be 0 or 1, not {text!r}")
    return default if not text else text == "1"
