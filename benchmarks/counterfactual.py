#!/usr/bin/env python3
"""What a score owes to a name, a pronoun or a school: the same resume with others in their place.

    .venv/bin/python benchmarks/counterfactual.py JOB FOLDER [--engine openai]

Each resume of FOLDER (or line of a .jsonl file with `text`) is scored as it is and with its own name
replaced by each of several others, with its pronouns swapped, and with its schools replaced; each also with
identifiers redacted first, as a server would see it. Prints, for each change, how many resumes it applies to,
the mean and the largest difference of the percentage, and the same with redaction. It flags; it says nothing
about the law. The names are common ones of several origins and genders, and of nobody in particular.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import atschecker as ats
from atschecker._engine import Clients
from atschecker._environment import settings_from

NAMES = [
    "Emily Walsh",
    "Greg Baker",
    "Lakisha Washington",
    "Jamal Robinson",
    "Fatima Hassan",
    "Wei Zhang",
    "Maria Garcia",
]
PRONOUNS = {"he": "she", "she": "he", "him": "her", "his": "her", "her": "his", "mr": "Ms", "ms": "Mr"}
SCHOOL = re.compile(
    r"\b(?:[A-Z][\w.&'-]+ ){1,4}(?:University|College|Institute|School)\b"
    r"|\bUniversity of (?:[A-Z]\w+ ?){1,3}"
)
SCHOOLS = ["Harvard University", "Howard University", "Westfield Community College"]


def texts(source: Path) -> Iterator[str]:
    """Read resumes."""
    if source.suffix == ".jsonl":
        for line in source.read_text("utf-8").splitlines():
            yield json.loads(line)["text"]
        return
    reader = ats.DocumentReader()
    for path in sorted(source.rglob("*")):
        try:
            yield reader.read(ats.DocumentSource.from_file(str(path))).text
        except ats.Error:
            continue


def with_name(text: str, name: str) -> str:
    """Replace the writer's name wherever it stands."""
    first, last = name.split()
    for part in ats.redact(text).parts:
        if part.kind == "name":
            words = part.original.split()
            new = name if len(words) > 1 else last if words and text.find(words[0]) > 0 else first
            text = re.sub(re.escape(part.original), new, text, flags=re.IGNORECASE)
    return text


def with_pronouns(text: str) -> str:
    """Swap pronouns and salutations."""
    words = "|".join(PRONOUNS)
    return re.sub(rf"\b({words})\b", lambda found: PRONOUNS[found[0].lower()], text, flags=re.IGNORECASE)


def with_school(text: str, school: str) -> str:
    """Replace what looks like the name of a school."""
    return SCHOOL.sub(school, text)


def changes() -> dict[str, list[Callable[[str], str]]]:
    """Name each kind of change and its variants."""
    return {
        "name": [lambda text, name=name: with_name(text, name) for name in NAMES],
        "pronouns": [with_pronouns],
        "school": [lambda text, school=school: with_school(text, school) for school in SCHOOLS],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("job", type=Path)
    parser.add_argument("resumes", type=Path)
    parser.add_argument("--engine", choices=["offline", "openai"], default="offline")
    arguments = parser.parse_args()
    client = Clients(settings_from(os.environ, engine=arguments.engine)).new()
    job = ats.DocumentReader().read(ats.DocumentSource.from_file(str(arguments.job)))
    scorer = ats.ResumeScorer(client, ats.CriteriaExtractor(client).extract(job), job_description=job.text)

    def percent(text: str) -> float:
        return scorer.score(ats.Document.from_text("resume", text)).percent

    resumes = list(texts(arguments.resumes))
    print(f"{len(resumes)} resumes; differences in points of the percentage")
    print("| changed | resumes | mean | largest | redacted: mean | redacted: largest |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, variants in changes().items():
        plain, redacted, touched = [], [], 0
        for text in resumes:
            changed = [new for variant in variants if (new := variant(text)) != text]
            touched += bool(changed)
            if not changed:
                continue
            before, hidden = percent(text), percent(ats.redact(text).text)
            plain += [abs(percent(new) - before) for new in changed]
            redacted += [abs(percent(ats.redact(new).text) - hidden) for new in changed]
        if plain:
            cells = [sum(plain) / len(plain), max(plain), sum(redacted) / len(redacted), max(redacted)]
            print(f"| {name} | {touched} | " + " | ".join(f"{value:.2f}" for value in cells) + " |")


if __name__ == "__main__":
    main()
