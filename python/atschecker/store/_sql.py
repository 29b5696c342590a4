"""What several parts of the store do within a transaction."""

from __future__ import annotations

import datetime

from sqlalchemy import Connection, delete, select, update

from atschecker.store._tables import DOCUMENTS, RANKINGS, REPLIES, ROWS


class Unknown(LookupError):
    """There is no such ranking or row for this tenant."""


class OnHold(Exception):
    """The ranking is held against erasure."""


def now() -> str:
    """The time of a change."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def next_revision(connection: Connection, ranking: str) -> int:
    """Number a change of a row."""
    here = RANKINGS.c.id == ranking
    connection.execute(update(RANKINGS).where(here).values(revision=RANKINGS.c.revision + 1))
    return int(connection.execute(select(RANKINGS.c.revision).where(here)).scalar_one())


def next_change(connection: Connection, ranking: str) -> int:
    """Number an outcome."""
    here = RANKINGS.c.id == ranking
    connection.execute(update(RANKINGS).where(here).values(changes=RANKINGS.c.changes + 1))
    return int(connection.execute(select(RANKINGS.c.changes).where(here)).scalar() or 0)


def drop_unused(connection: Connection, tenant: str) -> None:
    """Erase documents that no ranking has, and the answers about them."""
    own = select(RANKINGS.c.id).where(RANKINGS.c.tenant == tenant)
    used = select(ROWS.c.digest).where(ROWS.c.ranking.in_(own))
    jobs = select(RANKINGS.c.job_digest).where(RANKINGS.c.tenant == tenant)
    for table, digest in ((DOCUMENTS, DOCUMENTS.c.digest), (REPLIES, REPLIES.c.document)):
        connection.execute(
            delete(table).where(table.c.tenant == tenant, digest.not_in(used), digest.not_in(jobs))
        )
