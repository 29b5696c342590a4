"""docs/engines.md shows both questions as a model gets them, byte for byte.

``python tests/python/test_engine_docs.py`` writes them there.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from atschecker import (
    CriteriaExtractor,
    Criterion,
    CriterionKind,
    Document,
    OpenAiClient,
    ResumeScorer,
)
from model_server import model_server, valid_answer

PAGE = Path(__file__).parents[2] / "docs" / "engines.md"
JOB = Document.from_text(
    "job.txt", "Night nurse\n\nYou bring\n- 3 years of nursing, preferably in a hospice\n- French or Dutch\n"
)
RESUME = Document.from_text(
    "zoe.txt",
    "Zoe Example\n\nExperience\nStaff Nurse, Alder Hospital, Jan 2021 - Dec 2023\nNights on a ward of 20.\n"
    "Receptionist, Birch Hotel, Mar 2015 - Feb 2019\n\nLanguages\nFrench (C1)\n",
)
CRITERIA = [
    Criterion(id="c1", text="Night nurse", kind=CriterionKind.role, weight=1),
    Criterion(
        id="c2",
        text="3 years of nursing",
        kind=CriterionKind.experience,
        weight=3,
        min_years=3,
        source="3 years of nursing, preferably in a hospice",
    ),
]


def rendered(task: str) -> str:
    """The messages of one question, as they go to a server."""
    with model_server(valid_answer) as server:
        client = OpenAiClient(base_url=server.base_url, model="m")
        if task == "score_resume":
            ResumeScorer(client, CRITERIA, as_of=date(2026, 6, 30)).score(RESUME)
        else:
            CriteriaExtractor(client).extract(JOB)
        messages = server.requests[0]["messages"]
    return "\n".join(f"[{message['role']}]\n{message['content']}" for message in messages)


def block(task: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- rendered: {task} -->\n```text\n)(.*?)(\n```\n<!-- end -->)", re.DOTALL)


@pytest.mark.parametrize("task", ["extract_criteria", "score_resume"])
def test_the_page_shows_the_question_as_it_is_sent(task: str) -> None:
    found = block(task).search(PAGE.read_text("utf-8"))
    assert found is not None
    assert found[2] == rendered(task)


def test_what_is_not_the_resumes_and_not_shared_is_short() -> None:
    """The periods, the rules and the fence: at most 120 tokens, counted as four characters each."""
    text = rendered("score_resume").partition("[user]\n")[2]
    assert (len(text) - len(RESUME.text)) / 4 <= 120


def main() -> None:
    """Write the questions into the page."""
    page = PAGE.read_text("utf-8")
    for task in ("extract_criteria", "score_resume"):
        shown = rendered(task)
        page = block(task).sub(lambda found, shown=shown: found[1] + shown + found[3], page)  # type: ignore[misc]
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
