"""What waits and what workers do, in the text form of Prometheus. It names no file and no person."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from atschecker.store import QueueState, Store, Tasks, Workers, WorkerState


def _sum(states: Sequence[QueueState], member: str) -> float:
    return sum(int(getattr(each, member)) for each in states)


def _age(states: Sequence[QueueState]) -> float:
    open_ = [datetime.datetime.fromisoformat(each.oldest) for each in states if each.waiting or each.sent]
    return (datetime.datetime.now(datetime.UTC) - min(open_)).total_seconds() if open_ else 0


# Name: kind, help, and how it is had of the rankings or workers of one queue.
_OF_RANKINGS: dict[str, tuple[str, str, Callable[[Sequence[QueueState]], float]]] = {
    "atschecker_queue_waiting": ("gauge", "Rows to be sent to workers.", lambda all_: _sum(all_, "waiting")),
    "atschecker_queue_sent": (
        "gauge",
        "Rows that are with the broker or a worker.",
        lambda all_: _sum(all_, "sent"),
    ),
    "atschecker_queue_dead": ("gauge", "Rows that were given up.", lambda all_: _sum(all_, "dead")),
    "atschecker_queue_oldest_seconds": (
        "gauge",
        "Age of the oldest row that is not done.",
        _age,
    ),
}
_OF_WORKERS: dict[str, tuple[str, str, str]] = {
    "atschecker_worker_threads": ("gauge", "Rows that a worker takes at a time.", "threads"),
    "atschecker_worker_in_flight": ("gauge", "Rows that are being scored.", "in_flight"),
    "atschecker_worker_scored_total": ("counter", "Rows with a score since the worker started.", "scored"),
    "atschecker_worker_failed_total": ("counter", "Rows without one since the worker started.", "failed"),
    "atschecker_worker_refused_total": ("counter", "Messages of a form that it does not know.", "refused"),
}


def figures(store: Store) -> str:
    """Everything as of now."""
    return "".join(_of_rankings(Tasks(store).states())) + "".join(_of_workers(Workers(store).present()))


def _of_rankings(states: Sequence[QueueState]) -> list[str]:
    queues = sorted({each.queue for each in states})
    lines = []
    for name, (kind, text, value) in _OF_RANKINGS.items():
        lines += _head(name, kind, text)
        for queue in queues:
            number = value([each for each in states if each.queue == queue])
            lines.append(f'{name}{{queue="{queue}"}} {number:g}\n')
    return lines


def _of_workers(workers: Sequence[WorkerState]) -> list[str]:
    lines = []
    for name, (kind, text, member) in _OF_WORKERS.items():
        lines += _head(name, kind, text)
        for each in workers:
            lines.append(f'{name}{{queue="{each.queue}",worker="{each.id}"}} {getattr(each, member)}\n')
    return lines


def _head(name: str, kind: str, text: str) -> list[str]:
    return [f"# HELP {name} {text}\n", f"# TYPE {name} {kind}\n"]
