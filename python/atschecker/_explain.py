"""Why a candidate has its scores: ``explain``, and ``rank --why``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from rich.console import Console
from rich.text import Text

from atschecker._core import (
    Criterion,
    CriterionScore,
    RankedOutcome,
    Ranking,
    Scorecard,
    max_score,
    must_haves_not_shown,
    remedy,
)
from atschecker._files import UsageProblem
from atschecker._guard import CODES_WITH_ADVICE, guarded
from atschecker._record import RunOption, replayed
from atschecker._report_files import NotAReport, ranking_from_json
from atschecker._terminal import clean, finding_line
from atschecker._words import (
    failure_of,
    importance_of,
    quote_of,
    reason_of,
    remarks,
    verdict_of,
    weight_of,
    years_of,
)

RECORD_MAGIC = b"SQLite format 3\0"
# A ranking of 100,000 resumes with all evidence.
MAX_REPORT_BYTES = 512 * 1024 * 1024
SHOWN_NAMES = 5
INDENT = 6  # below the score of a criterion

Line: TypeAlias = tuple[int, str, str]  # its indent, its text, its style

RankingArgument = Annotated[
    Path, typer.Argument(help="A .json report of rank, or a record of rank --record.", metavar="RANKING")
]
CandidateArgument = Annotated[
    str,
    typer.Argument(help="Its name, the name of its file, a part of them, or its rank.", metavar="CANDIDATE"),
]
WhyOption = Annotated[
    int | None,
    typer.Option(
        "--why", min=1, metavar="N", help="Explain the first N below the table.", show_default=False
    ),
]


def add_command(app: typer.Typer) -> None:
    """Add ``explain``."""
    app.command("explain")(guarded(_explain_command))


def _explain_command(ranking: RankingArgument, candidate: CandidateArgument, run: RunOption = None) -> int:
    """Show why a candidate has its scores: each criterion with its score, reason, quotes and pages."""
    read = read_ranking(ranking, run)
    show_explanation(read, find_candidate(read, candidate))
    return 0


def read_ranking(path: Path, run: int | None = None) -> Ranking:
    """Read a report or a record. Raises ``UsageProblem``."""
    try:
        with path.open("rb") as file:
            if file.read(len(RECORD_MAGIC)) == RECORD_MAGIC:
                return replayed(path, run)
            file.seek(0)
            content = file.read(MAX_REPORT_BYTES + 1)
    except OSError as error:
        raise UsageProblem(f"{path}: {error.strerror}") from error
    if run is not None:
        raise UsageProblem(f"{path}: only a record has runs; --run does not fit")
    if len(content) > MAX_REPORT_BYTES:
        raise UsageProblem(f"{path}: is larger than {MAX_REPORT_BYTES // 2**20} MiB")
    try:
        return ranking_from_json(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, NotAReport) as error:
        raise UsageProblem(
            f"{path}: is neither a .json report nor a record, as rank -o ranking.json and rank --record "
            "write them"
        ) from error


def find_candidate(ranking: Ranking, name: str) -> RankedOutcome:
    """Find who is meant: by the whole name first, then by rank, then by a part. Raises ``UsageProblem``."""
    wanted = name.casefold()
    for found in (
        [row for row in ranking.rows if name in {row.candidate, row.outcome.name}],
        [row for row in ranking.rows if str(row.rank) == name and row.rank],
        [
            row
            for row in ranking.rows
            if any(wanted in each.casefold() for each in (row.candidate, row.outcome.name))
        ],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageProblem(f"{name} may be any of {_some(found)}: give one of these names")
    raise UsageProblem(f"{name} is not in the ranking; it has {_some(ranking.rows) or 'no rows'}")


def _some(rows: list[RankedOutcome]) -> str:
    more = f" and {len(rows) - SHOWN_NAMES} more" if len(rows) > SHOWN_NAMES else ""
    return ", ".join(row.candidate for row in rows[:SHOWN_NAMES]) + more


def show_explanation(ranking: Ranking, row: RankedOutcome) -> None:
    """Print one candidate, wrapped to the terminal; 80 columns where there is none."""
    console = Console(highlight=False, markup=False, emoji=False)
    for indent, text, style in _lines(ranking, row):
        for line in Text(clean(text)).wrap(console, console.width - indent):
            console.print(Text(" " * indent + line.plain.rstrip(), style=style), soft_wrap=True)


def _lines(ranking: Ranking, row: RankedOutcome) -> Iterator[Line]:
    as_of = f"as of {ranking.as_of}" if ranking.as_of else ""
    card, failure = row.outcome.scorecard(), row.outcome.failure()
    if failure is not None:
        advice = "" if failure.code in CODES_WITH_ADVICE else f". {remedy(failure.code)}"
        yield 0, f"{row.candidate}: not scored", "bold"
        yield 0, ", ".join(filter(None, [row.outcome.name, as_of])), ""
        yield INDENT, f"{failure_of(row.outcome)}{advice}", ""
    if card is not None:
        scored = sum(each.rank > 0 for each in ranking.rows)
        place = f"rank {row.rank} of {scored}, total {card.total:g} ({card.percent:.0f}%)"
        yield 0, f"{row.candidate}: {place}", "bold"
        yield 0, ", ".join(filter(None, [row.outcome.name, f"scored by {card.engine}", as_of])), ""
        yield from _card_lines(ranking.criteria, card)
    for finding in row.outcome.findings:
        page = f"Page {finding.page}: " if finding.page else ""
        yield 0, f"Noticed: {page}{finding_line(finding)}", ""


def _card_lines(criteria: Sequence[Criterion], card: Scorecard) -> Iterator[Line]:
    for remark, texts in remarks(card, criteria).items():
        yield 0, f"{remark.capitalize()}: {'; '.join(texts)}", "bold"
    yield 0, " ", ""
    whole = sum(criterion.weight for criterion in criteria)
    absent = set(must_haves_not_shown(card, criteria))
    scores = {score.criterion_id: score for score in card.scores}
    for criterion in criteria:
        if (score := scores.get(criterion.id)) is not None:
            yield from _score_lines(criterion, score, whole, is_missing=criterion.id in absent)


def _score_lines(
    criterion: Criterion, score: CriterionScore, whole: float, *, is_missing: bool
) -> Iterator[Line]:
    verdict = verdict_of(score) or ("missing" if is_missing else "")
    note = f" [{verdict}]" if verdict else ""
    yield 0, f"{score.score:g}/{max_score:g}  {criterion.id}: {criterion.text}{note}", "bold"
    yield INDENT, f"{importance_of(criterion)}, {weight_of(criterion, whole)}", "dim"
    if reason := reason_of(score):
        yield INDENT, reason, ""
    if score.years is not None:
        yield INDENT, years_of(score.years), ""
    for evidence in score.evidence:
        yield INDENT, quote_of(evidence), "italic"
