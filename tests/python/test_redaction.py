"""What identifies a person does not reach a server, and comes back in the answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from atschecker import (
    redact,
)
from atschecker.cli import app
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
        score = {"quotes": [quote], "reason": f"It says: {quote}", "score": 4}
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
