"""What /docs shows of /v1/rankings."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from starlette.responses import JSONResponse

from atschecker.service._schema import CRITERIA_EXAMPLE, Problem

FILE = {"type": "string", "format": "binary"}
_RESUMES = {"type": "array", "items": FILE, "description": "The resumes."}

_CREATE_FORM = {
    "job_description": {"type": "string", "description": "A file, or text in a field without a file name."},
    "criteria": {
        "type": "string",
        "description": "In place of it or beside it: a JSON array of texts, or of what /v1/criteria gives.",
        "example": json.dumps(CRITERIA_EXAMPLE),
    },
    "resumes": _RESUMES,
    "options": {
        "type": "string",
        "description": "A JSON object: name, and blind (names stay hidden until a first decision).",
        "example": json.dumps({"name": "C++ engineer", "blind": False}),
    },
}


def query(**parameters: str) -> dict[str, Any]:
    """What may stand in the query, as ``extra`` of a route."""
    return {"openapi_extra": {"parameters": _parameters(parameters)}}


def body(
    kind: str,
    properties: dict[str, Any],
    example: Any = None,  # noqa: ANN401 (any JSON value)
    *required: str,
    **parameters: str,
) -> dict[str, Any]:
    """What the body holds, and the query beside it, as ``extra`` of a route."""
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        schema["required"] = list(required)
    content: dict[str, Any] = {"schema": schema}
    if example is not None:
        content["example"] = example
    extra: dict[str, Any] = {"requestBody": {"required": True, "content": {kind: content}}}
    if parameters:
        extra["parameters"] = _parameters(parameters)
    return {"openapi_extra": extra}


def _parameters(parameters: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
        for name, text in parameters.items()
    ]


FORM = "multipart/form-data"
JSON = "application/json"
ONE = "/v1/rankings/{ranking}"
ROW = ONE + "/rows/{row}"
_CHANGE = {"stage": "shortlist", "note": "Call on Monday", "tags": ["Berlin"]}

# Operation: method, path, summary, and what else the route has.
PATHS: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "create_ranking": (
        "POST",
        "/v1/rankings",
        "Start a ranking",
        {"status_code": 202, **body(FORM, _CREATE_FORM)},
    ),
    "list_rankings": ("GET", "/v1/rankings", "List the rankings", {}),
    "get_ranking": ("GET", ONE, "Tell how far a ranking is", {}),
    "reweigh_ranking": (
        "PATCH",
        ONE,
        "Change weights and importance",
        body(JSON, {"criteria": {"type": "array"}}, {"criteria": [{"id": "c1", "weight": 2}]}),
    ),
    "delete_ranking": ("DELETE", ONE, "Erase a ranking", {"status_code": 204}),
    "add_resumes": (
        "POST",
        ONE + "/resumes",
        "Add resumes",
        {"status_code": 202, **body(FORM, {"resumes": _RESUMES})},
    ),
    "cancel_ranking": ("POST", ONE + "/cancel", "Stop a ranking", {}),
    "rows": (
        "GET",
        ONE + "/rows",
        "List the rows",
        query(
            sort="rank, file, position, stage, total; with a minus sign backwards",
            filter="such as stage:maybe,state:scored,tag:Berlin",
            limit="1 to 1000; default: 100",
            cursor="'next' of the page before",
        ),
    ),
    "decide_many": (
        "POST",
        ONE + "/rows:bulk",
        "Decide on many rows",
        body(JSON, {"rows": {"type": "array"}, "change": {"type": "object"}}),
    ),
    "row": ("GET", ROW, "Show a row with its evidence", {}),
    "decide": ("PATCH", ROW, "Decide on a row", body(JSON, {}, _CHANGE)),
    "row_file": ("GET", ROW + "/file", "Download the original file", {}),
    "row_text": ("GET", ROW + "/text", "Show what was read of the file", {}),
    "row_pages": ("GET", ROW + "/pages", "List the pages with the places of the quotes", {}),
    "row_page": ("GET", ROW + "/pages/{page}", "Show a page as an image", {}),
    "decisions": ("GET", ONE + "/decisions", "List the decisions", {}),
    "agreement": ("GET", ONE + "/agreement", "Compare the order with the decisions", {}),
    "events": ("GET", ONE + "/events", "Follow a ranking by server-sent events", {}),
    "export": ("GET", ONE + "/export", "Get the report", query(format="csv, json, html or xlsx")),
    "export_some": (
        "POST",
        ONE + "/export",
        "Get the report of some rows",
        {
            "openapi_extra": {
                **query(format="csv, json, html or xlsx")["openapi_extra"],
                **body(JSON, {"rows": {"type": "array"}})["openapi_extra"],
            }
        },
    ),
}


# Status: code and detail of its example.
_PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("invalid_argument", "the body must be JSON"),
    401: ("service_key_refused", "send the key of the service as Authorization: Bearer, or as X-API-Key"),
    403: ("scope_missing", "this key may not do that: it lacks 'write'"),
    404: ("not_found", "there is no such ranking or row"),
    408: ("upload_too_slow", "nothing came for 30 seconds"),
    409: ("on_hold", "this ranking is held against erasure"),
    412: ("changed_meanwhile", "somebody else changed it: load it again"),
    413: ("request_too_large", "a ranking may hold at most 10000 files"),
    422: ("document_damaged", "cv.pdf: the PDF is broken and cannot be opened: export it again"),
    503: ("not_ready", "the service is starting or ending"),
}


_PAGES = {
    "pages": [
        {
            "number": 1,
            "width": 595.0,
            "height": 842.0,
            "marks": [{"criterion": "c1", "boxes": [[0.12, 0.3, 0.56, 0.318]]}],
            "image": "/v1/rankings/7d/rows/a1/pages/1",
        }
    ]
}

# What answers other than by a resource, and may fail as reading does.
_DRAWN: dict[str, dict[int | str, dict[str, Any]]] = {
    "row_pages": {
        200: {
            "description": "The pages in order, sizes in points; none if the file is no PDF",
            "content": {JSON: {"example": _PAGES}},
        }
    },
    "row_page": {
        200: {
            "description": "The page, its longer side 1600 pixels",
            "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
        },
        304: {"description": "The client has this image"},
    },
}


Paths = dict[str, tuple[str, str, str, dict[str, Any]]]


def add_routes(app: FastAPI, resource: object, paths: Paths) -> None:
    """Register the paths of a resource: each operation is its method of that name."""
    for operation_id, (method, path, summary, extra) in paths.items():
        app.add_api_route(
            path,
            getattr(resource, operation_id),
            methods=[method],
            tags=["v1"],
            operation_id=operation_id,
            summary=summary,
            response_class=JSONResponse,
            responses=problems_of(operation_id, paths),
            **extra,
        )


def problems_of(operation_id: str, paths: Paths) -> dict[int | str, dict[str, Any]]:
    """The errors that an operation may answer, and answers of a kind of their own."""
    method, path, _, extra = paths[operation_id]
    has_body = "requestBody" in extra.get("openapi_extra", {})
    queried = "parameters" in extra.get("openapi_extra", {})
    statuses = {401, 403, 503}
    statuses |= {404} if "{" in path else set()
    statuses |= {400, 408, 413} if has_body else {400} if queried else set()
    statuses |= {412} if method == "PATCH" and "{" in path else set()
    statuses |= {409} if operation_id in CONFLICTING else set()
    statuses |= {413, 422} if operation_id in _DRAWN else set()
    return {**_DRAWN.get(operation_id, {}), **{status: _problem(status) for status in sorted(statuses)}}


CONFLICTING = ("reweigh_ranking", "delete_ranking", "erase_row")


def _problem(status: int) -> dict[str, Any]:
    code, detail = _PROBLEMS[status]
    title = HTTPStatus(status).phrase
    example = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    return {
        "description": title,
        "content": {
            "application/problem+json": {
                "schema": Problem.model_json_schema(),
                "example": example,
            }
        },
    }
