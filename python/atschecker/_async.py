"""Awaitable forms of the blocking calls, for services.

None of them occupies a thread of asyncio's pool. Cancelling the awaiting task cancels the call.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from atschecker._core import (
    CallContext,
    CancelToken,
    CriteriaExtractor,
    Criterion,
    Document,
    DocumentReader,
    JobQueue,
    Outcome,
    ResumeScorer,
    Scorecard,
)
from atschecker._inputs import Input, as_source

T = TypeVar("T")


async def wait_async(queue: JobQueue, id: int) -> Outcome:  # noqa: A002 (the name in C++)
    """Wait for one job of a queue. No thread waits meanwhile; cancelling this cancels the job."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Outcome] = loop.create_future()
    queue.on_finished(id, lambda outcome: _post(loop, lambda: _resolve(future, outcome)))
    try:
        return await future
    except asyncio.CancelledError:
        queue.cancel(id)
        raise


async def submit_async(queue: JobQueue, resume: Input) -> int:
    """Submit one resume: ``queue.submit()``, which waits while the queue is full. Returns the job's id."""
    source = as_source(resume)
    return await _on_own_thread(lambda context: queue.submit(source, context), None)


async def read_async(reader: DocumentReader, source: Input, context: CallContext | None = None) -> Document:
    """Read one document: ``reader.read()`` on a thread of its own."""
    document = as_source(source)
    return await _on_own_thread(lambda own: reader.read(document, own), context)


async def extract_async(
    extractor: CriteriaExtractor, job_description: Document, context: CallContext | None = None
) -> list[Criterion]:
    """Extract criteria: ``extractor.extract()`` on a thread of its own."""
    return await _on_own_thread(lambda own: extractor.extract(job_description, own), context)


async def score_async(
    scorer: ResumeScorer, resume: Document, context: CallContext | None = None
) -> Scorecard:
    """Score one document: ``scorer.score()`` on a thread of its own. For many, use a ``JobQueue``."""
    return await _on_own_thread(lambda own: scorer.score(resume, own), context)


async def _on_own_thread(call: Callable[[CallContext], T], context: CallContext | None) -> T:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()
    token = CancelToken.linked_to(context.cancel) if context else CancelToken()
    own = CallContext(timeout=context.time_left() if context else None, cancel=token)

    def run() -> None:
        try:
            result = call(own)
        except BaseException as error:  # noqa: BLE001 (it is the awaiting task that raises it)
            raised = error
            _post(loop, lambda: _reject(future, raised))
        else:
            _post(loop, lambda: _resolve(future, result))

    # Not a daemon: Python waits for it when it ends, instead of tearing the interpreter away from it.
    threading.Thread(target=run, name="atschecker-call").start()
    try:
        return await future
    except asyncio.CancelledError:
        token.cancel()
        raise


def _post(loop: asyncio.AbstractEventLoop, callback: Callable[[], None]) -> None:
    # A loop that was closed meanwhile has nobody left who waits.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(callback)


def _resolve(future: asyncio.Future[T], result: T) -> None:
    if not future.done():
        future.set_result(result)


def _reject(future: asyncio.Future[T], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
