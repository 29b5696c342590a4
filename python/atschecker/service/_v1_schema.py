"""What /docs shows of /v1."""

from __future__ import annotations

from typing import Any

from atschecker.service._schema import EXTRACT_ANSWERS, ErrorAnswer

CRITERIA_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "The file."},
                        "text": {"type": "string", "description": "The text, in place of a file."},
                    },
                }
            }
        },
    }
}

_EXAMPLE = {
    "criteria": [
        {
            "id": "c1",
            "text": "5+ years of support as a native German speaker",
            "kind": "language",
            "importance": "must",
            "weight": 3,
            "min_years": 5,
            "source": "5+ years of support as a native German speaker",
            "proposed_by": "offline",
        }
    ],
    "lint": [
        {
            "criterion_id": "c1",
            "fault": "proxy",
            "words": "native German",
            "message": '"native German" stands in for an origin: ask for the level of the language',
        }
    ],
}

# Reading and asking fail here as they do at /extract-criteria.
CRITERIA_ANSWERS: dict[int | str, dict[str, Any]] = {
    **EXTRACT_ANSWERS,
    200: {
        "description": "The criteria in the order of the job description, and what is doubtful about them",
        "content": {"application/json": {"example": _EXAMPLE}},
    },
}

_IDENTITY = {"tenant": "default", "scopes": ["read", "write"], "actor": "key:9f86d081884c7d65"}

# Operation: method, summary, and what else the route has.
SESSION_PATHS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "open_session": (
        "POST",
        "Open a session",
        {
            "status_code": 201,
            "openapi_extra": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["key"],
                                "properties": {"key": {"type": "string"}},
                            }
                        }
                    },
                }
            },
            "responses": {
                201: {
                    "description": "Whose session it is; the cookie is set",
                    "content": {"application/json": {"example": _IDENTITY}},
                }
            },
        },
    ),
    "get_session": (
        "GET",
        "Tell who asks",
        {
            "responses": {
                200: {
                    "description": "Whose key or session it is",
                    "content": {"application/json": {"example": _IDENTITY}},
                }
            }
        },
    ),
    "close_session": ("DELETE", "End a session", {"status_code": 204}),
}

OPERATIONS_ANSWERS: dict[str, dict[int | str, dict[str, Any]]] = {
    "/readyz": {
        200: {
            "description": "Requests can be served",
            "content": {"application/json": {"example": {"status": "ready"}}},
        },
        503: {
            "model": ErrorAnswer,
            "description": "The database does not answer, or the service is starting or ending",
        },
    },
    "/metrics": {
        200: {
            "description": "The text form of Prometheus",
            "content": {
                "text/plain": {"schema": {"type": "string"}, "example": "atschecker_rankings_running 1\n"}
            },
        }
    },
}
