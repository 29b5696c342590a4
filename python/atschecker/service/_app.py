"""How the parts are put together and run."""

from __future__ import annotations

import asyncio
import copy
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from atschecker._core import (
    DocumentReader,
    LlmClient,
    LogLevel,
    Outcome,
    Price,
    RecordingClient,
    ReplyStore,
    Usage,
    cost_of,
    to_string,
    version,
)
from atschecker._engine import OFFLINE, Clients, Settings
from atschecker._environment import settings_from
from atschecker._listen import listen
from atschecker._prices import price_of
from atschecker.distributed._broker import open_broker
from atschecker.service._admission import AdmitBody, BodyLimits
from atschecker.service._endpoints import Endpoints
from atschecker.service._guard import HideDefects, LimitBody, Linger, OwnPagesOnly
from atschecker.service._key import Doors, KeyRequired, check_key, describe_key
from atschecker.service._law import SystemFacts
from atschecker.service._metrics import Metrics
from atschecker.service._operations import JsonLines, Measure, Operations
from atschecker.service._options import ServiceOptions, options_from, with_host
from atschecker.service._page import add_page
from atschecker.service._people_resource import PeopleResource
from atschecker.service._proxy import Prefix
from atschecker.service._rankings import RankingsResource
from atschecker.service._remote import RemoteScheduler
from atschecker.service._retention import sweeping
from atschecker.service._runs import Runs
from atschecker.service._scheduler import NewClient, Scheduler
from atschecker.service._session import SessionResource
from atschecker.service._v1 import CriteriaResource
from atschecker.service._webhook_sender import Reach, sending
from atschecker.service._webhooks import WebhooksResource
from atschecker.store import MEMORY, Store

logger = logging.getLogger("atschecker.service")

DESCRIPTION = """
Takes the criteria out of a job description, and ranks resumes by them. Every score rests on what the resume
shows; a file that cannot be read is a row with its error.
"""

# After Ctrl-C, what a request that is nearly done may still take; then its jobs are cancelled.
GRACE_SECONDS = 5


def create_app(
    settings: Settings | None = None,
    options: ServiceOptions | None = None,
    *,
    client: LlmClient | None = None,
    client_identity: str = "",
    body_limits: BodyLimits | None = None,
) -> FastAPI:
    """Make the service.

    ``settings`` say which engine answers and ``options`` what a request may cost; without them the
    environment does, as for the command line. ``client`` answers in place of the engine of the settings:
    for hosts with an engine of their own, and for tests; its answers are kept with the rankings if
    ``client_identity`` names whatever can change them. ``body_limits`` say how much may be on its way at
    once and how slowly.
    """
    settings = settings if settings is not None else settings_from(os.environ)
    options = options if options is not None else options_from(os.environ)
    reader = DocumentReader(
        max_bytes=options.max_file_bytes,
        find_hidden_text=options.find_hidden_text,
        pdf_documents_per_worker=1,  # Uploads of many people meet here.
        log=_log,
    )
    clients = Clients(settings, _log)
    new_client = clients.new if client is None else partial(_own_client, client, client_identity)
    runs = Runs(new_client, reader, settings.workers)
    model = settings.model or OFFLINE
    rankings = RankingsResource(options, reader, settings.engine, model, price_of(settings.model or ""))

    reach = Reach(options.webhook_hosts, options.webhook_private)
    doors = Doors(options)
    metrics = Metrics()
    operations = Operations(metrics)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        store = await asyncio.to_thread(Store, options.database_url or MEMORY)
        scheduler = await _scheduler(store, settings, options, new_client, reader)
        scheduler.on_outcome = partial(_count, metrics, price_of(settings.model or ""))
        rankings.access.opened(store, scheduler)
        doors.opened(store)
        operations.opened(store, scheduler)
        await scheduler.continue_unfinished()
        try:
            async with sweeping(store, options.retention_days, rankings.access.forget), sending(store, reach):
                yield
        finally:
            rankings.access.closed()
            operations.closed()
            await scheduler.stop()
            store.close()

    app = FastAPIOffline(
        lifespan=lifespan,
        redoc_url=None,
        title="atschecker",
        version=version(),
        description=DESCRIPTION,
        # Swagger UI would have the schema checked by a server of its makers.
        swagger_ui_parameters={"validatorUrl": None, "tryItOutEnabled": True},
    )
    Endpoints(runs, options, model).add_to(app)
    CriteriaResource(runs, options).add_to(app)
    rankings.add_to(app)
    PeopleResource(rankings.access, options, _facts(settings, options, model)).add_to(app)
    WebhooksResource(rankings.access, reach).add_to(app)
    SessionResource(doors).add_to(app)
    operations.add_to(app)
    add_page(app)
    # The last one added is the outermost.
    app.add_middleware(LimitBody, max_bytes=options.max_total_bytes)
    app.add_middleware(AdmitBody, limits=body_limits)
    app.add_middleware(KeyRequired, options=options, doors=doors)
    app.add_middleware(OwnPagesOnly, allowed_hosts=options.allowed_hosts, own_host=options.own_host)
    app.add_middleware(HideDefects)
    app.add_middleware(Measure, metrics=metrics)
    app.add_middleware(Linger)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(options.trusted_proxies))
    # It looks at who is connected, which the one before replaces by whom a proxy names.
    app.add_middleware(Prefix, root_path=options.root_path, trusted=options.trusted_proxies)
    if options.key:
        describe_key(app)
    return app


