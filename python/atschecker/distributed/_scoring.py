"""Scores one row: on a worker, without anything that knows of Celery."""

from __future__ import annotations

import datetime
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from atschecker._core import (
    Document,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    Failure,
    JobQueue,
    LlmClient,
    LogLevel,
    Outcome,
    ResumeScorer,
    aborts_run,
    cost_of,
    criteria_from_json,
)
from atschecker._cost import price_from
from atschecker._engine import Clients, Settings, redacting
from atschecker._terminal import usd
from atschecker.distributed._message import ScoreMessage
from atschecker.store import Saved, Store, Tasks, Unknown
from atschecker.store._marks import marks_of
from atschecker.store._tasks import TakenTask
from atschecker.store._values import outcome_to_json

logger = logging.getLogger("atschecker.worker")

# A file that ended so many workers is given up: the next try would end one more.
MAX_ATTEMPTS = 5

# Rankings whose criteria and engine are kept ready at once.
MAX_RANKINGS_READY = 64

# How these end tells nothing of the resume: it is to be sent again.
UNDECIDED = (
    ErrorCode.cancelled,
    ErrorCode.deadline_exceeded,
    ErrorCode.queue_closed,
    ErrorCode.run_aborted,
    ErrorCode.budget_exhausted,
)


class Tally:
    """What one worker has done since it started; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.in_flight = 0
        self.scored = 0
        self.failed = 0
        self.refused = 0

    @contextmanager
    def one_in_flight(self) -> Iterator[None]:
        """A row is being scored."""
        with self._lock:
            self.in_flight += 1
        try:
            yield
        finally:
            with self._lock:
                self.in_flight -= 1

    def ended(self, *, scored: bool) -> None:
        """A row has its outcome."""
        with self._lock:
            self.scored += scored
            self.failed += not scored

    def refuse(self) -> None:
        """A message was of an unknown form."""
        with self._lock:
            self.refused += 1


class RowScorer:
    """Scores rows of any ranking by one engine; thread-safe."""

    def __init__(
        self, store: Store, settings: Settings, lease_seconds: float, client: LlmClient | None = None
    ) -> None:
        self._store = store
        self._tasks = Tasks(store)
        self._settings = settings
        self._lease_seconds = lease_seconds
        self._clients = Clients(settings, _log)
        self._client = client
        self.tally = Tally()
        self._lock = threading.Lock()
        self._ready: OrderedDict[tuple[str, int], tuple[DocumentReader, ResumeScorer]] = OrderedDict()

    def score(self, message: ScoreMessage) -> None:
        """Score a row, unless that is done, no longer wanted, or under way at another worker."""
        task = self._tasks.take(message.ranking, message.row, self._lease_seconds)
        if task is None:
            return
        with self.tally.one_in_flight():
            self._score(message, task)

    def share(self, part: float) -> None:
        """Keep to a part of the model account's limits: other workers have the rest."""
        self._clients.share(part)

    def _score(self, message: ScoreMessage, task: TakenTask) -> None:
        if task.attempts > MAX_ATTEMPTS:
            self._give_up(message, task.file)
            return
        try:
            saved = self._store.ranking(message.tenant, message.ranking)
            if (why := exhausted(saved)) is not None:
                self._tasks.stop(message.ranking, "cancelled", why)
                return
            reader, scorer = self._prepared(saved, message.criteria)
            content = self._store.content(message.tenant, message.document)
        except Unknown:
            return  # erased meanwhile
        document, outcome = _scored(reader, scorer, DocumentSource.from_bytes(task.file, content))
        failure = outcome.failure()
        if failure is not None and aborts_run(failure.code):
            self._tasks.stop(message.ranking, "failed", f"{failure.message}")
            return
        if failure is not None and failure.code in UNDECIDED:
            self._tasks.release(message.row)
            return
        text = document.text if document is not None else ""
        self._keep(message, outcome, text, cost=_cost(saved, outcome))

    def _keep(
        self, message: ScoreMessage, outcome: Outcome, text: str, *, dead: bool = False, cost: float = 0
    ) -> None:
        marks = marks_of(message.document, text)
        self._store.finish(message.ranking, message.row, outcome_to_json(outcome), text, marks, cost)
        self.tally.ended(scored=outcome.scorecard() is not None)
        self._tasks.end(message.ranking, message.row, dead=dead)

    def _give_up(self, message: ScoreMessage, file: str) -> None:
        text = f"{MAX_ATTEMPTS} workers ended over this file; look at it, then use 'atschecker queue requeue'"
        failure = Failure(code=ErrorCode.document_crashed, message=text)
        self._keep(message, Outcome(name=file, result=failure), "", dead=True)
        logger.warning("row %s of ranking %s is given up", message.row, message.ranking)

    def _prepared(self, saved: Saved, version: int) -> tuple[DocumentReader, ResumeScorer]:
        key = (saved.id, version)
        with self._lock:
            if key not in self._ready:
                self._ready[key] = self._prepare(saved, version)
                if len(self._ready) > MAX_RANKINGS_READY:
                    self._ready.popitem(last=False)
            self._ready.move_to_end(key)
            return self._ready[key]

    def _prepare(self, saved: Saved, version: int) -> tuple[DocumentReader, ResumeScorer]:
        options: dict[str, Any] = saved.options.get("scoring", {})
        reader = DocumentReader(
            find_hidden_text=bool(options.get("hidden_check", True)),
            pdf_documents_per_worker=1,  # rankings of many people meet here
            log=_log,
        )
        job = ""
        if saved.job_digest and options.get("job_text", False):
            content = self._store.content(saved.tenant, saved.job_digest)
            job = reader.read(DocumentSource.from_bytes(saved.job_name, content)).text
        scorer = ResumeScorer(
            self._client or self._client_for(options),
            criteria_from_json(self._store.criteria(saved.id, version)),
            as_of=datetime.date.fromisoformat(saved.as_of),
            job_description=job,
            **{name: options[name] for name in ("repeat", "criteria_per_request") if name in options},
        )
        return reader, scorer

    def _client_for(self, options: dict[str, Any]) -> LlmClient:
        # Whoever of the two wants it, coordinator or worker, gets it.
        redact = self._settings.redact or bool(options.get("redact", True))
        if redact == self._settings.redact:
            return self._clients.new()
        return redacting(self._clients.metered()[0], replace(self._settings, redact=redact))


