"""A ranking read back from the JSON report that ``rank -o`` wrote."""

from __future__ import annotations

import datetime
import json
from typing import Any

from atschecker._core import (
    Criterion,
    CriterionScore,
    ErrorCode,
    Evidence,
    Failure,
    Finding,
    FindingKind,
    Outcome,
    RankedOutcome,
    Ranking,
    RankSpan,
    Scorecard,
    ScoreSpread,
    Usage,
    WaveringScore,
    YearsShown,
    criteria_from_json,
    to_string,
)
from atschecker._errors import Error

CODES = {to_string(code): code for code in ErrorCode.__members__.values()}
KINDS = {to_string(kind): kind for kind in FindingKind.__members__.values()}


class NotAReport(ValueError):
    """The text is no report of this program."""


def ranking_from_json(text: str) -> Ranking:
    """Read what ``to_json()`` wrote; only prices are not in it. Raises ``NotAReport``."""
    try:
        root = json.loads(text)
        return _ranking(root)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Error) as error:
        raise NotAReport("is no JSON report of atschecker") from error


def _ranking(root: dict[str, Any]) -> Ranking:
    as_of = root["as_of"]
    return Ranking(
        criteria=_criteria(root["criteria"]),
        rows=[_row(each) for each in root["ranking"]],
        engine=root["engine"],
        as_of=None if as_of is None else datetime.date.fromisoformat(as_of),
        usage=_usage(root["usage"]),
    )


def _criteria(entries: list[Any]) -> list[Criterion]:
    return criteria_from_json(json.dumps(entries)) if entries else []


def _row(root: dict[str, Any]) -> RankedOutcome:
    repeat = root.get("repeat")
    return RankedOutcome(
        rank=root["rank"] or 0,
        candidate=root["candidate"],
        outcome=Outcome(
            name=root["file"],
            result=_failure(root) if "error" in root else _card(root),
            findings=[_finding(each) for each in root["findings"]],
        ),
        could_be=repeat and RankSpan(best=repeat["rank_best"], worst=repeat["rank_worst"]),
    )


def _failure(root: dict[str, Any]) -> Failure:
    # A code of a version that knew more; its message stays.
    code = CODES.get(root["error"]["code"], ErrorCode.internal)
    return Failure(code=code, message=root["error"]["message"], usage=_usage(root.get("usage", {})))


def _card(root: dict[str, Any]) -> Scorecard:
    return Scorecard(
        scores=[_score(each) for each in root["scores"]],
        total=root["total"],
        percent=root["percent"],
        engine=root["engine"],
        usage=_usage(root["usage"]),
        spread=_spread(root.get("repeat", {})),
    )


def _spread(root: dict[str, Any]) -> ScoreSpread | None:
    if "samples" not in root:
        return None
    return ScoreSpread(
        samples=root["samples"],
        total_low=root["total_low"],
        total_high=root["total_high"],
        wavered=[
            WaveringScore(criterion_id=each["criterion"], low=each["low"], high=each["high"])
            for each in root["wavered"]
        ],
    )


def _score(root: dict[str, Any]) -> CriterionScore:
    years = root.get("years")
    return CriterionScore(
        criterion_id=root["criterion"],
        score=root["score"],
        reason=root["reason"],
        evidence=[Evidence(**each) for each in root["evidence"]],
        unsupported=root.get("unsupported", False),
        contradicted=root.get("contradicted", False),
        years=years
        and YearsShown(
            years=years["years"], all=years["all"], periods=[Evidence(**each) for each in years["periods"]]
        ),
    )


def _finding(root: dict[str, Any]) -> Finding:
    # As with codes: what a later version names is shown by its message, under the nearest of ours.
    kind = KINDS.get(root["kind"], FindingKind.text_cut)
    return Finding(kind=kind, message=root["message"], page=root["page"], text=root.get("text", ""))


def _usage(root: dict[str, Any]) -> Usage:
    return Usage(**{name: root[name] for name in Usage().__match_args__ if name in root})
