"""Builds HTML. All text is escaped by what writes it, and not by whoever remembers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources
from typing import TypeAlias
from xml.etree import ElementTree

from atschecker._words import legible

Element: TypeAlias = ElementTree.Element
Content: TypeAlias = "str | Element | Iterable[Content]"


def element(tag: str, *content: Content, **attributes: str) -> Element:
    """Build an element. The serializer escapes all text: nothing has to remember to."""
    names = {name.rstrip("_").replace("_", "-"): legible(value) for name, value in attributes.items()}
    element = Element(tag, names)
    for child in _flat(content):
        if not isinstance(child, str):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + legible(child)
        else:
            element.text = (element.text or "") + legible(child)
    return element


def _flat(content: Content) -> Iterator[str | Element]:
    if isinstance(content, str | Element):
        yield content
        return
    for each in content:
        yield from _flat(each)


def foreign(text: str) -> Element:
    """Words of an applicant: in their own direction, which changes nothing around them."""
    return element("bdi", text)


# Nothing is loaded and nothing runs, whatever a resume says.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page_of(title: str, *body: Content) -> str:
    """Write a whole page: without script, without anything from outside."""
    style = resources.files("atschecker").joinpath("report.css").read_text("utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", style),
    )
    root = element("html", head, element("body", element("h1", title), *body), lang="en")
    return "<!DOCTYPE html>\n" + html_of(root) + "\n"


def html_of(element: Element) -> str:
    """Write an element as HTML."""
    return ElementTree.tostring(element, encoding="unicode", method="html")
