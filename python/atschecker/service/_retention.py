"""How long finished rankings stay."""

from __future__ import annotations

import asyncio
import datetime
import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.exc import SQLAlchemyError

from atschecker.store import OnHold, Store, Unknown

logger = logging.getLogger("atschecker.service")

# Terms are counted in days: erasing within the hour is soon enough.
SWEEP_SECONDS = 3600

_TERM = re.compile(r"([1-9]\d{0,3})([dmy])")
_DAYS = {"d": 1, "m": 31, "y": 366}  # a term is never shorter than the calendar's

MAX_DAYS = 36_500


def days_of(text: str) -> int | None:
    """Read a term such as 6m, 3y or 90d; None for what is none."""
    match = _TERM.fullmatch(text.strip().lower())
    days = int(match[1]) * _DAYS[match[2]] if match else 0
    return days if 0 < days <= MAX_DAYS else None


def sweep(store: Store, days: int, forget: Callable[[str], None]) -> int:
    """Erase what is older, and tell how many rankings that were. It blocks."""
    before = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
    erased = 0
    for tenant, ranking in store.expired(before.isoformat(timespec="milliseconds")):
        try:
            store.delete(tenant, ranking)
        except (OnHold, Unknown):
            continue  # changed meanwhile
        forget(ranking)
        erased += 1
    return erased


@asynccontextmanager
async def sweeping(store: Store, days: int | None, forget: Callable[[str], None]) -> AsyncIterator[None]:
    """Erase meanwhile, once an hour, what is older; None: nothing."""
    task = asyncio.create_task(_keep_sweeping(store, days, forget)) if days is not None else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _keep_sweeping(store: Store, days: int, forget: Callable[[str], None]) -> None:
    while True:
        try:
            erased = await asyncio.to_thread(sweep, store, days, forget)
            if erased:
                logger.info("retention: %d rankings are erased", erased)
        except SQLAlchemyError as error:
            logger.warning("retention: the database failed (%s); tried again later", type(error).__name__)
        await asyncio.sleep(SWEEP_SECONDS)
