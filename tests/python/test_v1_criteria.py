"""POST /v1/criteria: typed criteria with their warnings."""

from __future__ import annotations

import pytest

from service_support import service

JOB = "Requirements:\n- 5+ years of C++ in production\n- Native German speaker\n"


# A form that is sent with a file name is a file; without one it is a field.
@pytest.mark.parametrize("part", [("text", (None, JOB)), ("file", ("job.txt", JOB))])
def test_text_and_file_give_typed_criteria_and_their_lint(part: tuple[str, tuple[str | None, str]]) -> None:
    with service() as client:
        response = client.post("/v1/criteria", files=[part])
    assert response.status_code == 200, response.text
    first, second = response.json()["criteria"]
    assert (first["id"], first["kind"], first["min_years"]) == ("c1", "experience", 5)
    assert (second["id"], second["kind"], second["importance"], second["weight"]) == (
        "c2",
        "language",
        "must",
        3,
    )
    assert [(w["criterion_id"], w["fault"], w["words"]) for w in response.json()["lint"]] == [
        ("c2", "proxy", "Native German")
    ]


@pytest.mark.parametrize(
    "parts",
    [
        [("other", (None, "x"))],
        [("text", (None, "  \n"))],
        [("text", (None, JOB)), ("file", ("job.txt", JOB))],
    ],
    ids=["nothing", "blank text", "both"],
)
def test_exactly_one_of_file_and_text_is_asked_for(parts: list[tuple[str, tuple[str | None, str]]]) -> None:
    with service() as client:
        response = client.post("/v1/criteria", files=parts)
    assert response.status_code == 400
    assert response.json()["code"] == "invalid_argument"


def test_the_example_is_what_the_service_answers() -> None:
    job = "Requirements:\n- 5+ years of support as a native German speaker\n"
    with service() as client:
        operation = client.get("/openapi.json").json()["paths"]["/v1/criteria"]["post"]
        answer = client.post("/v1/criteria", files={"text": (None, job)})
    assert operation["responses"]["200"]["content"]["application/json"]["example"] == answer.json()
