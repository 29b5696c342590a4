"""The files of an audit: a ranking that was written, and what is known of each candidate."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from atschecker._core import AuditedCandidate, max_audit_dimensions
from atschecker._files import SURROGATE, UsageProblem

# A ranking of 100,000 resumes with all evidence.
MAX_FILE_BYTES = 512 * 1024 * 1024
CANDIDATE_COLUMNS = ("candidate", "candidate name")
# What stands in such files where somebody did not say.
UNKNOWN = frozenset(
    (
        "",
        "-",
        "?",
        "n/a",
        "unknown",
        "undisclosed",
        "not disclosed",
        "declined to answer",
        "prefer not to say",
    )
)
YES_OR_NO = dict.fromkeys(("yes", "y", "true", "1"), True) | dict.fromkeys(("no", "n", "false", "0"), False)
LIVE = ("=", "+", "-", "@", "\t", "\r")  # what to_csv() puts an apostrophe before


@dataclass
class Groups:
    """What the groups file says of each candidate."""

    dimensions: list[str]
    of: dict[str, list[str]] = field(default_factory=dict)
    selected: dict[str, bool] = field(default_factory=dict)


def read_ranking(path: Path) -> list[AuditedCandidate]:
    """Read candidates and scores of a report. Raises ``UsageProblem``."""
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".json"}:
        raise UsageProblem(f"{path}: a ranking is a .csv or .json file that rank -o wrote")
    text = _text_of(path)
    rows = list(_json_rows(path, text) if suffix == ".json" else _csv_rows(path, text))
    if not rows:
        raise UsageProblem(f"{path}: the ranking has no rows")
    names: set[str] = set()
    for row in rows:
        if row.candidate in names:
            raise UsageProblem(f"{path}: {row.candidate} is there twice")
        names.add(row.candidate)
    return rows


def read_groups(path: Path, selected: str | None) -> Groups:
    """Read the categories of each candidate. Raises ``UsageProblem``."""
    text = _text_of(path)
    rows = _rows_of(path, text, _delimiter_of(text))
    line, header = next(rows, (1, []))
    names = [cell.strip() for cell in header]
    name_column = _candidate_column(path, names)
    choice = _choice_column(path, names, selected)
    kinds = [i for i in range(len(names)) if i not in {name_column, choice}]
    _check_kinds(path, line, [names[i] for i in kinds])
    found = Groups([names[i] for i in kinds])
    spelled: list[dict[str, str]] = [{} for _ in kinds]
    for line, cells in rows:
        if len(cells) != len(names):
            raise UsageProblem(f"{path}, line {line}: {len(cells)} cells under {len(names)} columns")
        candidate = _name(cells[name_column])
        if not candidate:
            raise UsageProblem(f"{path}, line {line}: the candidate has no name")
        if candidate in found.of:
            raise UsageProblem(f"{path}, line {line}: {candidate} is there twice")
        found.of[candidate] = [
            _category(path, line, cells[i], known) for i, known in zip(kinds, spelled, strict=True)
        ]
        if choice is not None:
            found.selected[candidate] = _yes_or_no(path, line, cells[choice])
    return found


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UsageProblem(f"{path}: {error.strerror}") from error
    if len(content) > MAX_FILE_BYTES:
        raise UsageProblem(f"{path}: is larger than {MAX_FILE_BYTES // 2**20} MiB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageProblem(f"{path}: is not UTF-8 text; save it as such") from error


def _delimiter_of(text: str) -> str:
    """What parts the cells: spreadsheets of many countries write semicolons."""
    header = text.lstrip().partition("\n")[0]
    return max(",;\t", key=header.count)


def _rows_of(path: Path, text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the number of its last line."""
    csv.field_size_limit(MAX_FILE_BYTES)  # the evidence of one criterion may be long
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise UsageProblem(f"{path}, line {reader.line_num}: is no CSV: {error}") from error


