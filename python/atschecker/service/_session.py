"""/v1/session: a page's cookie in place of a key that it would have to keep."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI, Request, Response
from starlette.responses import JSONResponse

from atschecker.service._errors import RequestProblem, bad_request
from atschecker.service._identity import Identity, identity_in
from atschecker.service._json import json_body
from atschecker.service._key import SESSION_COOKIE, SESSION_PATH, Doors
from atschecker.service._v1_schema import SESSION_PATHS
from atschecker.store._keys import SESSION_HOURS


class SessionResource:
    """Opens, shows and ends a session."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def add_to(self, app: FastAPI) -> None:
        """Register the path."""
        for operation_id, (method, summary, extra) in SESSION_PATHS.items():
            app.add_api_route(
                SESSION_PATH,
                getattr(self, operation_id),
                methods=[method],
                tags=["v1"],
                operation_id=operation_id,
                summary=summary,
                response_class=JSONResponse,
                **extra,
            )

    async def open_session(self, request: Request) -> Response:
        """Send a key; the cookie that is set takes its place for twelve hours."""
        key = (await json_body(request)).get("key")
        if not isinstance(key, str):
            raise bad_request("send a JSON object with 'key'")
        known = await asyncio.to_thread(self._doors.identify, key.strip())
        if known is None:
            raise RequestProblem(401, "service_key_refused", "this is no key of the service")
        token = await asyncio.to_thread(self._doors.open_session, known[1])
        if token is None:
            raise RequestProblem(503, "not_ready", "the service is starting or ending")
        response = JSONResponse(_view(known[0]), 201)
        response.set_cookie(
            SESSION_COOKIE,
            token,
            max_age=SESSION_HOURS * 3600,
            path=_path(request),
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return response

    async def get_session(self, request: Request) -> Response:
        """Tell whose key or session it is, and what it may do."""
        return JSONResponse(_view(identity_in(request)))

    async def close_session(self, request: Request) -> Response:
        """End the session of the cookie."""
        await asyncio.to_thread(self._doors.close_session, request.cookies.get(SESSION_COOKIE, ""))
        response = Response(status_code=204)
        response.delete_cookie(SESSION_COOKIE, path=_path(request), httponly=True, samesite="strict")
        return response


def _view(identity: Identity) -> dict[str, object]:
    return {"tenant": identity.tenant, "scopes": list(identity.scopes), "actor": identity.actor}


def _path(request: Request) -> str:
    return str(request.scope.get("root_path", "")) or "/"
