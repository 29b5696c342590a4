"""The same resume with another name, other pronouns or another school: what a score owes to them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from atschecker._core import (
    Document,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    Failure,
    LlmClient,
    Outcome,
    RedactingClient,
    Redaction,
    Scorecard,
    candidate_names,
    identifiers_in,
    redact,
    to_string,
    version,
)
from atschecker._errors import Error
from atschecker._terminal import PLAIN_WIDTH, clean

# Common names of several origins and genders, and of nobody in particular. The first is what each resume
# is compared with.
NAMES = (
    "Emily Walsh",
    "Greg Baker",
    "Lakisha Washington",
    "Jamal Robinson",
    "Fatima Hassan",
    "Mohammed Khan",
    "Wei Zhang",
    "Maria Garcia",
)
SCHOOLS = ("Harvard University", "Howard University", "Westfield Community College")
SWAPPED = {
    "he": "she",
    "she": "he",
    "him": "her",
    "his": "her",
    "her": "his",
    "hers": "his",
    "himself": "herself",
    "herself": "himself",
    "mr": "ms",
    "ms": "mr",
    "mrs": "mr",
    "male": "female",
    "female": "male",
}
PRONOUN = re.compile(rf"\b({'|'.join(SWAPPED)})\b", re.IGNORECASE)
WORD = r"[A-ZÀ-ÖØ-Þ][\w.&'-]*"
SCHOOL = re.compile(
    rf"\b(?:{WORD} ){{1,4}}(?:University|College|Institute|School|Universität|Hochschule)\b"
    rf"|\b(?:University of|Universität|Université de|Universidad de|Universitatea) (?:{WORD} ?){{1,3}}"
)

AGAIN = "again"
KINDS = (AGAIN, "name", "pronouns", "school")
LARGEST_SHOWN = 5
LIVE = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


@dataclass(frozen=True)
class Change:
    """One resume with something else in its place."""

    kind: str
    value: str
    text: str


@dataclass(frozen=True)
class Variants:
    """One resume, by an invented person, and its changes. Without a text it failed."""

    name: str
    text: str = ""
    changes: tuple[Change, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True)
class Difference:
    """What one change did to one resume's score."""

    candidate: str
    kind: str
    value: str
    redacted: bool
    before: Scorecard | Failure
    after: Scorecard | Failure

    @property
    def total(self) -> float | None:
        """Difference of the total; None if one of the two could not be scored."""
        if isinstance(self.before, Failure) or isinstance(self.after, Failure):
            return None
        return round(self.after.total - self.before.total, 6)

    @property
    def points(self) -> float | None:
        """Difference of the percentage."""
        if isinstance(self.before, Failure) or isinstance(self.after, Failure):
            return None
        return round(self.after.percent - self.before.percent, 6)

    @property
    def failure(self) -> Failure | None:
        """Why there is no difference."""
        return next((result for result in (self.before, self.after) if isinstance(result, Failure)), None)

    @property
    def error(self) -> str:
        """The same in words; empty where there is a difference."""
        failure = self.failure
        return f"{to_string(failure.code)}: {failure.message}" if failure is not None else ""


def variants_of(candidate: str, resume: str) -> Variants:
    """Write a resume anew: by an invented person, then with each change.

    Nothing that redaction finds is left of the real person, so that what is scored without redaction tells
    nobody who it was.
    """
    redaction = redact(resume)
    if left := identifiers_in(redaction.text):
        message = f"after redaction it still has an identifier of the kind {left[0]}"
        return Variants(candidate, failure=Failure(code=ErrorCode.redaction_failed, message=message))
    text = _by(NAMES[0], redaction)
    changes = [Change(AGAIN, "", text)]
    if any(part.kind == "name" for part in redaction.parts):
        changes += [Change("name", name, _by(name, redaction)) for name in NAMES[1:]]
    changes.append(Change("pronouns", "swapped", PRONOUN.sub(_swapped, text)))
    changes += [Change("school", school, SCHOOL.sub(school, text)) for school in SCHOOLS]
    kept = tuple(change for change in changes if change.kind == AGAIN or change.text != text)
    return Variants(candidate, text, kept)


