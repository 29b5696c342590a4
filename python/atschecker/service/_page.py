"""The page at the root: files that are the same for everybody."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

FILES = Path(__file__).parent / "page"


def add_page(app: FastAPI) -> None:
    """Register the page and what it loads."""
    app.get("/", include_in_schema=False)(_index)
    app.mount("/page", StaticFiles(directory=FILES), name="page")


async def _index() -> FileResponse:
    return FileResponse(FILES / "index.html", headers={"cache-control": "no-cache"})
