#!/usr/bin/env python3
"""How well resumes are ranked, by the Total Score and by what a user would use instead, as a Markdown table.

    ranking_quality.py --engine offline --data DIR --out DIR [--peers TF-IDF,BM25,MiniLM] [--pool]

DIR has a folder for each task, with jds.jsonl (`jd_id`, `text`), resumes.jsonl (`id`, `text`) and, to
measure, qrels.tsv (job description, resume, grade). OUT gets TASK.tsv: `jd_id`, `resume_id`, `score`.
Criteria are extracted and resumes scored as the command line does it, with the weights as proposed.

Grades of 0 and 1 are measured by MAP and nDCG@10 over all resumes, finer ones by tau-b over the graded pairs.
Intervals are 95 % bootstrap intervals over the job descriptions (fixed seed); a gain is paired, ours less
the peer's. Other fields of the data, such as `category`, are labels: --only chooses job descriptions by it,
no engine sees it.
The engine openai reads its settings from the environment, as the command line does; --pool limits what is
scored to the pairs of the task's *pool.tsv, for models that cost money.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import math
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import ranking_peers

from atschecker import CriteriaExtractor, Document, Error, LlmClient, ResumeScorer
from atschecker._engine import ENGINES, OFFLINE
from atschecker._environment import settings_from

AS_OF = datetime.date(2025, 1, 1)  # a fixed "present", so that a run can be repeated
ROUNDS = 2000
SEED = 1
Run = dict[str, dict[str, float]]  # job description, resume, score


@dataclass
class Task:
    name: str
    jobs: list[dict[str, str]]
    resumes: list[dict[str, str]]
    grades: dict[str, dict[str, float]] = field(default_factory=dict)
    pool: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def graded(self) -> bool:
        return any(grade > 1 for pairs in self.grades.values() for grade in pairs.values())

    def candidates(self, job: str) -> list[str]:
        if self.pool:
            return list(self.pool.get(job, ()))
        if self.graded:
            return list(self.grades.get(job, ()))
        return [resume["id"] for resume in self.resumes]


def read_lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_pairs(path: Path) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = defaultdict(dict)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            job, resume, *grade = line.rstrip("\n").split("\t")
            table[job][resume] = float(grade[0]) if grade else 0
    return dict(table)


def read_task(folder: Path, pool: bool) -> Task:
    task = Task(folder.name, read_lines(folder / "jds.jsonl"), read_lines(folder / "resumes.jsonl"))
    if (folder / "qrels.tsv").exists():
        task.grades = read_pairs(folder / "qrels.tsv")
    if pool:
        for path in folder.glob("*pool.tsv"):
            task.pool = read_pairs(path)
    return task


def find_tasks(data: Path, pool: bool) -> list[Task]:
    folders = sorted(folder for folder in data.iterdir() if (folder / "jds.jsonl").exists())
    return [read_task(folder, pool) for folder in folders if (folder / "resumes.jsonl").exists()]


def score_task(task: Task, client: LlmClient, as_of: datetime.date, workers: int) -> tuple[Run, list[str]]:
    """Total Scores; what fails has none, and is told."""
    run: Run = {job["jd_id"]: {} for job in task.jobs}
    failures: list[str] = []
    texts = {resume["id"]: resume["text"] for resume in task.resumes}

    def total(scorer: ResumeScorer, job: str, resume: str) -> None:
        try:
            run[job][resume] = scorer.score(Document.from_text(resume, texts[resume])).total
        except Error as error:
            failures.append(f"{job} {resume}: {error}")

    with ThreadPoolExecutor(workers) as pool:
        for job in task.jobs:
            key = job["jd_id"]
            try:
                criteria = CriteriaExtractor(client).extract(Document.from_text(key, job["text"]))
            except Error as error:
                failures.append(f"{key}: {error}")
                continue
            scorer = ResumeScorer(client, criteria, as_of=as_of, job_description=job["text"])
            list(pool.map(lambda resume, s=scorer, k=key: total(s, k, resume), task.candidates(key)))
    return run, failures


def write_run(run: Run, path: Path) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for job, scores in run.items():
            lines.writelines(f"{job}\t{resume}\t{score:.6g}\n" for resume, score in scores.items())


def run_of_peer(task: Task, rank: Callable[..., ranking_peers.Scores]) -> Run:
    scores = rank([job["text"] for job in task.jobs], [resume["text"] for resume in task.resumes])
    ids = [resume["id"] for resume in task.resumes]
    return {
        job["jd_id"]: dict(zip(ids, row, strict=True)) for job, row in zip(task.jobs, scores, strict=True)
    }


def average_precision(ranked: Sequence[float]) -> float:
    hits = 0
    total = 0.0
    for rank, grade in enumerate(ranked, 1):
        if grade > 0:
            hits += 1
            total += hits / rank
    return total / hits


def ndcg(ranked: Sequence[float], most: int = 10) -> float:
    def gain(grades: Sequence[float]) -> float:
        return sum(grade / math.log2(rank + 2) for rank, grade in enumerate(grades[:most]))

    return gain(ranked) / gain(sorted(ranked, reverse=True))


def tau_b(scores: Sequence[float], grades: Sequence[float]) -> float | None:
    """Kendall's tau-b; None where either side tells nothing apart."""
    agreed = ties_of_scores = ties_of_grades = pairs = 0
    for i in range(len(scores)):
        for j in range(i):
            a = (scores[i] > scores[j]) - (scores[i] < scores[j])
            b = (grades[i] > grades[j]) - (grades[i] < grades[j])
            pairs += 1
            agreed += a * b
            ties_of_scores += a == 0
            ties_of_grades += b == 0
    norm = math.sqrt((pairs - ties_of_scores) * (pairs - ties_of_grades))
    return agreed / norm if norm else None


