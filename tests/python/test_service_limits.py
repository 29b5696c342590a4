"""What is refused before it costs anything: sizes, names, hosts, pages of strangers."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from atschecker._engine import SettingsError
from atschecker.service import ServiceOptions, options_from
from atschecker.service._names import clean_name
from service_support import PATIENCE, MarkingEngine, resume, score, service

MIB = 1 << 20


def test_too_many_files_are_refused_with_the_limit() -> None:
    engine = MarkingEngine()
    with service(engine, ServiceOptions(max_files=2)) as client:
        enough = score(client, [(f"{i}.txt", resume(i)) for i in range(2)])
        too_many = score(client, [(f"{i}.txt", resume(i)) for i in range(3)])
    assert enough.status_code == 200
    assert too_many.status_code == 413
    assert too_many.json() == {
        "detail": "a request may hold at most 2 files",
        "code": "request_too_large",
    }
    assert engine.calls == 2


def test_a_file_that_is_too_large_is_refused_with_the_limit() -> None:
    with service(MarkingEngine(), ServiceOptions(max_file_bytes=100)) as client:
        enough = score(client, [("a.txt", b"3" * 100)])
        too_large = score(client, [("a.txt", b"3" * 101)])
        extracted = client.post("/extract-criteria", files={"file": ("job.txt", b"x" * 101)})
    assert enough.status_code == 200
    assert too_large.status_code == extracted.status_code == 413
    assert too_large.json() == {
        "detail": "the file 'a.txt' exceeds 100 bytes",
        "code": "document_too_large",
    }


def test_a_limit_above_that_of_the_reader_is_kept() -> None:
    text = b"3 points\n" + b"x " * (11 * MIB)
    with service(MarkingEngine(), ServiceOptions(max_file_bytes=30 * MIB)) as client:
        assert ",6," in score(client, [("a.txt", text)]).text


def test_a_request_that_is_too_large_in_all_is_refused_with_the_limit() -> None:
    with service(MarkingEngine(), ServiceOptions(max_total_bytes=4096)) as client:
        answer = score(client, [(f"{i}.txt", b"3" * 1000) for i in range(5)])
    assert answer.status_code == 413
    assert answer.json() == {"detail": "a request may have at most 4096 bytes", "code": "request_too_large"}


def test_a_body_without_a_declared_length_is_counted() -> None:
    def chunks() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(3 * 16):
            yield b"3" * (MIB // 16)

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    with service(MarkingEngine(), ServiceOptions(max_total_bytes=2 * MIB)) as client:
        answer = client.post("/score-resumes", content=chunks(), headers=headers)
    assert answer.status_code == 413
    assert answer.json()["detail"] == "a request may have at most 2097152 bytes"


def test_fields_are_limited_in_number_and_size() -> None:
    with service(MarkingEngine()) as client:
        many = client.post(
            "/score-resumes",
            data={f"field{i}": "x" for i in range(21)},
            files={"files": ("a.txt", b"a")},
        )
        long = score(client, [("a.txt", resume(1))], " " * 1_201_601)
        skipped = client.post(
            "/score-resumes",
            data={"criteria": '["C++"]', "comment": "x" * 2_000_000},
            files={"files": ("a.txt", resume(1))},
        )
    assert many.status_code == 400
    assert many.json()["detail"] == "the form has more than 20 fields beside the files"
    assert long.status_code == 413
    assert long.json()["detail"] == "the field 'criteria' may have at most 1201600 bytes"
    assert skipped.status_code == 200


def half_sent(client: httpx.Client, content_length: int, sent: bytes) -> bytes:
    """Send the beginning of a request and keep the rest; give what is answered meanwhile."""
    head = (
        "POST /score-resumes HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        f"Content-Length: {content_length}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=PATIENCE) as connection:
        connection.sendall(head.encode() + sent)
        answer = b""
        while b"}" not in answer:
            received = connection.recv(65536)
            assert received
            answer += received
    return answer


def test_what_is_too_large_is_refused_before_it_was_sent() -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n'
    options = ServiceOptions(max_file_bytes=1000, max_total_bytes=10_000)
    with service(MarkingEngine(), options) as client:
        by_header = half_sent(client, 10_001, b"")
        by_count = half_sent(client, 9000, part % b"a.txt" + b"3" * 1001)
        by_part = half_sent(
            client, 9000, part.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: x\r\n\r\n")
        )
    assert by_header.startswith(b"HTTP/1.1 413 ")
    assert b"a request may have at most 10000 bytes" in by_header
    assert by_count.startswith(b"HTTP/1.1 413 ")
    assert b"the file 'a.txt' exceeds 1000 bytes" in by_count
    assert by_part.startswith(b"HTTP/1.1 400 ")
    assert b"connection: close" in by_part


@pytest.mark.parametrize("size", [5 * MIB, 40 * MIB])
def test_a_client_that_sends_on_regardless_reads_the_refusal(size: int) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + b"x" * size
    with service(MarkingEngine(), ServiceOptions(max_file_bytes=MIB, max_total_bytes=30 * MIB)) as client:
        port = client.base_url.port or 0
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(
                b"POST /score-resumes HTTP/1.1\r\nHost: localhost\r\n"
                b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n"
                % len(body)
                + body
            )
            answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 4")
    assert answer.endswith(b"}")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("jane.pdf", "jane.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\resumes\\jane.pdf", "jane.pdf"),
        ("jane\x00\r\n\x7f.pdf", "jane.pdf"),
        ("jane%0D%0A%22.pdf", 'jane".pdf'),
        ("J\u00f6rg \u0420\u043e\u0433 \u65e5.pdf", "J\u00f6rg \u0420\u043e\u0433 \u65e5.pdf"),
        ("jane\u202efdp.exe", "janefdp.exe"),
        ("x" * 300 + ".DOCX", "x" * 250 + ".docx"),
        ("x" * 300 + ".pages", "x" * 249 + ".pages"),
        ("x" * 200 + "." + "y" * 100, "x" * 200 + "." + "y" * 54),
        ("folder/", ""),
    ],
)
def test_of_a_file_name_only_what_can_be_shown_is_kept(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


def test_names_and_pages_of_strangers_are_refused_on_this_machine() -> None:
    with service(MarkingEngine()) as client:
        port = client.base_url.port
        statuses = {
            host: client.get("/healthz", headers={"Host": host}).status_code
            for host in (
                "localhost",
                f"localhost:{port}",
                f"[::1]:{port}",
                "evil.example",
                f"127.0.0.1.evil:{port}",
            )
        }
        own = client.post("/score-resumes", headers={"Origin": f"http://127.0.0.1:{port}"})
        stranger = client.post("/score-resumes", headers={"Origin": "https://evil.example"})
        hidden = client.post("/score-resumes", headers={"Origin": "null"})
    assert statuses == {
        "localhost": 200,
        f"localhost:{port}": 200,
        f"[::1]:{port}": 200,
        "evil.example": 403,
        f"127.0.0.1.evil:{port}": 403,
    }
    assert own.status_code == 400
    assert stranger.status_code == hidden.status_code == 403
    assert stranger.json()["code"] == "origin_not_allowed"


def test_the_hosts_that_are_served_can_be_set() -> None:
    with service(MarkingEngine(), ServiceOptions(allowed_hosts=("ats.example",))) as client:
        assert client.get("/healthz", headers={"Host": "ats.example:443"}).status_code == 200
        assert client.get("/healthz", headers={"Host": "localhost"}).status_code == 200
        refused = client.get("/healthz", headers={"Host": "other.example"})
    assert refused.status_code == 403
    assert "ATS_ALLOWED_HOSTS" in refused.json()["detail"]
    with service(MarkingEngine(), ServiceOptions(allowed_hosts=("*",))) as client:
        assert client.get("/healthz", headers={"Host": "any.example"}).status_code == 200


def test_the_environment_sets_the_limits() -> None:
    environment = {
        "ATS_MAX_FILES": "7",
        "ATS_MAX_FILE_BYTES": "1000",
        "ATS_MAX_TOTAL_BYTES": " 2000 ",
        "ATS_ALLOWED_HOSTS": "Ats.Example, other.example",
    }
    assert options_from(environment) == ServiceOptions(7, 1000, 2000, ("ats.example", "other.example"))
    assert options_from({"ATS_HIDDEN_CHECK": "0"}) == ServiceOptions(find_hidden_text=False)
    with pytest.raises(SettingsError, match="ATS_HIDDEN_CHECK must be 0 or 1, not 'no'"):
        options_from({"ATS_HIDDEN_CHECK": "no"})
    assert options_from({}) == ServiceOptions(500, 20 * MIB, 256 * MIB, ())


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "many", "\u0663", "9" * 30])
def test_a_limit_that_is_no_number_is_an_error_that_names_it(text: str) -> None:
    with pytest.raises(SettingsError, match="ATS_MAX_FILES must be a whole number above 0"):
        options_from({"ATS_MAX_FILES": text})
