"""Servers that misbehave over HTTP/2: each row has its outcome and its number of requests."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import pytest
import trustme

from atschecker import ErrorCode, LlmClient, LlmRequest, LlmSection, RetryingClient
from http2_server import Act, Codes, Stream, http2_server
from wire_support import REPLY, client, failure, outcome, tls_context

# Long enough for a server that answers to be heard on a busy machine.
SHORT = timedelta(seconds=2)
LIMIT = 100_000
RATE_LIMITED = b'{"error":{"message":"slow","code":"rate_limit_exceeded"}}'


@dataclass
class Row:
    """One way to misbehave, and what comes of it."""

    name: str
    acts: Sequence[Act]  # the last one is repeated
    outcome: str
    requests: int
    connections: int | range = 1
    timeout: timedelta = timedelta(minutes=2)


def good(stream: Stream) -> None:
    stream.answer()


def resets(code: int) -> Act:
    return lambda stream: stream.reset(code)


def head_and_reset(stream: Stream) -> None:
    stream.head()
    stream.reset(Codes.INTERNAL_ERROR)


def data_and_reset(stream: Stream) -> None:
    stream.head()
    stream.data(REPLY[:40], end=False)
    stream.reset(Codes.INTERNAL_ERROR)


def head_and_hang_up(stream: Stream) -> None:
    stream.head()
    stream.hang_up()


def data_and_hang_up(stream: Stream) -> None:
    stream.head()
    stream.data(REPLY[:40], end=False)
    stream.hang_up()


def length(told: int, body: bytes = REPLY) -> Act:
    def act(stream: Stream) -> None:
        stream.head(200, ("content-length", str(told)))
        stream.data(body)

    return act


def goes_away(last: int, code: int = Codes.NO_ERROR) -> Act:
    """Before the answer, and ends the connection."""

    def act(stream: Stream) -> None:
        stream.go_away(last, code)
        stream.hang_up()

    return act


def goes_away_and_answers(stream: Stream) -> None:
    stream.go_away(stream.id)
    stream.answer()


def answers_and_goes_away(stream: Stream) -> None:
    stream.answer()
    stream.go_away(stream.id)


def goes_away_amid(stream: Stream) -> None:
    stream.head()
    stream.data(REPLY[:40], end=False)
    stream.go_away(0, Codes.ENHANCE_YOUR_CALM)
    stream.hang_up()


def silent(_: Stream) -> None:
    """Say nothing."""


def silent_after_head(stream: Stream) -> None:
    stream.head()


def silent_in_body(stream: Stream) -> None:
    stream.head()
    stream.data(REPLY[:40], end=False)


def drips(stream: Stream) -> None:
    stream.head()
    for at in range(len(REPLY)):
        stream.data(REPLY[at : at + 1], end=False)
        stream.pause(0.1)


def answers(status: int, body: bytes, *headers: tuple[str, str]) -> Act:
    def act(stream: Stream) -> None:
        stream.head(status, *headers)
        stream.data(body)

    return act


def empty(status: int, *headers: tuple[str, str]) -> Act:
    return lambda stream: stream.head(status, *headers, end=True)


def hints_and_answers(stream: Stream) -> None:
    stream.head(103, ("link", "</x>"))
    stream.answer()


def answers_with_trailers(stream: Stream) -> None:
    stream.head()
    stream.data(end=False)
    stream.talk.h2.send_headers(stream.id, [("x-checksum", "1")], end_stream=True)
    stream.talk.flush()


def without_end(stream: Stream) -> None:
    stream.head()
    for _ in range(20):
        stream.data(b" " * 10_000, end=False)


def filler(count: int) -> list[tuple[str, str]]:
    """Make headers of 100 bytes."""
    return [(f"x-{n}", "y" * 100) for n in range(count)]


def padded(size: int) -> Act:
    return answers(200, REPLY + b" " * (size - len(REPLY)))


def no_status(stream: Stream) -> None:
    stream.talk.h2.send_headers(stream.id, [("x-a", "b")])
    stream.talk.flush()


def garbage(stream: Stream) -> None:
    stream.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")


def frame_too_large(stream: Stream) -> None:
    stream.raw(b"\xff\xff\xff\x00\x00" + stream.id.to_bytes(4, "big") + b"x" * 64)
    stream.hang_up()


def data_before_head(stream: Stream) -> None:
    stream.raw(b"\x00\x00\x02\x00\x01" + stream.id.to_bytes(4, "big") + b"{}")


def data_of_another(stream: Stream) -> None:
    stream.raw(b"\x00\x00\x02\x00\x01" + (stream.id + 100).to_bytes(4, "big") + b"{}")


ROWS = [
    Row("an answer", [good], "answered", 1),
    Row("an answer of 9 KB in one frame", [padded(9_000)], "answered", 1, timeout=SHORT),
    Row("an answer of 90 KB", [padded(90_000)], "answered", 1, timeout=SHORT),
    Row("60 KB of headers", [answers(200, REPLY, *filler(550))], "answered", 1, timeout=SHORT),
    # libcurl opens a connection to send such a request again, which it may not; the server may miss that one.
    Row("REFUSED_STREAM", [resets(Codes.REFUSED_STREAM), good], "answered", 2, range(1, 4)),
    Row("REFUSED_STREAM forever", [resets(Codes.REFUSED_STREAM)], "model_unreachable", 3, range(1, 7)),
    Row("CANCEL", [resets(Codes.CANCEL), good], "answered", 2),
    Row("CANCEL forever", [resets(Codes.CANCEL)], "model_unreachable", 3),
    Row("INTERNAL_ERROR", [resets(Codes.INTERNAL_ERROR), good], "answered", 2),
    Row("INTERNAL_ERROR forever", [resets(Codes.INTERNAL_ERROR)], "model_unreachable", 3),
    Row("ENHANCE_YOUR_CALM", [resets(Codes.ENHANCE_YOUR_CALM), good], "answered", 2),
    Row("NO_ERROR before an answer", [resets(Codes.NO_ERROR), good], "answered", 2),
    Row("a reset of a code that nobody knows", [resets(0xBEEF), good], "answered", 2),
    Row("a reset after the headers", [head_and_reset, good], "answered", 2),
    Row("a reset in the body", [data_and_reset, good], "answered", 2),
    Row("a cut before the headers", [Stream.hang_up, good], "answered", 2, 2),
    Row("a cut after the headers", [head_and_hang_up, good], "answered", 2, 2),
    Row("a cut in the body", [data_and_hang_up, good], "answered", 2, 2),
    Row("cuts forever", [data_and_hang_up], "model_unreachable", 3, 3),
    Row("GOAWAY before the request", [goes_away(0), good], "answered", 2, 2),
    Row("GOAWAY before each request", [goes_away(0)], "model_unreachable", 3, 3),
    Row("GOAWAY with an error", [goes_away(0, Codes.ENHANCE_YOUR_CALM), good], "answered", 2, 2),
    Row("GOAWAY after the request, which is answered", [goes_away_and_answers], "answered", 1),
    Row("GOAWAY after the answer", [answers_and_goes_away], "answered", 1),
    Row("GOAWAY in the body", [goes_away_amid, good], "answered", 2, 2),
    Row("the end after the headers", [empty(200)], "model_reply_empty", 1),
    Row("a length of more than comes", [length(len(REPLY) + 9), good], "answered", 2),
    Row("a length of less than comes", [length(len(REPLY) - 9), good], "answered", 2),
    Row("a length without a body", [empty(200, ("content-length", "9")), good], "answered", 2),
    Row("silence", [silent], "model_timeout", 3, timeout=SHORT),
    Row("silence once", [silent, good], "answered", 2, timeout=SHORT),
    Row("silence after the headers", [silent_after_head, good], "answered", 2, timeout=SHORT),
    Row("silence in the body", [silent_in_body, good], "answered", 2, timeout=SHORT),
    Row("a drip", [drips, good], "answered", 2, timeout=SHORT),
    Row("70 KB of headers", [answers(200, REPLY, *filler(700))], "model_protocol_error", 1),
    Row("200 KB of headers", [answers(200, REPLY, *filler(2000)), good], "answered", 2, 2),
    Row("no status", [no_status, good], "answered", 2),
    Row("HTTP/1 instead of frames", [garbage, good], "answered", 2, 2),
    Row("a frame over the limit", [frame_too_large, good], "answered", 2, 2),
    Row("a body before the headers", [data_before_head, good], "answered", 2, 2),
    Row("a body of a request that was not made", [data_of_another, good], "answered", 2, 2),
    Row("a body without end", [without_end], "model_protocol_error", 1),
    Row("103 and an answer", [hints_and_answers], "answered", 1),
    Row("trailers", [answers_with_trailers], "answered", 1),
    Row("204", [empty(204)], "model_reply_empty", 1),
    Row("307", [empty(307, ("location", "/v1/chat/completions"))], "model_protocol_error", 1),
    Row("401", [empty(401)], "model_unauthorized", 1),
    Row("429 and an answer", [answers(429, RATE_LIMITED, ("retry-after", "1")), good], "answered", 2),
    Row("429 too long", [answers(429, RATE_LIMITED, ("retry-after", "121"))], "model_rate_limited", 1),
    Row("502 without a body", [empty(502)], "model_server_error", 3),
    Row(
        "a page",
        [answers(200, b"<html>Sign in</html>", ("content-type", "text/html"))],
        "model_protocol_error",
        1,
    ),
]


@pytest.fixture(scope="module")
def http2(authority: trustme.CA) -> ssl.SSLContext:
    context = tls_context(authority)
    context.set_alpn_protocols(["h2"])
    return context


def retrying(port: int, bundle: str, timeout: timedelta = SHORT) -> LlmClient:
    asked = client(
        f"https://127.0.0.1:{port}/v1", ca_bundle=bundle, timeout=timeout, max_response_bytes=LIMIT
    )
    return RetryingClient(asked, sleep=lambda *_: None)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_misbehaviour_has_its_outcome_and_requests(row: Row, http2: ssl.SSLContext, bundle: str) -> None:
    with http2_server(http2, row.acts) as served:
        result = outcome(retrying(served.port, bundle, row.timeout))
    assert result == row.outcome
    allowed = (
        range(row.connections, row.connections + 1) if isinstance(row.connections, int) else row.connections
    )
    assert served.requests == row.requests
    assert len(served.connections) in allowed


def test_a_request_that_the_server_does_not_take_in_ends_at_the_deadline(
    http2: ssl.SSLContext, bundle: str
) -> None:
    long = LlmRequest(
        task="t", instructions="i", sections=[LlmSection(label="resume", text="x" * 200_000)], schema="{}"
    )
    with http2_server(http2, [good], takes_bodies=False) as served:
        result = outcome(retrying(served.port, bundle), long)
    assert result == "model_timeout"
    assert served.requests == 3


def together(asked: LlmClient, count: int) -> list[str]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda _: outcome(asked), range(count)))


def test_requests_share_a_connection(http2: ssl.SSLContext, bundle: str) -> None:
    with http2_server(http2, [good]) as served:
        results = together(client(f"https://127.0.0.1:{served.port}/v1", ca_bundle=bundle), 20)
    assert results == ["answered"] * 20
    assert (served.requests, len(served.connections)) == (20, 1)


def test_a_burst_shares_few_connections(http2: ssl.SSLContext, bundle: str) -> None:
    with http2_server(http2, [good]) as served:
        results = together(client(f"https://127.0.0.1:{served.port}/v1", ca_bundle=bundle), 150)
    assert results == ["answered"] * 150
    assert served.requests == 150
    assert len(served.connections) <= 5


def test_requests_wait_for_a_server_that_takes_one_at_a_time(http2: ssl.SSLContext, bundle: str) -> None:
    with http2_server(http2, [good], max_streams=1) as served:
        results = together(client(f"https://127.0.0.1:{served.port}/v1", ca_bundle=bundle), 5)
    assert results == ["answered"] * 5
    assert served.requests == 5


def test_a_reset_of_one_request_leaves_the_others_alone(http2: ssl.SSLContext, bundle: str) -> None:
    with http2_server(http2, [resets(Codes.INTERNAL_ERROR), good]) as served:
        results = together(client(f"https://127.0.0.1:{served.port}/v1", ca_bundle=bundle), 5)
    assert sorted(results) == ["answered"] * 4 + ["model_unreachable"]
    assert served.requests == 5


def test_a_server_that_demands_http1_of_a_request_fails_it_without_a_wait(
    authority: trustme.CA, bundle: str
) -> None:
    context = tls_context(authority)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with http2_server(context, [resets(Codes.HTTP_1_1_REQUIRED)]) as served:
        error = failure(client(f"https://127.0.0.1:{served.port}/v1", ca_bundle=bundle, timeout=SHORT))
    assert error.code == ErrorCode.model_unreachable
    assert "was closed without an answer" in str(error)
    assert (served.requests, served.requests_of_http1) == (1, 0)
