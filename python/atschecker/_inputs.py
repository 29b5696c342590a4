"""Path, bytes or file object: Python decides, C++ takes a ``DocumentSource``."""

from __future__ import annotations

import os
from typing import Protocol, TypeAlias

from atschecker._core import Document, DocumentSource


class BinaryFile(Protocol):
    """A file object opened in binary mode."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the bytes that are left."""
        ...


Input: TypeAlias = (
    str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryFile | Document | DocumentSource
)
"""What can be read: a path, the bytes of a file, a binary file object, or what was read already."""


def as_source(source: Input, name: str | None = None) -> DocumentSource:
    """Make a ``DocumentSource`` of a path, bytes, a binary file object or a document.

    ``name`` is what people call the document; it is required for bytes and for a file without a name.
    """
    if isinstance(source, DocumentSource):
        return source
    if isinstance(source, Document):
        return DocumentSource.from_document(source)
    if isinstance(source, str | os.PathLike):
        return _from_path(source, name)
    if isinstance(source, bytes | bytearray | memoryview):
        return DocumentSource.from_bytes(_required(name), bytes(source))
    return _from_file(source, name)


def _from_path(path: str | os.PathLike[str], name: str | None) -> DocumentSource:
    if name is None:
        return DocumentSource.from_file(path)
    with open(path, "rb") as file:  # noqa: PTH123 (an os.PathLike is no Path)
        return DocumentSource.from_bytes(name, file.read())


def _from_file(file: BinaryFile, name: str | None) -> DocumentSource:
    if not hasattr(file, "read"):
        raise TypeError(f"expected a path, bytes or a binary file, not {type(file).__name__}")
    content = file.read()
    if not isinstance(content, bytes):
        raise TypeError("the file must be opened in binary mode")
    file_name = getattr(file, "name", None)  # a descriptor's number for files opened by number
    return DocumentSource.from_bytes(
        _required(name or (file_name if isinstance(file_name, str) else None)), content
    )


def _required(name: str | None) -> str:
    if not name:
        raise TypeError("bytes and files without a name need the argument 'name'")
    return name
