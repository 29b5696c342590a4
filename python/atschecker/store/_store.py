"""Reads and writes rankings. Every call is one transaction; it may block: not for an event loop."""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from atschecker.store._database import open_database
from atschecker.store._keys import Keys
from atschecker.store._location import MEMORY
from atschecker.store._people import People, was_opened
from atschecker.store._replies import StoredReplies
from atschecker.store._sql import OnHold, Unknown, drop_unused, next_change, next_revision, now
from atschecker.store._tables import CRITERIA, DECISIONS, DOCUMENTS, OPENINGS, RANKINGS, ROWS, TASKS
from atschecker.store._values import figures_of, tokens_of
from atschecker.store._webhooks import Webhooks, announce

FINISHED = ("done", "cancelled", "failed")

ID_BYTES = 12  # nobody guesses one, and none is made twice


@dataclass(frozen=True)
class Resume:
    """A file to be scored."""

    file: str
    content: bytes


@dataclass(frozen=True)
class NewRanking:
    """What a ranking is made of."""

    name: str
    job: Resume | None
    criteria: str | None
    options: dict[str, Any]
    request_key: str | None = None
    as_of: str | None = None
    """The day that "present" means; None: today (UTC)."""


@dataclass(frozen=True)
class Saved:
    """A ranking as it stands in the database, with its newest criteria."""

    id: str
    tenant: str
    name: str
    state: str
    created: str
    as_of: str
    job_name: str
    job_digest: str
    options: dict[str, Any]
    message: str | None
    version: int
    changes: int
    revision: int
    hold: bool
    spent_tokens: int
    spent_cost: float
    criteria: str | None


@dataclass(frozen=True)
class Entry:
    """A row of a ranking as it stands in the database."""

    id: str
    position: int
    file: str
    digest: str
    state: str
    outcome: dict[str, Any] | None
    marks: list[str]
    change: int
    stage: str
    reason: str | None
    note: str
    tags: list[str]
    own_score: float | None
    version: int
    corrects: str | None = None
    """The row whose resume this one takes the place of."""


@dataclass(frozen=True, slots=True)
class Line:
    """What of a row decides where it stands, and whether it is chosen: for lists of many thousands."""

    id: str
    position: int
    file: str
    state: str
    stage: str
    tags: list[str]
    marks: list[str]
    scores: dict[str, float] | None
    usage: list[int] | None
    revision: int


# The text of a resume is read only where it is asked for.
_ENTRY = [column for column in ROWS.c if column.name not in ("ranking", "text", "figures", "revision")]
_LINE = [
    ROWS.c[name]
    for name in ("id", "position", "file", "state", "stage", "tags", "marks", "figures", "revision")
]

# Ids in one statement: SQLite takes 32,766 values, PostgreSQL 65,535.
MAX_IDS = 1000


