"""What /docs shows of what law asks for."""

from __future__ import annotations

from typing import Any

from atschecker.service._rankings_schema import FILE, FORM, JSON, ONE, ROW, body, query

_FORMAT = "json or html"

# Operation: method, path, summary, and what else the route has.
PATHS: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "get_settings": ("GET", "/v1/settings", "Show what a tenant has set", {}),
    "change_settings": (
        "PATCH",
        "/v1/settings",
        "Set employer, contact, and reasons to decline",
        body(
            JSON,
            {
                "employer": {"type": "string"},
                "contact": {"type": "string"},
                "decline_reasons": {"type": "array", "items": {"type": "string"}},
                "only_listed_reasons": {"type": "boolean"},
            },
            {"employer": "Example Ltd", "contact": "jobs@example.org"},
        ),
    ),
    "notice": ("GET", ONE + "/notice", "Tell applicants what is computed", query(format=_FORMAT)),
    "audit": (
        "POST",
        ONE + "/audit",
        "Count scores and picks by group",
        body(
            JSON,
            {
                "dimensions": {"type": "array", "items": {"type": "string"}},
                "rows": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                },
            },
            {"dimensions": ["sex"], "rows": {"6b1f0c": ["Female"]}},
            "dimensions",
            "rows",
            format=_FORMAT + ", or csv",
        ),
    ),
    "report": ("GET", ROW + "/report", "Report what was scored of a candidate", query(format=_FORMAT)),
    "correct": (
        "POST",
        ROW + "/correction",
        "Score a corrected resume",
        {"status_code": 202, **body(FORM, {"resume": FILE}, None, "resume")},
    ),
    "set_person_only": (
        "PUT",
        ROW + "/person-only",
        "Leave a row to a person",
        body(JSON, {"person_only": {"type": "boolean"}}, {"person_only": True}, "person_only"),
    ),
    "erase_row": ("DELETE", ROW, "Erase a person", query(everywhere="true: in all rankings")),
    "list_not_scored": ("GET", "/v1/person-only", "List who is not to be scored", {}),
    "add_not_scored": (
        "POST",
        "/v1/person-only",
        "Name somebody who is not to be scored",
        {
            "status_code": 201,
            **body(JSON, {"email": {"type": "string"}}, {"email": "jane@example.org"}, "email"),
        },
    ),
    "remove_not_scored": (
        "DELETE",
        "/v1/person-only/{person}",
        "Take somebody off the list",
        {"status_code": 204},
    ),
}
