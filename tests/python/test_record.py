"""The record on the command line and in Python: nothing paid twice, replay, audit, erasure."""

from __future__ import annotations

import contextlib
import datetime
import importlib
import json
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import atschecker
from atschecker import (
    CallerError,
    Document,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    Failure,
    JobQueue,
    LlmRequest,
    LlmSection,
    Outcome,
    Record,
    RecordingClient,
    ResumeScorer,
    RunDescription,
    RunLog,
    criteria_from_texts,
)
from atschecker.cli import app
from atschecker.testing import ScriptedClient
from documents import JOB, RESUME, docx, pdf
from model_server import Answer, ModelServer, error, model_server, valid_answer

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
PATIENCE = 60
KEY = "sk-never-in-the-record"


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def bytes_of(record: Path) -> bytes:
    return b"".join(path.read_bytes() for path in record.parent.glob(record.name + "*"))


def with_server(server: ModelServer) -> dict[str, str]:
    return {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": KEY, "ATS_MODEL": "test-model"}


@pytest.fixture
def job(tmp_path: Path) -> Path:
    path = tmp_path / "job.docx"
    path.write_bytes(docx(*JOB.splitlines()))
    return path


@pytest.fixture
def resumes(tmp_path: Path) -> Path:
    folder = tmp_path / "resumes"
    folder.mkdir()
    (folder / "jane.pdf").write_bytes(pdf(*RESUME.splitlines()))
    (folder / "joe.docx").write_bytes(docx("Joe Bloggs", "Gardener since 2019", "Skills: roses, pruning"))
    (folder / "jill.txt").write_text("Jill Doe\nPython developer\nSkills: Python, SQL\n")
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture
def record(tmp_path: Path) -> Path:
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept" / "r.db"


def test_a_finished_run_repeated_makes_no_call_and_the_same_reports(
    tmp_path: Path, job: Path, resumes: Path, record: Path
) -> None:
    reports = []
    with model_server(valid_answer) as server:
        for name in ("plain", "first", "second"):
            kept = [] if name == "plain" else ["--record", record]
            files = [tmp_path / f"{name}.csv", tmp_path / f"{name}.json"]
            arguments = ["rank", job, resumes, "--as-of", "2026-06-30", "-o", files[0], "-o", files[1]]
            assert run(*arguments, *kept, **with_server(server)).exit_code == 3
            reports.append([file.read_bytes() for file in files])
            if name == "first":
                calls = len(server.requests)
        assert len(server.requests) == calls == 8
    assert reports[0] == reports[1] == reports[2]


def test_replay_gives_the_same_bytes_without_an_engine(
    tmp_path: Path, job: Path, resumes: Path, record: Path
) -> None:
    outputs = ["-o", tmp_path / "r.csv", "-o", tmp_path / "r.json"]
    with model_server(valid_answer) as server:
        ranked = run("rank", job, resumes, "--record", record, *outputs, **with_server(server))
    given = [(tmp_path / name).read_bytes() for name in ("r.csv", "r.json")]
    replayed = run("replay", record, *outputs)
    assert replayed.exit_code == ranked.exit_code == 3
    assert [(tmp_path / name).read_bytes() for name in ("r.csv", "r.json")] == given
    assert replayed.stdout == ranked.stdout


def test_record_list_names_the_model_and_its_server(job: Path, resumes: Path, record: Path) -> None:
    with model_server(valid_answer) as server:
        run("rank", job, resumes / "jane.pdf", "--record", record, **with_server(server))
    run("rank", job, resumes / "jane.pdf", "--record", record)
    log = RunLog(Record(record), RunDescription(criteria=criteria_from_texts(["C++"]), engine="mine"))
    assert log.id() == 3
    lines = run("record", "list", record).stdout.splitlines()
    assert [line.rsplit(", ", 1)[1] for line in lines] == ["test-model at 127.0.0.1", "offline", "mine"]


def test_replay_takes_the_run_that_is_asked_for(
    tmp_path: Path, job: Path, resumes: Path, record: Path
) -> None:
    run("rank", job, resumes / "jane.pdf", "--record", record)
    run("rank", job, resumes / "jill.txt", "--record", record)
    assert "jill" in run("replay", record).stdout
    assert "jane" in run("replay", record, "--run", "1").stdout
    refused = run("replay", record, "--run", "7")
    assert (refused.exit_code, refused.stderr) == (
        2,
        f"atschecker: {record}: the record has no run 7; it has 1 to 2\n",
    )


def test_failures_are_replayed_but_never_reused(
    tmp_path: Path, job: Path, resumes: Path, record: Path
) -> None:
    broken = threading.Event()
    broken.set()

    def answer(body: dict[str, Any]) -> Answer:
        if broken.is_set() and "Jill" in json.dumps(body["messages"]):
            return error(400, "content_filter", "filtered")
        return valid_answer(body)

    with model_server(answer) as server:
        arguments = [
            "rank",
            job,
            resumes / "jane.pdf",
            resumes / "jill.txt",
            "--record",
            record,
            "--no-redact",
        ]
        assert run(*arguments, **with_server(server)).exit_code == 3
        assert run("replay", record).exit_code == 3
        broken.clear()
        before = len(server.requests)
        assert run(*arguments, **with_server(server)).exit_code == 0
        assert len(server.requests) == before + 1
    assert run("replay", record).exit_code == 0
    assert run("replay", record, "--run", "1").exit_code == 3


def test_a_refused_key_leaves_the_run_open(job: Path, resumes: Path, record: Path) -> None:
    with model_server(lambda _: error(401, "invalid_api_key", "no")) as server:
        given = ["--criteria", job.parent / "c.json"]
        (job.parent / "c.json").write_text('["Python"]')
        assert run("rank", job, resumes, "--record", record, *given, **with_server(server)).exit_code == 1
    assert "not finished" in run("record", "list", record).stdout
    with model_server(valid_answer) as server:
        again = run("rank", job, resumes, "--record", record, *given, **with_server(server))
    # Another server is another engine: this is a run of its own.
    assert "Continues" not in again.stderr


def test_ctrl_c_keeps_what_was_scored_and_the_run_goes_on(
    tmp_path: Path, job: Path, resumes: Path, record: Path
) -> None:
    stop = threading.Event()

    def answer(body: dict[str, Any]) -> Answer:
        if "Joe" in json.dumps(body["messages"]):
            stop.wait(PATIENCE)
        return valid_answer(body)

    report = tmp_path / "r.json"
    command = ["rank", job, resumes / "jill.txt", resumes / "joe.docx", "--workers", "1"]
    command += ["--record", record, "--no-redact"]
    with model_server(answer) as server:
        process = subprocess.Popen(
            [sys.executable, "-m", "atschecker", *map(str, command), "-o", report],
            env=with_server(server),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        while len(server.requests) < 3:  # criteria, Jill, Joe
            assert process.poll() is None
            server.arrived.wait(0.01)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
        stop.set()
        assert process.returncode == 130
        interrupted = report.read_bytes()
        replayed = run("replay", record, "-o", report)
        assert "Run 1 was not finished: 1 of 2 resumes scored." in replayed.stderr
        assert report.read_bytes() == interrupted
        again = run(*command, "-o", report, **with_server(server))
        assert again.exit_code == 0
        assert "Continues run 1" in again.stderr
        assert len(server.requests) == 4
    assert run("record", "list", record).stdout.count("\n") == 1


def test_killed_runs_lose_and_repeat_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    kill_test = importlib.import_module("kill_test")
    result = kill_test.kill_test(tmp_path, resumes=16, kills=5, workers=2, delay=0.1, seed=3)
    assert result.kills.done >= 1
    assert result.passed, result


def test_the_key_never_enters_the_record(job: Path, resumes: Path, record: Path) -> None:
    with model_server(valid_answer) as server:
        run("rank", job, resumes, "--record", record, **with_server(server))
    assert b"test-model-2026" in bytes_of(record)
    assert KEY.encode() not in bytes_of(record)
    assert stat.S_IMODE(record.stat().st_mode) == 0o600


def test_record_show_tells_all_that_is_kept(job: Path, resumes: Path, record: Path) -> None:
    with model_server(valid_answer) as server:
        run("rank", job, resumes, "--record", record, "--as-of", "2026-06-30", **with_server(server))
    lines = run("record", "show", record, "1").stdout.splitlines()
    assert "3 of 4 scored, 1 failed" in lines[0]
    assert f"{resumes / 'empty.txt'}: document_empty: the file has no bytes" in lines
    kept = json.loads(run("record", "show", record, "1", "--json").stdout)
    assert kept["run"]["as_of"] == "2026-06-30"
    assert kept["run"]["job_description"]["answers"][0]["task"] == "extract_criteria"
    jill = next(entry for entry in kept["documents"] if entry["name"].endswith("jill.txt"))
    assert jill["text"].startswith("Jill Doe\n")
    assert jill["answers"][0]["model"] == "test-model-2026"
    assert jill["answers"][0]["usage"]["prompt_tokens"] == 10
    redacted = jill["text"].replace("Jill Doe", "[NAME]")
    assert jill["answers"][0]["sections"][-2] == {"label": "resume", "text": redacted}
    assert len(kept["report"]["ranking"]) == 4


@pytest.mark.parametrize("by", ["path", "name", "file name", "digest"])
def test_forget_erases_a_document_however_it_is_named(
    job: Path, resumes: Path, record: Path, by: str, tmp_path: Path
) -> None:
    run("rank", job, resumes, "--record", record)
    assert b"Jill Doe" in bytes_of(record)
    path = resumes / "jill.txt"
    digest = DocumentReader().read(DocumentSource.from_file(path)).digest
    moved = path.rename(tmp_path / "moved.txt")
    document = {"path": moved, "name": path, "file name": "jill.txt", "digest": digest}[by]
    forgotten = run("record", "forget", record, document)
    assert (forgotten.exit_code, forgotten.stdout) == (0, "Erased 1 outcomes and 1 answers.\n")
    for trace in (b"Jill", b"jill", digest.encode()):
        assert trace not in bytes_of(record)
    assert b"Joe Bloggs" in bytes_of(record)
    today = datetime.datetime.now(datetime.UTC).date()
    assert f"document_forgotten: forgotten on {today}" in run("replay", record).stdout
    assert "1 forgotten" in run("record", "list", record).stdout
    again = run("record", "forget", record, document)
    assert (again.exit_code, again.stderr) == (1, f"atschecker: {record} has nothing of {document}\n")


def test_forget_finds_what_a_killed_run_left_though_the_file_is_gone(
    tmp_path: Path, job: Path, resumes: Path, record: Path
) -> None:
    with model_server(valid_answer) as server:
        run("rank", job, resumes / "jill.txt", "--record", record, "--no-redact", **with_server(server))
    with contextlib.closing(sqlite3.connect(record)) as database, database:
        # As if killed after the answer and before the outcome.
        database.execute("UPDATE runs SET finished = NULL")
        database.execute("UPDATE run_outcomes SET document = NULL, scorecard = NULL, findings = NULL")
        database.execute("DELETE FROM documents")
    (resumes / "jill.txt").unlink()
    forgotten = run("record", "forget", record, "jill.txt")
    assert (forgotten.exit_code, forgotten.stdout) == (0, "Erased 1 outcomes and 1 answers.\n")
    assert b"Jill" not in bytes_of(record)
    assert b"jill" not in bytes_of(record)


def test_forget_does_not_ask_about_copies_of_one_file(tmp_path: Path, job: Path, record: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "cv.txt").write_text("Jill Doe\nPython\n")
        run("rank", job, tmp_path / folder, "--record", record)
    assert run("record", "forget", record, "cv.txt").exit_code == 0
    assert b"Jill" not in bytes_of(record)


def test_forget_asks_when_a_file_name_fits_several(tmp_path: Path, job: Path, record: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "cv.txt").write_text(f"Person of {folder}\n")
    run("rank", job, tmp_path / "a", tmp_path / "b", "--record", record)
    result = run("record", "forget", record, "cv.txt")
    assert result.exit_code == 2
    assert str(tmp_path / "a" / "cv.txt") in result.stderr
    assert b"Person of a" in bytes_of(record)


def test_purge_erases_what_is_older(job: Path, resumes: Path, record: Path) -> None:
    run("rank", job, resumes, "--record", record)
    assert run("record", "purge", record, "--older-than", "30d").stdout == (
        "Erased 0 runs, 0 answers, 0 documents.\n"
    )
    assert b"Jill Doe" in bytes_of(record)
    refused = run("record", "purge", record, "--older-than", "30")
    assert refused.exit_code == 2
    assert "such as 30d" in refused.stderr


@pytest.mark.parametrize(
    "command", [["replay"], ["record", "list"], ["record", "purge", "--older-than", "1d"]]
)
def test_a_record_that_is_not_there_is_an_error_and_is_not_made(command: list[str], record: Path) -> None:
    result = run(*command, record)
    assert result.exit_code == 1
    assert f"{record}: the record cannot be opened: No such file or directory" in result.stderr
    assert not record.exists()


def test_a_file_that_is_no_record_is_refused_before_anything_is_sent(
    tmp_path: Path, job: Path, resumes: Path
) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("Notes of a recruiter.\n" * 50)
    with model_server(valid_answer) as server:
        result = run("rank", job, resumes, "--record", other, **with_server(server))
        assert server.requests == []
    assert result.exit_code == 1
    assert f"{other}: this is no record of atschecker" in result.stderr
    assert other.read_text() == "Notes of a recruiter.\n" * 50


def test_python_a_client_of_ones_own_is_asked_once(record: Path) -> None:
    inner = ScriptedClient()
    request = LlmRequest(
        task="score_resume",
        schema='{"properties": {"scores": {"properties": {"c1": {}}}}}',
        sections=[LlmSection(label="criteria", text="[]"), LlmSection(label="resume", text="Jane\n")],
        document="d1",
    )
    client = RecordingClient(ScriptedClient([ScriptedClient.reply('{"a": 1}')]), Record(record), "mine")
    assert client.complete(request).text == '{"a": 1}'
    later = RecordingClient(inner, Record(record), "mine")
    assert later.complete(request).text == '{"a": 1}'
    assert inner.calls() == 0
    assert [reply.identity for reply in Record(record).replies("d1")] == ["mine"]


def test_python_a_run_log_writes_what_a_queue_finishes(record: Path) -> None:
    criteria = criteria_from_texts(["C++"])
    kept = Record(record)
    names = ["jane.txt", "caf\udce9.txt"]
    log = RunLog(kept, RunDescription(criteria=criteria, inputs=names, engine="mine"))
    queue = JobQueue(
        DocumentReader(),
        ResumeScorer(ScriptedClient(), criteria, as_of=log.as_of()),
        on_outcome=log,
        keep_outcomes=False,
    )
    queue.submit(DocumentSource.from_bytes(names[0], b"C++ since 2015"))
    queue.submit(DocumentSource.from_bytes(names[1], b""))
    assert queue.wait_all() == []
    rows = kept.outcomes(log.id())
    assert [row.outcome.name for row in rows] == names == kept.run(1).description.inputs
    assert [row.outcome.scorecard() is not None for row in rows] == [True, False]
    assert kept.document_text(rows[0].document_digest) == "C++ since 2015"
    log.finish()
    assert kept.runs()[0].finished


def test_python_on_outcome_is_a_function_too_and_may_fail_the_job() -> None:
    told: list[tuple[int, str | None, bool]] = []

    def on_outcome(job: int, document: Document | None, outcome: Outcome) -> None:
        told.append((job, document.text if document else None, outcome.failure() is None))
        if job == 2:
            raise CallerError(ErrorCode.record_failed, "the shelf is full")

    scorer = ResumeScorer(ScriptedClient(), criteria_from_texts(["C++"]))
    options = atschecker.JobQueueOptions(workers=1, on_outcome=on_outcome)
    assert options.on_outcome is on_outcome
    queue = JobQueue(DocumentReader(), scorer, options)
    for name in ("a", "b", "c"):
        queue.submit(DocumentSource.from_bytes(name, name.encode()))
    outcomes = queue.wait_all()
    assert outcomes is not None
    assert told == [(1, "a", True), (2, "b", True)]
    assert outcomes[1].result == Failure(code=ErrorCode.record_failed, message="the shelf is full")
    assert outcomes[2].result.code == ErrorCode.run_aborted  # type: ignore[union-attr]
