"""Kills workers, the coordinator and PostgreSQL while a ranking runs; each resume must come out once.

Run by scripts/test-distributed, which makes a throw-away cluster.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

CRITERIA = '["C++", "German"]'
THREADS = 16
VISIBILITY_SECONDS = 20


class SlowModel:
    """A model that takes its time and counts how often each resume is asked about."""

    def __init__(self, seconds: float) -> None:
        self.asked: collections.Counter[str] = collections.Counter()
        self._seconds = seconds
        app = Starlette(routes=[Route("/v1/chat/completions", self._answer, methods=["POST"])])
        config = uvicorn.Config(app, port=0, log_config=None)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._server.serve()), daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.url = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}/v1"

    async def _answer(self, request: Request) -> JSONResponse:
        body = await request.json()
        text = body["messages"][-1]["content"]
        number = text.split("serial-")[1].split()[0]
        self.asked[number] += 1
        await asyncio.sleep(self._seconds)
        entry = {"quotes": ["Wrote C++"], "reason": "Wrote it.", "finding": "stated"}
        content = json.dumps({"scores": {"c1": entry, "c2": {**entry, "quotes": [], "finding": "silent"}}})
        message = {"role": "assistant", "content": content}
        return JSONResponse(
            {
                "model": "slow-1",
                "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 100, "completion_tokens": 20},
            }
        )


class Cluster:
    """What runs: PostgreSQL, workers and a coordinator."""

    def __init__(self, arguments: argparse.Namespace, folder: Path, model: SlowModel) -> None:
        self.data = arguments.data
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{arguments.port}/{arguments.database}"
        self._port = arguments.port
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self._bin = arguments.bin
        self._folder = folder
        # Nothing is said of retries: what the fault costs is seen as it is.
        self._environment = {**os.environ, "OPENAI_BASE_URL": model.url, "ATS_MODEL": "slow-1"}
        self.workers: list[subprocess.Popen[bytes]] = []

    def start_worker(self) -> None:
        """One more worker."""
        log = (self._folder / f"worker{len(self.workers)}-{time.time_ns()}.log").open("wb")
        self.workers.append(
            self._run(
                log, "worker", "--threads", str(THREADS), "--visibility-seconds", str(VISIBILITY_SECONDS)
            )
        )

    def kill_worker(self) -> None:
        """End a worker as a machine that loses power does, and start another."""
        victim = self.workers.pop(random.randrange(len(self.workers)))  # noqa: S311 (no secret)
        victim.kill()
        victim.wait()
        self.start_worker()

    def rank(self, files: list[Path]) -> subprocess.Popen[bytes]:
        """Start the coordinator."""
        log = (self._folder / f"rank-{time.time_ns()}.log").open("wb")
        criteria = self._folder / "criteria.json"
        criteria.write_text(CRITERIA)
        output = self._folder / "ranking.csv"
        names = [str(file) for file in files]
        return self._run(
            log,
            "rank",
            "--no-job",
            "--criteria",
            str(criteria),
            "--as-of",
            "2026-01-01",
            "-o",
            str(output),
            *names,
        )

    def kill_postgres(self) -> None:
        """End the server as a machine that loses power does, and start it."""
        process = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(process, signal.SIGKILL)
        for _ in range(100):
            done = subprocess.run(
                [
                    *self._as,
                    f"{self._bin}/pg_ctl",
                    "-D",
                    str(self.data),
                    "-w",
                    "-l",
                    str(self.data / "log"),
                    "start",
                ],
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            if done.returncode == 0:
                return
            time.sleep(0.2)
        raise RuntimeError("PostgreSQL does not start again")

    def stop(self) -> None:
        """End all workers by SIGTERM."""
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.wait()

    def _run(self, log: Any, *command: str) -> subprocess.Popen[bytes]:  # noqa: ANN401 (a file)
        line = [sys.executable, "-m", "atschecker", command[0], "--database", self.url, *command[1:]]
        return subprocess.Popen(line, env=self._environment, stdout=log, stderr=log)

    def scored(self) -> int:
        """How many rows have an outcome; -1 while the server is away."""
        try:
            with psycopg.connect(self.url.replace("+psycopg", "")) as connection:
                row = connection.execute(
                    "SELECT count(*) FROM ranking_rows WHERE state <> 'pending'"
                ).fetchone()
                return int(row[0]) if row else 0
        except psycopg.Error:
            return -1


def main() -> int:
    """Run, kill, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", default="ats")
    parser.add_argument("--resumes", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=0.2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=6)
    arguments = parser.parse_args()
    random.seed(1)
    with tempfile.TemporaryDirectory() as name:
        return run(arguments, Path(name))


def run(arguments: argparse.Namespace, folder: Path) -> int:
    """One ranking with its faults; the exit code."""
    files = []
    for number in range(arguments.resumes):
        files.append(folder / f"r{number:05}.txt")
        files[-1].write_text(f"Person\nserial-{number}\nWrote C++ for a long time\n")
    model = SlowModel(arguments.seconds)
    cluster = Cluster(arguments, folder, model)
    for _ in range(arguments.workers):
        cluster.start_worker()
    began = time.monotonic()
    coordinator = cluster.rank(files)
    faults: list[tuple[str, Callable[[], None]]] = [
        ("worker", cluster.kill_worker),
        ("postgres", cluster.kill_postgres),
        ("coordinator", coordinator.kill),
    ]
    for number in range(arguments.kills):
        wanted = (number + 1) * arguments.resumes // (arguments.kills + 2)
        while cluster.scored() < wanted:
            if coordinator.poll() is not None:
                coordinator = cluster.rank(files)
                faults[2] = ("coordinator", coordinator.kill)
            time.sleep(0.2)
        fault, do = faults[number % len(faults)]
        print(f"{time.monotonic() - began:6.1f} s, {wanted} done: kill -9 {fault}", flush=True)
        do()
    while coordinator.wait() != 0:
        coordinator = cluster.rank(files)
    seconds = time.monotonic() - began
    cluster.stop()
    with (folder / "ranking.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = collections.Counter(row["Candidate Name"] for row in rows)
    errors = [row for row in rows if row["Error"]]
    asked = sum(model.asked.values())
    in_flight = arguments.kills * arguments.workers * THREADS
    ideal = arguments.resumes * arguments.seconds / (arguments.workers * THREADS)
    print(f"{len(rows)} rows, {len(names)} distinct, {len(errors)} with an error")
    repeated = asked - arguments.resumes
    print(f"{asked} calls, {repeated} repeated, at most {in_flight} were in flight at the kills")
    print(f"{seconds:.1f} s, {ideal:.1f} s of them the model's")
    good = len(rows) == len(names) == arguments.resumes and not errors
    good = good and repeated <= in_flight
    print("good" if good else "WRONG")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
