"""Where uploads wait: on disk from their first byte, in one file for each request.

A file for each upload would take as many descriptors as strangers like to send files.
"""

from __future__ import annotations

import asyncio
import os
from tempfile import TemporaryFile
from typing import IO


class Spool:
    """A temporary file without a name, which ends with the request."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self.size = 0

    async def append(self, data: bytes) -> None:
        """Write, off the event loop: disks are slow when many write."""
        self.size += len(data)
        await asyncio.to_thread(self._append, data)

    async def read(self, begin: int, size: int) -> bytes:
        """Read what was written there."""
        return await asyncio.to_thread(self._read, begin, size)

    def close(self) -> None:
        """Drop what was written."""
        if self._file is not None:
            self._file.close()

    def _append(self, data: bytes) -> None:
        if self._file is None:
            self._file = TemporaryFile(buffering=0)  # noqa: SIM115 (close())
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]

    def _read(self, begin: int, size: int) -> bytes:
        if not size:
            return b""
        if self._file is None or self._file.closed:
            raise ValueError("the uploads of this request are gone")
        content = bytearray()
        while len(content) < size and (
            piece := os.pread(self._file.fileno(), size - len(content), begin + len(content))
        ):
            content += piece
        return bytes(content)
