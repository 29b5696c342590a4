"""Where the service listens: found out before anything is started."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import ExitStack


class ListenProblem(Exception):
    """Nothing can listen at this address; the text says what to change."""


def listen(host: str, port: int) -> list[socket.socket]:
    """Open a listening socket for each address of ``host``. Raises ``ListenProblem``."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise ListenProblem(
            f"cannot listen on {host}: no such address; --host takes a name or an address of this machine"
        ) from None
    unavailable: OSError | None = None
    with ExitStack() as opened:
        sockets = []
        for family, address in dict.fromkeys((family, address) for family, *_, address in found):
            try:
                sockets.append(opened.enter_context(socket.create_server(address, family=family)))
            except OSError as error:
                # A name may have an address of a family that this machine lacks beside one that it has.
                if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                    raise ListenProblem(_explained(host, port, error)) from error
                unavailable = error
        if unavailable is not None and not sockets:
            raise ListenProblem(_explained(host, port, unavailable)) from unavailable
        opened.pop_all()
    return sockets


def _explained(host: str, port: int, error: OSError) -> str:
    remedies = {
        errno.EADDRINUSE: "choose another --port, or end what listens there",
        errno.EACCES: "choose a --port above 1023",
        errno.EADDRNOTAVAIL: "--host takes a name or an address of this machine",
    }
    reason = os.strerror(error.errno or 0)
    return f"cannot listen on {host}, port {port}: {reason}; {remedies.get(error.errno or 0, 'see --help')}"
