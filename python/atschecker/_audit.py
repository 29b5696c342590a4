"""The audit on the command line: how a ranking falls on groups of people."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from atschecker._audit_files import Groups, read_groups, read_ranking
from atschecker._core import (
    AuditCategory,
    AuditedCandidate,
    AuditRate,
    AuditReport,
    AuditTable,
    audit,
    audit_to_json,
    select_top,
    small_audit_category,
)
from atschecker._errors import CallerError
from atschecker._files import UsageProblem, check_outputs, write_atomically
from atschecker._guard import guarded
from atschecker._terminal import PLAIN_WIDTH, clean, complain

SHOWN_NAMES = 5

RankingArgument = Annotated[
    Path, typer.Argument(help="The ranking, a .csv or .json file that rank -o wrote.", metavar="RANKING")
]
GroupsOption = Annotated[
    Path,
    typer.Option(
        help="A CSV file: the column candidate (Candidate Name in the ranking), and one column for each kind "
        "of category, such as sex and race_ethnicity. An empty cell is unknown.",
    ),
]
TopOption = Annotated[
    int | None,
    typer.Option(min=1, help="Audit a selection: whoever has rank 1 to N moves forward.", show_default=False),
]
SelectedOption = Annotated[
    str | None,
    typer.Option(
        help="Audit a selection: the column of the groups file that says yes or no.",
        metavar="COLUMN",
        show_default=False,
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Write the audit to this .json file.", show_default=False),
]


def add_command(app: typer.Typer) -> None:
    """Add ``audit``."""
    app.command("audit")(guarded(_audit_command))


def _audit_command(
    ranking: RankingArgument,
    groups: GroupsOption,
    top: TopOption = None,
    selected: SelectedOption = None,
    output: OutputOption = None,
) -> int:
    """Count how the scores of a ranking, and a selection, fall on groups of people.

    It shows what a person should look at; what is fair or lawful it does not say.
    """
    if top is not None and selected is not None:
        raise UsageProblem("--top and --selected both say who moves forward: give one of them")
    if output is not None:
        check_outputs([output], [".json"])
    candidates = read_ranking(ranking)
    read = read_groups(groups, selected)
    _check_names(candidates, read, groups)
    report = _audited(candidates, read, top=top, with_selection=selected is not None)
    if output is not None:
        write_atomically(output, audit_to_json(report))
    show_audit(report)
    if output is not None:
        print(f"Wrote {clean(str(output))}")
    return 0


def show_audit(report: AuditReport) -> None:
    """Print the audit as tables; plain text where stdout is no terminal."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=PLAIN_WIDTH, no_color=True)
    line = f"{report.scored} resumes were scored, the median score is {report.median:g}"
    if report.selected is not None:
        line += f"; {report.selected} moved forward"
    console.print(f"{line}.", soft_wrap=True)
    if report.failed:
        console.print(f"{report.failed} resumes failed and are in no table.", soft_wrap=True)
    for table in report.tables:
        console.print()
        unknown = f"; unknown, in no category: {table.unknown}" if table.unknown else ""
        console.print(Text(clean(" x ".join(table.dimensions)) + unknown), soft_wrap=True)
        console.print(_shown(table, plain=not console.is_terminal))
    console.print()
    console.print(
        "Counted as in 6 RCNY 5-301. An impact ratio below four fifths is for a person to look at; "
        "what is fair or lawful this does not say.",
        soft_wrap=True,
    )


def _audited(
    candidates: list[AuditedCandidate], groups: Groups, *, top: int | None, with_selection: bool
) -> AuditReport:
    nothing = [""] * len(groups.dimensions)
    for each in candidates:
        each.categories = groups.of.get(each.candidate, nothing)
        if with_selection:
            each.selected = groups.selected.get(each.candidate, False)
    if top is not None:
        candidates = select_top(candidates, top)
    try:
        return audit(groups.dimensions, candidates)
    except CallerError as error:
        raise UsageProblem(str(error)) from error


def _check_names(candidates: Iterable[AuditedCandidate], groups: Groups, path: Path) -> None:
    names = {each.candidate for each in candidates}
    if strange := [name for name in groups.of if name not in names]:
        raise UsageProblem(f"{path}: not in the ranking: {_some(strange)}; a typing error would go unnoticed")
    missing = [name for name in names if name not in groups.of]
    if missing and groups.selected:
        raise UsageProblem(f"{path}: does not say whether these moved forward: {_some(sorted(missing))}")
    if missing:
        complain(
            f"{path}: {len(missing)} of {len(names)} candidates have no row; their categories are unknown."
        )


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    return ", ".join(names[:SHOWN_NAMES]) + more


def _shown(table: AuditTable, *, plain: bool) -> Table:
    shown = Table(box=None, pad_edge=False) if plain else Table()
    with_selection = any(category.selection is not None for category in table.categories)
    shown.add_column("Category", overflow="fold")
    heads = ["People", "Share", "Above Median", "Scoring Rate", "Impact Ratio"]
    heads += ["Moved Forward", "Selection Rate", "Impact Ratio"] if with_selection else []
    for head in heads:
        shown.add_column(head, justify="right")
    shown.add_column("Remarks", overflow="fold")
    for category in table.categories:
        rates = [category.scoring, *([category.selection] if category.selection is not None else [])]
        cells = [clean(", ".join(category.names)), str(category.candidates), f"{category.share:.1%}"]
        cells += [cell for rate in rates for cell in _rate_cells(rate)]
        shown.add_row(*(Text(cell) for cell in [*cells, _remarks(category, rates)]))
    return shown


def _rate_cells(rate: AuditRate) -> list[str]:
    ratio = "-" if rate.impact_ratio is None else f"{rate.impact_ratio:.2f}"
    return [str(rate.count), f"{rate.rate:.1%}", ratio]


def _remarks(category: AuditCategory, rates: list[AuditRate]) -> str:
    remarks = []
    if any(rate.below_four_fifths for rate in rates):
        remarks.append("look at it: below four fifths")
    if any(rate.one_person_decides for rate in rates):
        remarks.append("one person decides")
    if category.left_out:
        remarks.append("under 2 %: no impact ratio")
    if category.small_sample:
        remarks.append(f"small sample: under {small_audit_category}")
    return "; ".join(remarks)
