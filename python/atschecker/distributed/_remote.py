"""``rank --database``: the same ranking, scored by workers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from atschecker._core import Criterion, Ranking, rank
from atschecker._engine import Budget, Settings
from atschecker._progress import ProgressShown
from atschecker._terminal import complain
from atschecker.distributed._commands import connect


@dataclass(frozen=True)
class Order:
    """What the command line wants to have scored."""

    criteria: Sequence[Criterion]
    job: tuple[str, bytes] | None
    files: Sequence[str]
    as_of: str | None
    scoring: Mapping[str, object]
    budget: Budget


def rank_remotely(
    database: str, broker: str, settings: Settings, order: Order, time_limit: datetime.timedelta | None
) -> tuple[Ranking, bool]:
    """Have workers score, and rank; whether Ctrl-C stopped it."""
    app, store, queue = connect(database, broker, settings)
    # Imported here: what it needs is installed only where workers are used.
    from atschecker.distributed import _order, _rank  # noqa: PLC0415
    from atschecker.store import Resume  # noqa: PLC0415

    with closing(store):
        remote = _rank.Remote(store, app, queue)
        job = Resume(*order.job) if order.job is not None else None
        wanted = _order.Order(
            order.criteria, job, order.files, order.as_of, dict(order.scoring), order.budget
        )
        saved = remote.begin(wanted)
        complain(f"Ranking {saved.id}: workers of this engine score it; Ctrl-C stops it.")
        with ProgressShown(len(order.files)) as shown:
            seconds = None if time_limit is None else time_limit.total_seconds()
            saved, interrupted = remote.wait(saved, lambda done, _: shown.show(done), seconds)
        as_of = datetime.date.fromisoformat(saved.as_of)
        return rank(list(order.criteria), remote.outcomes(saved), as_of), interrupted


def job_of(job: str | None) -> tuple[str, bytes] | None:
    """The job description as workers get it. Raises ``OSError``."""
    return (job, Path(job).read_bytes()) if job is not None else None
