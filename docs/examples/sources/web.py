"""Pages as HTML, printed by Chromium or WeasyPrint or imported by LibreOffice."""

from __future__ import annotations

import html
import subprocess
import tempfile
from itertools import groupby
from pathlib import Path

from page import Entry, Page, Section

_TEMPLATES = Path(__file__).parent / "templates"
# What a two-column page puts beside the story.
_ASIDE = ("Skills", "Certifications", "Languages")


def _position(entry: Entry) -> str:
    place = f", {html.escape(entry.place)}" if entry.place else ""
    dates = f'<span class="dates">{html.escape(entry.dates)}</span>' if entry.dates else ""
    return f'<div class="position"><span><b>{html.escape(entry.text)}</b>{place}</span> {dates}</div>'


def _item(entry: Entry) -> str:
    label = f"<b>{html.escape(entry.label)}</b> " if entry.label else ""
    return f"<li>{label}{html.escape(entry.text)}</li>"


def _section(section: Section) -> str:
    parts = [f"<h2>{html.escape(section.title)}</h2>"]
    for kind, entries in groupby(section.entries, key=lambda entry: entry.kind):
        if kind == "item":
            parts.append("<ul>" + "".join(map(_item, entries)) + "</ul>")
        elif kind == "position":
            parts.extend(map(_position, entries))
        else:
            parts.extend(f"<p>{html.escape(entry.text)}</p>" for entry in entries)
    return "\n".join(parts)


def _head(page: Page) -> str:
    return f'<h1>{html.escape(page.name)}</h1><p class="title">{html.escape(page.title)}</p>'


def _contact(page: Page, separator: str) -> str:
    return separator.join(html.escape(part) for part in page.contact)


def _style(name: str) -> str:
    styles = [_TEMPLATES / "base.css", _TEMPLATES / f"{name}.css"]
    return "\n".join(path.read_text(encoding="utf-8") for path in styles) if name else ""


def _document(page: Page, style: str, body: str) -> str:
    title = html.escape(f"{page.name} - {page.title}")
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_style(style)}</style></head><body>{body}</body></html>"
    )


def one_column(page: Page, style: str = "classic") -> str:
    """With an empty `style`, plain HTML for a word processor."""
    sections = "\n".join(map(_section, page.sections))
    contact = f'<p class="contact">{_contact(page, " · ")}</p>'
    return _document(page, style, f"<header>{_head(page)}{contact}</header>{sections}")


def sidebar(page: Page) -> str:
    short = "".join(_section(section) for section in page.sections if section.title in _ASIDE)
    story = "".join(_section(section) for section in page.sections if section.title not in _ASIDE)
    contact = f'<div class="contact"><p>{_contact(page, "</p><p>")}</p></div>'
    return _document(page, "sidebar", f"<aside>{_head(page)}{contact}{short}</aside><main>{story}</main>")


def grid(page: Page) -> str:
    short = "".join(_section(section) for section in page.sections if section.title in _ASIDE)
    story = "".join(_section(section) for section in page.sections if section.title not in _ASIDE)
    header = f'<header>{_head(page)}<p class="contact">{_contact(page, " | ")}</p></header>'
    body = f'<div class="page">{header}<main>{story}</main><aside>{short}</aside></div>'
    return _document(page, "grid", body)


def print_with_chromium(text: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(text, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command = [
            "chromium",
            *options,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
        ]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True)


def print_with_weasyprint(text: str, target: Path) -> None:
    from weasyprint import HTML

    HTML(string=text).write_pdf(target)
