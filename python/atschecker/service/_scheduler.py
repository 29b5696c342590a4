"""Scores rankings in the background, so that nobody has to wait for them."""

from __future__ import annotations

import asyncio
import datetime
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from atschecker._async import _on_own_thread, extract_async, read_async, submit_async
from atschecker._core import (
    CriteriaExtractor,
    Document,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    JobQueue,
    LlmClient,
    Outcome,
    ReplyStore,
    ResumeScorer,
    aborts_run,
    criteria_from_json,
    criteria_to_json,
)
from atschecker._errors import Error
from atschecker.store import Entry, Saved, Store
from atschecker.store._marks import marks_of
from atschecker.store._values import outcome_to_json

logger = logging.getLogger("atschecker.service")

# Each has workers of its own, so that a small ranking does not wait for a large one.
MAX_RANKINGS_AT_ONCE = 8

# Rows that are looked up at once; their bytes are read one by one.
BATCH = 200

# How these end tells nothing of the resume: the row stays to be scored.
UNDECIDED = (
    ErrorCode.cancelled,
    ErrorCode.deadline_exceeded,
    ErrorCode.queue_closed,
    ErrorCode.run_aborted,
    ErrorCode.budget_exhausted,
)


NewClient = Callable[[ReplyStore], LlmClient]
"""Makes what answers the questions of one ranking, and keeps the answers there."""


@dataclass
class Pace:
    """How fast a ranking goes since it was started or continued."""

    began: float
    finished: int = 0

    def seconds_left(self, pending: int) -> float | None:
        """Guess; None before the first row is there."""
        if not self.finished:
            return None
        return round((time.monotonic() - self.began) / self.finished * pending, 1)

    def per_minute(self) -> float | None:
        """Rows; None before the first is there."""
        if not self.finished:
            return None
        return round(60 * self.finished / max(time.monotonic() - self.began, 0.001), 1)


