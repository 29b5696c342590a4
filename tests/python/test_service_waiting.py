"""Slow models, impatient clients, and the end of the service."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx

from model_server import model_server, valid_answer
from service_support import PATIENCE, WaitingEngine, resume, score, service


def begin(client: httpx.Client, path: str, **form: object) -> socket.socket:
    """Send a whole request and do not wait for the answer."""
    request = client.build_request("POST", path, **form)  # type: ignore[arg-type]
    body = request.read()
    connection = socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=PATIENCE)
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    connection.sendall(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
    return connection


def test_twenty_requests_that_wait_do_not_keep_others_waiting() -> None:
    engine = WaitingEngine()
    with service(engine) as client, ThreadPoolExecutor(20) as pool:
        waiting = [pool.submit(score, client, [("a.txt", resume(1))]) for _ in range(20)]
        engine.wait_until_asked(20)
        health = client.get("/healthz")
        docs = client.get("/docs")
        assert not any(request.done() for request in waiting)
        engine.may_answer.set()
        answers = [request.result() for request in waiting]
    assert health.status_code == docs.status_code == 200
    assert [answer.status_code for answer in answers] == [200] * 20


def test_a_client_that_goes_away_cancels_its_jobs_and_no_others() -> None:
    engine = WaitingEngine()
    files = [("files", (f"{i}.txt", resume(1))) for i in range(5)]
    with service(engine, workers=2) as client, ThreadPoolExecutor(1) as pool:
        patient = pool.submit(score, client, [("a.txt", resume(1))])
        engine.wait_until_asked(1)
        with begin(client, "/score-resumes", data={"criteria": '["C++"]'}, files=files):
            engine.wait_until_asked(2)
        for _ in range(2):
            assert engine.cancelled.acquire(timeout=PATIENCE)
        assert not patient.done()
        engine.may_answer.set()
        assert patient.result().status_code == 200
    # The other three never started.
    assert engine.calls == 3


def test_a_client_that_goes_away_cancels_its_extraction() -> None:
    engine = WaitingEngine()
    with service(engine) as client:
        with begin(client, "/extract-criteria", files={"file": ("job.txt", b"C++")}):
            engine.wait_until_asked(1)
        assert engine.cancelled.acquire(timeout=PATIENCE)


def test_a_client_that_goes_away_while_it_sends_starts_nothing() -> None:
    engine = WaitingEngine()
    with service(engine) as client:
        with socket.create_connection(("127.0.0.1", client.base_url.port or 0)) as connection:
            connection.sendall(
                b"POST /score-resumes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                b"Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
            )
        assert client.get("/healthz").status_code == 200
    assert engine.calls == 0


def test_ctrl_c_ends_the_service_while_a_model_is_silent() -> None:
    engine = WaitingEngine()

    def answer(body: dict[str, object]) -> tuple[int, dict[str, object]]:
        engine.may_answer.wait(PATIENCE)
        return valid_answer(body)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with model_server(answer) as model:
        environment = {**os.environ, "OPENAI_BASE_URL": model.base_url, "ATS_MODEL": "m"}
        process = subprocess.Popen(
            [sys.executable, "-c", f"import atschecker.service; atschecker.service.serve(port={port})"],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process, httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            assert process.stderr is not None
            assert any("Uvicorn running on http://127.0.0.1" in line for line in process.stderr)
            with begin(client, "/extract-criteria", files={"file": ("job.txt", b"C++")}) as connection:
                assert model.arrived.wait(PATIENCE)
                process.send_signal(signal.SIGINT)
                # While the model still has not answered.
                _, log = process.communicate(timeout=PATIENCE)
                answer_sent = connection.makefile("rb").read()
        engine.may_answer.set()
    assert process.returncode in (0, -signal.SIGINT)
    assert answer_sent.startswith(b"HTTP/1.1 503 ")
    assert b'"code":"service_stopping"' in answer_sent
    assert "Traceback" not in log
