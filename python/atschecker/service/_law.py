"""What law asks for, as facts from the ranking itself. What is lawful this does not say."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atschecker._core import (
    AuditCategory,
    AuditedCandidate,
    AuditRate,
    AuditReport,
    Criterion,
    FindingKind,
    audit,
    max_audit_dimensions,
    max_score,
    redact,
    version,
)
from atschecker.service._errors import bad_request
from atschecker.service._ranking_views import Place, criteria_of, row_view
from atschecker.service._tenant_settings import TenantSettings
from atschecker.store import SET_ASIDE, Entry, Saved

# What no score rests on, whatever the engine: code and words.
NEVER_USED = (
    ("outside_sources", "Anything that is not in the file that was sent: nothing was looked up elsewhere."),
    ("other_candidates", "The resumes of others: a score does not depend on who else applied."),
    ("pictures", "Photos and other pictures in the file: only its text was read."),
    ("file_name", "The name of the file: no engine sees it."),
    ("notes", "Notes, tags and scores that people gave: they stand beside the computed score."),
)
REDACTED = (
    "identity",
    "What identifies the person: it was replaced by placeholders before a server was asked.",
)
HIDDEN = ("hidden_text", "Text of the file that no reader sees.")

HOW_TO_CORRECT = (
    "Send a corrected resume. It is scored by the same criteria, and the new result is linked to this one."
)
HOW_TO_OPT_OUT = "Ask to be read by a person only: the resume is then not scored."
WHO_DECIDES = "A person decides. The computed score orders a list and rejects nobody."


@dataclass(frozen=True)
class SystemFacts:
    """Which system computes scores, and what may leave this machine."""

    engine: str
    model: str
    redacts: bool
    leaves_machine: bool
    retention_days: int | None

    def view(self) -> dict[str, Any]:
        """As part of a report."""
        return {
            "name": "atschecker",
            "version": version(),
            "engine": self.engine,
            "model": self.model,
            "redacts": self.redacts,
            "leaves_machine": self.leaves_machine,
        }


def notice(saved: Saved, facts: SystemFacts, settings: TenantSettings) -> dict[str, Any]:
    """What applicants are told before a score is computed."""
    criteria = criteria_of(saved)
    return {
        "system": facts.view(),
        "purpose": "Orders applications for this opening by criteria of its job description.",
        "position": saved.name,
        "employer": settings.employer,
        "contact": settings.contact,
        "data": {
            "sources": ["The resume that the applicant sent."],
            "categories": sorted({criterion.kind.name for criterion in criteria}),
            "not_used": [_said(each) for each in _not_used(facts)],
        },
        "criteria": [_criterion(each) for each in criteria],
        "decision": WHO_DECIDES,
        "correction": HOW_TO_CORRECT,
        "alternative": HOW_TO_OPT_OUT,
        "retention_days": None if saved.hold else facts.retention_days,
        "as_of": saved.as_of,
    }


def candidate_report(
    saved: Saved,
    entry: Entry,
    place: Place,
    text: str,
    facts: SystemFacts,
    settings: TenantSettings,
    decisions: Sequence[dict[str, Any]],
    corrected_by: Sequence[str],
) -> dict[str, Any]:
    """What was read of one candidate, how it was scored, and what was not used."""
    criteria = criteria_of(saved)
    row = row_view(entry, place, saved, criteria, [])
    scores = {score["criterion_id"]: score for score in row["scores"]}
    hidden = [each for each in row["findings"] if each["kind"] == FindingKind.hidden_text.name]
    return {
        "candidate": {"row": entry.id, "file": row["file"], "digest": entry.digest},
        "ranking": {"id": saved.id, "name": saved.name, "created": saved.created, "as_of": saved.as_of},
        "system": facts.view(),
        "read": {
            "state": entry.state,
            "characters": len(text),
            "findings": row["findings"],
            "error": row["error"],
        },
        "result": {
            "percent": row["total"],
            "scored": entry.state == "scored",
            "person_only": entry.state == SET_ASIDE,
        },
        "criteria": [_scored(each, scores.get(each.id)) for each in criteria],
        "not_used": [
            *(_said(each) for each in _not_used(facts)),
            *([{**_said(HIDDEN), "found": len(hidden)}] if hidden else []),
        ],
        "identifying": sorted({part.kind for part in redact(text).parts}) if text else [],
        "decision": {
            "by": WHO_DECIDES,
            "stage": entry.stage,
            "reason": entry.reason,
            "log": [
                {name: each[name] for name in ("time", "actor", "opened", "changes")}
                for each in decisions
                if each["row"] == entry.id
            ],
        },
        "correction": {
            "how": HOW_TO_CORRECT,
            "contact": settings.contact,
            "corrects": entry.corrects,
            "corrected_by": list(corrected_by),
        },
        "alternative": HOW_TO_OPT_OUT,
    }


def _not_used(facts: SystemFacts) -> list[tuple[str, str]]:
    return [*NEVER_USED, *([REDACTED] if facts.redacts else [])]


def _said(fact: tuple[str, str]) -> dict[str, str]:
    return {"code": fact[0], "text": fact[1]}


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "text": criterion.text,
        "kind": criterion.kind.name,
        "importance": criterion.importance.name,
        "weight": criterion.weight,
    }


def _scored(criterion: Criterion, score: dict[str, Any] | None) -> dict[str, Any]:
    return {
        **_criterion(criterion),
        "score": score and score["score"],
        "of": max_score,
        "reason": score and score["reason"],
        "years": score and score["years"],
        "quotes": [
            {"quote": each["quote"], "page": each["page"] or None}
            for each in (score["evidence"] if score else [])
            if each["verified"]
        ],
    }


def audited(body: dict[str, Any], places: Sequence[Place]) -> AuditReport:
    """Count scores and selection (stage shortlist) by groups that the request tells and nobody keeps.

    Raises ``RequestProblem``.
    """
    dimensions = body.get("dimensions")
    if (
        not isinstance(dimensions, list)
        or not 0 < len(dimensions) <= max_audit_dimensions
        or not all(isinstance(each, str) and each.strip() for each in dimensions)
    ):
        raise bad_request(f"'dimensions' must be a list of 1 to {max_audit_dimensions} names")
    groups = body.get("rows")
    if not isinstance(groups, dict):
        raise bad_request("'rows' must be an object: for each row its categories, one for each dimension")
    if not groups.keys() <= {place.line.id for place in places}:
        raise bad_request("'rows' names a row that is not in this ranking")
    for categories in groups.values():
        if (
            not isinstance(categories, list)
            or len(categories) != len(dimensions)
            or not all(isinstance(each, str) for each in categories)
        ):
            raise bad_request("each row needs a category (empty: unknown) for each of the 'dimensions'")
    unknown = [""] * len(dimensions)
    candidates = [
        AuditedCandidate(
            candidate=place.line.id,
            score=place.total,
            selected=place.line.stage == "shortlist",
            categories=groups.get(place.line.id, unknown),
        )
        for place in places
        if place.line.state in ("scored", "failed")
    ]
    return audit(dimensions, candidates)


AUDIT_HEADS = (
    "Dimension",
    "Category",
    "Applicants",
    "Share",
    "Above median",
    "Scoring rate",
    "Scoring impact ratio",
    "Selected",
    "Selection rate",
    "Selection impact ratio",
    "Remarks",
)


def audit_rows(report: AuditReport) -> list[list[str]]:
    """The tables, a line for each category, as they are published."""
    return [
        [
            " x ".join(table.dimensions),
            ", ".join(category.names),
            str(category.candidates),
            _percent(category.share),
            *_rate(category.scoring),
            *(_rate(category.selection) if category.selection is not None else ("", "", "")),
            _remarks(category),
        ]
        for table in report.tables
        for category in table.categories
    ]


def audit_summary(report: AuditReport, saved: Saved, facts: SystemFacts) -> dict[str, Any]:
    """What is published beside the tables."""
    return {
        "tool": facts.view(),
        "position": saved.name,
        "counted_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "data_since": saved.created[:10],
        "scored": report.scored,
        "failed": report.failed,
        "selected": report.selected,
        "median": report.median,
        "unknown": {" x ".join(table.dimensions): table.unknown for table in report.tables},
    }


def _rate(rate: AuditRate) -> tuple[str, str, str]:
    ratio = "" if rate.impact_ratio is None else f"{rate.impact_ratio:.2f}"
    return str(rate.count), _percent(rate.rate), ratio


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _remarks(category: AuditCategory) -> str:
    rates = [rate for rate in (category.scoring, category.selection) if rate is not None]
    remarks = {
        "below four fifths": any(rate.below_four_fifths for rate in rates),
        "one person decides": any(rate.one_person_decides for rate in rates),
        "under 2 %": category.left_out,
        "small sample": category.small_sample,
    }
    return "; ".join(remark for remark, holds in remarks.items() if holds)
