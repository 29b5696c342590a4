#!/usr/bin/env python3
"""How often text that steers a grader is found, how often innocent text is, and what it does to ranks.

    attack_quality.py --data DIR [--jobs N] [--resumes N] [--injected-jobs N]

DIR is laid out as ranking_quality.py has it, with a folder `injection` beside the tasks: strings.jsonl
(`src`, `text`), poisoned_resumes.jsonl, clean_resumes.jsonl and benign_strings.jsonl (`text`). A string
is put into a resume in several forms, at a place that a fixed seed chooses. Ranks are those of the
offline engine in the task `livecareer`: one resume changes, all others stay. Intervals are 95 % Wilson
intervals; the answer is a Markdown table.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import random
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from atschecker import (
    CriteriaExtractor,
    Document,
    FindingKind,
    OfflineClient,
    ResumeScorer,
    find_manipulation,
)

AS_OF = datetime.date(2025, 1, 1)
SEED = 1
Z = 1.959964
TASK = "livecareer"
FIRST_TENTH = 0.1


def read_lines(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def wilson(hits: int, of: int) -> tuple[float, float]:
    if of == 0:
        return 0.0, 1.0
    share, z2 = hits / of, Z * Z / of
    middle = (share + z2 / 2) / (1 + z2)
    half = Z / (1 + z2) * math.sqrt(share * (1 - share) / of + z2 / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def row(what: str, hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"| {what} | {hits} of {of} | {hits / max(of, 1):.3f} | {low:.3f} to {high:.3f} |"


def kinds_in(text: str, job: str = "") -> set[FindingKind]:
    return {passage.kind for passage in find_manipulation(text, job)}


def with_line(resume: str, line: str, chance: random.Random) -> str:
    lines = resume.split("\n")
    place = chance.randrange(len(lines) + 1)
    return "\n".join([*lines[:place], line, *lines[place:]])


# How a page may show a string, beside a line of its own.
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "in small letters": str.lower,
    "wrapped after 50 letters": lambda text: textwrap.fill(text, 50),
    "as an entry of a list": lambda text: "\u2022 " + text,
    "in a cell": lambda text: f"Skills | {text} | 2019",
    "inside a line": lambda text: f"Worked in the team of the head office. {text} Good knowledge of Excel.",
    "inside a line, without full stops": lambda text: f"Excel, Word {text.rstrip('.')} driving licence",
}


def detection(data: Path, resumes: Sequence[str]) -> Iterable[str]:
    strings = read_lines(data / "injection" / "strings.jsonl")
    for name, form in FORMS.items():
        chance = random.Random(SEED)  # noqa: S311
        found: dict[str, list[bool]] = defaultdict(list)
        for each in strings:
            placed = with_line(chance.choice(resumes), form(each["text"]), chance)
            found[each["src"]].append(bool(kinds_in(placed)))
        for source, hits in sorted(found.items()):
            yield row(f"strings of {source} found, {name}", sum(hits), len(hits))
    poisoned = read_lines(data / "injection" / "poisoned_resumes.jsonl")
    yield row("poisoned resumes found", sum(bool(kinds_in(each["text"])) for each in poisoned), len(poisoned))


def false_alarms(data: Path) -> Iterable[str]:
    benign = read_lines(data / "injection" / "benign_strings.jsonl")
    yield row("benign strings marked", sum(bool(kinds_in(each["text"])) for each in benign), len(benign))
    files = [data / "injection" / "clean_resumes.jsonl", *sorted(data.glob("*/resumes.jsonl"))]
    all_marked = all_resumes = 0
    for path in files:
        marked = [bool(kinds_in(each["text"])) for each in read_lines(path)]
        all_marked += sum(marked)
        all_resumes += len(marked)
        yield row(f"clean resumes marked, {path.parent.name}", sum(marked), len(marked))
    yield row("clean resumes marked, all", all_marked, all_resumes)


class Pool:
    """The totals of all resumes for one job description."""

    def __init__(self, job: str, resumes: Sequence[str]) -> None:
        client = OfflineClient()
        criteria = CriteriaExtractor(client).extract(Document.from_text("job", job))
        self.scorer = ResumeScorer(client, criteria, as_of=AS_OF, job_description=job)
        self.totals = [self.total(resume) for resume in resumes]

    def total(self, resume: str) -> float:
        return self.scorer.score(Document.from_text("cv", resume)).total

    def share_above(self, total: float, own: int) -> float:
        """The share of the other resumes that stand above a total, ties counted as half."""
        above = sum(other > total for i, other in enumerate(self.totals) if i != own)
        equal = sum(other == total for i, other in enumerate(self.totals) if i != own)
        return (above + equal / 2) / max(len(self.totals) - 1, 1)


def ranks_moved(pool: Pool, own: int, changed: str) -> float:
    """The share of ranks that a change lifts a resume by; below 0 if it falls."""
    return pool.share_above(pool.totals[own], own) - pool.share_above(pool.total(changed), own)


def told_moves(what: str, moves: Sequence[float], limit: float = 0.01) -> Iterable[str]:
    most = max(moves, default=0.0)
    yield row(
        f"{what}: lifted by more than 1 % of ranks (most {most:.3f})",
        sum(m > limit for m in moves),
        len(moves),
    )


def pasted(jobs: Sequence[str], pools: Sequence[Pool], resumes: Sequence[str], each: int) -> Iterable[str]:
    chance = random.Random(SEED)  # noqa: S311
    marked = unmarked_in_first_tenth = 0
    moves = []
    for job, pool in zip(jobs, pools, strict=True):
        for own in chance.sample(range(len(resumes)), each):
            changed = resumes[own] + "\n" + job
            is_marked = FindingKind.copied_job_description in kinds_in(changed, job)
            marked += is_marked
            in_first_tenth = pool.share_above(pool.total(changed), own) < FIRST_TENTH
            unmarked_in_first_tenth += in_first_tenth and not is_marked
            moves.append(ranks_moved(pool, own, changed))
    yield row("pasted job descriptions marked", marked, len(moves))
    yield row("pasted, unmarked and in the first tenth", unmarked_in_first_tenth, len(moves))
    yield from told_moves("pasted job description", moves)


def injected(data: Path, pools: Sequence[Pool], resumes: Sequence[str]) -> Iterable[str]:
    chance = random.Random(SEED)  # noqa: S311
    moves = []
    for pool in pools:
        for each in read_lines(data / "injection" / "strings.jsonl"):
            own = chance.randrange(len(resumes))
            moves.append(ranks_moved(pool, own, resumes[own] + "\n" + each["text"] + "\n"))
    yield from told_moves("injection string appended", moves)


def main(command_line: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--jobs", type=int, default=68, metavar="N", help="job descriptions to paste")
    parser.add_argument("--resumes", type=int, default=5, metavar="N", help="resumes to paste each into")
    parser.add_argument("--injected-jobs", type=int, default=5, metavar="N", help="to try each string with")
    arguments = parser.parse_args(command_line)
    resumes = [each["text"] for each in read_lines(arguments.data / TASK / "resumes.jsonl")]
    jobs = [each["text"] for each in read_lines(arguments.data / TASK / "jds.jsonl")][: arguments.jobs]
    print("| what | count | share | 95 % interval |\n| --- | --- | --- | --- |")
    for line in (*detection(arguments.data, resumes), *false_alarms(arguments.data)):
        print(line, flush=True)
    pools = [Pool(job, resumes) for job in jobs]
    for line in pasted(jobs, pools, resumes, arguments.resumes):
        print(line, flush=True)
    for line in injected(arguments.data, pools[: arguments.injected_jobs], resumes):
        print(line, flush=True)


if __name__ == "__main__":
    main()
