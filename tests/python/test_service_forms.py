"""Forms as browsers and the HTTP clients of many languages write them."""

from __future__ import annotations

import base64
import csv
import io
import quopri
import time
from collections.abc import Sequence

import httpx
import pytest

from atschecker.service import ServiceOptions
from atschecker.service._disposition import decoded, parse_disposition
from service_support import MarkingEngine, resume, score, service

FORM = {"Content-Type": "multipart/form-data; boundary=b"}
CRITERIA_PART = b'--b\r\nContent-Disposition: form-data; name="criteria"\r\n\r\n["C++"]\r\n'


def file_part(headers: str, content: bytes, name: str = "files") -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; {headers}\r\n\r\n'
    return head.encode("latin-1") + content + b"\r\n"


def send(client: httpx.Client, *parts: bytes, before: bytes = b"", encoding: str = "") -> httpx.Response:
    headers = {**FORM, "Content-Encoding": encoding} if encoding else FORM
    return client.post("/score-resumes", content=before + b"".join(parts) + b"--b--\r\n", headers=headers)


def rows_of(response: httpx.Response) -> list[list[str]]:
    assert response.status_code == 200, response.text
    return list(csv.reader(io.StringIO(response.content.decode(), newline="")))[1:]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('filename="jane.pdf"', "jane.pdf"),
        ("filename=jane roe.pdf", "jane roe.pdf"),
        ('FileName="jane.pdf"', "jane.pdf"),
        ('filename=""', ""),
        ("filename*=UTF-8''M%C3%BCller.pdf", "Müller.pdf"),
        ("filename*=\"UTF-8''M%C3%BCller.pdf\"", "Müller.pdf"),
        ("filename*=utf-8'de'M%C3%BCller%20J%C3%BCrgen.pdf", "Müller Jürgen.pdf"),
        ("filename*=iso-8859-1'en'M%FCller.pdf", "Müller.pdf"),
        ("filename*=windows-1251''%C0%ED%ED%E0.pdf", "Анна.pdf"),
        ("filename=\"M?ller.pdf\"; filename*=UTF-8''M%C3%BCller.pdf", "Müller.pdf"),
        ("filename*=UTF-8''M%C3%BCller.pdf; filename=\"M?ller.pdf\"", "Müller.pdf"),
        ("filename=\"kept.pdf\"; filename*=zlib''x", "kept.pdf"),
        ("filename=\"kept.pdf\"; filename*=UTF-8''%FF.pdf", "kept.pdf"),
        ("filename*=no apostrophes.pdf", "no apostrophes.pdf"),
        ('filename="=?utf-8?B?TcO8bGxlci5wZGY=?="', "Müller.pdf"),
        ("filename==?utf-8?B?TcO8bGxlci5wZGY=?=", "Müller.pdf"),
        ('filename="=?UTF-8?Q?M=C3=BCller_J.pdf?="', "Müller J.pdf"),
        ('filename="=?ISO-8859-1?Q?M=FCller.pdf?="', "Müller.pdf"),
        ('filename="=?utf-8?B?TcO8?=\r\n =?utf-8?B?bGxlci5wZGY=?="', "Müller.pdf"),
        (
            'filename="=?utf-8?B?TcO8bGxlciBKw7xyZ2VuLnBkZg==?="; '
            "filename*=utf-8''M%C3%BCller%20J%C3%BCrgen.pdf",
            "Müller Jürgen.pdf",
        ),
        ('filename="=?utf-8?B?***?="', "=?utf-8?B?***?="),
        ('filename*0="a long "; filename*1="name.pdf"', "a long name.pdf"),
        ("filename*0*=UTF-8''M%C3; filename*1*=%BCller.pdf", "Müller.pdf"),
        ('filename="say \\"hi\\"; ok.pdf"', 'say "hi"; ok.pdf'),
        ('filename="C:\\jobs\\x.pdf"', "C:\\jobs\\x.pdf"),
        ('filename="never closed.pdf', "never closed.pdf"),
        ('filename="100%25.pdf"', "100%25.pdf"),
    ],
)
def test_a_file_name_is_read_in_every_form_that_clients_send(header: str, name: str) -> None:
    read = parse_disposition(f'form-data; name="files"; {header}'.encode())
    assert (read.name, read.file_name) == ("files", name)


