"""/v1/rankings: made, followed, re-weighted, decided on, exported, deleted; going on after a stop."""

from __future__ import annotations

import json
import stat
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from atschecker import CallContext, ErrorCode, LlmReply, LlmRequest, ModelServiceError
from atschecker.service import ServiceOptions
from atschecker.testing import valid_reply
from service_support import CRITERIA, PATIENCE, MarkingEngine, WaitingEngine, resume, service

TWO = [("a.txt", resume(2)), ("b.txt", resume(4))]


class LopsidedEngine(MarkingEngine):
    """Gives one person 4 and 2 points, the other 0 and 5."""

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Answer."""
        self.calls += 1
        text = next(section.text for section in request.sections if section.label == "resume")
        answer = json.loads(valid_reply(request, 3))
        for score, points in zip(answer["scores"].values(), (4, 2) if "cpp" in text else (0, 5), strict=True):
            score.pop("finding")  # a number instead, as engines with decimals give it
            score["score"] = points
        return LlmReply(text=json.dumps(answer), model="lopsided-1")


class HalfwayEngine(MarkingEngine):
    """Answers once, then no more."""

    def __init__(self) -> None:
        super().__init__()
        self.stuck = threading.Semaphore(0)

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Answer, or wait to be cancelled."""
        if self.calls == 0:
            return super().complete(request, context)
        assert context is not None
        self.stuck.release()
        context.cancel.wait_for(PATIENCE)
        context.check()
        raise AssertionError("nobody cancelled")


class RefusedEngine(MarkingEngine):
    """Refuses its key."""

    def complete(self, request: LlmRequest, context: CallContext | None = None) -> LlmReply:
        """Refuse."""
        raise ModelServiceError(ErrorCode.model_unauthorized, "no such key")


def start(client: httpx.Client, files: list[tuple[str, bytes]], **fields: str) -> dict[str, Any]:
    """Start a ranking; the resource."""
    data = {"criteria": json.dumps(CRITERIA), **fields}
    response = client.post("/v1/rankings", data=data, files=[("resumes", file) for file in files])
    assert response.status_code == 202, response.text
    assert response.headers["location"] == f"/v1/rankings/{response.json()['id']}"
    return dict(response.json())


