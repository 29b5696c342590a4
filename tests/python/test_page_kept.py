"""What a person keeps: criteria for other openings, filters; and criteria of which either will do."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect

from browser_support import ADA, BO, JOB, browser, files, page_at, ranked
from service_support import service


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests here."""
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """A service for all tests here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATS_DATABASE_URL", "sqlite://")
        with service() as client:
            yield client


def test_criteria_are_kept_used_for_another_opening_and_forgotten(
    chromium: Browser, client: httpx.Client
) -> None:
    with page_at(chromium, f"{client.base_url}/") as (page, _):
        page.fill("#job", JOB)
        page.click("#read")
        expect(page.locator("ats-criteria li")).to_have_count(6)
        page.get_by_label("Weight: German").fill("7")
        page.get_by_text("Keep these criteria for other openings").click()
        page.fill("[name=name]", "Backend")
        page.click("#preset-keep")
        expect(page.get_by_text("Backend is kept in this browser.")).to_be_visible()
        page.reload()
        page.click("[data-preset=Backend]")
        expect(page.locator("ats-criteria li")).to_have_count(6)
        expect(page.get_by_label("Weight: German")).to_have_value("7")
        page.reload()
        page.get_by_label("Remove Backend").click()
        expect(page.locator("[data-preset]")).to_have_count(0)


def test_what_somebody_else_wrote_into_the_browser_is_no_preset(
    chromium: Browser, client: httpx.Client
) -> None:
    with page_at(chromium, f"{client.base_url}/page/icon.svg") as (page, watch):
        page.evaluate('localStorage.setItem(\'ats-presets\', \'[{"name": "x", "criteria": 7}, 8]\')')
        page.evaluate("localStorage.setItem('ats-views', '{')")
        page.goto(f"{client.base_url}/")
        expect(page.locator("#job")).to_be_visible()
        assert page.locator("[data-preset]").count() == 0
    assert watch.complaints == []


def test_of_two_criteria_either_will_do_and_one_is_left(chromium: Browser, client: httpx.Client) -> None:
    with page_at(chromium, f"{client.base_url}/") as (page, _):
        page.fill("#job", JOB)
        page.click("#read")
        page.get_by_label("Either PostgreSQL or German: one criterion").click()
        expect(page.locator("ats-criteria li")).to_have_count(5)
        page.set_input_files("#resumes", files([("ada.txt", ADA)]))
        page.click("#start")
        expect(page.locator("tbody th")).to_have_count(1)
        criteria = client.get("/v1/rankings").json()["rankings"][0]["criteria"]
    assert [one["text"] for one in criteria][:4] == [
        "Backend engineer for the harbour office",
        "5 years of Python",
        "PostgreSQL or German",
        "Kubernetes",
    ]


def test_criteria_can_be_written_without_a_job_description(chromium: Browser, client: httpx.Client) -> None:
    with page_at(chromium, f"{client.base_url}/") as (page, _):
        page.click("#blank")
        page.get_by_role("button", name="Add a criterion").click()
        page.keyboard.type("Sailing")
        page.set_input_files("#resumes", files([("ada.txt", ADA)]))
        page.click("#start")
        expect(page.locator("#counts")).to_have_text("1 file in = 1 row: 1 scored, 0 failed, 0 waiting")
        assert "Sailing" in page.locator("thead").inner_text()


def test_a_filter_is_kept_and_one_click_away_in_another_ranking(
    chromium: Browser, client: httpx.Client
) -> None:
    contents = [("ada.txt", ADA), ("bo.txt", BO)]
    first, second = ranked(client, contents), ranked(client, contents, ["PostgreSQL"])
    with page_at(chromium, f"{client.base_url}/#/rankings/{first}?sort=-c1") as (page, _):
        expect(page.locator("tbody th")).to_have_count(2)
        assert page.locator("#keep-view").count() == 0
        page.click("[data-filter=f_missing]")
        page.fill("#words", "bo")
        page.click("#keep-view")
        expect(page.locator("[data-view]")).to_have_text("★ Must-have not shown · “bo”")
        page.goto(f"{client.base_url}/#/rankings/{second}")
        expect(page.locator("tbody th")).to_have_count(2)
        page.locator("[data-view]").click()
        expect(page.locator("tbody th a")).to_have_text(["bo.txt"])
        assert page.url.endswith(f"/{second}?filter=f_missing&words=bo")
        page.get_by_label("Remove Must-have not shown · “bo”").click()
        expect(page.locator("[data-view]")).to_have_count(0)


def test_an_unknown_ranking_shows_nothing_of_the_one_before(chromium: Browser, client: httpx.Client) -> None:
    ranking = ranked(client, [("ada.txt", ADA)])
    with page_at(chromium, f"{client.base_url}/#/rankings/{ranking}") as (page, _):
        expect(page.locator("tbody th")).to_have_count(1)
        page.goto(f"{client.base_url}/#/rankings/unknown")
        expect(page.get_by_role("alert")).to_contain_text("There is no such ranking or candidate here.")
        assert page.locator("tbody th").count() == 0


def test_on_the_narrowest_phone_each_name_has_its_total_in_sight(
    chromium: Browser, client: httpx.Client
) -> None:
    ranking = ranked(client, [("ada.txt", ADA)])
    narrow = {"width": 320, "height": 640}
    with page_at(chromium, f"{client.base_url}/#/rankings/{ranking}", viewport=narrow) as (page, _):
        box = page.locator("tbody .total").bounding_box()
        width = page.evaluate("document.documentElement.scrollWidth")
    assert box is not None
    assert box["x"] + box["width"] <= 320
    assert width == 320
