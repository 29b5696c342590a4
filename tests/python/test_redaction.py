"""What identifies a person does not reach a server, and comes back in the answer."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from atschecker import (
    Document,
    DocumentError,
    ErrorCode,
    RedactingClient,
    ResumeScorer,
    criteria_from_texts,
    rank_resumes,
    redact,
)
from atschecker.cli import app
from atschecker.testing import ScriptedClient
from documents import docx, pdf
from model_server import Answer, chat_completion, model_server

PEOPLE = {
    "a.pdf": ["Jane Roe", "Warehouse clerk", "jane.roe@mail.example", "+1 217 555 0142", "12 Elm Street"],
    "b.docx": ["JÖRG MÜLLER", "Lagerist", "E-Mail: j.mueller@post.example", "Tel. 0176 1234567"],
    "c.txt": ["Name: Ana Pop", "Contabilă", "ana_pop@posta.example | 0722 123 456", "linkedin.com/in/anapop"],
    "d.md": [
        "Chandra",
        "Sharma",
        "",
        "Office Manager",
        "",
        "chandra.sharma@mail.example",
        "Born: 4 May 1990",
    ],
}
NEVER = [
    "jane",
    "roe@",
    "elm street",
    "müller",
    "mueller",
    "ana pop",
    "anapop",
    "chandra",
    "sharma",
    "4 may 1990",
]
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
DIGITS = re.compile(r"\d[\d ]{6,}\d")


def write(folder: Path) -> None:
    folder.mkdir()
    for name, lines in PEOPLE.items():
        body = [*lines, "", "Experience", f"Clerk at Example Ltd, 2015 to 2020. {lines[0]} kept the books."]
        path = folder / name
        if name.endswith(".pdf"):
            path.write_bytes(pdf(*body))
        elif name.endswith(".docx"):
            path.write_bytes(docx(*body))
        else:
            path.write_text("\n".join(body), "utf-8")


def rank(tmp_path: Path, *options: str) -> tuple[str, Any]:
    """Rank the people with a server; return all that it was sent, and the report."""
    write(tmp_path / "people")
    (tmp_path / "c.json").write_text('["Book keeping"]')

    def answer(body: dict[str, Any]) -> Answer:
        text = body["messages"][-1]["content"]
        quote = next(line for line in text.splitlines() if "kept the books" in line)
        score = {"quotes": [quote], "reason": f"It says: {quote}", "finding": "stated"}
        return chat_completion(json.dumps({"scores": {"c1": score}}))

    with model_server(answer) as server:
        environment = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "k", "ATS_MODEL": "m"}
        report = tmp_path / "r.json"
        arguments = ["rank", "--no-job", "--criteria", str(tmp_path / "c.json"), str(tmp_path / "people")]
        result = CliRunner().invoke(app, [*arguments, "-o", str(report), *options], env=environment)
        assert result.exit_code == 0, result.output
        sent = "\n".join(message["content"] for body in server.requests for message in body["messages"])
    return sent, json.loads(report.read_text("utf-8"))


def test_no_name_and_no_address_reaches_the_server_and_quotes_come_back_as_they_stand(tmp_path: Path) -> None:
    sent, report = rank(tmp_path)
    assert [word for word in NEVER if word in sent.lower()] == []
    assert E_MAIL.findall(sent) == []
    assert DIGITS.findall(sent) == []
    assert sent.count("kept the books") == len(PEOPLE)
    evidence = [row["scores"][0]["evidence"][0] for row in report["ranking"]]
    assert all(each["verified"] for each in evidence)
    assert any("Jane Roe kept the books" in each["quote"] for each in evidence)


def test_without_redaction_everything_is_sent(tmp_path: Path) -> None:
    sent, _ = rank(tmp_path, "--no-redact")
    assert "jane.roe@mail.example" in sent
    assert "JÖRG MÜLLER" in sent


def test_the_text_command_shows_what_would_be_sent(tmp_path: Path) -> None:
    write(tmp_path / "people")
    result = CliRunner().invoke(app, ["text", str(tmp_path / "people" / "a.pdf"), "--redacted"])
    assert "[NAME]" in result.stdout
    assert "jane" not in result.stdout.lower()


def test_placeholders_are_restored(tmp_path: Path) -> None:
    redaction = redact("Jane Roe\njane.roe@mail.example\n")
    assert redaction.text == "[NAME]\n[EMAIL 1]\n"
    assert redaction.restore("Ask [NAME] at [EMAIL 1]") == "Ask Jane Roe at jane.roe@mail.example"
    assert [(part.kind, part.original) for part in redaction.parts] == [
        ("name", "Jane Roe"),
        ("email", "jane.roe@mail.example"),
    ]


JANE = "Jane Roe\njane.roe@mail.example, +1 217 555 0142\n\nExperience\nClerk, 2015 to 2020\n"


@pytest.mark.parametrize("shared", ["ask JANE.ROE@mail.example", "call (217) 555-0142"])
def test_an_address_of_the_resume_in_a_criterion_keeps_it_unsent(shared: str) -> None:
    client = ScriptedClient()
    document = Document.from_text("jane.txt", JANE)
    scorer = ResumeScorer(RedactingClient(client), criteria_from_texts([f"Book keeping, {shared}"]))
    with pytest.raises(DocumentError) as caught:
        scorer.score(document)
    assert caught.value.code == ErrorCode.redaction_failed
    assert "nothing was sent" in str(caught.value)
    assert "217" not in str(caught.value)
    assert "jane.roe" not in str(caught.value).lower()
    assert client.calls() == 0


@pytest.mark.parametrize("shared", ["ask JANE.ROE@mail.example", "call (217) 555-0142"])
def test_an_address_of_the_resume_in_the_source_of_a_criterion_keeps_it_unsent(shared: str) -> None:
    client = ScriptedClient()
    criteria = criteria_from_texts(["Book keeping"])
    criteria[0].source = f"Book keeping, {shared}"
    with pytest.raises(DocumentError) as caught:
        ResumeScorer(RedactingClient(client), criteria).score(Document.from_text("jane.txt", JANE))
    assert caught.value.code == ErrorCode.redaction_failed
    assert client.calls() == 0


def test_the_resume_that_cannot_be_redacted_is_a_row_with_its_error_and_the_rest_is_scored(
    tmp_path: Path,
) -> None:
    client = ScriptedClient()
    (tmp_path / "jane.txt").write_text(JANE)
    (tmp_path / "bob.txt").write_text("Bob Poe\nbob@mail.example\n\nExperience\nClerk, 2015 to 2020\n")
    criteria = ["Clerk; jane.roe@mail.example knows more"]
    ranking = rank_resumes(criteria, sorted(tmp_path.iterdir()), client=RedactingClient(client))
    bob, jane = ranking.rows
    assert bob.outcome.scorecard() is not None
    failure = jane.outcome.failure()
    assert failure is not None
    assert failure.code == ErrorCode.redaction_failed
    assert client.calls() == 1


def test_a_job_with_the_address_of_a_candidate_is_not_shown_to_the_scorer(tmp_path: Path) -> None:
    write(tmp_path / "people")
    (tmp_path / "c.json").write_text('["Book keeping"]')
    (tmp_path / "job.txt").write_text(
        "Clerk wanted. Replaces jane.roe@mail.example.\n\nMust have: book keeping\n"
    )

    def answer(_: dict[str, Any]) -> Answer:
        return chat_completion(
            '{"scores": {"c1": {"quotes": [], "reason": "Nothing.", "finding": "silent"}}}'
        )

    with model_server(answer) as server:
        environment = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "k", "ATS_MODEL": "m"}
        report = tmp_path / "r.json"
        inputs = [str(tmp_path / "job.txt"), "--criteria", str(tmp_path / "c.json"), str(tmp_path / "people")]
        result = CliRunner().invoke(app, ["rank", *inputs, "-o", str(report)], env=environment)
        asked = len(server.requests)
        sent = json.dumps(server.requests)
    assert result.exit_code == 0, result.output
    failed = [row for row in json.loads(report.read_text("utf-8"))["ranking"] if "error" in row]
    assert failed == []
    assert asked == len(PEOPLE)
    assert [words for words in ["Jane Roe", "jane.roe", "Clerk wanted"] if words in sent] == []


def test_a_question_that_is_asked_again_quotes_no_identifier(tmp_path: Path) -> None:
    (tmp_path / "jane.txt").write_text(JANE)
    (tmp_path / "c.json").write_text('["Book keeping"]')
    # The quote does not stand in the resume, so the scorer asks again, with the originals in its question.
    entry = {
        "quotes": ["[NAME] of [EMAIL 1] kept the books"],
        "reason": "Call [PHONE 1]",
        "finding": "stated",
    }

    with model_server(lambda _: chat_completion(json.dumps({"scores": {"c1": entry}}))) as server:
        environment = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "k", "ATS_MODEL": "m"}
        arguments = ["rank", "--no-job", "--criteria", str(tmp_path / "c.json"), str(tmp_path / "jane.txt")]
        result = CliRunner().invoke(app, arguments, env=environment)
        sent = [json.dumps(body) for body in server.requests]
    assert result.exit_code == 0, result.output
    assert len(sent) == 2
    assert "[NAME] of [EMAIL 1] kept the books" in sent[1]
    assert [word for word in ["Roe", "Jane", "jane", "555", "mail.example"] if word in "".join(sent)] == []


HEADERS = [
    "Pieter van der Meulen\nKastanjelaan 17, 3581 XA Utrecht\n06-55512345\npvdm@post.example\n"
    "Geboren op 12 maart 1985",
    "(415) 555-0136 | dwhite77@post.example | Oakland, CA 94612\n\nDanielle White-Kowalski",
    "TERRENCE J. R. MBEKI\nELECTRICIAN\n22 Acacia Avenue, Durban 4001\nCell: 082 555 0147",
    "Jane Doerksen | Registered Nurse\nWinnipeg, MB R3C 4T3 | 204-555-0193 | jd.rn@post.example",
    "Name: Dipl.-Ing. Annegret Lüdenscheidt\nAnschrift: Am Alten Markt 4, 50667 Köln\n"
    "Telefon: 0221 / 555 01 23",
    "María del Carmen de la Fuente\nCalle del Olmo 23, 28012 Madrid\nTel. 612 34 56 78\n"
    "Estado civil: soltera",
    "Priyanka Venkataraman\nlinkedin.com/in/priyanka-venkataraman-4a21 · github.com/pvenkat",
]
TELLING = [
    *("meulen", "kastanjelaan", "3581", "55512345", "pvdm", "1985", "danielle", "kowalski", "0136"),
    *("dwhite77", "94612", "terrence", "mbeki", "acacia", "0147", "doerksen", "r3c", "0193", "jd.rn"),
    *("annegret", "ludenscheidt", "50667", "555012", "fuente", "olmo", "28012", "soltera"),
    *("priyanka", "venkataraman", "pvenkat"),
]
FORKLIFT = [f"Forklift licence of class {number}" for number in range(45)]


def folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"(?<=[0-9])[ /-](?=[0-9])", "", plain.casefold())


def test_none_of_many_requests_about_a_resume_has_an_identifier(tmp_path: Path) -> None:
    """45 criteria take three requests; each is sampled twice, and asked again for want of a quote."""
    for number, header in enumerate(HEADERS):
        name = header.splitlines()[0].split(" | ")[0]
        body = f"\n\nExperience\nForklift operator, Northwind Traders. {name} drove it.\n"
        (tmp_path / f"{number}-{name[:4].strip('(')}.txt").write_text(header + body, "utf-8")
    (tmp_path / "c.json").write_text(json.dumps(FORKLIFT))

    def answer(body: dict[str, Any]) -> Answer:
        # An answer that quotes what it saw, and nothing that stands there: so that it is sent back.
        properties = body["response_format"]["json_schema"]["schema"]["properties"]["scores"]["properties"]
        seen = body["messages"][1]["content"][-300:]
        entry = {"quotes": [f"{seen} and more"], "reason": seen, "finding": "mostly"}
        return chat_completion(json.dumps({"scores": dict.fromkeys(properties, entry)}))

    with model_server(answer) as server:
        environment = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "k", "ATS_MODEL": "m"}
        arguments = ["rank", "--no-job", "--criteria", str(tmp_path / "c.json"), "--repeat", "2"]
        files = [str(path) for path in sorted(tmp_path.glob("*.txt"))]
        result = CliRunner().invoke(app, [*arguments, *files], env=environment)
        assert result.exit_code == 0, result.output
        assert len(server.requests) == len(HEADERS) * 3 * 2 * 2
        sent = folded(json.dumps(server.requests, ensure_ascii=False))
    assert [word for word in TELLING if word in sent] == []
    assert "northwind traders" in sent
    assert "registered nurse" in sent
