"""The page in a real browser, with the offline engine: from a job description to a decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from atschecker.service import ServiceOptions
from browser_support import ADA, BO, CEM, JOB, browser, files, page_at
from service_support import service

THREE = [("ada.txt", ADA), ("bo.txt", BO), ("cem.txt", CEM)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests here."""
    with browser() as started:
        yield started


def test_from_an_empty_data_directory_to_a_decision(chromium: Browser, tmp_path: Path) -> None:
    options = ServiceOptions(database_url=f"sqlite:///{tmp_path}/rankings.db")
    with service(options=options) as client, page_at(chromium, str(client.base_url)) as (page, watch):
        page.fill("#job", JOB)
        page.click("#read")
        expect(page.locator("ats-criteria li")).to_have_count(6)
        page.set_input_files("#resumes", files(THREE))
        page.uncheck("#blind")
        page.click("#start")
        expect(page.locator("#counts")).to_have_text("3 files in = 3 rows: 3 scored, 0 failed, 0 waiting")
        names = page.locator("ats-ranking tbody th a").all_inner_texts()
        page.locator("tr", has_text="ada.txt").locator("[data-criterion=c2] a").click()
        expect(page.locator("ats-candidate mark")).to_have_count(2)
        marked = page.locator("ats-candidate mark").all_inner_texts()
        page.click("[data-stage=shortlist]")
        expect(page.locator("[data-stage=shortlist]")).to_have_attribute("aria-pressed", "true")
        page.reload()
        expect(page.locator("[data-stage=shortlist]")).to_have_attribute("aria-pressed", "true")
        ranking = client.get("/v1/rankings").json()["rankings"][0]["id"]
        stored = client.get(f"/v1/rankings/{ranking}/rows").json()["rows"]
    assert names[0] == "ada.txt"
    assert sorted(names) == ["ada.txt", "bo.txt", "cem.txt"]
    assert marked == [
        "Backend engineer, Nordkai Ltd, 2015 - 2024",
        "Python services for the booking of berths.",
    ]
    assert {row["file"]: row["stage"] for row in stored} == {
        "ada.txt": "shortlist",
        "bo.txt": "new",
        "cem.txt": "new",
    }
    assert watch.foreign(str(client.base_url).rstrip("/")) == []
    assert watch.complaints == []
