"""Who asks, once a key or a session has said so."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import Scope

from atschecker.store._keys import SCOPES, Key

DEFAULT_TENANT = "default"


@dataclass(frozen=True)
class Identity:
    """Whose rankings are seen, what may be done, and the pseudonym that decisions are logged with."""

    tenant: str
    scopes: tuple[str, ...]
    actor: str

    def may(self, scope: str) -> bool:
        """Whether a scope is given; write holds read, and admin holds all."""
        return any(SCOPES.index(each) >= SCOPES.index(scope) for each in self.scopes)


OWNER = Identity(DEFAULT_TENANT, SCOPES, "user")
"""Who uses a service without keys."""


def identity_of_key(key: Key) -> Identity:
    """Who sends this key."""
    return Identity(key.tenant, key.scopes, f"key:{key.id}")


def set_identity(scope: Scope, identity: Identity) -> None:
    """Tell the endpoints who asks."""
    scope["ats.identity"] = identity


def identity_in(request: Request) -> Identity:
    """Who asks; without a door before it, nobody."""
    found = request.scope.get("ats.identity")
    if not isinstance(found, Identity):
        raise PermissionError("no door has let this request in")
    return found
