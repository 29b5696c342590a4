"""How the benchmark of other tools measures them."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

import documents

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def peers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("document_peers")


@pytest.fixture
def extractors(peers: ModuleType) -> ModuleType:
    return importlib.import_module("extractors")


def test_pages_are_texts(extractors: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "cv.pdf").write_bytes(documents.pdf("Jane Roe", "Engineer"))
    (tmp_path / "cv.docx").write_bytes(documents.docx("Jane Roe", "Engineer"))
    read = extractors.open_extractor("ats")
    for name in ("cv.pdf", "cv.docx"):
        assert [page.split() for page in read(tmp_path / name)] == [["Jane", "Roe", "Engineer"]]


def test_a_tool_that_is_not_installed_is_missing(
    extractors: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_installed(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(extractors, "package", not_installed)
    with pytest.raises(extractors.MissingTool, match="No module named 'pypdf'"):
        extractors.open_extractor("pypdf")


def test_an_empty_text_is_no_better_than_an_error(peers: ModuleType) -> None:
    assert peers.fails(lambda _: [" \n", ""], Path("scan.pdf"))
    assert not peers.fails(lambda _: ["", "Jane Roe"], Path("cv.pdf"))


@pytest.mark.parametrize("extractor", ["ats-without-hidden", "ats-two-workers"])
def test_files_that_cannot_be_read_are_counted(peers: ModuleType, tmp_path: Path, extractor: str) -> None:
    good = tmp_path / "good.pdf"
    good.write_bytes(documents.pdf("Jane Roe"))
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4\nnothing")
    threads = 2 if extractor == "ats-two-workers" else 1
    found = peers.times(extractor, [good, bad, good], threads)
    assert (found.documents, found.failures) == (3, 1)


def test_the_time_of_the_worker_is_counted(
    peers: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is known only of a process that has ended, so no worker may outlive the measuring."""
    (tmp_path / "cv.pdf").write_bytes(documents.pdf("Jane Roe"))
    alive: list[set[int]] = []
    before = children()
    cpu_seconds = peers.cpu_seconds

    def watched() -> float:
        alive.append(children() - before)
        return float(cpu_seconds())

    monkeypatch.setattr(peers, "cpu_seconds", watched)
    peers.times("ats-without-hidden", [tmp_path / "cv.pdf"], 1)
    assert alive == [set(), set()]


def children() -> set[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}


def test_rounds_go_there_and_back_without_the_tools_that_are_missing(
    peers: ModuleType,
    extractors: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[str] = []

    def measure(tool: object, _: object) -> object:
        label = str(getattr(tool, "label", ""))
        asked.append(label)
        if label == "missing":
            raise extractors.MissingTool("no module")
        return peers.Times(1, 0, 1.0, 1.0)

    monkeypatch.setattr(peers, "measure_in_a_process", measure)
    tools = [peers.Tool(label, "pypdf", ".pdf") for label in ("first", "missing", "last")]
    unused = peers.Tool("no files", "docx2txt", ".docx")
    found = peers.run_rounds([Path("cv.pdf")], [*tools, unused], 3)
    assert asked == ["first", "missing", "last", "last", "first", "first", "last"]
    assert {tool.label: len(times) for tool, times in found.items()} == {"first": 3, "last": 3}
    assert "missing is left out: no module" in capsys.readouterr().err


def test_figures_are_medians_and_ratios_those_of_a_round(
    peers: ModuleType, extractors: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extractors, "version_of", lambda _: "1.2")
    ours = [peers.Times(100, 0, cpu, cpu) for cpu in (1.0, 2.0, 4.0)]
    other = [peers.Times(100, 7, cpu, 2 * cpu) for cpu in (5.0, 6.0, 8.0)]
    # CPU: 50, 60, 80 ms and 5, 3, 2 times ours; wall: 100, 120, 160 ms and 10, 6, 4 times ours.
    row = peers.row(peers.Tool("other", "pypdf", ".pdf"), other, ours)
    assert row == "| other | 1.2 | 60 | 17 | 3.00 | 8 | 6.00 | 7 |"


def test_the_table_is_made_by_processes_of_their_own(
    peers: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cv.pdf").write_bytes(documents.pdf("Jane Roe"))
    (tmp_path / "cv.docx").write_bytes(documents.docx("Jane Roe"))
    monkeypatch.setattr(peers, "TOOLS", [tool for tool in peers.TOOLS if tool.label == "atschecker"])
    peers.compare(tmp_path, rounds=1)
    shown = capsys.readouterr().out
    assert "1 PDF files, 1 rounds:" in shown
    assert "1 DOCX files, 1 rounds:" in shown
    assert shown.count("\n| atschecker |") == 2
    assert shown.splitlines()[-1].startswith("Machine: ")
