"""How the content of a part travels: old clients encode it (RFC 2045, section 6)."""

from __future__ import annotations

import binascii
from typing import Protocol

from atschecker.service._errors import bad_request

# A line of quoted-printable has 76 characters; what never ends a line is none.
MAX_LINE_BYTES = 64 << 10


class Decoder(Protocol):
    """Takes content piece by piece."""

    def feed(self, data: bytes) -> bytes:
        """Return what can be decoded so far. Raises ``RequestProblem``."""
        ...

    def finish(self) -> bytes:
        """Return the rest. Raises ``RequestProblem``."""
        ...


def decoder_of(encoding: bytes) -> Decoder | None:
    """Find what decodes the content; None if it is sent as it is. Raises ``RequestProblem``."""
    name = encoding.strip().lower()
    if name in (b"", b"binary", b"8bit", b"7bit"):
        return None
    if name == b"base64":
        return _Base64()
    if name == b"quoted-printable":
        return _QuotedPrintable()
    shown = name[:40].decode("ascii", "replace")
    raise bad_request(f"a part of the form has the Content-Transfer-Encoding {shown!r}: send it as binary")


class _Base64:
    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> bytes:
        text = self._rest + data.translate(None, b" \t\r\n")
        end = len(text) - len(text) % 4
        self._rest = text[end:]
        return _from_base64(text[:end])

    def finish(self) -> bytes:
        return _from_base64(self._rest + b"=" * (-len(self._rest) % 4))


class _QuotedPrintable:
    def __init__(self) -> None:
        self._line = b""

    def feed(self, data: bytes) -> bytes:
        text = self._line + data
        end = text.rfind(b"\n") + 1
        self._line = text[end:]
        if len(self._line) > MAX_LINE_BYTES:
            raise bad_request("a part of the form is no quoted-printable text")
        return binascii.a2b_qp(text[:end])

    def finish(self) -> bytes:
        return binascii.a2b_qp(self._line)


def _from_base64(text: bytes) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True) if text else b""
    except binascii.Error:
        raise bad_request("a part of the form is no base64, which its headers promise") from None
