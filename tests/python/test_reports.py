"""The reports for people: HTML that is safe to open and to print, and workbooks without live cells."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

import atschecker as ats
from atschecker._report_html import to_html
from atschecker._report_xlsx import to_xlsx
from atschecker._reports import WRITERS
from atschecker.cli import app

HOSTILE = '<script>alert(1)</script><img src="https://evil.invalid/x">"\'&\x1b[31m'
# What HTML loads or runs by itself.
LOADING = {
    "script",
    "img",
    "iframe",
    "object",
    "embed",
    "link",
    "video",
    "audio",
    "source",
    "base",
    "form",
    "svg",
}


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def ranking_of(text: str, score: float = 4, reason: str | None = None) -> ats.Ranking:
    """A ranking in which all that comes from outside is this text, beside one failure."""
    criteria = ats.criteria_from_json(json.dumps([{"text": text, "weight": 2}, {"text": "SQL", "weight": 1}]))
    quote = ats.Evidence(quote=text, verified=True, page=2, begin=0, end=9)
    scores = [
        ats.CriterionScore(criterion_id="c1", score=score, reason=reason or text, evidence=[quote, quote]),
        ats.CriterionScore(criterion_id="c2", score=0),
    ]
    card = ats.Scorecard(scores=scores, total=2 * score, percent=53.3, engine="offline")
    finding = ats.Finding(kind=ats.FindingKind.hidden_text, message="Hidden.", page=1, text=text)
    failure = ats.Failure(code=ats.ErrorCode.document_damaged, message=text)
    return ats.rank(
        criteria,
        [
            ats.Outcome(name=f"{text}.pdf", result=card, findings=[finding]),
            ats.Outcome(name="jim.pdf", result=failure),
        ],
        ats.Date(2026, 6, 30),
    )


class Page(HTMLParser):
    """What a browser would find."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_nothing_in_the_page_runs_or_is_loaded_whatever_a_resume_says() -> None:
    page = Page(to_html(ranking_of(HOSTILE)))
    assert not LOADING & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
    links = [value for name, value in page.attributes if name == "href"]
    assert links == ["#r1", "#r2"]
    policy = dict(page.attributes)["content"]
    assert any(value and value.startswith("default-src 'none'") for _, value in page.attributes), policy
    style = "".join(page.words)
    assert "url(" not in style
    assert "@import" not in style
    # What was hostile is there to be read, and no control is.
    assert "<script>alert(1)</script>" in page.text
    assert "\x1b" not in page.text


def test_the_page_has_the_evidence_of_each_candidate() -> None:
    text = Page(to_html(ranking_of("C++"))).text
    assert "Ranking of 2 resumes 1 scored, 1 not; by offline; as of 2026-06-30" in text
    assert "1. C++ : 8 (53%)" in text
    assert "Missing: SQL" in text
    assert "4 C++ c1, must-have C++ C++ page 2 C++ page 2" in text
    assert "0 SQL c2, must-have missing The resume shows nothing of it." in text
    assert "Not scored: jim" in text
    assert "document_damaged: C++" in text
    assert 'Page 1: Hidden. "C++"' in text


def test_each_link_of_the_page_leads_to_its_candidate() -> None:
    page = Page(to_html(ranking_of("C++")))
    assert [value for name, value in page.attributes if name == "id"] == ["r1", "r2"]


def test_many_criteria_stand_in_several_tables_that_fit_a_page() -> None:
    criteria = ats.criteria_from_texts([f"Skill {n}" for n in range(45)])
    scores = [ats.CriterionScore(criterion_id=each.id, score=1) for each in criteria]
    ranking = ats.rank(criteria, [ats.Outcome(name="a", result=ats.Scorecard(scores=scores, total=45))])
    tables = re.findall(r'<table class="scores">.*?</thead>', to_html(ranking), re.DOTALL)
    assert [table.count('class="score"') for table in tables] == [15, 15, 15]


@pytest.mark.parametrize("write", [to_html, to_xlsx])
def test_the_same_ranking_gives_the_same_bytes(write: Any) -> None:  # noqa: ANN401 (two functions)
    assert write(ranking_of("C++")) == write(ranking_of("C++"))


@pytest.mark.parametrize("write", [to_html, to_xlsx])
def test_a_ranking_without_rows_or_criteria_is_written(write: Any) -> None:  # noqa: ANN401 (two functions)
    assert write(ats.Ranking())


def sheets_of(ranking: ats.Ranking) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(ranking)))


