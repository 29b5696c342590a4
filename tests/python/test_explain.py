"""Why a candidate has its scores: ``explain``, ``rank --why`` and the words of the table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import atschecker as ats
from atschecker._report_files import NotAReport, ranking_from_json
from atschecker._words import label
from atschecker.cli import app

CRITERIA = [
    {"text": "C++", "importance": "must", "weight": 3},
    {"text": "Rust", "importance": "must", "weight": 3},
    {"text": "German at conversational level", "importance": "must", "weight": 2},
    {"text": "SQL", "importance": "nice", "weight": 2},
]


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def failed(code: ats.ErrorCode, message: str, name: str) -> ats.Outcome:
    return ats.Outcome(name=name, result=ats.Failure(code=code, message=message))


def evidence(quote: str, page: int) -> ats.Evidence:
    return ats.Evidence(quote=quote, verified=page > 0, page=page, begin=3, end=3 + len(quote))


@pytest.fixture
def ranking() -> ats.Ranking:
    criteria = ats.criteria_from_json(json.dumps(CRITERIA))
    years = ats.YearsShown(years=4.5, all=9, periods=[evidence("2019 - 2023", 2)])
    jane = ats.Scorecard(
        scores=[
            ats.CriterionScore(
                criterion_id="c1",
                score=4,
                reason="Five years.",
                evidence=[evidence("wrote C++", 2)],
                years=years,
            ),
            ats.CriterionScore(criterion_id="c2", score=0, reason="Says no.", contradicted=True),
            ats.CriterionScore(criterion_id="c3", score=0),
            ats.CriterionScore(
                criterion_id="c4", score=1, unsupported=True, evidence=[evidence("SQL wizard", 0)]
            ),
        ],
        total=14,
        percent=28,
        engine="offline",
    )
    hidden = ats.Finding(kind=ats.FindingKind.hidden_text, message="Page 1 has words.", page=1, text="ninja")
    outcomes = [
        ats.Outcome(name="in/jane.pdf", result=jane, findings=[hidden]),
        failed(ats.ErrorCode.document_damaged, "the PDF is broken: export it again", "in/jim.pdf"),
    ]
    return ats.rank(criteria, outcomes, ats.Date(2026, 6, 30))


@pytest.fixture
def report(tmp_path: Path, ranking: ats.Ranking) -> Path:
    path = tmp_path / "r.json"
    path.write_text(ats.to_json(ranking), "utf-8")
    return path


def test_a_report_is_read_back_as_it_was_written(ranking: ats.Ranking) -> None:
    assert ats.to_json(ranking_from_json(ats.to_json(ranking))) == ats.to_json(ranking)


def test_what_repeating_showed_is_read_back(ranking: ats.Ranking) -> None:
    (jane, jim) = ranking.rows
    card = jane.outcome.scorecard()
    assert card is not None
    card.spread = ats.ScoreSpread(
        samples=3, total_low=10, total_high=16, wavered=[ats.WaveringScore(criterion_id="c1", low=3, high=5)]
    )
    jane.outcome = ats.Outcome(name=jane.outcome.name, result=card)
    jane.could_be = ats.RankSpan(best=1, worst=2)
    ranking.rows = [jane, jim]
    written = ats.to_json(ranking)
    assert json.loads(written)["ranking"][0]["repeat"]["wavered"] == [
        {"criterion": "c1", "low": 3, "high": 5}
    ]
    assert ats.to_json(ranking_from_json(written)) == written


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"ranking": 3}', "[" * 100_000, '{"as_of": "x"}', "\0"])
def test_what_is_no_report_is_told(text: str) -> None:
    with pytest.raises(NotAReport):
        ranking_from_json(text)


def test_each_criterion_stands_with_score_reason_quote_and_page(report: Path) -> None:
    result = run("explain", report, "jane")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "jane: rank 1 of 1, total 14 (28%)",
        "in/jane.pdf, scored by offline, as of 2026-06-30",
        "Missing: German at conversational level",
        "Contradicted: Rust",
        "No quote: SQL",
        "",
        "4/5  c1: C++",
        "      must-have, weight 3, 30% of the total",
        "      Five years.",
        "      Years by the dates: 4.5, 9 in all (2019 - 2023)",
        '      "wrote C++" (page 2)',
        "0/5  c2: Rust [contradicted]",
        "      must-have, weight 3, 30% of the total",
        "      Says no.",
        "0/5  c3: German at conversational level [missing]",
        "      must-have, weight 2, 20% of the total",
        "      The resume shows nothing of it.",
        "1/5  c4: SQL [no quote supports it: 1 at most]",
        "      nice, weight 2, 20% of the total",
        '      "SQL wizard" (not in the resume)',
        'Noticed: Page 1: Page 1 has words. "ninja"',
    ]


def test_a_failure_is_explained_too(report: Path) -> None:
    assert run("explain", report, "jim").stdout.splitlines() == [
        "jim: not scored",
        "in/jim.pdf, as of 2026-06-30",
        "      document_damaged: the PDF is broken: export it again",
    ]


@pytest.mark.parametrize("name", ["jane", "1", "in/jane.pdf", "JAN"])
def test_a_candidate_is_found_by_name_rank_file_or_a_part(report: Path, name: str) -> None:
    assert run("explain", report, name).stdout.startswith("jane: rank 1")


def test_who_is_not_clear_is_asked_back(report: Path, tmp_path: Path) -> None:
    several = run("explain", report, "j")
    assert (several.exit_code, several.stderr) == (
        2,
        "atschecker: j may be any of jane, jim: give one of these names\n",
    )
    nobody = run("explain", report, "kim")
    assert (nobody.exit_code, nobody.stderr) == (
        2,
        "atschecker: kim is not in the ranking; it has jane, jim\n",
    )
    (tmp_path / "r.csv").write_text("Candidate Name\n")
    other = run("explain", tmp_path / "r.csv", "jane")
    assert other.exit_code == 2
    assert "is neither a .json report nor a record" in other.stderr


def test_no_line_is_wider_than_the_terminal(report: Path, ranking: ats.Ranking) -> None:
    wide = json.loads(report.read_text("utf-8"))
    wide["ranking"][0]["scores"][0]["reason"] = "a long reason with many words " * 20
    report.write_text(json.dumps(wide), "utf-8")
    for columns in ("80", "50"):
        lines = run("explain", report, "jane", COLUMNS=columns).stdout.splitlines()
        assert max(map(len, lines)) <= int(columns)
        assert max(map(len, lines)) > int(columns) - 15


def test_a_record_is_explained_as_its_report_is(tmp_path: Path) -> None:
    (tmp_path / "jane.txt").write_text("Jane Roe\nForklift operator since 2015\n")
    (tmp_path / "c.json").write_text('["Forklift", "Crane"]')
    record, report = tmp_path / "r.db", tmp_path / "r.json"
    result = run(
        "rank", "--no-job", "--criteria", tmp_path / "c.json", tmp_path / "jane.txt",
        "--record", record, "-o", report, "--why", "1",
    )  # fmt: skip
    told = run("explain", record, "jane").stdout
    assert told == run("explain", report, "jane").stdout
    assert "Missing: Crane" in told
    assert told in result.stdout
    assert run("explain", report, "jane", "--run", "1").exit_code == 2


def test_the_table_says_in_words_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "jane.txt").write_text("Jane Roe\nGardener since 2015\n")
    (tmp_path / "c.json").write_text(json.dumps([f"Skill{n}" for n in range(7)]))
    result = run("rank", "--no-job", "--criteria", tmp_path / "c.json", tmp_path / "jane.txt")
    assert "Skill0; Skill1; Skill2; Skill3; Skill4; and 2 more" in result.stdout.splitlines()[1]
    assert "c7: Skill6 (must-have, weight 1, 14% of the total)" in result.stdout
    assert "Missing: must-haves that the resume does not show" in result.stdout


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("SQL", "SQL"),
        ("relational databases, such as PostgreSQL", "relational…"),
        ("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrs…"),
        ("exactly twenty chars", "exactly twenty chars"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_label_ends_with_a_word(text: str, short: str) -> None:
    assert label(text, 20) == short
