"""The model client over TLS and a proxy, against servers on the loopback interface."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import trustme

from atschecker import ErrorCode, RetryingClient
from wire_support import (
    ANSWER,
    PATIENCE,
    QUESTION,
    REPLY,
    Talk,
    answering,
    client,
    failure,
    outcome,
    over_tls,
    read_request,
    received,
    serving,
    tls_context,
)


@dataclass
class Row:
    """One way in which TLS goes wrong, and what comes of it."""

    name: str
    talk: Callable[[trustme.CA], Talk]
    outcome: str
    connections: int
    options: dict[str, Any] = field(default_factory=dict)


def dated(begin: int, end: int) -> Callable[[trustme.CA], Talk]:
    """Show a certificate that is valid between two days, counted from today."""

    def talk(authority: trustme.CA) -> Talk:
        now = datetime.now(UTC)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(
            "127.0.0.1", not_before=now + timedelta(days=begin), not_after=now + timedelta(days=end)
        ).configure_cert(context)
        return over_tls(context)

    return talk


def trusted(talk: Talk = answering) -> Callable[[trustme.CA], Talk]:
    return lambda authority: over_tls(tls_context(authority), talk)


def old(authority: trustme.CA) -> Talk:
    context = tls_context(authority)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    return over_tls(context)


def asks_for_a_certificate(authority: trustme.CA) -> Talk:
    context = tls_context(authority)
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    return over_tls(context)


def plain(connection: socket.socket) -> None:
    received(connection)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def hang_up(connection: socket.socket) -> None:
    received(connection)


def silent(connection: socket.socket) -> None:
    while True:
        received(connection)


def cut_in_the_body(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(ANSWER[:-20])


def without_length(body: bytes) -> Talk:
    """Let the body end with the connection, without the message of TLS that this was on purpose."""

    def talk(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)

    return talk


ROWS = [
    Row("a known authority", trusted(), "answered", 1),
    Row("an unknown authority", trusted(), "model_unreachable", 1, {"ca_bundle": ""}),
    Row(
        "a certificate for another host",
        lambda authority: over_tls(tls_context(authority, "other.example")),
        "model_unreachable",
        1,
    ),
    Row("an expired certificate", dated(-9, -1), "model_unreachable", 1),
    Row("a certificate of tomorrow", dated(1, 9), "model_unreachable", 1),
    Row("TLS 1.1", old, "model_unreachable", 3),
    Row("a server that wants a certificate", asks_for_a_certificate, "model_unreachable", 3),
    Row("a server that speaks no TLS", lambda _: plain, "model_unreachable", 3),
    Row("a cut in the handshake", lambda _: hang_up, "model_unreachable", 3),
    Row(
        "silence in the handshake",
        lambda _: silent,
        "model_timeout",
        3,
        {"connect_timeout": timedelta(seconds=0.3)},
    ),
    Row("a cut in the body", trusted(cut_in_the_body), "model_unreachable", 3),
    Row("a body that ends with its connection", trusted(without_length(REPLY)), "answered", 1),
    Row("such a body that is cut", trusted(without_length(REPLY[:-20])), "model_protocol_error", 1),
    Row("no file of certificates", trusted(), "model_unreachable", 1, {"ca_bundle": "/nonexistent.pem"}),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_failure_of_tls_has_its_outcome_and_connections(
    row: Row, authority: trustme.CA, bundle: str
) -> None:
    with serving(row.talk(authority)) as (port, seen):
        asked = client(f"https://127.0.0.1:{port}/v1", **{"ca_bundle": bundle, **row.options})
        result = outcome(RetryingClient(asked, sleep=lambda *_: None))
    assert result == row.outcome
    assert len(seen) == row.connections


def test_an_unknown_authority_is_named_as_the_reason(authority: trustme.CA) -> None:
    with serving(over_tls(tls_context(authority))) as (port, _):
        assert "certificate" in str(failure(client(f"https://127.0.0.1:{port}/v1"))).lower()


def test_a_proxy_gets_the_whole_url_and_a_tunnel_for_tls(authority: trustme.CA, bundle: str) -> None:
    asked: list[bytes] = []
    secure = over_tls(tls_context(authority, "model.example"))

    def proxy(connection: socket.socket) -> None:
        if b"CONNECT" in connection.recv(7, socket.MSG_PEEK):
            asked.append(read_request(connection))
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            secure(connection)
            return
        asked.append(read_request(connection))
        connection.sendall(ANSWER)

    with serving(proxy) as (port, _):
        address = f"http://127.0.0.1:{port}"
        assert client("http://model.example/v1", proxy=address).complete(QUESTION).text == "{}"
        assert asked[0].startswith(b"POST http://model.example/v1/chat/completions ")
        tunnelled = client("https://model.example/v1", proxy=address, ca_bundle=bundle)
        assert tunnelled.complete(QUESTION).text == "{}"
        assert asked[1].startswith(b"CONNECT model.example:443 ")


def test_a_proxy_that_refuses_is_asked_once_and_its_password_is_not_told() -> None:
    def refuse(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")

    with serving(refuse) as (port, seen):
        error = failure(client("http://model.example/v1", proxy=f"http://me:hunter2@127.0.0.1:{port}"))
        assert "hunter2" not in str(error)
        assert len(seen) == 1


def test_a_proxy_that_repeats_its_password_is_not_repeated() -> None:
    def repeat(connection: socket.socket) -> None:
        head = read_request(connection)
        assert b"bWU6aHVudGVyMi1odW50ZXIz" in head
        told = b"me:hunter2-hunter3 or Basic bWU6aHVudGVyMi1odW50ZXIz"
        body = b'{"error":"%s"}' % told
        connection.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    with serving(repeat) as (port, _):
        proxy = f"http://me:hunter2-hunter%33@127.0.0.1:{port}"
        error = failure(client("http://model.example/v1", proxy=proxy))
    assert str(error) == "model.example answered HTTP 502: me:[key] or Basic [key]"


def ask_many(base_url: str, bundle: str, count: int) -> list[str]:
    """Ask at the same time."""
    asked = client(base_url, ca_bundle=bundle)
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda _: asked.complete(QUESTION).text, range(count)))


def test_a_burst_at_a_server_without_http2_waits_for_no_other_answer(
    authority: trustme.CA, bundle: str
) -> None:
    together = threading.Barrier(4, timeout=PATIENCE)

    def answer_together(connection: socket.socket) -> None:
        read_request(connection)
        together.wait()
        connection.sendall(ANSWER)

    with serving(over_tls(tls_context(authority), answer_together)) as (port, _):
        assert ask_many(f"https://127.0.0.1:{port}/v1", bundle, 4) == ["{}"] * 4


def test_a_burst_at_an_unknown_authority_fails_whole(authority: trustme.CA) -> None:
    with serving(over_tls(tls_context(authority))) as (port, _):
        asked = client(f"https://127.0.0.1:{port}/v1")
        with ThreadPoolExecutor(8) as pool:
            errors = list(pool.map(lambda _: failure(asked).code, range(8)))
    assert errors == [ErrorCode.model_unreachable] * 8


def test_a_kept_connection_that_ends_without_a_word_is_one_attempt() -> None:
    heads: list[bytes] = []

    def answer_once(connection: socket.socket) -> None:
        heads.append(read_request(connection))
        connection.sendall(ANSWER.replace(b"Connection: close\r\n", b""))
        heads.append(read_request(connection))

    with serving(answer_once) as (port, _):
        asked = client(f"http://127.0.0.1:{port}/v1")
        assert asked.complete(QUESTION).text == "{}"
        error = failure(asked)
    assert error.code == ErrorCode.model_unreachable
    assert "without an answer" in str(error)
    assert len(heads) == 2
