"""Ranking in one call, for scripts and notebooks."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence

from atschecker._core import (
    Criterion,
    DocumentReader,
    JobQueue,
    LlmClient,
    OfflineClient,
    QueueProgress,
    Ranking,
    ResumeScorer,
    criteria_from_texts,
    rank,
)
from atschecker._inputs import Input, as_source


def rank_resumes(
    criteria: Sequence[Criterion] | Sequence[str],
    resumes: Iterable[Input],
    client: LlmClient | None = None,
    *,
    job_description: str = "",
    as_of: datetime.date | None = None,
    workers: int = 0,
    repeat: int = 1,
    reader: DocumentReader | None = None,
    on_progress: Callable[[QueueProgress], None] | None = None,
) -> Ranking:
    """Read, score and rank resumes; without a client, by the offline engine.

    With ``repeat`` each resume is scored so many times: scores are means, and ``Scorecard.spread`` and
    ``RankedOutcome.could_be`` tell what wavered.

    Every resume comes out as a row: one that fails is a row with its failure, last. Releases the GIL while
    it waits; Ctrl-C cancels what is unfinished.
    """
    scorer = ResumeScorer(
        client or OfflineClient(),
        as_criteria(criteria),
        as_of=as_of,
        job_description=job_description,
        repeat=repeat,
    )
    sources = [as_source(resume) for resume in resumes]
    queue = JobQueue(
        reader or DocumentReader(),
        scorer,
        workers=workers,
        capacity=len(sources) + 1,
        on_progress=on_progress,
    )
    try:
        for source in sources:
            queue.submit(source)
        outcomes = queue.wait_all() or []
    finally:
        queue.close(JobQueue.Close.drop)
    return rank(scorer.criteria(), outcomes, scorer.as_of())


def as_criteria(criteria: Sequence[Criterion] | Sequence[str]) -> list[Criterion]:
    """Turn plain texts into criteria of weight 1; leave criteria as they are."""
    if isinstance(criteria, str):
        raise TypeError("criteria must be a list of texts or of Criterion, not one text")
    texts = [entry for entry in criteria if isinstance(entry, str)]
    typed = [entry for entry in criteria if isinstance(entry, Criterion)]
    if typed and len(typed) == len(criteria):
        return typed
    if len(texts) == len(criteria):
        return criteria_from_texts(texts)
    raise TypeError("criteria must be a list of texts or of Criterion, not of both")