def _facts(settings: Settings, options: ServiceOptions, model: str) -> SystemFacts:
    return SystemFacts(
        engine=settings.engine,
        model=model,
        redacts=settings.redact and settings.leaves_process,
        leaves_machine=settings.leaves_machine,
        retention_days=options.retention_days,
    )


def _own_client(client: LlmClient, identity: str, replies: ReplyStore | None = None) -> LlmClient:
    return RecordingClient(client, replies, identity) if replies is not None and identity else client


async def _scheduler(
    store: Store,
    settings: Settings,
    options: ServiceOptions,
    new_client: NewClient,
    reader: DocumentReader,
) -> Scheduler:
    if not options.remote_workers:
        return Scheduler(store, new_client, reader, settings.workers or os.cpu_count() or 1)
    url = options.database_url or MEMORY
    broker = await asyncio.to_thread(open_broker, url, options.broker_url, settings)
    return RemoteScheduler(store, new_client, reader, *broker)


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    *,
    log_level: str = "info",
    options: ServiceOptions | None = None,
) -> None:
    """Run the service until Ctrl-C. Only this machine reaches it unless another address is given.

    Another address needs a key, or the word that there is none. Raises ``SettingsError`` where neither is
    there, and ``ListenProblem`` if the address or the port cannot be had.
    """
    options = options if options is not None else options_from(os.environ)
    check_key(host, options)
    config = uvicorn.Config(
        create_app(settings, with_host(options, host)),
        host=host,
        port=port,
        log_level=log_level,
        log_config=_log_config(log_level, as_json=options.log_json),
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        access_log=False,  # it would hold paths and queries as they came; Measure logs routes
        proxy_headers=False,  # create_app() does it
    )
    sockets = listen(host, port)
    with suppress(KeyboardInterrupt):  # how the server ends
        _Server(config).run(sockets=sockets)


class _Server(uvicorn.Server):
    """Says where it listens, which uvicorn does only of sockets that it opened itself."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if sockets and not self.should_exit:
            host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
            port = sockets[0].getsockname()[1]
            logger.info("Uvicorn running on http://%s:%d (Press CTRL+C to quit)", host, port)


def _count(metrics: Metrics, price: Price | None, outcome: Outcome) -> None:
    card, failure = outcome.scorecard(), outcome.failure()
    metrics.add("atschecker_resumes_total", state="failed" if card is None else "scored")
    if failure is not None:
        metrics.add("atschecker_resume_failures_total", code=to_string(failure.code))
    usage = card.usage if card is not None else failure.usage if failure is not None else Usage()
    metrics.add("atschecker_model_calls_total", usage.requests)
    for kind, count in (("prompt", usage.prompt_tokens), ("completion", usage.completion_tokens)):
        metrics.add("atschecker_tokens_total", count, kind=kind)
    if price is not None:
        metrics.add("atschecker_cost_total", cost_of(usage, price))


def _log(level: LogLevel, line: str) -> None:
    levels = {LogLevel.debug: logging.DEBUG, LogLevel.info: logging.INFO, LogLevel.warning: logging.WARNING}
    logger.log(levels[level], "%s", line)


def _log_config(level: str, *, as_json: bool) -> dict[str, Any]:
    """Uvicorn's own, with our lines in the same form."""
    config = copy.deepcopy(uvicorn.config.LOGGING_CONFIG)
    config["loggers"]["atschecker"] = {"handlers": ["default"], "level": level.upper(), "propagate": False}
    if as_json:
        config["formatters"]["default"] = {"()": JsonLines}
    return config