def test_a_workbook_has_a_frozen_header_a_filter_and_colours() -> None:
    book = sheets_of(ranking_of("C++"))
    assert book.sheetnames == ["Ranking", "Evidence", "Criteria"]
    sheet = book["Ranking"]
    assert [cell.value for cell in sheet[1]][:7] == [
        "Rank", "Candidate Name", "Total Score", "Percent", "Must-haves Not Shown", "C++", "SQL",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[2]][:7] == [1, "C++", 8, 53.3, "SQL", 4, 0]
    assert [cell.value for cell in sheet[3]][:4] == [None, "jim", None, None]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:M3"
    rules = {str(cells.sqref): [rule.type for rule in cells.rules] for cells in sheet.conditional_formatting}
    assert rules == {"D2:D3": ["dataBar"], "F2:G3": ["colorScale"]}


def test_a_workbook_has_a_row_for_each_quote() -> None:
    sheet = sheets_of(ranking_of("C++"))["Evidence"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        [1, "C++", "C++", 4, None, "C++", "C++", "page 2"],
        [1, "C++", "C++", 4, None, "C++", "C++", "page 2"],
        [1, "C++", "SQL", 0, "missing", "The resume shows nothing of it.", None, None],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "@SUM(A1)", '=HYPERLINK("http://evil.invalid")', "https://evil.invalid", "{=1}"]
)
def test_no_cell_of_a_workbook_is_live(text: str) -> None:
    content = to_xlsx(ranking_of(text))
    cells = [
        cell
        for sheet in openpyxl.load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert sum(cell.value == text for cell in cells) >= 8
    assert {cell.data_type for cell in cells if cell.value == text} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "sheet" in name)


def test_a_cell_that_is_too_long_for_a_spreadsheet_says_so() -> None:
    book = sheets_of(ranking_of("C++", reason="\N{GRINNING FACE}" * 20_000))
    value = book["Evidence"]["F2"].value
    assert value.endswith(" [cut: a spreadsheet's cell holds no more]")
    assert len(value.encode("utf-16-le")) // 2 <= 32_767


@pytest.fixture
def job_and_resume(tmp_path: Path) -> list[Path]:
    job, resume = tmp_path / "job.txt", tmp_path / "jane.txt"
    job.write_text("Forklift operator\n\nRequirements\n- Forklift licence\n")
    resume.write_text("Jane Roe\nForklift operator since 2015\n")
    return [job, resume]


def test_the_command_writes_each_kind_by_its_suffix(tmp_path: Path, job_and_resume: list[Path]) -> None:
    outputs = [tmp_path / f"r{suffix}" for suffix in (".csv", ".json", ".html", ".XLSX")]
    result = run("rank", *job_and_resume, *(each for path in outputs for each in ("-o", path)))
    assert result.exit_code == 0, result.output
    starts = [path.read_bytes()[:9] for path in outputs]
    assert starts == [b"\xef\xbb\xbfCandid", b'{\n  "atsc', b"<!DOCTYPE", b"PK\x03\x04\x14\x00\x00\x00\x08"]


@pytest.mark.parametrize(
    ("command", "suffixes"),
    [
        ("rank", ".csv, .json, .html or .xlsx"),
        ("counterfactual", ".csv or .json"),
        ("replay", ".csv, .json, .html or .xlsx"),
        ("criteria", ".json"),
        ("audit", ".json"),
    ],
)
def test_a_suffix_without_a_writer_is_refused_by_every_command(
    tmp_path: Path, job_and_resume: list[Path], command: str, suffixes: str
) -> None:
    arguments: dict[str, list[object]] = {
        "criteria": [job_and_resume[0]],
        "replay": [tmp_path / "r.db"],
        "audit": [tmp_path / "r.json", "--groups", tmp_path / "g.csv"],
    }
    result = run(command, *arguments.get(command, list(job_and_resume)), "-o", tmp_path / "r.pdf")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"cannot write this kind of file; the suffix decides: {suffixes}\n" in result.stderr
    assert not (tmp_path / "r.pdf").exists()


def test_every_suffix_that_is_accepted_has_a_writer() -> None:
    for suffix, writer in WRITERS.items():
        content = writer.write(ranking_of("C++"))
        assert len(content) > 100, suffix


def test_a_workbook_without_its_library_is_refused_before_any_work(
    tmp_path: Path, job_and_resume: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    result = run("rank", *job_and_resume, "-o", tmp_path / "r.xlsx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'atschecker[xlsx]'" in result.stderr
