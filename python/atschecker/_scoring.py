"""How the command line scores files: with progress, and with Ctrl-C."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from atschecker._core import (
    Document,
    DocumentReader,
    ErrorCode,
    Failure,
    JobQueue,
    Outcome,
    QueueProgress,
    ResumeScorer,
    RunLog,
)
from atschecker._inputs import as_source


def score_files(
    reader: DocumentReader,
    scorer: ResumeScorer,
    resumes: Sequence[str | Document],
    workers: int,
    log: RunLog | None = None,
    *,
    time_limit: datetime.timedelta | None = None,
    spent: Callable[[], str] = str,
) -> tuple[list[Outcome], bool]:
    """Score every file or document; Ctrl-C cancels what is unfinished and keeps the rest.

    A log has each outcome first. ``spent`` says beside the progress what was used so far.

    Returns an outcome for each, and whether there was an interruption.
    """
    with Bar(len(resumes), spent) as on_progress:
        queue = JobQueue(
            reader,
            scorer,
            workers=workers,
            capacity=len(resumes),
            on_outcome=log,
            time_limit=time_limit,
            on_progress=on_progress.update_to,
        )
        interrupted = False
        try:
            for resume in resumes:
                queue.submit(as_source(resume))
            queue.wait_all()
        except KeyboardInterrupt:
            interrupted = True
        queue.close(JobQueue.Close.drop)
        outcomes = queue.wait_all() or []
    cancelled = Failure(code=ErrorCode.cancelled, message="interrupted before it was read")
    left = [as_source(resume).name for resume in resumes[len(outcomes) :]]
    return outcomes + [Outcome(name=name, result=cancelled) for name in left], interrupted


class Bar:
    """A bar on stderr, if that is a terminal."""

    def __init__(self, total: int, spent: Callable[[], str]) -> None:
        self._spent = spent
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("Scoring"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[spent]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=total, spent="")

    def __enter__(self) -> Bar:
        """Show it."""
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        self._bar.stop()

    def update_to(self, progress: QueueProgress) -> None:
        """Show how far a queue is."""
        self.show(progress.finished)

    def show(self, finished: int) -> None:
        """Show how many are finished."""
        self._bar.update(self._task, completed=finished, spent=self._spent())