def _by(name: str, redaction: Redaction) -> str:
    """Put an invented person in the place of the real one."""
    first, last = name.split()
    invented = {
        "email": f"{first}.{last}@example.com".lower(),
        "phone": "202-555-0143",
        "address": "12 Elm Street",
        "link": f"linkedin.com/in/{first}-{last}".lower(),
        "birth_date": "1 May 1985",
    }
    names = [part.original.split() for part in redaction.parts if part.kind == "name"]
    firsts = {words[0].casefold() for words in names if len(words) > 1 and not _is_salutation(words[0])}
    text = redaction.text
    for part in redaction.parts:
        kind, original = part.kind, part.original
        if kind == "name":
            new = _as_written(original, first, last, firsts)
        elif kind == "personal":
            # Gender and marital status are what is looked at; numbers of identity cards are not.
            new = "-" if any(char.isdigit() for char in original) else original
        else:
            new = invented[kind]
        text = text.replace(part.placeholder, new)
    return text


def _is_salutation(word: str) -> bool:
    return word.rstrip(".").casefold() in SWAPPED


def _as_written(original: str, first: str, last: str, firsts: set[str]) -> str:
    """Write an invented name as the real one stood there: whole, a part of it, behind "Ms.", in capitals."""
    words = original.split()
    salutation = f"{words.pop(0)} " if len(words) > 1 and _is_salutation(words[0]) else ""
    begins = words[0].casefold() in firsts
    new = f"{first} {last}" if (begins and len(words) > 1) or not firsts else first if begins else last
    return salutation + (new.upper() if original.isupper() else new)


def _swapped(found: re.Match[str]) -> str:
    new = SWAPPED[found[0].lower()]
    return (
        new.upper()
        if found[0].isupper() and len(found[0]) > 1
        else new.title()
        if found[0][0].isupper()
        else new
    )


def read_variants(reader: DocumentReader, files: Sequence[str]) -> list[Variants]:
    """Read resumes; one that cannot be read is one that failed."""
    found = []
    for file, candidate in zip(files, candidate_names(files), strict=True):
        try:
            text = reader.read(DocumentSource.from_file(file)).text
        except Error as error:
            found.append(Variants(candidate, failure=Failure(code=error.code, message=str(error))))
        else:
            found.append(variants_of(candidate, text))
    return found


Score = Callable[[LlmClient, Sequence[Document]], Sequence[Outcome]]


def differences(resumes: Sequence[Variants], client: LlmClient, score: Score) -> list[Difference]:
    """Score every text, without and with redaction. What a server would see twice is asked once.

    ``score`` scores documents with the client it is given.
    """
    return [
        *_differences(resumes, client, score, redacted=False),
        *_differences(resumes, RedactingClient(client), score, redacted=True),
    ]


def _differences(
    resumes: Sequence[Variants], client: LlmClient, score: Score, *, redacted: bool
) -> Iterator[Difference]:
    seen = (lambda text: redact(text).text) if redacted else (lambda text: text)
    documents: dict[tuple[int, bool, str], Document] = {}
    for number, resume in enumerate(resumes):
        for again, text in _texts(resume):
            documents.setdefault((number, again, seen(text)), Document.from_text(resume.name, text))
    results = dict(
        zip(documents, (_result(outcome) for outcome in score(client, list(documents.values()))), strict=True)
    )
    for number, resume in enumerate(resumes):
        if resume.failure is not None:
            yield Difference(resume.name, AGAIN, "", redacted, resume.failure, resume.failure)
            continue
        before = results[number, False, seen(resume.text)]
        for change in resume.changes:
            after = results[number, change.kind == AGAIN, seen(change.text)]
            yield Difference(resume.name, change.kind, change.value, redacted, before, after)


def _texts(resume: Variants) -> Iterator[tuple[bool, str]]:
    if resume.failure is not None:
        return
    yield False, resume.text
    for change in resume.changes:
        yield change.kind == AGAIN, change.text


def _result(outcome: Outcome) -> Scorecard | Failure:
    card, failure = outcome.scorecard(), outcome.failure()
    return card if card is not None else failure or Failure()


