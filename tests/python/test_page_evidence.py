"""The page shows what a score rests on, and whether order and decisions agree."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser_support import ADA, BO, CEM, browser, page_at, ranked, rows_of
from service_support import service

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
)


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


def with_pages(page: Page) -> list[str]:
    """Let the service tell of three pages; what is asked for of them."""
    sheets: list[dict[str, Any]] = [
        {"number": n, "width": 600, "height": 800, "image": f"pages/{n}", "marks": []} for n in (1, 2, 3)
    ]
    sheets[2]["marks"] = [
        {"criterion": "c1", "boxes": [[0.1, 0.5, 0.6, 0.55]]},
        {"criterion": "c2", "boxes": [[0.1, 0.1, 0.2, 0.15], [0.1, 0.2, 0.3, 0.25]]},
    ]
    asked: list[str] = []

    def picture(route: Route) -> None:
        asked.append(route.request.url.rsplit("/", 1)[1])
        route.fulfill(body=PIXEL, content_type="image/png")

    page.route("**/rows/*/pages", lambda route: route.fulfill(json={"pages": sheets}))
    page.route("**/rows/*/pages/*", picture)
    return asked


def test_a_cell_leads_to_the_marked_place_on_the_picture_of_its_page(
    chromium: Browser, client: httpx.Client
) -> None:
    ranking = ranked(client, [("ada.txt", ADA)])
    with page_at(chromium, f"{client.base_url}/#/rankings/{ranking}") as (page, watch):
        asked = with_pages(page)
        page.locator("[data-criterion=c1] a").click()
        mark = page.locator("ats-sheet rect")
        expect(mark).to_have_count(1)
        expect(mark).to_be_in_viewport()
        expect(page.locator("ats-sheet image")).not_to_have_count(0)
        sheet = page.locator("ats-sheet").nth(2).bounding_box()
        box = mark.bounding_box()
        seen = list(asked)
        page.locator("[data-criterion=c2] .quote").first.click()
        expect(page.locator("ats-sheet rect")).to_have_count(2)
        expect(page.locator("ats-candidate pre")).to_contain_text("Python services")
    assert sheet is not None
    assert box is not None
    assert (box["x"] - sheet["x"]) / sheet["width"] == pytest.approx(0.1, abs=0.01)
    assert (box["y"] - sheet["y"]) / sheet["height"] == pytest.approx(0.5, abs=0.01)
    assert "3" in seen
    assert watch.complaints == []


def test_without_pictures_the_text_is_shown_as_it_is(chromium: Browser, client: httpx.Client) -> None:
    ranking = ranked(client, [("ada.txt", ADA)])
    with page_at(chromium, f"{client.base_url}/#/rankings/{ranking}") as (page, _):
        page.route("**/rows/*/pages", lambda route: route.fulfill(status=409, json={"code": "no_pages"}))
        page.locator("[data-criterion=c1] a").click()
        expect(page.locator("ats-candidate mark")).to_have_count(1)
        assert page.locator("ats-sheet").count() == 0
        assert page.get_by_role("alert").inner_text() == ""


def test_a_picture_of_another_host_is_not_asked_for(chromium: Browser, client: httpx.Client) -> None:
    ranking = ranked(client, [("ada.txt", ADA)])
    elsewhere = {"number": 1, "width": 600, "height": 800, "image": "http://localhost:9/1.png", "marks": []}
    with page_at(chromium, f"{client.base_url}/#/rankings/{ranking}") as (page, watch):
        page.route("**/rows/*/pages", lambda route: route.fulfill(json={"pages": [elsewhere]}))
        page.locator("tbody th a").click()
        expect(page.locator("ats-sheet svg").first).to_be_visible()
        expect(page.locator("ats-candidate pre")).to_contain_text("Python services")
    assert watch.foreign(str(client.base_url).rstrip("/")) == []


def test_how_the_order_agrees_with_the_decisions_is_told_once_there_are_two(
    chromium: Browser, client: httpx.Client
) -> None:
    ranking = ranked(client, [("ada.txt", ADA), ("bo.txt", BO), ("cem.txt", CEM)])
    rows = rows_of(client, ranking)
    told = {
        "pairs": {"concordant": 1, "discordant": 0, "tied": 0},
        "first": [{"k": 3, "picked": 1}],
        "surprises": [{"row": rows["cem.txt"]["id"], "rank": 3, "stage": "declined"}],
    }
    with page_at(chromium, f"{client.base_url}/#/rankings/{ranking}") as (page, _):
        page.route(re.compile("/agreement$"), lambda route: route.fulfill(json=told))
        page.locator("tr", has_text="ada.txt").locator("th a").focus()
        page.keyboard.press("j")
        page.keyboard.press("s")
        expect(page.locator("tr", has_text="shortlist")).to_have_count(1)
        assert page.locator("#agreement").count() == 0
        client.patch(f"/v1/rankings/{ranking}/rows/{rows['cem.txt']['id']}", json={"stage": "declined"})
        page.reload()
        expect(page.locator("#agreement summary")).to_have_text("Order and decisions agree in 1 of 1 pairs")
        page.locator("#agreement summary").click()
        expect(page.locator("#agreement")).to_contain_text("on the shortlist among the first 3: 1")
        page.locator("#agreement li button").click()
        expect(page.locator("ats-candidate h1")).to_have_text("cem.txt")


def test_years_stand_on_a_time_line_of_one_scale(chromium: Browser, client: httpx.Client) -> None:
    resume = [
        "Engineer, Nordkai, 2011 - 2015",
        "Python services.",
        "",
        "Teacher, 2015 - 2021",
        "Taught German.",
    ]
    ranking = ranked(
        client, [("a.txt", "\n".join(["Experience", *resume]))], ["2 years of Python", "3 years of German"]
    )
    with page_at(chromium, f"{client.base_url}/#/rankings/{ranking}") as (page, watch):
        page.locator("tbody th a").click()
        lines = page.locator("ats-candidate .line")
        expect(lines).to_have_count(2)
        scale = [" ".join(text.split()[:2]) for text in lines.all_inner_texts()]
        bars = [page.locator("ats-candidate .line rect").nth(n).bounding_box() for n in (0, 1)]
    assert scale == ["2011 2022", "2011 2022"]
    assert bars[0] is not None
    assert bars[1] is not None
    assert bars[0]["x"] + bars[0]["width"] == pytest.approx(bars[1]["x"], abs=6)
    assert bars[1]["width"] / bars[0]["width"] == pytest.approx(6 / 4, abs=0.05)
    assert watch.complaints == []


def test_the_report_of_a_candidate_and_the_notice_are_taken_away(
    chromium: Browser, client: httpx.Client
) -> None:
    ranking = ranked(client, [("ada.txt", ADA)])
    with page_at(chromium, f"{client.base_url}/#/rankings/{ranking}") as (page, _):
        page.route("**/notice?format=html", lambda route: route.fulfill(body="told to all"))
        page.route("**/report?format=html", lambda route: route.fulfill(body="told to one"))
        with page.expect_download() as notice:
            page.click("#notice")
        page.locator("tbody th a").click()
        with page.expect_download() as report:
            page.click("#report")
        told = [got.value.path().read_text() for got in (notice, report)]
    assert told == ["told to all", "told to one"]
