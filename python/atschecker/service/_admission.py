"""How much may be on its way at once, and how slowly: nobody can hold the service up by sending."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atschecker.service._errors import RequestProblem, answer, in_problem_form
from atschecker.service._options import MIB

# What a client may ask for again after: most uploads are through by then.
RETRY_SECONDS = 5


@dataclass(frozen=True)
class BodyLimits:
    """What holds for the bodies of all requests together, and for the pace of each."""

    at_once: int = 64
    """Bodies on their way: each holds a descriptor and a parser."""
    bytes_at_once: int = 1024 * MIB
    """Bytes of these that have come: they lie in temporary files."""
    idle_seconds: float = 30
    """Without a byte a client is gone, whatever its connection says."""
    grace_seconds: float = 60
    """After this the least rate holds: slow lines start slowly."""
    least_rate: float = 2048
    """Bytes a second on average: a line of 16 kbit/s."""
    seconds: float = 3600
    """For a whole body: 256 MiB over a line of 600 kbit/s."""


class AdmitBody:
    """Bounds the bodies that are received at once, and ends those that come too slowly."""

    def __init__(self, app: ASGIApp, limits: BodyLimits | None = None) -> None:
        self.app = app
        self._limits = limits or BodyLimits()
        self._bodies = 0
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not _has_body(scope):
            await self.app(scope, receive, send)
            return
        if self._bodies >= self._limits.at_once:
            response = in_problem_form(Request(scope), answer(503, "too_many_uploads", _BUSY))
            response.headers["retry-after"] = str(RETRY_SECONDS)
            await response(scope, receive, send)
            return
        body = _Body(self, receive)
        self._bodies += 1
        try:
            await self.app(scope, body.receive, send)
        finally:
            body.end()

    def take(self, size: int) -> None:
        """Count what came. Raises ``RequestProblem``."""
        self._bytes += size
        if self._bytes > self._limits.bytes_at_once:
            raise RequestProblem(503, "too_many_uploads", _BUSY)

    def release(self, size: int) -> None:
        """Forget a body that has ended."""
        self._bodies -= 1
        self._bytes -= size

    @property
    def limits(self) -> BodyLimits:
        """What holds."""
        return self._limits


_BUSY = "too much is being sent at once: send it again in some seconds"


class _Body:
    def __init__(self, admission: AdmitBody, receive: Receive) -> None:
        self._admission = admission
        self._receive = receive
        self._began = time.monotonic()
        self._size = 0
        self._more = True

    async def receive(self) -> Message:
        if not self._more:
            return await self._receive()  # waits for the client to leave
        limits = self._admission.limits
        try:
            async with asyncio.timeout(limits.idle_seconds):
                message = await self._receive()
        except TimeoutError:
            raise _slow(f"nothing came for {limits.idle_seconds:g} seconds") from None
        self._more = message["type"] == "http.request" and bool(message.get("more_body", False))
        size = len(message.get("body", b""))
        self._size += size
        self._admission.take(size)
        if self._more:
            self._check_pace(limits)
        return message

    def _check_pace(self, limits: BodyLimits) -> None:
        seconds = time.monotonic() - self._began
        if seconds > limits.seconds:
            raise _slow(f"the body took longer than {limits.seconds:g} seconds")
        if seconds > limits.grace_seconds and self._size / seconds < limits.least_rate:
            raise _slow(f"the body comes at less than {limits.least_rate:g} bytes a second")

    def end(self) -> None:
        self._admission.release(self._size)


def _slow(detail: str) -> RequestProblem:
    return RequestProblem(408, "upload_too_slow", detail)


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
