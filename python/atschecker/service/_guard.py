"""What stands before every endpoint: who may ask, how much may be sent, and what a defect may show."""

from __future__ import annotations

import asyncio
import logging
import traceback
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atschecker._engine import is_loopback
from atschecker.service._errors import RequestProblem, answer, forbidden, too_large

logger = logging.getLogger("atschecker.service")

# A client that is still sending when it is refused reads the answer only when it has finished, and a
# connection that is closed with unread data loses the answer. So what comes is dropped, this long.
LINGER_SECONDS = 10

# Swagger UI's page is one inline script; nothing may come from or go to another server.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)


class HideDefects:
    """Answers 500 for what nobody expected. Its text may quote a document: it is neither sent nor logged.

    A request that the server cancels, because it stops, is answered 503.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_on(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message).update(
                    {"x-content-type-options": "nosniff", "content-security-policy": CONTENT_POLICY}
                )
            await send(message)

        try:
            await self.app(scope, receive, send_on)
            return
        except asyncio.CancelledError:
            # The request ends here, as was asked for: servers log what is raised on as an error.
            response = answer(503, "service_stopping", "the service is stopping; nothing was scored")
        except Exception as error:  # noqa: BLE001 (whatever it is)
            logger.error("a defect: %s at %s", type(error).__name__, _frames(error))
            response = answer(500, "internal", "the service failed; its log says where")
        if not started:
            await response(scope, receive, send_on)


class OwnPagesOnly:
    """Keeps web pages of strangers from using a service that runs on the visitor's machine.

    Their forms would be sent with an ``Origin`` that is not ours; a name that was made to point to this
    machine (DNS rebinding) shows in ``Host``.
    """

    def __init__(self, app: ASGIApp, allowed_hosts: tuple[str, ...]) -> None:
        self.app = app
        self.allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        problem = self._problem(scope) if scope["type"] == "http" else None
        if problem is None:
            await self.app(scope, receive, send)
        else:
            await answer(problem.status, problem.code, problem.detail)(scope, receive, send)

    def _problem(self, scope: Scope) -> RequestProblem | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_allowed(_host_name(host), scope):
            return forbidden("host_not_allowed", "this host name is not served: add it to ATS_ALLOWED_HOSTS")
        origin = headers.get("origin")
        if origin is not None and origin.lower().partition("://")[2] != host.lower():
            return forbidden("origin_not_allowed", "pages of other sites may not use this service")
        return None

    def _is_allowed(self, name: str, scope: Scope) -> bool:
        if self.allowed_hosts:
            return "*" in self.allowed_hosts or name in self.allowed_hosts
        server = scope.get("server")
        return server is None or not is_loopback(server[0]) or is_loopback(name)


class LimitBody:
    """Refuses a body that is too large as soon as that is known."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        problem = too_large(f"a request may have at most {self.max_bytes} bytes")
        if _declared_length(scope) > self.max_bytes:
            await answer(problem.status, problem.code, problem.detail)(scope, receive, send)
            return
        seen = 0

        async def count() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.max_bytes:
                raise problem
            return message

        await self.app(scope, count, send)


class Linger:
    """Lets a client that is refused while it sends read its answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not _has_body(scope):
            await self.app(scope, receive, send)
            return
        asked = False
        more = True

        async def watch() -> Message:
            nonlocal asked, more
            asked = True
            message = await receive()
            more = message["type"] == "http.request" and message.get("more_body", False)
            return message

        async def send_on(message: Message) -> None:
            # Without having been asked to go on, a client that expects 100 sends nothing.
            waits = more and (asked or "expect" not in Headers(scope=scope))
            if message["type"] == "http.response.start" and more:
                MutableHeaders(scope=message)["connection"] = "close"
            last = message["type"] == "http.response.body" and not message.get("more_body", False)
            if not (last and waits):
                await send(message)
                return
            await send({**message, "more_body": True})
            with suppress(TimeoutError):
                async with asyncio.timeout(LINGER_SECONDS):
                    while more:
                        await watch()
            await send({"type": "http.response.body", "body": b"", "more_body": False})

        await self.app(scope, watch, send_on)


def _frames(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " <- ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))


def _host_name(host: str) -> str:
    """The name in a Host header: lower case, without port and brackets; empty for nonsense."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _declared_length(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "")
    # 20 digits are more than any limit. Nonsense was refused by the server.
    return int(text[:20]) if text.isascii() and text.isdecimal() else 0


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
