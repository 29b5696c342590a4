"""What notebooks show, and rows for data frames."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

import atschecker as ats


@pytest.fixture
def ranking() -> ats.Ranking:
    long = "Jane <b>Roe</b>\nC++ engineer since 2019\n" + "Lorem ipsum dolor sit amet. " * 500
    failure = ats.Failure(code=ats.ErrorCode.document_empty, message="the file has no bytes")
    ranking = ats.rank_resumes(
        ["C++", "Haskell", "C++"],
        [ats.Document.from_text("<i>jane</i>.txt", long)],
        as_of=ats.Date(2026, 6, 30),
    )
    outcomes = [row.outcome for row in ranking.rows] + [ats.Outcome(name="joe.pdf", result=failure)]
    return ats.rank(ranking.criteria, outcomes, ranking.as_of)


def test_a_ranking_is_a_table_in_a_notebook(ranking: ats.Ranking) -> None:
    shown = ranking._repr_html_()
    assert shown.startswith("<div><table><thead><tr><th>#</th><th>Candidate</th>")
    assert "<td>Haskell</td>" in shown
    assert "<td>not scored: document_empty: the file has no bytes</td>" in shown
    assert "Engine: offline; as of 2026-06-30" in shown
    assert "<i>" not in shown


def test_a_long_ranking_shows_its_beginning(ranking: ats.Ranking) -> None:
    ranking.rows = ranking.rows[:1] * 60
    shown = ranking._repr_html_()
    assert shown.count("<tr>") == 51
    assert "<p>and 10 more</p>" in shown


def test_a_candidate_shows_the_evidence_in_a_notebook(ranking: ats.Ranking) -> None:
    jane, joe = ranking.rows
    assert "C++ engineer since 2019" in jane._repr_html_()
    assert "<b>Roe" not in jane._repr_html_()
    assert "not scored: document_empty" in joe._repr_html_()


def test_each_row_is_a_record_for_a_data_frame(ranking: ats.Ranking) -> None:
    jane, joe = ats.to_records(ranking)
    card = ranking.rows[0].outcome.scorecard()
    assert card is not None
    assert jane == {
        "rank": 1,
        "candidate": ranking.rows[0].candidate,
        "file": "<i>jane</i>.txt",
        "total": card.total,
        "percent": card.percent,
        "c1: C++": card.scores[0].score,
        "Haskell": 0,
        "c3: C++": card.scores[2].score,
        "missing": ["Haskell"],
        "error": None,
    }
    assert (joe["rank"], joe["total"], joe["Haskell"]) == (None, None, None)
    assert joe["error"] == "document_empty: the file has no bytes"


def test_pandas_is_asked_only_where_it_is_wanted(
    ranking: ats.Ranking, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = SimpleNamespace(from_records=lambda records: ("frame", records))
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=frame))
    assert ats.to_pandas(ranking) == ("frame", ats.to_records(ranking))
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError):
        ats.to_pandas(ranking)


def test_what_python_shows_of_a_value_is_short(ranking: ats.Ranking) -> None:
    ranking.rows = ranking.rows * 300
    assert len(repr(ranking)) < 2000
    assert "rows=<600 entries>" in repr(ranking)
    assert len(repr(ranking.rows[0])) < 2000
