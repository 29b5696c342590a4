"""What /docs shows of /v1."""

from __future__ import annotations

from typing import Any

from atschecker.service._schema import EXTRACT_ANSWERS

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
