"""What /docs shows: the forms, the answers, and an example of each."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, Field

CRITERIA_EXAMPLE = ["5+ years of C++ in production", "Degree in computer science", "Fluent German"]

CSV_EXAMPLE = (
    "Candidate Name,5+ years of C++ in production,Degree in computer science,Fluent German,Total Score,"
    "Error\r\n"
    "Ada Larsen,5,4,3,12,\r\n"
    "Tomas Okafor,3,3,0,6,\r\n"
    "scan,,,,,document_no_text: scan.pdf: the pages hold images only: there is no text layer\r\n"
)


# As `rank -o ranking.json` writes it.
JSON_EXAMPLE = {
    "atschecker": "0.1.0",
    "engine": "offline",
    "as_of": "2026-06-30",
    "criteria_digest": "51b7bef462b025be8882459e2b1786ae8beccb21642a111b9be26c5c11036bd4",
    "criteria": [{"id": "c1", "text": CRITERIA_EXAMPLE[0], "importance": "must", "weight": 1}],
    "usage": {"requests": 1, "prompt_tokens": 0, "cached_tokens": 0, "completion_tokens": 0},
    "ranking": [
        {
            "rank": 1,
            "candidate": "Ada Larsen",
            "file": "Ada Larsen.pdf",
            "total": 5,
            "percent": 100,
            "engine": "offline",
            "scores": [
                {
                    "criterion": "c1",
                    "score": 5,
                    "reason": "About 7 years of experience are shown by date ranges; 5 are asked for.",
                    "evidence": [
                        {
                            "quote": "C++ engineer, Veloroute Systems, 2019 - 2026",
                            "verified": True,
                            "page": 1,
                            "begin": 120,
                            "end": 164,
                        }
                    ],
                }
            ],
            "must_haves_not_shown": [],
            "must_haves_contradicted": [],
            "usage": {"requests": 1, "prompt_tokens": 0, "cached_tokens": 0, "completion_tokens": 0},
            "findings": [],
        }
    ],
}


class CriteriaAnswer(BaseModel):
    """What a job description asks for."""

    criteria: list[str] = Field(examples=[CRITERIA_EXAMPLE])


class ErrorAnswer(BaseModel):
    """Why a request failed."""

    detail: str = Field(description="A sentence for people.")
    code: str = Field(description="The reason, for programs.")
    remedy: str | None = Field(default=None, description="What to do about it, where that is known.")


class Problem(ErrorAnswer):
    """Why a request below /v1 failed (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int
    file: str | None = Field(default=None, description="The file that it was about, where it was one.")
    limit: int | None = Field(default=None, description="The limit that was exceeded.")


class Health(BaseModel):
    """The service runs."""

    status: str = Field(examples=["ok"])
    version: str = Field(examples=["0.1.0"])
    engine: str = Field(description="Who answers: 'offline' or the model.", examples=["offline"])


_FILE = {"type": "string", "format": "binary"}


def _form(properties: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "required": list(properties), "properties": properties}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


EXTRACT_FORM = _form(
    {
        "file": {
            **_FILE,
            "description": "The job description: a PDF, DOCX, ODT, HTML, RTF, Markdown or text file.",
        }
    }
)

SCORE_FORM = _form(
    {
        "criteria": {
            "type": "string",
            "description": "A JSON array of strings, each of them one requirement.",
            "example": json.dumps(CRITERIA_EXAMPLE),
        },
        "files": {
            "type": "array",
            "items": _FILE,
            "description": "PDF, DOCX, ODT, HTML, RTF, Markdown or text; any other is a row with an error.",
        },
    }
)


def _problem(description: str, detail: str, code: str, remedy: str | None = None) -> dict[str, Any]:
    example = {"detail": detail, "code": code, **({"remedy": remedy} if remedy else {})}
    return {
        "model": ErrorAnswer,
        "description": description,
        "content": {"application/json": {"example": example}},
    }


_ENGINE_HEADER = {
    "X-ATS-Engine": {
        "description": "Who answered: 'offline' for the offline engine, otherwise the model.",
        "schema": {"type": "string"},
    }
}

_MODEL_PROBLEMS: dict[int | str, dict[str, Any]] = {
    502: _problem(
        "The model service refused or failed",
        "the server refused the key",
        "model_unauthorized",
        "Check the API key.",
    ),
    504: _problem("The model service did not answer in time", "no answer after 600 s", "model_timeout"),
}

_TOO_LARGE = _problem(
    "A limit of the service is exceeded", "the file 'jane.pdf' exceeds 20971520 bytes", "document_too_large"
)

EXTRACT_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The criteria, in the order of the job description",
        "headers": _ENGINE_HEADER,
        "content": {"application/json": {"example": {"criteria": CRITERIA_EXAMPLE}}},
    },
    400: _problem(
        "The form is not as asked for", "send the job description in the field 'file'", "invalid_argument"
    ),
    413: _TOO_LARGE,
    422: _problem(
        "The file cannot be read",
        "job.pdf: the file needs a password",
        "document_encrypted",
        "Remove the password and send the file again.",
    ),
    **_MODEL_PROBLEMS,
}

SCORE_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A row for each file, best first; those without a score are last, with their error",
        "headers": _ENGINE_HEADER,
        "content": {
            "text/csv": {"schema": {"type": "string"}, "example": CSV_EXAMPLE},
            "application/json": {"schema": {"type": "object"}, "example": JSON_EXAMPLE},
        },
    },
    400: _problem(
        "The form is not as asked for; nothing was scored",
        "the field 'criteria' must be a JSON array of strings with at least one entry",
        "invalid_argument",
    ),
    413: _TOO_LARGE,
    **_MODEL_PROBLEMS,
}