class Store:
    """The database behind the service; thread-safe."""

    def __init__(self, url: str = MEMORY) -> None:
        self._engine = open_database(url)
        # SQLite has one writer; in memory all share one connection.
        self._writing = threading.RLock()
        self._shares_connection = url == MEMORY
        self.keys = Keys(self._transaction, self._reading)
        self.people = People(self._transaction, self._reading)
        self.webhooks = Webhooks(self._transaction, self._reading)

    def close(self) -> None:
        """Let go of the database, once nothing uses the connection that is shared."""
        with self._writing:
            self._engine.dispose()

    def replies(self, tenant: str) -> StoredReplies:
        """Where the answers of models are kept for a tenant."""
        return StoredReplies(self._transaction, self._reading, tenant)

    def create(self, tenant: str, new: NewRanking) -> Saved:
        """Make a draft; the same request key gives the same ranking."""
        with self._transaction() as connection:
            if new.request_key is not None:
                made = connection.execute(
                    select(RANKINGS.c.id).where(
                        RANKINGS.c.tenant == tenant, RANKINGS.c.request_key == new.request_key
                    )
                ).scalar()
                if made is not None:
                    return _ranking(connection, tenant, made)
            ranking = _new_id()
            connection.execute(
                insert(RANKINGS).values(
                    id=ranking,
                    tenant=tenant,
                    name=new.name,
                    state="draft",
                    created=now(),
                    as_of=new.as_of or datetime.datetime.now(datetime.UTC).date().isoformat(),
                    job_name=new.job.file if new.job else "",
                    job_digest=_keep(connection, tenant, new.job.content) if new.job else "",
                    options=json.dumps(new.options),
                    version=1,
                    changes=0,
                    request_key=new.request_key,
                )
            )
            if new.criteria is not None:
                _add_criteria(connection, ranking, new.criteria)
            return _ranking(connection, tenant, ranking)

    def rankings(self, tenant: str) -> list[Saved]:
        """All of a tenant, newest first."""
        with self._reading() as connection:
            ids = connection.execute(
                select(RANKINGS.c.id)
                .where(RANKINGS.c.tenant == tenant)
                .order_by(RANKINGS.c.created.desc(), RANKINGS.c.id)
            ).scalars()
            return [_ranking(connection, tenant, each) for each in ids.all()]

    def running(self) -> list[Saved]:
        """What a stopped service left unfinished."""
        with self._reading() as connection:
            found = connection.execute(
                select(RANKINGS.c.tenant, RANKINGS.c.id).where(RANKINGS.c.state == "running")
            ).all()
            return [_ranking(connection, tenant, each) for tenant, each in found]

    def ranking(self, tenant: str, ranking: str) -> Saved:
        """One ranking. Raises ``Unknown``."""
        with self._reading() as connection:
            return _ranking(connection, tenant, ranking)

    def set_state(self, ranking: str, state: str, message: str | None = None) -> None:
        """Tell how far it is, and those who want to know of its end."""
        with self._transaction() as connection:
            connection.execute(
                update(RANKINGS).where(RANKINGS.c.id == ranking).values(state=state, message=message)
            )
            if state in FINISHED:
                announce_end(connection, ranking, state)

    def set_options(self, ranking: str, options: Mapping[str, Any]) -> None:
        """Change what a ranking is asked for with, such as its budget."""
        with self._transaction() as connection:
            connection.execute(
                update(RANKINGS).where(RANKINGS.c.id == ranking).values(options=json.dumps(options))
            )

    def set_criteria(self, ranking: str, criteria: str, expected: int | None = None) -> bool:
        """Add a version of the criteria; False if another was added since ``expected``."""
        with self._transaction() as connection:
            where = [RANKINGS.c.id == ranking]
            if expected is not None:
                where.append(RANKINGS.c.version == expected)
            changed = connection.execute(
                update(RANKINGS).where(*where).values(version=RANKINGS.c.version + 1)
            ).rowcount
            if changed:
                _add_criteria(connection, ranking, criteria)
            return bool(changed)

    def set_hold(self, ranking: str, *, hold: bool) -> None:
        """Hold a ranking against erasure, or no more."""
        with self._transaction() as connection:
            connection.execute(update(RANKINGS).where(RANKINGS.c.id == ranking).values(hold=hold))

    def expired(self, before: str) -> list[tuple[str, str]]:
        """Tenants and ids of finished rankings that nobody made, or decided on, since then."""
        decided = select(DECISIONS.c.ranking).where(DECISIONS.c.time >= before)
        old = (
            RANKINGS.c.created < before,
            RANKINGS.c.state.in_(FINISHED),
            RANKINGS.c.hold.is_(False),
            RANKINGS.c.id.not_in(decided),
        )
        with self._reading() as connection:
            found = connection.execute(select(RANKINGS.c.tenant, RANKINGS.c.id).where(*old)).all()
        return [(tenant, ranking) for tenant, ranking in found]

    def delete(self, tenant: str, ranking: str) -> None:
        """Erase a ranking, and the documents that no other has, with the answers about them.

        Raises ``Unknown`` or ``OnHold``.
        """
        with self._transaction() as connection:
            if _ranking(connection, tenant, ranking).hold:
                raise OnHold
            for table in (TASKS, OPENINGS, DECISIONS, ROWS, CRITERIA):
                connection.execute(delete(table).where(table.c.ranking == ranking))
            connection.execute(delete(RANKINGS).where(RANKINGS.c.id == ranking))
            drop_unused(connection, tenant)

    def add_resume(self, tenant: str, ranking: str, resume: Resume) -> str:
        """Add a row; a file of the same name and content that is there already is not added again."""
        with self._transaction() as connection:
            digest = _keep(connection, tenant, resume.content)
            same = (ROWS.c.ranking == ranking, ROWS.c.file == resume.file, ROWS.c.digest == digest)
            there = connection.execute(select(ROWS.c.id).where(*same)).scalar()
            if there is not None:
                return str(there)
            return _add_row(connection, ranking, resume.file, digest)

    def add_correction(self, tenant: str, ranking: str, row: str, resume: Resume) -> str:
        """Add a row whose resume takes the place of another's. Raises ``Unknown``."""
        with self._transaction() as connection:
            there = (ROWS.c.ranking == ranking, ROWS.c.id == row)
            if connection.execute(select(ROWS.c.id).where(*there)).scalar() is None:
                raise Unknown
            digest = _keep(connection, tenant, resume.content)
            return _add_row(connection, ranking, resume.file, digest, corrects=row)

    def corrections(self, ranking: str, row: str) -> list[str]:
        """The rows that take the place of this one, oldest first."""
        here = (ROWS.c.ranking == ranking, ROWS.c.corrects == row)
        with self._reading() as connection:
            found = connection.execute(select(ROWS.c.id).where(*here).order_by(ROWS.c.position))
            return [str(each) for each in found.scalars()]

    def add_rows(self, tenant: str, ranking: str, resumes: Iterable[Resume]) -> list[str]:
        """Add a row for each in one transaction, whatever is there already."""
        with self._transaction() as connection:
            return [
                _add_row(connection, ranking, each.file, _keep(connection, tenant, each.content))
                for each in resumes
            ]

    def content(self, tenant: str, digest: str) -> bytes:
        """The bytes of a document. Raises ``Unknown``."""
        with self._reading() as connection:
            found = connection.execute(
                select(DOCUMENTS.c.content).where(DOCUMENTS.c.tenant == tenant, DOCUMENTS.c.digest == digest)
            ).scalar()
            if found is None:
                raise Unknown
            return bytes(found)

    def criteria_version(self, ranking: str) -> int:
        """The number of the newest criteria; 0: there are none yet."""
        with self._reading() as connection:
            query = select(func.max(CRITERIA.c.version)).where(CRITERIA.c.ranking == ranking)
            return int(connection.execute(query).scalar() or 0)

    def criteria(self, ranking: str, version: int) -> str:
        """One version of the criteria. Raises ``Unknown``."""
        with self._reading() as connection:
            found = connection.execute(
                select(CRITERIA.c.criteria).where(
                    CRITERIA.c.ranking == ranking, CRITERIA.c.version == version
                )
            ).scalar()
        if found is None:
            raise Unknown
        return str(found)

    def counts(self, ranking: str) -> dict[str, int]:
        """How many rows there are of each state."""
        with self._reading() as connection:
            return _counts(connection, ranking)

    def queued(self) -> int:
        """How many rows of rankings under way have no outcome yet."""
        running = select(RANKINGS.c.id).where(RANKINGS.c.state == "running")
        waiting = (ROWS.c.state == "pending", ROWS.c.ranking.in_(running))
        with self._reading() as connection:
            return int(
                connection.execute(select(func.count()).select_from(ROWS).where(*waiting)).scalar_one()
            )

    def pending(self, ranking: str, limit: int | None) -> list[Entry]:
        """The next rows to score."""
        return self._entries(ROWS.c.ranking == ranking, ROWS.c.state == "pending", limit=limit)

    def entries(self, ranking: str, since: int = -1) -> list[Entry]:
        """The rows in input order; those whose outcome came after the change ``since``."""
        return self._entries(ROWS.c.ranking == ranking, ROWS.c.change > since)

    def lines(self, ranking: str, since: int = -1) -> list[Line]:
        """The rows that were added or changed after the revision ``since``, in input order."""
        where = (ROWS.c.ranking == ranking, ROWS.c.revision > since)
        with self._reading() as connection:
            found = connection.execute(select(*_LINE).where(*where).order_by(ROWS.c.position)).all()
        return [_line(*each) for each in found]

    def entries_of(self, ranking: str, rows: Sequence[str]) -> list[Entry]:
        """These rows, in this order. Raises ``Unknown`` if there is not each of them."""
        by_id: dict[str, Entry] = {}
        for begin in range(0, len(rows), MAX_IDS):
            some = self._entries(ROWS.c.ranking == ranking, ROWS.c.id.in_(rows[begin : begin + MAX_IDS]))
            by_id |= {entry.id: entry for entry in some}
        if not by_id.keys() >= set(rows):
            raise Unknown
        return [by_id[row] for row in rows]

    def entry(self, ranking: str, row: str) -> Entry:
        """One row. Raises ``Unknown``."""
        found = self._entries(ROWS.c.ranking == ranking, ROWS.c.id == row)
        if not found:
            raise Unknown
        return found[0]

    def text(self, ranking: str, row: str) -> str:
        """What was read of a file. Raises ``Unknown``."""
        with self._reading() as connection:
            found = connection.execute(
                select(ROWS.c.text).where(ROWS.c.ranking == ranking, ROWS.c.id == row)
            ).scalar()
        if found is None:
            raise Unknown
        return str(found)

    def finish(
        self, ranking: str, row: str, outcome: str, text: str, marks: Sequence[str], cost: float = 0
    ) -> bool:
        """Keep the outcome of a row, and number the change; False if the row has one, or is gone.

        Whoever comes second changes nothing but what was spent: a message that is delivered twice is
        harmless. ``cost`` is in the currency of the prices.
        """
        root = json.loads(outcome)
        values = {
            "state": "scored" if "card" in root else "failed",
            "outcome": outcome,
            "figures": json.dumps(figures_of(root)),
            "text": text,
            "marks": json.dumps(marks),
        }
        with self._transaction() as connection:
            _spend(connection, ranking, tokens_of(root), cost)
            change = next_change(connection, ranking)
            return bool(
                connection.execute(
                    update(ROWS)
                    .where(ROWS.c.id == row, ROWS.c.ranking == ranking, ROWS.c.state == "pending")
                    .values(**values, change=change, revision=next_revision(connection, ranking))
                ).rowcount
            )

    def forget_outcome(self, ranking: str, row: str) -> None:
        """Make a row pending again."""
        with self._transaction() as connection:
            connection.execute(
                update(ROWS)
                .where(ROWS.c.id == row, ROWS.c.ranking == ranking)
                .values(
                    state="pending",
                    outcome=None,
                    figures=None,
                    text="",
                    marks="[]",
                    change=0,
                    revision=next_revision(connection, ranking),
                )
            )

    def decide(
        self, ranking: str, row: str, actor: str, change: Mapping[str, Any], expected: int | None = None
    ) -> bool:
        """Change the human half of a row and log it; False if it was changed since ``expected``."""
        with self._transaction() as connection:
            found = connection.execute(
                select(*_ENTRY).where(ROWS.c.ranking == ranking, ROWS.c.id == row)
            ).one_or_none()
            if found is None:
                raise Unknown
            before = _entry(found._mapping)
            if expected is not None and before.version != expected:
                return False
            changes = {
                name: [getattr(before, name), value]
                for name, value in change.items()
                if getattr(before, name) != value
            }
            if not changes:
                return True
            values = {
                name: json.dumps(value) if name == "tags" else value for name, (_, value) in changes.items()
            }
            connection.execute(
                update(ROWS)
                .where(ROWS.c.id == row)
                .values(
                    **values,
                    version=before.version + 1,
                    revision=next_revision(connection, ranking),
                )
            )
            connection.execute(
                insert(DECISIONS).values(
                    ranking=ranking,
                    row=row,
                    time=now(),
                    actor=actor,
                    changes=json.dumps(changes),
                    opened=was_opened(connection, ranking, row, actor),
                )
            )
            return True

    def decisions(self, ranking: str) -> list[dict[str, Any]]:
        """The log, oldest first."""
        with self._reading() as connection:
            found = connection.execute(
                select(DECISIONS).where(DECISIONS.c.ranking == ranking).order_by(DECISIONS.c.id)
            ).mappings()
            return [
                {
                    **{name: each[name] for name in ("id", "row", "time", "actor", "opened")},
                    "changes": json.loads(each["changes"]),
                }
                for each in found
            ]

    def ready(self) -> None:
        """Raise if the database does not answer."""
        with self._reading() as connection:
            connection.execute(select(1))

    def _entries(self, *where: Any, limit: int | None = None) -> list[Entry]:  # noqa: ANN401 (SQLAlchemy's)
        with self._reading() as connection:
            found = connection.execute(
                select(*_ENTRY).where(*where).order_by(ROWS.c.position).limit(limit)
            ).all()
        return [_entry(each._mapping) for each in found]

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._writing, self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._shares_connection:
            with self._transaction() as connection:
                yield connection
        else:
            with self._engine.connect() as connection:
                yield connection


