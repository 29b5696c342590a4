"""The endpoints: what they answer to forms good and bad."""

from __future__ import annotations

import csv
import io
import json
import logging

import httpx
import pytest

from atschecker import (
    ErrorCode,
    LlmClient,
    ModelAnswerError,
    ModelServiceDetails,
    ModelServiceError,
    OpenAiClient,
    version,
)
from atschecker.testing import ScriptedClient
from documents import JOB, docx, pdf
from model_server import error, model_server
from service_support import MarkingEngine, resume, running, score, service


def rows_of(response: httpx.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode(), newline="")))


def test_ten_files_of_which_one_is_broken_give_nine_scores_and_one_error() -> None:
    files = [
        ("f0.txt", resume(0)),
        ("f1.pdf", pdf("1 point", "Wrote C++")),
        ("f2.docx", docx("2 points", "Wrote C++")),
        ("broken.pdf", b"%PDF-1.4\nthis is no PDF"),
        ("f3.txt", resume(3)),
        ("f4.txt", resume(4)),
        ("f5.txt", resume(5)),
        ("g1.txt", resume(1)),
        ("g2.TXT", resume(2)),
        ("g3.txt", resume(3)),
    ]
    with service(MarkingEngine()) as client:
        response = score(client, files)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="ranking.csv"'
    assert response.headers["x-ats-engine"] == "marking-1"
    *scored, broken = rows_of(response)
    assert scored == [
        ["Candidate Name", "C++", "German", "Total Score", "Error"],
        ["f5", "5", "5", "10", ""],
        ["f4", "4", "4", "8", ""],
        ["f3", "3", "3", "6", ""],
        ["g3", "3", "3", "6", ""],
        ["f2", "2", "2", "4", ""],
        ["g2", "2", "2", "4", ""],
        ["f1", "1", "1", "2", ""],
        ["g1", "1", "1", "2", ""],
        ["f0", "0", "0", "0", ""],
    ]
    assert broken[:4] == ["broken", "", "", ""]
    assert broken[4].startswith("document_damaged: broken.pdf: ")


def test_the_offline_engine_extracts_and_scores_and_says_who_it_is() -> None:
    with service() as client:
        extracted = client.post("/extract-criteria", files={"file": ("job.txt", JOB)})
        assert extracted.status_code == 200, extracted.text
        assert extracted.headers["x-ats-engine"] == "offline"
        criteria = extracted.json()["criteria"]
        assert any("C++" in text for text in criteria)
        scored = score(client, [("jane.txt", b"Jane Roe\nC++ since 2010")], criteria)
    assert scored.status_code == 200
    assert scored.headers["x-ats-engine"] == "offline"
    assert rows_of(scored)[0] == ["Candidate Name", *criteria, "Total Score", "Error"]
    assert [row[0] for row in rows_of(scored)[1:]] == ["jane"]


def test_each_line_of_a_job_description_that_the_engine_names_is_a_criterion() -> None:
    with service(ScriptedClient()) as client:
        response = client.post(
            "/extract-criteria", files={"file": ("job.docx", docx("C++ engineer", "German"))}
        )
    assert response.json() == {"criteria": ["C++ engineer", "German"]}


@pytest.mark.parametrize(
    "criteria",
    [
        "",
        "[]",
        "{}",
        "null",
        "C++, German",
        '["C++", 5]',
        '["C++", null]',
        '[["C++"]]',
        '["C++", "  "]',
        '["C++", "\\ud800"]',
        "[" * 100_000,
        json.dumps(["x" * 1001]),
        json.dumps(["C++"] * 101),
        "9" * 10_000,
    ],
)
def test_criteria_that_are_no_list_of_texts_are_refused_and_nothing_is_scored(criteria: str) -> None:
    engine = MarkingEngine()
    with service(engine) as client:
        response = score(client, [("jane.txt", resume(3))], criteria)
    assert response.status_code == 400
    assert response.json()["code"] == "invalid_argument"
    assert "criteri" in response.json()["detail"]
    assert engine.calls == 0


