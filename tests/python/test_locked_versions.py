"""What the scripts install is what pyproject.toml asks for, in versions that are written down with hashes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LISTS = Path(__file__).parents[2] / "requirements"
ENTRY = re.compile(
    r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>\S+)(?P<rest>(?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE
)


def locked(name: str) -> dict[str, str]:
    text = (LISTS / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(entry["name"]): entry["version"] for entry in ENTRY.finditer(text)}


def named(name: str) -> list[Requirement]:
    command = [sys.executable, str(LISTS / "named.py"), name]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", ["run", "server", "setup", "check", "tools"])
def test_every_requirement_is_locked_in_a_version_that_it_allows(name: str) -> None:
    versions = locked(name)
    requirements = named(name)
    assert requirements
    wrong = [
        str(each)
        for each in requirements
        if not each.specifier.contains(versions.get(canonicalize_name(each.name), "0"), prereleases=True)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["run", "server", "setup", "check", "tools"])
def test_every_locked_version_has_its_hashes(name: str) -> None:
    text = (LISTS / f"{name}.txt").read_text(encoding="utf-8")
    entries = list(ENTRY.finditer(text))
    assert len(entries) == len(re.findall(r"^\w", text, re.MULTILINE))
    assert [entry["name"] for entry in entries if "--hash=sha256:" not in entry["rest"]] == []


def test_what_runs_is_the_same_for_users_and_developers() -> None:
    run, setup, check = locked("run"), locked("setup"), locked("check")
    assert {name: setup[name] for name in run} == run
    assert {name: check[name] for name in setup} == setup
