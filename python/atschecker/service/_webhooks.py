"""/v1/webhooks: whom the end of a ranking is told."""

from __future__ import annotations

import base64
import secrets
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.responses import JSONResponse

from atschecker.service._access import RankingAccess, tenant_of
from atschecker.service._errors import bad_request, forbidden
from atschecker.service._json import json_body
from atschecker.service._rankings_schema import JSON, Paths, add_routes, body
from atschecker.service._webhook_sender import SECRET_BYTES, SECRET_PREFIX, Reach, Refused
from atschecker.store._webhooks import Delivery, Webhook

EVENTS = ("ranking.done", "ranking.failed", "ranking.cancelled")

TEST_EVENT = "webhook.test"

# Each end of a ranking is sent to all of them.
MAX_WEBHOOKS = 20
MAX_URL = 2000

PATHS: Paths = {
    "create_webhook": (
        "POST",
        "/v1/webhooks",
        "Ask to be told when rankings end",
        {
            "status_code": 201,
            **body(
                JSON,
                {
                    "url": {"type": "string", "format": "uri"},
                    "events": {"type": "array", "items": {"type": "string", "enum": list(EVENTS)}},
                },
                {"url": "https://hr.example.org/hooks/ats", "events": ["ranking.done"]},
                "url",
            ),
        },
    ),
    "list_webhooks": ("GET", "/v1/webhooks", "List the webhooks", {}),
    "delete_webhook": ("DELETE", "/v1/webhooks/{webhook}", "End a webhook", {"status_code": 204}),
    "list_deliveries": ("GET", "/v1/webhooks/{webhook}/deliveries", "List what was sent", {}),
    "test_webhook": ("POST", "/v1/webhooks/{webhook}/test", "Send a test", {"status_code": 202}),
}


class WebhooksResource:
    """Makes, shows, tests and ends webhooks."""

    def __init__(self, access: RankingAccess, reach: Reach) -> None:
        self._access = access
        self._reach = reach

    def add_to(self, app: FastAPI) -> None:
        """Register the paths."""
        add_routes(app, self, PATHS)

    async def create_webhook(self, request: Request) -> Response:
        """Name a URL of an allowed host; the answer has the secret of its signatures, this once."""
        given = await json_body(request)
        url, events = given.get("url"), given.get("events", list(EVENTS))
        if not isinstance(url, str) or len(url) > MAX_URL:
            raise bad_request("'url' must be a URL")
        if not isinstance(events, list) or not events or not all(each in EVENTS for each in events):
            raise bad_request(f"'events' are {', '.join(EVENTS)}")
        try:
            self._reach.check(url)
        except Refused as refused:
            raise forbidden("webhook_refused", str(refused)) from None
        tenant = tenant_of(request)
        if len(await self._access.db(lambda store: store.webhooks.all(tenant))) >= MAX_WEBHOOKS:
            raise bad_request(f"a tenant may have at most {MAX_WEBHOOKS} webhooks")
        secret = SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
        chosen = [each for each in EVENTS if each in events]
        made = await self._access.db(lambda store: store.webhooks.create(tenant, url, chosen, secret))
        return JSONResponse({**_view(made), "secret": secret}, 201)

    async def list_webhooks(self, request: Request) -> Response:
        """All of them, oldest first, without their secrets."""
        tenant = tenant_of(request)
        found = await self._access.db(lambda store: store.webhooks.all(tenant))
        return JSONResponse({"webhooks": [_view(each) for each in found]})

    async def delete_webhook(self, request: Request, webhook: str) -> Response:
        """Send nothing there any more."""
        tenant = tenant_of(request)
        await self._access.db(lambda store: store.webhooks.delete(tenant, webhook))
        return Response(status_code=204)

    async def list_deliveries(self, request: Request, webhook: str) -> Response:
        """What was sent there or is to be, newest first; kept for a week."""
        tenant = tenant_of(request)
        await self._access.db(lambda store: store.webhooks.one(tenant, webhook))
        found = await self._access.db(lambda store: store.webhooks.deliveries(webhook))
        return JSONResponse({"deliveries": [_delivery(each) for each in found]})

    async def test_webhook(self, request: Request, webhook: str) -> Response:
        """Send a message of the type webhook.test."""
        tenant = tenant_of(request)
        one = await self._access.db(lambda store: store.webhooks.one(tenant, webhook))
        delivery = await self._access.db(lambda store: store.webhooks.send(one, TEST_EVENT, {}))
        return JSONResponse({"delivery": delivery}, 202)


def _view(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": list(webhook.events),
        "created": webhook.created,
        "active": webhook.active,
    }


def _delivery(delivery: Delivery) -> dict[str, Any]:
    names = ("id", "event", "state", "attempts", "status", "created", "due")
    return {name: getattr(delivery, name) for name in names}
