"""What law asks for, as facts from the ranking itself: reports, notices, corrections, counts, opting out."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import httpx
import pytest

from atschecker._engine import Settings
from atschecker.service import ServiceOptions, create_app
from atschecker.store import Store
from service_support import MarkingEngine, resume, running, service
from test_v1_agreement import decide
from test_v1_rankings import TWO, finished, ranked, rows

JANE = b"4 points\njane.roe@example.org\nWrote C++ for a long time"


def ids_of(client: httpx.Client, ranking: str) -> dict[str, str]:
    """The rows' ids by file."""
    return {row["file"]: row["id"] for row in rows(client, ranking)}


def report_of(client: httpx.Client, ranking: str, row: str) -> dict[str, Any]:
    """The report for one candidate."""
    response = client.get(f"/v1/rankings/{ranking}/rows/{row}/report")
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_a_candidate_is_told_what_was_read_scored_and_not_used() -> None:
    with service(MarkingEngine()) as client:
        client.patch("/v1/settings", json={"employer": "Example Ltd", "contact": "jobs@example.org"})
        ranking = ranked(client, [("jane.txt", JANE)])
        row = ids_of(client, ranking)["jane.txt"]
        client.patch(
            f"/v1/rankings/{ranking}/rows/{row}",
            json={"stage": "declined", "reason": "The position is filled"},
        )
        report = report_of(client, ranking, row)
        page = client.get(f"/v1/rankings/{ranking}/rows/{row}/report?format=html")
        wrong = client.get(f"/v1/rankings/{ranking}/rows/{row}/report?format=exe")
    assert report["candidate"]["file"] == "jane.txt"
    assert report["read"] == {"state": "scored", "characters": len(JANE), "findings": [], "error": None}
    assert [(each["text"], each["score"], each["of"]) for each in report["criteria"]] == [
        ("C++", 4, 5),
        ("German", 4, 5),
    ]
    assert all(each["reason"] for each in report["criteria"])
    assert report["result"] == {"percent": 80.0, "scored": True, "person_only": False}
    assert {each["code"] for each in report["not_used"]} >= {
        "outside_sources",
        "other_candidates",
        "pictures",
    }
    assert report["identifying"] == ["email"]
    assert report["decision"]["reason"] == "The position is filled"
    assert [each["changes"]["stage"] for each in report["decision"]["log"]] == [["new", "declined"]]
    assert report["correction"]["contact"] == "jobs@example.org"
    assert page.headers["content-type"].startswith("text/html")
    assert "jane.txt" in page.text
    assert "<script" not in page.text
    assert wrong.status_code == 400


def test_a_report_for_a_page_escapes_what_a_resume_says() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, [("<img src=x>.txt", resume(3))])
        (row,) = rows(client, ranking)
        page = client.get(f"/v1/rankings/{ranking}/rows/{row['id']}/report?format=html").text
    assert "&lt;img src=x&gt;" in page
    assert "<img" not in page


def test_a_corrected_resume_is_scored_anew_and_linked() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, TWO)
        old = ids_of(client, ranking)["a.txt"]
        path = f"/v1/rankings/{ranking}/rows/{old}"
        empty = client.post(f"{path}/correction", files={"other": ("a.txt", b"x")})
        answer = client.post(f"{path}/correction", files={"resume": ("a.txt", resume(5))})
        view = finished(client, ranking)
        new = client.get(f"/v1/rankings/{ranking}/rows/{answer.json()['row']}").json()
        before = client.get(path).json()
        report = report_of(client, ranking, old)
    assert empty.status_code == 400
    assert answer.status_code == 202
    assert view["counts"]["total"] == 3
    assert (new["total"], new["corrects"], new["rank"]) == (100.0, old, 1)
    assert (before["total"], before["corrected_by"]) == (40.0, [new["id"]])
    assert report["correction"]["corrected_by"] == [new["id"]]


def test_a_notice_tells_the_criteria_and_who_decides() -> None:
    with service(MarkingEngine(), ServiceOptions(retention_days=366)) as client:
        ranking = ranked(client, TWO, options='{"name": "Opening 7"}')
        notice = client.get(f"/v1/rankings/{ranking}/notice").json()
        page = client.get(f"/v1/rankings/{ranking}/notice?format=html").text
    assert notice["position"] == "Opening 7"
    assert [each["text"] for each in notice["criteria"]] == ["C++", "German"]
    assert notice["system"]["name"] == "atschecker"
    assert notice["retention_days"] == 366
    assert "A person decides" in notice["decision"]
    assert "Opening 7" in page


