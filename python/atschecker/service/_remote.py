"""Rankings of the service that workers on other machines score."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from atschecker._core import DocumentReader, ErrorCode
from atschecker._errors import Error
from atschecker.service._scheduler import NewClient, Scheduler
from atschecker.store import Saved, Store, Tasks

if TYPE_CHECKING:
    from celery import Celery

# How often the table is asked what workers have done.
POLL_SECONDS = 0.3


class RemoteScheduler(Scheduler):
    """Sends rows to workers, and follows what they write into the database."""

    def __init__(
        self,
        store: Store,
        new_client: NewClient,
        reader: DocumentReader,
        app: Celery,
        queue: str,
    ) -> None:
        super().__init__(store, new_client, reader, workers=1)
        self._tasks_of_workers = Tasks(store)
        self._app = app
        self._queue = queue

    async def cancel(self, ranking: str) -> None:
        """Stop a ranking; what workers have begun is stored, what waits is not begun."""
        await asyncio.to_thread(self._tasks_of_workers.stop, ranking, "cancelled")
        await super().cancel(ranking)

    async def _score_all(self, ranking: Saved) -> None:
        from atschecker.distributed._publisher import publish  # noqa: PLC0415 (an optional part)

        await self._criteria(ranking, self._client(ranking))
        looked_at = 0
        seen = ranking.changes
        while True:
            saved = await asyncio.to_thread(self._store.ranking, ranking.tenant, ranking.id)
            if saved.state == "failed":
                raise Error(ErrorCode.run_aborted, saved.message or "a worker ended the ranking")
            if saved.changes > seen:
                self._count(ranking.id, saved.changes - seen)
                seen = saved.changes
            counts = await asyncio.to_thread(self._store.counts, ranking.id)
            if not counts.get("pending"):
                return
            if sum(counts.values()) > looked_at:
                # Before workers see them.
                pending = await asyncio.to_thread(self._store.pending, ranking.id, None)
                await self._set_aside(ranking, pending)
                looked_at = sum(counts.values())
            if await asyncio.to_thread(self._tasks_of_workers.add_missing, ranking.id, self._queue):
                await asyncio.to_thread(publish, self._store, self._app, self._queue)
            await asyncio.sleep(POLL_SECONDS)
