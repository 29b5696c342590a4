"""Which workers are there, and what they have done."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields

from sqlalchemy import delete, func, insert, select, update

from atschecker.store._store import Store
from atschecker.store._tables import WORKERS

# A worker says so often that it is there; after three times of silence it counts as gone.
BEAT_SECONDS = 5
GONE_SECONDS = 3 * BEAT_SECONDS

# What is gone for so long is no longer of interest to whoever looks for a fault.
FORGOTTEN_SECONDS = 86_400


@dataclass(frozen=True)
class WorkerState:
    """One worker, as it said last."""

    id: str
    queue: str
    key: str
    """Workers with the same share the limits of one model account."""
    host: str
    threads: int
    started: str
    seen: str
    in_flight: int
    scored: int
    failed: int
    refused: int
    """Messages of a form that it does not know."""


class Workers:
    """The workers of a database; thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def announce(self, worker: WorkerState) -> int:
        """Say that a worker is there; how many share its account, itself included."""
        values = {each.name: getattr(worker, each.name) for each in fields(worker)}
        with self._store._transaction() as connection:
            here = WORKERS.c.id == worker.id
            if not connection.execute(update(WORKERS).where(here).values(**values)).rowcount:
                connection.execute(insert(WORKERS).values(**values))
                connection.execute(delete(WORKERS).where(WORKERS.c.seen < moment(-FORGOTTEN_SECONDS)))
            others = (WORKERS.c.key == worker.key, WORKERS.c.seen >= moment(-GONE_SECONDS))
            return int(connection.execute(select(func.count()).where(*others)).scalar_one())

    def leave(self, worker: str) -> None:
        """Say that a worker ends: others take over its part of the account."""
        with self._store._transaction() as connection:
            connection.execute(delete(WORKERS).where(WORKERS.c.id == worker))

    def present(self) -> list[WorkerState]:
        """All that are there, oldest first."""
        columns = [WORKERS.c[each.name] for each in fields(WorkerState)]
        with self._store._reading() as connection:
            found = connection.execute(
                select(*columns)
                .where(WORKERS.c.seen >= moment(-GONE_SECONDS))
                .order_by(WORKERS.c.started, WORKERS.c.id)
            ).all()
        return [WorkerState(*each) for each in found]


def moment(later: float = 0) -> str:
    """Now, or so many seconds later, as the tables have it."""
    time = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=later)
    return time.isoformat(timespec="milliseconds")