def test_scores_and_picks_are_counted_by_group_and_ready_to_publish() -> None:
    files = [
        (f"{n}{k}.txt", f"{n} points\nfile {k} of many".encode()) for n, k in ((5, 1), (4, 2), (2, 3), (1, 4))
    ]
    with service(MarkingEngine()) as client:
        ranking = ranked(client, files)
        ids = decide(client, ranking, {"51.txt": "shortlist", "42.txt": "shortlist", "23.txt": "declined"})
        groups = {ids["51.txt"]: ["Male"], ids["42.txt"]: ["Female"], ids["23.txt"]: ["Female"]}
        body = {"dimensions": ["sex"], "rows": groups}
        path = f"/v1/rankings/{ranking}/audit"
        counted = client.post(path, json=body).json()
        table = list(csv.reader(io.StringIO(client.post(f"{path}?format=csv", json=body).text)))
        page = client.post(f"{path}?format=html", json=body).text
        bodies: list[dict[str, Any]] = [
            {"dimensions": []},
            {**body, "rows": {"x": ["Male"]}},
            {**body, "rows": {ids["51.txt"]: []}},
        ]
        wrong = [client.post(path, json=each).status_code for each in bodies]
    summary = counted["summary"]
    assert (summary["scored"], summary["selected"], summary["unknown"]) == (4, 2, {"sex": 1})
    found = {row[1]: row for row in table[1:]}
    assert found["Male"][2:10] == ["1", "25.0%", "1", "100.0%", "1.00", "1", "100.0%", "1.00"]
    assert found["Female"][2:10] == ["2", "50.0%", "1", "50.0%", "0.50", "1", "50.0%", "0.50"]
    assert "Impact ratios" in page
    assert wrong == [400, 400, 400]


def test_a_tenant_edits_the_reasons_and_may_ask_for_one_of_them() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, TWO)
        row = rows(client, ranking)[0]["id"]
        path = f"/v1/rankings/{ranking}/rows/{row}"
        preset = client.get("/v1/settings").json()
        free = client.patch(path, json={"stage": "declined", "reason": "Bad handwriting"})
        changed = client.patch(
            "/v1/settings", json={"decline_reasons": ["No licence"], "only_listed_reasons": True}
        )
        refused = client.patch(path, json={"stage": "declined", "reason": "Too old"})
        many = client.post(
            f"/v1/rankings/{ranking}/rows:bulk", json={"rows": [row], "change": {"stage": "declined"}}
        )
        listed = client.patch(path, json={"stage": "declined", "reason": "No licence"})
        wrong = client.patch("/v1/settings", json={"decline_reasons": "none"})
    assert "The candidate withdrew" in preset["decline_reasons"]
    assert (free.status_code, changed.status_code, listed.status_code) == (200, 200, 200)
    assert (refused.status_code, refused.json()["code"]) == (400, "reason_not_listed")
    assert (many.status_code, wrong.status_code) == (400, 400)


def test_the_log_tells_whether_the_evidence_was_opened() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, TWO)
        first, second = (row["id"] for row in rows(client, ranking))
        client.get(f"/v1/rankings/{ranking}/rows/{first}/text").raise_for_status()
        for row in (first, second):
            client.patch(f"/v1/rankings/{ranking}/rows/{row}", json={"stage": "maybe"}).raise_for_status()
        log = client.get(f"/v1/rankings/{ranking}/decisions").json()["decisions"]
    assert [(each["row"], each["opened"]) for each in log] == [(first, True), (second, False)]


def test_who_is_not_to_be_scored_is_left_to_a_person() -> None:
    engine = MarkingEngine()
    with service(engine) as client:
        listed = client.post("/v1/person-only", json={"email": " Jane.Roe@example.org"})
        again = client.post("/v1/person-only", json={"email": "jane.roe@example.org"})
        wrong = client.post("/v1/person-only", json={"email": "nobody"})
        ranking = ranked(client, [*TWO, ("jane.txt", JANE)])
        calls = engine.calls
        view = finished(client, ranking)
        last = rows(client, ranking)[-1]
        export = client.get(f"/v1/rankings/{ranking}/export").text
        path = f"/v1/rankings/{ranking}/rows/{last['id']}"
        assert client.put(f"{path}/person-only", json={"person_only": False}).status_code == 200
        scored = finished(client, ranking)
        assert client.delete(f"/v1/person-only/{listed.json()['id']}").status_code == 204
        left = client.get("/v1/person-only").json()
    assert (listed.status_code, again.json()["id"], wrong.status_code) == (201, listed.json()["id"], 400)
    assert calls == 2
    assert view["counts"] == {"total": 3, "scored": 2, "failed": 0, "pending": 0, "person_only": 1}
    assert (last["file"], last["state"], last["rank"], last["scores"]) == (
        "jane.txt",
        "person_only",
        None,
        [],
    )
    assert "jane" in export
    # Whoever is still on the list stays with a person.
    assert scored["counts"]["person_only"] == 1
    assert left == {"people": []}


