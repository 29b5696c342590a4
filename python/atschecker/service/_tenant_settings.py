"""What a tenant sets for all of its rankings."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from atschecker.service._errors import bad_request
from atschecker.service._ranking_inputs import is_text

# Reasons to decline that have to do with the job; a tenant edits the list.
DECLINE_REASONS = (
    "A must-have of the criteria is not shown",
    "A must-have of the criteria is contradicted",
    "Fewer years of the experience that is asked for",
    "A licence or certificate that the job needs is missing",
    "The level of a language that the job needs is not shown",
    "No permission to work where the job is, as far as the candidate says",
    "Other candidates show more of the criteria",
    "Terms, place or working hours do not fit, as the candidate says",
    "The candidate withdrew",
    "The position is filled or was closed",
    "The file could not be read, and no other came",
)

MAX_REASONS = 200


@dataclass(frozen=True)
class TenantSettings:
    """Whose openings these are, whom applicants may ask, and how people decline."""

    employer: str = ""
    contact: str = ""
    decline_reasons: tuple[str, ...] = DECLINE_REASONS
    only_listed_reasons: bool = False
    """Decline for a reason of the list only."""

    def view(self) -> dict[str, Any]:
        """As JSON values."""
        return {**asdict(self), "decline_reasons": list(self.decline_reasons)}


def settings_of(stored: dict[str, Any]) -> TenantSettings:
    """What is stored; what it lacks is as it comes."""
    known = {each.name: stored[each.name] for each in fields(TenantSettings) if each.name in stored}
    if "decline_reasons" in known:
        known["decline_reasons"] = tuple(known["decline_reasons"])
    return TenantSettings(**known)


def changed_settings(stored: dict[str, Any], body: dict[str, Any]) -> TenantSettings:
    """Put what a request says into the settings. Raises ``RequestProblem``."""
    names = [each.name for each in fields(TenantSettings)]
    if not body or not body.keys() <= set(names):
        raise bad_request(f"the settings are {', '.join(names)}")
    for name in ("employer", "contact"):
        if not is_text(body.get(name, "")):
            raise bad_request(f"'{name}' must be a text")
    if not isinstance(body.get("only_listed_reasons", False), bool):
        raise bad_request("'only_listed_reasons' must be true or false")
    reasons = body.get("decline_reasons", [])
    if (
        not isinstance(reasons, list)
        or len(reasons) > MAX_REASONS
        or not all(is_text(each) and each.strip() for each in reasons)
    ):
        raise bad_request(f"'decline_reasons' must be a list of at most {MAX_REASONS} texts")
    return settings_of({**stored, **body})


def check_reason(settings: TenantSettings, change: dict[str, Any], before: str | None) -> None:
    """See that a decline has a listed reason, where the tenant asks for one. Raises ``RequestProblem``."""
    if change.get("stage") != "declined" or not settings.only_listed_reasons:
        return
    if change.get("reason", before) not in settings.decline_reasons:
        raise bad_request("decline with a 'reason' of the list in /v1/settings", "reason_not_listed")
