"""Ranking in one call, for scripts and notebooks."""

from __future__ import annotations

import contextlib
import datetime
import glob
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from atschecker._core import (
    CriteriaExtractor,
    Criterion,
    Document,
    DocumentReader,
    DocumentSource,
    JobQueue,
    LlmClient,
    OfflineClient,
    QueueProgress,
    Ranking,
    ResumeScorer,
    criteria_from_texts,
    rank,
)
from atschecker._files import UsageProblem, find_resumes
from atschecker._inputs import Input, as_source

OFFLINE = "offline"


def rank_resumes(
    job: Input | Sequence[Criterion] | Sequence[str],
    resumes: Iterable[Input],
    client: LlmClient | None = None,
    *,
    engine: Literal["offline", "openai"] = "offline",
    job_description: str = "",
    as_of: datetime.date | None = None,
    workers: int = 0,
    repeat: int = 1,
    reader: DocumentReader | None = None,
    progress: bool = False,
    on_progress: Callable[[QueueProgress], None] | None = None,
) -> Ranking:
    """Read, score and rank resumes.

    >>> atschecker.rank_resumes("job.pdf", ["folder/", "a.pdf"])

    ``job`` is a job description (a path, bytes, a file, a ``Document``), from which criteria are taken, or a
    list of criteria. ``resumes`` are files, folders and globs, bytes, open files or documents; what is left
    out of a folder is told by a warning.

    Without a ``client`` it is the offline engine, or with ``engine="openai"`` the model that ``ATS_MODEL``,
    ``OPENAI_API_KEY`` and ``OPENAI_BASE_URL`` name, which gets resumes redacted. ``workers`` are resumes
    scored at once; 0 is what suits the engine. ``progress`` shows it on stderr. With ``repeat`` each resume
    is scored so many times: scores are means, and ``Scorecard.spread`` and ``RankedOutcome.could_be`` tell
    what wavered.

    Every resume comes out as a row: one that fails is a row with its failure, last. Releases the GIL while
    it waits; Ctrl-C cancels what is unfinished.
    """
    if client is not None and engine != OFFLINE:
        raise TypeError("give a client or an engine, not both")
    if engine != OFFLINE:
        client, workers = _client_of(engine, workers)
    client = client or OfflineClient()
    reader = reader or DocumentReader()
    document = None if _is_list(job) else reader.read(as_source(job))  # type: ignore[arg-type]
    sources = _sources(resumes, document)
    if document is not None:
        criteria = CriteriaExtractor(client).extract(document)
        job_description = job_description or document.text
    else:
        criteria = as_criteria(job)  # type: ignore[arg-type]
    scorer = ResumeScorer(client, criteria, as_of=as_of, job_description=job_description, repeat=repeat)
    with _shown(len(sources), on_progress, show=progress) as told:
        queue = JobQueue(reader, scorer, workers=workers, capacity=len(sources) + 1, on_progress=told)
        try:
            for source in sources:
                queue.submit(source)
            outcomes = queue.wait_all() or []
        finally:
            queue.close(JobQueue.Close.drop)
    return rank(scorer.criteria(), outcomes, scorer.as_of())


def _client_of(engine: str, workers: int) -> tuple[LlmClient, int]:
    # Imported here: reading the settings of a network takes longer to load than all the rest.
    from atschecker._engine import Clients  # noqa: PLC0415
    from atschecker._environment import settings_from  # noqa: PLC0415

    settings = settings_from(os.environ, engine=engine)
    return Clients(settings).new(), workers or settings.workers


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


def _is_list(job: object) -> bool:
    return isinstance(job, Sequence) and not isinstance(job, str | bytes | bytearray | memoryview)


def _sources(resumes: Iterable[Input], job: Document | None) -> list[DocumentSource]:
    """Everything that is to be ranked; folders and globs are expanded."""
    if isinstance(resumes, str | bytes | os.PathLike | Document | DocumentSource):
        raise TypeError(f"resumes must be a list, such as [resume], not one {type(resumes).__name__}")
    given = [os.fspath(each) if isinstance(each, os.PathLike) else each for each in resumes]
    # What is named by itself is not taken again from its folder, nor is the job description.
    own = {each for each in given if isinstance(each, str) and not _is_many(each)}
    own |= {job.name} if job is not None else set()
    sources: list[DocumentSource] = []
    for each in given:
        if isinstance(each, str) and _is_many(each):
            files = _expanded(each, own)
            own.update(files)
            sources += map(as_source, files)
        else:
            sources.append(as_source(each))
    return sources


def _is_many(path: str) -> bool:
    return os.path.isdir(path) or (glob.has_magic(path) and not os.path.exists(path))  # noqa: PTH110, PTH112


def _expanded(path: str, own: Iterable[str]) -> list[str]:
    try:
        found = find_resumes([path], None, map(Path, own))
    except UsageProblem as error:
        raise ValueError(str(error)) from error
    for note in found.notes:
        warnings.warn(note, stacklevel=4)  # at the call of rank_resumes()
    return found.files


@contextlib.contextmanager
def _shown(
    total: int, told: Callable[[QueueProgress], None] | None, *, show: bool
) -> Iterator[Callable[[QueueProgress], None] | None]:
    if not show:
        yield told
        return
    # Imported here: what draws the bar takes longer to load than all the rest.
    from atschecker._progress import ProgressShown  # noqa: PLC0415

    with ProgressShown(total) as shown:

        def both(progress: QueueProgress) -> None:
            shown.update_to(progress)
            if told is not None:
                told(progress)

        yield both
