"""What is to be scored, and by what: from the arguments of a command."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from atschecker._core import (
    CriteriaExtractor,
    Criterion,
    Document,
    DocumentReader,
    DocumentSource,
    LlmClient,
    OfflineClient,
    criteria_from_json,
)
from atschecker._errors import Error
from atschecker._files import UsageProblem, find_resumes
from atschecker._terminal import complain


@dataclass(frozen=True)
class Task:
    """What is to be scored, and by what."""

    job: str | None
    given: list[Criterion] | None
    files: list[str]
    missed: int = 0
    """How many files were left out that may be an applicant's."""

    def document(self, reader: DocumentReader) -> Document | None:
        """Read the job description, where there is one."""
        return reader.read(DocumentSource.from_file(self.job)) if self.job is not None else None


def task_of(
    job: str, resumes: list[str], criteria: Path | None, *, no_job: bool, own: Sequence[Path] = ()
) -> Task:
    """Sort the arguments of a command, and tell what is left out of them.

    ``own`` are files that the command writes: they are no resumes.
    """
    job_path, arguments = _split(job, resumes, no_job=no_job, has_criteria=criteria is not None)
    given = _read_criteria(criteria) if criteria is not None else None
    found = find_resumes(arguments, job_path, [*own, *([criteria] if criteria is not None else [])])
    for note in found.notes:
        complain(note)
    return Task(job_path, given, found.files, found.missed)


def _split(job: str, resumes: list[str], *, no_job: bool, has_criteria: bool) -> tuple[str | None, list[str]]:
    """Tell JOB from the resumes. Nothing is guessed, so that no resume is taken for the job description."""
    if no_job and not has_criteria:
        raise UsageProblem(
            "--no-job needs --criteria FILE: without a job description nothing else says what to score"
        )
    if no_job:
        return None, [job, *resumes]
    if not resumes:
        remedy_text = "; add --no-job if there is no job description" if has_criteria else ""
        raise UsageProblem(f"no resumes named after the job description {job}{remedy_text}")
    return job, resumes


def _read_criteria(path: Path) -> list[Criterion]:
    try:
        return criteria_from_json(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageProblem(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageProblem(f"{path}: is not UTF-8 text; save it as such") from error
    except Error as error:
        raise UsageProblem(f"{path}: {error}") from error


def date_of(text: str | None) -> datetime.date | None:
    """Read the date of --as-of."""
    if text is None:
        return None
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        raise UsageProblem(f"--as-of {text}: a date is written YYYY-MM-DD")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"--as-of {text}: there is no such day") from None


def extract(client: LlmClient, document: Document | None) -> list[Criterion]:
    """Take the criteria out of the job description."""
    assert document is not None, "_split() demands criteria or a job description"  # noqa: S101
    return CriteriaExtractor(client).extract(document)


def recorded(client: LlmClient, document: Document | None) -> list[Criterion] | None:
    """Count what extracting would send; a record may have its answer."""
    with contextlib.suppress(Error):
        return extract(client, document)
    return None


def guessed(client: LlmClient, document: Document | None) -> list[Criterion]:
    """Count the same; criteria that are not there yet are guessed by the offline engine."""
    return recorded(client, document) or extract(OfflineClient(), document)
