"""What this installation was built for, and what it has."""

from __future__ import annotations

import importlib.metadata
import platform
from pathlib import Path

from atschecker import _core
from atschecker._workers import place_of

# What decides what works, and so belongs into a report of a fault.
PACKAGES = ("typer", "rich", "fastapi", "uvicorn", "sqlalchemy", "xlsxwriter")


def build_facts() -> list[str]:
    """Tell of the compiled part, the interpreter and the packages, in lines."""
    module = Path(_core.__file__)
    abi = module.name.removeprefix("_core.").removesuffix(".so")
    folder = module.parent
    programs = [place_of(name) for name in ("ats-pdf", "ats-office")]
    found = sorted(path.name for path in folder.glob("libats.so*")) + [
        path.name if path.parent == folder else str(path) for path in programs if path.is_file()
    ]
    interpreter = f"{platform.python_implementation()} {platform.python_version()}"
    return [
        f"built for: {abi}; runs in: {interpreter}, {platform.platform()}",
        f"in {folder}: {', '.join(found)}",
        f"with {', '.join(f'{name} {_version_of(name)}' for name in PACKAGES)}",
    ]


def _version_of(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "(not there)"
