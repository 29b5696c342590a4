"""What workers have still to score: the truth of it, whatever a broker forgets or repeats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from atschecker.store._store import Store, announce_end
from atschecker.store._tables import CRITERIA, RANKINGS, ROWS, TASKS
from atschecker.store._workers import moment

# To be sent to the broker; sent; given up after too many workers ended over it.
WAITING, SENT, DEAD = "waiting", "sent", "dead"


@dataclass(frozen=True)
class WaitingTask:
    """A row whose message is still to be sent."""

    tenant: str
    ranking: str
    row: str
    digest: str
    criteria: int
    """The version of the newest criteria."""


@dataclass(frozen=True)
class TakenTask:
    """A row that a worker is to score now."""

    file: str
    attempts: int


@dataclass(frozen=True)
class QueueState:
    """How far a ranking is that workers score."""

    ranking: str
    name: str
    state: str
    queue: str
    waiting: int
    sent: int
    dead: int
    oldest: str


class Tasks:
    """The tasks of a database; thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, ranking: str, queue: str) -> int:
        """Run a ranking: every pending row without a task gets one, in the same transaction."""
        with self._store._transaction() as connection:
            connection.execute(
                update(RANKINGS).where(RANKINGS.c.id == ranking).values(state="running", message=None)
            )
            return _add_missing(connection, ranking, queue)

    def add_missing(self, ranking: str, queue: str) -> int:
        """Give a task to each pending row that came later."""
        with self._store._transaction() as connection:
            return _add_missing(connection, ranking, queue)

    def hand_over(
        self, queue: str, limit: int, send: Callable[[Connection, Sequence[WaitingTask]], object]
    ) -> int:
        """Send the next that wait, in the transaction that marks them as sent; how many they were.

        What two senders do at once is shared among them. If ``send`` raises, all wait on.
        """
        newest = select(func.max(CRITERIA.c.version)).where(CRITERIA.c.ranking == TASKS.c.ranking)
        task = (RANKINGS.c.tenant, TASKS.c.ranking, TASKS.c.row, ROWS.c.digest, newest.scalar_subquery())
        with self._store._transaction() as connection:
            found = connection.execute(
                select(*task)
                .join(RANKINGS, RANKINGS.c.id == TASKS.c.ranking)
                .join(ROWS, ROWS.c.id == TASKS.c.row)
                .where(TASKS.c.state == WAITING, TASKS.c.queue == queue)
                .limit(limit)
                .with_for_update(of=TASKS, skip_locked=True)
            ).all()
            waiting = [WaitingTask(*each) for each in found]
            if waiting:
                send(connection, waiting)
                rows = [each.row for each in waiting]
                connection.execute(update(TASKS).where(TASKS.c.row.in_(rows)).values(state=SENT))
        return len(waiting)

    def take(self, ranking: str, row: str, seconds: float) -> TakenTask | None:
        """Hold a row for so long, and count the attempt; None: it is done, no longer wanted, or held.

        Whoever is told None drops the message: a row whose holder ends is sent again by ``expire()``.
        """
        with self._store._transaction() as connection:
            wanted = (ROWS.c.id == row, ROWS.c.ranking == ranking, ROWS.c.state == "pending")
            file = connection.execute(
                select(ROWS.c.file)
                .join(RANKINGS, RANKINGS.c.id == ROWS.c.ranking)
                .where(*wanted, RANKINGS.c.state == "running")
            ).scalar()
            if file is None:
                return None
            changed = connection.execute(
                update(TASKS)
                .where(TASKS.c.row == row, TASKS.c.state != DEAD, TASKS.c.lease < moment())
                .values(attempts=TASKS.c.attempts + 1, lease=moment(seconds))
            ).rowcount
            if not changed:
                return None
            attempts = connection.execute(select(TASKS.c.attempts).where(TASKS.c.row == row)).scalar_one()
            return TakenTask(str(file), int(attempts))

    def release(self, row: str) -> None:
        """Let another worker have a row at once."""
        with self._store._transaction() as connection:
            connection.execute(update(TASKS).where(TASKS.c.row == row).values(lease="", state=WAITING))

    def expire(self) -> int:
        """Have the rows sent again whose workers are gone."""
        with self._store._transaction() as connection:
            return int(
                connection.execute(
                    update(TASKS)
                    .where(TASKS.c.state == SENT, TASKS.c.lease != "", TASKS.c.lease < moment())
                    .values(lease="", state=WAITING)
                ).rowcount
            )

    def end(self, ranking: str, row: str, *, dead: bool = False) -> None:
        """Drop a task that has its outcome, or keep it apart; the last one ends the ranking."""
        with self._store._transaction() as connection:
            if dead:
                connection.execute(update(TASKS).where(TASKS.c.row == row).values(state=DEAD))
            else:
                connection.execute(delete(TASKS).where(TASKS.c.row == row))
            _settle(connection, ranking)

    def settle(self, ranking: str) -> None:
        """End a ranking of which nothing is pending."""
        with self._store._transaction() as connection:
            _settle(connection, ranking)

    def stop(self, ranking: str, state: str, message: str | None = None) -> None:
        """End a ranking whose rows are not all done; messages that are under way find nothing to do."""
        with self._store._transaction() as connection:
            connection.execute(
                update(RANKINGS).where(RANKINGS.c.id == ranking).values(state=state, message=message)
            )
            connection.execute(
                delete(TASKS).where(TASKS.c.ranking == ranking, TASKS.c.state.in_((WAITING, SENT)))
            )
            announce_end(connection, ranking, state)

    def send_again(self, ranking: str) -> int:
        """Have all messages sent again: for what a broker lost."""
        with self._store._transaction() as connection:
            return int(
                connection.execute(
                    update(TASKS)
                    .where(TASKS.c.ranking == ranking, TASKS.c.state == SENT)
                    .values(state=WAITING)
                ).rowcount
            )

    def dead(self, ranking: str | None = None) -> list[tuple[str, str, str]]:
        """What was given up: ranking, row and file."""
        where = [TASKS.c.state == DEAD, *([TASKS.c.ranking == ranking] if ranking else [])]
        with self._store._reading() as connection:
            found = connection.execute(
                select(TASKS.c.ranking, TASKS.c.row, ROWS.c.file)
                .join(ROWS, ROWS.c.id == TASKS.c.row)
                .where(*where)
                .order_by(TASKS.c.ranking, ROWS.c.position)
            ).all()
        return [(str(ranking), str(row), str(file)) for ranking, row, file in found]

    def revive(self, ranking: str, row: str) -> None:
        """Have a row scored again, at the next start of its ranking."""
        self._store.forget_outcome(ranking, row)
        with self._store._transaction() as connection:
            connection.execute(delete(TASKS).where(TASKS.c.row == row))

    def states(self) -> list[QueueState]:
        """Every ranking with tasks, oldest first."""
        count = func.count().label("count")
        with self._store._reading() as connection:
            found = connection.execute(
                select(
                    TASKS.c.ranking,
                    RANKINGS.c.name,
                    RANKINGS.c.state,
                    TASKS.c.queue,
                    TASKS.c.state,
                    count,
                    func.min(TASKS.c.time),
                )
                .join(RANKINGS, RANKINGS.c.id == TASKS.c.ranking)
                .group_by(TASKS.c.ranking, RANKINGS.c.name, RANKINGS.c.state, TASKS.c.queue, TASKS.c.state)
            ).all()
        states: dict[tuple[str, str], dict[str, object]] = {}
        for ranking, name, state, queue, task_state, number, oldest in found:
            entry = states.setdefault(
                (ranking, queue),
                {"name": name, "state": state, WAITING: 0, SENT: 0, DEAD: 0, "oldest": oldest},
            )
            entry[task_state] = int(number)
            entry["oldest"] = min(str(entry["oldest"]), str(oldest))
        listed = [QueueState(ranking=key[0], queue=key[1], **entry) for key, entry in states.items()]  # type: ignore[arg-type]
        return sorted(listed, key=lambda each: each.oldest)


def _add_missing(connection: Connection, ranking: str, queue: str) -> int:
    there = select(TASKS.c.row).where(TASKS.c.ranking == ranking)
    pending = select(
        ROWS.c.id,
        ROWS.c.ranking,
        literal(queue),
        literal(WAITING),
        literal(0),
        literal(""),
        literal(moment()),
    ).where(ROWS.c.ranking == ranking, ROWS.c.state == "pending", ROWS.c.id.not_in(there))
    pending = pending.order_by(ROWS.c.position)
    names = ["row", "ranking", "queue", "state", "attempts", "lease", "time"]
    return int(connection.execute(insert(TASKS).from_select(names, pending)).rowcount)


def _settle(connection: Connection, ranking: str) -> None:
    pending = select(ROWS.c.id).where(ROWS.c.ranking == ranking, ROWS.c.state == "pending").exists()
    ended = connection.execute(
        update(RANKINGS)
        .where(RANKINGS.c.id == ranking, RANKINGS.c.state == "running", ~pending)
        .values(state="done")
    )
    if ended.rowcount:
        announce_end(connection, ranking, "done")
