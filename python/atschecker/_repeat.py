"""Scoring each resume several times on the command line: how far the scores can be relied on."""

from __future__ import annotations

from typing import Annotated

import typer

from atschecker._core import RankedOutcome, Ranking, max_criteria_per_request, max_repeat

SHOWN_ROWS = 10  # the reports have all of them

RepeatOption = Annotated[
    int | None,
    typer.Option(
        min=2,
        max=max_repeat,
        metavar="K",
        help="Score each resume K times and tell what wavered; the ranking is by the mean. "
        "It costs K times as much.",
        show_default=False,
    ),
]

CriteriaPerCallOption = Annotated[
    int,
    typer.Option(
        min=1,
        max=max_criteria_per_request,
        metavar="N",
        help="Ask for at most N criteria in one call, evenly filled. Fewer are judged with more care; "
        "the resume is sent with each call.",
    ),
]


def repeat_lines(ranking: Ranking) -> list[str]:
    """Say what repeating showed; nothing where it was not asked for."""
    spreads = [
        card.spread
        for row in ranking.rows
        if (card := row.outcome.scorecard()) is not None and card.spread is not None
    ]
    if not spreads:
        return []
    times = f"Scored {max(spread.samples for spread in spreads)} times each"
    widths = [spread.total_high - spread.total_low for spread in spreads]
    wavered = sum(spread.wavered != [] for spread in spreads)
    if not wavered:
        return [f"{times}: every score came out the same."]
    lines = [f"{times}: {wavered} of {len(spreads)} resumes wavered, their totals by up to {max(widths):g}."]
    moving = [
        row for row in ranking.rows if row.could_be is not None and row.could_be.best < row.could_be.worst
    ]
    lines += [_row_line(row) for row in moving[:SHOWN_ROWS]]
    if len(moving) > SHOWN_ROWS:
        lines.append(f"{len(moving) - SHOWN_ROWS} more ranks could be others; the reports have all of them.")
    return lines


def _row_line(row: RankedOutcome) -> str:
    card, span = row.outcome.scorecard(), row.could_be
    assert card is not None, "only scored rows have ranks"  # noqa: S101
    assert span is not None, "the caller looked"  # noqa: S101
    line = f"{row.candidate}: could be rank {span.best} to {span.worst}"
    if card.spread is None or not card.spread.wavered:
        return line
    scores = ", ".join(f"{score.criterion_id}: {score.low:g}-{score.high:g}" for score in card.spread.wavered)
    return f"{line}; total {card.spread.total_low:g} to {card.spread.total_high:g} ({scores})"
