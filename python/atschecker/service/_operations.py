"""What whoever runs the service looks at: readiness, figures, and a line for each request."""

from __future__ import annotations

import asyncio
import datetime
import json
import logging
import time

from fastapi import FastAPI, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atschecker.service._errors import answer
from atschecker.service._metrics import CONTENT_TYPE, Metrics
from atschecker.service._scheduler import Scheduler
from atschecker.service._v1_schema import OPERATIONS_ANSWERS
from atschecker.store import Store

logger = logging.getLogger("atschecker.access")

# A database that takes longer keeps no service ready.
READY_SECONDS = 5

# What is asked for that there is not: its path may hold anything.
UNKNOWN_ROUTE = "other"


class Operations:
    """Answers /readyz and /metrics."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._open: tuple[Store, Scheduler] | None = None

    def opened(self, store: Store, scheduler: Scheduler) -> None:
        """Take what lives as long as the application runs."""
        self._open = (store, scheduler)

    def closed(self) -> None:
        """Be ready no more."""
        self._open = None

    def add_to(self, app: FastAPI) -> None:
        """Register the paths."""
        for path, endpoint, summary in (
            ("/readyz", self.readyz, "Tell that requests can be served"),
            ("/metrics", self.metrics, "Figures for Prometheus; needs a key with the scope admin"),
        ):
            app.get(
                path,
                tags=["service"],
                operation_id=path[1:],
                summary=summary,
                response_class=Response,
                responses=OPERATIONS_ANSWERS[path],
            )(endpoint)

    async def readyz(self) -> Response:
        """Ask before traffic is sent here: the database answers, and the service is not ending."""
        if self._open is not None:
            try:
                async with asyncio.timeout(READY_SECONDS):
                    await asyncio.to_thread(self._open[0].ready)
                return JSONResponse({"status": "ready"})
            except (TimeoutError, SQLAlchemyError):
                logger.warning("the database does not answer")
        return answer(503, "not_ready", "the database does not answer, or the service is starting or ending")

    async def metrics(self) -> Response:
        """Counters since the start of the service, and gauges of now."""
        gauges: dict[str, float] = {}
        if self._open is not None:
            store, scheduler = self._open
            gauges = {
                "atschecker_rankings_running": scheduler.running(),
                "atschecker_resumes_queued": await asyncio.to_thread(store.queued),
            }
        return Response(self._metrics.text(gauges), headers={"content-type": CONTENT_TYPE})


class Measure:
    """Counts each request, and logs it by its route: never by its path or query, which may name a person."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 0
        began = time.monotonic()

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._metrics.add("atschecker_http_requests_in_flight")
        try:
            await self.app(scope, receive, send_on)
        finally:
            self._metrics.add("atschecker_http_requests_in_flight", -1)
            self._note(scope, status, time.monotonic() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", UNKNOWN_ROUTE)
        method = scope["method"] if scope["method"] in METHODS else UNKNOWN_ROUTE
        name = "atschecker_http_request"
        self._metrics.add(f"{name}s_total", method=method, route=route, status=str(status))
        self._metrics.observe(f"{name}_seconds", seconds, route=route)
        fields = {"method": method, "route": route, "status": status, "milliseconds": round(1000 * seconds)}
        logger.info("%s %s %d, %d ms", *fields.values(), extra={"fields": fields})


METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


class JsonLines(logging.Formatter):
    """A JSON object for each line of the log."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        when = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line = {
            "time": when.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        return json.dumps(line)
