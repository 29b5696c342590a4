"""The worker: hears the queue of its engine and scores what comes."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from celery import Celery
from celery.exceptions import Reject

from atschecker.distributed._celery import TASK
from atschecker.distributed._message import MessageProblem, read_message
from atschecker.distributed._publisher import publish
from atschecker.distributed._scoring import RowScorer
from atschecker.store import Store, Tasks

logger = logging.getLogger("atschecker.worker")

# So often a worker looks whether a coordinator was stopped before it had sent all, or a worker was lost.
OUTBOX_SECONDS = 5

# What is put back comes at once: a server that is away must not be asked without end.
PAUSE_SECONDS = 1


def add_task(app: Celery, scorer: RowScorer) -> None:
    """Tell the application what to do with a message."""

    @app.task(name=TASK, shared=False)  # type: ignore[untyped-decorator]
    def score(message: dict[str, Any]) -> None:
        try:
            scorer.score(read_message(message))
        except MessageProblem as problem:
            # Nobody can score it; the row stays pending and is sent again when somebody asks.
            logger.warning("a message is dropped: %s", problem)
            raise Reject(problem, requeue=False) from None
        except Exception as problem:  # noqa: BLE001 (whatever it is, nothing may be lost)
            # The database is away: the message is delivered again.
            logger.warning("a row is put back: %s", type(problem).__name__)
            time.sleep(PAUSE_SECONDS)
            raise Reject(type(problem).__name__, requeue=True) from None


def run(app: Celery, store: Store, queue: str, threads: int, log_level: str) -> None:
    """Work until SIGTERM or Ctrl-C; what is begun is ended first."""
    ended = threading.Event()
    sender = threading.Thread(target=_send_what_waits, args=(app, store, queue, ended), daemon=True)
    sender.start()
    try:
        app.Worker(
            pool="threads",
            concurrency=threads,
            loglevel=log_level,
            quiet=True,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        ).start()
    finally:
        ended.set()
        sender.join()


def _send_what_waits(app: Celery, store: Store, queue: str, ended: threading.Event) -> None:
    tasks = Tasks(store)
    while not ended.wait(OUTBOX_SECONDS):
        try:
            tasks.expire()
            publish(store, app, queue)
        except Exception:  # noqa: BLE001 (the broker or the database is away: the next look comes)
            logger.warning("what waits could not be sent; trying again")
