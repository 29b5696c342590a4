"""What every face says of a score: what is missing, why, and where it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from atschecker._core import (
    Criterion,
    CriterionScore,
    Evidence,
    Importance,
    Outcome,
    Scorecard,
    YearsShown,
    must_haves_contradicted,
    must_haves_not_shown,
    to_string,
)

# Of a criterion's text where several stand beside each other: a language, a tool or a degree is shorter.
LABEL_WIDTH = 40
# In one cell of a table; explain and the reports have all.
SHOWN_LABELS = 5


def label(text: str, width: int = LABEL_WIDTH) -> str:
    """Shorten a criterion's text at the end of a word."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    whole = cut.rpartition(" ")[0] if text[width - 1] != " " else cut
    return f"{(whole or cut).rstrip(' ,;:')}…"


def remarks(card: Scorecard, criteria: Sequence[Criterion]) -> dict[str, list[str]]:
    """Collect what a person should look at, each with the texts of its criteria."""
    contradicted = must_haves_contradicted(card, criteria)
    found = {
        "missing": [each for each in must_haves_not_shown(card, criteria) if each not in contradicted],
        "contradicted": contradicted,
        "no quote": [score.criterion_id for score in card.scores if score.unsupported],
    }
    return {
        remark: [criterion.text for criterion in criteria if criterion.id in ids]
        for remark, ids in found.items()
        if ids
    }


def remark_line(card: Scorecard, criteria: Sequence[Criterion]) -> str:
    """Say the same in one line: "SQL; German; no quote: Rust"."""
    return "; ".join(
        ("" if remark == "missing" else f"{remark}: ") + _labels(texts)
        for remark, texts in remarks(card, criteria).items()
    )


def _labels(texts: Sequence[str]) -> str:
    more = [f"and {len(texts) - SHOWN_LABELS} more"] if len(texts) > SHOWN_LABELS else []
    return "; ".join([*map(label, texts[:SHOWN_LABELS]), *more])


def importance_of(criterion: Criterion) -> str:
    """Say how much a criterion counts, for people."""
    return "must-have" if criterion.importance == Importance.must else to_string(criterion.importance)


def weight_of(criterion: Criterion, whole: float) -> str:
    """Say what a criterion weighs, alone and of the total."""
    share = f", {criterion.weight / whole:.0%} of the total" if whole > 0 else ""
    return f"weight {criterion.weight:g}{share}"


def place_of(evidence: Evidence) -> str:
    """Say where a quote stands."""
    return f"page {evidence.page}" if evidence.verified else "not in the resume"


def quote_of(evidence: Evidence) -> str:
    """Show a quote on one line, with its place."""
    return f'"{" ".join(evidence.quote.split())}" ({place_of(evidence)})'


def years_of(years: YearsShown) -> str:
    """Say what the date ranges add up to."""
    everything = f", {years.all:g} in all" if years.all > years.years else ""
    periods = "; ".join(" ".join(period.quote.split()) for period in years.periods)
    return f"Years by the dates: {years.years:g}{everything}" + (f" ({periods})" if periods else "")


def verdict_of(score: CriterionScore) -> str:
    """Say what is the matter with a score, if anything."""
    if score.contradicted:
        return "contradicted"
    return "no quote supports it: 1 at most" if score.unsupported else ""


def reason_of(score: CriterionScore) -> str:
    """Say why, where the engine said nothing too."""
    return score.reason or ("" if score.evidence else "The resume shows nothing of it.")


def failure_of(outcome: Outcome) -> str:
    """Say why there is no score, without the file's name."""
    failure = outcome.failure()
    if failure is None:
        return ""
    return f"{to_string(failure.code)}: {failure.message.removeprefix(outcome.name + ': ')}"


def legible(text: str) -> str:
    """What is no character of a text becomes a mark; lines and tabs stay."""
    return "".join(
        char
        if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}
        else "\N{REPLACEMENT CHARACTER}"
        for char in text
    )
