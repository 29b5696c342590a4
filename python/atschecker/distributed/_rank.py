"""A ranking whose rows are scored by workers: what a coordinator does."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from celery import Celery

from atschecker._core import (
    DocumentReader,
    DocumentSource,
    ErrorCode,
    Failure,
    Outcome,
    criteria_to_json,
)
from atschecker._errors import Error
from atschecker.distributed._order import Order
from atschecker.distributed._publisher import publish
from atschecker.store import NewRanking, Resume, Saved, Store, Tasks
from atschecker.store._values import outcome_from, outcome_to_json

# Whose rankings the command line makes.
TENANT = "default"

# How often the table is asked how far it is; one count by an index.
POLL_SECONDS = 0.5

# What the reader takes; a larger file is a row that says so.
MAX_FILE_BYTES = 20 << 20

# What is stored in one transaction: each waits for the disk once.
BATCH_FILES = 200
BATCH_BYTES = 16 << 20


class Remote:
    """A database and a broker, and what stands in both of one engine's rankings."""

    def __init__(self, store: Store, app: Celery, queue: str) -> None:
        self._store = store
        self._tasks = Tasks(store)
        self._app = app
        self._queue = queue

    def begin(self, order: Order) -> Saved:
        """Store a ranking with its files and have it scored; what a stopped one has stays."""
        new = NewRanking(
            name=Path(order.job.file).name if order.job else "ranking",
            job=order.job,
            criteria=criteria_to_json(list(order.criteria)),
            options=order.options(),
            request_key=order.key(self._queue),
            as_of=order.as_of,
        )
        saved = self._store.create(TENANT, new)
        if saved.state == "draft":
            for files in batched(order.files):
                self._add(saved, files)
        else:
            self._store.set_options(saved.id, order.options())
            self._forget_failed(saved)
        self._tasks.start(saved.id, self._queue)
        publish(self._store, self._app, self._queue)
        self._tasks.settle(saved.id)
        return self._store.ranking(TENANT, saved.id)

    def wait(
        self, saved: Saved, on_progress: Callable[[int, int], object], seconds: float | None = None
    ) -> tuple[Saved, bool]:
        """Wait for the end of a ranking; whether Ctrl-C stopped it before."""
        end = None if seconds is None else time.monotonic() + seconds
        try:
            while saved.state == "running":
                counts = self._store.counts(saved.id)
                total = sum(counts.values())
                on_progress(total - counts.get("pending", 0), total)
                if end is not None and time.monotonic() > end:
                    return self._stopped(saved), False
                time.sleep(POLL_SECONDS)
                saved = self._store.ranking(TENANT, saved.id)
        except KeyboardInterrupt:
            return self._stopped(saved), True
        return saved, False

    def _stopped(self, saved: Saved) -> Saved:
        self._tasks.stop(saved.id, "cancelled")
        return self._store.ranking(TENANT, saved.id)

    def outcomes(self, saved: Saved) -> list[Outcome]:
        """All rows in the order of the files; raises what ended the whole ranking."""
        if saved.state == "failed":
            raise Error(ErrorCode.run_aborted, saved.message or "the ranking failed")
        left = Failure(code=ErrorCode.cancelled, message="stopped before it was scored")
        if saved.message is not None:
            left = Failure(code=ErrorCode.budget_exhausted, message=saved.message)
        return [
            Outcome(name=entry.file, result=left)
            if entry.outcome is None
            else outcome_from(entry.outcome, entry.file)
            for entry in self._store.entries(saved.id)
        ]

    def _add(self, saved: Saved, files: Sequence[str]) -> None:
        contents = [_bytes_of(file) for file in files]
        resumes = [Resume(file, content or b"") for file, content in zip(files, contents, strict=True)]
        rows = self._store.add_rows(TENANT, saved.id, resumes)
        for row, file, content in zip(rows, files, contents, strict=True):
            if content is None:
                failure = _refusal_of(file)
                self._store.finish(saved.id, row, outcome_to_json(Outcome(name=file, result=failure)), "", [])

    def _forget_failed(self, saved: Saved) -> None:
        for entry in self._store.entries(saved.id):
            if entry.state == "failed" and _bytes_of(entry.file) is not None:
                self._tasks.revive(saved.id, entry.id)


def batched(files: Sequence[str]) -> Iterator[list[str]]:
    """As many at a time as one transaction takes; never more bytes than one file and ``BATCH_BYTES``."""
    batch: list[str] = []
    size = 0
    for file in files:
        batch.append(file)
        size += _size_of(file)
        if size > BATCH_BYTES or len(batch) == BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size_of(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except OSError:
        return 0


def _bytes_of(file: str) -> bytes | None:
    path = Path(file)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_FILE_BYTES:
            return None
        return path.read_bytes()
    except OSError:
        return None


def _refusal_of(file: str) -> Failure:
    try:
        DocumentReader().read(DocumentSource.from_file(file))
    except Error as error:
        return Failure(code=error.code, message=str(error))
    return Failure(code=ErrorCode.document_not_found, message=f"{file}: changed while it was read")
