"""Rankings whose rows workers score: each row once, whatever a broker repeats or forgets."""

from __future__ import annotations

import datetime
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("celery")

from celery.contrib.testing.worker import start_worker
from typer.testing import CliRunner

from atschecker import (
    CallContext,
    Criterion,
    ErrorCode,
    LlmReply,
    LlmRequest,
    ModelServiceError,
    Price,
    Usage,
    rank,
    rank_resumes,
    to_csv,
)
from atschecker._engine import Budget, Settings, SettingsError
from atschecker.cli import app
from atschecker.distributed._celery import TASK, broker_of, make_app
from atschecker.distributed._figures import figures
from atschecker.distributed._message import MessageProblem, ScoreMessage, queue_of, read_message
from atschecker.distributed._order import Order
from atschecker.distributed._publisher import publish
from atschecker.distributed._rank import TENANT, Remote
from atschecker.distributed._scoring import MAX_ATTEMPTS, RowScorer, Tally
from atschecker.distributed._worker import Place, _keep_up, add_task
from atschecker.service import ServiceOptions
from atschecker.store import Resume, Saved, Store, Tasks, WaitingTask, Workers
from atschecker.store._workers import GONE_SECONDS, moment
from service_support import PATIENCE, MarkingEngine, resume, service

CRITERIA = [Criterion(id="c1", text="C++"), Criterion(id="c2", text="German")]
DAY = "2026-01-01"
LEASE_SECONDS = 60


class Desk:
    """A database, a queue in memory and an engine that counts its calls."""

    def __init__(self, folder: Path, engine: MarkingEngine | None = None) -> None:
        self.folder = folder
        self.engine = engine or MarkingEngine()
        self.store = Store(f"sqlite:///{folder / 'rankings.db'}")
        self.tasks = Tasks(self.store)
        self.queue = queue_of(f"{folder}")
        self.app = make_app("memory://", self.queue, 60)
        self.scorer = RowScorer(self.store, Settings(), LEASE_SECONDS, self.engine)
        self.remote = Remote(self.store, self.app, self.queue)

    def order(self, *points: int, files: tuple[str, ...] = (), **scoring: Any) -> Order:  # noqa: ANN401
        """Write resumes of so many points; what is to be scored."""
        names = []
        for number, each in enumerate(points):
            path = self.folder / f"r{number}.txt"
            path.write_bytes(resume(each))
            names.append(str(path))
        job = Resume("job.txt", b"We look for somebody")
        return Order(CRITERIA, job, [*names, *files], DAY, {"job_text": True, **scoring})

    def messages(self, saved: Saved) -> list[ScoreMessage]:
        """What a broker would deliver of a ranking."""
        return [
            ScoreMessage(TENANT, saved.id, entry.id, entry.digest, 1)
            for entry in self.store.entries(saved.id)
        ]

    def states(self, saved: Saved) -> list[str]:
        """How far each row is."""
        return [entry.state for entry in self.store.entries(saved.id)]


class NotSent(Exception):
    """What a broker that is away raises."""


def waiting(desk: Desk) -> list[str]:
    """The rows whose messages are still to be sent; they stay so, since nobody takes them."""
    rows: list[str] = []

    def refuse(_: object, tasks: Sequence[WaitingTask]) -> None:
        rows.extend(task.row for task in tasks)
        raise NotSent

    with suppress(NotSent):
        desk.tasks.hand_over(desk.queue, 9, refuse)
    return rows


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    with closing(made.store):
        yield made


@contextmanager
def worker(desk: Desk) -> Iterator[None]:
    """A worker in a thread of this process."""
    add_task(desk.app, desk.scorer)
    with start_worker(desk.app, perform_ping_check=False, pool="solo"):
        yield


def test_workers_give_the_same_report_as_one_machine(desk: Desk) -> None:
    missing = str(desk.folder / "missing.pdf")
    order = desk.order(2, 5, 3, files=(missing,))
    with worker(desk):
        saved, interrupted = desk.remote.wait(desk.remote.begin(order), lambda *_: None, 30)
    assert (saved.state, interrupted) == ("done", False)
    day = datetime.date.fromisoformat(DAY)
    remote = rank(CRITERIA, desk.remote.outcomes(saved), day)
    local = rank_resumes(CRITERIA, order.files, MarkingEngine(), as_of=day)
    assert [row.rank for row in remote.rows] == [1, 2, 3, 0]
    assert to_csv(remote) == to_csv(local)
    assert desk.tasks.states() == []


