"""The client against an off-the-shelf mock that injects faults."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from atschecker import (
    Document,
    HttpHeader,
    Limiter,
    LimitingClient,
    OpenAiClient,
    ResumeScorer,
    RetryingClient,
    ValidatingClient,
    criteria_from_texts,
)
from programs import running
from wire_support import code_of

RESUMES = 200
SCORED = {
    "scores": {
        "c1": {"quotes": ["C++"], "reason": "Named.", "finding": "mostly"},
        "c2": {"quotes": ["German"], "reason": "Named.", "finding": "mostly"},
    }
}
GOOD = {"content": json.dumps(SCORED)}
RATE = {"message": "slow down", "type": "rate_limit_error", "code": "rate_limit_exceeded"}
QUOTA = {"message": "pay", "type": "insufficient_quota", "code": "insufficient_quota"}

QUIET = ("--strict", "--log-level", "silent")
CHAOS = (
    *("--chaos-drop", "0.2", "--chaos-malformed", "0.05"),
    *("--chaos-disconnect", "0.2", "--chaos-ratelimit", "0.02"),
)
CHAOS_CODES = {"model_server_error", "model_unreachable", "model_protocol_error", "model_rate_limited"}

Json = dict[str, Any]


@dataclass
class Case:
    """What the mock answers, in turn, the last one forever; and what comes of it."""

    name: str
    answers: list[Json]
    outcome: str
    requests: int


CASES = [
    Case("an answer", [{"response": GOOD}], "answered", 1),
    Case(
        "429 and an answer",
        [{"response": {"error": RATE, "status": 429, "retryAfter": 1}}, {"response": GOOD}],
        "answered",
        2,
    ),
    Case("429 forever", [{"response": {"error": RATE, "status": 429}}], "model_rate_limited", 3),
    Case("a quota used up", [{"response": {"error": QUOTA, "status": 429}}], "model_quota_exhausted", 1),
    Case(
        "500 and an answer", [{"response": {"error": RATE, "status": 500}}, {"response": GOOD}], "answered", 2
    ),
    Case("a fence", [{"response": {"content": f"```json\n{GOOD['content']}\n```"}}], "answered", 1),
    Case(
        "an answer that is cut",
        [{"response": {"content": "{", "finishReason": "length"}}, {"response": GOOD}],
        "answered",
        2,
    ),
    Case(
        "answers that are cut",
        [{"response": {"content": "{", "finishReason": "length"}}],
        "model_reply_truncated",
        2,
    ),
    Case(
        "a content filter",
        [{"response": {"content": "x", "finishReason": "content_filter"}}],
        "model_content_filtered",
        1,
    ),
    Case(
        "a call of the tool",
        [{"response": {"toolCalls": [{"name": "t", "arguments": SCORED}]}}],
        "answered",
        1,
    ),
    Case("prose and an answer", [{"response": {"content": "Good."}}, {"response": GOOD}], "answered", 2),
    Case("prose forever", [{"response": {"content": "Good."}}], "model_reply_invalid", 2),
    Case(
        "a cut connection",
        [{"response": GOOD, "chaos": {"disconnectRate": 1}}, {"response": GOOD}],
        "answered",
        2,
    ),
    Case("cut connections", [{"response": GOOD, "chaos": {"disconnectRate": 1}}], "model_unreachable", 3),
    Case("malformed JSON", [{"response": GOOD, "chaos": {"malformedRate": 1}}], "model_protocol_error", 1),
]


def fixtures(case: Case) -> list[Json]:
    """Number the answers but the last, which is given to all further requests."""
    match = {"systemMessage": f"<{case.name}>"}
    last = len(case.answers) - 1
    return [
        {"match": {**match, **({"sequenceIndex": number} if number < last else {})}, **answer}
        for number, answer in enumerate(case.answers)
    ]


def write(path: Path, given: list[Json]) -> str:
    path.write_text(json.dumps({"fixtures": given}))
    return str(path)


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    path = tmp_path_factory.mktemp("mock") / "fixtures.json"
    given = [fixture for case in CASES for fixture in fixtures(case)]
    with running("llmock", *QUIET, "-f", write(path, given)) as port:
        yield port


def ask(port: int, method: str, what: str, **arguments: Any) -> httpx.Response:  # noqa: ANN401 (httpx)
    """Speak to the mock about itself."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/__aimock/", trust_env=False) as client:
        return client.request(method, what, **arguments)


