"""The header Content-Disposition of a part, as browsers and the HTTP clients of many languages write it.

RFC 7578 knows one form of a name; clients send four more: extended (``filename*``, RFC 8187), in pieces
(``filename*0``, RFC 2231), as encoded words (RFC 2047), and in a code page of their own.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

# A parameter: its value is quoted, with a backslash before what would end it, or ends at a semicolon. A quote
# that nothing closes reaches to the end, so that a header is walked once whatever it holds.
_PARAMETER = re.compile(rb';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*+)\\?(?:"|\Z)|([^;]*))', re.DOTALL)
_ESCAPED = re.compile(rb'\\(["\\])')
_PIECE = re.compile(rb"filename\*(\d{1,2})(\*?)")
_EXTENDED = re.compile(rb"([\w.:-]*)'[\w-]*'(.*)", re.DOTALL)
_ENCODED_WORD = re.compile(rb"=\?([\w.:-]+)(?:\*[\w-]+)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(rb"(?<=\?=)\s+(?==\?)")

# What browsers take these names for (WHATWG Encoding), and what Windows means by them.
_CODE_PAGES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}

# Codecs of Python that are no character sets, or that no client means; some of them run long.
_CHARSETS = re.compile(
    r"utf-?(8|16|32)([bl]e)?|(iso|cp|windows|ks_?c|gb|big|euc|shift|koi|mac|johab|hz|us-|latin)[\w.:-]*"
)


@dataclass(frozen=True)
class Disposition:
    """What a part is: the name of its field, and of its file if it is one."""

    name: str = ""
    file_name: str | None = None


def parse_disposition(header: bytes) -> Disposition:
    """Read the header; the form of a name that says its character set wins over those that do not."""
    given = {
        key.lower(): _ESCAPED.sub(rb"\1", quoted) if match.group(2) is not None else plain.strip()
        for match in _PARAMETER.finditer(header)
        for key, quoted, plain in [match.groups(b"")]
    }
    return Disposition(_text(given.get(b"name", b"")), _file_name(given))


def decoded(content: bytes, charset: str = "") -> str:
    """Read text that may say its character set: by a byte order mark, by name, as UTF-8 or as Latin-1."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in (charset, "utf-8"):
        if (text := _decoded_as(content, encoding)) is not None:
            return text
    return content.decode("cp1252", "replace").replace("\N{REPLACEMENT CHARACTER}", "_")


def _file_name(given: dict[bytes, bytes]) -> str | None:
    extended = given.get(b"filename*")
    if extended is not None and (text := _from_extended(extended)) is not None:
        return text
    if (text := _from_pieces(given)) is not None:
        return text
    plain = given.get(b"filename")
    if plain is None:
        # A form that cannot be read is better than no name: the file is still somebody's.
        return None if extended is None else _text(extended)
    return _text(plain)


def _from_extended(value: bytes) -> str | None:
    match = _EXTENDED.fullmatch(value)
    if match is None:
        return None
    charset, content = match.groups()
    return _decoded_as(unquote_to_bytes(content), charset.decode("ascii", "replace") or "utf-8")


def _from_pieces(given: dict[bytes, bytes]) -> str | None:
    pieces = {
        int(match.group(1)): (bool(match.group(2)), value)
        for key, value in given.items()
        if (match := _PIECE.fullmatch(key)) is not None
    }
    if 0 not in pieces:
        return None
    charset = ""
    whole = b""
    for number in range(len(pieces)):
        if number not in pieces:
            break
        is_extended, value = pieces[number]
        if number == 0 and is_extended and (match := _EXTENDED.fullmatch(value)) is not None:
            charset, value = match.group(1).decode("ascii", "replace"), match.group(2)
        whole += unquote_to_bytes(value) if is_extended else value
    return decoded(whole, charset)


def _text(value: bytes) -> str:
    joined = _BETWEEN_WORDS.sub(b"", value)
    if _ENCODED_WORD.search(joined) is None:
        return decoded(value)
    text = ""
    end = 0
    for match in _ENCODED_WORD.finditer(joined):
        text += decoded(joined[end : match.start()]) + _from_encoded_word(match)
        end = match.end()
    return text + decoded(joined[end:])


def _from_encoded_word(match: re.Match[bytes]) -> str:
    charset, kind, content = match.groups()
    try:
        if kind in b"bB":
            plain = base64.b64decode(content + b"=" * (-len(content) % 4), validate=True)
        else:
            plain = quopri.decodestring(content, header=True)
    except binascii.Error:
        return decoded(match.group())
    return decoded(plain, charset.decode("ascii", "replace"))


def _decoded_as(content: bytes, charset: str) -> str | None:
    name = charset.lower()
    if not _CHARSETS.fullmatch(name):
        return None
    try:
        return content.decode(_CODE_PAGES.get(name, name))
    except (LookupError, UnicodeDecodeError):
        return None
