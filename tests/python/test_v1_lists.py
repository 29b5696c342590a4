"""Rows of a ranking: their order in memory, quotes marked in the text, databases of earlier versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

import atschecker.store
from atschecker import Criterion, criteria_from_texts, criteria_to_json
from atschecker.service._lists import Lists
from atschecker.service._ranking_views import full_ranking
from atschecker.store import Line, NewRanking, Resume, Store
from service_support import MarkingEngine, service
from test_v1_rankings import TWO, ranked, rows

USAGE = {
    "requests": 1,
    "prompt_tokens": 10,
    "cached_tokens": 0,
    "completion_tokens": 2,
    "reasoning_tokens": 0,
    "cache_write_tokens": 0,
}


def outcome(*points: float, spread: dict[str, Any] | None = None) -> str:
    """What the database keeps of a scored resume."""
    scores: list[dict[str, Any]] = [
        {
            "criterion_id": f"c{number}",
            "score": score,
            "reason": "",
            "unsupported": False,
            "evidence": [],
            "years": None,
        }
        for number, score in enumerate(points, 1)
    ]
    card: dict[str, Any] = {
        "total": sum(points),
        "percent": 0.0,
        "engine": "x",
        "usage": USAGE,
        "findings": [],
    }
    return json.dumps({"findings": [], "card": {**card, "scores": scores, "spread": spread}})


def filled(store: Store, *points: tuple[float, float]) -> tuple[str, list[str]]:
    """A ranking by two criteria with one row for each pair of scores."""
    criteria = criteria_to_json(criteria_from_texts(["C++", "German"]))
    saved = store.create("default", NewRanking("R", None, criteria, {}))
    ids = []
    for number, pair in enumerate(points):
        row = store.add_resume("default", saved.id, Resume(f"{number}.txt", str(number).encode()))
        store.finish(saved.id, row, outcome(*pair), "", [])
        ids.append(row)
    return saved.id, ids


def test_after_the_first_look_only_rows_that_changed_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    store, lists = Store(), Lists()
    ranking, ids = filled(store, (4, 2), (0, 5), (1, 1))
    read: list[list[Line]] = []
    plain = store.lines

    def spied(ranking: str, since: int = -1) -> list[Line]:
        read.append(plain(ranking, since))
        return read[-1]

    monkeypatch.setattr(store, "lines", spied)

    def order() -> list[tuple[str, int, float | None]]:
        table = lists.standings(store, store.ranking("default", ranking))
        return [(place.line.file, place.rank, place.percent) for place in table.places]

    assert order() == [("0.txt", 1, 60.0), ("1.txt", 2, 50.0), ("2.txt", 3, 20.0)]
    heavier = criteria_from_texts(["C++", "German"])
    heavier[1].weight = 3
    store.set_criteria(ranking, criteria_to_json(heavier))
    assert order() == [("1.txt", 1, 75.0), ("0.txt", 2, 50.0), ("2.txt", 3, 20.0)]
    assert [len(lines) for lines in read] == [3]
    store.decide(ranking, ids[2], "somebody", {"stage": "maybe"})
    table = lists.standings(store, store.ranking("default", ranking))
    assert [(line.file, line.stage) for lines in read[1:] for line in lines] == [("2.txt", "maybe")]
    assert [place.line.stage for place in table.places] == ["new", "new", "maybe"]
    assert (table.facts.usage.requests, table.facts.usage.prompt_tokens) == (3, 30)


def test_lists_that_were_not_asked_for_lately_are_dropped() -> None:
    store, lists = Store(), Lists(max_rows=3)
    first, _ = filled(store, (1, 1), (2, 2))
    second, _ = filled(store, (3, 3), (4, 4))
    tables = [lists.standings(store, store.ranking("default", each)) for each in (first, second, first)]
    assert tables[0] is not tables[2]
    assert tables[2] is lists.standings(store, store.ranking("default", first))


def test_other_ranks_of_a_repeated_scoring_are_not_told_by_other_weights() -> None:
    store, lists = Store(), Lists()
    criteria = criteria_from_texts(["C++", "German"])
    saved = store.create("default", NewRanking("R", None, criteria_to_json(criteria), {}))
    row = store.add_resume("default", saved.id, Resume("a.txt", b"a"))
    spread = {"samples": 2, "total_low": 3.0, "total_high": 7.0, "wavered": []}
    store.finish(saved.id, row, outcome(4, 2, spread=spread), "", [])

    def could_be(weights: list[Criterion]) -> tuple[int, int] | None:
        store.set_criteria(saved.id, criteria_to_json(weights))
        now = store.ranking("default", saved.id)
        table = lists.standings(store, now)
        span = full_ranking(store.entries(saved.id), table.places, table.criteria, now).rows[0].could_be
        return None if span is None else (span.best, span.worst)

    assert could_be(criteria) == (1, 1)
    criteria[0].weight = 2
    assert could_be(criteria) is None


def test_quotes_are_marked_in_the_text() -> None:
    with service() as client:
        letter = "Jörg Müller\n\nExperience\nWrote C++ for a long time".encode()
        ranking = ranked(client, [("a.txt", letter)])
        (row,) = rows(client, ranking)
        shown = client.get(f"/v1/rankings/{ranking}/rows/{row['id']}/text").json()
    quotes = {(score["criterion_id"], score["quote"]) for score in row["scores"] if score["quote"]}
    marked = {(mark["criterion_id"], shown["text"][mark["begin"] : mark["end"]]) for mark in shown["marks"]}
    assert marked == quotes
    assert any("C++" in words for _, words in marked)
    assert {mark["page"] for mark in shown["marks"]} == {1}


def test_marks_stand_at_the_same_words_in_a_text_without_names() -> None:
    with service() as client:
        letter = b"Jane Roe\njane.roe@example.org\n\nExperience\nJane Roe wrote C++ for a long time"
        ranking = ranked(client, [("a.txt", letter)], options='{"blind": true}')
        (row,) = rows(client, ranking)
        shown = client.get(f"/v1/rankings/{ranking}/rows/{row['id']}/text").json()
    assert "Jane" not in shown["text"]
    words = {shown["text"][mark["begin"] : mark["end"]] for mark in shown["marks"]}
    assert words
    assert all(each.endswith("C++ for a long time") for each in words)


def test_must_haves_are_told_as_the_library_tells_them() -> None:
    with service(MarkingEngine()) as client:
        criteria = json.dumps(
            [{"text": "C++", "importance": "must"}, {"text": "German", "importance": "nice"}]
        )
        ranking = ranked(
            client, [("a.txt", b"0 points\nWrote Java for a long time"), TWO[0]], criteria=criteria
        )
        found = {row["file"]: row for row in rows(client, ranking)}
    assert found["a.txt"]["must_haves_missing"] == ["c1"]
    assert (found["a.txt"]["must_haves_missing"], found["a.txt"]["must_haves_contradicted"]) == (["c1"], [])


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    config = Config()
    config.set_main_option("script_location", str(Path(atschecker.store.__file__).parent / "migrations"))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO rankings (id, tenant, name, state, created, as_of, job_name, job_digest,"
                " options, version, changes)"
                " VALUES ('r', 'default', 'R', 'done', 'x', '2026-01-01', '', '', '{}', 1, 1)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO ranking_rows (id, ranking, position, file, digest, state, outcome, text, marks,"
                " change, stage, note, tags, version) VALUES"
                " ('a', 'r', 0, 'a.txt', '', 'scored', :outcome, '', '[]', 1, 'new', '', '[]', 1),"
                " ('b', 'r', 1, 'b.txt', '', 'pending', NULL, '', '[]', 0, 'new', '', '[]', 1)"
            ),
            {"outcome": outcome(4, 2)},
        )
    engine.dispose()
    store = Store(url)
    lines = store.lines("r")
    (entry,) = store.entries_of("r", ["a"])
    store.close()
    assert [(line.file, line.scores, line.usage) for line in lines] == [
        ("a.txt", {"c1": 4, "c2": 2}, [1, 10, 0, 2, 0, 0]),
        ("b.txt", None, None),
    ]
    assert entry.outcome is not None
