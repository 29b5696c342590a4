"""Other names, pronouns and schools: what the command swaps, sends, counts and says."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from atschecker._core import DocumentReader
from atschecker._counterfactual import NAMES, differences_to_csv, read_variants, variants_of
from atschecker.cli import app
from model_server import Answer, ModelServer, chat_completion, model_server

RESUME = """Jane Roe
jane.roe@mail.example | +1 217 555 0142 | 12 Oak Street, Springfield
Married

Jane kept her books at Northwind Traders from 2015 to 2020. Ms. Roe led two clerks; she trained them.

Education
Bachelor of Arts, Ridgemont State University, 2014
"""
REAL = ("jane", "roe", "oak street", "0142")


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    path = tmp_path / "jane.txt"
    path.write_text(RESUME)
    (tmp_path / "criteria.json").write_text('["Book keeping"]')
    return path


def run(resume: Path, *options: str | Path, server: ModelServer | None = None) -> Result:
    environment = {} if server is None else {"OPENAI_BASE_URL": server.base_url, "ATS_MODEL": "m"}
    criteria = resume.parent / "criteria.json"
    arguments = ["counterfactual", "--no-job", "--criteria", criteria, resume, *options]
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def sent_in(body: dict[str, Any]) -> str:
    return "\n".join(message["content"] for message in body["messages"])


def fond_of_greg(body: dict[str, Any]) -> Answer:
    """A model that likes one name, and one school."""
    sent = sent_in(body)
    finding = "stated" if "Greg Baker" in sent or "Harvard" in sent else "partly"
    entry = {"quotes": ["led two clerks"], "reason": "", "finding": finding}
    return chat_completion(json.dumps({"scores": {"c1": entry}}))


def test_a_resume_is_by_an_invented_person_and_changed_in_one_thing_at_a_time() -> None:
    variants = variants_of("jane", RESUME)
    assert variants.text == (
        RESUME.replace("Jane Roe", "Emily Walsh")
        .replace("Jane kept", "Emily kept")
        .replace("Ms. Roe", "Ms. Walsh")
        .replace("jane.roe@mail.example", "emily.walsh@example.com")
        .replace("+1 217 555 0142", "202-555-0143")
        .replace("12 Oak Street", "12 Elm Street")
    )
    by_kind: dict[str, list[str]] = {}
    for change in variants.changes:
        by_kind.setdefault(change.kind, []).append(change.text)
    assert {kind: len(texts) for kind, texts in by_kind.items()} == {
        "again": 1,
        "name": len(NAMES) - 1,
        "pronouns": 1,
        "school": 3,
    }
    assert "Greg kept her books" in by_kind["name"][0]
    assert "greg.baker@example.com" in by_kind["name"][0]
    assert "Emily kept his books" in by_kind["pronouns"][0]
    assert "Mr. Walsh led" in by_kind["pronouns"][0]
    assert "; he trained them" in by_kind["pronouns"][0]
    assert "Bachelor of Arts, Harvard University, 2014" in by_kind["school"][0]


def test_a_biased_model_is_shown_with_and_without_redaction_and_never_sees_who_it_was(
    resume: Path, tmp_path: Path
) -> None:
    report, table = tmp_path / "r.json", tmp_path / "r.csv"
    with model_server(fond_of_greg) as server:
        result = run(resume, "-o", report, "-o", table, server=server)
        sent = "\n".join(sent_in(body) for body in server.requests)
    assert result.exit_code == 0, result.output
    assert not [word for word in REAL if word in sent.casefold()]
    found = json.loads(report.read_text())["differences"]
    moved = {(each["to"], each["redacted"], each["difference"]) for each in found if each["difference"]}
    assert moved == {
        ("Greg Baker", False, 2.0),
        ("Harvard University", False, 2.0),
        ("Harvard University", True, 2.0),
    }
    assert "jane: name Greg Baker: total +2, +40.00 points" in result.stdout
    lines = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines() if line[:1].islower()}
    assert lines["again"] == ["1", "0.00", "0.00", "0.00", "0.00"]
    assert lines["name"] == ["1", "5.71", "40.00", "0.00", "0.00"]
    assert lines["school"] == ["1", "13.33", "40.00", "13.33", "40.00"]
    assert "lawful this does not say" in result.stdout
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert len(rows) == len(found)
    assert rows[1]["Candidate Name"] == "jane"


def test_what_a_server_would_see_twice_is_asked_once(resume: Path) -> None:
    with model_server(fond_of_greg) as server:
        run(resume, server=server)
    # As it is, again, 7 names, pronouns, 3 schools; redacted the names are one.
    assert len(server.requests) == 13 + 6


def test_the_offline_engine_makes_no_difference(resume: Path) -> None:
    result = run(resume)
    assert result.exit_code == 0, result.output
    rows = [
        line.split()
        for line in result.stdout.splitlines()
        if line.startswith(("again", "name", "pron", "sch"))
    ]
    assert [row[1:] for row in rows] == [["1", "0.00", "0.00", "0.00", "0.00"]] * 4


def test_a_dry_run_counts_the_calls_and_sends_nothing(resume: Path) -> None:
    with model_server(fond_of_greg) as server:
        result = run(resume, "--dry-run", server=server)
        assert server.requests == []
    assert result.exit_code == 0, result.output
    assert "19 calls, about" in result.stdout
    assert "costs nothing" in run(resume, "--dry-run").stdout


def test_a_budget_ends_the_run_and_the_rows_say_why(resume: Path, tmp_path: Path) -> None:
    with model_server(fond_of_greg) as server:
        result = run(resume, "--max-tokens", "50", "-o", tmp_path / "r.json", server=server)
    assert result.exit_code == 3, result.output
    found = json.loads((tmp_path / "r.json").read_text())["differences"]
    assert all("budget_exhausted" in each["error"] for each in found if "error" in each)
    assert any("error" in each for each in found)


def test_what_cannot_be_read_is_a_row_with_its_error(resume: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = run(resume, tmp_path / "empty.txt", "-o", tmp_path / "r.csv")
    assert result.exit_code == 3, result.output
    rows = list(csv.DictReader((tmp_path / "r.csv").read_text("utf-8-sig").splitlines()))
    assert {row["Error"].split(":")[0] for row in rows if row["Candidate Name"] == "empty"} == {
        "document_empty"
    }


def test_a_file_name_is_no_formula(tmp_path: Path) -> None:
    (tmp_path / "=1+1.txt").write_text("")
    text = differences_to_csv([])
    assert text.startswith("Candidate Name,Changed,To,Redacted,Total,Difference,Points,Error")
    found = read_variants(DocumentReader(), [str(tmp_path / "=1+1.txt")])
    assert found[0].name == "=1+1"


def test_a_resume_without_a_name_has_no_other_names() -> None:
    kinds = {
        change.kind for change in variants_of("x", "Forklift operator\n2012 - 2020 Cold Store\n").changes
    }
    assert kinds == {"again"}
