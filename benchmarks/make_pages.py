#!/usr/bin/env python3
r"""Makes PDF resumes whose order of reading is known, of layouts by other people.

    make_pages.py themes NODE_FOLDER OUT    JSON Resume themes that npm installed into NODE_FOLDER
    make_pages.py typst FOLDER OUT          sources for Typst: each folder below FOLDER is a family

Of themes the truth is the text of the page as the browser has it (innerText, for print); of Typst the
order of the structure tree that it writes. Each page is made in three forms: as it comes, `untagged`,
and `shuffled`: without tags and with its texts drawn in random order. The persons are made up
(reading_order/phrases.json).

    pip install playwright pikepdf typst pymupdf        Chromium is Debian's
    cd NODE_FOLDER && npm install --ignore-scripts esbuild react react-dom styled-components \
        jsonresume-theme-...
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import redraw
from extractors import package

HERE = Path(__file__).parent / "reading_order"
RIGHT_TO_LEFT = "ar"  # The themes themselves do not turn their pages round.
FORMS = ("made", "untagged", "shuffled")
PAPER = {"width": 794, "height": 1123}  # A4 at 96 dots an inch
Resume = dict[str, Any]


def sentences(words: Resume, shuffler: random.Random, count: int) -> list[str]:
    """Each has a number of its own, so that no two pages have all their pairs in common."""
    chosen = shuffler.sample(words["text"], count)
    return [f"{each} ({shuffler.randint(11, 989)})" for each in chosen]


def job(words: Resume, shuffler: random.Random, year: int) -> Resume:
    return {
        "name": shuffler.choice(words["firms"]),
        "company": shuffler.choice(words["firms"]),
        "position": shuffler.choice(words["titles"]),
        "location": shuffler.choice(words["cities"]),
        "startDate": f"{year}-0{shuffler.randint(1, 9)}-01",
        "endDate": f"{year + 2}-0{shuffler.randint(1, 9)}-01",
        "summary": sentences(words, shuffler, 1)[0],
        "highlights": sentences(words, shuffler, shuffler.randint(2, 4)),
    }


def resume(words: Resume, seed: int) -> Resume:
    shuffler = random.Random(seed)  # noqa: S311 (not a secret: it has to be repeatable)
    last = shuffler.randint(2018, 2023)
    jobs = [job(words, shuffler, last - 3 * i) for i in range(shuffler.randint(2, 4))]
    return {
        "basics": {
            "name": words["names"][seed % 2],
            "label": words["labels"][seed % 2],
            "email": f"person{seed}@example.org",
            "phone": f"+1 555 01{seed % 90 + 10}",
            "url": f"https://example.org/p{seed}",
            "website": f"https://example.org/p{seed}",
            "summary": " ".join(f"{each}." for each in sentences(words, shuffler, 3)),
            "location": {"city": words["cities"][0], "countryCode": "NO", "region": "", "address": ""},
            "profiles": [{"network": "Forge", "username": f"user{seed}", "url": "https://example.net/u"}],
        },
        "work": jobs,
        "volunteer": [{**job(words, shuffler, last - 1), "organization": words["firms"][1]}],
        "education": [
            {
                "institution": school,
                "area": area,
                "studyType": degree,
                "startDate": f"{last - 12 + 3 * i}-09-01",
                "endDate": f"{last - 9 + 3 * i}-06-01",
                "courses": sentences(words, shuffler, 1),
            }
            for i, (school, area, degree) in enumerate(
                zip(words["schools"], words["areas"], words["degrees"], strict=True)
            )
        ],
        "skills": [
            {"name": skill, "level": "", "keywords": shuffler.sample(words["keywords"], count)}
            for skill, count in zip(words["skills"], shuffler.choices((2, 3, 4), k=4), strict=True)
        ],
        "languages": [
            {"language": language, "fluency": fluency}
            for language, fluency in zip(words["languages"], words["fluency"], strict=True)
        ],
        "interests": [{"name": each, "keywords": [words["keywords"][0]]} for each in words["interests"]],
        "awards": [
            {
                "title": words["titles"][3],
                "date": f"{last}-05-01",
                "awarder": words["firms"][2],
                "summary": sentences(words, shuffler, 1)[0],
            }
        ],
        "publications": [],
        "references": [
            {"name": words["names"][(seed + 1) % 2], "reference": sentences(words, shuffler, 1)[0]}
        ],
        "projects": [
            {
                "name": words["keywords"][1],
                "description": sentences(words, shuffler, 1)[0],
                "highlights": sentences(words, shuffler, 2),
                "keywords": words["keywords"][:2],
                "startDate": f"{last - 1}-02-01",
                "endDate": f"{last}-02-01",
                "roles": [],
            }
        ],
        "certificates": [
            {"name": words["skills"][3], "date": f"{last - 2}-03-01", "issuer": words["firms"][3]}
        ],
        "meta": {},
    }  # fmt: skip


def resumes(each: int) -> dict[str, Resume]:
    phrases = json.loads((HERE / "phrases.json").read_text(encoding="utf-8"))
    return {
        f"{language}{i}": resume(words, 10 * number + i)
        for number, (language, words) in enumerate(phrases.items())
        for i in range(each)
    }


def write_forms(pdf: Path, truth: str, out: Path, name: str) -> None:
    """Three files with one truth each."""
    for number, form in enumerate(FORMS):
        folder = out / form
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{name}.pdf"
        if number == 0:
            target.write_bytes(pdf.read_bytes())
        elif form == "untagged":
            redraw.without_tags(pdf, target)
        else:
            redraw.in_random_order(pdf, target, seed=len(name))
        text = json.dumps([truth], ensure_ascii=False)
        target.with_suffix(".truth.json").write_text(text, encoding="utf-8")


def print_themes(html: Path, out: Path) -> None:
    with (
        package("playwright.sync_api").sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as scratch,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport=PAPER)
        page.emulate_media(media="print")
        page.route("**/*", lambda route: route.continue_() if is_local(route.request.url) else route.abort())
        for file in sorted(html.glob("*/*.html")):
            pdf = Path(scratch) / "page.pdf"
            page.goto(file.as_uri())
            if file.stem.startswith(RIGHT_TO_LEFT):
                page.evaluate("document.documentElement.dir = 'rtl'")
            truth = page.inner_text("body")
            page.pdf(path=pdf, format="A4", tagged=True, print_background=True)
            write_forms(pdf, truth, out, f"{file.parent.name}__{file.stem}")
        browser.close()


def is_local(url: str) -> bool:
    return url.startswith(("file:", "data:"))


def themes(folder: Path, out: Path, each: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "resumes.json"
        data.write_text(json.dumps(resumes(each), ensure_ascii=False), encoding="utf-8")
        html = Path(scratch) / "html"
        command = ["node", str(HERE / "themes.mjs"), str(folder), str(data), str(html)]
        subprocess.run(command, check=True)  # noqa: S603 (a program of the system, on the caller's own files)
        print_themes(html, out)


def tree_text(pdf: Path) -> str:
    """The texts of a tagged file in the order of its structure tree."""
    pymupdf = package("pymupdf")
    with pymupdf.open(pdf) as document:
        flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_COLLECT_STRUCTURE
        return "\n".join(page.get_text("text", flags=flags) for page in document)


def typst_sources(folder: Path, out: Path) -> None:
    typst = package("typst")
    with tempfile.TemporaryDirectory() as scratch:
        for source in sorted(folder.rglob("*.typ")):
            pdf = Path(scratch) / "page.pdf"
            try:
                typst.compile(str(source), output=str(pdf), root=str(folder))
            except Exception as error:  # noqa: BLE001 (a library file, or one whose packages are missing)
                print(f"{source}: {str(error).splitlines()[0]}", file=sys.stderr)
                continue
            family = source.relative_to(folder).parts[0]
            write_forms(pdf, tree_text(pdf), out, f"{family}__{source.stem}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=("themes", "typst"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--each", type=int, default=1, help="resumes in each language, one or two")
    chosen = parser.parse_args()
    if chosen.kind == "themes":
        themes(chosen.folder, chosen.out, chosen.each)
    else:
        typst_sources(chosen.folder, chosen.out)


if __name__ == "__main__":
    main()