def test_a_name_that_is_no_utf_8_is_read_as_latin_1() -> None:
    assert parse_disposition(b'form-data; name="files"; filename="M\xfcller.pdf"').file_name == "Müller.pdf"


def test_a_part_without_a_file_name_is_no_file() -> None:
    read = parse_disposition(b"form-data; name=criteria")
    assert (read.name, read.file_name) == ("criteria", None)


@pytest.mark.parametrize(
    "header", [b';a="' * 2000, b";" * 8000, b"=?a" * 2700, b';a="\\' * 1600, b"\\" * 8000]
)
def test_a_header_is_read_in_no_time_whatever_it_holds(header: bytes) -> None:
    begin = time.process_time()
    parse_disposition(b'form-data; name="files"; filename="' + header)
    parse_disposition(b"form-data" + header)
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        (b"\xef\xbb\xbfx", "", "x"),
        ("\ufeffü".encode("utf-16-le"), "", "ü"),
        ("ü".encode(), "", "ü"),
        (b"\xfc", "", "ü"),
        (b"\xfc", "ISO-8859-1", "ü"),
        (b"\xfc", "no-such-charset", "ü"),
        ("ü".encode(), "utf-8", "ü"),
    ],
)
def test_text_is_read_by_its_mark_its_name_or_what_it_holds(content: bytes, charset: str, text: str) -> None:
    assert decoded(content, charset) == text


def test_the_encoded_name_is_the_name_of_the_candidate() -> None:
    part = file_part("filename=\"M?ller.txt\"; filename*=UTF-8''M%C3%BCller%20J%C3%BCrgen.txt", resume(3))
    with service(MarkingEngine()) as client:
        assert rows_of(send(client, CRITERIA_PART, part)) == [["Müller Jürgen", "3", "3", ""]]


@pytest.mark.parametrize("name", ["files[]", "files[0]", "files[12]"])
def test_a_list_may_be_called_as_axios_and_php_call_it(name: str) -> None:
    parts = [file_part(f'filename="{i}.txt"', resume(i), name) for i in range(3)]
    with service(MarkingEngine()) as client:
        assert [row[0] for row in rows_of(send(client, CRITERIA_PART, *parts))] == ["2", "1", "0"]
        many = [file_part(f'filename="{i}.txt"', resume(1), name) for i in range(25)]
        assert len(rows_of(send(client, CRITERIA_PART, *many))) == 25


def test_a_file_with_an_empty_name_is_still_somebodys() -> None:
    parts = [file_part('filename=""', resume(2)), file_part('filename="folder/"', resume(1))]
    with service(MarkingEngine()) as client:
        rows = rows_of(send(client, CRITERIA_PART, *parts, file_part('filename=""', b"")))
    assert rows == [["unnamed", "2", "2", ""], ["unnamed (2)", "1", "1", ""]]


@pytest.mark.parametrize("criteria", [b'\xef\xbb\xbf["C++"]', '\ufeff["C++"]'.encode("utf-16-le")])
def test_criteria_may_have_a_byte_order_mark(criteria: bytes) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="criteria"\r\n\r\n' + criteria + b"\r\n"
    with service(MarkingEngine()) as client:
        response = send(client, part, file_part('filename="a.txt"', resume(4)))
    assert rows_of(response) == [["a", "4", "4", ""]]
    assert response.text.startswith("Candidate Name,C++,")