class Scheduler:
    """Runs rankings until they are done, cancelled or failed; lives on one event loop."""

    def __init__(self, store: Store, new_client: NewClient, reader: DocumentReader, workers: int) -> None:
        self._store = store
        self._new_client = new_client
        self._reader = reader
        self._workers = workers
        self._slots = asyncio.Semaphore(MAX_RANKINGS_AT_ONCE)
        self._loop = asyncio.get_running_loop()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._changed: dict[str, asyncio.Event] = {}
        self._paces: dict[str, Pace] = {}
        self.on_outcome: Callable[[Outcome], None] = lambda outcome: None
        """Told of every outcome that is kept, on any thread."""

    async def continue_unfinished(self) -> None:
        """Go on with what a stopped service left."""
        for ranking in await asyncio.to_thread(self._store.running):
            self._spawn(ranking)

    async def start(self, ranking: Saved) -> None:
        """Score what is pending, unless that is under way."""
        await asyncio.to_thread(self._store.set_state, ranking.id, "running")
        task = self._tasks.get(ranking.id)
        if task is None or task.done():
            self._spawn(ranking)

    async def cancel(self, ranking: str) -> None:
        """Stop a ranking; what is scored stays."""
        await self._stop([ranking])
        await asyncio.to_thread(self._store.set_state, ranking, "cancelled")
        self._notify(ranking)

    async def halt(self, ranking: str) -> None:
        """Stop a ranking that is to be deleted."""
        await self._stop([ranking])
        self._notify(ranking)

    async def stop(self) -> None:
        """Stop all; the next start of the service goes on with them."""
        await self._stop(list(self._tasks))
        for ranking in list(self._changed):
            self._notify(ranking)

    def change(self, ranking: str) -> asyncio.Event:
        """What is set at the next change of a ranking."""
        return self._changed.setdefault(ranking, asyncio.Event())

    def pace(self, ranking: str) -> Pace | None:
        """How fast a running ranking goes."""
        return self._paces.get(ranking)

    def running(self) -> int:
        """How many rankings are under way."""
        return sum(not task.done() for task in self._tasks.values())

    def _spawn(self, ranking: Saved) -> None:
        self._tasks[ranking.id] = asyncio.create_task(self._run(ranking))

    async def _stop(self, rankings: list[str]) -> None:
        tasks = [task for each in rankings if (task := self._tasks.pop(each, None)) is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _notify(self, ranking: str) -> None:
        event = self._changed.pop(ranking, None)
        if event is not None:
            event.set()

    async def _run(self, ranking: Saved) -> None:
        try:
            async with self._slots:
                self._paces[ranking.id] = Pace(time.monotonic())
                await self._score_all(ranking)
            await self._end(ranking, "done")
        except Error as error:
            await self._end(ranking, "failed", str(error))
        except Exception:
            logger.exception("ranking %s met a defect", ranking.id)
            await self._end(ranking, "failed", "the service met a defect; its log has the details")
        finally:
            self._paces.pop(ranking.id, None)

    async def _end(self, ranking: Saved, state: str, message: str | None = None) -> None:
        await asyncio.to_thread(self._store.set_state, ranking.id, state, message)
        logger.info("ranking %s is %s", ranking.id, state)
        # Before the next await: whoever adds a resume now finds no task, or one that sees it.
        if self._tasks.get(ranking.id) is asyncio.current_task():
            del self._tasks[ranking.id]
        self._notify(ranking.id)
        if state == "done" and (await asyncio.to_thread(self._store.counts, ranking.id)).get("pending"):
            await self.start(ranking)

    async def _score_all(self, ranking: Saved) -> None:
        client = self._client(ranking)
        criteria = await self._criteria(ranking, client)
        as_of = datetime.date.fromisoformat(ranking.as_of)
        scorer = ResumeScorer(client, criteria_from_json(criteria), as_of=as_of)
        seen: set[str] = set()
        while batch := await asyncio.to_thread(self._store.pending, ranking.id, BATCH):
            if not seen.isdisjoint(row.id for row in batch):
                raise Error(ErrorCode.internal, "some resumes came to no end; start the ranking again")
            seen.update(row.id for row in batch)
            batch = await self._set_aside(ranking, batch)
            if batch:
                await self._score(ranking, scorer, batch)

    async def _set_aside(self, ranking: Saved, batch: list[Entry]) -> list[Entry]:
        """Leave the rows of people who are not to be scored to a person; the others are what is left."""
        people = self._store.people
        listed = await asyncio.to_thread(people.marks_not_scored, ranking.tenant)
        if not listed:
            return batch
        left = []
        for row in batch:
            content = await asyncio.to_thread(self._store.content, ranking.tenant, row.digest)
            text = await self._text(DocumentSource.from_bytes(row.file, content))
            marks = await asyncio.to_thread(marks_of, row.digest, text)
            if listed.isdisjoint(marks):
                left.append(row)
            else:
                await asyncio.to_thread(people.set_aside, ranking.id, row.id, text, marks)
                self._count(ranking.id)
        return left

    async def _text(self, source: DocumentSource) -> str:
        try:
            return (await read_async(self._reader, source)).text
        except Error:
            return ""  # the row will say why

    def _client(self, ranking: Saved) -> LlmClient:
        return self._new_client(self._store.replies(ranking.tenant))

    async def _criteria(self, ranking: Saved, client: LlmClient) -> str:
        if ranking.criteria is not None:
            return ranking.criteria
        content = await asyncio.to_thread(self._store.content, ranking.tenant, ranking.job_digest)
        job = await read_async(self._reader, DocumentSource.from_bytes(ranking.job_name, content))
        criteria = criteria_to_json(await extract_async(CriteriaExtractor(client), job))
        await asyncio.to_thread(self._store.set_criteria, ranking.id, criteria)
        self._notify(ranking.id)
        return criteria

    async def _score(self, ranking: Saved, scorer: ResumeScorer, batch: list[Entry]) -> None:
        fatal: list[Exception] = []

        def keep(position: int, document: Document | None, outcome: Outcome) -> None:
            try:
                write(position, document, outcome)
            except Exception as error:
                fatal.append(error)
                raise

        def write(position: int, document: Document | None, outcome: Outcome) -> None:
            failure = outcome.failure()
            if failure is not None and aborts_run(failure.code):
                fatal.append(Error(failure.code, failure.message))
            if failure is not None and (failure.code in UNDECIDED or aborts_run(failure.code)):
                return
            row = batch[position - 1]  # a queue counts its jobs from 1
            text = document.text if document is not None else ""
            self._store.finish(ranking.id, row.id, outcome_to_json(outcome), text, marks_of(row.digest, text))
            self.on_outcome(outcome)
            self._loop.call_soon_threadsafe(self._count, ranking.id)

        workers = min(self._workers, len(batch))
        queue = await asyncio.to_thread(
            JobQueue,
            self._reader,
            scorer,
            workers=workers,
            capacity=2 * workers,
            keep_outcomes=False,
            on_outcome=keep,
        )
        how = JobQueue.Close.drop
        try:
            for row in batch:
                content = await asyncio.to_thread(self._store.content, ranking.tenant, row.digest)
                await submit_async(queue, DocumentSource.from_bytes(row.file, content))
            await _on_own_thread(queue.wait_all, None)
            how = JobQueue.Close.finish
        except Error:
            if not fatal:  # the queue closes itself after one
                raise
        finally:
            await asyncio.shield(_on_own_thread(lambda _: queue.close(how), None))
        if fatal:
            raise fatal[0]

    def _count(self, ranking: str, rows: int = 1) -> None:
        pace = self._paces.get(ranking)
        if pace is not None:
            pace.finished += rows
        self._notify(ranking)
