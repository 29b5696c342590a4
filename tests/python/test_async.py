"""The awaitable forms hold no thread of asyncio's pool, and cancelling them cancels the call."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from atschecker import (
    CallContext,
    CallerError,
    CancelToken,
    CriteriaExtractor,
    Document,
    DocumentError,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    JobQueue,
    JobState,
    LlmClient,
    LlmReply,
    LlmRequest,
    QueueError,
    ResumeScorer,
    criteria_from_texts,
    extract_async,
    read_async,
    score_async,
    submit_async,
    wait_async,
)
from atschecker.testing import ScriptedClient

CRITERIA = criteria_from_texts(["C++"])
RESUME = Document.from_text("jane.txt", "C++ since 2015")
JOB = Document.from_text("job.txt", "C++ engineer\nPython")


class Forbidden(ThreadPoolExecutor):
    """A pool that nothing may use."""

    def submit(self, *args: object, **kwargs: object) -> None:  # type: ignore[override]
        raise AssertionError("the pool was used")


class Gate(LlmClient):
    """Waits until it is cancelled, and says so."""

    def __init__(self) -> None:
        super().__init__()
        self.entered = threading.Event()
        self.cancelled = threading.Event()

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        assert context is not None
        self.entered.set()
        while not context.cancel.wait_for(60):
            pass
        self.cancelled.set()
        context.check()
        raise AssertionError


def make_queue(client: LlmClient, **options: int) -> JobQueue:
    return JobQueue(DocumentReader(), ResumeScorer(client, CRITERIA), **options)  # type: ignore[arg-type]


def test_jobs_are_awaited_without_threads() -> None:
    async def run() -> None:
        asyncio.get_running_loop().set_default_executor(Forbidden())
        queue = make_queue(ScriptedClient(ScriptedClient.valid(delay=0.01)))
        ids = [queue.submit(DocumentSource.from_document(RESUME)) for _ in range(20)]
        outcomes = await asyncio.gather(*(wait_async(queue, job) for job in ids))
        assert all(outcome.scorecard() for outcome in outcomes)
        assert (await wait_async(queue, ids[0])).name == "jane.txt"
        with pytest.raises(QueueError):
            await wait_async(queue, 999)

    asyncio.run(run())


def test_the_loop_runs_while_a_job_waits() -> None:
    async def run() -> None:
        client = Gate()
        queue = make_queue(client)
        job = queue.submit(DocumentSource.from_document(RESUME))
        waiting = asyncio.create_task(wait_async(queue, job))
        await asyncio.sleep(0)  # the task begins
        while not client.entered.is_set():
            await asyncio.sleep(0)
        assert not waiting.done()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        outcome = queue.wait(job)
        assert outcome is not None
        assert queue.status(job) is JobState.cancelled

    asyncio.run(run())


def test_single_calls_are_awaited() -> None:
    async def run() -> None:
        asyncio.get_running_loop().set_default_executor(Forbidden())
        client = ScriptedClient()
        document = await read_async(DocumentReader(), DocumentSource.from_bytes("jane.txt", b"C++"))
        card = await score_async(ResumeScorer(client, CRITERIA), document)
        criteria = await extract_async(CriteriaExtractor(client), JOB)
        queue = make_queue(client)
        job = await submit_async(queue, DocumentSource.from_document(document))
        assert (document.text.strip(), card.total, len(criteria)) == ("C++", 3, 2)
        assert (await wait_async(queue, job)).scorecard() is not None

    asyncio.run(run())


def test_the_error_of_a_call_is_raised_where_it_is_awaited() -> None:
    async def run() -> None:
        with pytest.raises(DocumentError):
            await read_async(DocumentReader(), DocumentSource.from_bytes("a.pdf", b""))

    asyncio.run(run())


def test_cancelling_the_task_cancels_the_call() -> None:
    async def run() -> None:
        client = Gate()
        task = asyncio.create_task(extract_async(CriteriaExtractor(client), JOB))
        await asyncio.sleep(0)  # the task begins
        while not client.entered.is_set():
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert client.cancelled.wait(60)

    asyncio.run(run())


def test_the_callers_own_context_is_heeded() -> None:
    async def run() -> None:
        token = CancelToken()
        token.cancel()
        with pytest.raises(CallerError) as caught:
            await score_async(ResumeScorer(Gate(), CRITERIA), RESUME, CallContext(cancel=token))
        assert caught.value.code is ErrorCode.cancelled

    asyncio.run(run())
