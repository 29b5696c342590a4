#!/usr/bin/env python3
"""Documents a second, by this package and by other tools, as a Markdown table.

Each tool reads all files of a folder in a process of its own, every round anew and in turns, so that what
disturbs the machine disturbs all. Importing is not counted. Starting our worker processes is, and so is the
time of every child process. Ratios are taken within a round; all figures are medians of the rounds.

    document_peers.py FOLDER [--rounds 5]

"Without text" counts errors and empty texts alike: a scan is an error of some tools, ours too, and an empty
text of others.
extractors.py says how to install the other tools; those that are missing are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import extractors

SLOWEST_ROUND = 1800  # seconds after which a tool is taken to hang
MILLISECONDS = 1000


@dataclass(frozen=True)
class Tool:
    label: str
    extractor: str
    suffix: str
    threads: int = 1


@dataclass(frozen=True)
class Times:
    documents: int
    failures: int
    cpu: float
    wall: float


# The first of each format is ours, to which the others are compared.
TOOLS = (
    Tool("atschecker", "ats-without-hidden", ".pdf"),
    Tool("atschecker, hidden text looked for", "ats-with-hidden", ".pdf"),
    Tool("atschecker, two workers", "ats-two-workers", ".pdf", threads=2),
    Tool('PyMuPDF `get_text("words")`', "pymupdf-words", ".pdf"),
    Tool('PyMuPDF `get_text("text")`', "pymupdf", ".pdf"),
    Tool("pypdf", "pypdf", ".pdf"),
    Tool("pdfminer.six", "pdfminer", ".pdf"),
    Tool("pdfplumber", "pdfplumber", ".pdf"),
    Tool("pdftotext, a process per document", "pdftotext", ".pdf"),
    Tool("atschecker", "ats", ".docx"),
    Tool("python-docx, paragraphs and tables", "python-docx", ".docx"),
    Tool("docx2txt", "docx2txt", ".docx"),
    Tool("mammoth, raw text", "mammoth", ".docx"),
    Tool("markitdown", "markitdown", ".docx"),
)


def fails(read: extractors.Read, path: Path) -> bool:
    try:
        return not any(page.strip() for page in read(path))
    except Exception:  # noqa: BLE001 (whatever another tool raises, it did not read the file)
        return True


def read_all(extractor: str, paths: Sequence[Path], threads: int) -> int:
    """How many gave no text. Our workers end with this function: only then is their time known."""
    read = extractors.open_extractor(extractor)
    if threads == 1:
        return sum(fails(read, path) for path in paths)
    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(partial(fails, read), paths))


def cpu_seconds() -> float:
    uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def times(extractor: str, paths: Sequence[Path], threads: int) -> Times:
    read_all(extractor, paths[:1], 1)  # imports, of which some wait for the first document
    cpu, wall = cpu_seconds(), time.perf_counter()
    failures = read_all(extractor, paths, threads)
    return Times(len(paths), failures, cpu_seconds() - cpu, time.perf_counter() - wall)


def measure_here(extractor: str, threads: int) -> None:
    """The part of the process that reads: paths from the standard input, the times as the last line."""
    paths = [Path(line) for line in sys.stdin.read().splitlines()]
    try:
        print(json.dumps(asdict(times(extractor, paths, threads))))
    except extractors.MissingTool as missing:
        print(json.dumps({"missing": str(missing)}))


def measure_in_a_process(tool: Tool, paths: Sequence[Path]) -> Times:
    command = [sys.executable, __file__, "--measure", tool.extractor, "--threads", str(tool.threads)]
    try:
        done = subprocess.run(  # noqa: S603 (this script)
            command,
            input="\n".join(map(str, paths)),
            capture_output=True,
            text=True,
            timeout=SLOWEST_ROUND,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise extractors.MissingTool(f"no end after {SLOWEST_ROUND} s") from error
    if done.returncode:
        raise extractors.MissingTool((done.stderr.splitlines() or [f"exit code {done.returncode}"])[-1])
    told = json.loads(done.stdout.splitlines()[-1])
    if "missing" in told:
        raise extractors.MissingTool(told["missing"])
    return Times(**told)


def run_rounds(files: Sequence[Path], tools: Sequence[Tool], rounds: int) -> dict[Tool, list[Times]]:
    found: dict[Tool, list[Times]] = {tool: [] for tool in tools}
    for number in range(rounds):
        # There and back, so that a machine that slows down favours none.
        for tool in list(found) if number % 2 == 0 else list(reversed(found)):
            paths = [path for path in files if path.suffix.lower() == tool.suffix]
            if not paths:
                del found[tool]
                continue
            try:
                found[tool].append(measure_in_a_process(tool, paths))
            except extractors.MissingTool as missing:
                print(f"{tool.label} is left out: {missing}", file=sys.stderr)
                del found[tool]
    return found


def row(tool: Tool, measured: Sequence[Times], ours: Sequence[Times]) -> str:
    cpu = statistics.median(each.cpu / each.documents for each in measured)
    wall = statistics.median(each.wall / each.documents for each in measured)
    cpu_ratio = statistics.median(a.cpu / b.cpu for a, b in zip(measured, ours, strict=True))
    wall_ratio = statistics.median(a.wall / b.wall for a, b in zip(measured, ours, strict=True))
    version = extractors.version_of(tool.extractor)
    return (
        f"| {tool.label} | {version} | {cpu * MILLISECONDS:.3g} | {1 / cpu:,.0f} | {cpu_ratio:.2f}"
        f" | {1 / wall:,.0f} | {wall_ratio:.2f} | {measured[-1].failures} |"
    )


def print_table(suffix: str, found: dict[Tool, list[Times]], rounds: int) -> None:
    of_format = [tool for tool in found if tool.suffix == suffix]
    if not of_format:
        return
    ours = found[of_format[0]]
    if of_format[0].label != "atschecker":
        raise SystemExit("atschecker could not be measured, and the others are compared to it")
    print(f"\n{ours[0].documents} {suffix[1:].upper()} files, {rounds} rounds:\n")
    print(
        "| tool | version | CPU ms a document | a second of CPU | CPU, times ours | a second of wall time |",
        end="",
    )
    print(" wall, times ours | without text |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for tool in of_format:
        print(row(tool, found[tool], ours))


def first_field(file: str, key: str) -> str:
    """The value after a key in a file of lines KEY : VALUE or KEY=VALUE."""
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        if line.startswith(key):
            return line[len(key) :].strip(' \t:="')
    return "unknown"


def machine() -> str:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"Machine: {first_field('/proc/cpuinfo', 'model name')}, {len(os.sched_getaffinity(0))} cores, "
        f"{first_field('/etc/os-release', 'PRETTY_NAME')}, Python {platform.python_version()}; "
        f"load before the start {load} (1, 5, 15 minutes)."
    )


def compare(folder: Path, rounds: int) -> None:
    about = machine()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = run_rounds(files, TOOLS, rounds)
    for suffix in (".pdf", ".docx"):
        print_table(suffix, found, rounds)
    print(f"\n{about}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", help="PDF and DOCX files, in its folders too")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=1, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        measure_here(chosen.measure, chosen.threads)
    elif chosen.folder is None or chosen.rounds < 1:
        parser.error("give a folder, and one round or more")
    else:
        compare(chosen.folder, chosen.rounds)


if __name__ == "__main__":
    main()
