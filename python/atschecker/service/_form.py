"""Reads a multipart form as it streams in, so that what is refused is refused before it was all received.

The form parsers of the web frameworks know no limit of bytes for one file.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from atschecker._core import max_criteria, max_criterion_length
from atschecker.service._archive import SUFFIX
from atschecker.service._disposition import decoded, parse_disposition
from atschecker.service._errors import RequestProblem, bad_request, too_large
from atschecker.service._names import clean_name
from atschecker.service._options import ServiceOptions
from atschecker.service._spool import Spool
from atschecker.service._transfer import Decoder, decoder_of

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

# A JSON string takes up to 12 bytes for one character ("\ud83d\ude00"); then come quotes, comma, indentation.
MAX_FIELD_BYTES = max_criteria * (12 * max_criterion_length + 16)

# Fields beside the files. One is asked for; browsers and scripts may add some, which are skipped.
MAX_FIELDS = 20

# A part's headers: a name of 255 characters, escaped, and the usual two headers fit many times.
MAX_HEADER_BYTES = 8 << 10

# Some clients write a line for people before the first boundary (RFC 2046, section 5.1.1), none much more.
MAX_PREAMBLE_BYTES = 8 << 10

# What a file is called whose client gave it an empty name.
UNNAMED = "unnamed"

# How axios, PHP and Rails call the fields of a list.
_LIST_MARK = re.compile(r"\[\d{0,6}\]$")


@dataclass
class Upload:
    """One file that was sent."""

    name: str
    spool: Spool
    begin: int = 0
    size: int = 0

    async def take(self) -> bytes:
        """The content."""
        return await self.spool.read(self.begin, self.size)


@dataclass
class Form:
    """What a form held."""

    files: list[Upload] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    single: dict[str, Upload] = field(default_factory=dict)
    """By its field, a file beside the list."""
    spool: Spool = field(default_factory=Spool)

    def close(self) -> None:
        """Drop the temporary file."""
        self.spool.close()


@dataclass(frozen=True)
class Expected:
    """Which parts a form has; others are skipped."""

    file_field: str
    max_files: int
    text_field: str | None = None
    more_text: tuple[str, ...] = ()
    archives: bool = False
    """Whether a zip file may stand for many files: it may then be as large as the request."""
    single_files: tuple[str, ...] = ()
    """Fields that hold one file each, beside the list."""

    @property
    def text_fields(self) -> tuple[str, ...]:
        """All fields that are kept as text."""
        return self.more_text if self.text_field is None else (self.text_field, *self.more_text)


@dataclass
class _Part:
    field: str = ""
    header_name: bytes = b""
    header_value: bytes = b""
    disposition: bytes = b""
    encoding: bytes = b""
    charset: str = ""
    decoder: Decoder | None = None
    upload: Upload | None = None
    text: bytearray | None = None
    size: int = 0


async def read_form(
    content_type: str, stream: AsyncIterator[bytes], expected: Expected, options: ServiceOptions
) -> Form:
    """Read a whole form. Raises RequestProblem for what is not expected or too large."""
    reader = _FormReader(_boundary(content_type), expected, options)
    try:
        async for chunk in stream:
            await reader.read(chunk)
        return await reader.finish()
    except BaseException:
        reader.form.close()
        raise


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise bad_request("the request must be a form: Content-Type multipart/form-data with a boundary")
    return boundary


class _Preamble:
    """Drops what stands before the first boundary."""

    def __init__(self, boundary: bytes) -> None:
        self._begin = re.compile(rb"(?:^|\n)(?=--" + re.escape(boundary) + rb"(?:--|\r|\n|[ \t]|$))")
        self._longest = len(boundary) + 5
        self._held: bytes | None = b""

    @property
    def ended(self) -> bool:
        return self._held is None

    def drop(self, chunk: bytes) -> bytes:
        if self._held is None:
            return chunk
        text = self._held + chunk
        match = self._begin.search(text)
        # A boundary at the very end may be the beginning of a longer word.
        if match is not None and match.end() + self._longest <= len(text):
            self._held = None
            return text[match.end() :]
        if len(text) > MAX_PREAMBLE_BYTES:
            raise _malformed()
        self._held = text
        return b""

    def rest(self) -> bytes:
        """What was held back, when nothing more comes."""
        match = self._begin.search(self._held) if self._held is not None else None
        if self._held is None or match is None:
            return b""
        rest, self._held = self._held[match.end() :], None
        return rest


def _malformed() -> RequestProblem:
    return bad_request("the form is malformed")


class _FormReader:
    def __init__(self, boundary: bytes, expected: Expected, options: ServiceOptions) -> None:
        self.form = Form()
        self._expected = expected
        self._options = options
        self._part = _Part()
        self._fields_seen = 0
        self._header_bytes = 0
        self._ended = False
        self._arrived = bytearray()
        self._preamble = _Preamble(boundary)
        callbacks: MultipartCallbacks = {
            "on_part_begin": self._on_part_begin,
            "on_header_field": self._on_header_field,
            "on_header_value": self._on_header_value,
            "on_header_end": self._on_header_end,
            "on_headers_finished": self._on_headers_finished,
            "on_part_data": self._on_part_data,
            "on_part_end": self._on_part_end,
            "on_end": self._on_end,
        }
        try:
            self._parser = MultipartParser(boundary, callbacks)
        except FormParserError:
            raise bad_request("the boundary of the form is malformed") from None

    async def read(self, chunk: bytes) -> None:
        await self._parse(self._preamble.drop(chunk))

    async def finish(self) -> Form:
        await self._parse(self._preamble.rest())
        if not self._preamble.ended:
            raise _malformed()
        if not self._ended:
            raise bad_request("the form is malformed or ends early")
        return self.form

    async def _parse(self, data: bytes) -> None:
        if not data:
            return
        try:
            self._parser.write(data)
        except FormParserError:
            raise _malformed() from None
        if self._arrived:
            await self.form.spool.append(bytes(self._arrived))
            self._arrived.clear()

    def _on_part_begin(self) -> None:
        self._part = _Part()
        self._header_bytes = 0

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._count_header(end - start)
        self._part.header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._count_header(end - start)
        self._part.header_value += data[start:end]

    def _count_header(self, size: int) -> None:
        self._header_bytes += size
        if self._header_bytes > MAX_HEADER_BYTES:
            raise bad_request(f"the headers of a part of the form exceed {MAX_HEADER_BYTES} bytes")

    def _on_header_end(self) -> None:
        name = self._part.header_name.strip().lower()
        if name == b"content-disposition":
            self._part.disposition = self._part.header_value
        elif name == b"content-transfer-encoding":
            self._part.encoding = self._part.header_value
        elif name == b"content-type":
            _, options = parse_options_header(self._part.header_value)
            self._part.charset = options.get(b"charset", b"").decode("ascii", "replace")
        self._part.header_name = self._part.header_value = b""

    def _on_headers_finished(self) -> None:
        self._part.decoder = decoder_of(self._part.encoding)
        disposition = parse_disposition(self._part.disposition)
        name = _LIST_MARK.sub("", disposition.name)
        self._part.field = name
        if name in self._expected.single_files and disposition.file_name is not None:
            self._begin_single(name, disposition.file_name)
        elif name == self._expected.file_field and disposition.file_name is not None:
            self._begin_file(disposition.file_name)
        else:
            self._begin_field(name, is_file=disposition.file_name is not None)

    def _begin_file(self, sent_name: str) -> None:
        begin = self.form.spool.size + len(self._arrived)
        self._part.upload = Upload(clean_name(sent_name), self.form.spool, begin)
        # What a browser sends for a file input in which nothing was chosen has no name and no content.
        if sent_name:
            self._keep(self._part.upload)

    def _begin_single(self, name: str, sent_name: str) -> None:
        if name in self.form.single:
            raise bad_request(f"send one file in the field '{name}'")
        begin = self.form.spool.size + len(self._arrived)
        self._part.upload = Upload(clean_name(sent_name) or UNNAMED, self.form.spool, begin)
        if sent_name:
            self.form.single[name] = self._part.upload

    def _keep(self, upload: Upload) -> None:
        self._check_count()
        upload.name = upload.name or UNNAMED
        self.form.files.append(upload)

    def _check_count(self) -> None:
        if len(self.form.files) < self._expected.max_files:
            return
        if self._expected.max_files == 1:
            raise bad_request(f"send one file in the field '{self._expected.file_field}'")
        raise too_large(f"a request may hold at most {self._expected.max_files} files")

    def _begin_field(self, name: str, *, is_file: bool) -> None:
        self._fields_seen += 1
        if self._fields_seen > MAX_FIELDS:
            raise bad_request(f"the form has more than {MAX_FIELDS} fields beside the files")
        if name == self._expected.file_field:
            raise bad_request(f"the field '{name}' must hold files, each with its file name")
        if name not in self._expected.text_fields:
            return
        if is_file or name in self.form.fields:
            raise bad_request(f"send the field '{name}' once, as text")
        self._part.text = bytearray()

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        decoder = self._part.decoder
        self._take(data[start:end] if decoder is None else decoder.feed(data[start:end]))

    def _take(self, content: bytes) -> None:
        self._part.size += len(content)
        if self._part.upload is not None:
            self._check_file_size(self._part.upload)
            self._part.upload.size = self._part.size
            self._arrived += content
        elif self._part.text is not None:
            if self._part.size > MAX_FIELD_BYTES:
                raise too_large(f"the field '{self._part.field}' may have at most {MAX_FIELD_BYTES} bytes")
            self._part.text += content

    def _check_file_size(self, upload: Upload) -> None:
        limit = self._options.max_file_bytes
        if self._expected.archives and upload.name.lower().endswith(SUFFIX):
            limit = self._options.max_total_bytes
        if self._part.size > limit:
            raise RequestProblem(
                413,
                "document_too_large",
                f"the file {upload.name!r} exceeds {limit} bytes",
                file=upload.name,
                limit=limit,
            )

    def _on_part_end(self) -> None:
        if self._part.decoder is not None:
            self._take(self._part.decoder.finish())
        upload = self._part.upload
        if upload is not None and upload.size and not upload.name:
            self._keep(upload)
        if self._part.text is not None:
            self.form.fields[self._part.field] = decoded(bytes(self._part.text), self._part.charset)

    def _on_end(self) -> None:
        self._ended = True
