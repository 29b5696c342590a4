#!/usr/bin/env python3
"""What a question and an answer take in tokens, counted by a real tokenizer.

    npm install --prefix /tmp/tokenizer gpt-tokenizer
    .venv/bin/python benchmarks/tokens.py FOLDER --tokenizer /tmp/tokenizer

Scores the resumes of FOLDER against five criteria with a job description, through the client of model servers
and a server on the loopback interface that keeps what it is asked. Counted with o200k_base (OpenAI's encoding
since GPT-4o): what all questions share from their beginning, what each has besides its resume, and what an
answer takes for a criterion, where the answer has the offline engine's quotes and reasons cut to the 12 words
that the prompt asks for. Prints medians and the worst of all.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import atschecker as ats

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/python"))

from model_server import Answer, chat_completion, model_server

CRITERIA = [
    "5+ years of Python",
    "SQL and relational databases",
    "Bachelor's degree",
    "Fluent English",
    "Docker",
]
JOB = Path(__file__).resolve().parents[1] / "docs/examples/job/job-description.pdf"
LONGEST_QUOTE = 12
COUNT = """
const { encode } = require("gpt-tokenizer/encoding/o200k_base");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const options = { disallowedSpecial: new Set() };
process.stdout.write(JSON.stringify(texts.map((text) => encode(text, options).length)));
"""


def tokens(texts: list[str], tokenizer: Path) -> list[int]:
    """Count the tokens of each text."""
    done = subprocess.run(  # noqa: S603 (a program of the person's own)
        ["node", "-e", COUNT],  # noqa: S607 (whichever node the person has)
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NODE_PATH": str(tokenizer / "node_modules")},
    )
    counted: list[int] = json.loads(done.stdout)
    return counted


def cut(text: str) -> str:
    """Keep as many words as the prompt asks for."""
    return " ".join(text.split()[:LONGEST_QUOTE])


def answer_of(card: ats.Scorecard) -> str:
    """Write a scorecard as a model would answer."""
    scores = {
        score.criterion_id: {
            "quotes": [cut(evidence.quote) for evidence in score.evidence[:1]],
            "reason": cut(score.reason),
            "score": round(score.score),
        }
        for score in card.scores
    }
    return json.dumps({"scores": scores}, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    arguments = parser.parse_args()
    reader = ats.DocumentReader()
    job = reader.read(ats.DocumentSource.from_file(str(JOB))).text
    criteria = ats.criteria_from_texts(CRITERIA)
    offline = ats.ResumeScorer(ats.OfflineClient(), criteria, job_description=job)
    documents, answers = [], []
    for path in sorted(arguments.folder.rglob("*")):
        try:
            document = reader.read(ats.DocumentSource.from_file(str(path)))
            answers.append(answer_of(offline.score(document)))
        except ats.Error:
            continue
        documents.append(document)
    asked: list[dict[str, Any]] = []
    ids = [criterion.id for criterion in criteria]

    def reply(body: dict[str, Any]) -> Answer:
        asked.append(body)
        hint = {"quotes": [], "reason": "", "score": 1}
        return chat_completion(json.dumps({"scores": dict.fromkeys(ids, hint)}))

    with model_server(reply) as server:
        client = ats.OpenAiClient(model="m", api_key="k", base_url=server.base_url)
        scorer = ats.ResumeScorer(client, criteria, job_description=job)
        for document in documents:
            scorer.score(document)
    shared = {json.dumps({**body, "messages": body["messages"][:-1]}) for body in asked}
    users = [body["messages"][-1]["content"] for body in asked]
    besides = [user.replace(document.text, "") for user, document in zip(users, documents, strict=True)]
    form = json.dumps(asked[0]["response_format"])
    systems = [asked[0]["messages"][0]["content"], form]
    counted = tokens([*systems, *besides, *answers, *users, *CRITERIA], arguments.tokenizer)
    n = len(documents)
    own, output, whole = counted[2 : 2 + n], counted[2 + n : 2 + 2 * n], counted[2 + 2 * n : 2 + 3 * n]
    each = [total / len(CRITERIA) for total in output]
    print(f"{n} resumes, {len(CRITERIA)} criteria, {len(shared)} different beginnings")
    print(f"shared by all: {counted[0]} tokens of text and {counted[1]} of schema")
    print(f"besides the resume, not shared: median {statistics.median(own):.0f}, most {max(own)}")
    print(f"answer, a criterion: median {statistics.median(each):.0f}, most {max(each):.0f}")
    guess = [len(user.encode()) / 4 / total for user, total in zip(users, whole, strict=True)]
    middle = statistics.median(guess)
    print(f"bytes / 4 against tokens: median {middle:.2f}, {min(guess):.2f} to {max(guess):.2f}")


if __name__ == "__main__":
    main()
