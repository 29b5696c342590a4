#!/usr/bin/env python3
"""From a folder of PDF files to the CSV with a slow model: how near the ideal, and how far from one worker.

    .venv/bin/python benchmarks/many_resumes.py FOLDER [--resumes 1000] [--workers 256] [--delay 0.5]

The files of FOLDER are copied until there are enough; the copies differ in their name only. A model server on
the loopback interface answers each question after the delay, in a process of its own. The ideal is the longer
of the model's time (resumes / workers, rounded up, times the delay) and the time that reading alone takes,
measured just before ours and just after; the shorter counts. One worker is what the service that this
replaces had: it reads, asks and waits, one after another; it is measured with a few resumes and multiplied.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import math
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import atschecker as ats

CRITERIA = ["Python", "SQL", "5+ years of experience", "Teamwork", "English"]
ONE_WORKER_SAMPLE = 20
# Enough to keep every process that reads PDF files busy.
READERS = 16


def answer() -> bytes:
    """Make the one answer: a hint for each criterion, which needs no quote."""
    score = {"quotes": [], "reason": "A hint.", "finding": "hint"}
    scores = {f"c{number}": score for number in range(1, len(CRITERIA) + 1)}
    message = {"role": "assistant", "content": json.dumps({"scores": scores})}
    body = json.dumps(
        {
            "id": "x",
            "object": "chat.completion",
            "model": "slow",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000},
        }
    ).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def serve(listening: socket.socket, delay: float) -> None:
    """Answer every request after the delay."""
    reply = answer()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
                await reader.readexactly(length)
                await asyncio.sleep(delay)
                writer.write(reply)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(talk, sock=listening, limit=1 << 20)
        await server.serve_forever()

    asyncio.run(run())


def copies(source: Path, folder: Path, count: int) -> list[Path]:
    """Fill a folder with so many files."""
    originals = sorted(source.rglob("*.pdf"))
    if not originals:
        sys.exit(f"{source} has no PDF file")
    paths = [folder / f"{number:05}-{originals[number % len(originals)].name}" for number in range(count)]
    for number, path in enumerate(paths):
        shutil.copyfile(originals[number % len(originals)], path)
    return paths


def reading_time(paths: list[Path]) -> float:
    """Read every file, and do nothing else."""
    reader = ats.DocumentReader()

    def read(path: Path) -> None:
        with contextlib.suppress(ats.DocumentError):
            reader.read(ats.DocumentSource.from_file(str(path)))

    start = time.monotonic()
    with ThreadPoolExecutor(READERS) as pool:
        list(pool.map(read, paths))
    return time.monotonic() - start


def rank(folder: Path, criteria: Path, url: str, workers: int, output: Path) -> float:
    """Run the command line as a user does."""
    command = [
        str(Path(sys.executable).with_name("atschecker")),
        "rank",
        "--no-job",
        "--criteria",
        str(criteria),
    ]
    command += ["--engine", "openai", "--model", "slow", "--base-url", url, "--workers", str(workers)]
    start = time.monotonic()
    done = subprocess.run(  # noqa: S603 (our own program)
        [*command, str(folder), "-o", str(output)],
        env={**os.environ, "OPENAI_API_KEY": "none"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    elapsed = time.monotonic() - start
    if done.returncode not in {0, 3}:
        sys.exit(done.stderr[-2000:])
    return elapsed


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--resumes", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=256)
    parser.add_argument("--delay", type=float, default=0.5)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    listening = socket.create_server(("127.0.0.1", 0), backlog=4096)
    server = multiprocessing.Process(target=serve, args=(listening, arguments.delay), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    model = math.ceil(arguments.resumes / arguments.workers) * arguments.delay
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        many, few = place / "many", place / "few"
        many.mkdir()
        few.mkdir()
        paths = copies(arguments.folder, many, arguments.resumes)
        copies(arguments.folder, few, ONE_WORKER_SAMPLE)
        criteria = place / "criteria.json"
        criteria.write_text(json.dumps(CRITERIA))
        for _ in range(arguments.rounds):
            reading = reading_time(paths)
            ours = rank(many, criteria, url, arguments.workers, place / "many.csv")
            after = reading_time(paths)
            one = rank(few, criteria, url, 1, place / "few.csv") * arguments.resumes / ONE_WORKER_SAMPLE
            ideal = max(model, min(reading, after))
            print(
                f"model {model:.2f} s, reading {reading:.2f} and {after:.2f} s, ours {ours:.2f} s: "
                f"{ours / ideal:.2f} of the ideal; one worker {one:.0f} s, {one / ours:.0f} times ours"
            )
    server.terminate()


if __name__ == "__main__":
    main()
