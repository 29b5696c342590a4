"""Runs the programs that `scripts/wire-peers` installs, on the loopback interface."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PEERS = Path(__file__).resolve().parents[2] / "build" / "peers"
PATIENCE = 60


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(program: str, *arguments: str) -> Iterator[int]:
    """Run a program of npm until the block ends; yields its port."""
    port = _free_port()
    command = [str(PEERS / "node_modules" / ".bin" / program), *arguments, "-h", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            ends = time.monotonic() + PATIENCE
            while not _listens(port):
                assert process.poll() is None, f"{program} ended"
                assert time.monotonic() < ends, f"{program} does not listen"
                time.sleep(0.05)
            yield port
        finally:
            process.kill()
