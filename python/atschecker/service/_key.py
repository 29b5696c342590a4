"""Who may use the service from other machines: who has its key."""

from __future__ import annotations

import hashlib
import hmac
from ipaddress import ip_address
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from atschecker._engine import SettingsError, is_loopback
from atschecker.service._errors import answer
from atschecker.service._options import ServiceOptions
from atschecker.service._proxy import route_path

# What holds nothing of anybody: health, the page without its data, and what says how the service is asked.
PUBLIC_PATHS = frozenset({"/", "/healthz", "/docs", "/docs/oauth2-redirect", "/openapi.json"})
PUBLIC_FOLDERS = ("/static-offline-docs/", "/page/")

_REMEDY = (
    "set ATS_SERVICE_KEY, or say --no-key (ATS_NO_SERVICE_KEY=1) where something else decides who gets in"
)


class KeyRequired:
    """Lets in who sends the key; without one, nobody from beyond this machine unless that was asked for."""

    def __init__(self, app: ASGIApp, options: ServiceOptions) -> None:
        self.app = app
        self._expected = _digest(options.key.encode()) if options.key else None
        self._open = options.without_key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and not _is_public(scope) and (refusal := self._refusal(scope)):
            await refusal(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        if self._expected is None:
            if self._open or not _is_beyond_this_machine(scope):
                return None
            return answer(
                403, "service_key_not_set", "the service has no key, so only its own machine is served"
            )
        # Each is compared in the same time, whatever it is.
        matches = [hmac.compare_digest(_digest(key), self._expected) for key in _sent_keys(scope)]
        if any(matches):
            return None
        response = answer(
            401,
            "service_key_refused",
            "send the key of the service as Authorization: Bearer, or as X-API-Key",
        )
        response.headers["www-authenticate"] = "Bearer"
        return response


def check_key(host: str, options: ServiceOptions) -> None:
    """Raise ``SettingsError`` if other machines would be served without a key, and nobody said so."""
    if not (options.key or options.without_key or is_loopback(host)):
        raise SettingsError(f"--host {host} lets other machines use the service: {_REMEDY}")


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


def _sent_keys(scope: Scope) -> list[bytes]:
    headers = Headers(scope=scope)
    scheme, _, bearer = headers.get("authorization", "").partition(" ")
    sent = [headers.get("x-api-key", ""), bearer if scheme.lower() == "bearer" else ""]
    return [key.strip().encode("latin-1") for key in sent]


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()
