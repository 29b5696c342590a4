"""Whom a ranking's end is told, and what is still to be delivered."""

from __future__ import annotations

import datetime
import json
import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from atschecker.store._sql import Unknown, now
from atschecker.store._tables import DELIVERIES, WEBHOOKS

Transaction = Callable[[], AbstractContextManager[Connection]]

ID_BYTES = 12

WAITING, DELIVERED, DEAD = "waiting", "delivered", "dead"

# Deliveries that ended are looked at for some days, then dropped.
KEPT_DAYS = 7


@dataclass(frozen=True)
class Webhook:
    """An address that wants to know."""

    id: str
    tenant: str
    url: str
    events: tuple[str, ...]
    created: str
    active: bool
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Delivery:
    """One message, as often as it has to be sent."""

    id: str
    webhook: str
    event: str
    body: str
    state: str
    attempts: int
    due: str
    status: int | None
    created: str


_WEBHOOK = [WEBHOOKS.c[name] for name in ("id", "tenant", "url", "events", "created", "active", "secret")]
_DELIVERY = [
    DELIVERIES.c[name]
    for name in ("id", "webhook", "event", "body", "state", "attempts", "due", "status", "created")
]


class Webhooks:
    """The webhooks of all tenants; thread-safe."""

    def __init__(self, transaction: Transaction, reading: Transaction) -> None:
        self._transaction = transaction
        self._reading = reading

    def create(self, tenant: str, url: str, events: Sequence[str], secret: str) -> Webhook:
        """Add an address."""
        webhook = Webhook(secrets.token_hex(ID_BYTES), tenant, url, tuple(events), now(), True, secret)
        with self._transaction() as connection:
            connection.execute(
                insert(WEBHOOKS).values(
                    id=webhook.id,
                    tenant=tenant,
                    url=url,
                    events=" ".join(events),
                    created=webhook.created,
                    active=True,
                    secret=secret,
                )
            )
        return webhook

    def all(self, tenant: str) -> list[Webhook]:
        """Those of a tenant, oldest first."""
        query = select(*_WEBHOOK).where(WEBHOOKS.c.tenant == tenant)
        with self._reading() as connection:
            found = connection.execute(query.order_by(WEBHOOKS.c.created, WEBHOOKS.c.id)).all()
        return [_webhook(*each) for each in found]

    def one(self, tenant: str, webhook: str) -> Webhook:
        """One of them. Raises ``Unknown``."""
        found = [each for each in self.all(tenant) if each.id == webhook]
        if not found:
            raise Unknown
        return found[0]

    def delete(self, tenant: str, webhook: str) -> None:
        """Drop an address and what was to be sent there. Raises ``Unknown``."""
        self.one(tenant, webhook)
        with self._transaction() as connection:
            connection.execute(delete(DELIVERIES).where(DELIVERIES.c.webhook == webhook))
            connection.execute(delete(WEBHOOKS).where(WEBHOOKS.c.id == webhook))

    def deliveries(self, webhook: str) -> list[Delivery]:
        """What was sent there or is to be, newest first."""
        query = select(*_DELIVERY).where(DELIVERIES.c.webhook == webhook)
        with self._reading() as connection:
            found = connection.execute(query.order_by(DELIVERIES.c.created.desc(), DELIVERIES.c.id)).all()
        return [Delivery(*each) for each in found]

    def send(self, webhook: Webhook, event: str, data: dict[str, Any]) -> str:
        """Have a message delivered to one address; its id."""
        with self._transaction() as connection:
            return _add(connection, webhook.id, event, data)

    def due(self, limit: int) -> list[tuple[Webhook, Delivery]]:
        """What is to be sent now, oldest first."""
        here = (DELIVERIES.c.state == WAITING, DELIVERIES.c.due <= now(), WEBHOOKS.c.active)
        query = select(*_WEBHOOK, *_DELIVERY).join(WEBHOOKS, WEBHOOKS.c.id == DELIVERIES.c.webhook)
        with self._reading() as connection:
            found = connection.execute(query.where(*here).order_by(DELIVERIES.c.due).limit(limit)).all()
        size = len(_WEBHOOK)
        return [(_webhook(*each[:size]), Delivery(*each[size:])) for each in found]

    def sent(self, delivery: Delivery, status: int | None, retry_seconds: float | None) -> None:
        """Note what became of an attempt: None as ``retry_seconds`` ends it."""
        ok = status is not None and 200 <= status < 300  # noqa: PLR2004 (success)
        state = DELIVERED if ok else DEAD if retry_seconds is None else WAITING
        due = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=retry_seconds or 0)
        with self._transaction() as connection:
            connection.execute(
                update(DELIVERIES)
                .where(DELIVERIES.c.id == delivery.id)
                .values(
                    state=state,
                    attempts=DELIVERIES.c.attempts + 1,
                    status=status,
                    due=due.isoformat(timespec="milliseconds"),
                )
            )

    def stop(self, webhook: str) -> None:
        """Send nothing there any more: it said that it is gone."""
        with self._transaction() as connection:
            connection.execute(update(WEBHOOKS).where(WEBHOOKS.c.id == webhook).values(active=False))

    def purge(self) -> None:
        """Drop what ended some days ago."""
        before = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=KEPT_DAYS)
        old = (
            DELIVERIES.c.state != WAITING,
            DELIVERIES.c.created < before.isoformat(timespec="milliseconds"),
        )
        with self._transaction() as connection:
            connection.execute(delete(DELIVERIES).where(*old))


def announce(connection: Connection, tenant: str, event: str, data: dict[str, Any]) -> None:
    """Have an event delivered to whoever wants it, in the transaction that makes it true."""
    query = select(WEBHOOKS.c.id, WEBHOOKS.c.events).where(WEBHOOKS.c.tenant == tenant, WEBHOOKS.c.active)
    for webhook, events in connection.execute(query).all():
        if event in str(events).split():
            _add(connection, webhook, event, data)


def _add(connection: Connection, webhook: str, event: str, data: dict[str, Any]) -> str:
    delivery = f"msg_{secrets.token_hex(ID_BYTES)}"
    time = now()
    # Written once: every attempt sends the same bytes.
    body = json.dumps({"type": event, "timestamp": time, "data": data}, separators=(",", ":"))
    connection.execute(
        insert(DELIVERIES).values(
            id=delivery,
            webhook=webhook,
            event=event,
            body=body,
            state=WAITING,
            attempts=0,
            due=time,
            created=time,
        )
    )
    return delivery


def _webhook(
    webhook: str, tenant: str, url: str, events: str, created: str, active: bool, secret: str
) -> Webhook:
    return Webhook(webhook, tenant, url, tuple(events.split()), created, bool(active), secret)
