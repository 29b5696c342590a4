"""Takes the pictures of the page that the documentation shows: scripts/screenshots."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from browser_support import browser, page_at
from service_support import service

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs/examples"
SIZE = {"width": 1280, "height": 760}


def rank_examples(page: Page) -> None:
    """What a person does: job description, resumes, start."""
    page.set_input_files("#job-file", EXAMPLES / "job/job-description.pdf")
    expect(page.locator("ats-criteria")).to_be_visible()
    page.fill("#name", "Example opening")
    page.uncheck("#blind")
    resumes = sorted(path for path in (EXAMPLES / "resumes").iterdir() if path.is_file())
    page.set_input_files("#resumes", resumes)
    page.click("#start")
    expect(page.locator("#counts")).to_contain_text(f"{len(resumes)} files in = {len(resumes)} rows")
    expect(page.locator("#counts")).to_contain_text(" 0 waiting")
    expect(page.locator("progress")).to_have_count(0)


def main(folder: Path) -> None:
    """Write the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        service() as client,
        browser() as started,
        page_at(started, f"{client.base_url}/", viewport=SIZE) as (page, _),
    ):
        rank_examples(page)
        page.screenshot(path=folder / "ranking.png")
        page.locator("tbody tr").first.locator(
            '.heat .chip[data-level="5"], .heat .chip[data-level="4"]'
        ).first.click()
        expect(page.locator("mark").first).to_be_visible()
        page.screenshot(path=folder / "candidate.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
