"""Where rankings live: documents, criteria, outcomes and decisions in one database.

Nothing here knows of HTTP, and nothing about scoring is decided here.
"""

from atschecker.store._location import MEMORY, default_url
from atschecker.store._people import SET_ASIDE, Person
from atschecker.store._sql import OnHold, Unknown
from atschecker.store._store import Entry, Line, NewRanking, Resume, Saved, Store
from atschecker.store._tasks import QueueState, Tasks, WaitingTask
from atschecker.store._workers import Workers, WorkerState

__all__ = [
    "MEMORY",
    "SET_ASIDE",
    "Entry",
    "Line",
    "NewRanking",
    "OnHold",
    "Person",
    "QueueState",
    "Resume",
    "Saved",
    "Store",
    "Tasks",
    "Unknown",
    "WaitingTask",
    "WorkerState",
    "Workers",
    "default_url",
]
