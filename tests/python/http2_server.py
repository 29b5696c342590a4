"""A server that speaks HTTP/2 over TLS, with the library h2, and misbehaves as told."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings

from wire_support import PATIENCE, REPLY, answering, over_tls, received, serving

Codes = h2.errors.ErrorCodes


class Gone(Exception):
    """The client has given this request up."""


@dataclass
class Stream:
    """One request, and what can be done to it."""

    talk: Talk
    id: int

    def head(self, status: int = 200, *headers: tuple[str, str], end: bool = False) -> None:
        self.talk.h2.send_headers(self.id, [(":status", str(status)), *headers], end_stream=end)
        self.talk.flush()

    def data(self, body: bytes = REPLY, *, end: bool = True) -> None:
        size = self.talk.h2.max_outbound_frame_size
        for at in range(0, len(body), size):
            last = at + size >= len(body)
            self.talk.h2.send_data(self.id, body[at : at + size], end_stream=end and last)
            self.talk.flush()

    def answer(self) -> None:
        self.head()
        self.data()

    def reset(self, code: int) -> None:
        self.talk.h2.reset_stream(self.id, code)
        self.talk.flush()

    def go_away(self, last: int, code: int = Codes.NO_ERROR) -> None:
        """Tell that no stream after ``last`` is, or will be, worked on."""
        frame = (
            b"\x00\x00\x08\x07\x00\x00\x00\x00\x00" + last.to_bytes(4, "big") + int(code).to_bytes(4, "big")
        )
        self.talk.socket.sendall(frame)  # h2 would speak no further word after one

    def raw(self, data: bytes) -> None:
        self.talk.socket.sendall(data)

    def hang_up(self) -> None:
        raise ConnectionResetError

    def pause(self, seconds: float) -> None:
        """Wait, but listen; raises Gone once the client resets the stream."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.talk.listen(left)
            if self.id in self.talk.gone:
                raise Gone


Act = Callable[[Stream], object]


@dataclass
class Served:
    """Where the server is and what it has seen."""

    port: int = 0
    requests: int = 0
    requests_of_http1: int = 0
    connections: list[int] = field(default_factory=list)


class Talk:
    """One connection."""

    def __init__(self, connection: ssl.SSLSocket, max_streams: int, takes_bodies: bool) -> None:
        self.socket = connection
        self.takes_bodies = takes_bodies
        self.h2 = h2.connection.H2Connection(
            h2.config.H2Configuration(client_side=False, validate_outbound_headers=False)
        )
        self.h2.local_settings[h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS] = max_streams
        self.opened: list[int] = []  # streams whose request has begun
        self.whole: list[int] = []  # streams whose request is here, not yet acted upon
        self.gone: set[int] = set()
        self.h2.initiate_connection()
        self.flush()

    def flush(self) -> None:
        self.socket.sendall(self.h2.data_to_send())

    def listen(self, seconds: float = PATIENCE) -> None:
        self.socket.settimeout(seconds)
        try:
            data = received(self.socket)
        except TimeoutError:
            return
        finally:
            self.socket.settimeout(PATIENCE)
        for event in self.h2.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                self.opened.append(event.stream_id)
            elif isinstance(event, h2.events.DataReceived) and self.takes_bodies:
                self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            elif isinstance(event, h2.events.StreamEnded):
                self.whole.append(event.stream_id)
            elif isinstance(event, h2.events.StreamReset):
                self.gone.add(event.stream_id)
            elif isinstance(event, h2.events.ConnectionTerminated):
                raise ConnectionResetError
        self.flush()


@contextmanager
def http2_server(
    context: ssl.SSLContext, acts: Sequence[Act], *, max_streams: int = 100, takes_bodies: bool = True
) -> Iterator[Served]:
    """Serve requests with one act after the other; the last one serves all further requests.

    ``takes_bodies=False`` leaves no room for more than the first 64 KB of requests.
    """
    served = Served()
    acting = iter(acts)
    last = acts[-1]

    def converse(connection: ssl.SSLSocket) -> None:
        if connection.selected_alpn_protocol() != "h2":
            answering(connection)
            served.requests_of_http1 += 1
            return
        talk = Talk(connection, max_streams, takes_bodies)
        while True:
            talk.listen()
            served.requests += len(talk.opened)
            talk.opened.clear()
            while talk.whole:
                stream = Stream(talk, talk.whole.pop(0))
                with suppress(Gone, h2.exceptions.StreamClosedError):
                    next(acting, last)(stream)

    with serving(over_tls(context, converse)) as (port, connections):
        served.port, served.connections = port, connections
        yield served