def test_a_message_that_comes_twice_asks_nothing_again(desk: Desk) -> None:
    saved = desk.remote.begin(desk.order(2))
    (message,) = desk.messages(saved)
    desk.scorer.score(message)
    desk.scorer.score(message)
    assert desk.engine.calls == 1
    assert desk.store.ranking(TENANT, saved.id).state == "done"


def test_a_row_that_a_worker_has_is_not_asked_by_another(desk: Desk) -> None:
    saved = desk.remote.begin(desk.order(4))
    (message,) = desk.messages(saved)
    threads = [threading.Thread(target=desk.scorer.score, args=(message,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert desk.states(saved) == ["scored"]
    assert desk.engine.calls == 1


def test_an_order_that_is_given_again_goes_on_where_it_was(desk: Desk) -> None:
    order = desk.order(2, 3, 4)
    first = desk.remote.begin(order)
    desk.scorer.score(desk.messages(first)[0])
    again = desk.remote.begin(order)
    for message in desk.messages(again):
        desk.scorer.score(message)
    assert again.id == first.id
    assert desk.engine.calls == 3
    assert desk.states(again) == ["scored", "scored", "scored"]


def test_a_coordinator_that_was_stopped_before_sending_loses_nothing(desk: Desk) -> None:
    saved = desk.remote.begin(desk.order(2, 3))
    assert desk.tasks.send_again(saved.id) == 2  # as if nothing had been sent
    assert publish(desk.store, desk.app, desk.queue) == 2
    assert publish(desk.store, desk.app, desk.queue) == 0


def test_a_file_that_ends_every_worker_is_given_up_with_a_row(desk: Desk) -> None:
    saved = desk.remote.begin(desk.order(2, 3))
    poison, good = desk.messages(saved)
    for _ in range(MAX_ATTEMPTS):
        desk.tasks.take(saved.id, poison.row, -1)  # a worker began and never ended
    desk.scorer.score(poison)
    desk.scorer.score(good)
    ended = desk.store.ranking(TENANT, saved.id)
    failure = desk.remote.outcomes(ended)[0].failure()
    assert ended.state == "done"
    assert failure is not None
    assert failure.code is ErrorCode.document_crashed
    assert desk.tasks.dead() == [(saved.id, poison.row, str(desk.folder / "r0.txt"))]
    desk.tasks.revive(saved.id, poison.row)
    desk.tasks.start(saved.id, desk.queue)
    desk.scorer.score(poison)
    assert desk.states(saved) == ["scored", "scored"]


class CountedEngine(MarkingEngine):
    """Says what each answer took."""

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Answer, and count."""
        reply = super().complete(request, context)
        reply.usage = Usage(requests=1, prompt_tokens=90, completion_tokens=10)
        return reply


@pytest.mark.parametrize(
    ("budget", "why"),
    [
        (Budget(max_tokens=150), "not sent: the budget of 150 tokens is spent"),
        (
            Budget(max_cost=0.00015, price=Price(input=1, cached_input=1, output=1)),
            "not sent: the budget of 0.000150 USD is spent",
        ),
    ],
)
def test_workers_keep_to_one_budget_and_go_on_with_a_larger_one(
    tmp_path: Path, budget: Budget, why: str
) -> None:
    desk = Desk(tmp_path, CountedEngine())
    with closing(desk.store):
        order = replace(desk.order(2, 3, 4, 5), budget=budget)
        saved = desk.remote.begin(order)
        for message in desk.messages(saved):
            desk.scorer.score(message)
        ended = desk.store.ranking(TENANT, saved.id)
        failures = [outcome.failure() for outcome in desk.remote.outcomes(ended)]
        assert desk.states(saved) == ["scored", "scored", "pending", "pending"]
        assert [(each.code, each.message) for each in failures if each is not None] == [
            (ErrorCode.budget_exhausted, why),
            (ErrorCode.budget_exhausted, why),
        ]
        again = desk.remote.begin(replace(order, budget=Budget()))
        for message in desk.messages(again):
            desk.scorer.score(message)
        assert (again.id, desk.engine.calls) == (saved.id, 4)
        assert desk.states(saved) == ["scored"] * 4


class ForbiddenEngine(MarkingEngine):
    """Must not be asked."""

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Fail."""
        raise AssertionError("the service scores nothing itself")


class RefusedEngine(MarkingEngine):
    """Refuses its key."""

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Refuse."""
        raise ModelServiceError(ErrorCode.model_unauthorized, "no such key")


def test_a_refused_key_ends_the_ranking_and_the_rows_stay_to_be_scored(tmp_path: Path) -> None:
    desk = Desk(tmp_path, RefusedEngine())
    with closing(desk.store):
        saved = desk.remote.begin(desk.order(2, 3))
        for message in desk.messages(saved):
            desk.scorer.score(message)
        ended = desk.store.ranking(TENANT, saved.id)
        assert (ended.state, ended.message) == ("failed", "no such key")
        assert desk.states(ended) == ["pending", "pending"]


class CancelledEngine(MarkingEngine):
    """Is stopped in the middle."""

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Stop."""
        raise ModelServiceError(ErrorCode.cancelled, "stopped")


def test_what_decided_nothing_is_sent_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CancelledEngine())
    with closing(desk.store):
        saved = desk.remote.begin(desk.order(2))
        desk.scorer.score(desk.messages(saved)[0])
        assert desk.states(saved) == ["pending"]
        assert waiting(desk) == [desk.messages(saved)[0].row]


def test_a_row_of_a_worker_that_is_gone_is_sent_again(desk: Desk) -> None:
    saved = desk.remote.begin(desk.order(2, 3))
    lost, held = desk.messages(saved)
    desk.tasks.take(saved.id, lost.row, -1)
    desk.tasks.take(saved.id, held.row, LEASE_SECONDS)
    assert desk.tasks.expire() == 1
    assert waiting(desk) == [lost.row]


def test_a_cancelled_ranking_asks_nothing(desk: Desk) -> None:
    saved = desk.remote.begin(desk.order(2, 3))
    desk.tasks.stop(saved.id, "cancelled")
    for message in desk.messages(saved):
        desk.scorer.score(message)
    assert desk.engine.calls == 0


def test_an_erased_ranking_asks_nothing(desk: Desk) -> None:
    saved = desk.remote.begin(desk.order(2))
    (message,) = desk.messages(saved)
    desk.store.delete(TENANT, saved.id)
    desk.scorer.score(message)
    assert desk.engine.calls == 0


def test_a_service_has_its_rankings_scored_by_workers(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rankings.db'}"
    options = ServiceOptions(database_url=url, broker_url="memory://", remote_workers=True)
    with service(ForbiddenEngine(), options) as client, closing(Store(url)) as store:
        queue = queue_of(Settings(workers=4).identity)
        sender = make_app("memory://", queue, 60)
        add_task(sender, RowScorer(store, Settings(), LEASE_SECONDS, MarkingEngine()))
        with start_worker(sender, perform_ping_check=False, pool="solo"):
            files = [("resumes", (f"{points}.txt", resume(points))) for points in (2, 4)]
            made = client.post("/v1/rankings", data={"criteria": '["C++"]'}, files=files).json()
            end = time.monotonic() + PATIENCE
            while (view := client.get(f"/v1/rankings/{made['id']}").json())["state"] == "running":
                assert time.monotonic() < end
                time.sleep(0.05)
        rows = client.get(f"/v1/rankings/{made['id']}/rows").json()["rows"]
    assert view["state"] == "done"
    assert [(row["file"], row["rank"], row["total"]) for row in rows] == [
        ("4.txt", 1, 80.0),
        ("2.txt", 2, 40.0),
    ]


def test_a_message_holds_references_and_no_text(desk: Desk) -> None:
    saved = desk.remote.begin(desk.order(2))
    (message,) = desk.messages(saved)
    assert sorted(message.to_json()) == ["criteria", "document", "ranking", "row", "tenant", "type"]
    assert read_message(message.to_json()) == message
    assert message.id == desk.messages(saved)[0].id


def test_the_published_description_says_what_a_message_holds() -> None:
    described = json.loads((Path(__file__).parents[2] / "docs" / "ats-score.asyncapi.json").read_text())
    schema = described["components"]["schemas"]["score"]
    message = ScoreMessage("default", "r1", "w1", "d1", 1).to_json()
    assert sorted(schema["properties"]) == sorted(schema["required"]) == sorted(message)
    assert schema["properties"]["type"]["const"] == message["type"]
    assert described["components"]["schemas"]["id"]["pattern"] == "^[0-9a-zA-Z_.:-]{1,64}$"


@pytest.mark.parametrize(
    "change",
    [
        {"type": "ats.score/2"},
        {"criteria": 0},
        {"criteria": True},
        {"criteria": "1"},
        {"row": ""},
        {"row": "x" * 65},
        {"row": "../x"},
        {"document": None},
        {"text": "a resume"},
    ],
)
def test_a_message_of_another_form_is_refused(change: dict[str, object]) -> None:
    root = {**ScoreMessage("default", "r1", "w1", "d1", 1).to_json(), **change}
    with pytest.raises(MessageProblem):
        read_message(root)


def test_workers_of_another_engine_hear_another_queue() -> None:
    assert queue_of('{"engine":"offline"}') == "ats_score_1_308ecb90bf0baea4"
    assert queue_of('{"engine":"other"}') != queue_of('{"engine":"offline"}')


def test_postgresql_is_its_own_broker_and_other_databases_need_one() -> None:
    assert broker_of("postgresql+psycopg://u:p@db:5433/ats", "") == "pgmq://u:p@db:5433/ats"
    assert broker_of("sqlite:///x.db", "amqp://mq") == "amqp://mq"
    with pytest.raises(SettingsError, match="workers need a broker"):
        broker_of("sqlite:///x.db", "")


def place(account: str) -> Place:
    """A worker with a key of its account."""
    return Place("q1", 4, account)


def test_workers_of_one_account_share_its_limits_and_those_of_others_do_not(desk: Desk) -> None:
    workers = Workers(desk.store)
    first, second, other = place("sk-a"), place("sk-a"), place("sk-b")
    assert workers.announce(first.state(Tally())) == 1
    assert workers.announce(second.state(Tally())) == 2
    assert workers.announce(first.state(Tally())) == 2
    assert workers.announce(other.state(Tally())) == 1
    workers.leave(second.id)
    assert workers.announce(first.state(Tally())) == 1


def test_a_worker_that_is_silent_counts_no_more(desk: Desk) -> None:
    workers = Workers(desk.store)
    workers.announce(replace(place("sk-a").state(Tally()), seen=moment(-GONE_SECONDS - 1)))
    assert workers.announce(place("sk-a").state(Tally())) == 1
    assert len(workers.present()) == 1


def test_what_is_told_of_a_worker_does_not_hold_its_key() -> None:
    assert "sk-secret" not in f"{place('sk-secret')!r} {place('sk-secret').state(Tally())!r}"


def test_a_worker_that_runs_keeps_to_its_part_and_leaves_when_it_ends(desk: Desk) -> None:
    parts: list[float] = []
    desk.scorer.share = parts.append  # type: ignore[method-assign, assignment]
    Workers(desk.store).announce(place("sk-a").state(Tally()))
    ended = threading.Event()
    ended.set()
    _keep_up(desk.app, desk.store, desk.scorer, place("sk-a"), ended)
    assert parts == [0.5]
    assert len(Workers(desk.store).present()) == 1


def test_a_message_of_a_newer_version_is_counted_and_dropped(desk: Desk) -> None:
    saved = desk.remote.begin(desk.order(2))
    newer = {**desk.messages(saved)[0].to_json(), "type": "ats.score/2"}
    desk.app.send_task(TASK, kwargs={"message": newer}, queue=desk.queue)
    with worker(desk):
        desk.remote.wait(saved, lambda *_: None, 30)
    assert (desk.scorer.tally.refused, desk.scorer.tally.scored) == (1, 1)


def test_operators_see_what_waits_and_what_workers_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = desk.remote.begin(desk.order(2, 3))
    scored = desk.messages(saved)[0]
    desk.scorer.score(scored)
    working = Place(desk.queue, 4, "")
    Workers(desk.store).announce(working.state(desk.scorer.tally))
    text = figures(desk.store)
    labels = f'{{queue="{desk.queue}"}}'
    assert f"atschecker_queue_sent{labels} 1\n" in text
    assert f"atschecker_queue_dead{labels} 0\n" in text
    assert f'atschecker_worker_scored_total{{queue="{desk.queue}",worker="{working.id}"}} 1\n' in text
    assert "atschecker_queue_oldest_seconds" in text
    monkeypatch.setenv("ATS_DATABASE_URL", f"sqlite:///{desk.folder / 'rankings.db'}")
    told = json.loads(CliRunner().invoke(app, ["queue", "status", "--json"]).stdout)
    assert [(each["sent"], each["dead"]) for each in told["rankings"]] == [(1, 0)]
    assert [(each["id"], each["scored"], each["threads"]) for each in told["workers"]] == [(working.id, 1, 4)]
    Workers(desk.store).leave(working.id)
    said = CliRunner().invoke(app, ["queue", "status"]).stdout
    assert f"No worker of the engine of {desk.queue} is there." in said