def test_a_form_without_criteria_is_refused() -> None:
    with service(MarkingEngine()) as client:
        response = client.post("/score-resumes", files=[("files", ("jane.txt", resume(3)))])
    assert response.status_code == 400
    assert response.json() == {
        "detail": "the field 'criteria' must be a JSON array of strings with at least one entry",
        "code": "invalid_argument",
    }


@pytest.mark.parametrize("name", ["cv.doc", "cv.ps", "cv", "cv.pdf.exe", "cv.pages", "cv.pdf"])
def test_a_file_of_another_kind_is_a_row_with_its_error_and_the_rest_is_scored(name: str) -> None:
    drawing = b"%!PS\n(Jane Roe) show"
    with service(MarkingEngine()) as client:
        response = score(client, [(name, drawing), ("john.txt", resume(3))])
        extracted = client.post("/extract-criteria", files={"file": (name, drawing)})
    assert response.status_code == 200
    _, john, other = rows_of(response)
    assert john == ["john", "3", "3", "6", ""]
    assert other[1:4] == ["", "", ""]
    assert other[4].startswith(f"document_unsupported: {name}: this is a PostScript file")
    assert (extracted.status_code, extracted.json()["code"]) == (422, "document_unsupported")


@pytest.mark.parametrize(
    ("name", "candidate"), [("resume", "resume"), ("blob", "blob"), ("cv.pdf (1)", "cv"), ("cv.doc", "cv")]
)
def test_a_file_is_told_by_its_content_and_not_by_its_name(name: str, candidate: str) -> None:
    with service(MarkingEngine()) as client:
        response = score(client, [(name, pdf("4 points"))])
    assert response.status_code == 200
    assert rows_of(response)[1] == [candidate, "4", "4", "8", ""]


def test_forms_that_lack_what_is_asked_for_are_refused() -> None:
    criteria = {"criteria": '["C++"]'}
    boundary = {"Content-Type": "multipart/form-data; boundary=b"}
    with service(MarkingEngine()) as client:
        answers = [
            # A browser sends an empty name for a file input in which nothing was chosen.
            client.post(
                "/score-resumes",
                headers=boundary,
                content='--b\r\nContent-Disposition: form-data; name="criteria"\r\n\r\n["C++"]\r\n--b\r\n'
                'Content-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--b--\r\n',
            ),
            client.post("/score-resumes", data=criteria),
            client.post("/score-resumes", json=criteria),
            client.post("/score-resumes", content=b"no form", headers=boundary),
            client.post("/score-resumes", content=b"--b\r\n", headers=boundary),
            client.post("/score-resumes", content=b"", headers={"Content-Type": "multipart/form-data"}),
            client.post(
                "/score-resumes", data={**criteria, "files": "text"}, files={"other": ("a.txt", b"a")}
            ),
            client.post(
                "/score-resumes", files=[("criteria", ("c.json", b"[]")), ("files", ("a.txt", b"a"))]
            ),
            client.post("/extract-criteria", files={"resume": ("a.txt", b"a")}),
            client.post("/extract-criteria", files=[("file", ("a.txt", b"a")), ("file", ("b.txt", b"b"))]),
            client.post("/extract-criteria", content=b"x" * 9000, headers=boundary),
        ]
    assert [answer.status_code for answer in answers] == [400] * 11
    assert [answer.json()["detail"] for answer in answers] == [
        "send at least one resume in the field 'files'",
        "the request must be a form: Content-Type multipart/form-data with a boundary",
        "the request must be a form: Content-Type multipart/form-data with a boundary",
        "the form is malformed",
        "the form is malformed or ends early",
        "the request must be a form: Content-Type multipart/form-data with a boundary",
        "the field 'files' must hold files, each with its file name",
        "send the field 'criteria' once, as text",
        "send the job description in the field 'file'",
        "send one file in the field 'file'",
        "the form is malformed",
    ]


