"""Answers of a model are kept in the service's own database: nothing is paid for twice."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from atschecker import (
    CallerError,
    ErrorCode,
    LlmReply,
    LlmRequest,
    RecordedReply,
    RecordingClient,
    ReplyStore,
    Usage,
)
from atschecker._engine import Settings
from atschecker.service import ServiceOptions, create_app
from atschecker.store import Store
from atschecker.testing import ScriptedClient
from model_server import model_server, valid_answer
from service_support import PATIENCE, MarkingEngine, resume, running
from test_v1_rankings import TWO, finished, ranked, start


def kept(database: Path) -> int:
    """How many answers a database holds."""
    with sqlite3.connect(database) as connection:
        return int(connection.execute("SELECT count(*) FROM replies").fetchone()[0])


@contextmanager
def named(engine: MarkingEngine, database: Path, identity: str = "marking") -> Iterator[httpx.Client]:
    """The service with an engine whose answers are kept."""
    options = ServiceOptions(database_url=f"sqlite:///{database}")
    app = create_app(Settings(workers=2), options, client=engine, client_identity=identity)
    with running(app) as client:
        yield client


class Shelf(ReplyStore):
    """A store of somebody else's."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: dict[str, LlmReply] = {}
        self.documents: list[str] = []

    def find(self, key: str) -> LlmReply | None:
        """Look."""
        return self.replies.get(key)

    def keep(self, reply: RecordedReply) -> LlmReply:
        """Keep the first."""
        self.documents.append(reply.request.document)
        return self.replies.setdefault(reply.key, reply.reply)

    def drop(self, key: str) -> None:
        """Forget."""
        self.replies.pop(key, None)


class FullShelf(Shelf):
    """A store without room."""

    def keep(self, reply: RecordedReply) -> LlmReply:
        """Refuse."""
        raise CallerError(ErrorCode.record_failed, "no room")


def question(text: str) -> LlmRequest:
    """A question about a document."""
    return LlmRequest(task="score_resume", instructions=text, document="d1")


def test_a_host_keeps_answers_where_it_likes() -> None:
    inner = ScriptedClient([ScriptedClient.reply('{"a": 1}'), ScriptedClient.reply('{"a": 2}')])
    shelf = Shelf()
    client = RecordingClient(inner, shelf, "mine")
    answers = [client.complete(question("one")).text for _ in range(2)]
    assert answers == ['{"a": 1}', '{"a": 1}']
    assert (inner.calls(), shelf.documents) == (1, ["d1"])
    client.refuse(question("one"))
    assert client.complete(question("one")).text == '{"a": 2}'


def test_a_store_that_python_has_dropped_still_keeps() -> None:
    client = RecordingClient(ScriptedClient([ScriptedClient.reply('{"a": 1}')]), Shelf(), "mine")
    assert [client.complete(question("one")).text for _ in range(2)] == ['{"a": 1}'] * 2


def test_what_a_store_raises_ends_the_call() -> None:
    client = RecordingClient(ScriptedClient([ScriptedClient.reply('{"a": 1}')]), FullShelf(), "mine")
    with pytest.raises(CallerError, match="no room; an answer of the model was received and is lost"):
        client.complete(question("one"))
    with pytest.raises(CallerError, match=r"does not define find\(\)"):
        RecordingClient(ScriptedClient([]), ReplyStore(), "mine").complete(question("one"))


def test_a_database_gives_back_what_it_keeps_to_its_tenant_alone() -> None:
    store = Store()
    reply = LlmReply(text="{}", model="m-1", request_id="r", usage=Usage(requests=1, prompt_tokens=7))
    recorded = RecordedReply(key="k", identity="i", request=question("one"), reply=reply)
    assert store.replies("a").keep(recorded).usage.prompt_tokens == 7
    recorded.reply = LlmReply(text="[]")
    assert store.replies("a").keep(recorded).text == "{}"
    found = store.replies("a").find("k")
    assert found is not None
    assert (found.model, found.request_id, found.usage.prompt_tokens) == ("m-1", "r", 7)
    assert store.replies("b").find("k") is None
    store.replies("a").drop("k")
    assert store.replies("a").find("k") is None


def test_a_database_that_fails_ends_the_run_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()

    def broken() -> None:
        raise OperationalError("SELECT secret", {}, Exception("secret"))

    monkeypatch.setattr(store, "_reading", broken)
    with pytest.raises(CallerError) as caught:
        store.replies("a").find("k")
    assert caught.value.code is ErrorCode.record_failed
    assert "secret" not in str(caught.value)


def test_a_second_run_pays_nothing_and_an_added_resume_only_for_itself(tmp_path: Path) -> None:
    database = tmp_path / "rankings.db"
    first = MarkingEngine()
    with named(first, database) as client:
        ranked(client, TWO)
    second = MarkingEngine()
    with named(second, database) as client:
        ranked(client, TWO)
        assert second.calls == 0
        ranked(client, [*TWO, ("c.txt", resume(5))])
    other = MarkingEngine()
    with named(other, database, identity="another engine") as client:
        ranked(client, TWO)
    assert (first.calls, second.calls, other.calls) == (2, 1, 2)


def test_answers_go_with_the_last_ranking_that_has_the_resume(tmp_path: Path) -> None:
    database = tmp_path / "rankings.db"
    with named(MarkingEngine(), database) as client:
        one, two = ranked(client, TWO), ranked(client, TWO[:1])
        assert kept(database) == 2
        client.delete(f"/v1/rankings/{one}").raise_for_status()
        assert kept(database) == 1
        client.delete(f"/v1/rankings/{two}").raise_for_status()
    assert kept(database) == 0


@contextmanager
def process(database: Path, server: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """The service as a process of its own, with a model server."""
    environment = {
        **os.environ,
        "ATS_DATABASE_URL": f"sqlite:///{database}",
        "OPENAI_BASE_URL": server,
        "ATS_MODEL": "test-model",
        "ATS_WORKERS": "2",
    }
    command = [sys.executable, "-c", "from atschecker.service import serve; serve(port=0)"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as served:
        assert served.stderr is not None
        url = ""
        for line in served.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                url = found[0]
                break
        drain = threading.Thread(target=served.stderr.read)
        drain.start()
        try:
            with httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False) as client:
                yield served, client
        finally:
            served.kill()
            served.wait()
            drain.join()


def test_a_killed_service_goes_on_and_pays_only_for_what_was_in_flight(tmp_path: Path) -> None:
    database = tmp_path / "rankings.db"
    files = [(f"{n}.txt", f"{n}\nWrote C++ for a long time".encode()) for n in range(6)]
    enough = threading.Event()
    answered = threading.Semaphore(3)

    def answer(body: dict[str, object]) -> tuple[int, dict[str, object]]:
        if not enough.is_set() and not answered.acquire(blocking=False):
            stuck.set()
            enough.wait(PATIENCE)
        return valid_answer(body)

    stuck = threading.Event()
    with model_server(answer) as server:
        with process(database, server.base_url) as (served, client):
            ranking = start(client, files)["id"]
            assert stuck.wait(PATIENCE)
            served.send_signal(signal.SIGKILL)
            served.wait()
        paid = kept(database)
        before = len(server.requests)
        enough.set()
        with process(database, server.base_url) as (_, client):
            view = finished(client, ranking)
        after = len(server.requests) - before
    assert view["counts"] == {"total": 6, "scored": 6, "failed": 0, "pending": 0}
    assert paid >= 1
    assert after == 6 - paid
    assert kept(database) == 6