def test_a_score_is_dropped_when_a_person_is_to_read_instead() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, TWO)
        row = ids_of(client, ranking)["b.txt"]
        path = f"/v1/rankings/{ranking}/rows/{row}"
        client.put(f"{path}/person-only", json={"person_only": True}).raise_for_status()
        aside = client.get(path).json()
        client.put(f"{path}/person-only", json={"person_only": False}).raise_for_status()
        finished(client, ranking)
        back = client.get(path).json()
        log = client.get(f"/v1/rankings/{ranking}/decisions").json()["decisions"]
    assert (aside["state"], aside["scores"], aside["total"]) == ("person_only", [], None)
    assert (back["state"], back["total"]) == ("scored", 80.0)
    assert [each["changes"] for each in log] == [
        {"person_only": [False, True]},
        {"person_only": [True, False]},
    ]


def test_erasing_leaves_a_row_without_a_person(tmp_path: Path) -> None:
    database = tmp_path / "rankings.db"
    options = ServiceOptions(database_url=f"sqlite:///{database}")
    app = create_app(Settings(workers=2), options, client=MarkingEngine(), client_identity="marking")
    with running(app) as client:
        one, two = ranked(client, [*TWO, ("jane.txt", JANE)]), ranked(client, [("Jane Roe.txt", JANE)])
        row = ids_of(client, one)["jane.txt"]
        path = f"/v1/rankings/{one}/rows/{row}"
        client.patch(path, json={"stage": "maybe", "note": "Jane rang"}).raise_for_status()
        client.patch(f"/v1/rankings/{two}", json={"hold": True}).raise_for_status()
        held = client.delete(f"{path}?everywhere=true")
        client.patch(f"/v1/rankings/{two}", json={"hold": False}).raise_for_status()
        erased = client.delete(f"{path}?everywhere=true")
        after = client.get(path).json()
        file = client.get(f"{path}/file")
        log = client.get(f"/v1/rankings/{one}/decisions").json()["decisions"]
        counts = client.get(f"/v1/rankings/{one}").json()["counts"]
    assert (held.status_code, held.json()["code"]) == (409, "on_hold")
    assert len(erased.json()["erased"]) == 2
    assert (after["file"], after["state"], after["error"]["code"]) == (
        "Erased 3",
        "failed",
        "document_forgotten",
    )
    assert (after["note"], after["stage"], file.status_code) == ("", "maybe", 404)
    assert [each["changes"] for each in log] == [{"stage": ["new", "maybe"]}]
    assert counts["total"] == 3
    for each in tmp_path.glob("rankings.db*"):
        content = each.read_bytes()
        assert b"Jane" not in content
        assert b"jane.roe" not in content


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/notice"),
        ("POST", "/audit"),
        ("GET", "/agreement"),
        ("GET", "/rows/{row}/report"),
        ("POST", "/rows/{row}/correction"),
        ("PUT", "/rows/{row}/person-only"),
        ("DELETE", "/rows/{row}"),
    ],
)
def test_rankings_of_others_are_not_there(tmp_path: Path, method: str, path: str) -> None:
    options = ServiceOptions(key="boss", database_url=f"sqlite:///{tmp_path}/r.db")
    with service(MarkingEngine(), options) as client:
        other = Store(f"sqlite:///{tmp_path}/r.db")
        _, key = other.keys.create("other", "spy", ["admin"])
        other.close()
        client.headers["x-api-key"] = "boss"
        ranking = ranked(client, TWO[:1])
        (row,) = rows(client, ranking)
        client.headers["x-api-key"] = key
        body = {"person_only": True, "dimensions": ["a"], "rows": {}} if method in ("PUT", "POST") else None
        target = f"/v1/rankings/{ranking}{path.replace('{row}', row['id'])}"
        answer = client.request(method, target, json=body)
    assert answer.status_code == 404
