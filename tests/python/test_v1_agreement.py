"""The computed order beside what people decided."""

from __future__ import annotations

from typing import Any

import httpx

from atschecker.service._agreement import agreement
from atschecker.service._ranking_views import Place
from atschecker.store import Line
from service_support import MarkingEngine, resume, service
from test_v1_rankings import ranked, rows


def place(row: str, rank: int, percent: float | None, stage: str) -> Place:
    """A row of a list."""
    line = Line(row, 0, f"{row}.txt", "scored", stage, [], [], {}, None, 1)
    return Place(line, rank, percent, percent)


def decide(client: httpx.Client, ranking: str, stages: dict[str, str]) -> dict[str, str]:
    """Give files a stage; the ids of all rows by file."""
    ids = {row["file"]: row["id"] for row in rows(client, ranking)}
    for file, stage in stages.items():
        client.patch(f"/v1/rankings/{ranking}/rows/{ids[file]}", json={"stage": stage}).raise_for_status()
    return ids


def asked(client: httpx.Client, ranking: str) -> dict[str, Any]:
    """The resource."""
    response = client.get(f"/v1/rankings/{ranking}/agreement")
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_decisions_are_compared_with_the_order_and_follow_a_change() -> None:
    files = [(f"{points}.txt", resume(points)) for points in (5, 4, 3, 2)]
    with service(MarkingEngine()) as client:
        ranking = ranked(client, [*files, ("broken.pdf", b"%PDF-1.4\nbroken")])
        nothing = asked(client, ranking)
        ids = decide(client, ranking, {"5.txt": "declined", "4.txt": "shortlist", "2.txt": "shortlist"})
        mixed = asked(client, ranking)
        decide(client, ranking, {"5.txt": "shortlist", "2.txt": "declined"})
        agreed = asked(client, ranking)
        unknown = client.get("/v1/rankings/none/agreement")
    assert nothing == {
        "pairs": {"concordant": 0, "discordant": 0, "tied": 0},
        "first": [{"k": 4, "picked": 0}],
        "surprises": [],
    }
    assert mixed == {
        "pairs": {"concordant": 0, "discordant": 2, "tied": 0},
        "first": [{"k": 4, "picked": 2}],
        "surprises": [
            {"row": ids["5.txt"], "rank": 1, "stage": "declined"},
            {"row": ids["4.txt"], "rank": 2, "stage": "shortlist"},
            {"row": ids["2.txt"], "rank": 4, "stage": "shortlist"},
        ],
    }
    assert agreed["pairs"] == {"concordant": 2, "discordant": 0, "tied": 0}
    assert agreed["surprises"] == []
    assert unknown.status_code == 404


def test_three_stages_and_equal_totals_make_pairs() -> None:
    found = agreement(
        [
            place("a", 1, 90, "shortlist"),
            place("b", 2, 80, "new"),
            place("c", 3, 70, "maybe"),
            place("d", 3, 70, "declined"),
            place("e", 5, 10, "shortlist"),
            place("f", 0, None, "declined"),
        ]
    )
    # a-c, a-d right; e-c, e-d wrong; c-d equal; b and f say nothing.
    assert found["pairs"] == {"concordant": 2, "discordant": 2, "tied": 1}
    assert found["surprises"] == [{"row": "e", "rank": 5, "stage": "shortlist"}]


def test_picks_are_counted_among_the_first() -> None:
    picked = {1, 2, 7, 12}
    places = [place(str(n), n, 100 - n, "shortlist" if n in picked else "new") for n in range(1, 13)]
    assert agreement(places)["first"] == [
        {"k": 5, "picked": 2},
        {"k": 10, "picked": 3},
        {"k": 12, "picked": 4},
    ]


def test_no_rows_agree_with_nothing() -> None:
    assert agreement([])["first"] == []
