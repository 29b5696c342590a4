"""PDF by typst, LaTeX, ReportLab and fpdf2, and the two files that cannot be read."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from page import Entry, Page

_TEMPLATES = Path(__file__).parent / "templates"
_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


def by_typst(page: Page, target: Path) -> None:
    import typst

    typst.compile(
        str(_TEMPLATES / "resume.typ"),
        output=str(target),
        sys_inputs={"resume": json.dumps(asdict(page))},
    )


def _tex(text: str) -> str:
    for character in "&%#_":
        text = text.replace(character, "\\" + character)
    return text


def _tex_position(entry: Entry) -> str:
    return f"\\position{{{_tex(entry.text)}}}{{{_tex(entry.place)}}}{{{_tex(entry.dates)}}}"


def _tex_entries(entries: list[Entry]) -> list[str]:
    lines = []
    for kind, group in groupby(entries, key=lambda entry: entry.kind):
        if kind == "item":
            lines += [
                "\\begin{duties}",
                *(f"\\item {_tex(entry.text)}" for entry in group),
                "\\end{duties}",
            ]
        else:
            lines += [_tex_position(entry) if kind == "position" else _tex(entry.text) for entry in group]
    return lines


def by_latex(page: Page, target: Path) -> None:
    head = [page.name, page.title, "; ".join(page.contact)]
    body = ["\\resumehead" + "".join(f"{{{_tex(text)}}}" for text in head)]
    for section in page.sections:
        body += [f"\\section*{{{_tex(section.title)}}}", *_tex_entries(section.entries)]
    template = (_TEMPLATES / "resume.tex").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "resume.tex"
        source.write_text(template.replace("%BODY%", "\n".join(body)), encoding="utf-8")
        command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", source.name]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        target.write_bytes(source.with_suffix(".pdf").read_bytes())


def by_reportlab(page: Page, target: Path) -> None:
    from reportlab.lib.pagesizes import letter
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    styles["Title"].fontSize, styles["Title"].alignment = 22, 0
    body = styles["BodyText"]
    story = [
        Paragraph(escape(page.name), styles["Title"]),
        Paragraph(escape(page.title), styles["Heading3"]),
    ]
    story.append(Paragraph(escape(" | ".join(page.contact)), body))
    for section in page.sections:
        story.append(Paragraph(escape(section.title), styles["Heading2"]))
        for kind, group in groupby(section.entries, key=lambda entry: entry.kind):
            if kind == "item":
                items = [Paragraph(escape(entry.text), body) for entry in group]
                story.append(ListFlowable(items, bulletType="bullet", start="•", leftIndent=14))
                continue
            for entry in group:
                head = f"<b>{escape(entry.text)}</b>" if kind == "position" else escape(entry.text)
                rest = [escape(part) for part in (entry.place, entry.dates) if part]
                story.append(Paragraph(", ".join([head, *rest]), body))
    title = f"{page.name} - {page.title}"
    # invariant: no date of creation and no random identifier.
    margins = {f"{side}Margin": 54 for side in ("left", "right", "top", "bottom")}
    document = SimpleDocTemplate(
        str(target), pagesize=letter, title=title, author=page.name, invariant=1, **margins
    )
    document.build(story)


def by_fpdf2(page: Page, target: Path) -> None:
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_title(f"{page.name} - {page.title}")
    pdf.set_margins(20, 18)
    pdf.add_font("DejaVu", "", _DEJAVU / "DejaVuSans.ttf")
    pdf.add_font("DejaVu", "B", _DEJAVU / "DejaVuSans-Bold.ttf")
    pdf.add_page()

    def line(text: str, size: float, style: str = "", indent: float = 0, above: float = 0) -> None:
        pdf.set_font("DejaVu", style, size)
        pdf.set_xy(pdf.l_margin + indent, pdf.get_y() + above)
        pdf.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")

    line(page.name, 20, "B")
    line(page.title, 11.5)
    line(" | ".join(page.contact), 9, above=1)
    for section in page.sections:
        line(section.title, 12, "B", above=5)
        for entry in section.entries:
            if entry.kind == "position":
                line(entry.text, 9.5, "B", above=2)
                line(f"{entry.place}, {entry.dates}", 9.5)
            else:
                bullet = entry.kind == "item"
                line(("• " if bullet else "") + entry.text, 9.5, indent=4 if bullet else 0, above=0.5)
    pdf.output(str(target))


def scan(source: Path, target: Path) -> None:
    """A black and white picture of the first page, laid a little askew on the scanner."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page"
        command = [
            "pdftoppm",
            "-r",
            "150",
            "-gray",
            "-png",
            "-singlefile",
            str(source),
            str(picture),
        ]
        subprocess.run(command, check=True)
        page = Image.open(picture.with_suffix(".png")).convert("L")
        page = page.rotate(0.7, Image.Resampling.BICUBIC, fillcolor=255)
        page.point(lambda grey: 255 if grey > 150 else 0).convert("1").save(target, resolution=150)


def truncate(source: Path, target: Path, share: float) -> None:
    """A download that stopped early."""
    content = source.read_bytes()
    target.write_bytes(content[: int(len(content) * share)])
