"""Servers on the loopback interface that speak as a test of the wire wants, and the client that asks them."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import trustme

from atschecker import Error, LlmClient, LlmRequest, LlmSection, ModelServiceError, OpenAiClient

PATIENCE = 30
REPLY = (
    b'{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",'
    b'"message":{"role":"assistant","content":"{}"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,'
    b'"total_tokens":2}}'
)
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
    % (len(REPLY), REPLY)
)
QUESTION = LlmRequest(
    task="t", instructions="i", sections=[LlmSection(label="resume", text="x")], schema='{"type":"object"}'
)

Talk = Callable[[socket.socket], None]


@contextmanager
def serving(talk: Talk) -> Iterator[tuple[int, list[int]]]:
    """Hand each connection to ``talk``; yields the port and a list that grows by one for each connection."""
    seen: list[int] = []
    threads: list[threading.Thread] = []

    def converse(connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        with connection:
            try:
                talk(connection)
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        ends = threading.Event()

        def accept() -> None:
            while not ends.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                seen.append(1)
                threads.append(threading.Thread(target=converse, args=(connection,), daemon=True))
                threads[-1].start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1], seen
        finally:
            ends.set()
            thread.join(PATIENCE)
            for each in threads:
                each.join(PATIENCE)


def received(connection: socket.socket) -> bytes:
    """Read what has come; a client that has gone ends the conversation."""
    data = connection.recv(65536)
    if not data:
        raise ConnectionResetError
    return data


def read_request(connection: socket.socket) -> bytes:
    """Read one request with its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.split(b":")[1]):
                body += received(connection)
    return head


def answering(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(ANSWER)


def tls_context(authority: trustme.CA, host: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return context


def over_tls(context: ssl.SSLContext, talk: Callable[[ssl.SSLSocket], None] = answering) -> Talk:
    def secured(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            talk(secure)

    return secured


def client(base_url: str, **options: Any) -> OpenAiClient:  # noqa: ANN401 (the fields of OpenAiOptions)
    return OpenAiClient(
        **{
            "base_url": base_url,
            "model": "m",
            "api_key": "k",
            "timeout": timedelta(seconds=PATIENCE),
            **options,
        }
    )


def failure(asked: LlmClient) -> ModelServiceError:
    with pytest.raises(ModelServiceError) as raised:
        asked.complete(QUESTION)
    return raised.value


def code_of(ask: Callable[[], object]) -> str:
    """The code of the error, or "answered"."""
    try:
        ask()
    except Error as error:
        return error.code.name
    return "answered"


def outcome(asked: LlmClient, question: LlmRequest = QUESTION) -> str:
    def ask() -> None:
        assert asked.complete(question).text == "{}"

    return code_of(ask)
