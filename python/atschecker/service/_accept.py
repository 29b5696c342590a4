"""Which of two forms of an answer a client would rather have (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable


def prefers(wanted: str, usual: str, accept: Iterable[str]) -> bool:
    """Tell whether the ``Accept`` headers weigh one media type above the usual one.

    What is equal gets the usual one: ``*/*``, which every library sends, asks for nothing else.
    """
    ranges = [_range(each) for header in accept for each in header.split(",")]
    return _weight(wanted, ranges) > _weight(usual, ranges)


def _range(text: str) -> tuple[str, float]:
    media, *parameters = (part.strip().lower() for part in text.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return media, _quality(value.strip())
    return media, 1


def _quality(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0
    return value if 0 <= value <= 1 else 0


def _weight(media: str, ranges: Iterable[tuple[str, float]]) -> float:
    """The most exact range that matches decides."""
    found = dict(ranges)
    for each in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if each in found:
            return found[each]
    return 0
