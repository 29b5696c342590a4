#!/usr/bin/env python3
"""What a question and an answer take in tokens, counted by a real tokenizer, beside services of others.

    npm install --prefix /tmp/tokenizer gpt-tokenizer
    .venv/bin/python benchmarks/tokens.py FOLDER --tokenizer /tmp/tokenizer [--peer service.json ...]

Scores the resumes of FOLDER against five criteria with a job description, through the client of model servers
and a server on the loopback interface that keeps what it is asked. Counted with o200k_base (OpenAI's encoding
since GPT-4o): what all questions share from their beginning, what each has besides its resume, and what an
answer takes for a criterion, where the answer has the offline engine's quotes and reasons cut to the 12 words
that the prompt asks for. Prints medians and the worst of all.

A peer is a JSON file that says what another service sends for the same resumes and criteria, and what it asks
to be answered:

    {"calls": [{"messages": ["You rate resumes.", "Criteria: {criteria}\\n{resume}"],
                "reply": "{\\"Python\\": 3}", "each_criterion": false, "resume_characters": null}]}

{criteria} is the JSON array of the criteria, {criterion} one of them where each has a call of its own;
resume_characters says where a service cuts the resume. A server is taken to cache as OpenAI does: a beginning
that all calls of a kind share, from 1,024 tokens on, in steps of 128.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import atschecker as ats
from atschecker._prices import price_of

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
LEAST_CACHED, CACHE_STEP = 1024, 128
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


@dataclass
class Kind:
    """Calls of one kind, a prompt and an answer for each: what they share is cached."""

    prompts: list[str]
    answers: list[str]


@dataclass
class Bill:
    """What a resume takes on average."""

    calls: float = 0
    sent: float = 0
    cached: float = 0
    answered: float = 0

    def add(self, kind: Kind, resumes: int, tokenizer: Path) -> None:
        """Count the calls of a kind."""
        prompts, answers = tokens(kind.prompts, tokenizer), tokens(kind.answers, tokenizer)
        shared = tokens([os.path.commonprefix(kind.prompts)], tokenizer)[0]  # noqa: RUF071
        cached = shared // CACHE_STEP * CACHE_STEP if shared >= LEAST_CACHED else 0
        self.calls += len(prompts) / resumes
        self.sent += sum(prompts) / resumes
        self.cached += cached * (len(prompts) - 1) / resumes
        self.answered += sum(answers) / resumes

    def line(self, name: str, price: ats.Price) -> str:
        """Say it, with the price of a thousand resumes."""
        thousand = ats.Usage(
            prompt_tokens=round(1000 * self.sent),
            cached_tokens=round(1000 * self.cached),
            completion_tokens=round(1000 * self.answered),
        )
        with_cache = ats.cost_of(thousand, price)
        thousand.cached_tokens = 0
        return (
            f"| {name} | {self.calls:.0f} | {self.sent:,.0f} | {self.sent - self.cached:,.0f} | "
            f"{self.answered:.0f} | {with_cache:.2f} | {ats.cost_of(thousand, price):.2f} |"
        )


def peer_kinds(peer: Path, resumes: list[str]) -> list[Kind]:
    """What another service sends for the same resumes, and is answered."""
    return [
        Kind([prompt(call, criterion, resume) for resume in resumes], [call["reply"]] * len(resumes))
        for call in json.loads(peer.read_text("utf-8"))["calls"]
        for criterion in (CRITERIA if call.get("each_criterion") else [""])
    ]


def prompt(call: dict[str, Any], criterion: str, resume: str) -> str:
    """Fill the placeholders; the resume last, which may hold anything."""
    text: str = "\n".join(call["messages"])
    text = text.replace("{criteria}", json.dumps(CRITERIA)).replace("{criterion}", criterion)
    return text.replace("{resume}", resume[: call.get("resume_characters")])


FINDINGS = ("silent", "hint", "partly", "mostly", "stated", "shown")


def cut(text: str) -> str:
    """Keep as many words as the prompt asks for."""
    return " ".join(text.split()[:LONGEST_QUOTE])


def verdict_of(score: ats.CriterionScore) -> dict[str, str]:
    """Write a score in the words that are asked for."""
    if score.role is not None:
        return {"occupation": score.role.occupation, "level": score.role.level}
    return {"finding": FINDINGS[round(score.score)]}


def answer_of(card: ats.Scorecard) -> str:
    """Write a scorecard as a model would answer."""
    scores = {
        score.criterion_id: {
            "quotes": [cut(evidence.quote) for evidence in score.evidence[:1]],
            "reason": cut(score.reason),
            **verdict_of(score),
        }
        for score in card.scores
    }
    return json.dumps({"scores": scores}, ensure_ascii=False, separators=(",", ":"))


def read(folder: Path, offline: ats.ResumeScorer) -> tuple[list[ats.Document], list[str]]:
    """Read the resumes that can be read, and answer each as a model would."""
    reader = ats.DocumentReader()
    documents, answers = [], []
    for path in sorted(folder.rglob("*")):
        try:
            document = reader.read(ats.DocumentSource.from_file(str(path)))
            answers.append(answer_of(offline.score(document)))
        except ats.Error:
            continue
        documents.append(document)
    return documents, answers


def asked_about(
    documents: list[ats.Document], criteria: list[ats.Criterion], job: str
) -> list[dict[str, Any]]:
    """Score the resumes and return what the server was sent."""
    hint = {"quotes": [], "reason": "", "finding": "hint"}
    other = {"quotes": [], "reason": "", "occupation": "other", "level": "as_asked"}
    scores = {each.id: other if each.kind is ats.CriterionKind.role else hint for each in criteria}
    reply = chat_completion(json.dumps({"scores": scores}))
    asked: list[dict[str, Any]] = []

    def answer(body: dict[str, Any]) -> Answer:
        asked.append(body)
        return reply

    with model_server(answer) as server:
        client = ats.OpenAiClient(model="m", api_key="k", base_url=server.base_url)
        scorer = ats.ResumeScorer(client, criteria, job_description=job)
        for document in documents:
            scorer.score(document)
    return asked


def besides_resume(user: str) -> str:
    """What stands around the fenced resume, its fence included."""
    heading, fence, rest = user.split("\n", 2)
    return "\n".join([heading, fence, fence + rest.rsplit(fence, 1)[1]])


def print_own(asked: list[dict[str, Any]], answers: list[str], tokenizer: Path) -> None:
    """Print what our own questions and answers are made of."""
    shared = {json.dumps({**body, "messages": body["messages"][:-1]}) for body in asked}
    users = [body["messages"][-1]["content"] for body in asked]
    text, form = tokens([asked[0]["messages"][0]["content"], form_of(asked[0])], tokenizer)
    own = tokens([besides_resume(user) for user in users], tokenizer)
    each = [total / len(CRITERIA) for total in tokens(answers, tokenizer)]
    print(f"{len(asked)} resumes, {len(CRITERIA)} criteria, {len(shared)} different beginnings")
    print(f"shared by all: {text} tokens of text and {form} of schema")
    print(f"besides the resume, not shared: median {statistics.median(own):.0f}, most {max(own)}")
    print(f"answer, a criterion: median {statistics.median(each):.0f}, most {max(each):.0f}")
    whole = tokens(users, tokenizer)
    guess = [len(user.encode()) / 4 / total for user, total in zip(users, whole, strict=True)]
    middle = statistics.median(guess)
    print(f"bytes / 4 against tokens: median {middle:.2f}, {min(guess):.2f} to {max(guess):.2f}")


def form_of(body: dict[str, Any]) -> str:
    """The schema as it stands in a request."""
    return json.dumps(body["response_format"])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--peer", type=Path, action="append", default=[], help="another service; see above")
    parser.add_argument("--model", default="gpt-4o-mini", help="whose price is taken for all")
    arguments = parser.parse_args()
    price = price_of(arguments.model)
    if price is None:
        parser.error(f"the price of {arguments.model} is not known")
    job = ats.DocumentReader().read(ats.DocumentSource.from_file(str(JOB))).text
    criteria = ats.criteria_from_texts(CRITERIA)
    documents, answers = read(
        arguments.folder, ats.ResumeScorer(ats.OfflineClient(), criteria, job_description=job)
    )
    asked = asked_about(documents, criteria, job)
    print_own(asked, answers, arguments.tokenizer)
    ours = [form_of(body) + "".join(part["content"] for part in body["messages"]) for body in asked]
    rows = [("ours", [Kind(ours, answers)])]
    rows += [(peer.stem, peer_kinds(peer, [each.text for each in documents])) for peer in arguments.peer]
    print(f"| who | calls | sent | not cached | answered | USD for 1,000 ({arguments.model}) | uncached |")
    for name, kinds in rows:
        bill = Bill()
        for kind in kinds:
            bill.add(kind, len(documents), arguments.tokenizer)
        print(bill.line(name, price))


if __name__ == "__main__":
    main()
