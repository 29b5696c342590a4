"""One ranking in two forms: the client's Accept decides."""

from __future__ import annotations

import json

import pytest

from atschecker.service._accept import prefers
from service_support import MarkingEngine, resume, service


@pytest.mark.parametrize(
    ("accept", "json_is_preferred"),
    [
        ([], False),
        (["*/*"], False),
        (["application/json"], True),
        (["Application/JSON; charset=utf-8"], True),
        (["application/*"], True),
        (["text/csv"], False),
        (["text/csv, application/json"], False),
        (["text/csv;q=0.5, application/json"], True),
        (["text/csv", "application/json;q=0.9"], False),
        (["application/json;q=0"], False),
        # What a browser's library sends to everybody asks for nothing in particular.
        (["application/json, text/plain, */*"], False),
        (["application/json, */*;q=0.1"], True),
        (["application/json;q=much"], False),
        (["application/json;q=nan"], False),
        ([",;,"], False),
    ],
)
def test_json_is_sent_where_it_is_weighed_above_csv(accept: list[str], json_is_preferred: bool) -> None:
    assert prefers("application/json", "text/csv", accept) == json_is_preferred


def test_json_has_ranks_evidence_findings_and_usage() -> None:
    files = [("files", ("a.txt", resume(2))), ("files", ("b.txt", resume(5))), ("files", ("c.pdf", b"%PDF-"))]
    with service(MarkingEngine()) as client:
        answer = client.post(
            "/score-resumes",
            data={"criteria": json.dumps(["C++"])},
            files=files,
            headers={"Accept": "application/json"},
        )
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-ats-engine"] == "marking-1"
    assert answer.headers["vary"] == "Accept"
    assert "content-disposition" not in answer.headers
    report = answer.json()
    assert report["criteria"][0]["text"] == "C++"
    assert [(row["rank"], row["candidate"], row.get("total")) for row in report["ranking"]] == [
        (1, "b", 5),
        (2, "a", 2),
        (None, "c", None),
    ]
    best, _, failed = report["ranking"]
    (quote,) = best["scores"][0]["evidence"]
    assert (quote["verified"], quote["page"]) == (True, 1)
    assert quote["quote"]
    assert best["findings"] == []
    assert set(best["usage"]) >= {"requests", "prompt_tokens", "completion_tokens"}
    assert failed["error"]["code"] == "document_damaged"
    assert failed["error"]["remedy"]