def _ranking(connection: Connection, tenant: str, ranking: str) -> Saved:
    found = connection.execute(
        select(RANKINGS).where(RANKINGS.c.id == ranking, RANKINGS.c.tenant == tenant)
    ).one_or_none()
    if found is None:
        raise Unknown
    values = dict(found._mapping)
    values.pop("request_key")
    newest = (
        select(CRITERIA.c.criteria).where(CRITERIA.c.ranking == ranking).order_by(CRITERIA.c.version.desc())
    )
    criteria = connection.execute(newest.limit(1)).scalar()
    return Saved(**{**values, "options": json.loads(values["options"])}, criteria=criteria)


def announce_end(connection: Connection, ranking: str, state: str) -> None:
    """Tell who wants to know that a ranking has ended."""
    query = select(RANKINGS.c.tenant, RANKINGS.c.name).where(RANKINGS.c.id == ranking)
    found = connection.execute(query).one_or_none()
    if found is not None:
        data = {
            "ranking": ranking,
            "name": found.name,
            "state": state,
            "counts": _counts(connection, ranking),
        }
        announce(connection, found.tenant, f"ranking.{state}", data)


def _counts(connection: Connection, ranking: str) -> dict[str, int]:
    found = connection.execute(
        select(ROWS.c.state, func.count()).where(ROWS.c.ranking == ranking).group_by(ROWS.c.state)
    ).all()
    return {str(state): int(count) for state, count in found}


