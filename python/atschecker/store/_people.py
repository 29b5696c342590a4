"""What people may ask for about themselves: not to be scored, to be erased, to be put right."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from atschecker._core import ErrorCode, Failure, Outcome
from atschecker.store._marks import email_mark
from atschecker.store._sql import OnHold, Unknown, drop_unused, next_change, next_revision, now
from atschecker.store._tables import (
    DECISIONS,
    OPENINGS,
    PERSON_ONLY,
    RANKINGS,
    ROWS,
    TASKS,
    TENANT_SETTINGS,
)
from atschecker.store._values import figures_of, outcome_to_json

Transaction = Callable[[], AbstractContextManager[Connection]]

ID_BYTES = 8

SET_ASIDE = "person_only"
"""The state of a row that no engine scores: a person reads the resume."""

# What of a decision tells nothing of who it was about.
_IMPERSONAL = ("stage", SET_ASIDE)


@dataclass(frozen=True)
class Person:
    """Somebody who is not to be scored; the address itself is not kept."""

    id: str
    time: str
    actor: str


class People:
    """The rows of people, beside their scores; thread-safe."""

    def __init__(self, transaction: Transaction, reading: Transaction) -> None:
        self._transaction = transaction
        self._reading = reading

    def settings(self, tenant: str) -> dict[str, Any]:
        """What a tenant has set; empty before."""
        query = select(TENANT_SETTINGS.c.settings).where(TENANT_SETTINGS.c.tenant == tenant)
        with self._reading() as connection:
            found = connection.execute(query).scalar()
        return {} if found is None else dict(json.loads(found))

    def set_settings(self, tenant: str, settings: dict[str, Any]) -> None:
        """Keep what a tenant sets."""
        with self._transaction() as connection:
            connection.execute(delete(TENANT_SETTINGS).where(TENANT_SETTINGS.c.tenant == tenant))
            connection.execute(insert(TENANT_SETTINGS).values(tenant=tenant, settings=json.dumps(settings)))

    def not_scored(self, tenant: str) -> list[Person]:
        """Who is not to be scored, oldest first."""
        query = select(PERSON_ONLY.c.id, PERSON_ONLY.c.time, PERSON_ONLY.c.actor)
        with self._reading() as connection:
            found = connection.execute(
                query.where(PERSON_ONLY.c.tenant == tenant).order_by(PERSON_ONLY.c.time, PERSON_ONLY.c.id)
            ).all()
        return [Person(*each) for each in found]

    def marks_not_scored(self, tenant: str) -> frozenset[str]:
        """By what the files of these people are known."""
        query = select(PERSON_ONLY.c.mark).where(PERSON_ONLY.c.tenant == tenant)
        with self._reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def add_not_scored(self, tenant: str, email: str, actor: str) -> Person:
        """Put an address on the list; once."""
        mark = email_mark(email)
        here = (PERSON_ONLY.c.tenant == tenant, PERSON_ONLY.c.mark == mark)
        with self._transaction() as connection:
            query = select(PERSON_ONLY.c.id, PERSON_ONLY.c.time, PERSON_ONLY.c.actor).where(*here)
            found = connection.execute(query).one_or_none()
            if found is not None:
                return Person(*found)
            person = Person(secrets.token_hex(ID_BYTES), now(), actor)
            connection.execute(
                insert(PERSON_ONLY).values(
                    tenant=tenant, id=person.id, mark=mark, time=person.time, actor=actor
                )
            )
            return person

    def remove_not_scored(self, tenant: str, person: str) -> None:
        """Take somebody off the list. Raises ``Unknown``."""
        here = (PERSON_ONLY.c.tenant == tenant, PERSON_ONLY.c.id == person)
        with self._transaction() as connection:
            if not connection.execute(delete(PERSON_ONLY).where(*here)).rowcount:
                raise Unknown

    def set_aside(self, ranking: str, row: str, text: str, marks: Sequence[str]) -> None:
        """Leave a row that waits to be scored to a person, because of the list."""
        with self._transaction() as connection:
            _change(
                connection,
                ranking,
                ROWS.c.id == row,
                ROWS.c.state == "pending",
                state=SET_ASIDE,
                text=text,
                marks=json.dumps(marks),
            )
            connection.execute(delete(TASKS).where(TASKS.c.row == row))

    def set_person_only(self, ranking: str, row: str, actor: str, *, wanted: bool) -> None:
        """Leave a row to a person, or let it be scored; a score that is there is dropped.

        Raises ``Unknown``.
        """
        with self._transaction() as connection:
            here = (ROWS.c.ranking == ranking, ROWS.c.id == row)
            state = connection.execute(select(ROWS.c.state).where(*here)).scalar()
            if state is None:
                raise Unknown
            if (state == SET_ASIDE) == wanted:
                return
            _change(
                connection,
                ranking,
                ROWS.c.id == row,
                state=SET_ASIDE if wanted else "pending",
                outcome=None,
                figures=None,
                version=ROWS.c.version + 1,
            )
            connection.execute(delete(TASKS).where(TASKS.c.row == row))
            connection.execute(
                insert(DECISIONS).values(
                    ranking=ranking,
                    row=row,
                    time=now(),
                    actor=actor,
                    changes=json.dumps({SET_ASIDE: [not wanted, wanted]}),
                )
            )

    def note_opening(self, ranking: str, row: str, actor: str) -> None:
        """Remember that somebody looked at the evidence of a row."""
        with self._transaction() as connection:
            if not was_opened(connection, ranking, row, actor):
                connection.execute(insert(OPENINGS).values(ranking=ranking, row=row, actor=actor, time=now()))

    def erase(
        self, tenant: str, ranking: str, row: str, *, everywhere: bool = False
    ) -> list[tuple[str, str]]:
        """Erase a person; the row stays as a mark. ``everywhere``: in all rankings that have the file.

        One transaction erases all or nothing. Gives rankings and rows. Raises ``Unknown`` or ``OnHold``.
        """
        mine = select(RANKINGS.c.id).where(RANKINGS.c.tenant == tenant)
        with self._transaction() as connection:
            digest = connection.execute(
                select(ROWS.c.digest).where(
                    ROWS.c.ranking == ranking, ROWS.c.id == row, ROWS.c.ranking.in_(mine)
                )
            ).scalar()
            if digest is None:
                raise Unknown
            which = (ROWS.c.id == row,)
            if everywhere and digest:
                which = (ROWS.c.digest == digest,)
            found = connection.execute(
                select(ROWS.c.ranking, ROWS.c.id, ROWS.c.position, RANKINGS.c.hold)
                .join(RANKINGS, RANKINGS.c.id == ROWS.c.ranking)
                .where(RANKINGS.c.tenant == tenant, *which)
            ).all()
            if any(hold for *_, hold in found):
                raise OnHold
            for its_ranking, its_row, position, _ in found:
                _erase(connection, its_ranking, its_row, position)
            drop_unused(connection, tenant)
        return [(its_ranking, its_row) for its_ranking, its_row, *_ in found]


def was_opened(connection: Connection, ranking: str, row: str, actor: str) -> bool:
    """Whether somebody looked at the evidence of a row."""
    here = (OPENINGS.c.ranking == ranking, OPENINGS.c.row == row, OPENINGS.c.actor == actor)
    return connection.execute(select(OPENINGS.c.row).where(*here)).scalar() is not None


def _change(
    connection: Connection,
    ranking: str,
    *where: ColumnElement[bool],
    **values: Any,  # noqa: ANN401 (of any column)
) -> None:
    connection.execute(
        update(ROWS)
        .where(ROWS.c.ranking == ranking, *where)
        .values(
            **values,
            change=next_change(connection, ranking),
            revision=next_revision(connection, ranking),
        )
    )


def _erase(connection: Connection, ranking: str, row: str, position: int) -> None:
    name = f"Erased {position + 1}"
    failure = Failure(code=ErrorCode.document_forgotten, message=f"erased on {now()[:10]}")
    outcome = outcome_to_json(Outcome(name=name, result=failure))
    _change(
        connection,
        ranking,
        ROWS.c.id == row,
        file=name,
        digest="",
        state="failed",
        outcome=outcome,
        figures=json.dumps(figures_of(json.loads(outcome))),
        text="",
        marks="[]",
        reason=None,
        note="",
        tags="[]",
        own_score=None,
        version=ROWS.c.version + 1,
    )
    connection.execute(delete(TASKS).where(TASKS.c.row == row))
    here = (DECISIONS.c.ranking == ranking, DECISIONS.c.row == row)
    for decision, changes in connection.execute(
        select(DECISIONS.c.id, DECISIONS.c.changes).where(*here)
    ).all():
        kept = {name: change for name, change in json.loads(changes).items() if name in _IMPERSONAL}
        connection.execute(
            update(DECISIONS).where(DECISIONS.c.id == decision).values(changes=json.dumps(kept))
        )
