"""DOCX by python-docx and pandoc, and whatever LibreOffice converts."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor
from page import Entry, Page, Section

_WRITTEN = datetime.datetime(2026, 11, 2, 9, 0)


def _document(page: Page, font: str, author: str = "") -> docx.document.Document:
    document = docx.Document()
    document.core_properties.author = author or page.name
    document.core_properties.title = f"{page.name} - {page.title}"
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = _WRITTEN
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(10.5)
    normal.paragraph_format.space_after = Pt(2)
    for name in ("Title", "Heading 1"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = font, RGBColor(0x22, 0x3A, 0x5E)
        # The theme's own font would win over the name given here.
        fonts = style.element.rPr.rFonts
        for attribute in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[attribute]
    document.styles["Title"].font.size = Pt(24)
    document.styles["Heading 1"].font.size = Pt(13)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(10)
    return document


def _add_position(document: docx.document.Document, entry: Entry) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.6), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(entry.text).bold = True
    paragraph.add_run(
        (f", {entry.place}" if entry.place else "") + (f"\t{entry.dates}" if entry.dates else "")
    )


def _add_entry(document: docx.document.Document, entry: Entry) -> None:
    if entry.kind == "position":
        _add_position(document, entry)
        return
    paragraph = document.add_paragraph(style="List Bullet" if entry.kind == "item" else None)
    if entry.label:
        paragraph.add_run(entry.label + " ").bold = True
    paragraph.add_run(entry.text)


def _add_table(document: docx.document.Document, section: Section) -> None:
    """The experience as rows of dates, position and duties."""
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, ("Period", "Position and duties"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for entry in section.entries:
        if entry.kind == "position":
            cells = table.add_row().cells
            cells[0].text = entry.dates
            cells[1].paragraphs[0].add_run(f"{entry.text}, {entry.place}").bold = True
        else:
            cells[1].add_paragraph(entry.text, style="List Bullet")
    for column, width in zip(table.columns, (Cm(3.8), Cm(12.8)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _add_sections(document: docx.document.Document, page: Page, table: str = "") -> None:
    for section in page.sections:
        document.add_heading(section.title, level=1)
        if section.title == table:
            _add_table(document, section)
            continue
        for entry in section.entries:
            _add_entry(document, entry)


def plain(page: Page, target: Path, table: str = "", font: str = "Carlito", author: str = "") -> None:
    """Contact data in the body; the section named `table` as a table."""
    document = _document(page, font, author)
    document.add_heading(page.name, level=0)
    document.add_paragraph().add_run(page.title).bold = True
    document.add_paragraph(" | ".join(page.contact))
    _add_sections(document, page, table)
    document.save(str(target))


def with_header_and_footer(page: Page, target: Path) -> None:
    """Name and title in the page header, contact data in the footer, neither in the body."""
    document = _document(page, "Liberation Serif")
    header = document.sections[0].header.paragraphs[0]
    name = header.add_run(page.name)
    name.bold, name.font.size = True, Pt(18)
    header.add_run(f"\n{page.title}")
    document.sections[0].footer.paragraphs[0].text = " · ".join(page.contact)
    _add_sections(document, page)
    document.save(str(target))


def _pandoc_lines(page: Page) -> list[str]:
    author = f"{page.title}\\\n" + " | ".join(page.contact)
    lines = ["---", f"title: {page.name}", "---", "", author, ""]
    for section in page.sections:
        lines += [f"# {section.title}", ""]
        for entry in section.entries:
            if entry.kind == "position":
                lines += ["", f"## {entry.text}, {entry.place}", "", f"*{entry.dates}*", ""]
            else:
                lines.append(("- " if entry.kind == "item" else "") + entry.text)
        lines.append("")
    return lines


def by_pandoc(page: Page, target: Path) -> None:
    command = ["pandoc", "--from=markdown", f"--output={target}"]
    subprocess.run(command, input="\n".join(_pandoc_lines(page)), text=True, check=True)


def by_libreoffice(source: Path, target: Path) -> None:
    """Converts HTML or DOCX to what the suffix of `target` says."""
    with tempfile.TemporaryDirectory() as folder:
        options = ["--headless", f"-env:UserInstallation=file://{folder}/profile"]
        if source.suffix == ".html":
            options.append("--infilter=HTML (StarWriter)")
        kind = target.suffix[1:] + (":MS Word 2007 XML" if target.suffix == ".docx" else "")
        command = ["soffice", *options, "--convert-to", kind, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        shutil.move(Path(folder) / (source.stem + target.suffix), target)
