"""What the command line shows. Text from outside never reaches the terminal as it is."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from atschecker._core import (
    Criterion,
    CriterionWarning,
    Finding,
    Price,
    RankedOutcome,
    Ranking,
    Scorecard,
    Usage,
    cost_of,
    offline_engine_name,
)
from atschecker._repeat import repeat_lines
from atschecker._words import failure_of, importance_of, remark_line, weight_of

# Wide enough that nothing is wrapped or cut where no terminal sets a width.
PLAIN_WIDTH = 1000
# Of a terminal's width: what the names, totals and borders need beside the columns of the criteria.
FIXED_WIDTH = 56
SCORE_WIDTH = 6
MISSING_LEGEND = "Missing: must-haves that the resume does not show; --why and the command explain say more."
# Of the words that a finding is about; the reports have more of them.
SHOWN_WORDS = 200
# Controls that change the direction of the text around them, and so can disguise a file name.
DIRECTION_CONTROLS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str, keep: str = "") -> str:
    """Replace what could steer a terminal: controls, escape sequences, broken characters."""
    return "".join(
        char if char in keep or _is_harmless(char) else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def _is_harmless(char: str) -> bool:
    if char.isascii():
        return char.isprintable()
    return unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"} and char not in DIRECTION_CONTROLS


def complain(message: str) -> None:
    """Print one line to stderr."""
    print(clean(message), file=sys.stderr)


def finding_line(finding: Finding) -> str:
    """What was noticed, in one line, with the beginning of the words that it is about."""
    if not finding.text:
        return finding.message
    words = " ".join(finding.text.split())
    return f'{finding.message} "{words[:SHOWN_WORDS]}{"…" if len(words) > SHOWN_WORDS else ""}"'


def usd(amount: float) -> str:
    """Say an amount of money: cents of large ones, all that matters of small ones."""
    return f"{amount:.2f} USD" if amount >= 1 else f"{amount:.6f} USD"


def spent_line(usage: Usage, price: Price | None) -> str:
    """Say what was used: tokens, and USD where the price is known."""
    if not usage.requests:
        return ""
    if not usage.prompt_tokens and not usage.completion_tokens:
        return "The engine counted no tokens."
    cached = f" ({usage.cached_tokens:,} of them cached)" if usage.cached_tokens else ""
    line = f"{usage.prompt_tokens:,} tokens sent{cached}, {usage.completion_tokens:,} answered"
    return f"{line}, {usd(cost_of(usage, price))}" if price is not None else line


def show_ranking(ranking: Ranking) -> None:
    """Print the ranking as a table; plain text where stdout is no terminal."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=PLAIN_WIDTH, no_color=True)
    with_scores = len(ranking.criteria) * SCORE_WIDTH + FIXED_WIDTH <= console.width
    console.print(_table(ranking, with_scores=with_scores, plain=not console.is_terminal))
    whole = sum(criterion.weight for criterion in ranking.criteria)
    for criterion in ranking.criteria:
        console.print(_legend(criterion, whole), soft_wrap=not console.is_terminal)
    if any(card and remark_line(card, ranking.criteria) for card in _cards(ranking)):
        console.print(MISSING_LEGEND, soft_wrap=not console.is_terminal)
    for row in ranking.rows:
        for finding in row.outcome.findings:
            console.print(Text(clean(f"{row.candidate}: {finding_line(finding)}")), soft_wrap=True)
    for line in repeat_lines(ranking):
        console.print(Text(clean(line)), soft_wrap=True)
    # Where everything failed nobody scored.
    engine = f"Engine: {clean(ranking.engine)}; as" if ranking.engine else "As"
    console.print(f"{engine} of {ranking.as_of}", soft_wrap=True)
    # The offline engine sends nothing, and has nothing to count.
    spent = "" if ranking.engine == offline_engine_name else spent_line(ranking.usage, ranking.price)
    if spent:
        console.print(spent, soft_wrap=True)


def _table(ranking: Ranking, *, with_scores: bool, plain: bool) -> Table:
    table = Table(box=None, pad_edge=False) if plain else Table()
    table.add_column("#", justify="right")
    table.add_column("Candidate", overflow="fold")
    table.add_column("Total", justify="right", no_wrap=True)
    table.add_column("%", justify="right", no_wrap=True)
    if with_scores:
        for criterion in ranking.criteria:
            table.add_column(clean(criterion.id), justify="right", no_wrap=True)
    remarks = [_remark(row, ranking.criteria) for row in ranking.rows]
    if any(remarks):
        table.add_column("Missing", overflow="fold")
    for row, remark in zip(ranking.rows, remarks, strict=True):
        cells = [
            *_cells(row, len(ranking.criteria) if with_scores else 0),
            *([remark] if any(remarks) else []),
        ]
        table.add_row(*(Text(clean(cell)) for cell in cells))
    return table


def _cards(ranking: Ranking) -> Sequence[Scorecard | None]:
    return [row.outcome.scorecard() for row in ranking.rows]


def _cells(row: RankedOutcome, criteria: int) -> Sequence[str]:
    card = row.outcome.scorecard()
    if card is None:
        return ["-", row.candidate, "", "", *[""] * criteria]
    scores = [f"{score.score:g}" for score in card.scores][:criteria]
    return [str(row.rank), row.candidate, f"{card.total:g}", f"{card.percent:.0f}", *scores]


def _remark(row: RankedOutcome, criteria: Sequence[Criterion]) -> str:
    """Say what is missing in words; of a failure, why there is no score."""
    card = row.outcome.scorecard()
    return f"not scored: {failure_of(row.outcome)}" if card is None else remark_line(card, criteria)


def _legend(criterion: Criterion, whole: float) -> Text:
    return Text(
        f"{clean(criterion.id)}: {clean(criterion.text)} "
        f"({importance_of(criterion)}, {weight_of(criterion, whole)})"
    )


def warning_line(warning: CriterionWarning) -> str:
    """Say what a person should look at in a criterion."""
    return clean(f"{warning.criterion_id}: {warning.message}")
