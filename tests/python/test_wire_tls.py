"""The model client over TLS, HTTP/2 and a proxy, against servers on the loopback interface."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypercorn.asyncio
import pytest
import trustme
from hypercorn.config import Config

from atschecker import ErrorCode, LlmRequest, LlmSection, ModelServiceError, OpenAiClient

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


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@contextmanager
def serving(talk: Callable[[socket.socket], None]) -> Iterator[tuple[int, list[int]]]:
    """Hand each connection to ``talk``; yields the port and a list that grows by one for each connection."""
    seen: list[int] = []
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
                connection.settimeout(PATIENCE)
                with connection:
                    try:
                        talk(connection)
                    except OSError:
                        continue

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1], seen
        finally:
            ends.set()
            thread.join(PATIENCE)


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


def over_tls(authority: trustme.CA, host: str) -> Callable[[socket.socket], None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)

    def talk(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            answering(secure)

    return talk


def client(base_url: str, **options: Any) -> OpenAiClient:  # noqa: ANN401 (the fields of OpenAiOptions)
    return OpenAiClient(
        base_url=base_url, model="m", api_key="k", timeout=timedelta(seconds=PATIENCE), **options
    )


def failure(asked: OpenAiClient) -> ModelServiceError:
    with pytest.raises(ModelServiceError) as raised:
        asked.complete(QUESTION)
    return raised.value


def test_a_server_whose_authority_is_given_is_trusted(authority: trustme.CA, bundle: str) -> None:
    with serving(over_tls(authority, "127.0.0.1")) as (port, seen):
        reply = client(f"https://127.0.0.1:{port}/v1", ca_bundle=bundle).complete(QUESTION)
        assert reply.text == "{}"
        assert len(seen) == 1


def test_an_unknown_authority_is_refused_at_once(authority: trustme.CA) -> None:
    with serving(over_tls(authority, "127.0.0.1")) as (port, seen):
        error = failure(client(f"https://127.0.0.1:{port}/v1"))
        assert error.code == ErrorCode.model_unreachable
        assert "certificate" in str(error).lower()
        assert len(seen) == 1


def test_a_certificate_for_another_host_is_refused(authority: trustme.CA, bundle: str) -> None:
    with serving(over_tls(authority, "other.example")) as (port, _):
        error = failure(client(f"https://127.0.0.1:{port}/v1", ca_bundle=bundle))
        assert error.code == ErrorCode.model_unreachable


def test_tls_where_the_server_speaks_none_is_unreachable(bundle: str) -> None:
    def garbage(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    with serving(garbage) as (port, _):
        error = failure(client(f"https://127.0.0.1:{port}/v1", ca_bundle=bundle))
        assert error.code == ErrorCode.model_unreachable


def test_a_proxy_gets_the_whole_url_and_a_tunnel_for_tls(authority: trustme.CA, bundle: str) -> None:
    asked: list[bytes] = []
    secure = over_tls(authority, "model.example")

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


@contextmanager
def http2_server(authority: trustme.CA, folder: Path, requests: list[tuple[str, int]]) -> Iterator[int]:
    """Run an ASGI server that speaks HTTP/2 and notes version and client port of each request."""

    async def application(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 (ASGI)
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            pass
        requests.append((scope["http_version"], scope["client"][1]))
        await asyncio.sleep(0.05)
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"application/json")],
            }
        )
        await send({"type": "http.response.body", "body": REPLY})

    issued = authority.issue_cert("127.0.0.1")
    issued.private_key_pem.write_to_path(str(folder / "key.pem"))
    (folder / "cert.pem").write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    listening = socket.create_server(("127.0.0.1", 0))
    config = Config()
    port = listening.getsockname()[1]
    config.bind = [f"fd://{listening.detach()}"]
    config.certfile, config.keyfile = str(folder / "cert.pem"), str(folder / "key.pem")
    config.loglevel = "CRITICAL"
    config.graceful_timeout = config.shutdown_timeout = 0.2
    loop = asyncio.new_event_loop()
    ends = asyncio.Event()

    async def run() -> None:
        await hypercorn.asyncio.serve(application, config, shutdown_trigger=ends.wait)

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(ends.set)
        thread.join(PATIENCE)
        loop.close()


def ask_many(base_url: str, bundle: str, count: int) -> list[str]:
    """Ask at the same time; the connections end with the client, which the server waits for."""
    asked = client(base_url, ca_bundle=bundle)
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda _: asked.complete(QUESTION).text, range(count)))


def test_http2_is_spoken_where_the_server_offers_it(
    authority: trustme.CA, bundle: str, tmp_path: Path
) -> None:
    requests: list[tuple[str, int]] = []
    with http2_server(authority, tmp_path, requests) as port:
        assert ask_many(f"https://127.0.0.1:{port}/v1", bundle, 20) == ["{}"] * 20
    assert [version for version, _ in requests] == ["2"] * 20


def test_a_burst_over_http2_shares_few_connections(
    authority: trustme.CA, bundle: str, tmp_path: Path
) -> None:
    requests: list[tuple[str, int]] = []
    with http2_server(authority, tmp_path, requests) as port:
        assert ask_many(f"https://127.0.0.1:{port}/v1", bundle, 150) == ["{}"] * 150
    assert len(requests) == 150
    assert len({client_port for _, client_port in requests}) <= 5


def test_a_burst_at_a_server_without_http2_waits_for_no_other_answer(
    authority: trustme.CA, bundle: str
) -> None:
    together = threading.Barrier(4, timeout=PATIENCE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def answer_together(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            read_request(secure)
            together.wait()
            secure.sendall(ANSWER)

    threads: list[threading.Thread] = []

    def talk(connection: socket.socket) -> None:
        kept = connection.dup()
        threads.append(threading.Thread(target=answer_together, args=(kept,)))
        threads[-1].start()

    with serving(talk) as (port, _):
        assert ask_many(f"https://127.0.0.1:{port}/v1", bundle, 4) == ["{}"] * 4
    for thread in threads:
        thread.join(PATIENCE)


def test_a_burst_at_an_unknown_authority_fails_whole(authority: trustme.CA) -> None:
    with serving(over_tls(authority, "127.0.0.1")) as (port, _):
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
