#!/usr/bin/env python3
"""Kills `rank --record` at random moments and checks that nothing paid for is lost or paid for twice.

Fictional resumes, a model server on the loopback interface that counts, kill -9 until all kills are spent,
then one run to the end. Fails unless the calls are the resumes plus the answers that a kill cut off (at most
one for each worker, in all at most what was in flight), no stored answer ever goes, and the report has the
bytes of an undisturbed run.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import math
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/python"))

from model_server import Answer, ModelServer, chat_completion, model_server

CRITERIA = ["Python", "SQL", "5+ years of experience", "Teamwork", "English"]
SKILLS = ["Python", "SQL", "C++", "welding", "bookkeeping", "nursing", "English", "teamwork", "COBOL"]
DAY = "2026-06-30"
# The share of kills that come before the first question.
EARLY = 0.25
# Seconds that an answer may take from the server's hands to the disk, for the figure of what was in flight.
ON_ITS_WAY = 0.05


@dataclass
class Counter:
    """What the server saw."""

    delay: float
    calls: int = 0
    open: int = 0
    answered: list[float] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def answer(self, body: dict[str, Any]) -> Answer:
        """Answer after a while, always the same to the same resume."""
        with self.lock:
            self.calls += 1
            self.open += 1
        try:
            time.sleep(self.delay)
            return chat_completion(json.dumps({"scores": scores(body)}))
        finally:
            with self.lock:
                self.open -= 1
                self.answered.append(time.monotonic())

    def in_flight(self) -> int:
        """Questions without an answer, and answers that may be on their way to the disk."""
        with self.lock:
            since = time.monotonic() - ON_ITS_WAY
            return self.open + sum(moment > since for moment in self.answered)

    def settle(self) -> None:
        """Wait until the server has let go of a client that died."""
        time.sleep(0.02)
        while self.open:
            time.sleep(0.005)


@dataclass
class Kills:
    """What the kills cost."""

    done: int = 0
    lost: int = 0
    most_lost: int = 0
    in_flight: int = 0
    keys: set[str] = field(default_factory=set)
    rows: int = 0

    def add(self, calls: int, in_flight: int, keys: set[str], rows: int) -> None:
        """Count one kill after an attempt that made so many calls."""
        if not self.keys <= keys or rows < self.rows:
            raise RuntimeError(f"kill {self.done + 1}: a stored answer or row is gone")
        lost = calls - (len(keys) - len(self.keys))
        self.done += 1
        self.lost += lost
        self.most_lost = max(self.most_lost, lost)
        self.in_flight += in_flight
        self.keys, self.rows = keys, rows


@dataclass
class Result:
    """What came out."""

    resumes: int
    workers: int
    calls: int
    kills: Kills
    repeated_calls: int
    same_report: bool
    replayed: bool

    @property
    def passed(self) -> bool:
        """The promise of the record."""
        return (
            self.calls == self.resumes + self.kills.lost
            and self.kills.most_lost <= self.workers
            and self.repeated_calls == 0
            and self.same_report
            and self.replayed
        )


def scores(body: dict[str, Any]) -> dict[str, Any]:
    """Scores that depend on nothing but the question."""
    resume = body["messages"][-1]["content"]
    seed = random.Random(hashlib.sha256(resume.encode()).hexdigest())  # noqa: S311 (no secret)
    properties = body["response_format"]["json_schema"]["schema"]["properties"]["scores"]["properties"]
    return {
        name: {"quotes": ["English"], "reason": "It says so.", **verdict(entry["properties"], seed)}
        for name, entry in properties.items()
    }


def verdict(properties: dict[str, Any], seed: random.Random) -> dict[str, Any]:
    """Choose a word of each closed set, and name no entry."""
    words = {name: seed.choice(part["enum"]) for name, part in properties.items() if "enum" in part}
    return {**words, **({"periods": []} if "periods" in properties else {})}


def write_resumes(folder: Path, count: int) -> None:
    """Write fictional resumes."""
    folder.mkdir()
    for number in range(count):
        chosen = random.Random(number)  # noqa: S311
        skills = ", ".join(chosen.sample(SKILLS, 4))
        years = chosen.randint(1, 20)
        text = (
            f"Person {number}\nEnglish\n\nSkills\n{skills}\n\n{years} years of experience at Firm {number}\n"
        )
        (folder / f"person-{number:04}.txt").write_text(text)


class Ranking:
    """The command, as a process of its own."""

    def __init__(self, folder: Path, server: ModelServer, workers: int) -> None:
        self._folder = folder
        self._workers = workers
        # Neither a key nor a proxy of whoever runs this.
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("ATS_", "OPENAI_"))},
            "OPENAI_BASE_URL": server.base_url,
            "ATS_MODEL": "test-model",
        }

    def start(self, record: Path | None, report: Path) -> subprocess.Popen[bytes]:
        """Start ranking."""
        arguments = ["--criteria", "criteria.json", "--no-job", "--as-of", DAY, "-o", str(report)]
        arguments += ["--workers", str(self._workers)]
        if record is not None:
            arguments += ["--record", str(record)]
        return self._run("rank", "resumes", *arguments)

    def replay(self, record: Path, report: Path) -> subprocess.Popen[bytes]:
        """Start a replay."""
        return self._run("replay", str(record), "-o", str(report))

    def _run(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-m", "atschecker", *arguments],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a command that must succeed."""
    _, errors = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"exit code {process.returncode}: {errors.decode()}")


