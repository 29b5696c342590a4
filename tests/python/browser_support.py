"""A real browser before the service: what it may load, and where the page puts things."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

# Debian's; Playwright would download a browser of its own.
CHROMIUM = "/usr/bin/chromium"

# A machine that is busy is slow; nothing here takes a second otherwise.
PATIENCE_MS = 60_000

JOB = """Backend engineer for the harbour office

Requirements:
- 5 years of Python
- PostgreSQL
- German

Nice to have:
- Kubernetes
- Young and dynamic
"""
ADA = """Ada Winter

Backend engineer, Nordkai Ltd, 2015 - 2024
Python services for the booking of berths.
PostgreSQL with 2 TB of tide data.

Languages
German, native.
"""
BO = """Bo Lindqvist

Developer, Fjord Tools, 2021 - 2024
Python scripts for reports; MySQL.
"""
CEM = """Cem Aydin

Operations, Hafen Data, 2014 - 2024
Kubernetes clusters for 40 teams, PostgreSQL backups.
"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        # In containers tests run as root, for whom Chromium's sandbox does not start.
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield started
        finally:
            started.close()


class Watch:
    """What a page asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self._heard(line.type, line.text))

    def _heard(self, kind: str, text: str) -> None:
        # The browser itself reports answers such as 412 as errors; the page shows them in its own way.
        if kind in ("error", "warning") and not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    def foreign(self, origin: str) -> list[str]:
        """What was asked of another host; a blob is the page's own."""
        return [url for url in self.requests if not url.startswith((f"{origin}/", "blob:", "data:"))]


@contextmanager
def page_at(started: Browser, url: str, **options: Any) -> Iterator[tuple[Page, Watch]]:  # noqa: ANN401
    """A page as in a new browser."""
    context = started.new_context(
        **{"locale": "en-GB", "viewport": {"width": 1280, "height": 800}, **options}
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    watch = Watch(page)
    try:
        page.goto(url)
        yield page, watch
    finally:
        context.close()


def files(contents: Sequence[tuple[str, str]]) -> list[FilePayload]:
    """Files as a person chooses them."""
    return [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in contents]


def ranked(
    client: httpx.Client,
    contents: Sequence[tuple[str, str]],
    criteria: object = ("Python", "German"),
    **options: object,
) -> str:
    """Make a ranking by way of /v1 and wait for its end; its id."""
    response = client.post(
        "/v1/rankings",
        data={"criteria": json.dumps(criteria), "options": json.dumps({"name": "Opening 7", **options})},
        files=[("resumes", (name, text.encode())) for name, text in contents],
    )
    assert response.status_code == 202, response.text
    ranking = str(response.json()["id"])
    while client.get(f"/v1/rankings/{ranking}").json()["state"] in ("draft", "running"):
        time.sleep(0.02)
    return ranking


def rows_of(client: httpx.Client, ranking: str) -> dict[str, dict[str, Any]]:
    """The rows by file."""
    return {row["file"]: row for row in client.get(f"/v1/rankings/{ranking}/rows").json()["rows"]}
