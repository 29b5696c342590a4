"""Resumes that were sent as one zip file: unpacked within limits, and no archive within it."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from atschecker.service._errors import RequestProblem, bad_request, too_large
from atschecker.service._names import clean_name
from atschecker.service._options import ServiceOptions
from atschecker.store import Resume

SUFFIX = ".zip"

# How compressed a file may be: text packs to a tenth, bombs to a thousandth.
MAX_RATIO = 200

# Small files may be packed by any factor: they cost nothing.
SMALL_BYTES = 1 << 20

# What a file is called whose name holds no character that is shown.
UNNAMED = "unnamed"

# What systems put beside the files of a folder.
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_SYSTEM_FOLDERS = frozenset({"__MACOSX"})


def is_archive(name: str, content: bytes) -> bool:
    """Whether a file is a zip file of resumes; DOCX and ODT are zip files too, under other names."""
    return name.lower().endswith(SUFFIX) and content.startswith(b"PK")


def unpacked(name: str, content: bytes, options: ServiceOptions) -> list[Resume]:
    """The files of an archive, in its order. Raises ``RequestProblem`` for one beyond the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if _is_resume(each)]
            if len(members) > options.max_files:
                raise too_large(f"the archive {name!r} may hold at most {options.max_files} files")
            left = options.max_total_bytes
            found = []
            for member in members:
                data = _read(archive, member, min(left, options.max_file_bytes))
                left -= len(data)
                found.append(Resume(clean_name(member.filename) or UNNAMED, data))
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise bad_request(
            f"the archive {name!r} is damaged, encrypted or packed in a way that is not read"
        ) from None


def _is_resume(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    is_hidden = path.name.startswith(".") or path.name.lower() in _SYSTEM_NAMES
    return not (member.is_dir() or is_hidden or _SYSTEM_FOLDERS.intersection(path.parts))


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    # What the directory says of the size may be a lie: what is unpacked is counted.
    with archive.open(member) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise RequestProblem(
            413,
            "document_too_large",
            f"the file {clean_name(member.filename)!r} of the archive exceeds the limits",
            file=clean_name(member.filename),
            limit=limit,
        )
    if len(data) > max(SMALL_BYTES, MAX_RATIO * member.compress_size):
        raise too_large("a file of the archive is packed more tightly than documents are")
    return data