def test_a_job_description_that_cannot_be_read_is_told_with_its_remedy() -> None:
    with service(ScriptedClient()) as client:
        damaged = client.post("/extract-criteria", files={"file": ("job.pdf", b"%PDF-1.4\nthis is no PDF")})
        empty = client.post("/extract-criteria", files={"file": ("C:\\jobs\\job.txt", b"")})
    assert damaged.status_code == empty.status_code == 422
    assert damaged.json()["code"] == "document_damaged"
    assert damaged.json()["detail"].startswith("job.pdf: ")
    assert damaged.json()["remedy"]
    assert empty.json()["code"] == "document_empty"
    assert empty.json()["detail"].startswith("job.txt: ")


def refusing(code: ErrorCode, status: int) -> LlmClient:
    failure = ModelServiceError(code, "the model server said no", ModelServiceDetails(http_status=status))
    return ScriptedClient(ScriptedClient.error(failure))


@pytest.mark.parametrize(
    ("code", "http_status", "status"),
    [
        (ErrorCode.model_unauthorized, 401, 502),
        (ErrorCode.model_quota_exhausted, 429, 502),
        (ErrorCode.model_server_error, 500, 502),
        (ErrorCode.model_timeout, 0, 504),
    ],
)
def test_a_model_service_that_refuses_everything_is_a_bad_gateway(
    code: ErrorCode, http_status: int, status: int
) -> None:
    with service(refusing(code, http_status)) as client:
        scored = score(client, [("a.txt", resume(1)), ("b.txt", resume(2)), ("empty.txt", b"")])
        extracted = client.post("/extract-criteria", files={"file": ("job.txt", b"C++")})
    for response in (scored, extracted):
        assert response.status_code == status
        assert response.json()["code"] == code.name
        assert response.json()["detail"] == "the model server said no"
        assert response.json()["remedy"]


def test_one_score_is_a_ranking_whatever_became_of_the_rest() -> None:
    failure = ModelServiceError(ErrorCode.model_server_error, "the model server said no")
    engine = ScriptedClient([ScriptedClient.valid(4), ScriptedClient.error(failure)])
    with service(engine, workers=1) as client:
        response = score(client, [("a.txt", resume(1)), ("b.txt", resume(2))])
    assert response.status_code == 200
    assert rows_of(response)[1:] == [
        ["a", "4", "4", "8", ""],
        ["b", "", "", "", "model_server_error: the model server said no"],
    ]


def test_what_the_model_answered_wrongly_is_a_row_here_and_a_bad_gateway_there() -> None:
    failure = ModelAnswerError(ErrorCode.model_refused, "the model refused to answer")
    with service(ScriptedClient(ScriptedClient.error(failure))) as client:
        scored = score(client, [("a.txt", resume(1))])
        extracted = client.post("/extract-criteria", files={"file": ("job.txt", b"C++")})
    assert scored.status_code == 200
    assert scored.headers["x-ats-engine"] == "offline"
    assert rows_of(scored)[1:] == [["a", "", "", "", "model_refused: the model refused to answer"]]
    assert extracted.status_code == 502
    assert extracted.json()["code"] == "model_refused"


def test_the_key_of_a_refusing_server_is_in_no_answer_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    key = "sk-this-is-the-key-0123456789"
    refusal = error(401, "invalid_api_key", f"Incorrect API key provided: {key}")
    with model_server(lambda _: refusal) as server:
        engine = OpenAiClient(base_url=server.base_url, model="m", api_key=key)
        with service(engine) as client:
            scored = score(client, [("a.txt", resume(1))])
            extracted = client.post("/extract-criteria", files={"file": ("job.txt", b"C++")})
    assert scored.status_code == extracted.status_code == 502
    assert scored.json()["code"] == "model_unauthorized"
    assert key not in scored.text + extracted.text + caplog.text


