"""The rankings of the database, as the endpoints reach them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.requests import Request

from atschecker.service._errors import RequestProblem
from atschecker.service._identity import identity_in
from atschecker.service._lists import Lists, Standings
from atschecker.service._scheduler import Scheduler
from atschecker.store import Entry, OnHold, Saved, Store, Unknown

T = TypeVar("T")


class RankingAccess:
    """Reads rankings of a tenant, off the event loop; what is not there is a 404."""

    def __init__(self) -> None:
        self._lists = Lists()
        self._open: tuple[Store, Scheduler] | None = None

    def opened(self, store: Store, scheduler: Scheduler) -> None:
        """Take what lives as long as the application runs."""
        self._open = (store, scheduler)

    def closed(self) -> None:
        """Answer no more."""
        self._open = None

    @property
    def is_open(self) -> bool:
        """Whether the service is neither starting nor ending."""
        return self._open is not None

    @property
    def scheduler(self) -> Scheduler:
        """What scores. Raises ``RequestProblem`` while there is none."""
        return self._opened()[1]

    def forget(self, ranking: str) -> None:
        """Drop what is in memory of a ranking that is erased."""
        self._lists.forget(ranking)

    async def db(self, call: Callable[[Store], T]) -> T:
        """Call the store."""
        store = self._opened()[0]
        try:
            return await asyncio.to_thread(call, store)
        except Unknown:
            raise not_found() from None
        except OnHold:
            raise on_hold() from None

    async def saved(self, tenant: str, ranking: str) -> Saved:
        """A ranking."""
        return await self.db(lambda store: store.ranking(tenant, ranking))

    async def entry(self, tenant: str, ranking: str, row: str) -> tuple[Saved, Entry]:
        """A row of a ranking."""
        saved = await self.saved(tenant, ranking)
        return saved, await self.db(lambda store: store.entry(ranking, row))

    async def table(self, saved: Saved) -> Standings:
        """Where its rows stand."""
        return await self.db(lambda store: self._lists.standings(store, saved))

    def _opened(self) -> tuple[Store, Scheduler]:
        if self._open is None:
            raise RequestProblem(503, "not_ready", "the service is starting or ending")
        return self._open


def tenant_of(request: Request) -> str:
    """Whose rankings are asked for."""
    return identity_in(request).tenant


def not_found() -> RequestProblem:
    """What is not there, or another tenant's."""
    return RequestProblem(404, "not_found", "there is no such ranking or row")


def on_hold() -> RequestProblem:
    """What may not be erased."""
    return RequestProblem(409, "on_hold", "this ranking is held against erasure")
