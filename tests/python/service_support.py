"""The service, running on the loopback interface, and the engines that its tests need."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx
import uvicorn
from starlette.types import ASGIApp

from atschecker import CallContext, LlmClient, LlmReply, LlmRequest
from atschecker._engine import Settings
from atschecker.service import ServiceOptions, create_app
from atschecker.testing import valid_reply

# A machine that is busy is slow; nothing here takes a second otherwise.
PATIENCE = 60

CRITERIA = ["C++", "German"]


@contextmanager
def running(app: ASGIApp, port: int = 0) -> Iterator[httpx.Client]:
    """Serve the application, on a free port unless one is named; give a client for it."""
    config = uvicorn.Config(app, port=port, log_config=None, ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def service(
    engine: LlmClient | None = None,
    options: ServiceOptions | None = None,
    workers: int = 4,
    port: int = 0,
) -> Iterator[httpx.Client]:
    """The service with an engine; without one, with the offline engine."""
    app = create_app(Settings(workers=workers), options or ServiceOptions(), client=engine)
    with running(app, port) as client:
        yield client


def score(
    client: httpx.Client, files: Sequence[tuple[str, bytes]], criteria: object = CRITERIA
) -> httpx.Response:
    """Send a request to /score-resumes."""
    text = criteria if isinstance(criteria, str) else json.dumps(criteria)
    return client.post("/score-resumes", data={"criteria": text}, files=[("files", file) for file in files])


def resume(points: int) -> bytes:
    """A resume that MarkingEngine gives so many points for each criterion."""
    return f"{points} points\nWrote C++ for a long time".encode()


class MarkingEngine(LlmClient):
    """Gives each resume the points that its first character says."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Answer."""
        self.calls += 1
        text = next(section.text for section in request.sections if section.label == "resume")
        return LlmReply(text=valid_reply(request, float(text[0])), model="marking-1")


class WaitingEngine(LlmClient):
    """Answers when it is told to, or ends when it is cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Semaphore(0)
        self.may_answer = threading.Event()
        self.cancelled = threading.Semaphore(0)
        self.calls = 0

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Wait, then answer."""
        assert context is not None
        self.calls += 1
        self.asked.release()
        while not self.may_answer.wait(0.01):
            if context.cancel.cancelled():
                self.cancelled.release()
                context.check()
        return LlmReply(text=valid_reply(request), model="slow-1")

    def wait_until_asked(self, times: int) -> None:
        """Wait until so many requests are waiting."""
        for _ in range(times):
            assert self.asked.acquire(timeout=PATIENCE)
