"""Who may use the service: who has its key, or one of the database."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from ipaddress import ip_address
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from atschecker._engine import SettingsError, is_loopback
from atschecker.service._errors import answer, in_problem_form
from atschecker.service._identity import (
    DEFAULT_TENANT,
    OWNER,
    Identity,
    identity_of_key,
    set_identity,
)
from atschecker.service._options import ServiceOptions
from atschecker.service._proxy import route_path
from atschecker.store import MEMORY, Store
from atschecker.store._keys import SCOPES, Keys

# What holds nothing of anybody: health, the page without its data, and what says how the service is asked.
PUBLIC_PATHS = frozenset({"/", "/healthz", "/docs", "/docs/oauth2-redirect", "/openapi.json", "/readyz"})
PUBLIC_FOLDERS = ("/static-offline-docs/", "/page/")

SESSION_PATH = "/v1/session"
SESSION_COOKIE = "ats_session"

# What tells of all tenants.
ADMIN_PATHS = frozenset({"/metrics"})

_REMEDY = (
    "set ATS_SERVICE_KEY, or say --no-key (ATS_NO_SERVICE_KEY=1) where something else decides who gets in; "
    "atschecker keys create makes a key, too"
)


class Doors:
    """Tells whose key or session something is."""

    def __init__(self, options: ServiceOptions) -> None:
        self._own = _digest(options.key.encode()) if options.key else None
        self._without_key = options.without_key
        self._keys: Keys | None = None

    def opened(self, store: Store) -> None:
        """Take the keys of the database."""
        self._keys = store.keys

    def identify(self, key: str) -> tuple[Identity, str] | None:
        """Whose key this is, and what a session of it is kept under. It blocks."""
        # Compared in the same time, whatever it is.
        if self._own is not None and hmac.compare_digest(_digest(key.encode("utf-8", "replace")), self._own):
            return Identity(DEFAULT_TENANT, SCOPES, "service"), self._own_name()
        found = self._keys.find(key) if self._keys is not None else None
        return None if found is None else (identity_of_key(found), found.id)

    def identify_session(self, token: str) -> Identity | None:
        """Who opened this session. It blocks."""
        opener = self._keys.session(token) if self._keys is not None and token else None
        if self._keys is None or opener is None:
            return None
        if self._own is not None and hmac.compare_digest(opener, self._own_name()):
            return Identity(DEFAULT_TENANT, SCOPES, "service")
        key = self._keys.usable(opener)
        return None if key is None else identity_of_key(key)

    def asks_for_key(self) -> bool:
        """Whether who sends none is refused. It blocks."""
        if self._without_key:
            return self._own is not None
        return self._own is not None or (self._keys is not None and self._keys.exist())

    def open_session(self, opener: str) -> str | None:
        """Open one; None where there is no database."""
        return self._keys.open_session(opener) if self._keys is not None else None

    def close_session(self, token: str) -> None:
        """End one."""
        if self._keys is not None:
            self._keys.close_session(token)

    def _own_name(self) -> str:
        # Sessions of the service's key end when another is set; the column shows nothing of it.
        return f"service:{_digest(self._own or b'').hex()}"


class KeyRequired:
    """Lets in who sends a key, and tells the endpoints whose it is.

    Where there is none, this machine is served, and others only if that was asked for.
    """

    def __init__(self, app: ASGIApp, options: ServiceOptions, doors: Doors) -> None:
        self.app = app
        self._doors = doors
        self._open = options.without_key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or _is_public(scope):
            await self.app(scope, receive, send)
            return
        found = await self._identity(scope)
        if isinstance(found, Identity) and not found.may(_scope_of(scope)):
            found = answer(403, "scope_missing", f"this key may not do that: it lacks '{_scope_of(scope)}'")
        if isinstance(found, Identity):
            set_identity(scope, found)
            await self.app(scope, receive, send)
        else:
            await in_problem_form(Request(scope), found)(scope, receive, send)

    async def _identity(self, scope: Scope) -> Identity | JSONResponse:
        keys = _sent_keys(scope)
        for key in keys:
            if (known := await asyncio.to_thread(self._doors.identify, key)) is not None:
                return known[0]
        token = cookie_parser(Headers(scope=scope).get("cookie", "")).get(SESSION_COOKIE, "")
        if not keys and (member := await asyncio.to_thread(self._doors.identify_session, token)) is not None:
            return member
        if await asyncio.to_thread(self._doors.asks_for_key):
            return _refused()
        if self._open or not _is_beyond_this_machine(scope):
            return OWNER
        return answer(403, "service_key_not_set", "the service has no key, so only its own machine is served")


def _refused() -> JSONResponse:
    response = answer(
        401, "service_key_refused", "send the key of the service as Authorization: Bearer, or as X-API-Key"
    )
    response.headers["www-authenticate"] = "Bearer"
    return response


def _scope_of(scope: Scope) -> str:
    if route_path(scope) in ADMIN_PATHS:
        return "admin"
    return "read" if scope["method"] in ("GET", "HEAD", "OPTIONS") else "write"


def check_key(host: str, options: ServiceOptions) -> None:
    """Raise ``SettingsError`` if other machines would be served without a key, and nobody said so."""
    if options.key or options.without_key or is_loopback(host) or _has_keys(options.database_url):
        return
    raise SettingsError(f"--host {host} lets other machines use the service: {_REMEDY}")


def _has_keys(url: str) -> bool:
    if url in ("", MEMORY):
        return False
    store = Store(url)
    try:
        return store.keys.exist()
    finally:
        store.close()


def describe_key(app: FastAPI) -> None:
    """Tell in the schema that a key is needed, so that the page of /docs asks for it."""
    schemes = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }

    def openapi() -> dict[str, Any]:
        schema = FastAPI.openapi(app)
        schema.setdefault("components", {})["securitySchemes"] = schemes
        schema["security"] = [{name: []} for name in schemes]
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


def _is_public(scope: Scope) -> bool:
    path = route_path(scope)
    if path == SESSION_PATH:
        return bool(scope["method"] in ("POST", "DELETE"))  # it looks at the key itself
    is_read = scope["method"] in ("GET", "HEAD")
    return is_read and (path in PUBLIC_PATHS or path.startswith(PUBLIC_FOLDERS))


def _is_beyond_this_machine(scope: Scope) -> bool:
    """The address that was asked is none of the loopback interface; sockets of files have none."""
    server = scope.get("server")
    try:
        address = str(ip_address(server[0])) if server else ""
    except ValueError:
        return False
    return bool(address) and not is_loopback(address)


def _sent_keys(scope: Scope) -> list[str]:
    headers = Headers(scope=scope)
    scheme, _, bearer = headers.get("authorization", "").partition(" ")
    sent = [headers.get("x-api-key", ""), bearer if scheme.lower() == "bearer" else ""]
    return [key.strip() for key in sent if key.strip()]


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()
