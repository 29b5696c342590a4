"""Outcomes as JSON and back."""

from __future__ import annotations

import json
from typing import Any

from atschecker._core import (
    CriterionScore,
    ErrorCode,
    Evidence,
    Failure,
    Finding,
    FindingKind,
    Outcome,
    RoleFit,
    Scorecard,
    ScoreSpread,
    Usage,
    WaveringScore,
    YearsShown,
)

_EVIDENCE = ("quote", "verified", "page", "begin", "end")
USAGE = (
    "requests",
    "prompt_tokens",
    "cached_tokens",
    "completion_tokens",
    "reasoning_tokens",
    "cache_write_tokens",
)


def outcome_to_json(outcome: Outcome) -> str:
    """Write all but the name, which the row has."""
    root: dict[str, Any] = {"findings": [_finding(each) for each in outcome.findings]}
    card, failure = outcome.scorecard(), outcome.failure()
    if card is not None:
        root["card"] = _card(card)
    if failure is not None:
        root["failure"] = {
            "code": failure.code.name,
            "message": failure.message,
            "usage": _fields(failure.usage, USAGE),
        }
    return json.dumps(root)


def outcome_from(root: dict[str, Any], name: str) -> Outcome:
    """Read what ``outcome_to_json()`` wrote."""
    findings = [_finding_from(each) for each in root["findings"]]
    if "card" in root:
        return Outcome(name=name, result=card_from(root["card"]), findings=findings)
    failure = root["failure"]
    # A code of a version that knew more; its message stays.
    code = ErrorCode.__members__.get(failure["code"], ErrorCode.internal)
    result = Failure(code=code, message=failure["message"], usage=Usage(**failure["usage"]))
    return Outcome(name=name, result=result, findings=findings)


def figures_of(root: dict[str, Any]) -> dict[str, Any]:
    """What of an outcome is added up: the scores by criterion, and the usage in the order of ``USAGE``."""
    card = root.get("card")
    usage = (card or root["failure"])["usage"]
    return {
        "scores": card and {each["criterion_id"]: each["score"] for each in card["scores"]},
        "usage": [usage[name] for name in USAGE],
    }


def tokens_of(root: dict[str, Any]) -> int:
    """What of an outcome counts against a budget of tokens: sent and answered."""
    usage = (root.get("card") or root["failure"])["usage"]
    return int(usage["prompt_tokens"]) + int(usage["completion_tokens"])


def _fields(value: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _finding(finding: Finding) -> dict[str, Any]:
    return {"kind": finding.kind.name, **_fields(finding, ("message", "page", "text"))}


def _finding_from(root: dict[str, Any]) -> Finding:
    return Finding(**{**root, "kind": FindingKind[root["kind"]]})


def _card(card: Scorecard) -> dict[str, Any]:
    spread = card.spread
    return {
        **_fields(card, ("total", "percent", "engine", "prompt")),
        "usage": _fields(card.usage, USAGE),
        "findings": [_finding(each) for each in card.findings],
        "scores": [_score(each) for each in card.scores],
        "spread": spread
        and {
            **_fields(spread, ("samples", "total_low", "total_high")),
            "wavered": [_fields(each, ("criterion_id", "low", "high")) for each in spread.wavered],
        },
    }


def card_from(root: dict[str, Any]) -> Scorecard:
    """Read the scorecard of an outcome."""
    spread = root["spread"]
    if spread is not None:
        wavered = [WaveringScore(**each) for each in spread["wavered"]]
        spread = ScoreSpread(**{**spread, "wavered": wavered})
    return Scorecard(
        scores=[_score_from(each) for each in root["scores"]],
        total=root["total"],
        percent=root["percent"],
        engine=root["engine"],
        prompt=root.get("prompt", ""),
        usage=Usage(**root["usage"]),
        findings=[_finding_from(each) for each in root["findings"]],
        spread=spread,
    )


def _score(score: CriterionScore) -> dict[str, Any]:
    years = score.years
    return {
        **_fields(score, ("criterion_id", "score", "reason", "unsupported", "contradicted", "unrelated")),
        "evidence": [_fields(each, _EVIDENCE) for each in score.evidence],
        "role": score.role and _fields(score.role, ("occupation", "level")),
        "years": years
        and {
            **_fields(years, ("years", "all", "asked", "capped")),
            "periods": [_fields(each, _EVIDENCE) for each in years.periods],
        },
    }


def _score_from(root: dict[str, Any]) -> CriterionScore:
    years = root["years"]
    if years is not None:
        years = YearsShown(**{**years, "periods": [Evidence(**each) for each in years["periods"]]})
    evidence = [Evidence(**each) for each in root["evidence"]]
    role = RoleFit(**kept) if (kept := root.get("role")) else None
    return CriterionScore(**{**root, "evidence": evidence, "years": years, "role": role})
