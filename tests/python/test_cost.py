"""What a ranking costs: estimated, limited and told."""

from __future__ import annotations

import datetime
import json
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from atschecker import Price, Record, RunDescription, RunLog, Usage, cost_of
from atschecker._cost import budget_of, time_limit_of
from atschecker._files import UsageProblem
from atschecker._prices import PriceProblem, price_of
from atschecker.cli import app
from model_server import ModelServer, model_server, valid_answer


def test_a_dated_name_costs_what_its_model_costs_and_an_unknown_model_nothing_known() -> None:
    assert price_of("gpt-5-mini") == Price(input=0.25, cached_input=0.025, cache_write=0.25, output=2.0)
    assert price_of("gpt-5-mini-2025-08-07") == price_of("gpt-5-mini")
    assert price_of("gpt-5") is None
    assert price_of("gpt-5-mini-audio") is None


def test_flex_halves_the_price() -> None:
    assert price_of("gpt-5.6-luna", None, "flex") == Price(
        input=0.1, cached_input=0.01, cache_write=0.125, output=0.6
    )


def test_what_a_faster_tier_costs_is_known_from_a_table_of_ones_own_only(tmp_path: Path) -> None:
    assert price_of("gpt-5-mini", None, "default") == price_of("gpt-5-mini")
    assert price_of("gpt-5-mini", None, "priority") is None
    table = tmp_path / "prices.json"
    table.write_text('{"gpt-5-mini": {"input": 2, "output": 4}}')
    mine = price_of("gpt-5-mini", table, "priority")
    assert mine is not None
    assert mine.output == 4


def test_tokens_written_to_a_cache_have_a_price_of_their_own() -> None:
    price = price_of("gpt-5.6-luna")
    assert price is not None
    usage = Usage(requests=1, prompt_tokens=3_000_000, cached_tokens=1_000_000, cache_write_tokens=1_000_000)
    assert cost_of(usage, price) == pytest.approx(0.20 + 0.02 + 0.25)


def test_a_table_of_ones_own_is_read_instead(tmp_path: Path) -> None:
    table = tmp_path / "prices.json"
    table.write_text('{"": "mine", "my-model": {"input": 1, "output": 4}}')
    assert price_of("my-model", table) == Price(input=1, cached_input=1, cache_write=1, output=4)
    assert price_of("gpt-5-mini", table) is None


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        '{"m": 1}',
        '{"m": {"input": 1}}',
        '{"m": {"input": 1, "output": -1}}',
        '{"m": {"input": true, "output": 1}}',
        '{"m": {"input": 1, "output": 1, "extra": 1}}',
        '{"m": {"input": NaN, "output": 1}}',
    ],
)
def test_a_table_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    table = tmp_path / "prices.json"
    table.write_text(text)
    with pytest.raises(PriceProblem, match=r"prices\.json"):
        price_of("m", table)


def test_a_limit_of_money_needs_a_price() -> None:
    with pytest.raises(UsageProblem, match=r"price of my-model is not known.*--prices"):
        budget_of("my-model", None, None, None, 1.0)
    with pytest.raises(UsageProblem, match="more than 0"):
        budget_of("gpt-5-mini", None, None, None, 0.0)


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("30m", 1800), ("2h", 7200)])
def test_a_deadline_is_a_time(text: str, seconds: int) -> None:
    limit = time_limit_of(text)
    assert limit is not None
    assert limit.total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "0s", "5", "1d", "-3m", "9999h"])
def test_a_deadline_that_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match="such as 30m"):
        time_limit_of(text)


def run(arguments: list[str], environment: dict[str, str]) -> Result:
    return CliRunner().invoke(app, arguments, env=environment)


CRITERIA = '["Python", "SQL"]'


def _resumes(folder: Path, count: int) -> list[str]:
    for number in range(count):
        (folder / f"r{number:02}.txt").write_text(f"Candidate {number}\nC++ since 2019\n")
    return [str(folder / f"r{number:02}.txt") for number in range(count)]


def _remote(server: ModelServer, model: str = "gpt-5-mini") -> dict[str, str]:
    return {"OPENAI_BASE_URL": server.base_url, "ATS_MODEL": model}


def _criteria(folder: Path) -> str:
    path = folder / "criteria.json"
    path.write_text(CRITERIA)
    return str(path)


def test_a_dry_run_sends_nothing_and_tells_calls_tokens_and_price(tmp_path: Path) -> None:
    files = _resumes(tmp_path, 5)
    (tmp_path / "empty.txt").write_text("")
    with model_server(valid_answer) as server:
        done = run(
            [
                "rank",
                "--no-job",
                "--criteria",
                _criteria(tmp_path),
                "--dry-run",
                *files,
                str(tmp_path / "empty.txt"),
            ],
            _remote(server),
        )
        assert server.requests == []
    assert done.exit_code == 0
    assert "5 calls, about" in done.stdout
    assert "600 answered" in done.stdout
    assert "USD with gpt-5-mini" in done.stdout
    assert "1 files cannot be read" in done.stdout


