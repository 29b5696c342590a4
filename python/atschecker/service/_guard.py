"""What stands before every endpoint: who may ask, how much may be sent, and what a defect may show."""

from __future__ import annotations

import asyncio
import logging
import traceback
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atschecker._engine import is_loopback
from atschecker.service._errors import (
    RequestProblem,
    answer,
    bad_request,
    forbidden,
    in_problem_form,
    too_large,
)
from atschecker.service._proxy import route_path

logger = logging.getLogger("atschecker.service")

# A client that is still sending when it is refused reads the answer only when it has finished, and a
# connection that is closed with unread data loses the answer. So what comes is dropped, this long.
LINGER_SECONDS = 10

DEFAULT_PORTS = {"http": 80, "https": 443}

# Requests that change nothing, and that pages of others may make without reading the answer.
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

# Nothing may come from or go to another server.
_POLICY = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
# Pictures of pages are fetched with the key, which the address of an image could not carry.
CONTENT_POLICY = f"{_POLICY}; img-src 'self' blob:"
# Swagger UI's page is one inline script.
DOCS_POLICY = (
    f"{_POLICY}; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
)
DOCS_PATHS = ("/docs", "/docs/oauth2-redirect")


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
        policy = DOCS_POLICY if route_path(scope) in DOCS_PATHS else CONTENT_POLICY

        async def send_on(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["x-content-type-options"] = "nosniff"
                headers.setdefault("content-security-policy", policy)  # an answer may ask for a stricter one
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
            await in_problem_form(Request(scope), response)(scope, receive, send_on)


class OwnPagesOnly:
    """Keeps web pages of strangers from using a service that runs on the visitor's machine or network.

    Their forms would be sent with an ``Origin`` that is not ours, or as ``cross-site``; a name that was made
    to point to this machine (DNS rebinding) shows in ``Host``.
    """

    def __init__(self, app: ASGIApp, allowed_hosts: tuple[str, ...], own_host: str = "") -> None:
        self.app = app
        self.allowed_hosts = allowed_hosts
        self.served = {*allowed_hosts, own_host} - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        problem = self._problem(scope) if scope["type"] == "http" else None
        if problem is None:
            await self.app(scope, receive, send)
        else:
            await _refusal(scope, problem)(scope, receive, send)

    def _problem(self, scope: Scope) -> RequestProblem | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) > 1:
            return bad_request("the request has several Host headers", "host_repeated")
        own = _place(scope.get("scheme", "http"), hosts[0] if hosts else "")
        if not self._is_served(own, scope):
            return forbidden("host_not_allowed", "this host name is not served: add it to ATS_ALLOWED_HOSTS")
        if not self._may_ask(headers, own, scope):
            return forbidden("origin_not_allowed", "pages of other sites may not use this service")
        return None

    def _is_served(self, own: Place, scope: Scope) -> bool:
        if self._is_ours(own.name, scope):
            return True
        # Load balancers ask by address, or by none; a name that points here by a trick is no address.
        is_health = route_path(scope) == "/healthz" and scope["method"] in ("GET", "HEAD")
        return is_health and (not own.text or is_address(own.name))

    def _is_ours(self, name: str, scope: Scope) -> bool:
        if is_loopback(name) or "*" in self.allowed_hosts or name in self.served:
            return True
        # What serves in tests has a name and no address; a socket always has an address.
        server = scope.get("server") or ("", None)
        return bool(name) and name == server[0] and not is_address(name)

    def _may_ask(self, headers: Headers, own: Place, scope: Scope) -> bool:
        site = headers.get("sec-fetch-site", "").lower()
        if site == "cross-site" and scope["method"] not in SAFE_METHODS:
            return False
        origin = headers.get("origin")
        if origin is None:
            return True
        scheme, _, authority = origin.partition("://")
        page = _place(scheme.lower(), authority)
        if not page.name:
            return False
        if (page.scheme, page.name, page.port) == (own.scheme, own.name, own.port):
            return True
        # A proxy may pass another Host than it was asked by. That the page is of the same origin the browser
        # says; of a name that was given, the usual ports are its.
        is_named = page.name in self.allowed_hosts
        if site == "same-origin" and (is_named or is_loopback(page.name)):
            return True
        return is_named and page.port == DEFAULT_PORTS.get(page.scheme)


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
            await _refusal(scope, problem)(scope, receive, send)
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


def _refusal(scope: Scope, problem: RequestProblem) -> JSONResponse:
    return in_problem_form(Request(scope), answer(problem.status, problem.code, problem.detail))


def _frames(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " <- ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))


@dataclass(frozen=True)
class Place:
    """Where a page or a service is."""

    text: str
    scheme: str
    name: str  # lower case, without brackets; empty for nonsense
    port: int | None


def _place(scheme: str, authority: str) -> Place:
    """Read a Host header, or what follows the scheme of an Origin."""
    try:
        parts = urlsplit(f"//{authority}")
        name = "" if parts.path or parts.query or parts.fragment or parts.username else parts.hostname or ""
        port = parts.port or DEFAULT_PORTS.get(scheme)
    except ValueError:
        name, port = "", None
    return Place(authority, scheme, name.rstrip("."), port)


def is_address(name: str) -> bool:
    """Tell whether a host is given by address."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _declared_length(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "")
    # 20 digits are more than any limit. Nonsense was refused by the server.
    return int(text[:20]) if text.isascii() and text.isdecimal() else 0


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
