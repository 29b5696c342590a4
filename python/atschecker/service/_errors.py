"""Which HTTP status an error is, and what its answer says."""

from __future__ import annotations

import json
import re
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from atschecker._core import ErrorCode, ErrorGroup, group, meaning, remedy, to_string
from atschecker._errors import Error
from atschecker.service._proxy import route_path


class RequestProblem(Exception):
    """The request cannot be served as it is; the text says what to change."""

    def __init__(
        self, status: int, code: str, detail: str, *, file: str | None = None, limit: int | None = None
    ) -> None:
        super().__init__(detail)
        self.file = file
        self.limit = limit
        self.status = status
        self.code = code
        self.detail = detail


def bad_request(detail: str, code: str = "invalid_argument") -> RequestProblem:
    """Something in the request is not what is asked for."""
    return RequestProblem(400, code, detail)


def too_large(detail: str, code: str = "request_too_large") -> RequestProblem:
    """A limit of the service is exceeded."""
    return RequestProblem(413, code, detail)


def forbidden(code: str, detail: str) -> RequestProblem:
    """The service does not answer this caller."""
    return RequestProblem(403, code, detail)


def status_of(code: ErrorCode) -> int:
    """The status of a request that failed as a whole."""
    by_code = {
        ErrorCode.document_too_large: 413,
        ErrorCode.model_timeout: 504,
        ErrorCode.deadline_exceeded: 504,
        ErrorCode.invalid_argument: 400,
        ErrorCode.cancelled: 503,
    }
    by_group = {ErrorGroup.document: 422, ErrorGroup.model_service: 502, ErrorGroup.model_answer: 502}
    return by_code.get(code) or by_group.get(group(code), 500)


def failure_answer(code: ErrorCode, message: str) -> JSONResponse:
    """The answer to a request that failed as a whole with an error of the library."""
    # A defect's message was written for its developer, and by whom is unknown.
    detail = meaning(code) if code is ErrorCode.internal else message
    return answer(status_of(code), to_string(code), detail, remedy(code))


def answer(status: int, code: str, detail: str, remedy: str | None = None) -> JSONResponse:
    """Every error of the service has this shape."""
    content = {"detail": detail, "code": code}
    if remedy is not None:
        content["remedy"] = remedy
    return JSONResponse(content, status)


def in_problem_form(request: Request, response: JSONResponse, **more: object) -> JSONResponse:
    """Under /v1 errors are problem details (RFC 9457), with the members of the other answers."""
    if not route_path(request.scope).startswith("/v1/"):
        return response
    status = response.status_code
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        **json.loads(bytes(response.body)),
        **{name: value for name, value in more.items() if value is not None},
    }
    return JSONResponse(content, status, media_type="application/problem+json")


async def answer_problem(request: Request, problem: Exception) -> JSONResponse:
    """Answer a RequestProblem."""
    assert isinstance(problem, RequestProblem)  # noqa: S101 (registered for this class)
    response = answer(problem.status, problem.code, problem.detail)
    return in_problem_form(request, response, file=problem.file, limit=problem.limit)


async def answer_error(request: Request, error: Exception) -> JSONResponse:
    """Answer an error of the library."""
    assert isinstance(error, Error)  # noqa: S101 (registered for this class)
    return in_problem_form(request, failure_answer(error.code, str(error)))


async def answer_http(request: Request, error: Exception) -> JSONResponse:
    """Answer what the framework refuses, such as an unknown path."""
    assert isinstance(error, HTTPException)  # noqa: S101 (registered for this class)
    code = re.sub(r"\W+", "_", HTTPStatus(error.status_code).phrase.lower())
    response = in_problem_form(request, answer(error.status_code, code, str(error.detail)))
    response.headers.update(error.headers or {})
    return response