def measure(task: Task, run: Run) -> dict[str, dict[str, float]]:
    """The metrics of each job description that has graded resumes; a pair without a score ranks last."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for job in task.jobs:
        key = job["jd_id"]
        ids = sorted(task.candidates(key))
        grades = [task.grades.get(key, {}).get(resume, 0) for resume in ids]
        scores = [run.get(key, {}).get(resume, -math.inf) for resume in ids]
        if task.graded:
            if (tau := tau_b(scores, grades)) is not None:
                found["tau-b"][key] = tau
        elif any(grades):
            order = sorted(range(len(ids)), key=lambda i: (-scores[i], ids[i]))
            ranked = [grades[i] for i in order]
            found["MAP"][key] = average_precision(ranked)
            found["nDCG@10"][key] = ndcg(ranked)
    return dict(found)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else math.nan


def interval(values: Sequence[float]) -> tuple[float, float]:
    """95 % bootstrap interval of the mean."""
    if not values:
        return math.nan, math.nan
    choose = random.Random(SEED)  # noqa: S311 - no secret
    means = sorted(mean(choose.choices(values, k=len(values))) for _ in range(ROUNDS))
    return means[int(0.025 * ROUNDS)], means[int(0.975 * ROUNDS)]


def is_tuning(job: str) -> bool:
    """One half of the job descriptions, by their ids, is for tuning; the other is held out."""
    return int(hashlib.sha1(job.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0


def row(task: str, metric: str, who: str, ours: dict[str, float], theirs: dict[str, float]) -> str:
    values = list(theirs.values())
    halves = [mean([v for k, v in theirs.items() if is_tuning(k) is half]) for half in (True, False)]
    low, high = interval(values)
    gain = ""
    if theirs is not ours:
        gains = [ours[key] - theirs[key] for key in ours if key in theirs]
        least, most = interval(gains)
        gain = f"{mean(gains):+.3f} [{least:+.3f}, {most:+.3f}]"
    return (
        f"| {task} | {metric} | {who} | {mean(values):.3f} [{low:.3f}, {high:.3f}] "
        f"| {halves[0]:.3f} / {halves[1]:.3f} | {len(values)} | {gain} |"
    )


def table_of(task: Task, runs: dict[str, Run]) -> list[str]:
    measured = {who: measure(task, run) for who, run in runs.items()}
    first = next(iter(measured.values()))
    return [
        row(task.name, metric, who, ours, metrics[metric])
        for metric, ours in first.items()
        for who, metrics in measured.items()
        if metric in metrics
    ]


def runs_of(task: Task, arguments: argparse.Namespace) -> dict[str, Run]:
    client = settings_from(os.environ, engine=arguments.engine).make_client()
    started = time.monotonic()
    run, failures = score_task(task, client, arguments.as_of, arguments.workers)
    pairs = sum(map(len, run.values()))
    print(f"{task.name}: {pairs} pairs in {time.monotonic() - started:.1f} s", file=sys.stderr)
    for failure in failures:
        print(f"{task.name}: failed: {failure}", file=sys.stderr)
    write_run(run, arguments.out / f"{task.name}.tsv")
    runs = {arguments.engine: run}
    for name in filter(None, arguments.peers.split(",")) if task.grades else ():
        try:
            runs[name] = run_of_peer(task, ranking_peers.PEERS[name])
        except ImportError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
    return runs


def arguments_of(command_line: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", choices=ENGINES, default=OFFLINE)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--peers", default=",".join(ranking_peers.PEERS))
    parser.add_argument("--pool", action="store_true")
    parser.add_argument("--only", default="", help="categories, with commas: a second table of these alone")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=AS_OF)
    return parser.parse_args(command_line)


def main(command_line: Sequence[str] | None = None) -> None:
    arguments = arguments_of(command_line)
    arguments.out.mkdir(parents=True, exist_ok=True)
    only = {*filter(None, arguments.only.split(","))}
    print("| task | metric | ranked by | mean [95 %] | tuning / held-out half | n | gain of ours [95 %] |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for task in find_tasks(arguments.data, arguments.pool):
        runs = runs_of(task, arguments)
        if not task.grades:
            continue
        print(*table_of(task, runs), sep="\n", flush=True)
        jobs = [job for job in task.jobs if job.get("category") in only]
        if jobs:
            chosen = Task(f"{task.name}, chosen", jobs, task.resumes, task.grades, task.pool)
            print(*table_of(chosen, runs), sep="\n", flush=True)


if __name__ == "__main__":
    main()
