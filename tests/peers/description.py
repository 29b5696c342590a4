"""The part of the published description that the validator needs, in words that it understands."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
PATH = "/chat/completions"


def strict(description: Json) -> Json:
    """Describe one operation alone, its requests closed to fields that the description does not name.

    As published, the validator passes every body: the description is of version 3.1 but says ``nullable``
    as 3.0 did. Its answers are not validated: they come from a mock.
    """
    operation = description["paths"][PATH]["post"]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    answers = {"default": {"description": "Any"}}
    request = {"required": True, "content": {"application/json": {"schema": _closed(body, description)}}}
    return {
        "openapi": "3.1.0",
        "info": description["info"],
        "servers": [{"url": "/"}],
        "security": description["security"],
        "components": {"securitySchemes": description["components"]["securitySchemes"]},
        "paths": {PATH: {"post": {"requestBody": request, "responses": answers}}},
    }


def _closed(schema: Json, description: Json) -> Json:
    """Write references out, and forbid fields without a name wherever some have one."""
    whole = _merged(schema, description)
    for several in ("anyOf", "oneOf"):
        if several in whole:
            whole[several] = [_closed(each, description) for each in whole[several]]
    if "items" in whole:
        whole["items"] = _closed(whole["items"], description)
    if "properties" in whole:
        named = whole["properties"].items()
        whole["properties"] = {name: _closed(part, description) for name, part in named}
        whole.setdefault("additionalProperties", False)
    return _or_null(whole) if whole.pop("nullable", False) else whole


def _merged(schema: Json, description: Json) -> Json:
    """Put what a reference and ``allOf`` stand for in their place."""
    whole = {key: value for key, value in schema.items() if key not in {"$ref", "allOf", "discriminator"}}
    parts = list(schema.get("allOf", []))
    if "$ref" in schema:
        parts.append(description["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for part in parts:
        merged = _merged(part, description)
        properties = {**merged.get("properties", {}), **whole.get("properties", {})}
        required = [*merged.get("required", []), *whole.get("required", [])]
        whole = {**merged, **whole}
        if properties:
            whole["properties"] = properties
        if required:
            whole["required"] = sorted(set(required))
    return whole


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}