def exhausted(saved: Saved) -> str | None:
    """Why no more may be spent on a ranking. It is exceeded by what all workers have under way."""
    budget: dict[str, Any] = saved.options.get("budget", {})
    tokens, cost = budget.get("max_tokens"), budget.get("max_cost")
    if tokens is not None and saved.spent_tokens >= tokens:
        return f"not sent: the budget of {tokens} tokens is spent"
    if cost is not None and saved.spent_cost >= cost:
        return f"not sent: the budget of {usd(cost)} is spent"
    return None


def _cost(saved: Saved, outcome: Outcome) -> float:
    price = price_from(saved.options.get("budget", {}).get("price"))
    part = outcome.scorecard() or outcome.failure()
    return cost_of(part.usage, price) if price is not None and part is not None else 0


def _scored(
    reader: DocumentReader, scorer: ResumeScorer, source: DocumentSource
) -> tuple[Document | None, Outcome]:
    kept: list[tuple[Document | None, Outcome]] = []

    def keep(_: int, document: Document | None, outcome: Outcome) -> None:
        kept.append((document, outcome))

    queue = JobQueue(reader, scorer, workers=1, capacity=1, on_outcome=keep)
    try:
        queue.submit(source)
        queue.wait_all()
    finally:
        queue.close(JobQueue.Close.drop)
    return kept[0]


def _log(level: LogLevel, line: str) -> None:
    levels: dict[LogLevel, Callable[..., None]] = {
        LogLevel.debug: logger.debug,
        LogLevel.info: logger.info,
        LogLevel.warning: logger.warning,
    }
    levels[level]("%s", line)
