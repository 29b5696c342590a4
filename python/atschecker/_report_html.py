"""A ranking as one HTML file: without script, without anything from outside, made to be printed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from atschecker._core import (
    Criterion,
    CriterionScore,
    RankedOutcome,
    Ranking,
    Scorecard,
    max_score,
    must_haves_not_shown,
    offline_engine_name,
    remedy,
    version,
)
from atschecker._guard import CODES_WITH_ADVICE
from atschecker._html import Content, Element, element, foreign, page_of
from atschecker._terminal import finding_line, spent_line
from atschecker._words import (
    failure_of,
    importance_of,
    place_of,
    reason_of,
    remark_line,
    remarks,
    verdict_of,
    weight_of,
    years_of,
)

# Columns of scores that fit on a page beside a name.
COLUMNS_PER_TABLE = 20
REMARK = (
    "The scores help to read the resumes in a sensible order. They are no reason to turn anybody down: "
    "look at the quotes, and at the resume itself."
)


def to_html(ranking: Ranking) -> str:
    """Write the whole ranking with its evidence. The same ranking gives the same bytes."""
    scored = [row for row in ranking.rows if row.rank]
    return page_of(
        f"Ranking of {_count(len(ranking.rows), 'resume')}",
        element("p", _facts(ranking, len(scored)), class_="facts"),
        element("p", REMARK, class_="facts"),
        _overview(ranking),
        element("h2", "What was asked for"),
        _criteria(ranking.criteria),
        element("h2", "Scores") if scored else "",
        _score_tables(ranking.criteria, scored),
        element("h2", "Evidence"),
        [_candidate(ranking, number, row) for number, row in enumerate(ranking.rows, start=1)],
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _facts(ranking: Ranking, scored: int) -> str:
    failed = len(ranking.rows) - scored
    facts = [f"{scored} scored" + (f", {failed} not" if failed else "")]
    facts += [f"by {ranking.engine}"] if ranking.engine else []
    facts += [f"as of {ranking.as_of}"] if ranking.as_of else []
    if ranking.engine != offline_engine_name and (spent := spent_line(ranking.usage, ranking.price)):
        facts.append(spent)
    return "; ".join([*facts, f"atschecker {version()}"]) + "."


def _overview(ranking: Ranking) -> Element:
    return element(
        "table",
        _head("#", "Candidate", "Total", "%", "Missing must-haves"),
        element(
            "tbody",
            [
                _overview_row(ranking.criteria, number, row)
                for number, row in enumerate(ranking.rows, start=1)
            ],
        ),
        class_="overview",
    )


def _head(*names: str) -> Element:
    return element("thead", element("tr", [element("th", name, scope="col") for name in names]))


def _overview_row(criteria: Sequence[Criterion], number: int, row: RankedOutcome) -> Element:
    card = row.outcome.scorecard()
    name = element("td", element("a", foreign(row.candidate), href=f"#r{number}"))
    if card is None:
        failed = element("td", f"not scored: {failure_of(row.outcome)}", colspan="3", class_="failed")
        return element("tr", _number("-"), name, failed)
    bar = element("span", class_="bar", style=f"width: {min(max(card.percent, 0), 100):.0f}%")
    return element(
        "tr",
        _number(str(row.rank)),
        name,
        _number(f"{card.total:g}"),
        element("td", element("span", f"{card.percent:.0f}"), bar, class_="percent"),
        element("td", remark_line(card, criteria)),
    )


def _number(text: str) -> Element:
    return element("td", text, class_="number")


def _criteria(criteria: Sequence[Criterion]) -> Element:
    whole = sum(criterion.weight for criterion in criteria)
    rows = [
        element(
            "tr",
            element("td", criterion.id),
            element("td", foreign(criterion.text)),
            element("td", importance_of(criterion)),
            element("td", weight_of(criterion, whole)),
        )
        for criterion in criteria
    ]
    return element("table", _head("", "Criterion", "Importance", "Weight"), element("tbody", rows))


def _score_tables(criteria: Sequence[Criterion], rows: Sequence[RankedOutcome]) -> Iterator[Element]:
    tables = math.ceil(len(criteria) / COLUMNS_PER_TABLE) if rows else 0
    for i in range(tables):
        part = criteria[i * len(criteria) // tables : (i + 1) * len(criteria) // tables]
        heads = [
            element("th", criterion.id, scope="col", title=criterion.text, class_="score")
            for criterion in part
        ]
        yield element(
            "table",
            element("thead", element("tr", element("th", "Candidate", scope="col"), heads)),
            element("tbody", [_score_row(part, row) for row in rows]),
            class_="scores",
        )


def _score_row(criteria: Sequence[Criterion], row: RankedOutcome) -> Element:
    card = row.outcome.scorecard()
    scores = {score.criterion_id: score for score in card.scores} if card else {}
    cells = [_score_cell(scores.get(criterion.id)) for criterion in criteria]
    return element("tr", element("td", foreign(row.candidate)), cells)


def _score_cell(score: CriterionScore | None) -> Element:
    if score is None:
        return element("td")
    return element("td", f"{score.score:g}", class_=f"score {_band(score.score)}")


def _band(score: float) -> str:
    return f"s{min(max(int(score), 0), int(max_score))}"


def _candidate(ranking: Ranking, number: int, row: RankedOutcome) -> Element:
    card, failure = row.outcome.scorecard(), row.outcome.failure()
    place = "Not scored" if card is None else f"{row.rank}. "
    result = "" if card is None else f": {card.total:g} ({card.percent:.0f}%)"
    parts: list[Content] = [
        element("h3", place if card else f"{place}: ", foreign(row.candidate), result),
        element("p", foreign(row.outcome.name), class_="facts"),
    ]
    if failure is not None:
        advice = "" if failure.code in CODES_WITH_ADVICE else f". {remedy(failure.code)}"
        parts.append(element("p", f"{failure_of(row.outcome)}{advice}", class_="failed"))
    parts += [
        element(
            "p", f"Page {finding.page}: " if finding.page else "", finding_line(finding), class_="finding"
        )
        for finding in row.outcome.findings
    ]
    if card is not None:
        parts += [
            element("p", element("b", f"{remark.capitalize()}: "), "; ".join(texts), class_="remark")
            for remark, texts in remarks(card, ranking.criteria).items()
        ]
        parts.append(_evidence(ranking.criteria, card))
    return element("section", parts, id=f"r{number}")


def _evidence(criteria: Sequence[Criterion], card: Scorecard) -> Element:
    absent = set(must_haves_not_shown(card, criteria))
    scores = {score.criterion_id: score for score in card.scores}
    rows = [
        _evidence_row(criterion, score, is_missing=criterion.id in absent)
        for criterion in criteria
        if (score := scores.get(criterion.id)) is not None
    ]
    return element("table", _head("Score", "Criterion", "Why"), element("tbody", rows), class_="evidence")


def _evidence_row(criterion: Criterion, score: CriterionScore, *, is_missing: bool) -> Element:
    verdict = verdict_of(score) or ("missing" if is_missing else "")
    why: list[Content] = [
        element("p", text)
        for text in (reason_of(score), years_of(score.years) if score.years is not None else "")
        if text
    ]
    why += [
        element(
            "blockquote",
            foreign(" ".join(each.quote.split())),
            element("small", f" {place_of(each)}", class_="" if each.verified else "failed"),
            dir="auto",
        )
        for each in score.evidence
    ]
    return element(
        "tr",
        element("td", f"{score.score:g}", class_=f"score {_band(score.score)}"),
        element(
            "td",
            foreign(criterion.text),
            element("small", f"{criterion.id}, {importance_of(criterion)}"),
            element("small", verdict, class_="failed") if verdict else "",
        ),
        element("td", why),
    )