def finished(client: httpx.Client, ranking: str) -> dict[str, Any]:
    """Wait for the end; the resource."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        view = dict(client.get(f"/v1/rankings/{ranking}").json())
        if view["state"] not in ("running", "draft"):
            return view
        time.sleep(0.02)
    raise AssertionError("the ranking does not end")


def rows(client: httpx.Client, ranking: str, **query: str) -> list[dict[str, Any]]:
    """The rows of the first page."""
    response = client.get(f"/v1/rankings/{ranking}/rows", params=query)
    assert response.status_code == 200, response.text
    return list(response.json()["rows"])


def ranked(client: httpx.Client, files: list[tuple[str, bytes]], **fields: str) -> str:
    """Make a ranking and wait for its end; its id."""
    ranking = start(client, files, **fields)["id"]
    assert finished(client, ranking)["state"] == "done"
    return str(ranking)


def test_a_ranking_is_made_at_once_and_scored_later() -> None:
    with service(MarkingEngine()) as client:
        ranking = start(client, [*TWO, ("c.pdf", b"%PDF-1.4\nbroken")], options='{"name": "Opening 7"}')
        view = finished(client, ranking["id"])
        found = rows(client, ranking["id"])
        listed = client.get("/v1/rankings").json()["rankings"]
    assert (ranking["name"], ranking["state"]) == ("Opening 7", "running")
    assert view["counts"] == {"total": 3, "scored": 2, "failed": 1, "pending": 0}
    assert (view["progress"], view["state"], view["message"]) == (1.0, "done", None)
    assert [criterion["text"] for criterion in view["criteria"]] == CRITERIA
    assert [each["id"] for each in listed] == [ranking["id"]]
    assert [(row["file"], row["rank"], row["state"], row["total"]) for row in found] == [
        ("b.txt", 1, "scored", 80.0),
        ("a.txt", 2, "scored", 40.0),
        ("c.pdf", None, "failed", None),
    ]
    assert found[2]["error"]["code"] == "document_damaged"
    assert [score["criterion_id"] for score in found[0]["scores"]] == ["c1", "c2"]


def test_criteria_come_out_of_the_job_description() -> None:
    with service() as client:
        job = ("job.txt", b"Requirements:\n- 5+ years of C++ in production\n- Native German speaker\n")
        response = client.post(
            "/v1/rankings",
            files=[
                ("job_description", job),
                ("resumes", ("a.txt", b"Jane Roe\nC++ engineer 2010 - present")),
            ],
        )
        view = finished(client, response.json()["id"])
    assert [criterion["kind"] for criterion in view["criteria"]] == ["experience", "language"]
    assert [warning["words"] for warning in view["lint"]] == ["Native German"]


def test_a_change_of_weights_ranks_anew_and_asks_no_model() -> None:
    engine = LopsidedEngine()
    with service(engine) as client:
        ranking = ranked(
            client,
            [
                ("cpp.txt", b"cpp\nWrote C++ for a long time"),
                ("german.txt", b"german\nWrote German for a long time"),
            ],
        )
        calls = engine.calls
        before = rows(client, ranking)
        view = client.get(f"/v1/rankings/{ranking}")
        changed = client.patch(
            f"/v1/rankings/{ranking}",
            json={"criteria": [{"id": "c2", "weight": 3, "importance": "nice"}]},
            headers={"If-Match": view.headers["etag"]},
        )
        stale = client.patch(
            f"/v1/rankings/{ranking}", json={"criteria": []}, headers={"If-Match": view.headers["etag"]}
        )
        after = rows(client, ranking)
        report = client.get(f"/v1/rankings/{ranking}/export?format=json").json()
    assert [(row["file"], row["total"]) for row in before] == [("cpp.txt", 60.0), ("german.txt", 50.0)]
    assert changed.status_code == 200, changed.text
    assert changed.json()["criteria"][1]["weight"] == 3
    assert [(row["file"], row["total"]) for row in after] == [("german.txt", 75.0), ("cpp.txt", 50.0)]
    assert [row["percent"] for row in report["ranking"]] == [75.0, 50.0]
    assert engine.calls == calls
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")


@pytest.mark.parametrize(
    "change",
    [{"id": "c9", "weight": 1}, {"id": "c1", "weight": -1}, {"id": "c1", "text": "other"}],
    ids=["unknown", "negative", "text"],
)
def test_what_cannot_be_changed_is_refused(change: dict[str, Any]) -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, TWO)
        response = client.patch(f"/v1/rankings/{ranking}", json={"criteria": [change]})
    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")
    assert (response.json()["status"], response.json()["code"]) == (400, "invalid_argument")


def test_decisions_stand_beside_the_scores_and_in_a_log() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, TWO)
        first, second = rows(client, ranking)
        path = f"/v1/rankings/{ranking}/rows/{first['id']}"
        changed = client.patch(path, json={"stage": "shortlist", "tags": ["Berlin"], "own_score": 70})
        client.post(
            f"/v1/rankings/{ranking}/rows:bulk", json={"rows": [second["id"]], "change": {"stage": "maybe"}}
        )
        wrong = client.patch(path, json={"stage": "hired"})
        log = client.get(f"/v1/rankings/{ranking}/decisions").json()["decisions"]
        shortlisted = rows(client, ranking, filter="stage:shortlist")
    assert (changed.json()["own_score"], changed.json()["total"]) == (70, 80.0)
    assert wrong.status_code == 400
    assert [(each["row"], each["changes"]) for each in log] == [
        (first["id"], {"stage": ["new", "shortlist"], "tags": [[], ["Berlin"]], "own_score": [None, 70]}),
        (second["id"], {"stage": ["new", "maybe"]}),
    ]
    assert [row["id"] for row in shortlisted] == [first["id"]]


def test_rows_come_in_pages_and_sorted() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, [(f"{points}.txt", resume(points)) for points in range(5)])
        path = f"/v1/rankings/{ranking}/rows"
        first = client.get(path, params={"limit": "3"}).json()
        second = client.get(path, params={"limit": "3", "cursor": first["next"]}).json()
        by_file = rows(client, ranking, sort="file")
        wrong = client.get(path, params={"sort": "beauty"})
    assert [row["file"] for row in first["rows"] + second["rows"]] == [f"{n}.txt" for n in (4, 3, 2, 1, 0)]
    assert second["next"] is None
    assert [row["file"] for row in by_file] == [f"{n}.txt" for n in range(5)]
    assert wrong.status_code == 400


def test_more_resumes_are_added_and_what_is_there_is_not_scored_again() -> None:
    engine = MarkingEngine()
    with service(engine) as client:
        ranking = ranked(client, TWO)
        calls = engine.calls
        more = [("resumes", file) for file in (*TWO, ("c.txt", resume(5)))]
        assert client.post(f"/v1/rankings/{ranking}/resumes", files=more).status_code == 202
        view = finished(client, ranking)
        best = rows(client, ranking)[0]
    assert view["counts"]["total"] == 3
    assert engine.calls == calls + 1
    assert best["file"] == "c.txt"


def test_the_same_person_twice_is_told_on_both_rows() -> None:
    files = [
        ("old.txt", b"1 point\njane.roe@example.org\nC++ for a long time"),
        ("new.txt", b"2 points\nJane.Roe@example.org\nC++ and more"),
        ("other.txt", b"3 points\njohn@example.org\nC++ too"),
    ]
    with service(MarkingEngine()) as client:
        found = {row["file"]: row for row in rows(client, ranked(client, files))}
    assert found["old.txt"]["duplicates"] == [found["new.txt"]["id"]]
    assert found["new.txt"]["duplicates"] == [found["old.txt"]["id"]]
    assert found["other.txt"]["duplicates"] == []


def test_events_tell_each_row_and_go_on_where_a_client_left() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, TWO)
        path = f"/v1/rankings/{ranking}/events"
        whole = client.get(path)
        rest = client.get(path, headers={"Last-Event-ID": "1"})
    assert whole.headers["content-type"].startswith("text/event-stream")
    assert [line for line in whole.text.splitlines() if line.startswith(("id", "event"))] == [
        *["id: 1", "event: row", "id: 2", "event: row", "event: progress", "event: done"]
    ]
    assert rest.text.count("event: row") == 1


def test_events_come_while_a_ranking_runs() -> None:
    engine = WaitingEngine()
    with service(engine) as client:
        ranking = start(client, TWO)["id"]
        with client.stream("GET", f"/v1/rankings/{ranking}/events") as events:
            lines = events.iter_lines()
            assert next(lines) == "event: progress"
            engine.may_answer.set()
            assert "event: done" in list(lines)


def test_cancelling_keeps_what_is_scored_and_frees_the_engine() -> None:
    engine = WaitingEngine()
    with service(engine) as client:
        ranking = start(client, TWO)["id"]
        engine.wait_until_asked(2)
        view = client.post(f"/v1/rankings/{ranking}/cancel").json()
        assert engine.cancelled.acquire(timeout=PATIENCE)
    assert (view["state"], view["counts"]["pending"]) == ("cancelled", 2)


def test_files_and_texts_can_be_had_and_a_deleted_ranking_is_gone() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, TWO)
        path = f"/v1/rankings/{ranking}/rows/{rows(client, ranking)[0]['id']}"
        file, text = client.get(f"{path}/file"), client.get(f"{path}/text")
        csv = client.get(f"/v1/rankings/{ranking}/export")
        gone = client.delete(f"/v1/rankings/{ranking}")
        after = [client.get(each) for each in (f"/v1/rankings/{ranking}", path, f"{path}/file")]
    assert file.content == resume(4)
    assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''b.txt"
    assert text.json()["text"] == resume(4).decode()
    assert csv.text.splitlines()[1].startswith("b,4,4,8")
    assert gone.status_code == 204
    assert [(each.status_code, each.json()["code"]) for each in after] == [(404, "not_found")] * 3


def test_a_blind_ranking_hides_who_it_is_until_a_decision() -> None:
    files = [("Jane Roe.txt", b"4 points\nJane Roe\njane.roe@example.org\nWrote C++ for a long time")]
    with service(MarkingEngine()) as client:
        ranking = ranked(client, files, options='{"blind": true}')
        (hidden,) = rows(client, ranking)
        path = f"/v1/rankings/{ranking}/rows/{hidden['id']}"
        answers = [client.get(f"{path}/{part}") for part in ("file", "text")]
        export = client.get(f"/v1/rankings/{ranking}/export").text
        shown = client.patch(path, json={"stage": "maybe"}).json()
    assert hidden["file"] == "Resume 1"
    assert answers[0].status_code == 403
    assert "jane.roe" not in answers[1].text
    assert "Jane" not in export
    assert shown["file"] == "Jane Roe.txt"


def test_the_same_idempotency_key_makes_one_ranking() -> None:
    engine = MarkingEngine()
    with service(engine) as client:
        answers = [
            client.post(
                "/v1/rankings",
                data={"criteria": json.dumps(CRITERIA)},
                files=[("resumes", file) for file in TWO],
                headers={"Idempotency-Key": "7f"},
            )
            for _ in range(2)
        ]
        finished(client, answers[0].json()["id"])
        count = len(client.get("/v1/rankings").json()["rankings"])
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert (count, engine.calls) == (1, 2)


def test_a_ranking_goes_on_after_the_service_stopped_and_pays_for_nothing_twice(tmp_path: Path) -> None:
    database = tmp_path / "data" / "rankings.db"
    options = ServiceOptions(database_url=f"sqlite:///{database}")
    first = HalfwayEngine()
    with service(first, options, workers=1) as client:
        ranking = start(client, TWO)["id"]
        assert first.stuck.acquire(timeout=PATIENCE)
    second = MarkingEngine()
    with service(second, options) as client:
        view = finished(client, ranking)
        files = [row["file"] for row in rows(client, ranking)]
    assert view["counts"] == {"total": 2, "scored": 2, "failed": 0, "pending": 0}
    assert second.calls == 1
    assert files == ["b.txt", "a.txt"]
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700


def test_a_refused_key_fails_the_ranking_with_its_reason() -> None:
    with service(RefusedEngine()) as client:
        view = finished(client, start(client, TWO)["id"])
    assert (view["state"], view["counts"]["pending"]) == ("failed", 2)
    assert "no such key" in view["message"]


def test_nothing_to_rank_by_is_refused() -> None:
    with service() as client:
        response = client.post("/v1/rankings", files=[("resumes", TWO[0])])
    assert (response.status_code, response.json()["title"]) == (400, "Bad Request")


def test_a_ranking_is_taken_away_as_a_page_and_as_a_workbook() -> None:
    with service(MarkingEngine()) as client:
        ranking = ranked(client, TWO)
        exports = client.get(f"/v1/rankings/{ranking}").json()["exports"]
        page = client.get(f"/v1/rankings/{ranking}/export?format=html")
        workbook = client.get(f"/v1/rankings/{ranking}/export?format=xlsx")
        other = client.get(f"/v1/rankings/{ranking}/export?format=exe")
    assert exports == ["csv", "json", "html", "xlsx"]
    assert page.headers["content-disposition"] == 'attachment; filename="ranking.html"'
    assert "<script" not in page.text
    assert "b.txt" in page.text
    assert workbook.content.startswith(b"PK")
    assert other.status_code == 400
