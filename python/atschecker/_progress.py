"""Progress on stderr: a bar on a terminal, a line for each tenth elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from atschecker._core import QueueProgress

PARTS = 10
# What is over at once needs no lines.
QUIET_SECONDS = 2.0


class ProgressShown:
    """Shows how many of a batch are done; ``spent`` says beside it what was used so far."""

    def __init__(
        self, total: int, spent: Callable[[], str] = str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total = total
        self._spent = spent
        self._clock = clock
        self._begin = clock()
        self._told = 0  # tenths
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("Scoring"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[spent]}"),
            console=console,
            transient=True,
            disable=not (console.is_terminal or console.is_jupyter),
        )
        self._task = self._bar.add_task("", total=total, spent="")

    def __enter__(self) -> ProgressShown:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def update_to(self, progress: QueueProgress) -> None:
        """Take over what the queue says."""
        self.show(progress.finished)

    def show(self, finished: int) -> None:
        """Say how many are finished."""
        if self._bar.disable:
            self._tell(finished)
        else:
            self._bar.update(self._task, completed=finished, spent=self._spent())

    def _tell(self, finished: int) -> None:
        tenths = finished * PARTS // max(self._total, 1)
        seconds = self._clock() - self._begin
        if tenths <= self._told or seconds < QUIET_SECONDS:
            return
        self._told = tenths
        minutes, rest = divmod(int(seconds), 60)
        share = finished * 100 // max(self._total, 1)
        line = f"Scored {finished} of {self._total} ({share}%) in {minutes}:{rest:02}"
        spent = self._spent()
        print(f"{line}; {spent}" if spent else line, file=sys.stderr, flush=True)
