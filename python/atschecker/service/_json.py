"""Reads bodies of JSON."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request

from atschecker.service._errors import bad_request, too_large

# A body of criteria or decisions; forms have limits of their own.
MAX_JSON_BYTES = 1 << 20


async def json_body(request: Request) -> dict[str, Any]:
    """Read a JSON object. Raises ``RequestProblem``."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_JSON_BYTES:
            raise too_large(f"the body may have at most {MAX_JSON_BYTES} bytes")
    try:
        root = json.loads(bytes(body))
    except (ValueError, RecursionError):
        raise bad_request("the body must be JSON") from None
    if not isinstance(root, dict):
        raise bad_request("the body must be a JSON object")
    return root
