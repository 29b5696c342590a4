"""The work behind a request, off the event loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from atschecker._async import _on_own_thread, extract_async, read_async, submit_async, wait_async
from atschecker._core import (
    CriteriaExtractor,
    Criterion,
    DocumentReader,
    DocumentSource,
    JobQueue,
    LlmClient,
    Outcome,
    Ranking,
    ResumeScorer,
    criteria_from_texts,
    rank,
)
from atschecker.service._form import Upload

T = TypeVar("T")

# Requests that work at once; more wait their turn. With 16 workers each, these are 512 waiting threads.
MAX_RUNNING = 32

# Read files that wait for a worker, as a multiple of the workers: enough to keep these busy, while the other
# files of a request stay on disk.
WAITING_PER_WORKER = 2


class Runs:
    """Extracts and ranks for many requests at once.

    Each ranking has a queue of its own: a fatal error ends the run that met it and no other, no large ranking
    holds up a small one, and a client that leaves takes exactly its own jobs along.
    """

    def __init__(self, new_client: Callable[[], LlmClient], reader: DocumentReader, workers: int) -> None:
        # One for each request: those that share a limit then get their turns one after the other.
        self._new_client = new_client
        self._reader = reader
        self._workers = workers or os.cpu_count() or 1
        self._slots = asyncio.Semaphore(MAX_RUNNING)

    async def extract(self, upload: Upload) -> list[Criterion]:
        """Read a job description and take the criteria out of it."""
        async with self._slots:
            source = DocumentSource.from_bytes(upload.name, await upload.take())
            document = await read_async(self._reader, source)
            return await extract_async(CriteriaExtractor(self._new_client()), document)

    async def extract_text(self, text: str) -> list[Criterion]:
        """Take the criteria out of a pasted job description."""
        async with self._slots:
            document = await read_async(self._reader, DocumentSource.from_bytes("job.txt", text.encode()))
            return await extract_async(CriteriaExtractor(self._new_client()), document)

    async def rank(self, criteria: Sequence[str], uploads: Sequence[Upload]) -> Ranking:
        """Score every file; cancelling this cancels what is unfinished."""
        scorer = ResumeScorer(self._new_client(), criteria_from_texts(criteria))
        async with self._slots:
            outcomes = await self._score(scorer, uploads)
        return await asyncio.to_thread(rank, scorer.criteria(), outcomes, scorer.as_of())

    async def _score(self, scorer: ResumeScorer, uploads: Sequence[Upload]) -> list[Outcome]:
        workers = min(self._workers, len(uploads))
        queue = await asyncio.to_thread(
            JobQueue, self._reader, scorer, workers=workers, capacity=WAITING_PER_WORKER * workers
        )
        try:
            jobs = [await self._submit(queue, upload) for upload in uploads]
            return await asyncio.gather(*(wait_async(queue, job) for job in jobs))
        finally:
            # Waits for workers that are asked to stop; the slot is free only then.
            await asyncio.shield(_on_own_thread(lambda _: queue.close(JobQueue.Close.drop), None))

    async def _submit(self, queue: JobQueue, upload: Upload) -> int:
        return await submit_async(queue, DocumentSource.from_bytes(upload.name, await upload.take()))


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Do the work, or cancel it as soon as the client is gone. Raises ClientDisconnect then.

    The body of the request must have been read: what comes next is the news that the client left.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_disconnected(request.receive))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        task.cancel()
        gone.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
