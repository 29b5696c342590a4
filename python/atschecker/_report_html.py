"""A ranking as one HTML file: without script, without anything from outside, made to be printed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from typing import TypeAlias
from xml.etree import ElementTree

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
from atschecker._terminal import finding_line, spent_line
from atschecker._words import (
    failure_of,
    importance_of,
    legible,
    place_of,
    reason_of,
    remark_line,
    remarks,
    verdict_of,
    weight_of,
    years_of,
)

Element: TypeAlias = ElementTree.Element
Content: TypeAlias = "str | Element | Iterable[Content]"

# Columns of scores that fit on a page beside a name.
COLUMNS_PER_TABLE = 20
# Nothing is loaded and nothing runs, whatever a resume says.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
REMARK = (
    "The scores help to read the resumes in a sensible order. They are no reason to turn anybody down: "
    "look at the quotes, and at the resume itself."
)


def to_html(ranking: Ranking) -> str:
    """Write the whole ranking with its evidence. The same ranking gives the same bytes."""
    style = resources.files("atschecker").joinpath("report.css").read_text("utf-8")
    scored = [row for row in ranking.rows if row.rank]
    title = f"Ranking of {_count(len(ranking.rows), 'resume')}"
    root = _element(
        "html",
        _element(
            "head",
            _element("meta", charset="utf-8"),
            _element("meta", http_equiv="Content-Security-Policy", content=POLICY),
            _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            _element("meta", name="referrer", content="no-referrer"),
            _element("title", title),
            _element("style", style),
        ),
        _element(
            "body",
            _element("h1", title),
            _element("p", _facts(ranking, len(scored)), class_="facts"),
            _element("p", REMARK, class_="facts"),
            _overview(ranking),
            _element("h2", "What was asked for"),
            _criteria(ranking.criteria),
            _element("h2", "Scores") if scored else "",
            _score_tables(ranking.criteria, scored),
            _element("h2", "Evidence"),
            [_candidate(ranking, number, row) for number, row in enumerate(ranking.rows, start=1)],
        ),
        lang="en",
    )
    return "<!DOCTYPE html>\n" + ElementTree.tostring(root, encoding="unicode", method="html") + "\n"


def _element(tag: str, *content: Content, **attributes: str) -> Element:
    """Build an element. The serializer escapes all text: nothing has to remember to."""
    names = {name.rstrip("_").replace("_", "-"): legible(value) for name, value in attributes.items()}
    element = Element(tag, names)
    for child in _flat(content):
        if not isinstance(child, str):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + legible(child)
        else:
            element.text = (element.text or "") + legible(child)
    return element


def _flat(content: Content) -> Iterator[str | Element]:
    if isinstance(content, str | Element):
        yield content
        return
    for each in content:
        yield from _flat(each)


def _foreign(text: str) -> Element:
    """Words of an applicant: in their own direction, which changes nothing around them."""
    return _element("bdi", text)


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
    return _element(
        "table",
        _head("#", "Candidate", "Total", "%", "Missing must-haves"),
        _element(
            "tbody",
            [
                _overview_row(ranking.criteria, number, row)
                for number, row in enumerate(ranking.rows, start=1)
            ],
        ),
        class_="overview",
    )


def _head(*names: str) -> Element:
    return _element("thead", _element("tr", [_element("th", name, scope="col") for name in names]))


def _overview_row(criteria: Sequence[Criterion], number: int, row: RankedOutcome) -> Element:
    card = row.outcome.scorecard()
    name = _element("td", _element("a", _foreign(row.candidate), href=f"#r{number}"))
    if card is None:
        failed = _element("td", f"not scored: {failure_of(row.outcome)}", colspan="3", class_="failed")
        return _element("tr", _number("-"), name, failed)
    bar = _element("span", class_="bar", style=f"width: {min(max(card.percent, 0), 100):.0f}%")
    return _element(
        "tr",
        _number(str(row.rank)),
        name,
        _number(f"{card.total:g}"),
        _element("td", _element("span", f"{card.percent:.0f}"), bar, class_="percent"),
        _element("td", remark_line(card, criteria)),
    )


def _number(text: str) -> Element:
    return _element("td", text, class_="number")


def _criteria(criteria: Sequence[Criterion]) -> Element:
    whole = sum(criterion.weight for criterion in criteria)
    rows = [
        _element(
            "tr",
            _element("td", criterion.id),
            _element("td", _foreign(criterion.text)),
            _element("td", importance_of(criterion)),
            _element("td", weight_of(criterion, whole)),
        )
        for criterion in criteria
    ]
    return _element("table", _head("", "Criterion", "Importance", "Weight"), _element("tbody", rows))


def _score_tables(criteria: Sequence[Criterion], rows: Sequence[RankedOutcome]) -> Iterator[Element]:
    tables = math.ceil(len(criteria) / COLUMNS_PER_TABLE) if rows else 0
    for i in range(tables):
        part = criteria[i * len(criteria) // tables : (i + 1) * len(criteria) // tables]
        heads = [
            _element("th", criterion.id, scope="col", title=criterion.text, class_="score")
            for criterion in part
        ]
        yield _element(
            "table",
            _element("thead", _element("tr", _element("th", "Candidate", scope="col"), heads)),
            _element("tbody", [_score_row(part, row) for row in rows]),
            class_="scores",
        )


def _score_row(criteria: Sequence[Criterion], row: RankedOutcome) -> Element:
    card = row.outcome.scorecard()
    scores = {score.criterion_id: score for score in card.scores} if card else {}
    cells = [_score_cell(scores.get(criterion.id)) for criterion in criteria]
    return _element("tr", _element("td", _foreign(row.candidate)), cells)


def _score_cell(score: CriterionScore | None) -> Element:
    if score is None:
        return _element("td")
    return _element("td", f"{score.score:g}", class_=f"score {_band(score.score)}")


def _band(score: float) -> str:
    return f"s{min(max(int(score), 0), int(max_score))}"


def _candidate(ranking: Ranking, number: int, row: RankedOutcome) -> Element:
    card, failure = row.outcome.scorecard(), row.outcome.failure()
    place = "Not scored" if card is None else f"{row.rank}. "
    result = "" if card is None else f": {card.total:g} ({card.percent:.0f}%)"
    parts: list[Content] = [
        _element("h3", place if card else f"{place}: ", _foreign(row.candidate), result),
        _element("p", _foreign(row.outcome.name), class_="facts"),
    ]
    if failure is not None:
        advice = "" if failure.code in CODES_WITH_ADVICE else f". {remedy(failure.code)}"
        parts.append(_element("p", f"{failure_of(row.outcome)}{advice}", class_="failed"))
    parts += [
        _element(
            "p", f"Page {finding.page}: " if finding.page else "", finding_line(finding), class_="finding"
        )
        for finding in row.outcome.findings
    ]
    if card is not None:
        parts += [
            _element("p", _element("b", f"{remark.capitalize()}: "), "; ".join(texts), class_="remark")
            for remark, texts in remarks(card, ranking.criteria).items()
        ]
        parts.append(_evidence(ranking.criteria, card))
    return _element("section", parts, id=f"r{number}")


def _evidence(criteria: Sequence[Criterion], card: Scorecard) -> Element:
    absent = set(must_haves_not_shown(card, criteria))
    scores = {score.criterion_id: score for score in card.scores}
    rows = [
        _evidence_row(criterion, score, is_missing=criterion.id in absent)
        for criterion in criteria
        if (score := scores.get(criterion.id)) is not None
    ]
    return _element("table", _head("Score", "Criterion", "Why"), _element("tbody", rows), class_="evidence")


def _evidence_row(criterion: Criterion, score: CriterionScore, *, is_missing: bool) -> Element:
    verdict = verdict_of(score) or ("missing" if is_missing else "")
    why: list[Content] = [
        _element("p", text)
        for text in (reason_of(score), years_of(score.years) if score.years is not None else "")
        if text
    ]
    why += [
        _element(
            "blockquote",
            _foreign(" ".join(each.quote.split())),
            _element("small", f" {place_of(each)}", class_="" if each.verified else "failed"),
            dir="auto",
        )
        for each in score.evidence
    ]
    return _element(
        "tr",
        _element("td", f"{score.score:g}", class_=f"score {_band(score.score)}"),
        _element(
            "td",
            _foreign(criterion.text),
            _element("small", f"{criterion.id}, {importance_of(criterion)}"),
            _element("small", verdict, class_="failed") if verdict else "",
        ),
        _element("td", why),
    )
