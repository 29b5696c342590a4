"""What a ranking costs: estimated before it is sent, limited while it runs, told when it is done."""

from __future__ import annotations

import datetime
import json
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from atschecker._core import (
    BudgetClient,
    CallContext,
    CallerError,
    ErrorCode,
    LlmClient,
    LlmReply,
    LlmRequest,
    Outcome,
    Price,
    Ranking,
    Usage,
    cost_of,
    estimated_prompt_tokens,
    valid_reply,
)
from atschecker._engine import Budget
from atschecker._files import UsageProblem
from atschecker._prices import PriceProblem, price_of
from atschecker._terminal import spent_line, usd

# What an answer about one criterion takes, its quote included; measured in benchmarks/README.md.
ANSWER_TOKENS = 60
# What the criteria of a job description take, where nobody has counted them yet.
EXTRACTION_TOKENS = 1500
# What differs from resume to resume; all else of a run is shared.
OWN_SECTIONS = ("resume", "periods")
SECONDS = {"s": 1, "m": 60, "h": 3600}
MAX_SECONDS = 7 * 24 * 3600  # a week: longer than any batch waits

DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help="Send nothing: show how many calls and tokens it takes, and the price."),
]
PricesOption = Annotated[
    Path | None,
    typer.Option(help="Your own table of prices, JSON; see README.", envvar="ATS_PRICES", show_default=False),
]
MaxCostOption = Annotated[
    float | None, typer.Option(help="Stop before more is spent, in USD.", show_default=False)
]
MaxTokensOption = Annotated[
    int | None,
    typer.Option(min=1, help="Stop before more tokens are sent and answered.", show_default=False),
]
DeadlineOption = Annotated[
    str | None, typer.Option(help="Stop after this time, such as 90s, 30m or 2h.", show_default=False)
]


def budget_of(
    model: str, tier: str | None, prices: Path | None, max_tokens: int | None, max_cost: float | None
) -> Budget:
    """Put what may be spent together with the price. Raises ``UsageProblem``."""
    try:
        price = price_of(model, prices, tier) if model else None
    except PriceProblem as error:
        raise UsageProblem(str(error)) from error
    if max_cost is not None and max_cost <= 0:
        raise UsageProblem("--max-cost must be more than 0")
    if max_cost is not None and price is None:
        raise UsageProblem(
            f"--max-cost: the price of {_priced(model, tier)} is not known; "
            "name a table that has it with --prices, or use --max-tokens"
        )
    return Budget(max_tokens=max_tokens, max_cost=max_cost, price=price)


def _priced(model: str, tier: str | None) -> str:
    return (model or "the offline engine") + (f" with service tier {tier}" if tier else "")


def time_limit_of(text: str | None) -> datetime.timedelta | None:
    """Read ``--deadline``. Raises ``UsageProblem``."""
    if text is None:
        return None
    match = re.fullmatch("([0-9]{1,6})([smh])", text)
    seconds = int(match[1]) * SECONDS[match[2]] if match else 0
    if not 0 < seconds <= MAX_SECONDS:
        raise UsageProblem(f"--deadline {text}: a time is a number with s, m or h, such as 30m")
    return datetime.timedelta(seconds=seconds)


def price_as_json(price: Price | None) -> dict[str, float] | None:
    """Turn a price into what a record keeps."""
    return None if price is None else {name: getattr(price, name) for name in price.__match_args__}


def price_from(kept: dict[str, float] | None) -> Price | None:
    """Turn back what a record keeps."""
    return None if kept is None else Price(**kept)


def spent_by(meter: BudgetClient | None, price: Price | None) -> Callable[[], str]:
    """Say it while it runs."""
    return lambda: spent_line(meter.spent(), price) if meter is not None else ""


def stopped_line(ranking: Ranking) -> str:
    """Say what stopped a ranking before its end, if something did that the user had asked for."""
    codes = {failure.code: failure for row in ranking.rows if (failure := row.outcome.failure()) is not None}
    scored = sum(row.outcome.scorecard() is not None for row in ranking.rows)
    counted = f"{scored} of {len(ranking.rows)} resumes are scored, the ranking is partial"
    if ErrorCode.budget_exhausted in codes:
        reason = codes[ErrorCode.budget_exhausted].message.removeprefix("not sent: ")
        return f"Stopped, because {reason}. {counted.capitalize()}."
    if ErrorCode.deadline_exceeded in codes:
        return f"Stopped at the deadline: {counted}."
    return ""


class Counting(LlmClient):
    """Stands in for a model and sends nothing: counts what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self.calls = 0
        self.sent = 0
        self.repeated = 0
        self.answered = 0
        self._seen: set[str] = set()

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Count, and answer nothing."""
        tokens = estimated_prompt_tokens(request)
        own = sum(len(part.text.encode()) for part in request.sections if part.label in OWN_SECTIONS) // 4
        shared = "\0".join(
            [request.schema, *(part.text for part in request.sections if part.label not in OWN_SECTIONS)]
        )
        with self._lock:
            self.calls += 1
            self.sent += tokens
            self.answered += _answer_tokens(request)
            # A server that caches pays for the shared part once.
            self.repeated += tokens - own if shared in self._seen else 0
            self._seen.add(shared)
        raise CallerError(ErrorCode.cancelled, "a dry run sends nothing")


class Answering(LlmClient):
    """Outside of a record in a dry run: lets scoring go on, so that all of its requests are counted."""

    def __init__(self, inner: LlmClient) -> None:
        super().__init__()
        self._inner = inner

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Give the answer of the record, else one that says nothing and is kept nowhere."""
        try:
            return self._inner.complete(request, context or CallContext())
        except CallerError as error:
            if error.code != ErrorCode.cancelled:
                raise
            if context is not None:
                context.check()  # it was the user who cancelled
            return LlmReply(text=valid_reply(request, 0))


def _answer_tokens(request: LlmRequest) -> int:
    for part in request.sections:
        if part.label == "criteria":
            return ANSWER_TOKENS * len(json.loads(part.text))
    return EXTRACTION_TOKENS


def dry_run_lines(
    counted: Counting, outcomes: Sequence[Outcome], model: str, price: Price | None
) -> list[str]:
    """Say what it would take: calls, tokens, price, and what could not be counted."""
    unread = [
        failure
        for outcome in outcomes
        if (failure := outcome.failure()) is not None and failure.code != ErrorCode.cancelled
    ]
    lines = [
        f"{counted.calls:,} calls, about {counted.sent:,} tokens sent "
        f"({counted.repeated:,} of them can be cached) and {counted.answered:,} answered, without "
        "those of reasoning."
    ]
    if not counted.calls:
        lines = ["Every answer is in the record: 0 calls."] if not unread else ["0 calls."]
    elif price is None:
        lines.append(f"No price is known for {model}: name a table that has it with --prices.")
    else:
        usage = Usage(prompt_tokens=counted.sent, completion_tokens=counted.answered)
        most = cost_of(usage, price)
        usage.cached_tokens = counted.repeated
        lines.append(
            f"About {usd(most)} with {model}, {usd(cost_of(usage, price))} if all of that is cached."
        )
    if unread:
        lines.append(
            f"{len(unread)} files cannot be read and cost nothing; without --dry-run their rows say why."
        )
    return lines