def requests(port: int, **query: str) -> int:
    """Count what the mock was asked."""
    journal = ask(port, "GET", "journal", params=query).json()
    return sum(entry["path"] == "/v1/chat/completions" for entry in journal)


def scorer(port: int, name: str, **options: Any) -> ResumeScorer:  # noqa: ANN401 (the fields of OpenAiOptions)
    client = OpenAiClient(
        base_url=f"http://127.0.0.1:{port}/v1",
        model="m",
        headers=[HttpHeader(name="X-Test-Id", value=name.replace(" ", "-"))],
        **options,
    )
    retrying = RetryingClient(LimitingClient(client, Limiter()), initial_delay=timedelta(milliseconds=1))
    return ResumeScorer(
        ValidatingClient(retrying),
        criteria_from_texts(["C++", "German"]),
        job_description=f"<{name}>",
    )


def score(asked: ResumeScorer) -> str:
    return code_of(lambda: asked.score(Document.from_text("jane.txt", "C++ since 2015 and German at home.")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_fault_has_its_outcome_and_requests(mock: int, case: Case) -> None:
    result = score(scorer(mock, case.name))
    assert result == case.outcome
    assert requests(mock, testId=case.name.replace(" ", "-")) == case.requests


def test_a_pause_that_the_mock_asks_for_is_kept(tmp_path: Path) -> None:
    case = Case("a pause", CASES[1].answers, "answered", 2)
    with running("llmock", *QUIET, "-f", write(tmp_path / "fixtures.json", fixtures(case))) as port:
        began = time.monotonic()
        assert score(scorer(port, case.name)) == "answered"
        assert time.monotonic() - began >= 1


def test_a_mock_that_is_slow_is_timed_out(tmp_path: Path) -> None:
    case = Case("slow", [{"response": GOOD}], "model_timeout", 3)
    given = write(tmp_path / "fixtures.json", fixtures(case))
    with running("llmock", *QUIET, "--chaos-latency", "5000", "-f", given) as port:
        assert score(scorer(port, case.name, timeout=timedelta(milliseconds=300))) == "model_timeout"


def rank(folder: Path, port: int) -> tuple[int, list[Json]]:
    """Rank with a record; gives the exit code and the rows."""
    command = [
        *(sys.executable, "-m", "atschecker", "rank", "--no-job", str(folder / "resumes")),
        *("--criteria", str(folder / "criteria.json"), "--workers", "32"),
        *("--base-url", f"http://127.0.0.1:{port}/v1", "--model", "m"),
        *("--record", str(folder / "record.db"), "-o", str(folder / "ranking.json")),
    ]
    code = subprocess.run(command, env={}, check=False, capture_output=True).returncode
    rows: list[Json] = json.loads((folder / "ranking.json").read_text())["ranking"]
    return code, rows


def test_chaos_loses_nothing_and_a_second_run_asks_only_for_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "resumes").mkdir()
    for number in range(RESUMES):
        text = f"Person {number}. C++ since 2015 and German at home."
        (tmp_path / "resumes" / f"{number}.txt").write_text(text)
    (tmp_path / "criteria.json").write_text('["C++", "German"]')
    given = write(tmp_path / "fixtures.json", [{"match": {}, "response": GOOD}])
    with running("llmock", *QUIET, "--journal-max", "0", *CHAOS, "-f", given) as port:
        code, rows = rank(tmp_path, port)
        failed = [row for row in rows if "error" in row]
        asked = requests(port)
        assert len({row["candidate"] for row in rows}) == len(rows) == RESUMES
        assert {row["error"]["code"] for row in failed} <= CHAOS_CODES
        assert all(row["total"] == 6 for row in rows if row not in failed)
        assert failed
        assert asked > RESUMES
        assert code == 3

        ask(port, "POST", "chaos", json={}).raise_for_status()  # peace
        code, rows = rank(tmp_path, port)
        assert code == 0
        assert len(rows) == RESUMES
        assert all(row["total"] == 6 for row in rows)
        assert requests(port) - asked == len(failed)
        print(f"{asked} requests, {len(failed)} failures")
