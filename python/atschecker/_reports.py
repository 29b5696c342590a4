"""Who writes which kind of report: a suffix without a writer is refused."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from atschecker._core import Ranking, to_csv, to_json
from atschecker._files import UsageProblem, check_outputs, write_atomically
from atschecker._report_html import to_html

# Without it spreadsheets read UTF-8 in the code page of the machine, and names are broken.
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Writer:
    """One kind of report."""

    write: Callable[[Ranking], str | bytes]
    media_type: str
    needs: str = ""
    """A library that is there only with the extra of its own name: few people need it."""


def _to_xlsx(ranking: Ranking) -> bytes:
    from atschecker._report_xlsx import to_xlsx  # noqa: PLC0415 (its library may not be there)

    return to_xlsx(ranking)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

WRITERS: Mapping[str, Writer] = {
    ".csv": Writer(to_csv, "text/csv"),
    ".json": Writer(to_json, "application/json"),
    ".html": Writer(to_html, "text/html"),
    ".xlsx": Writer(_to_xlsx, XLSX, needs="xlsxwriter"),
}


def is_there(writer: Writer) -> bool:
    """Whether what it needs is installed."""
    return not writer.needs or importlib.util.find_spec(writer.needs) is not None


def check_reports(paths: Iterable[Path]) -> None:
    """Find out before any work whether the reports can be written. Raises ``UsageProblem``."""
    paths = list(paths)
    check_outputs(paths, tuple(WRITERS))
    for path in paths:
        writer = WRITERS[path.suffix.lower()]
        if not is_there(writer):
            raise UsageProblem(f"{path}: needs {writer.needs}: pip install 'atschecker[xlsx]'")


def write_report(path: Path, ranking: Ranking, *, bom: bool, private: bool = False) -> None:
    """Write what the suffix says."""
    suffix = path.suffix.lower()
    content = WRITERS[suffix].write(ranking)
    if isinstance(content, str) and bom and suffix == ".csv":
        content = BYTE_ORDER_MARK + content
    write_atomically(path, content, private=private)