def _csv_rows(path: Path, text: str) -> Iterator[AuditedCandidate]:
    rows = _rows_of(path, text)
    _, header = next(rows, (1, []))
    # The columns of the criteria stand between, and a criterion may be called anything.
    ends = [i for i, pair in enumerate(itertools.pairwise(header)) if pair == ("Total Score", "Error")]
    if header[:1] != ["Candidate Name"] or len(ends) != 1:
        raise UsageProblem(
            f"{path}: is no ranking that rank -o wrote: "
            "the columns Candidate Name, Total Score and Error are not there once"
        )
    for line, cells in rows:
        if len(cells) != len(header):
            raise UsageProblem(f"{path}, line {line}: {len(cells)} cells under {len(header)} columns")
        total, error = cells[ends[0]], cells[ends[0] + 1]
        score = None if error and not total else _score(path, f"line {line}", total)
        yield AuditedCandidate(candidate=_name(cells[0]), score=score)


def _json_rows(path: Path, text: str) -> Iterator[AuditedCandidate]:
    try:
        root = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise UsageProblem(f"{path}: is no JSON: {error}") from error
    rows = root.get("ranking") if isinstance(root, dict) else None
    if not isinstance(rows, list):
        raise UsageProblem(f'{path}: is no ranking that rank -o wrote: it has no list "ranking"')
    for number, row in enumerate(rows, 1):
        yield _json_row(path, number, row)


def _json_row(path: Path, number: int, row: object) -> AuditedCandidate:
    place = f'entry {number} of "ranking"'
    if not isinstance(row, dict) or not isinstance(row.get("candidate"), str) or not row["candidate"]:
        raise UsageProblem(f"{path}, {place}: has no candidate")
    failed = "error" in row and "total" not in row
    score = None if failed else _score(path, place, row.get("total"))
    return AuditedCandidate(candidate=_name(row["candidate"]), score=score)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _score(path: Path, place: str, value: object) -> float:
    score = math.nan
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        with contextlib.suppress(ValueError, OverflowError):
            score = float(value)
    if not math.isfinite(score):
        raise UsageProblem(f"{path}, {place}: the total score is no number")
    return score


def _name(cell: str) -> str:
    """The candidate's name, without what ``to_csv()`` does to a cell that a spreadsheet would run."""
    # Names of files on a Mac have their accents apart.
    name = unicodedata.normalize("NFC", SURROGATE.sub("\N{REPLACEMENT CHARACTER}", cell.strip()))
    return name[1:] if name.startswith("'") and name[1:].startswith(LIVE) else name


def _candidate_column(path: Path, names: list[str]) -> int:
    found = [i for i, name in enumerate(names) if name.casefold() in CANDIDATE_COLUMNS]
    if len(found) == 1:
        return found[0]
    raise UsageProblem(f"{path}: needs one column candidate; it has {', '.join(names) or 'none'}")


def _choice_column(path: Path, names: list[str], selected: str | None) -> int | None:
    if selected is None:
        return None
    found = [i for i, name in enumerate(names) if name.casefold() == selected.strip().casefold()]
    if len(found) != 1 or names[found[0]].casefold() in CANDIDATE_COLUMNS:
        raise UsageProblem(
            f"{path}: --selected {selected}: there is no such column; it has {', '.join(names)}"
        )
    return found[0]


def _check_kinds(path: Path, line: int, kinds: list[str]) -> None:
    if not kinds:
        raise UsageProblem(f"{path}: has no column with categories, such as sex or race_ethnicity")
    if len(kinds) > max_audit_dimensions:
        raise UsageProblem(
            f"{path}: has {len(kinds)} columns with categories; at most {max_audit_dimensions} are audited"
        )
    for kind in kinds:
        _check_live(path, line, kind)
    if "" in kinds:
        raise UsageProblem(f"{path}: a column has no name")
    if len({kind.casefold() for kind in kinds}) < len(kinds):
        raise UsageProblem(f"{path}: two columns have one name")


def _check_live(path: Path, line: int, cell: str) -> None:
    if cell.startswith(LIVE):
        raise UsageProblem(f"{path}, line {line}: {cell} looks like a formula; save the values instead")


def _category(path: Path, line: int, cell: str, known: dict[str, str]) -> str:
    """The category as it was spelled first: "male" and "Male" are one."""
    name = " ".join(cell.split())
    if name.casefold() in UNKNOWN:
        return ""
    _check_live(path, line, name)
    return known.setdefault(name.casefold(), name)


def _yes_or_no(path: Path, line: int, cell: str) -> bool:
    answer = YES_OR_NO.get(cell.strip().casefold())
    if answer is None:
        raise UsageProblem(f"{path}, line {line}: who moved forward is told by yes or no, not by {cell!r}")
    return answer
