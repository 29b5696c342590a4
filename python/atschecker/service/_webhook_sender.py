"""Delivers webhooks in the Standard Webhooks form: signed, tried again, only where that is allowed."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import http.client
import logging
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from atschecker._core import version
from atschecker.store import Store
from atschecker.store._webhooks import Delivery, Webhook

logger = logging.getLogger("atschecker.service")

SECRET_PREFIX = "whsec_"  # noqa: S105 (how a secret begins)
SECRET_BYTES = 24

# How long to wait after each attempt that failed; then a delivery is dead, after a day and a half.
RETRY_SECONDS = (5, 60, 300, 1800, 7200, 18_000, 36_000, 72_000)

# For the whole exchange: who answers later is asked again later.
TIMEOUT_SECONDS = 15

AT_ONCE = 8
POLL_SECONDS = 1.0
PURGE_SECONDS = 3600

GONE = 410


class Refused(Exception):
    """The address may not be asked."""


@dataclass(frozen=True)
class Reach:
    """Where webhooks may go."""

    hosts: tuple[str, ...] = ()
    """Names of hosts; empty: nowhere."""
    private: bool = False
    """Whether private addresses, and connections without TLS, are allowed."""

    def check(self, url: str) -> tuple[str, str, int, str]:
        """The scheme, host, port and path of a URL that is allowed. Raises ``Refused``."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            raise Refused("this is no URL") from None
        if not url.isascii() or not url.isprintable() or " " in url:
            raise Refused("this is no URL")
        if parts.scheme not in (("https", "http") if self.private else ("https",)):
            raise Refused("a webhook needs a URL that begins with https://")
        if parts.username is not None or parts.password is not None or parts.fragment:
            raise Refused("the URL of a webhook holds neither a user nor a fragment")
        if not host or host not in self.hosts:
            raise Refused("this host is not allowed: add it to ATS_WEBHOOK_HOSTS")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path

    def address_of(self, host: str, port: int) -> str:
        """The address to connect to. Raises ``Refused`` if any that the name has is private.

        The connection uses what is checked here: a name that is asked twice may answer twice.
        """
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not found or not (self.private or all(map(_is_public, found))):
            raise Refused("the host has a private address")
        return found[0]


def _is_public(text: str) -> bool:
    address = ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_global and not mapped.is_multicast)


def signature(secret: str, message: str, timestamp: int, body: bytes) -> str:
    """What proves that a message is ours (Standard Webhooks, version 1)."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = hmac.new(key, f"{message}.{timestamp}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(signed.digest()).decode()}"


class _Pinned(http.client.HTTPConnection):
    """Connects to an address that was checked, whatever the name says now."""

    def __init__(self, host: str, port: int, address: str, tls: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=TIMEOUT_SECONDS)
        self._address = address
        self._tls = tls

    def connect(self) -> None:
        """Connect."""
        connected = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = (
            connected if self._tls is None else self._tls.wrap_socket(connected, server_hostname=self.host)
        )

    def end(self) -> None:
        """Have whoever waits for it wait no more."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def post(reach: Reach, webhook: Webhook, delivery: Delivery, tls: ssl.SSLContext) -> int | None:
    """Send a message once: the status, None if nobody answered. It blocks. Redirects are not followed."""
    scheme, host, port, path = reach.check(webhook.url)
    body = delivery.body.encode()
    timestamp = int(time.time())
    headers = {
        "content-type": "application/json",
        "user-agent": f"atschecker/{version()}",
        "webhook-id": delivery.id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(webhook.secret, delivery.id, timestamp, body),
    }
    try:
        address = reach.address_of(host, port)
        connection = _Pinned(host, port, address, tls if scheme == "https" else None)
    except OSError:
        return None
    # Ends what takes too long as a whole, however steadily it drips.
    watch = threading.Timer(TIMEOUT_SECONDS, connection.end)
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        watch.cancel()
        connection.close()


class Sender:
    """Sends what is due."""

    def __init__(self, store: Store, reach: Reach) -> None:
        self._store = store
        self._reach = reach
        self._tls = ssl.create_default_context()

    async def run(self) -> None:
        """Send until cancelled."""
        purged = 0.0
        while True:
            try:
                if time.monotonic() - purged > PURGE_SECONDS:
                    await asyncio.to_thread(self._store.webhooks.purge)
                    purged = time.monotonic()
                due = await asyncio.to_thread(self._store.webhooks.due, AT_ONCE)
                await asyncio.gather(*(self._send(*each) for each in due))
            except SQLAlchemyError as error:
                logger.warning("webhooks: the database failed (%s); tried again", type(error).__name__)
                due = []
            if not due:
                await asyncio.sleep(POLL_SECONDS)

    async def _send(self, webhook: Webhook, delivery: Delivery) -> None:
        try:
            status = await asyncio.to_thread(post, self._reach, webhook, delivery, self._tls)
        except Refused as error:
            logger.warning("webhook %s: %s", webhook.id, error)
            status = None
        retry = RETRY_SECONDS[delivery.attempts] if delivery.attempts < len(RETRY_SECONDS) else None
        if status == GONE:
            retry = None
            await asyncio.to_thread(self._store.webhooks.stop, webhook.id)
        await asyncio.to_thread(self._store.webhooks.sent, delivery, status, retry)
        logger.info("webhook %s: attempt %d: %s", webhook.id, delivery.attempts + 1, status or "no answer")


@asynccontextmanager
async def sending(store: Store, reach: Reach) -> AsyncIterator[None]:
    """Send meanwhile; without allowed hosts, nothing."""
    task = asyncio.create_task(Sender(store, reach).run()) if reach.hosts else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