def stored(record: Path) -> tuple[set[str], int]:
    """The keys of the stored answers and the number of scored rows."""
    if not record.exists():
        return set(), 0
    with closing(sqlite3.connect(record)) as database:
        if database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0:
            return set(), 0
        keys = {row[0] for row in database.execute("SELECT key FROM replies")}
        return keys, database.execute("SELECT count(scorecard) FROM run_outcomes").fetchone()[0]


def first_call(counter: Counter, process: subprocess.Popen[bytes], patience: float = math.inf) -> float:
    """Wait until the command asks its first question, or so many seconds. Returns how many that took."""
    before, began = counter.calls, time.monotonic()
    while counter.calls == before and process.poll() is None and time.monotonic() < began + patience:
        time.sleep(0.002)
    return time.monotonic() - began


@dataclass
class Moments:
    """When to kill: one time in four while the command starts, else while it scores."""

    chance: random.Random
    startup: float

    def wait(self, counter: Counter, process: subprocess.Popen[bytes], scoring: float) -> None:
        """Wait for a random moment, `scoring` seconds into the work at most."""
        if self.chance.random() < EARLY:
            # On a busy machine the first start may have been the slowest: no later than the first question.
            first_call(counter, process, self.chance.uniform(0, self.startup))
        else:
            first_call(counter, process)
            time.sleep(self.chance.uniform(0, scoring))


def attempt(
    command: Ranking, folder: Path, counter: Counter, kills: Kills, moments: Moments, scoring: float
) -> bool:
    """Start the command and kill it. Returns false if it was faster."""
    before = counter.calls
    process = command.start(folder / "record.db", folder / "killed.json")
    moments.wait(counter, process, scoring)
    in_flight = counter.in_flight()
    process.kill()
    process.communicate()
    if process.returncode == 0:
        return False
    counter.settle()
    kills.add(counter.calls - before, in_flight, *stored(folder / "record.db"))
    return True


def kill_test(folder: Path, *, resumes: int, kills: int, workers: int, delay: float, seed: int) -> Result:
    """Run the whole test in an empty folder."""
    write_resumes(folder / "resumes", resumes)
    (folder / "criteria.json").write_text(json.dumps(CRITERIA))
    counter, spent = Counter(delay), Kills()
    # The server complains of every client that dies.
    with redirect_stderr(io.StringIO()), model_server(counter.answer) as server:
        command = Ranking(folder, server, workers)
        undisturbed = command.start(None, folder / "undisturbed.json")
        moments = Moments(random.Random(seed), first_call(counter, undisturbed))  # noqa: S311
        finish(undisturbed)
        counter.calls = 0
        going = True
        while going and spent.done < kills:
            # So much time that the resumes that are left last for the kills that are left.
            share = (resumes - len(spent.keys)) / (kills - spent.done) * delay / workers
            going = attempt(command, folder, counter, spent, moments, delay + 2 * share)
        finish(command.start(folder / "record.db", folder / "killed.json"))
        calls = counter.calls
        finish(command.start(folder / "record.db", folder / "again.json"))
        finish(command.replay(folder / "record.db", folder / "replayed.json"))
    expected, *others, replayed = (
        (folder / f"{name}.json").read_bytes() for name in ("undisturbed", "killed", "again", "replayed")
    )
    return Result(
        resumes=resumes,
        workers=workers,
        calls=calls,
        kills=spent,
        repeated_calls=counter.calls - calls,
        same_report=others == [expected, expected],
        replayed=replayed == expected,
    )


def main() -> int:
    """Run it and print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--resumes", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--delay", type=float, default=0.05, help="seconds for an answer")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = kill_test(Path(folder), **vars(options))
    kills = result.kills
    print(
        f"{kills.done} kills over {result.resumes} resumes: {result.calls} calls; {kills.lost} answers lost "
        f"(at most {kills.most_lost} at a kill) of {kills.in_flight} in flight or just answered; "
        f"{kills.rows} rows stored before the last run; repeated: {result.repeated_calls} calls; report of "
        f"an undisturbed run: {'same bytes' if result.same_report else 'DIFFERS'}; "
        f"replay: {'same bytes' if result.replayed else 'DIFFERS'}"
    )
    if kills.done < options.kills:
        print(f"the resumes were scored before {options.kills} kills: more --resumes or a longer --delay")
        return 1
    return 0 if result.passed and kills.lost <= kills.in_flight else 1


if __name__ == "__main__":
    sys.exit(main())
