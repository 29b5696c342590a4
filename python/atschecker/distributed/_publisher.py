"""Hands tasks from the database to the broker."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from celery import Celery
from kombu import Connection as BrokerConnection
from kombu.transport import virtual
from sqlalchemy import Connection, text

from atschecker.distributed._celery import PGMQ_SCHEMES, TASK
from atschecker.distributed._message import ScoreMessage
from atschecker.store import Store, Tasks, WaitingTask

if TYPE_CHECKING:
    from kombu import Producer

# Sent in one transaction; a stop in between sends so many again, which is harmless.
BATCH = 500

Send = Callable[[Connection, Sequence[WaitingTask]], None]


def publish(store: Store, app: Celery, queue: str) -> int:
    """Send what waits for one queue; how much it was."""
    carried = _carried_by_database if _is_database(app) else _carried_by_broker
    send = carried(app, queue)
    tasks = Tasks(store)
    sent = 0
    while count := tasks.hand_over(queue, BATCH, send):
        sent += count
    return sent


def _is_database(app: Celery) -> bool:
    return urlsplit(app.conf.broker_url).scheme in PGMQ_SCHEMES


def _carried_by_broker(app: Celery, queue: str) -> Send:
    def send(_: Connection, tasks: Sequence[WaitingTask]) -> None:
        with app.connection_for_write() as broker, app.amqp.Producer(broker) as producer:
            _send_each(app, queue, tasks, producer)

    return send


def _carried_by_database(app: Celery, queue: str) -> Send:
    # The queue lies in the same database: message and mark are written together, or neither is.
    with app.connection_for_write() as broker:
        app.amqp.queues[queue](broker.default_channel).declare()

    def send(connection: Connection, tasks: Sequence[WaitingTask]) -> None:
        with BrokerConnection(transport=_Envelopes) as envelopes:
            with app.amqp.Producer(envelopes) as producer:
                _send_each(app, queue, tasks, producer)
            bodies = [json.dumps(each) for each in envelopes.transport.written]
        connection.execute(
            text("SELECT pgmq.send_batch(queue_name => :queue, msgs => CAST(:bodies AS jsonb[]))"),
            {"queue": queue, "bodies": bodies},
        )

    return send


def _send_each(app: Celery, queue: str, tasks: Sequence[WaitingTask], producer: Producer) -> None:
    for task in tasks:
        message = ScoreMessage(task.tenant, task.ranking, task.row, task.digest, task.criteria)
        app.send_task(
            TASK,
            kwargs={"message": message.to_json()},
            task_id=message.id,
            queue=queue,
            producer=producer,
            # They would be written into headers and logs.
            argsrepr="",
            kwargsrepr="",
        )


class _EnvelopeChannel(virtual.Channel):  # type: ignore[misc]
    def _put(self, _: str, message: dict[str, Any], **__: object) -> None:
        self.connection.written.append(message)

    def _new_queue(self, *_: object, **__: object) -> None:
        pass

    def _has_queue(self, *_: object, **__: object) -> bool:
        return True

    def _size(self, _: str) -> int:
        return 0


class _Envelopes(virtual.Transport):  # type: ignore[misc]
    """Takes messages as Celery writes them, for another to carry."""

    Channel = _EnvelopeChannel

    def __init__(self, client: BrokerConnection, **options: object) -> None:
        super().__init__(client, **options)
        self.written: list[dict[str, Any]] = []
        # What one channel declares is not there for others.
        self.state = virtual.BrokerState()