def _entry(values: Mapping[Any, Any]) -> Entry:
    outcome = values["outcome"]
    return Entry(
        **{
            **values,
            "outcome": None if outcome is None else json.loads(outcome),
            "marks": json.loads(values["marks"]),
            "tags": json.loads(values["tags"]),
        }
    )


def _line(  # in the order of _LINE
    row: str,
    position: int,
    file: str,
    state: str,
    stage: str,
    tags: str,
    marks: str,
    figures: str | None,
    revision: int,
) -> Line:
    sums = json.loads(figures) if figures else {}
    return Line(
        id=row,
        position=position,
        file=file,
        state=state,
        stage=stage,
        tags=json.loads(tags),
        marks=json.loads(marks),
        scores=sums.get("scores"),
        usage=sums.get("usage"),
        revision=revision,
    )


def _add_criteria(connection: Connection, ranking: str, criteria: str) -> None:
    count = connection.execute(
        select(func.count()).select_from(CRITERIA).where(CRITERIA.c.ranking == ranking)
    ).scalar_one()
    connection.execute(
        insert(CRITERIA).values(ranking=ranking, version=count + 1, criteria=criteria, time=now())
    )


def _spend(connection: Connection, ranking: str, tokens: int, cost: float) -> None:
    connection.execute(
        update(RANKINGS)
        .where(RANKINGS.c.id == ranking)
        .values(
            spent_tokens=RANKINGS.c.spent_tokens + tokens,
            spent_cost=RANKINGS.c.spent_cost + cost,
        )
    )


def _add_row(
    connection: Connection, ranking: str, file: str, digest: str, corrects: str | None = None
) -> str:
    last = connection.execute(select(func.max(ROWS.c.position)).where(ROWS.c.ranking == ranking)).scalar()
    row = _new_id()
    connection.execute(
        insert(ROWS).values(
            revision=next_revision(connection, ranking),
            id=row,
            ranking=ranking,
            position=0 if last is None else last + 1,
            file=file,
            digest=digest,
            state="pending",
            text="",
            marks="[]",
            change=0,
            stage="new",
            note="",
            tags="[]",
            version=1,
            corrects=corrects,
        )
    )
    return row


def _keep(connection: Connection, tenant: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    there = connection.execute(
        select(DOCUMENTS.c.digest).where(DOCUMENTS.c.tenant == tenant, DOCUMENTS.c.digest == digest)
    ).scalar()
    if there is None:
        connection.execute(insert(DOCUMENTS).values(tenant=tenant, digest=digest, content=content))
    return digest


def _new_id() -> str:
    return secrets.token_hex(ID_BYTES)
