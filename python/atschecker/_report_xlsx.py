"""A ranking as a workbook for spreadsheets: text is text and never a formula."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from atschecker._core import (
    Criterion,
    RankedOutcome,
    Ranking,
    cost_of,
    max_score,
    must_haves_not_shown,
    to_string,
    version,
)
from atschecker._files import UsageProblem
from atschecker._terminal import finding_line
from atschecker._words import failure_of, legible, place_of, reason_of, verdict_of, years_of

# What a cell of the usual spreadsheets holds, in UTF-16 units.
MOST_UNITS = 32_767
CUT_MARK = " [cut: a spreadsheet's cell holds no more]"
UNITS = "utf-16-le"

# Widths in characters.
NAME, SHORT, SCORE, LONG = 28, 10, 14, 60
HEADER_HEIGHT = 60
# Zip archives know no earlier day; the real time would make two equal rankings differ.
FIRST_DAY = datetime.date(1980, 1, 1)
PERCENT_COLUMN = 3
PERCENT_BARS = {
    "type": "data_bar",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 100,
}
# As in report.css.
SCORE_COLOURS = {
    "type": "3_color_scale",
    "min_type": "num",
    "min_value": 0,
    "min_color": "#F3C6C0",
    "mid_type": "num",
    "mid_value": max_score / 2,
    "mid_color": "#FBECC4",
    "max_type": "num",
    "max_value": max_score,
    "max_color": "#B3DBB0",
}

Cell = str | float | None
Column = tuple[str, float]  # its name and its width


def to_xlsx(ranking: Ranking) -> bytes:
    """Write the sheets Ranking, Evidence and Criteria. The same ranking gives the same bytes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    ) as book:
        day = max(ranking.as_of or FIRST_DAY, FIRST_DAY)
        book.set_properties(
            {
                "title": "Ranking",
                "comments": f"atschecker {version()}; engine {ranking.engine}; as of {ranking.as_of}",
                "created": datetime.datetime.combine(day, datetime.time(), datetime.UTC),
            }
        )
        pages = _Pages(book)
        _ranking_sheet(pages, ranking)
        pages.add("Evidence", _EVIDENCE, _evidence_rows(ranking))
        pages.add("Criteria", _CRITERIA, map(_criterion_row, ranking.criteria))
    return file.getvalue()


