"""Scoring each resume several times, from the options to the reports."""

from __future__ import annotations

import csv
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import atschecker as ats
from atschecker._repeat import repeat_lines
from atschecker.cli import app
from atschecker.testing import ScriptedClient, valid_reply
from model_server import Answer, ModelServer, chat_completion, model_server, valid_answer

NEW_COLUMNS = ["Total Low", "Total High", "Wavered", "Rank Best", "Rank Worst"]


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def remote(server: ModelServer) -> dict[str, str]:
    return {"OPENAI_BASE_URL": server.base_url, "ATS_MODEL": "gpt-5-mini", "ATS_WORKERS": "1"}


@pytest.fixture
def resumes(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "ann.txt", tmp_path / "bob.txt"]
    for path in paths:
        path.write_text(f"Candidate {path.stem}\nC++ since 2019\n")
    return paths


@pytest.fixture
def criteria(tmp_path: Path) -> Path:
    path = tmp_path / "criteria.json"
    path.write_text('["C++", "SQL"]')
    return path


class Wavering:
    """A server whose scores of ann's first criterion are 2, 3, 4 in turn; all others are 3."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = 0

    def __call__(self, body: dict[str, Any]) -> Answer:
        _, answer = valid_answer(body)
        content = json.loads(answer["choices"][0]["message"]["content"])
        for entry in content["scores"].values():
            entry["finding"] = "mostly"
        if "Candidate ann" in json.dumps(body["messages"]):
            with self._lock:
                content["scores"]["c1"]["finding"] = ("partly", "mostly", "stated")[self._asked % 3]
                self._asked += 1
        return chat_completion(json.dumps(content))


def test_a_wavering_model_is_shown_with_intervals_criteria_and_other_ranks(
    tmp_path: Path, resumes: list[Path], criteria: Path
) -> None:
    table, report = tmp_path / "r.csv", tmp_path / "r.json"
    with model_server(Wavering()) as server:
        options = ["--no-job", "--criteria", criteria, "--repeat", "3", "-o", table, "-o", report]
        done = run("rank", *options, *resumes, **remote(server))
        assert done.exit_code == 0, done.output
        assert len(server.requests) == 6
        bodies = {json.dumps(request) for request in server.requests}
        assert len(bodies) == 4, "of three times each, another criterion comes first in one"
    assert "Scored 3 times each: 1 of 2 resumes wavered, their totals by up to 2." in done.output
    assert "ann: could be rank 1 to 2; total 5 to 7 (c1: 2-4)" in done.output
    assert "bob: could be rank 1 to 2" in done.output
    with table.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert rows[0][-5:] == NEW_COLUMNS
    assert [row[-5:] for row in rows[1:]] == [["5", "7", "c1: 2-4", "1", "2"], ["6", "6", "", "1", "2"]]
    first = json.loads(report.read_text())["ranking"][0]
    assert (first["total"], first["repeat"]["total_low"], first["repeat"]["total_high"]) == (6, 5, 7)
    assert first["repeat"]["wavered"] == [{"criterion": "c1", "low": 2, "high": 4}]


def test_the_offline_engine_gives_the_same_each_time(
    tmp_path: Path, resumes: list[Path], criteria: Path
) -> None:
    once, often = tmp_path / "once.csv", tmp_path / "often.csv"
    base = ["rank", "--no-job", "--criteria", criteria, "--as-of", "2026-06-30"]
    assert run(*base, "-o", once, *resumes).exit_code == 0
    done = run(*base, "--repeat", "4", "-o", often, *resumes)
    assert "Scored 4 times each: every score came out the same." in done.output
    with (
        once.open(newline="", encoding="utf-8-sig") as first,
        often.open(newline="", encoding="utf-8-sig") as second,
    ):
        plain, repeated = list(csv.reader(first)), list(csv.reader(second))
    assert "Total Low" not in plain[0]
    assert [row[:-5] for row in repeated] == plain
    total = plain[0].index("Total Score")
    for row in repeated[1:]:
        assert row[-5:-2] == [row[total], row[total], ""]
        assert row[-2] == row[-1]


def test_a_record_keeps_every_sample_and_replays_the_report(
    tmp_path: Path, resumes: list[Path], criteria: Path
) -> None:
    record, first, second = tmp_path / "r.db", tmp_path / "a.json", tmp_path / "b.json"
    base = ["rank", "--no-job", "--criteria", criteria, "--record", record]
    with model_server(Wavering()) as server:
        assert run(*base, *resumes, **remote(server)).exit_code == 0
        assert len(server.requests) == 2
        assert run(*base, "--repeat", "3", "-o", first, *resumes, **remote(server)).exit_code == 0
        assert len(server.requests) == 6, "the answers of the ordinary run are the first samples"
        assert run(*base, "--repeat", "3", *resumes, **remote(server)).exit_code == 0
        assert len(server.requests) == 6
        dry = run(*base, "--repeat", "4", "--dry-run", *resumes, **remote(server))
        assert "2 calls, about" in dry.output
    assert run("replay", record, "--run", "2", "-o", second).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert "samples" in json.loads(first.read_text())["ranking"][0]["repeat"]


def test_a_dry_run_counts_every_request(tmp_path: Path, resumes: list[Path], criteria: Path) -> None:
    many = tmp_path / "many.json"
    many.write_text(json.dumps([f"Skill {number}" for number in range(45)]))  # three requests each
    record = tmp_path / "r.db"
    ats.Record(record)
    before = record.stat().st_size
    with model_server(valid_answer) as server:
        dry = ["rank", "--no-job", "--dry-run", "--record", record, *resumes]
        assert "2 calls, about" in run(*dry, "--criteria", criteria, **remote(server)).output
        assert (
            "10 calls, about" in run(*dry, "--criteria", criteria, "--repeat", "5", **remote(server)).output
        )
        assert "6 calls, about" in run(*dry, "--criteria", many, **remote(server)).output
        assert server.requests == []
    # What stood in for answers was kept nowhere.
    assert record.stat().st_size == before


@pytest.mark.parametrize("times", ["0", "1", "21", "x"])
def test_a_repeat_out_of_range_is_refused(resumes: list[Path], criteria: Path, times: str) -> None:
    done = run("rank", "--no-job", "--criteria", criteria, "--repeat", times, *resumes)
    assert done.exit_code == 2


def test_the_library_repeats(resumes: list[Path]) -> None:
    scores = iter([2.0, 4.0, 3.0, 3.0])
    client = ScriptedClient(
        lambda request, _: ats.LlmReply(text=valid_reply(request, next(scores)), model="m")
    )
    ranking = ats.rank_resumes(["C++"], resumes, client, workers=1, repeat=2)
    cards = [row.outcome.scorecard() for row in ranking.rows]
    assert [card.total for card in cards if card is not None] == [3, 3]
    assert [row.could_be for row in ranking.rows] == [ats.RankSpan(best=1, worst=2)] * 2
    assert cards[0] is not None
    assert cards[0].spread == ats.ScoreSpread(
        samples=2,
        total_low=2,
        total_high=4,
        wavered=[ats.WaveringScore(criterion_id="c1", low=2, high=4)],
    )
    assert repeat_lines(ranking)[0] == "Scored 2 times each: 1 of 2 resumes wavered, their totals by up to 2."
    with pytest.raises(ats.CallerError, match="repeat must be between 1 and 20"):
        ats.rank_resumes(["C++"], resumes, client, repeat=21)


def test_long_lists_of_ranks_end_with_their_number(tmp_path: Path) -> None:
    scores = iter([2.0, 4.0] * 15)
    client = ScriptedClient(
        lambda request, _: ats.LlmReply(text=valid_reply(request, next(scores)), model="m")
    )
    paths = [tmp_path / f"r{number:02}.txt" for number in range(15)]
    for path in paths:
        path.write_text("C++ since 2019\n")
    lines = repeat_lines(ats.rank_resumes(["C++"], paths, client, workers=1, repeat=2))
    assert len(lines) == 12
    assert lines[-1] == "5 more ranks could be others; the reports have all of them."
