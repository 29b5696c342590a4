"""Facts as a page that can be printed or sent: without script, without anything from outside."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from atschecker._html import Content, Element, element, foreign, html_of
from atschecker._report_html import POLICY


def facts_page(title: str, facts: dict[str, object], tables: Sequence[Element] = ()) -> str:
    """Write facts, whatever their names are, as a list of terms and what they are."""
    style = resources.files("atschecker").joinpath("report.css").read_text("utf-8")
    root = element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=POLICY),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="referrer", content="no-referrer"),
            element("title", title),
            element("style", style),
        ),
        element("body", element("h1", title), _shown(facts), *tables),
        lang="en",
    )
    return f"<!doctype html>\n{html_of(root)}\n"


def table_of(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Element:
    """Write a table."""
    return element(
        "table",
        element("thead", element("tr", *(element("th", head) for head in heads))),
        element("tbody", *(element("tr", *(element("td", foreign(cell)) for cell in row)) for row in rows)),
    )


def _shown(value: object) -> Content:
    if isinstance(value, dict):
        return element(
            "dl", *(_term(name, each) for name, each in value.items() if each not in (None, "", []))
        )
    if isinstance(value, list):
        return element("ul", *(element("li", _shown(each)) for each in value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return foreign(f"{value:g}" if isinstance(value, float) else str(value))


def _term(name: str, value: object) -> list[Content]:
    label = name.replace("_", " ")
    return [element("dt", label[:1].upper() + label[1:]), element("dd", _shown(value))]