@dataclass
class Summary:
    """All differences of one kind."""

    resumes: set[str] = field(default_factory=set)
    points: list[float] = field(default_factory=list)

    def cells(self) -> list[str]:
        """Mean and largest."""
        sizes = [abs(value) for value in self.points]
        return [f"{sum(sizes) / len(sizes):.2f}", f"{max(sizes):.2f}"] if sizes else ["-", "-"]


def show_differences(found: Sequence[Difference]) -> None:
    """Print a table of the kinds of changes, and the largest differences."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=PLAIN_WIDTH, no_color=True)
    plain = not console.is_terminal
    table = Table(box=None, pad_edge=False) if plain else Table()
    table.add_column("Changed")
    for head in ("Resumes", "Mean", "Largest", "Redacted: Mean", "Redacted: Largest"):
        table.add_column(head, justify="right")
    for kind in KINDS:
        without, with_redaction = _summary(found, kind, redacted=False), _summary(found, kind, redacted=True)
        if without.resumes:
            table.add_row(kind, str(len(without.resumes)), *without.cells(), *with_redaction.cells())
    console.print(
        "Differences in points of the percentage. Each resume is by an invented person.", soft_wrap=True
    )
    console.print(table)
    for each in _largest(found):
        console.print(Text(clean(_line(each))), soft_wrap=True)
    console.print(
        "'again' is the same text asked twice: what no change explains. "
        "A difference is for a person to look at; what is fair or lawful this does not say.",
        soft_wrap=True,
    )


def _summary(found: Iterable[Difference], kind: str, *, redacted: bool) -> Summary:
    summary = Summary()
    for each in found:
        if each.kind == kind and each.redacted == redacted and each.points is not None:
            summary.resumes.add(each.candidate)
            summary.points.append(each.points)
    return summary


def _largest(found: Iterable[Difference]) -> list[Difference]:
    moved = [each for each in found if each.points]
    return sorted(moved, key=lambda each: -abs(each.points or 0))[:LARGEST_SHOWN]


def _line(each: Difference) -> str:
    what = f"{each.kind} {each.value}".strip()
    return (
        f"{each.candidate}: {what}{' (redacted)' if each.redacted else ''}: total {each.total:+g}, "
        f"{each.points:+.2f} points"
    )


def report(found: Sequence[Difference], suffix: str, as_of: datetime.date) -> str:
    """Write all differences as the suffix of a file says: one of ``SUFFIXES``."""
    return _WRITERS[suffix](found, as_of)


def unread(resumes: Iterable[Variants]) -> list[Outcome]:
    """Tell what cannot be scored."""
    return [Outcome(name=each.name, result=each.failure) for each in resumes if each.failure is not None]


COLUMNS = ("Candidate Name", "Changed", "To", "Redacted", "Total", "Difference", "Points", "Error")


def differences_to_csv(found: Iterable[Difference]) -> str:
    """Write each difference as a row. No cell is live in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in found:
        total = each.after.total if isinstance(each.after, Scorecard) else ""
        numbers = [number if number is not None else "" for number in (total, each.total, each.points)]
        words = [each.candidate, each.kind, each.value, "yes" if each.redacted else "no"]
        writer.writerow([*map(_dead, words), *numbers, _dead(each.error)])
    return out.getvalue()


def _dead(cell: str) -> str:
    return f"'{cell}" if cell.startswith(LIVE) else cell


def differences_to_json(found: Iterable[Difference], as_of: datetime.date) -> str:
    """Write all differences, indented."""
    rows, engines = [], set()
    for each in found:
        row: dict[str, object] = {
            "candidate": each.candidate,
            "changed": each.kind,
            "to": each.value,
            "redacted": each.redacted,
        }
        if each.error:
            row["error"] = each.error
        else:
            row |= {"difference": each.total, "points": each.points}
        if isinstance(each.after, Scorecard):
            engines.add(each.after.engine)
        rows.append(row)
    engine = ", ".join(sorted(engines))
    report = {"atschecker": version(), "engine": engine, "as_of": as_of.isoformat(), "differences": rows}
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


_WRITERS: dict[str, Callable[[Sequence[Difference], datetime.date], str]] = {
    ".csv": lambda found, _: differences_to_csv(found),
    ".json": differences_to_json,
}
SUFFIXES = tuple(_WRITERS)
