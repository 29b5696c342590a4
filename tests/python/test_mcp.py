"""``atschecker mcp``: what an assistant can do, by the client of the SDK."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")

from atschecker._mcp import Access, assistant_server  # noqa: E402
from service_support import PATIENCE, MarkingEngine, resume  # noqa: E402


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An allowed folder with two resumes and a job description, beside a file that is not allowed."""
    folder = tmp_path / "allowed"
    folder.mkdir()
    (folder / "a.txt").write_bytes(resume(2))
    (folder / "b.txt").write_bytes(resume(4))
    (folder / "job.txt").write_text("Requirements:\n- 5+ years of C++ in production\n")
    (tmp_path / "secret.txt").write_bytes(resume(5))
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@asynccontextmanager
async def assistant(folder: Path, *, may_write: bool = True) -> AsyncIterator[Any]:
    """A client of the tools."""
    access = Access((folder.resolve(),), may_write)
    served = assistant_server("sqlite://", lambda _: MarkingEngine(), access, 2)
    async with served as server, mcp.Client(server) as client:
        yield client


async def call(client: Any, tool: str, **arguments: object) -> dict[str, Any]:  # noqa: ANN401 (the SDK's)
    """Call a tool; its facts."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    return dict(result.structured_content)


async def refused(client: Any, tool: str, **arguments: object) -> str:  # noqa: ANN401 (the SDK's)
    """Call a tool that refuses; what it says."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    return str(result.content[0].text)


async def ranked(client: Any, folder: Path) -> str:  # noqa: ANN401 (the SDK's)
    """Make a ranking and wait for its end; its id."""
    files = [str(folder / name) for name in ("a.txt", "b.txt")]
    ranking = (await call(client, "start_ranking", criteria=["C++", "German"], resumes=files))["id"]
    async with asyncio.timeout(PATIENCE):
        while (await call(client, "ranking_state", ranking=ranking))["state"] == "running":
            await asyncio.sleep(0.02)
    return str(ranking)


def test_an_assistant_ranks_explains_and_exports(folder: Path) -> None:
    async def run() -> None:
        async with assistant(folder) as client:
            ranking = await ranked(client, folder)
            listed = await call(client, "list_rankings")
            rows = (await call(client, "ranking_rows", ranking=ranking))["rows"]
            row = await call(client, "explain_row", ranking=ranking, row=rows[0]["id"])
            text = await call(client, "explain_row", ranking=ranking, row=rows[0]["id"], with_text=True)
            report = await call(client, "export_ranking", ranking=ranking)
            missing = await refused(client, "ranking_state", ranking="0")
        assert [each["id"] for each in listed["rankings"]] == [ranking]
        assert [(each["file"], each["rank"], each["total"]) for each in rows] == [
            ("b.txt", 1, 80.0),
            ("a.txt", 2, 40.0),
        ]
        assert [score["criterion_id"] for score in row["scores"]] == ["c1", "c2"]
        assert "text" not in row
        assert text["text"] == resume(4).decode()
        assert report["report"].splitlines()[1].startswith("b,4,4,8")
        assert "no such ranking" in missing

    asyncio.run(run())


def test_files_are_read_only_below_the_allowed_folders(folder: Path) -> None:
    async def run() -> list[str]:
        async with assistant(folder) as client:
            names = ["link.txt", "../secret.txt", "missing.txt", "."]
            return [
                await refused(client, "start_ranking", criteria=["C++"], resumes=[str(folder / name)])
                for name in names
            ]

    answers = asyncio.run(run())
    assert all("no such file below the allowed folders" in answer for answer in answers)


def test_without_the_word_an_assistant_only_reads(folder: Path) -> None:
    async def run() -> tuple[set[str], set[str]]:
        async with assistant(folder, may_write=False) as reading, assistant(folder) as writing:
            names = [{tool.name for tool in (await each.list_tools()).tools} for each in (reading, writing)]
            return names[0], names[1]

    reading, writing = asyncio.run(run())
    assert writing - reading == {"start_ranking"}
    assert "extract_criteria" in reading


def test_the_command_speaks_over_its_standard_streams(folder: Path) -> None:
    async def run() -> dict[str, Any]:
        command = mcp.StdioServerParameters(
            command=sys.executable,
            args=["-m", "atschecker", "mcp", "--folder", str(folder), "--engine", "offline"],
            env={"ATS_DATABASE_URL": "sqlite://", "PATH": "/usr/bin:/bin"},
        )
        async with mcp.Client(command) as client:
            return await call(client, "extract_criteria", job_description=str(folder / "job.txt"))

    found = asyncio.run(run())
    assert [(each["text"], each["kind"]) for each in found["criteria"]] == [
        ("5+ years of C++ in production", "experience")
    ]