@pytest.mark.parametrize(
    "preamble",
    [
        b"This is a form.\r\n",
        b"\r\n",
        b"\n",
        b"--bb is no boundary\r\n--b-\r\n",
        b"--bx\r\n" * 100,
    ],
)
def test_what_stands_before_the_first_boundary_is_dropped(preamble: bytes) -> None:
    with service(MarkingEngine()) as client:
        response = send(client, CRITERIA_PART, file_part('filename="a.txt"', resume(4)), before=preamble)
    assert rows_of(response) == [["a", "4", "4", ""]]


def test_a_form_is_read_however_it_is_cut_into_pieces() -> None:
    part = file_part('filename="a.txt"', resume(4))
    encoded = base64.encodebytes(resume(3) + bytes(range(32, 127)) * 3)
    coded = file_part('filename="b.txt"\r\nContent-Transfer-Encoding: BASE64', encoded)
    body = b"For people\r\n" + CRITERIA_PART + part + coded + b"--b--\r\n"

    def one_by_one() -> Sequence[bytes]:
        return [body[i : i + 1] for i in range(len(body))]

    with service(MarkingEngine()) as client:
        response = client.post("/score-resumes", content=iter(one_by_one()), headers=FORM)
    assert rows_of(response) == [["a", "4", "4", ""], ["b", "3", "3", ""]]


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("base64", base64.b64encode(resume(3))),
        ("Base64", base64.encodebytes(resume(3))),
        ("base64", base64.b64encode(resume(3)).rstrip(b"=")),
        ("quoted-printable", quopri.encodestring(resume(3))),
        ("binary", resume(3)),
        ("8bit", resume(3)),
    ],
)
def test_content_that_is_encoded_for_its_way_is_decoded(encoding: str, content: bytes) -> None:
    part = file_part(f'filename="a.txt"\r\nContent-Transfer-Encoding: {encoding}', content)
    with service(MarkingEngine()) as client:
        assert rows_of(send(client, CRITERIA_PART, part)) == [["a", "3", "3", ""]]


@pytest.mark.parametrize(
    ("encoding", "content", "told"),
    [
        ("base64", b"no base64!", "is no base64"),
        ("base64", b"AAAAA", "is no base64"),
        ("x-uuencode", b"begin", "send it as binary"),
    ],
)
def test_content_that_cannot_be_decoded_is_refused_and_never_scored(
    encoding: str, content: bytes, told: str
) -> None:
    engine = MarkingEngine()
    part = file_part(f'filename="a.txt"\r\nContent-Transfer-Encoding: {encoding}', content)
    with service(engine) as client:
        response = send(client, CRITERIA_PART, part)
    assert response.status_code == 400
    assert told in response.json()["detail"]
    assert engine.calls == 0


def test_the_limit_of_a_file_holds_for_what_was_decoded() -> None:
    part = file_part('filename="a.txt"\r\nContent-Transfer-Encoding: base64', base64.b64encode(b"3" * 101))
    with service(MarkingEngine(), ServiceOptions(max_file_bytes=100)) as client:
        assert send(client, CRITERIA_PART, part).status_code == 413


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate, gzip"])
def test_a_compressed_body_is_refused_by_name(encoding: str) -> None:
    with service(MarkingEngine()) as client:
        response = send(client, CRITERIA_PART, encoding=encoding)
    assert response.status_code == 415
    assert response.json()["code"] == "unsupported_content_encoding"


def test_files_of_any_size_come_out_as_they_went_in() -> None:
    files = [(f"{i}.txt", f"{i} points\n".encode() + b"word " * (i * 60_000)) for i in range(1, 6)]
    files.insert(2, ("empty.txt", b""))
    with service(MarkingEngine()) as client:
        rows = list(csv.reader(io.StringIO(score(client, files).text)))[1:]
    assert [row[:2] for row in rows] == [
        ["5", "5"],
        ["4", "4"],
        ["3", "3"],
        ["2", "2"],
        ["1", "1"],
        ["empty", ""],
    ]
