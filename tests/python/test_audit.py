"""The audit: what the command reads, refuses, counts and says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import atschecker as ats
from atschecker.cli import app


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["audit", *(str(argument) for argument in arguments)])


def ranking_of(totals: dict[str, float | None]) -> ats.Ranking:
    """A ranking by one criterion; None: it failed."""
    criteria = ats.criteria_from_texts(["Total Score"])  # as hostile as a criterion can be called
    outcomes = []
    for name, total in totals.items():
        outcome = ats.Outcome(name=f"{name}.pdf")
        if total is None:
            outcome.result = ats.Failure(code=ats.ErrorCode.document_no_text, message="images only")
        else:
            score = ats.CriterionScore(criterion_id="c1", score=total)
            outcome.result = ats.Scorecard(scores=[score], total=total, engine="offline")
        outcomes.append(outcome)
    return ats.rank(criteria, outcomes)


FOUR = {"Ann": 5.0, "Bob": 2.0, "=Cid": 4.0, "Dan": 1.0, "Eve": None}
GROUPS = "Candidate,sex\nAnn,female\nBob,Male\n=Cid,male\nDan,Female \nEve,Female\n"


@pytest.fixture
def ranking(tmp_path: Path) -> Path:
    path = tmp_path / "r.csv"
    path.write_text(ats.to_csv(ranking_of(FOUR)), newline="")
    return path


def groups(folder: Path, text: str | bytes) -> Path:
    path = folder / "groups.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_csv_and_a_json_ranking_give_the_same_audit(tmp_path: Path, ranking: Path) -> None:
    other = tmp_path / "r.json"
    other.write_text(ats.to_json(ranking_of(FOUR)))
    file, first, second = groups(tmp_path, GROUPS), tmp_path / "a.json", tmp_path / "b.json"
    result = run(ranking, "--groups", file, "-o", first)
    assert result.exit_code == 0, result.output
    assert run(other, "--groups", file, "-o", second).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    report = json.loads(first.read_text())
    assert (report["scored"], report["failed"], report["median"], report["selected"]) == (4, 1, 3, None)
    (table,) = report["tables"]
    assert table["dimensions"] == ["sex"]
    assert [(entry["category"], entry["candidates"]) for entry in table["categories"]] == [
        (["Male"], 2),
        (["female"], 2),
    ]


def test_the_table_says_what_to_look_at_and_never_what_is_lawful(tmp_path: Path) -> None:
    totals: dict[str, float | None] = {f"m{i}": 5.0 if i < 30 else 1.0 for i in range(40)}
    totals |= {f"f{i}": 5.0 if i < 10 else 1.0 for i in range(40)}
    path = tmp_path / "r.json"
    path.write_text(ats.to_json(ranking_of(totals)))
    lines = ["candidate,sex", *(f"{name},{'Male' if name[0] == 'm' else 'Female'}" for name in totals)]
    result = run(path, "--groups", groups(tmp_path, "\n".join(lines)))
    assert result.exit_code == 0, result.output
    rows = [" ".join(line.split()) for line in result.output.splitlines()]
    # The median is 3: exactly half of the 80 have 5.
    assert "80 resumes were scored, the median score is 3." in rows
    assert "Female 40 50.0% 10 25.0% 0.33 look at it: below four fifths" in rows
    assert "Male 40 50.0% 30 75.0% 1.00" in rows
    assert "what is fair or lawful this does not say" in result.output


def test_a_selection_is_the_first_ranks_or_a_column(tmp_path: Path, ranking: Path) -> None:
    output = tmp_path / "a.json"
    assert run(ranking, "--groups", groups(tmp_path, GROUPS), "--top", "3", "-o", output).exit_code == 0
    by_rank = json.loads(output.read_text())
    assert by_rank["selected"] == 3
    counts = [entry["selection"]["count"] for entry in by_rank["tables"][0]["categories"]]
    assert counts == [2, 1]

    said = "candidate,sex,Moved\nAnn,F,yes\nBob,M,No\n=Cid,M,0\nDan,F,TRUE\nEve,F,y\n"
    result = run(ranking, "--groups", groups(tmp_path, said), "--selected", "moved", "-o", output)
    assert result.exit_code == 0, result.output
    by_column = json.loads(output.read_text())
    assert by_column["selected"] == 2
    assert [table["dimensions"] for table in by_column["tables"]] == [["sex"]]
    assert "2 moved forward" in result.output


def test_intersections_and_unknowns_are_counted(tmp_path: Path, ranking: Path) -> None:
    text = "candidate,sex,race_ethnicity\nAnn,Female,Asian\nBob,Male,prefer not to say\n=Cid,,White\n"
    output = tmp_path / "a.json"
    result = run(ranking, "--groups", groups(tmp_path, text), "-o", output)
    assert result.exit_code == 0, result.output
    assert "2 of 5 candidates have no row; their categories are unknown." in result.stderr
    tables = json.loads(output.read_text())["tables"]
    assert [(table["dimensions"], table["unknown"]) for table in tables] == [
        (["sex"], 2),
        (["race_ethnicity"], 2),
        (["sex", "race_ethnicity"], 3),
    ]
    assert [entry["category"] for entry in tables[2]["categories"]] == [["Female", "Asian"]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "needs one column candidate; it has none"),
        ("name,sex\nAnn,F\n", "needs one column candidate; it has name, sex"),
        ("candidate|sex\nAnn|F\n", "needs one column candidate; it has candidate|sex"),
        ("candidate,Candidate Name,sex\n", "needs one column candidate"),
        ("candidate\nAnn\n", "has no column with categories"),
        ("candidate,sex,Sex\n", "two columns have one name"),
        ("candidate,sex,\nAnn,F,x\n", "a column has no name"),
        ("candidate,1,2,3,4,5,6,7,8,9\n", "has 9 columns with categories; at most 8 are audited"),
        ("candidate,sex\nAnn,F\n\nAnn,F\n", "line 4: Ann is there twice"),
        ("candidate,sex\n ,F\n", "line 2: the candidate has no name"),
        ("candidate,sex\nAnn\n", "line 2: 1 cells under 2 columns"),
        ("candidate,sex\nZoe,F\nAnn,F\nYan,F\n", "not in the ranking: Zoe, Yan"),
        ("candidate,sex\nAnn,=1+1\n", "line 2: =1+1 looks like a formula"),
        ('candidate,"=HYPERLINK(1)"\nAnn,F\n', "line 1: =HYPERLINK(1) looks like a formula"),
        ('candidate,sex\nAnn,"F\n', "is no CSV"),
        (b"candidate,sex\nAnn,f\xe9minin\n", "is not UTF-8 text"),
        ("candidate,sex\nAnn,F\n".encode("utf-16"), "is not UTF-8 text"),
        ("candidate,sex\n" + "".join(f"x{i},F\n" for i in range(9)), "x0, x1, x2, x3, x4 and 4 more"),
    ],
)
def test_a_groups_file_that_cannot_be_used_is_refused_with_the_place(
    tmp_path: Path, ranking: Path, text: str | bytes, message: str
) -> None:
    result = run(ranking, "--groups", groups(tmp_path, text))
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("r.xlsx", "", "a ranking is a .csv or .json file"),
        ("r.csv", "", "is no ranking that rank -o wrote"),
        ("r.csv", "Candidate Name,Total Score\nAnn,3\n", "is no ranking that rank -o wrote"),
        ("r.csv", "Candidate Name,Total Score,Error\nAnn,x,\n", "line 2: the total score is no number"),
        ("r.csv", "Candidate Name,Total Score,Error\nAnn,,\n", "line 2: the total score is no number"),
        ("r.csv", "Candidate Name,Total Score,Error\nAnn,inf,\n", "line 2: the total score is no number"),
        ("r.csv", "Candidate Name,Total Score,Error\nAnn,3\n", "line 2: 2 cells under 3 columns"),
        ("r.csv", "Candidate Name,Total Score,Error\nAnn,3,\nAnn,3,\n", "Ann is there twice"),
        ("r.csv", "Candidate Name,Total Score,Error\n", "the ranking has no rows"),
        ("r.csv", "Candidate Name,Total Score,Error\nAnn,,x: y\n", "no resume was scored"),
        ("r.json", "[]", 'it has no list "ranking"'),
        ("r.json", "{", "is no JSON"),
        ("r.json", "[" * 100_000, "is no JSON"),
        ("r.json", '{"ranking": [{"candidate": "Ann", "total": NaN}]}', "is no JSON"),
        ("r.json", '{"ranking": [{"candidate": "Ann"}]}', 'entry 1 of "ranking": the total score is no'),
        ("r.json", '{"ranking": [{"candidate": "Ann", "total": true}]}', "the total score is no number"),
        ("r.json", '{"ranking": [{"candidate": "Ann", "total": 1e999}]}', "the total score is no number"),
        ("r.json", '{"ranking": [7]}', 'entry 1 of "ranking": has no candidate'),
    ],
)
def test_what_is_no_ranking_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    result = run(path, "--groups", groups(tmp_path, "candidate,sex\nAnn,F\n"))
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_options_that_do_not_fit_are_refused(tmp_path: Path, ranking: Path) -> None:
    file = groups(tmp_path, "candidate,sex,moved\nAnn,F,yes\n")
    assert "give one of them" in run(ranking, "--groups", file, "--top", "1", "--selected", "moved").stderr
    assert "no such column; it has candidate" in run(ranking, "--groups", file, "--selected", "x").stderr
    assert "no such column" in run(ranking, "--groups", file, "--selected", "candidate").stderr
    result = run(ranking, "--groups", file, "--selected", "moved")
    assert result.exit_code == 2
    assert "does not say whether these moved forward: " in result.stderr
    perhaps = groups(tmp_path, "candidate,sex,moved\nAnn,F,perhaps\n")
    assert (
        "line 2: who moved forward is told by yes or no"
        in run(ranking, "--groups", perhaps, "--selected", "moved").stderr
    )
    assert run(ranking, "--groups", file, "-o", tmp_path / "a.csv").exit_code == 2
    assert run(ranking, "--groups", tmp_path / "none.csv").exit_code == 2


def test_what_would_steer_a_terminal_is_shown_harmless(tmp_path: Path, ranking: Path) -> None:
    result = run(ranking, "--groups", groups(tmp_path, "candidate,sex\nAnn,\x1b[2JF\n"))
    assert result.exit_code == 0
    assert "\x1b" not in result.output


def test_the_library_audits_a_ranking() -> None:
    candidates = ats.audited_candidates(ranking_of({"Ann": 3.0, "Bob": 1.0, "Cid": 2.0}))
    for each, sex in zip(candidates, ("F", "F", "M"), strict=True):
        each.categories = [sex]
    report = ats.audit(["sex"], ats.select_top(candidates, 1))
    assert report.median == 2
    assert [category.names for category in report.tables[0].categories] == [["F"], ["M"]]
    # Ann of Ann and Cid; the order of a ranking is by total.
    first = report.tables[0].categories[0]
    assert (first.candidates, first.scoring.rate, first.scoring.impact_ratio) == (2, 0.5, 1.0)
    assert first.selection is not None
    assert first.selection.count == 1
    with pytest.raises(ats.CallerError, match="there is no kind of categories"):
        ats.audit([], candidates)


def test_odd_names_are_matched(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    rows = [{"candidate": " 'Ann", "total": 1}, {"candidate": "B\ud800b", "total": 2}]
    path.write_text(json.dumps({"ranking": rows}))
    result = run(path, "--groups", groups(tmp_path, "candidate,sex\n'Ann,F\nB\N{REPLACEMENT CHARACTER}b,M\n"))
    assert result.exit_code == 0, result.output
    assert result.stderr == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cells_are_parted_by_what_the_spreadsheet_wrote(
    tmp_path: Path, ranking: Path, delimiter: str
) -> None:
    text = GROUPS.replace(",", delimiter).replace("\n", "\r\n")
    file = groups(tmp_path, f"\N{ZERO WIDTH NO-BREAK SPACE}{text}")
    result = run(ranking, "--groups", file, "-o", tmp_path / "a.json")
    assert result.exit_code == 0, result.output
    (table,) = json.loads((tmp_path / "a.json").read_text())["tables"]
    assert [(each["category"], each["candidates"]) for each in table["categories"]] == [
        (["Male"], 2),
        (["female"], 2),
    ]


def test_names_of_files_with_accents_apart_are_matched(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps({"ranking": [{"candidate": "Zoe\N{COMBINING DIAERESIS}", "total": 1}]}))
    result = run(
        path, "--groups", groups(tmp_path, "candidate,sex\nZo\N{LATIN SMALL LETTER E WITH DIAERESIS},F\n")
    )
    assert (result.exit_code, result.stderr) == (0, "")
