"""The worker: hears the queue of its engine and scores what comes."""

from __future__ import annotations

import hashlib
import logging
import secrets
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from celery import Celery
from celery.exceptions import Reject

from atschecker.distributed._celery import TASK
from atschecker.distributed._message import MessageProblem, read_message
from atschecker.distributed._publisher import publish
from atschecker.distributed._scoring import RowScorer, Tally
from atschecker.store import Store, Tasks, Workers, WorkerState
from atschecker.store._workers import BEAT_SECONDS, moment

logger = logging.getLogger("atschecker.worker")

ID_BYTES = 8

# What is put back comes at once: a server that is away must not be asked without end.
PAUSE_SECONDS = 1


@dataclass(frozen=True)
class Place:
    """Where a worker stands, and how it works."""

    queue: str
    threads: int
    account: str = field(repr=False)
    """The key of the model account, or nothing."""
    log_level: str = "WARNING"
    id: str = field(default_factory=lambda: secrets.token_hex(ID_BYTES))
    started: str = field(default_factory=moment)

    def state(self, tally: Tally) -> WorkerState:
        """What is said of it; of the key only a digest, since workers with the same share its limits."""
        key = hashlib.sha256(f"{self.queue}:{self.account}".encode()).hexdigest()
        return WorkerState(
            id=self.id,
            queue=self.queue,
            key=key,
            host=socket.gethostname(),
            threads=self.threads,
            started=self.started,
            seen=moment(),
            in_flight=tally.in_flight,
            scored=tally.scored,
            failed=tally.failed,
            refused=tally.refused,
        )


def add_task(app: Celery, scorer: RowScorer) -> None:
    """Tell the application what to do with a message."""

    @app.task(name=TASK, shared=False)  # type: ignore[untyped-decorator]
    def score(message: dict[str, Any]) -> None:
        try:
            scorer.score(read_message(message))
        except MessageProblem as problem:
            # Nobody can score it; the row stays pending and is sent again when somebody asks.
            logger.warning("a message is dropped: %s", problem)
            scorer.tally.refuse()
            raise Reject(problem, requeue=False) from None
        except Exception as problem:  # noqa: BLE001 (whatever it is, nothing may be lost)
            # The database is away: the message is delivered again.
            logger.warning("a row is put back: %s", type(problem).__name__)
            time.sleep(PAUSE_SECONDS)
            raise Reject(type(problem).__name__, requeue=True) from None


def run(app: Celery, store: Store, scorer: RowScorer, place: Place) -> None:
    """Work until SIGTERM or Ctrl-C; what is begun is ended first."""
    ended = threading.Event()
    keeper = threading.Thread(target=_keep_up, args=(app, store, scorer, place, ended), daemon=True)
    keeper.start()
    try:
        app.Worker(
            pool="threads",
            concurrency=place.threads,
            loglevel=place.log_level,
            quiet=True,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        ).start()
    finally:
        ended.set()
        keeper.join()


def _keep_up(app: Celery, store: Store, scorer: RowScorer, place: Place, ended: threading.Event) -> None:
    """Say that the worker is there, and send what waits: a coordinator may be gone."""
    tasks, workers = Tasks(store), Workers(store)
    while True:
        try:
            scorer.share(1 / workers.announce(place.state(scorer.tally)))
            tasks.expire()
            publish(store, app, place.queue)
        except Exception:  # noqa: BLE001 (the broker or the database is away: the next look comes)
            logger.warning("what waits could not be sent; trying again")
        if ended.wait(BEAT_SECONDS):
            break
    with suppress(Exception):  # the database is away: silence says the same
        workers.leave(place.id)
