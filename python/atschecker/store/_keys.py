"""Keys, of which only digests are kept, and sessions that a key opened."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from atschecker.store._tables import API_KEYS, SESSIONS

SCOPES = ("read", "write", "admin")
"""What a key may do: look; look, make and change; all, the figures of the whole service too."""

TENANT_PATTERN = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")

# 256 bits that nobody guesses: a plain hash of them is as good as a slow one of a password.
SECRET_BYTES = 32
ID_BYTES = 8
PREFIX = "ats"

# One pattern of work: a page that is open all day asks once.
SESSION_HOURS = 12


@dataclass(frozen=True)
class Key:
    """What is known of a key; its secret is not."""

    id: str
    tenant: str
    name: str
    scopes: tuple[str, ...]
    created: str
    revoked: str | None


class Keys:
    """The keys in the database; thread-safe."""

    def __init__(
        self,
        transaction: Callable[[], AbstractContextManager[Connection]],
        reading: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self._transaction = transaction
        self._reading = reading

    def create(self, tenant: str, name: str, scopes: Sequence[str]) -> tuple[Key, str]:
        """Make a key; its text is shown this once."""
        if TENANT_PATTERN.fullmatch(tenant) is None or not scopes or not set(scopes) <= set(SCOPES):
            raise ValueError("a key needs a tenant of letters and digits, and scopes")
        chosen = tuple(scope for scope in SCOPES if scope in scopes)
        key = Key(secrets.token_hex(ID_BYTES), tenant, name, chosen, _now().isoformat(), None)
        text = f"{PREFIX}_{key.id}_{secrets.token_urlsafe(SECRET_BYTES)}"
        with self._transaction() as connection:
            connection.execute(
                insert(API_KEYS).values(
                    id=key.id,
                    tenant=tenant,
                    name=name,
                    scopes=" ".join(chosen),
                    digest=_digest(text),
                    created=key.created,
                )
            )
        return key, text

    def all(self) -> list[Key]:
        """Every key, oldest first."""
        with self._reading() as connection:
            found = connection.execute(select(API_KEYS).order_by(API_KEYS.c.created, API_KEYS.c.id)).all()
        return [_key(*each) for each in found]

    def exist(self) -> bool:
        """Whether any key can be used."""
        with self._reading() as connection:
            usable = select(API_KEYS.c.id).where(API_KEYS.c.revoked.is_(None)).limit(1)
            return connection.execute(usable).scalar() is not None

    def revoke(self, key: str) -> bool:
        """End a key and its sessions; False if there is none that can be used."""
        with self._transaction() as connection:
            usable = (API_KEYS.c.id == key, API_KEYS.c.revoked.is_(None))
            changed = connection.execute(update(API_KEYS).where(*usable).values(revoked=_now().isoformat()))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.key == key))
            return bool(changed.rowcount)

    def find(self, text: str) -> Key | None:
        """The usable key of this text."""
        parts = text.split("_", 2)
        if len(parts) != 3 or parts[0] != PREFIX:  # noqa: PLR2004 (prefix, id, secret)
            return None
        row = self._row(parts[1])
        # An unknown id takes the time of a known one.
        matches = hmac.compare_digest(_digest(text), row[4] if row is not None else _digest(""))
        return _key(*row) if row is not None and matches and row[6] is None else None

    def open_session(self, key: str) -> str:
        """Make a session of a key, or of what stands in its place; the token is shown this once."""
        token = secrets.token_urlsafe(SECRET_BYTES)
        expires = _now() + datetime.timedelta(hours=SESSION_HOURS)
        with self._transaction() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.expires < _now().isoformat()))
            connection.execute(
                insert(SESSIONS).values(digest=_digest(token), key=key, expires=expires.isoformat())
            )
        return token

    def session(self, token: str) -> str | None:
        """What opened this session; None if it has ended."""
        with self._reading() as connection:
            here = (SESSIONS.c.digest == _digest(token), SESSIONS.c.expires >= _now().isoformat())
            key = connection.execute(select(SESSIONS.c.key).where(*here)).scalar()
        return None if key is None else str(key)

    def usable(self, key: str) -> Key | None:
        """The key of an id, unless it was revoked."""
        row = self._row(key)
        return _key(*row) if row is not None and row[6] is None else None

    def close_session(self, token: str) -> None:
        """End a session."""
        with self._transaction() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == _digest(token)))

    def _row(self, key: str) -> tuple[str, str, str, str, str, str, str | None] | None:
        with self._reading() as connection:
            found = connection.execute(select(API_KEYS).where(API_KEYS.c.id == key)).one_or_none()
        return None if found is None else tuple(found)


def _key(id_: str, tenant: str, name: str, scopes: str, _: str, created: str, revoked: str | None) -> Key:
    return Key(id_, tenant, name, tuple(scopes.split()), created, revoked)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
