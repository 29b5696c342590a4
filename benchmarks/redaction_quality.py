"""What of a resume's identifiers reaches a model server, how much else is replaced, and what it costs.

    .venv/bin/python benchmarks/redaction_quality.py --data FOLDER_OR_JSONL... [--names FILE] [--show] [--]

Ranks the resumes of each folder (PDF, DOCX, ODT) or JSONL file (`text` in each line) with the command
atschecker against a server on the loopback interface that answers nothing of use, so that each question is
asked again: both requests are searched. E-mail addresses, phone numbers and profile links are told by
expressions of this script, names by the JSON file beside a document, or by `--names FILE`, a JSON object of
file names and the names that a person read in them ("" for none). In resumes without names, whatever is told
to be one is false: `--show` prints it. What stands behind `--` goes to
`atschecker rank`, such as `--no-redact`, which must make everything survive.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import atschecker as ats

# Written apart from the library's own finders, and simpler.
EXPRESSIONS = {
    "email": re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"),
    "phone": re.compile(
        r"(?<![\w.,/-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?)?\d{3}[ .-]\d{3,4}[ .-]?\d{3,4}(?![\w/-])"
        r"|\+\d[\d ().-]{7,16}\d"
    ),
    "link": re.compile(r"(?:linkedin\.com/in|github\.com|gitlab\.com|xing\.com/profile)/[\w.%-]+", re.I),
}
MARK = "Shelfmark"


@dataclass
class Resume:
    """One resume: what it holds, and what was sent of it."""

    name: str
    text: str
    person: str = ""
    sent: list[str] = field(default_factory=list)


def person_of(path: Path) -> str:
    """Read the name from NAME.truth.json beside a document: the first two words of its first passage."""
    truth = path.with_suffix(".truth.json")
    passages = json.loads(truth.read_text("utf-8")) if truth.exists() else []
    return " ".join(passages[0].split()[:2]) if isinstance(passages, list) and passages else ""


def read(source: Path, names: dict[str, str]) -> list[Resume]:
    """Read the resumes of a folder or of a JSONL file."""
    if source.is_file():
        rows = [json.loads(line) for line in source.read_text("utf-8").splitlines() if line.strip()]
        return [Resume(str(row.get("id", number)), row["text"]) for number, row in enumerate(rows)]
    reader, resumes = ats.DocumentReader(), []
    for path in sorted(source.rglob("*")):
        if path.suffix.lower() not in {".pdf", ".docx", ".odt"}:
            continue
        try:
            text = reader.read(path.read_bytes(), path.name).text
            resumes.append(Resume(path.name, text, names.get(path.name, person_of(path))))
        except ats.DocumentError as error:
            print(f"<!-- not read: {error} -->")
    return resumes


def mark(number: int) -> str:
    """Make a word that tells a resume's requests apart, of letters so that it is no identifier itself."""
    return MARK + "".join(chr(ord("a") + int(digit)) for digit in f"{number:06}")


def capture(resumes: list[Resume], options: list[str]) -> float:
    """Rank the resumes, keep what was sent of each, and say how long it took."""
    by_mark = {mark(number): resume for number, resume in enumerate(resumes)}
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            sent = "\n".join(str(message["content"]) for message in body["messages"])
            with lock:
                for found in set(re.findall(MARK + "[a-j]{6}", sent)):
                    by_mark[found].sent.append(sent)
            reply = {"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}]}
            content = json.dumps(reply).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name in the base class)
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        for number, resume in enumerate(resumes):
            Path(folder, f"{number:06}.txt").write_text(f"{resume.text}\n\n{mark(number)}\n", "utf-8")
        criteria = Path(folder, "criteria.json")
        criteria.write_text('["Experience with projects"]', "utf-8")
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        begin = time.monotonic()
        subprocess.run(  # noqa: S603 (the arguments are ours)
            [sys.executable, "-m", "atschecker", "rank", "--no-job", "--criteria", str(criteria),
             "--engine", "openai", "--base-url", url, "--model", "none", *options, folder],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        took = time.monotonic() - begin
    server.shutdown()
    server.server_close()
    return took


def folded(text: str) -> str:
    """Drop case, accents and the kind of space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def has_words(text: str, words: str) -> bool:
    """Look for whole words."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def replaced_words(resume: Resume) -> tuple[int, int]:
    """Count the words that were not sent, and all words."""
    had, sent = (Counter(re.findall(r"\w+", text)) for text in (resume.text, resume.sent[0]))
    return sum((had - sent).values()), sum(had.values())


def report(source: Path, resumes: list[Resume], took: float, show: bool) -> None:
    """Print a table's rows for one source."""
    sent = [resume for resume in resumes if resume.sent]
    print(f"| {source.name}: resumes sent, of all | {len(sent)} of {len(resumes)} |")
    for kind, expression in EXPRESSIONS.items():
        total = survived = 0
        for resume in sent:
            wire = folded("\n".join(resume.sent))
            for found in {folded(each) for each in expression.findall(resume.text)}:
                total += 1
                if found in wire:
                    survived += 1
                    if show:
                        print(f"<!-- {resume.name}: {kind} {found!r} -->")
        print(f"| {source.name}: {kind} that survive | {survived} of {total} |")
    named = [resume for resume in sent if resume.person and folded(resume.person) in folded(resume.text)]
    kept = [resume for resume in named if has_words(folded("\n".join(resume.sent)), folded(resume.person))]
    for resume in kept if show else []:
        print(f"<!-- {resume.name}: name {resume.person!r} -->")
    print(f"| {source.name}: header names that survive | {len(kept)} of {len(named)} |")
    told = {
        resume.name: [part.original for part in ats.redact(resume.text).parts if part.kind == "name"]
        for resume in resumes
    }
    for name, words in told.items() if show else []:
        print(f"<!-- {name}: told to be a name: {words!r} -->" if words else f"<!-- {name}: no name -->")
    print(f"| {source.name}: resumes in which something is told to be the name | "
          f"{sum(map(bool, told.values()))} of {len(told)} |")  # fmt: skip
    counts = [replaced_words(resume) for resume in sent]
    words = sum(all_words for _, all_words in counts)
    if words:
        share = 100 * sum(gone for gone, _ in counts) / words
        print(f"| {source.name}: words replaced | {share:.2f} % |")
    each = 1000 * took / max(1, len(resumes))
    print(f"| {source.name}: time of the whole run for each resume | {each:.1f} ms |")


def main() -> None:
    """Measure each source."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders, or JSONL files")
    parser.add_argument("--names", type=Path, help="JSON object: file name to the name of its person")
    parser.add_argument("--show", action="store_true", help="print what survived; fictional resumes only")
    parser.add_argument("options", nargs="*", help="for `atschecker rank`, behind --")
    arguments = parser.parse_args()
    names = json.loads(arguments.names.read_text("utf-8")) if arguments.names else {}
    print("| what | value |\n|---|---|")
    for source in arguments.data:
        resumes = read(source, names)
        report(source, resumes, capture(resumes, arguments.options), arguments.show)


if __name__ == "__main__":
    main()
