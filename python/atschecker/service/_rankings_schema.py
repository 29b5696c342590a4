"""What /docs shows of /v1/rankings."""

from __future__ import annotations

import json
from typing import Any

from atschecker.service._schema import CRITERIA_EXAMPLE

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
    "events": ("GET", _ONE + "/events", "Follow a ranking by server-sent events", {}),
    "export": ("GET", _ONE + "/export", "Get the report", _query(format="csv or json")),
}