class _Pages:
    """Adds sheets with a frozen header and a filter."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        # With the mark that a spreadsheet keeps as text what a person edits, too.
        text = {"text_wrap": True, "valign": "top", "quote_prefix": True}
        self._head = book.add_format({**text, "bold": True, "bottom": 1})
        self._text = book.add_format(text)
        self._plain = book.add_format({"valign": "top"})

    def add(
        self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
    ) -> tuple[Worksheet, int]:
        """Add a sheet; returns it with the number of its rows."""
        sheet = self._book.add_worksheet(name)
        for i, (head, width) in enumerate(columns):
            sheet.set_column(i, i, width)
            _check(sheet.write_string(0, i, _fitted(head), self._head))
        sheet.set_row(0, HEADER_HEIGHT)
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, 1)
        count = 0
        for count, row in enumerate(rows, start=1):
            for i, cell in enumerate(row):
                self._write(sheet, count, i, cell)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        return sheet, count

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            if cell:
                _check(sheet.write_string(row, column, _fitted(cell), self._text))
        elif cell is not None:
            _check(sheet.write_number(row, column, cell, self._plain))


def _check(result: int) -> None:
    """Nothing is left out without a word."""
    if result != 0:
        raise UsageProblem("the ranking does not fit into a sheet: write it as .csv or .json")


def _fitted(text: str) -> str:
    text = legible(text)
    content = text.encode(UNITS, "replace")
    if len(content) <= 2 * MOST_UNITS:
        return text
    return content[: 2 * (MOST_UNITS - len(CUT_MARK))].decode(UNITS, "ignore") + CUT_MARK


def _ranking_sheet(pages: _Pages, ranking: Ranking) -> None:
    before: list[Column] = [
        ("Rank", SHORT),
        ("Candidate Name", NAME),
        ("Total Score", SHORT),
        ("Percent", SHORT),
    ]
    before += [("Must-haves Not Shown", NAME)]
    scores: list[Column] = [(criterion.text, SCORE) for criterion in ranking.criteria]
    after: list[Column] = [("Findings", LONG), ("Error", LONG), ("Engine", SHORT), ("Tokens Sent", SHORT)]
    after += [("Tokens Answered", SHORT), ("Cost USD", SHORT)]
    sheet, count = pages.add(
        "Ranking", [*before, *scores, *after], (_ranking_row(ranking, row) for row in ranking.rows)
    )
    if not count:
        return
    sheet.conditional_format(1, PERCENT_COLUMN, count, PERCENT_COLUMN, PERCENT_BARS)
    if scores:
        first = len(before)
        last = first + len(scores) - 1
        sheet.conditional_format(1, first, count, last, SCORE_COLOURS)


def _ranking_row(ranking: Ranking, row: RankedOutcome) -> list[Cell]:
    card, failure = row.outcome.scorecard(), row.outcome.failure()
    scores = {score.criterion_id: score.score for score in card.scores} if card else {}
    absent = must_haves_not_shown(card, ranking.criteria) if card else []
    usage = card.usage if card else failure.usage if failure else None
    counted = usage is not None and bool(usage.prompt_tokens or usage.completion_tokens)
    return [
        row.rank or None,
        row.candidate,
        card.total if card else None,
        round(card.percent, 1) if card else None,
        "\n".join(criterion.text for criterion in ranking.criteria if criterion.id in absent),
        *[scores.get(criterion.id) for criterion in ranking.criteria],
        "\n".join(finding_line(finding) for finding in row.outcome.findings),
        failure_of(row.outcome),
        card.engine if card else "",
        usage.prompt_tokens if usage and counted else None,
        usage.completion_tokens if usage and counted else None,
        cost_of(usage, ranking.price) if usage and counted and ranking.price else None,
    ]


_EVIDENCE: Sequence[Column] = [
    ("Rank", SHORT),
    ("Candidate Name", NAME),
    ("Criterion", NAME),
    ("Score", SHORT),
    ("Verdict", SCORE),
    ("Reason", LONG),
    ("Quote", LONG),
    ("Place", SCORE),
]


def _evidence_rows(ranking: Ranking) -> Iterable[Sequence[Cell]]:
    criteria = {criterion.id: criterion.text for criterion in ranking.criteria}
    for row in ranking.rows:
        card = row.outcome.scorecard()
        absent = set(must_haves_not_shown(card, ranking.criteria)) if card else set()
        for score in card.scores if card else []:
            verdict = verdict_of(score) or ("missing" if score.criterion_id in absent else "")
            years = [years_of(score.years)] if score.years is not None else []
            reason = "\n".join(filter(None, [reason_of(score), *years]))
            about: list[Cell] = [
                row.rank,
                row.candidate,
                criteria.get(score.criterion_id, score.criterion_id),
                score.score,
                verdict,
                reason,
            ]
            # A row for each quote, so that the filter finds them.
            yield from ([*about, each.quote, place_of(each)] for each in score.evidence)
            if not score.evidence:
                yield [*about, None, None]


_CRITERIA: Sequence[Column] = [
    ("Id", SHORT),
    ("Criterion", LONG),
    ("Kind", SCORE),
    ("Importance", SCORE),
    ("Weight", SHORT),
    ("Source", LONG),
    ("Proposed By", SCORE),
]


def _criterion_row(criterion: Criterion) -> Sequence[Cell]:
    return [
        criterion.id,
        criterion.text,
        to_string(criterion.kind),
        to_string(criterion.importance),
        criterion.weight,
        criterion.source,
        criterion.proposed_by,
    ]
