"""Webhooks: signed, sent again, only to where they may go."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from atschecker.service import ServiceOptions, _webhook_sender
from atschecker.service._webhook_sender import Reach, Refused, signature
from service_support import PATIENCE, MarkingEngine, service
from test_v1_rankings import TWO, ranked

HERE = ServiceOptions(webhook_hosts=("127.0.0.1",), webhook_private=True)


class Receiver:
    """What came, and what is answered."""

    def __init__(self, url: str, statuses: list[int]) -> None:
        self.url = url
        self.statuses = statuses
        self.messages: list[tuple[dict[str, str], bytes]] = []
        self.came = threading.Semaphore(0)

    def wait(self, count: int) -> None:
        """Wait for so many messages."""
        for _ in range(count):
            assert self.came.acquire(timeout=PATIENCE)


@contextmanager
def receiver(*statuses: int) -> Iterator[Receiver]:
    """Take messages; the last status is for all further ones."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            state.messages.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(state.statuses.pop(0) if len(state.statuses) > 1 else state.statuses[0])
            self.send_header("location", "http://127.0.0.1:9/")
            self.send_header("content-length", "0")
            self.end_headers()
            state.came.release()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name in the base class)
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state = Receiver(f"http://127.0.0.1:{server.server_address[1]}/hook?a=1", list(statuses))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_webhook_sender, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(_webhook_sender, "RETRY_SECONDS", (0.01, 0.01))


def made(client: httpx.Client, url: str, **fields: object) -> dict[str, Any]:
    """Make a webhook."""
    response = client.post("/v1/webhooks", json={"url": url, **fields})
    assert response.status_code == 201, response.text
    return dict(response.json())


def until(look: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < end
        time.sleep(0.02)


def deliveries(client: httpx.Client, webhook: str) -> list[dict[str, Any]]:
    """What was sent."""
    return list(client.get(f"/v1/webhooks/{webhook}/deliveries").json()["deliveries"])


def test_the_signature_is_that_of_standard_webhooks() -> None:
    found = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_end_of_a_ranking_is_told_and_signed() -> None:
    with receiver(204) as hook, service(MarkingEngine(), HERE) as client:
        webhook = made(client, hook.url, events=["ranking.done"])
        ranking = ranked(client, TWO, options='{"name": "Opening 7"}')
        hook.wait(1)
        until(lambda: deliveries(client, webhook["id"])[0]["state"] == "delivered")
        listed = client.get("/v1/webhooks").json()["webhooks"]
        (sent,) = deliveries(client, webhook["id"])
    headers, body = hook.messages[0]
    message = json.loads(body)
    assert (message["type"], message["data"]) == (
        "ranking.done",
        {"ranking": ranking, "name": "Opening 7", "state": "done", "counts": {"scored": 2}},
    )
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(webhook["secret"].removeprefix("whsec_"))
    assert (
        headers["webhook-signature"]
        == "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    )
    assert abs(time.time() - int(headers["webhook-timestamp"])) < PATIENCE
    assert (sent["id"], sent["attempts"], sent["status"]) == (headers["webhook-id"], 1, 204)
    assert "secret" not in listed[0]


def test_a_message_that_fails_is_sent_again_with_the_same_id_and_at_last_given_up() -> None:
    with receiver(503, 302, 500) as hook, service(MarkingEngine(), HERE) as client:
        webhook = made(client, hook.url)
        client.post(f"/v1/webhooks/{webhook['id']}/test").raise_for_status()
        hook.wait(3)
        until(lambda: deliveries(client, webhook["id"])[0]["state"] == "dead")
        (sent,) = deliveries(client, webhook["id"])
    assert (sent["attempts"], sent["status"]) == (3, 500)
    assert len({headers["webhook-id"] for headers, _ in hook.messages}) == 1
    assert len({body for _, body in hook.messages}) == 1


def test_who_is_gone_is_asked_no_more() -> None:
    with receiver(410) as hook, service(MarkingEngine(), HERE) as client:
        webhook = made(client, hook.url)
        client.post(f"/v1/webhooks/{webhook['id']}/test").raise_for_status()
        until(lambda: client.get("/v1/webhooks").json()["webhooks"][0]["active"] is False)
        ranked(client, TWO)
        count = len(deliveries(client, webhook["id"]))
        gone = client.delete(f"/v1/webhooks/{webhook['id']}")
        left = client.get(f"/v1/webhooks/{webhook['id']}/deliveries")
    assert (count, gone.status_code, left.status_code) == (1, 204, 404)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://other.example/x", "not allowed"),
        ("http://hr.example/x", "https"),
        ("https://user:pw@hr.example/x", "neither a user"),
        ("ftp://hr.example/x", "https"),
        ("https://hr.example:99999/x", "no URL"),
        ("https://hr.example/a b", "no URL"),
        ("https://hr.example.evil.example/x", "not allowed"),
        ("https://[::1]/x", "not allowed"),
    ],
)
def test_where_a_webhook_may_not_go_is_refused(url: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        Reach(("hr.example",)).check(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "fe80::1%eth0",
        "100.64.0.1",
    ],
)
def test_a_name_with_a_private_address_is_not_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))
    private = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, 443, 0, 0))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [public, private])
    with pytest.raises(Refused, match="private"):
        Reach(("hr.example",)).address_of("hr.example", 443)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [public])
    assert Reach(("hr.example",)).address_of("hr.example", 443) == "93.184.215.14"


def test_nothing_is_sent_where_no_host_is_allowed() -> None:
    with service(MarkingEngine()) as client:
        refused = client.post("/v1/webhooks", json={"url": "https://hr.example/x"})
        wrong = [
            client.post("/v1/webhooks", json=body).status_code
            for body in ({}, {"url": 1}, {"url": "https://hr.example/x", "events": ["all"]})
        ]
    assert (refused.status_code, refused.json()["code"]) == (403, "webhook_refused")
    assert wrong == [400, 400, 400]
