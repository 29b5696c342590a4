"""What the package shows."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import atschecker
import atschecker._core
import atschecker.testing

ROOT = Path(__file__).parents[2]
PUBLIC = [name for name in atschecker.__all__ if name != "__version__"]


def test_all_names_exist_and_are_sorted() -> None:
    assert all(hasattr(atschecker, name) for name in atschecker.__all__)
    assert len(set(atschecker.__all__)) == len(atschecker.__all__)


def test_everything_public_of_the_core_is_public_in_the_package() -> None:
    core = {name for name in vars(atschecker._core) if not name.startswith("_")}
    shown = {*atschecker.__all__, *atschecker.testing.__all__}
    assert core - shown == set()


@pytest.mark.parametrize("name", [*PUBLIC, *atschecker.testing.__all__])
def test_every_public_class_and_function_has_a_docstring(name: str) -> None:
    value = getattr(atschecker, name, None) or getattr(atschecker.testing, name)
    if not inspect.isroutine(value) and not inspect.isclass(value):
        return
    assert inspect.getdoc(value), name


def test_every_method_and_attribute_has_a_docstring() -> None:
    classes = [value for value in vars(atschecker._core).values() if inspect.isclass(value)]
    undocumented = [
        f"{cls.__name__}.{name}"
        for cls in classes
        for name, member in vars(cls).items()
        if not name.startswith("_") and not inspect.getdoc(member)
    ]
    assert undocumented == []


def test_the_version_is_that_of_the_header() -> None:
    header = (ROOT / "include/ats/version.hpp").read_text()
    assert atschecker.__version__ == ".".join(re.findall(r"#define ATS_VERSION_\w+ (\d+)", header))


def test_a_missing_core_is_explained(tmp_path: Path) -> None:
    package = tmp_path / "atschecker"
    package.mkdir()
    shutil.copy(ROOT / "python/atschecker/__init__.py", package)
    result = subprocess.run(
        [sys.executable, "-c", "import atschecker"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "pip install ." in result.stderr.splitlines()[-1]


def test_the_stubs_agree_with_the_module() -> None:
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy.stubtest",
            "atschecker._core",
            "--allowlist",
            str(ROOT / "tests/python/stubtest_allowlist.txt"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
