"""The endpoints."""

from __future__ import annotations

import json
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse

from atschecker._core import ErrorCode, ErrorGroup, Failure, Ranking, group, to_csv, to_json, version
from atschecker._errors import Error
from atschecker.service._accept import prefers
from atschecker.service._errors import (
    RequestProblem,
    answer_error,
    answer_http,
    answer_problem,
    bad_request,
    failure_answer,
)
from atschecker.service._form import Expected, Form, read_form
from atschecker.service._options import ServiceOptions
from atschecker.service._runs import Runs, while_connected
from atschecker.service._schema import (
    EXTRACT_ANSWERS,
    EXTRACT_FORM,
    SCORE_ANSWERS,
    SCORE_FORM,
    CriteriaAnswer,
    Health,
)

T = TypeVar("T")
logger = logging.getLogger("atschecker.service")

CSV, JSON = "text/csv", "application/json"

# Of a model's name, which the server reports, as much as a header should carry.
MAX_ENGINE_NAME = 100


class Endpoints:
    """What the service answers."""

    def __init__(self, runs: Runs, options: ServiceOptions, engine: str) -> None:
        self._runs = runs
        self._options = options
        self._engine = engine

    def add_to(self, app: FastAPI) -> None:
        """Register the paths and the answers to errors."""
        app.add_exception_handler(RequestProblem, answer_problem)
        app.add_exception_handler(Error, answer_error)
        app.add_exception_handler(HTTPException, answer_http)
        app.post(
            "/extract-criteria",
            tags=["ranking"],
            operation_id="extract_criteria",
            summary="Take the criteria out of a job description",
            response_model=CriteriaAnswer,
            responses=EXTRACT_ANSWERS,
            openapi_extra=EXTRACT_FORM,
        )(self.extract_criteria)
        app.post(
            "/score-resumes",
            tags=["ranking"],
            operation_id="score_resumes",
            summary="Score resumes and rank them",
            response_class=Response,
            responses=SCORE_ANSWERS,
            openapi_extra=SCORE_FORM,
        )(self.score_resumes)
        app.get(
            "/healthz",
            tags=["service"],
            operation_id="healthz",
            summary="Tell that the service runs",
            response_model=Health,
        )(self.healthz)
        # What load balancers ask.
        app.head("/healthz", include_in_schema=False)(self.healthz)

    async def extract_criteria(self, request: Request) -> Response:
        """Send the job description as the file of a form."""
        form = await self._form(request, Expected(file_field="file", max_files=1))
        if not form.files:
            raise bad_request("send the job description in the field 'file'")
        criteria = await self._work(request, form, self._runs.extract(form.files[0]))
        logger.info("extracted %d criteria", len(criteria))
        engine = criteria[0].proposed_by if criteria else ""
        return JSONResponse(
            {"criteria": [criterion.text for criterion in criteria]}, headers=self._engine_header(engine)
        )

    async def score_resumes(self, request: Request) -> Response:
        """Send criteria and resumes as a form. Each criterion is scored 0 to 5; the total is their sum.

        The answer is CSV; with `Accept: application/json` the same ranking with ranks, reasons, quotes and
        pages, findings and usage.
        """
        expected = Expected(file_field="files", max_files=self._options.max_files, text_field="criteria")
        form = await self._form(request, expected)
        try:
            criteria = criteria_of(form)
            if not form.files:
                raise bad_request("send at least one resume in the field 'files'")
        except BaseException:
            form.close()
            raise
        ranking = await self._work(request, form, self._runs.rank(criteria, form.files))
        failures = failures_of(ranking)
        logger.info("scored %d of %d files", len(ranking.rows) - len(failures), len(ranking.rows))
        refusal = refusal_of(ranking)
        if refusal is not None:
            return failure_answer(refusal.code, refusal.message)
        headers = {"Vary": "Accept", **self._engine_header(ranking.engine)}
        if prefers(JSON, CSV, request.headers.getlist("accept")):
            return Response(to_json(ranking), media_type=JSON, headers=headers)
        headers["Content-Disposition"] = 'attachment; filename="ranking.csv"'
        return Response(to_csv(ranking, details=False), media_type=CSV, headers=headers)

    async def healthz(self) -> Health:
        """Ask often: nothing is done."""
        return Health(status="ok", version=version(), engine=self._engine)

    async def _form(self, request: Request, expected: Expected) -> Form:
        _check_encoding(request.headers.get("content-encoding", ""))
        content_type = request.headers.get("content-type", "")
        try:
            return await read_form(content_type, request.stream(), expected, self._options)
        except ClientDisconnect:
            raise _gone() from None

    async def _work(self, request: Request, form: Form, work: Coroutine[Any, Any, T]) -> T:
        try:
            return await while_connected(request, work)
        except ClientDisconnect:
            logger.info("the client left; its unfinished jobs are cancelled")
            raise _gone() from None
        finally:
            form.close()

    def _engine_header(self, engine: str) -> dict[str, str]:
        # A model's name comes from its server: it must not end the header or add another.
        name = "".join(character for character in engine or self._engine if " " <= character <= "~")
        return {"X-ATS-Engine": name[:MAX_ENGINE_NAME].strip()}


def criteria_of(form: Form) -> list[str]:
    """The criteria of a form. Raises RequestProblem if they are no JSON array of strings."""
    problem = bad_request("the field 'criteria' must be a JSON array of strings with at least one entry")
    try:
        criteria = json.loads(form.fields.get("criteria", ""))
    except (ValueError, RecursionError):
        raise problem from None
    if not isinstance(criteria, list) or not criteria or not all(isinstance(text, str) for text in criteria):
        raise problem
    try:
        "".join(criteria).encode()
    except UnicodeEncodeError:
        raise bad_request("the criteria hold half a character (an unpaired surrogate)") from None
    return criteria


def failures_of(ranking: Ranking) -> list[Failure]:
    """Why the unscored resumes have no score."""
    return [failure for row in ranking.rows if (failure := row.outcome.failure()) is not None]


def refusal_of(ranking: Ranking) -> Failure | None:
    """Why the model service scored nothing at all; None if anything was scored or it is not to blame.

    What is sent then is no ranking: a table without a score would be taken for one.
    """
    failures = failures_of(ranking)
    if len(failures) < len(ranking.rows):
        return None
    return next((failure for failure in failures if _is_refusal(failure.code)), None)


def _is_refusal(code: ErrorCode) -> bool:
    # A resume that is too long is the fault of that resume.
    return group(code) is ErrorGroup.model_service and code is not ErrorCode.model_context_exceeded


def _check_encoding(encoding: str) -> None:
    if encoding.strip().lower() not in ("", "identity"):
        raise RequestProblem(
            415, "unsupported_content_encoding", "send the form as it is: a compressed body is not read"
        )


def _gone() -> RequestProblem:
    return RequestProblem(408, "client_gone", "the client left")
