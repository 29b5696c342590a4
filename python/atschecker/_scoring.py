"""How the command line scores files: with progress, and with Ctrl-C."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from atschecker._core import (
    Document,
    DocumentReader,
    ErrorCode,
    Failure,
    JobQueue,
    Outcome,
    ResumeScorer,
    RunLog,
)
from atschecker._inputs import as_source
from atschecker._progress import ProgressShown


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
    with ProgressShown(len(resumes), spent) as shown:
        queue = JobQueue(
            reader,
            scorer,
            workers=workers,
            capacity=len(resumes),
            on_outcome=log,
            time_limit=time_limit,
            on_progress=shown.update_to,
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
