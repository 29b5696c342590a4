#!/usr/bin/env python3
"""Writes ../job and ../resumes from the Markdown files in content/.

Only needed to change an example. From Debian: chromium, fonts-crosextra-carlito, fonts-dejavu-core,
fonts-lato, fonts-liberation, libreoffice-writer-nogui, pandoc, poppler-utils and
texlive-latex-recommended. From PyPI: fpdf2, pillow, python-docx, reportlab, typst and weasyprint.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import office
import page
import typeset
import web

HERE = Path(__file__).parent
# A fixed date of creation, for the generators that ask for one.
WRITTEN = "1793606400"  # 2026-11-02


def source(name: str) -> page.Page:
    return page.read(HERE / "content" / f"{name}.md")


def make_job(folder: Path) -> None:
    job = source("job-description")
    web.print_with_chromium(web.one_column(job), folder / "job-description.pdf")
    office.plain(job, folder / "job-description.docx", author=job.title)


def make_pdf_resumes(folder: Path) -> None:
    web.print_with_chromium(web.one_column(source("amira-haddad")), folder / "Amira Haddad.pdf")
    web.print_with_chromium(web.grid(source("sofia-marchetti")), folder / "Sofia Marchetti - Frontend.pdf")
    web.print_with_weasyprint(web.sidebar(source("priya-raman")), folder / "Priya_Raman_Resume.pdf")
    typeset.by_typst(source("mei-lin-zhou"), folder / "mei-lin-zhou-resume.pdf")
    typeset.by_latex(source("daniel-brandt"), folder / "CV Daniel Brandt 2026.pdf")
    typeset.by_reportlab(source("chloe-whitfield"), folder / "chloe_whitfield_resume.pdf")
    typeset.by_fpdf2(source("nikos-papadopoulos"), folder / "Nikos Papadopoulos.pdf")


def make_docx_resumes(folder: Path) -> None:
    office.plain(source("grace-oyelaran"), folder / "Grace Oyelaran.docx", table="Employment history")
    office.by_pandoc(source("rafael-monteiro"), folder / "rafael-monteiro.docx")


def make_libreoffice_resumes(folder: Path, drafts: Path) -> None:
    office.plain(source("lukasz-swiatek"), drafts / "lukasz.docx", font="Liberation Sans")
    office.by_libreoffice(drafts / "lukasz.docx", folder / "Łukasz Świątek.pdf")
    office.with_header_and_footer(source("jonas-lind"), drafts / "jonas.docx")
    office.by_libreoffice(drafts / "jonas.docx", folder / "jonas_lind_cv.docx")
    (drafts / "henrik.html").write_text(web.one_column(source("henrik-solheim"), style=""), encoding="utf-8")
    office.by_libreoffice(drafts / "henrik.html", folder / "henrik-solheim-cv.docx")


def make_unreadable_resumes(folder: Path, drafts: Path) -> None:
    complete = drafts / "ruth.pdf"
    web.print_with_chromium(web.one_column(source("ruth-adeyemi")), complete)
    typeset.scan(complete, folder / "scan-without-text.pdf")
    typeset.truncate(complete, folder / "damaged.pdf", share=0.4)


def main() -> None:
    os.environ["SOURCE_DATE_EPOCH"] = WRITTEN
    for name in ("job", "resumes"):
        (HERE.parent / name).mkdir(exist_ok=True)
    make_job(HERE.parent / "job")
    resumes = HERE.parent / "resumes"
    make_pdf_resumes(resumes)
    make_docx_resumes(resumes)
    with tempfile.TemporaryDirectory() as drafts:
        make_libreoffice_resumes(resumes, Path(drafts))
        make_unreadable_resumes(resumes, Path(drafts))


if __name__ == "__main__":
    main()
