"""/docs: complete, with examples that are true, and without any other server."""

from __future__ import annotations

import csv
import io
import json
import re

from atschecker import (
    CriterionScore,
    ErrorCode,
    Failure,
    Outcome,
    Scorecard,
    criteria_from_texts,
    rank,
    to_csv,
    to_json,
)
from atschecker._report_files import ranking_from_json
from service_support import MarkingEngine, score, service


def test_the_page_loads_nothing_from_elsewhere() -> None:
    with service() as client:
        page = client.get("/docs")
        assets = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        answers = {asset: client.get(asset).status_code for asset in assets}
    assert page.status_code == 200
    assert len(assets) == 3
    assert answers == dict.fromkeys(assets, 200)
    assert "://" not in "".join(assets)
    assert '"validatorUrl": null' in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'self'; ")


def test_the_schema_has_an_example_of_each_request_and_answer() -> None:
    with service() as client:
        paths = client.get("/openapi.json").json()["paths"]
    assert {path for path in paths if not path.startswith("/v1/rankings")} == {
        "/extract-criteria",
        "/score-resumes",
        "/v1/criteria",
        "/v1/session",
        "/v1/settings",
        "/v1/person-only",
        "/v1/person-only/{person}",
        "/v1/webhooks",
        "/v1/webhooks/{webhook}",
        "/v1/webhooks/{webhook}/deliveries",
        "/v1/webhooks/{webhook}/test",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    form = paths["/score-resumes"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert form["required"] == ["criteria", "files"]
    assert isinstance(json.loads(form["properties"]["criteria"]["example"]), list)
    for path in ("/extract-criteria", "/score-resumes", "/v1/criteria"):
        answers = paths[path]["post"]["responses"]
        assert {"200", "400", "413", "502", "504"} <= set(answers)
        for answer in answers.values():
            assert all("example" in content for content in answer["content"].values())
    for path in ("/extract-criteria", "/score-resumes"):
        assert "X-ATS-Engine" in paths[path]["post"]["responses"]["200"]["headers"]
    assert set(paths["/score-resumes"]["post"]["responses"]["200"]["content"]) == {
        "text/csv",
        "application/json",
    }


def test_the_schema_tells_the_errors_of_each_path_of_a_ranking() -> None:
    with service() as client:
        paths = client.get("/openapi.json").json()["paths"]
    found = {
        f"{method} {path}": {status for status in operation["responses"] if status[0] in "45"} - {"422"}
        for path, operations in paths.items()
        if path.startswith("/v1/rankings")
        for method, operation in operations.items()
    }
    assert all(statuses >= {"401", "403", "503"} for statuses in found.values())
    assert found["get /v1/rankings/{ranking}"] == {"401", "403", "404", "503"}
    assert found["delete /v1/rankings/{ranking}"] == {"401", "403", "404", "409", "503"}
    assert found["patch /v1/rankings/{ranking}/rows/{row}"] >= {"400", "404", "408", "412", "413"}
    missing = paths["/v1/rankings/{ranking}"]["get"]["responses"]["404"]["content"][
        "application/problem+json"
    ]
    assert missing["example"]["code"] == "not_found"
    assert set(missing["schema"]["required"]) == {"detail", "code", "type", "title", "status"}


def test_the_example_of_a_table_is_what_the_library_writes() -> None:
    with service() as client:
        operation = client.get("/openapi.json").json()["paths"]["/score-resumes"]["post"]
    properties = operation["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]
    example = operation["responses"]["200"]["content"]["text/csv"]["example"]
    criteria = criteria_from_texts(json.loads(properties["criteria"]["example"]))

    def scored(name: str, *scores: int) -> Outcome:
        cards = [CriterionScore(criterion_id=c.id, score=s) for c, s in zip(criteria, scores, strict=True)]
        return Outcome(name=name, result=Scorecard(scores=cards, total=sum(scores)))

    row = list(csv.reader(io.StringIO(example, newline="")))[-1]
    code, _, message = row[-1].partition(": ")
    failure = Failure(code=ErrorCode[code], message=message)
    outcomes = [
        Outcome(name="scan.pdf", result=failure),
        scored("Tomas Okafor.docx", 3, 3, 0),
        scored("Ada Larsen.pdf", 5, 4, 3),
    ]
    assert to_csv(rank(criteria, outcomes), details=False) == example


def test_the_example_of_json_is_what_the_library_writes() -> None:
    with service() as client:
        operation = client.get("/openapi.json").json()["paths"]["/score-resumes"]["post"]
    example = operation["responses"]["200"]["content"]["application/json"]["example"]
    written = json.loads(to_json(ranking_from_json(json.dumps(example))))
    assert example.keys() == written.keys()
    assert example["ranking"][0].keys() == written["ranking"][0].keys()
    assert example["ranking"][0]["scores"] == written["ranking"][0]["scores"]


def test_the_example_of_a_request_is_accepted() -> None:
    with service(MarkingEngine()) as client:
        operation = client.get("/openapi.json").json()["paths"]["/score-resumes"]["post"]
        properties = operation["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]
        response = score(client, [("a.txt", b"3 points")], properties["criteria"]["example"])
    assert response.status_code == 200
