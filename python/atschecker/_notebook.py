"""What a notebook shows of a ranking and of a candidate, and rankings as rows for data frames."""

from __future__ import annotations

from typing import Any

from atschecker._core import RankedOutcome, Ranking
from atschecker._html import Content, Element, element, foreign, html_of
from atschecker._words import failure_of, quote_of, reason_of, remark_line, remarks

# A notebook shows the beginning; to_records() and the reports have all of them.
SHOWN_ROWS = 50


def ranking_as_html(self: Ranking) -> str:
    """Show the ranking as a table."""
    rows = [_ranking_row(self, row) for row in self.rows[:SHOWN_ROWS]]
    more = len(self.rows) - SHOWN_ROWS
    return html_of(
        element(
            "div",
            _table(["#", "Candidate", "Total", "%", "Missing"], rows),
            element("p", f"and {more} more") if more > 0 else "",
            element("p", f"Engine: {self.engine}; as of {self.as_of}"),
        )
    )


def candidate_as_html(self: RankedOutcome) -> str:
    """Show one candidate with the evidence of each score."""
    card = self.outcome.scorecard()
    title = element("b", foreign(self.candidate))
    if card is None:
        return html_of(element("div", title, f": not scored: {failure_of(self.outcome)}"))
    rows = [
        element(
            "tr",
            element("td", score.criterion_id),
            element("td", f"{score.score:g}"),
            element(
                "td",
                element("div", reason_of(score)),
                [element("div", foreign(quote_of(each))) for each in score.evidence],
            ),
        )
        for score in card.scores
    ]
    result = f": rank {self.rank}, total {card.total:g} ({card.percent:.0f}%)"
    return html_of(element("div", title, result, _table(["Criterion", "Score", "Why"], rows)))


def _table(heads: list[str], rows: list[Element]) -> Element:
    head = element("thead", element("tr", [element("th", each) for each in heads]))
    return element("table", head, element("tbody", rows))


def _ranking_row(ranking: Ranking, row: RankedOutcome) -> Element:
    card = row.outcome.scorecard()
    cells: list[Content]
    if card is None:
        cells = ["-", foreign(row.candidate), "", "", f"not scored: {failure_of(row.outcome)}"]
    else:
        missing = remark_line(card, ranking.criteria)
        cells = [str(row.rank), foreign(row.candidate), f"{card.total:g}", f"{card.percent:.0f}", missing]
    return element("tr", [element("td", cell) for cell in cells])


def to_records(ranking: Ranking) -> list[dict[str, Any]]:
    """Make a dictionary of each row, best first: for data frames of any library.

    Beside what the row is there are a key for each criterion's text with its score, and lists of the texts
    that are missing. Where two criteria have one text, their ids tell them apart.

    >>> polars.DataFrame(atschecker.to_records(ranking))
    """
    texts = [criterion.text for criterion in ranking.criteria]
    columns = {
        criterion.id: criterion.text
        if texts.count(criterion.text) == 1
        else f"{criterion.id}: {criterion.text}"
        for criterion in ranking.criteria
    }
    return [_record(ranking, row, columns) for row in ranking.rows]


def _record(ranking: Ranking, row: RankedOutcome, columns: dict[str, str]) -> dict[str, Any]:
    card = row.outcome.scorecard()
    scores = {score.criterion_id: score.score for score in card.scores} if card else {}
    return {
        "rank": row.rank or None,
        "candidate": row.candidate,
        "file": row.outcome.name,
        "total": card.total if card else None,
        "percent": card.percent if card else None,
        **{column: scores.get(identity) for identity, column in columns.items()},
        "missing": remarks(card, ranking.criteria).get("missing", []) if card else [],
        "error": failure_of(row.outcome) or None,
    }


def to_pandas(ranking: Ranking) -> Any:  # noqa: ANN401 (a pandas.DataFrame, where pandas is there)
    """Make a ``pandas.DataFrame`` of ``to_records()``. Needs pandas, which this package does not."""
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415

    return pandas.DataFrame.from_records(to_records(ranking))
