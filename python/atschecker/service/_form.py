"""Reads a multipart form as it streams in, so that what is refused is refused before it was all received.

The form parsers of the web frameworks know no limit of bytes for one file.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from atschecker._core import max_criteria, max_criterion_length
from atschecker._files import RESUME_SUFFIXES
from atschecker.service._errors import bad_request, too_large
from atschecker.service._names import clean_name, shown_suffix, suffix_of
from atschecker.service._options import ServiceOptions

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

# A JSON string takes up to 12 bytes for one character ("\ud83d\ude00"); then come quotes, comma, indentation.
MAX_FIELD_BYTES = max_criteria * (12 * max_criterion_length + 16)

# Fields beside the files. One is asked for; browsers and scripts may add some, which are skipped.
MAX_FIELDS = 20

# A part's headers: a name of 255 characters, escaped, and the usual two headers fit many times.
MAX_HEADER_BYTES = 8 << 10

# Files up to this size stay in memory, larger ones go to an unnamed file on disk.
MAX_BYTES_IN_MEMORY = 1 << 20


@dataclass
class Upload:
    """One file that was sent."""

    name: str
    file: SpooledTemporaryFile[bytes] = field(
        default_factory=lambda: SpooledTemporaryFile(max_size=MAX_BYTES_IN_MEMORY)  # noqa: SIM115 (Form.close())
    )
    size: int = 0

    async def write(self, data: bytes) -> None:
        """Append, off the event loop where the disk is concerned."""
        self.size += len(data)
        if self.size <= MAX_BYTES_IN_MEMORY:
            self.file.write(data)
        else:
            await asyncio.to_thread(self.file.write, data)

    async def take(self) -> bytes:
        """The content; the temporary file is gone afterwards."""
        return await asyncio.to_thread(self._take)

    def _take(self) -> bytes:
        with self.file as file:
            file.seek(0)
            return file.read()


@dataclass
class Form:
    """What a form held."""

    files: list[Upload] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        """Drop the temporary files."""
        for upload in self.files:
            upload.file.close()


@dataclass(frozen=True)
class Expected:
    """Which parts a form has; others are skipped."""

    file_field: str
    max_files: int
    text_field: str | None = None


@dataclass
class _Part:
    header_name: bytes = b""
    header_value: bytes = b""
    disposition: bytes = b""
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
        return reader.finish()
    except BaseException:
        reader.form.close()
        raise


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise bad_request("the request must be a form: Content-Type multipart/form-data with a boundary")
    return boundary


class _FormReader:
    def __init__(self, boundary: bytes, expected: Expected, options: ServiceOptions) -> None:
        self.form = Form()
        self._expected = expected
        self._options = options
        self._part = _Part()
        self._fields_seen = 0
        self._header_bytes = 0
        self._ended = False
        self._writes: list[tuple[Upload, bytes]] = []
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
        try:
            self._parser.write(chunk)
        except FormParserError:
            raise bad_request("the form is malformed") from None
        for upload, data in self._writes:
            await upload.write(data)
        self._writes.clear()

    def finish(self) -> Form:
        if not self._ended:
            raise bad_request("the form is malformed or ends early")
        return self.form

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
        if self._part.header_name.lower() == b"content-disposition":
            self._part.disposition = self._part.header_value
        self._part.header_name = self._part.header_value = b""

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(self._part.disposition)
        name = options.get(b"name", b"").decode("utf-8", "replace")
        file_name = options.get(b"filename")
        if name == self._expected.file_field and file_name is not None:
            self._begin_file(file_name)
        else:
            self._begin_field(name, is_file=file_name is not None)

    def _begin_file(self, sent_name: bytes) -> None:
        # What a browser sends for a file input in which nothing was chosen.
        if not sent_name:
            return
        name = clean_name(sent_name)
        if not suffix_of(name):
            raise bad_request(
                f"the file {name!r} is not supported ({shown_suffix(name)}): "
                f"send {_listed(RESUME_SUFFIXES)} files",
                "document_unsupported",
            )
        self._check_count()
        self._part.upload = Upload(name)
        self.form.files.append(self._part.upload)

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
        if name != self._expected.text_field:
            return
        if is_file or name in self.form.fields:
            raise bad_request(f"send the field '{name}' once, as text")
        self._part.text = bytearray()

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._part.size += end - start
        if self._part.upload is not None:
            self._check_file_size(self._part.upload)
            self._writes.append((self._part.upload, data[start:end]))
        elif self._part.text is not None:
            if self._part.size > MAX_FIELD_BYTES:
                raise too_large(
                    f"the field '{self._expected.text_field}' may have at most {MAX_FIELD_BYTES} bytes"
                )
            self._part.text += data[start:end]

    def _check_file_size(self, upload: Upload) -> None:
        limit = self._options.max_file_bytes
        if self._part.size > limit:
            raise too_large(f"the file {upload.name!r} exceeds {limit} bytes", "document_too_large")

    def _on_part_end(self) -> None:
        if self._part.text is None or self._expected.text_field is None:
            return
        try:
            self.form.fields[self._expected.text_field] = self._part.text.decode()
        except UnicodeDecodeError:
            raise bad_request(f"the field '{self._expected.text_field}' is not valid UTF-8") from None

    def _on_end(self) -> None:
        self._ended = True


def _listed(suffixes: tuple[str, ...]) -> str:
    return ", ".join(suffixes[:-1]) + " or " + suffixes[-1]
