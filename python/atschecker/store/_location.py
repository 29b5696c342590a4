"""Which database is used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

MEMORY = "sqlite://"


def default_url(environment: Mapping[str, str]) -> str:
    """Name the database file in the user's data directory (XDG)."""
    named = environment.get("XDG_DATA_HOME", "")
    # A relative path is to be ignored, as the specification says.
    base = Path(named) if named.startswith("/") else Path(environment.get("HOME") or "~").expanduser()
    folder = base if named.startswith("/") else base / ".local" / "share"
    return f"sqlite:///{folder / 'atschecker' / 'rankings.db'}"