def test_a_defect_shows_neither_its_text_nor_the_resume(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def fail(*_: object) -> None:
        raise RuntimeError("Jane Roe, born 1990")

    with service(ScriptedClient(fail)) as client:  # type: ignore[arg-type]
        extracted = client.post("/extract-criteria", files={"file": ("job.txt", b"C++")})
        score(client, [("jane-roe.txt", b"Jane Roe, born 1990")])
    assert extracted.status_code == 500
    assert extracted.json()["code"] == "internal"
    assert "Jane" not in extracted.text
    assert "born 1990" not in caplog.text
    assert "jane-roe" not in caplog.text


@pytest.mark.parametrize(
    "criteria",
    [
        ['C++, "modern"', "line\nbreak", "Грамотный русский", "日本語"],
        ["=1+1", "+49", "-x", "@y", "\tz"],
        ["C++", "C++"],
    ],
)
def test_taking_away_one_apostrophe_restores_every_criterion(criteria: list[str]) -> None:
    with service(MarkingEngine()) as client:
        header = rows_of(score(client, [("a.txt", resume(1))], criteria))[0][1:-2]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in header)
    assert [cell.removeprefix("'") for cell in header] == criteria


def test_a_file_name_that_is_a_formula_is_none_in_the_table() -> None:
    with service(MarkingEngine()) as client:
        response = score(client, [('=HYPERLINK("x").pdf', pdf("4 points"))])
    assert rows_of(response)[1] == ['\'=HYPERLINK("x")', "4", "4", "8", ""]


def test_files_of_one_name_are_told_apart() -> None:
    with service(MarkingEngine()) as client:
        response = score(
            client, [("a/jane.txt", resume(3)), ("b/jane.txt", resume(2)), ("jane.pdf", pdf("1"))]
        )
    assert [row[0] for row in rows_of(response)[1:]] == ["jane.txt", "jane.txt (2)", "jane.pdf"]


def test_the_name_of_a_model_cannot_break_out_of_its_header() -> None:
    class Named(MarkingEngine):
        def complete(self, request, context=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            reply = super().complete(request, context)
            reply.model = "m\r\nSet-Cookie: x=1\n模型" + "y" * 200
            return reply

    with service(Named()) as client:
        response = score(client, [("a.txt", resume(1))])
    assert response.status_code == 200
    assert response.headers["x-ats-engine"] == "mSet-Cookie: x=1" + "y" * 84
    assert "set-cookie" not in response.headers


def test_health_tells_version_and_engine() -> None:
    with service() as client:
        response = client.get("/healthz")
    assert response.json() == {"status": "ok", "version": version(), "engine": "offline"}
    assert response.headers["x-content-type-options"] == "nosniff"


def test_health_can_be_asked_without_a_body() -> None:
    with service() as client:
        response = client.head("/healthz")
    assert (response.status_code, response.content) == (200, b"")


def test_unknown_paths_and_methods_answer_in_the_shape_of_errors() -> None:
    with service() as client:
        unknown = client.get("/nothing")
        method = client.get("/score-resumes")
    assert (unknown.status_code, unknown.json()) == (404, {"detail": "Not Found", "code": "not_found"})
    assert (method.status_code, method.json()) == (
        405,
        {"detail": "Method Not Allowed", "code": "method_not_allowed"},
    )
    assert method.headers["allow"] == "POST"


def test_whatever_is_not_expected_is_a_bare_500(caplog: pytest.LogCaptureFixture) -> None:
    from atschecker.service._guard import HideDefects  # noqa: PLC0415 (its only use)

    async def fail(*_: object) -> None:
        raise ValueError("Jane Roe, born 1990")

    with running(HideDefects(fail)) as client:
        response = client.get("/")
    assert response.status_code == 500
    assert response.json() == {"detail": "the service failed; its log says where", "code": "internal"}
    assert "a defect: ValueError at " in caplog.text
    assert "Jane" not in caplog.text