def test_a_dry_run_counts_what_a_record_has_not_and_knows_the_date_of_a_stopped_run(tmp_path: Path) -> None:
    record = str(tmp_path / "r.db")
    command = ["rank", "--no-job", "--criteria", _criteria(tmp_path), "--record", record]
    files = _resumes(tmp_path, 4)
    with model_server(valid_answer) as server:
        assert run([*command, *files[:2], "--as-of", "2020-01-01"], _remote(server)).exit_code == 0
        log = RunLog(Record(record), _stopped(record, files))
        assert not log.continued()
        assert (
            "4 calls" in run([*command, *files, "--dry-run", "--as-of", "2020-01-02"], _remote(server)).stdout
        )
        # As of the day of the stopped run, not of today.
        assert "2 calls" in run([*command, *files, "--dry-run"], _remote(server)).stdout
        assert run([*command, *files], _remote(server)).exit_code == 0
        assert len(server.requests) == 4
        done = run([*command, *files, "--dry-run", "--as-of", "2020-01-01"], _remote(server)).stdout
    assert "Every answer is in the record: 0 calls." in done
    assert "USD" not in done


def _stopped(record: str, files: list[str]) -> RunDescription:
    made = Record(record).run(1).description
    made.inputs, made.as_of = files, datetime.date(2020, 1, 1)
    return made


def test_a_dry_run_of_an_unknown_model_tells_tokens_only(tmp_path: Path) -> None:
    with model_server(valid_answer) as server:
        done = run(
            ["rank", "--no-job", "--criteria", _criteria(tmp_path), "--dry-run", *_resumes(tmp_path, 1)],
            _remote(server, "my-model"),
        )
    assert "No price is known for my-model" in done.stdout
    assert "USD with" not in done.stdout


def test_a_budget_ends_the_run_and_the_ranking_says_that_it_is_partial(tmp_path: Path) -> None:
    report = tmp_path / "ranking.json"
    with model_server(valid_answer) as server:  # 15 tokens an answer
        done = run(
            [
                *["rank", "--no-job", "--criteria", _criteria(tmp_path), "--workers", "1"],
                *["--max-tokens", "2000", "-o", str(report), *_resumes(tmp_path, 160)],
            ],
            _remote(server),
        )
        sent = len(server.requests)
    assert done.exit_code == 3
    assert 0 < sent < 160
    assert f"{sent} of 160 resumes are scored, the ranking is partial" in done.stderr
    rows = json.loads(report.read_text())["ranking"]
    assert len(rows) == 160
    assert {row["error"]["code"] for row in rows[sent:]} == {"budget_exhausted", "run_aborted"}


def test_a_server_that_counts_nothing_costs_nothing_known_and_is_still_limited(tmp_path: Path) -> None:
    def answer(body: dict[str, object]) -> tuple[int, dict[str, object]]:
        status, reply = valid_answer(body)
        return status, {**reply, "usage": None}

    report = tmp_path / "ranking.json"
    with model_server(answer) as server:
        done = run(
            [
                *["rank", "--no-job", "--criteria", _criteria(tmp_path), "--workers", "4"],
                *["--max-tokens", "5000", "-o", str(report), *_resumes(tmp_path, 30)],
            ],
            _remote(server),
        )
        assert 0 < len(server.requests) < 10
    assert done.exit_code == 3
    assert "The engine counted no tokens." in done.stdout
    assert "cost_usd" not in json.loads(report.read_text())["usage"]


def test_a_budget_is_used_up_by_many_workers_and_not_exceeded(tmp_path: Path) -> None:
    with model_server(valid_answer) as server:  # 15 tokens an answer
        done = run(
            [
                *["rank", "--no-job", "--criteria", _criteria(tmp_path), "--workers", "16"],
                *["--max-tokens", "2000", *_resumes(tmp_path, 160)],
            ],
            _remote(server),
        )
        assert len(server.requests) == 2000 // 15
    assert f"{2000 // 15} of 160 resumes are scored, the ranking is partial." in done.stderr
    assert "Stopped, because the next request would exceed 2000 tokens (max_tokens)" in done.stderr


def test_usage_and_cost_stand_in_the_reports(tmp_path: Path) -> None:
    report = tmp_path / "ranking.json"
    with model_server(valid_answer) as server:
        done = run(
            [
                *["rank", "--no-job", "--criteria", _criteria(tmp_path)],
                *["-o", str(report), *_resumes(tmp_path, 4)],
            ],
            _remote(server),
        )
    assert done.exit_code == 0
    assert "40 tokens sent, 20 answered, 0.000050 USD" in done.stdout
    usage = json.loads(report.read_text())["usage"]
    assert usage["prompt_tokens"] == 40
    assert usage["cost_usd"] == pytest.approx(40 * 0.25e-6 + 20 * 2e-6)


def test_a_deadline_ends_the_run_and_keeps_what_is_scored(tmp_path: Path) -> None:
    held = threading.Event()
    first = threading.Lock()

    def answer(body: dict[str, object]) -> tuple[int, dict[str, object]]:
        if not first.acquire(blocking=False):
            held.wait(60)
        return valid_answer(body)

    with model_server(answer) as server:
        try:
            done = run(
                [
                    *["rank", "--no-job", "--criteria", _criteria(tmp_path), "--workers", "1"],
                    *["--deadline", "3s", *_resumes(tmp_path, 3)],
                ],
                _remote(server),
            )
        finally:
            held.set()
    assert done.exit_code == 3
    assert "Stopped at the deadline: 1 of 3 resumes are scored, the ranking is partial." in done.stderr
