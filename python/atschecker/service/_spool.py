"""Where uploads wait: on disk from their first byte, in one file for each request.

A file for each upload would take as many descriptors as strangers like to send files.
"""

from __future__ import annotations

import asyncio
import os
import threading
from tempfile import TemporaryFile
from typing import IO


class Spool:
    """A temporary file without a name, which ends with the request."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        # A thread outlives the task that waits for it: a descriptor that is closed under its hands may be
        # that of another request by the time it is used.
        self._lock = threading.Lock()
        self._closed = False
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
        with self._lock:
            self._closed = True
            if self._file is not None:
                self._file.close()

    def _append(self, data: bytes) -> None:
        with self._lock:
            self._check_open()
            if self._file is None:
                self._file = TemporaryFile(buffering=0)  # noqa: SIM115 (close())
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]

    def _read(self, begin: int, size: int) -> bytes:
        content = bytearray()
        with self._lock:
            self._check_open()
            while self._file is not None and len(content) < size:
                piece = os.pread(self._file.fileno(), size - len(content), begin + len(content))
                if not piece:
                    break
                content += piece
        return bytes(content)

    def _check_open(self) -> None:
        if self._closed:
            raise ValueError("the uploads of this request are gone")
