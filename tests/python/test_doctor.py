"""``doctor``: a broken installation is told as one, with what to do."""

from __future__ import annotations

import contextlib
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import atschecker._doctor
from atschecker import DocumentReader, LogLevel, _core
from atschecker._doctor import Check, Installation, State, examine
from atschecker.cli import app

PACKAGE = Path(_core.__file__).parent


def checks_of(folder: Path = PACKAGE, **environment: str) -> dict[str, Check]:
    environment = {"ATS_DATABASE_URL": "sqlite://", **environment}
    return {check.what: check for check in examine(Installation(folder, environment))}


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    for name in ("ats-pdf", "ats-office"):
        shutil.copy(PACKAGE / name, tmp_path / name)
    return tmp_path


def test_a_whole_installation_is_fine() -> None:
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 0, result.output
    assert "ok    program ats-pdf: starts; reads PDF" in result.stdout.splitlines()
    assert "ok    key: OPENAI_API_KEY is not set" in result.stdout.splitlines()
    assert "FAIL" not in result.stdout


def test_a_missing_library_is_told_by_its_name(installed: Path) -> None:
    program = installed / "ats-pdf"
    content = program.read_bytes()
    assert b"libqpdf.so" in content
    program.write_bytes(content.replace(b"libqpdf.so", b"libqpdX.so"))
    check = checks_of(installed)["program ats-pdf"]
    assert check.state == State.WRONG
    assert check.text.startswith("cannot start: missing: libqpdX.so")
    assert check.text.endswith("PDF cannot be read")
    assert "install" in check.remedy


@pytest.mark.parametrize("content", [b"\x7fELF of another machine", b"#!/bin/sh\necho no\nexit 127\n", b""])
def test_a_program_that_cannot_start_is_a_broken_installation(installed: Path, content: bytes) -> None:
    (installed / "ats-office").write_bytes(content)
    check = checks_of(installed)["program ats-office"]
    assert check.state == State.WRONG
    assert check.text.startswith("cannot start: ")


def test_a_program_that_is_missing_is_named(installed: Path) -> None:
    (installed / "ats-office").unlink()
    check = checks_of(installed)["program ats-office"]
    assert check.state == State.WRONG
    assert "ats-office is missing" in check.text


def test_a_machine_that_lacks_a_protection_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bare(DocumentReader):
        def __init__(self, **options: object) -> None:
            super().__init__()
            options["log"](LogLevel.warning, "ats-pdf runs without Landlock")  # type: ignore[operator]

    monkeypatch.setattr(atschecker._doctor, "DocumentReader", Bare)
    check = checks_of()["sandbox"]
    assert (check.state, check.text) == (State.DOUBT, "ats-pdf runs without Landlock")
    assert "kernel" in check.remedy


class Server(http.server.ThreadingHTTPServer):
    """Answers everything with one status."""

    def __init__(self, status: int, body: bytes = b"", location: str = "") -> None:
        self.seen: list[tuple[str, str]] = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.seen.append((self.path, self.headers.get("Authorization", "")))
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name there)
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextlib.contextmanager
def served(status: int, body: bytes = b"", location: str = "") -> Iterator[Server]:
    with Server(status, body, location) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def server_check(server: Server) -> Check:
    return checks_of(OPENAI_API_KEY="sk-very-secret", ATS_MODEL="m", OPENAI_BASE_URL=server.url)[
        "server 127.0.0.1"
    ]


@pytest.mark.parametrize(
    ("status", "body", "state", "words"),
    [
        (200, b'{"data": [{"id": "m"}]}', State.FINE, "lists m"),
        (200, b'{"data": [{"id": "other"}]}', State.DOUBT, "does not list the model m"),
        (200, b"<html>", State.FINE, "answers"),
        (404, b"", State.FINE, "answers"),
        (401, b"", State.WRONG, "refuses the key"),
        (500, b"", State.DOUBT, "HTTP 500"),
    ],
)
def test_what_the_model_server_says_is_told(status: int, body: bytes, state: State, words: str) -> None:
    with served(status, body) as server:
        check = server_check(server)
    assert server.seen == [("/v1/models", "Bearer sk-very-secret")]
    assert check.state == state
    assert words in check.text


def test_the_key_goes_to_no_other_server() -> None:
    with served(200) as other, served(302, location=other.url) as server:
        check = server_check(server)
    assert (check.state, other.seen) == (State.DOUBT, [])


def test_no_secret_is_printed() -> None:
    checks = checks_of(
        OPENAI_API_KEY="sk-very-secret",
        ATS_MODEL="m",
        OPENAI_BASE_URL="http://127.0.0.1:9/v1",
        ATS_DATABASE_URL="postgresql://u:hunter2@127.0.0.1:1/x",
    )
    told = " ".join(f"{check.text} {check.remedy}" for check in checks.values())
    assert checks["key"].text == "OPENAI_API_KEY is set"
    assert checks["server 127.0.0.1"].state == State.WRONG
    assert checks["database of the service"].state == State.WRONG
    assert "sk-very-secret" not in told
    assert "hunter2" not in told


def test_settings_that_do_not_fit_are_told() -> None:
    check = checks_of(OPENAI_API_KEY="sk-x")["engine"]
    assert check.state == State.WRONG
    assert "ATS_MODEL" in check.remedy


def test_the_exit_code_tells_that_something_is_wrong() -> None:
    environment = {"OPENAI_API_KEY": "sk-x"}
    assert CliRunner().invoke(app, ["doctor"], env=environment).exit_code == 1


def test_a_database_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "later" / "r.db"
    check = checks_of(ATS_DATABASE_URL=f"sqlite:///{file}")["database of the service"]
    assert (check.state, check.text) == (State.FINE, f"{file} will be made when the service starts")
    assert list(tmp_path.iterdir()) == []
