"""How often attacks on the ranking are found, how often clean resumes are accused, and what attacks move.

    .venv/bin/python benchmarks/attack_quality.py --data DIR

DIR has the folders injection (strings.jsonl, clean_resumes.jsonl, poisoned_resumes.jsonl,
benign_strings.jsonl) and rankings (jds.jsonl and resumes.jsonl each), as ranking_quality.py takes them.
Needs no network. Prints a table in Markdown; intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import atschecker as ats

AS_OF = "2024-01-01"
SEED = 7
# A rank in a smaller ranking is more than 1 % of it.
FEWEST_RESUMES = 50
STEERING = {
    ats.FindingKind.instructions_to_reader,
    ats.FindingKind.forged_section,
    ats.FindingKind.copied_job_description,
    ats.FindingKind.repeated_keywords,
    ats.FindingKind.look_alike_letters,
}


def rows(path: Path) -> list[dict[str, str]]:
    """Read one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def wilson(hits: int, total: int) -> str:
    """Say a share with its interval."""
    if total == 0:
        return "-"
    z, share = 1.96, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{hits}/{total} = {share:.3f} [{max(0, middle - half):.3f}, {min(1, middle + half):.3f}]"


def kinds(text: str, job: str = "") -> set[ats.FindingKind]:
    """Name what is found in a text."""
    return {each.kind for each in ats.find_manipulation(text, job)} & STEERING


def placements(resume: str, string: str) -> Iterable[str]:
    """Place a string at the beginning, in the middle (between lines), at the end, and within a line."""
    lines = resume.splitlines()
    middle = len(lines) // 2
    yield f"{string}\n{resume}"
    yield "\n".join([*lines[:middle], string, *lines[middle:]])
    yield f"{resume}\n{string}"
    yield "\n".join([*lines[: middle - 1], f"{lines[middle - 1]} {string}", *lines[middle:]])


def detection(folder: Path) -> None:
    """Print recall by source of the strings, and the false alarms of the same folder."""
    clean = [row["text"] for row in rows(folder / "clean_resumes.jsonl")]
    strings = rows(folder / "strings.jsonl")
    for source in sorted({row["src"] for row in strings}):
        texts = [row["text"] for row in strings if row["src"] == source]
        tried = [place for text in texts for resume in clean for place in placements(resume, text)]
        print(
            f"| found, strings of {source} | {wilson(sum(bool(kinds(text)) for text in tried), len(tried))} |"
        )
        alone = {text: kinds(text) for text in texts}
        for text in [text for text, found in alone.items() if not found][:20]:
            print(f"<!-- missed: {text[:200]!r} -->")
    poisoned = [row["text"] for row in rows(folder / "poisoned_resumes.jsonl")]
    print(
        f"| found, poisoned resumes | {wilson(sum(bool(kinds(text)) for text in poisoned), len(poisoned))} |"
    )
    benign = [row["text"] for row in rows(folder / "benign_strings.jsonl")] + clean
    accused = sum(bool(kinds(text)) for text in benign)
    print(f"| accused, clean resumes and harmless strings beside them | {wilson(accused, len(benign))} |")


def false_alarms(folder: Path, shown: int) -> None:
    """Print how many resumes of a ranking's data are accused."""
    resumes = rows(folder / "resumes.jsonl")
    accused = 0
    for row in resumes:
        found = [each for each in ats.find_manipulation(row["text"]) if each.kind in STEERING]
        accused += bool(found)
        for each in found[:1]:
            if shown > 0:
                shown -= 1
                words = row["text"][each.begin : each.end][:200]
                print(f"<!-- {folder.name} {ats.to_string(each.kind)}: {words!r} -->")
    print(f"| accused, resumes of {folder.name} | {wilson(accused, len(resumes))} |")


def ranks(job: str, documents: Sequence[ats.Document]) -> tuple[list[float], ats.ResumeScorer]:
    """Score documents with the offline engine."""
    client = ats.OfflineClient()
    criteria = ats.CriteriaExtractor(client).extract(ats.Document.from_text("job", job))
    scorer = ats.ResumeScorer(client, criteria, as_of=datetime.date.fromisoformat(AS_OF), job_description=job)
    return [scorer.score(document).total for document in documents], scorer


def rank_of(total: float, others: Sequence[float]) -> int:
    """Count who is better."""
    return sum(other > total for other in others)


def moved(folder: Path, strings: Sequence[str], jobs: int, tries: int) -> None:
    """Print how far strings and pasted job descriptions move a resume among the others."""
    chance = random.Random(SEED)  # noqa: S311 (a sample, not a secret)
    documents = [ats.Document.from_text(row["id"], row["text"]) for row in rows(folder / "resumes.jsonl")]
    descriptions = rows(folder / "jds.jsonl")
    far, total_tries, unmarked, pasted, in_first_tenth = 0, 0, 0, 0, 0
    for job in chance.sample(descriptions, min(jobs, len(descriptions))):
        totals, scorer = ranks(job["text"], documents)
        for index in chance.sample(range(len(documents)), tries):
            others = totals[:index] + totals[index + 1 :]
            before = rank_of(totals[index], others)
            attacked = documents[index].text + "\n" + chance.choice(strings) + "\n"
            after = rank_of(scorer.score(ats.Document.from_text("cv", attacked)).total, others)
            far += abs(after - before) > 0.01 * len(documents)
            total_tries += 1
            copy = ats.Document.from_text("cv", documents[index].text + "\n" + job["text"] + "\n")
            marked = bool(kinds(copy.text, job["text"]))
            place = rank_of(scorer.score(copy).total, others)
            pasted += 1
            unmarked += not marked and place < 0.1 * len(documents)
            in_first_tenth += place < 0.1 * len(documents) and before >= 0.1 * len(documents)
    name = folder.name
    print(f"| {name}: an appended string moves by more than 1 % of ranks | {wilson(far, total_tries)} |")
    print(f"| {name}: job description pasted, in the first tenth unmarked | {wilson(unmarked, pasted)} |")
    print(f"| {name}: job description pasted, came into the first tenth | {wilson(in_first_tenth, pasted)} |")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=20, help="job descriptions tried in each ranking")
    parser.add_argument("--tries", type=int, default=10, help="resumes attacked for each job description")
    parser.add_argument("--show", type=int, default=0, help="false alarms printed as comments")
    arguments = parser.parse_args()
    print("| what | share [95 %] |\n| --- | --- |")
    injection = arguments.data / "injection"
    detection(injection)
    strings = [row["text"] for row in rows(injection / "strings.jsonl")]
    for path in sorted(arguments.data.glob("*/resumes.jsonl")):
        false_alarms(path.parent, arguments.show)
    for path in sorted(arguments.data.glob("*/resumes.jsonl")):
        if len(rows(path)) >= FEWEST_RESUMES:
            moved(path.parent, strings, arguments.jobs, arguments.tries)


if __name__ == "__main__":
    main()
