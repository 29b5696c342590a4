"""The command check-model."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from atschecker import _check_model, _cost
from atschecker._core import LogLevel
from atschecker._engine import Clients, redacting
from atschecker._environment import settings_from
from atschecker._files import check_outputs, write_atomically
from atschecker._guard import guarded
from atschecker._options import (
    BaseUrlOption,
    EngineOption,
    InsecureOption,
    ModelOption,
    VerboseOption,
    WorkersOption,
)
from atschecker._terminal import clean, complain, spent_line

AT_ONCE = 4
EXIT_UNFIT = 4

QuickOption = Annotated[
    bool, typer.Option("--quick", help="A part of the set: it costs less than a cent with a cheap model.")
]
CheckOutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Write what was counted to this .json file.", show_default=False),
]


def add_command(app: typer.Typer) -> None:
    """Add ``check-model``."""
    app.command("check-model")(guarded(_check_model_command))


def _check_model_command(
    output: CheckOutputOption = None,
    quick: QuickOption = False,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    insecure: InsecureOption = None,
    workers: WorkersOption = None,
    prices: _cost.PricesOption = None,
    max_cost: _cost.MaxCostOption = None,
    max_tokens: _cost.MaxTokensOption = None,
    verbose: VerboseOption = False,
) -> int:
    """Judge the judge: ask an engine about a fixed set of invented resumes, and count what it gets right.

    Exit code 0: trust it with resumes, or with care, as the last line says; 4: do not; 1 and 2 as ever.
    """
    settings = settings_from(
        os.environ, engine=engine, model=model, base_url=base_url, insecure=insecure, workers=workers
    )
    if output is not None:
        check_outputs([output], [".json"])
    budget = _cost.budget_of(settings.model, settings.service_tier, prices, max_tokens, max_cost)

    def log(level: LogLevel, message: str) -> None:
        if verbose or level == LogLevel.warning:
            complain(message)

    client, meter = Clients(settings, log).metered(budget)
    with Progress(
        console=Console(stderr=True), transient=True, disable=not Console(stderr=True).is_terminal
    ) as bar:
        task = bar.add_task("Asking", total=_check_model.count_calls(quick=quick))
        checked = _check_model.check_model(
            redacting(client, settings),
            quick=quick,
            workers=settings.workers or AT_ONCE,
            on_answer=lambda: bar.advance(task),
        )
    print(clean(f"{checked.engine}, set {checked.version}, {checked.prompt}"))
    for line in _check_model.lines_of(checked):
        print(clean(line))
    if meter is not None and (spent := spent_line(meter.spent(), budget.price)):
        print(spent)
    if output is not None:
        write_atomically(output, json.dumps(_check_model.to_dict(checked), indent=2) + "\n")
        print(f"Wrote {clean(str(output))}")
    return EXIT_UNFIT if checked.verdict == "no" else 0
