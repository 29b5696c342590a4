"""What /v1 answers: criteria with their kinds, weights and warnings."""

from __future__ import annotations

import json
import logging

from fastapi import FastAPI, Request, Response
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse

from atschecker._core import Criterion, criteria_to_json, lint
from atschecker.service._errors import RequestProblem, bad_request
from atschecker.service._form import Expected, Form, read_form
from atschecker.service._options import ServiceOptions
from atschecker.service._runs import Runs, while_connected
from atschecker.service._v1_schema import CRITERIA_ANSWERS, CRITERIA_FORM

logger = logging.getLogger("atschecker.service")


class CriteriaResource:
    """Turns a job description into criteria that a person can edit."""

    def __init__(self, runs: Runs, options: ServiceOptions) -> None:
        self._runs = runs
        self._options = options

    def add_to(self, app: FastAPI) -> None:
        """Register the path."""
        app.post(
            "/v1/criteria",
            tags=["v1"],
            operation_id="create_criteria",
            summary="Take typed criteria out of a job description",
            response_class=JSONResponse,
            responses=CRITERIA_ANSWERS,
            openapi_extra=CRITERIA_FORM,
        )(self.create)

    async def create(self, request: Request) -> Response:
        """Send the job description as a file or as pasted text, not both."""
        try:
            form = await read_form(
                request.headers.get("content-type", ""),
                request.stream(),
                Expected(file_field="file", max_files=1, text_field="text"),
                self._options,
            )
            try:
                criteria = await while_connected(request, self._extract(form))
            finally:
                form.close()
        except ClientDisconnect:
            raise RequestProblem(408, "client_gone", "the client left") from None
        logger.info("extracted %d criteria", len(criteria))
        return JSONResponse(
            {"criteria": json.loads(criteria_to_json(criteria)), "lint": warnings_of(criteria)}
        )

    async def _extract(self, form: Form) -> list[Criterion]:
        text = form.fields.get("text", "")
        if bool(form.files) == bool(text.strip()):
            raise bad_request("send the job description in the field 'file' or in the field 'text'")
        if form.files:
            return await self._runs.extract(form.files[0])
        return await self._runs.extract_text(text)


def warnings_of(criteria: list[Criterion]) -> list[dict[str, str]]:
    """What is doubtful about the criteria, as JSON values."""
    return [
        {
            "criterion_id": warning.criterion_id,
            "fault": warning.fault.name,
            "words": warning.words,
            "message": warning.message,
        }
        for warning in lint(criteria)
    ]
