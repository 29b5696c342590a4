"""Hands tasks from the database to the broker."""

from __future__ import annotations

from celery import Celery

from atschecker.distributed._celery import TASK
from atschecker.distributed._message import ScoreMessage
from atschecker.store import Store, Tasks

# Sent between two looks at the database; a stop in between sends so many again, which is harmless.
BATCH = 500


def publish(store: Store, app: Celery, queue: str) -> int:
    """Send what waits for one queue; how much it was."""
    tasks = Tasks(store)
    sent = 0
    versions: dict[str, int] = {}
    while batch := tasks.waiting(queue, BATCH):
        with app.connection_for_write() as connection, app.amqp.Producer(connection) as producer:
            for task in batch:
                if task.ranking not in versions:
                    versions[task.ranking] = store.criteria_version(task.ranking)
                message = ScoreMessage(
                    task.tenant, task.ranking, task.row, task.digest, versions[task.ranking]
                )
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
        tasks.mark_sent([task.row for task in batch])
        sent += len(batch)
    return sent
