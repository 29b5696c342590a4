"""Facts as a page that can be printed or sent: without script, without anything from outside."""

from __future__ import annotations

from collections.abc import Sequence

from atschecker._html import Content, Element, element, foreign, page_of


def facts_page(title: str, facts: dict[str, object], tables: Sequence[Element] = ()) -> str:
    """Write facts, whatever their names are, as a list of terms and what they are."""
    return page_of(title, _shown(facts), *tables)


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
