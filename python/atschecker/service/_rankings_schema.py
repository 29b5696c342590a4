"""What /docs shows of /v1/rankings."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from atschecker.service._schema import CRITERIA_EXAMPLE, Problem

_FILE = {"type": "string", "format": "binary"}
_RESUMES = {"type": "array", "items": _FILE, "description": "The resumes."}

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


def _body(kind: str, properties: dict[str, Any], example: Any = None) -> dict[str, Any]:  # noqa: ANN401
    content: dict[str, Any] = {"schema": {"type": "object", "properties": properties}}
    if example is not None:
        content["example"] = example
    return {"openapi_extra": {"requestBody": {"required": True, "content": {kind: content}}}}


def _query(**parameters: str) -> dict[str, Any]:
    return {
        "openapi_extra": {
            "parameters": [
                {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
                for name, text in parameters.items()
            ]
        }
    }


_FORM = "multipart/form-data"
_JSON = "application/json"
_ONE = "/v1/rankings/{ranking}"
_ROW = _ONE + "/rows/{row}"
_CHANGE = {"stage": "shortlist", "note": "Call on Monday", "tags": ["Berlin"]}

# Operation: method, path, summary, and what else the route has.
PATHS: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "create_ranking": (
        "POST",
        "/v1/rankings",
        "Start a ranking",
        {"status_code": 202, **_body(_FORM, _CREATE_FORM)},
    ),
    "list_rankings": ("GET", "/v1/rankings", "List the rankings", {}),
    "get_ranking": ("GET", _ONE, "Tell how far a ranking is", {}),
    "reweigh_ranking": (
        "PATCH",
        _ONE,
        "Change weights and importance",
        _body(_JSON, {"criteria": {"type": "array"}}, {"criteria": [{"id": "c1", "weight": 2}]}),
    ),
    "delete_ranking": ("DELETE", _ONE, "Erase a ranking", {"status_code": 204}),
    "add_resumes": (
        "POST",
        _ONE + "/resumes",
        "Add resumes",
        {"status_code": 202, **_body(_FORM, {"resumes": _RESUMES})},
    ),
    "cancel_ranking": ("POST", _ONE + "/cancel", "Stop a ranking", {}),
    "rows": (
        "GET",
        _ONE + "/rows",
        "List the rows",
        _query(
            sort="rank, file, position, stage, total; with a minus sign backwards",
            filter="such as stage:maybe,state:scored,tag:Berlin",
            limit="1 to 1000; default: 100",
            cursor="'next' of the page before",
        ),
    ),
    "decide_many": (
        "POST",
        _ONE + "/rows:bulk",
        "Decide on many rows",
        _body(_JSON, {"rows": {"type": "array"}, "change": {"type": "object"}}),
    ),
    "row": ("GET", _ROW, "Show a row with its evidence", {}),
    "decide": ("PATCH", _ROW, "Decide on a row", _body(_JSON, {}, _CHANGE)),
    "row_file": ("GET", _ROW + "/file", "Download the original file", {}),
    "row_text": ("GET", _ROW + "/text", "Show what was read of the file", {}),
    "decisions": ("GET", _ONE + "/decisions", "List the decisions", {}),
    "agreement": ("GET", _ONE + "/agreement", "Compare the order with the decisions", {}),
    "events": ("GET", _ONE + "/events", "Follow a ranking by server-sent events", {}),
    "export": ("GET", _ONE + "/export", "Get the report", _query(format="csv, json, html or xlsx")),
    "export_some": (
        "POST",
        _ONE + "/export",
        "Get the report of some rows",
        {
            "openapi_extra": {
                **_query(format="csv, json, html or xlsx")["openapi_extra"],
                **_body(_JSON, {"rows": {"type": "array"}})["openapi_extra"],
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
    503: ("not_ready", "the service is starting or ending"),
}


def problems_of(operation_id: str) -> dict[int | str, dict[str, Any]]:
    """The errors that an operation may answer."""
    method, path, _, extra = PATHS[operation_id]
    body = "requestBody" in extra.get("openapi_extra", {})
    queried = "parameters" in extra.get("openapi_extra", {})
    statuses = {401, 403, 503}
    statuses |= {404} if "{" in path else set()
    statuses |= {400, 408, 413} if body else {400} if queried else set()
    statuses |= {412} if method == "PATCH" else set()
    statuses |= {409} if operation_id in ("reweigh_ranking", "delete_ranking") else set()
    return {status: _problem(status) for status in sorted(statuses)}


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
