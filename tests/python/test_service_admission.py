"""What is on its way: how much at once, how slowly, and packed how tightly."""

from __future__ import annotations

import io
import json
import socket
import time
import zipfile
from collections.abc import Iterator

import httpx
import pytest

from atschecker._engine import Settings
from atschecker.service import ServiceOptions, create_app
from atschecker.service._admission import BodyLimits
from service_support import CRITERIA, PATIENCE, MarkingEngine, resume, running, service
from test_v1_rankings import finished, rows


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def send(client: httpx.Client, archive: bytes) -> httpx.Response:
    """Start a ranking of an archive."""
    form = {"criteria": json.dumps(CRITERIA)}
    return client.post("/v1/rankings", data=form, files=[("resumes", ("all.zip", archive))])


def test_a_zip_file_is_the_resumes_in_it() -> None:
    files = {
        "folder/a.txt": resume(2),
        "folder/b.txt": resume(4),
        "__MACOSX/folder/._a.txt": b"x",
        ".DS_Store": b"x",
    }
    with service(MarkingEngine()) as client:
        ranking = send(client, zipped(files)).json()["id"]
        finished(client, ranking)
        found = [(row["file"], row["state"]) for row in rows(client, ranking)]
    assert found == [("b.txt", "scored"), ("a.txt", "scored")]


@pytest.mark.parametrize(
    ("archive", "status", "code"),
    [
        (zipped({"a.txt": b"0" * 3_000_000}), 413, "request_too_large"),
        (zipped({"a.txt": b"0" * 5_000_000}), 413, "document_too_large"),
        (zipped({f"{n}.txt": b"1" for n in range(6)}), 413, "request_too_large"),
        (b"PK\x03\x04 nothing more", 400, "invalid_argument"),
    ],
    ids=["packed too tightly", "too large", "too many", "damaged"],
)
def test_a_zip_file_beyond_the_limits_adds_nothing(archive: bytes, status: int, code: str) -> None:
    options = ServiceOptions(max_files=5, max_file_bytes=4_000_000)
    with service(MarkingEngine(), options) as client:
        answer = send(client, archive)
        left = client.get("/v1/rankings").json()["rankings"]
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert left == []


def slow_body() -> Iterator[bytes]:
    """Comes byte by byte."""
    for _ in range(100):
        yield b"x"
        time.sleep(0.05)


@pytest.mark.parametrize(
    "limits",
    [BodyLimits(grace_seconds=0.2, least_rate=1000), BodyLimits(seconds=0.2)],
    ids=["rate", "time"],
)
def test_a_body_that_comes_too_slowly_is_ended(limits: BodyLimits) -> None:
    app = create_app(Settings(), client=MarkingEngine(), body_limits=limits)
    with running(app) as client:
        kind = {"Content-Type": "application/json"}
        answer = client.post("/v1/session", content=slow_body(), headers=kind)
    assert (answer.status_code, answer.json()["code"]) == (408, "upload_too_slow")


def test_a_body_that_stops_is_ended_and_others_are_refused_meanwhile() -> None:
    limits = BodyLimits(at_once=1, idle_seconds=2)
    app = create_app(Settings(), client=MarkingEngine(), body_limits=limits)
    with running(app) as client:
        port = client.base_url.port or 0
        with socket.create_connection(("127.0.0.1", port)) as stuck:
            stuck.sendall(b"POST /v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{")
            time.sleep(0.5)
            refused = client.post("/v1/session", json={})
            health = client.get("/healthz")
            stuck.settimeout(60)
            first = stuck.recv(1000)
        end = time.monotonic() + PATIENCE
        while (again := client.post("/v1/session", json={})).status_code == 503:
            assert time.monotonic() < end
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert health.status_code == 200
    assert first.startswith(b"HTTP/1.1 408 ")
    assert again.status_code == 400


def test_more_bytes_than_may_wait_at_once_are_refused() -> None:
    app = create_app(Settings(), client=MarkingEngine(), body_limits=BodyLimits(bytes_at_once=1000))
    with running(app) as client:
        answers = [send(client, b"x" * size) for size in (5000, 10)]
    assert [answer.status_code for answer in answers] == [503, 202]
