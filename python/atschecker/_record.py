"""The record on the command line: one file that answers, resumes, replays, and forgets."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from atschecker._core import (
    Criterion,
    Document,
    Erased,
    ErrorCode,
    LlmClient,
    Outcome,
    Ranking,
    Record,
    RecordedReply,
    RecordedRun,
    RecordingClient,
    RunDescription,
    RunLog,
    RunSummary,
    aborts_run,
    criteria_to_json,
    rank,
    to_json,
    to_string,
    version,
)
from atschecker._cost import price_from
from atschecker._engine import OFFLINE, Settings
from atschecker._files import UsageProblem
from atschecker._guard import guarded
from atschecker._terminal import clean, complain

AGE_UNITS = {"h": 1 / 24, "d": 1, "w": 7, "y": 365}
MAX_AGE_DAYS = 36500  # what the library takes: no rule of retention is longer
DIGEST = re.compile("[0-9a-f]{64}")
EXIT_NOTHING_FOUND = 1

FileArgument = Annotated[Path, typer.Argument(help="The record, as rank --record wrote it.", metavar="FILE")]
RecordOption = Annotated[
    Path | None,
    typer.Option(
        help="Keep every answer in this file, and take answers from it: a run that was stopped goes on where "
        "it was, and nothing is paid for twice.",
        show_default=False,
    ),
]
RunOption = Annotated[
    int | None, typer.Option("--run", help="Number of the run. Default: the last.", show_default=False)
]


class Recording:
    """A ranking that is kept while it is made."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._record = Record(path)
        self._engine = settings.identity
        self.log: RunLog | None = None

    def client(self, inner: LlmClient) -> LlmClient:
        """Put the record in front of a client."""
        return RecordingClient(inner, self._record, self._engine)

    def description(
        self,
        criteria: Sequence[Criterion],
        job: Document | None,
        day: datetime.date | None,
        files: Sequence[str],
        options: dict[str, Any],
    ) -> RunDescription:
        """Put together what tells a run from others."""
        run = RunDescription(
            criteria=criteria,
            as_of=day,
            inputs=files,
            engine=self._engine,
            options=json.dumps(options),
        )
        if job is not None:
            run.job_name, run.job_text, run.job_digest = job.name, job.text, job.digest
        return run

    def day_of_stopped(self, run: RunDescription) -> datetime.date | None:
        """The date of the run that ``begin()`` would go on with."""
        stopped = self._record.unfinished(run)
        return None if stopped is None else self._record.run(stopped).description.as_of

    def begin(self, run: RunDescription) -> RunLog:
        """Begin a run, or go on with the one that was stopped."""
        self.log = RunLog(self._record, run)
        if self.log.continued():
            complain(f"Continues run {self.log.id()} of {self._record.path()}, as of {self.log.as_of()}.")
        return self.log

    def end(self, outcomes: list[Outcome], *, interrupted: bool) -> list[Outcome]:
        """Close the run, unless something stopped it; returns what the record has of it."""
        assert self.log is not None, "begin() comes first"  # noqa: S101
        failures = [failure for outcome in outcomes if (failure := outcome.failure()) is not None]
        if any(failure.code == ErrorCode.record_failed for failure in failures):
            return outcomes
        stopped = any(aborts_run(each.code) or each.code == ErrorCode.deadline_exceeded for each in failures)
        if not interrupted and not stopped:
            self.log.finish()
        return [row.outcome for row in self._record.outcomes(self.log.id())]


def replayed(file: Path, run: int | None) -> Ranking:
    """Rebuild the ranking of a run, from the record alone."""
    record = _existing(file)
    summary = _summary(record, run)
    if not summary.finished:
        complain(f"Run {summary.id} was not finished: {summary.scored} of {summary.inputs} resumes scored.")
    if summary.version != version():
        complain(
            f"Run {summary.id} was made by atschecker {summary.version}; its reports may look different."
        )
    return _ranking(record, summary.id)


def add_commands(app: typer.Typer) -> None:
    """Add ``record list | show | purge | forget``."""
    commands = typer.Typer(help="Look into a record, and erase from it.", no_args_is_help=True)
    for name, command in (
        ("list", _list_command),
        ("show", _show_command),
        ("purge", _purge_command),
        ("forget", _forget_command),
    ):
        commands.command(name)(guarded(command))
    app.add_typer(commands, name="record")


def _list_command(file: FileArgument) -> int:
    """List the runs, oldest first."""
    for run in _existing(file).runs():
        print(clean(_run_line(run)))
    return 0


def _show_command(
    file: FileArgument,
    run: Annotated[int, typer.Argument(help="Number of the run.", metavar="RUN")],
    as_json: Annotated[
        bool,
        typer.Option("--json", help="All that is kept: requests, answers, usage, texts, the whole report."),
    ] = False,
) -> int:
    """Show what a run was asked and what became of each resume."""
    record = _existing(file)
    summary = _summary(record, run)
    if as_json:
        print(json.dumps(_everything(record, summary.id), indent=2))
        return 0
    stored = record.run(summary.id).description
    print(clean(_run_line(summary)))
    print(clean(f"As of {stored.as_of}; engine {stored.engine}; options {stored.options}"))
    for criterion in stored.criteria:
        print(clean(f"{criterion.id}: {criterion.text} (weight {criterion.weight:g})"))
    for row in record.outcomes(summary.id):
        print(clean(f"{row.outcome.name}: {_result(row.outcome)}"))
    return 0


def _purge_command(
    file: FileArgument,
    older_than: Annotated[str, typer.Option("--older-than", help="An age, such as 12h, 30d, 8w or 2y.")],
) -> int:
    """Erase runs and answers that are older, and what belongs to nothing else."""
    erased = _existing(file).purge(_age(older_than))
    print(f"Erased {erased.runs} runs, {erased.replies} answers, {erased.documents} documents.")
    return 0


def _forget_command(
    file: FileArgument,
    document: Annotated[
        str,
        typer.Argument(
            help="The file itself, its name in a run, or its SHA-256 digest; a resume or a job description.",
            metavar="DOCUMENT",
        ),
    ],
) -> int:
    """Erase all of a document: text, answers, name and outcome. Its row stays and says when that was."""
    record = _existing(file)
    digests, unread = _meant(record, document)
    erased = [record.forget(digest) for digest in sorted(digests)]
    erased += [record.forget_unread(name) for name in sorted(unread)]
    if not any(_count(part) for part in erased):
        complain(f"atschecker: {file} has nothing of {document}")
        return EXIT_NOTHING_FOUND
    rows, answers = sum(part.outcomes for part in erased), sum(part.replies for part in erased)
    print(f"Erased {rows} outcomes and {answers} answers.")
    return 0


def _existing(file: Path) -> Record:
    return Record(file, must_exist=True)


def _summary(record: Record, run: int | None) -> RunSummary:
    runs = record.runs()
    if not runs:
        raise UsageProblem(f"{record.path()}: the record has no run")
    if run is None:
        return runs[-1]
    for summary in runs:
        if summary.id == run:
            return summary
    numbers = f"{runs[0].id} to {runs[-1].id}" if len(runs) > 1 else str(runs[0].id)
    raise UsageProblem(f"{record.path()}: the record has no run {run}; it has {numbers}")


def _ranking(record: Record, run: int) -> Ranking:
    stored = record.run(run).description
    ranking = rank(stored.criteria, [row.outcome for row in record.outcomes(run)], stored.as_of)
    ranking.price = price_from(json.loads(stored.options).get("price"))
    return ranking


def _run_line(run: RunSummary) -> str:
    state = "finished" if run.finished else "not finished"
    counts = f"{run.scored} of {run.inputs} scored, {run.failed} failed"
    forgotten = f", {run.forgotten} forgotten" if run.forgotten else ""
    job = f", {run.job_name}" if run.job_name else ""
    return f"{run.id}: {run.time}, {state}, {counts}{forgotten}{job}, {_engine_line(run.engine)}"


def _engine_line(engine: str) -> str:
    """Name what answered; an engine of somebody else's own may be called anything."""
    try:
        known = json.loads(engine)
        return f"{known['model']} at {urlsplit(known['endpoint']).hostname}"
    except (ValueError, KeyError, TypeError):
        return OFFLINE if f'"{OFFLINE}"' in engine else engine


def _result(outcome: Outcome) -> str:
    card, failure = outcome.scorecard(), outcome.failure()
    if card is not None:
        return f"{card.total:g}"
    assert failure is not None  # noqa: S101
    return f"{to_string(failure.code)}: {failure.message.removeprefix(outcome.name + ': ')}"


def _everything(record: Record, run: int) -> dict[str, Any]:
    stored: RecordedRun = record.run(run)
    description = stored.description
    return {
        "run": {
            "id": run,
            "time": stored.summary.time,
            "finished": stored.summary.finished or None,
            "version": stored.summary.version,
            "engine": description.engine,
            "as_of": str(description.as_of),
            "options": json.loads(description.options),
            "criteria": json.loads(criteria_to_json(description.criteria)),
            "job_description": {
                "name": description.job_name,
                "digest": description.job_digest,
                "text": description.job_text,
                "answers": [_answer(reply) for reply in record.replies(description.job_digest)],
            },
        },
        "report": json.loads(to_json(_ranking(record, run))),
        "documents": [
            {
                "name": row.outcome.name,
                "digest": row.document_digest,
                "time": row.time,
                "text": record.document_text(row.document_digest),
                "answers": [_answer(reply) for reply in record.replies(row.document_digest)],
            }
            for row in record.outcomes(run)
        ],
    }


def _answer(reply: RecordedReply) -> dict[str, Any]:
    request, usage = reply.request, reply.reply.usage
    return {
        "key": reply.key,
        "time": reply.time,
        "latency_ms": round(reply.latency / datetime.timedelta(milliseconds=1)),
        "identity": reply.identity,
        "model": reply.reply.model,
        "request_id": reply.reply.request_id,
        "usage": {name: getattr(usage, name) for name in usage.__match_args__},
        "task": request.task,
        "sample": request.sample,
        "prompt": request.prompt,
        "instructions": request.instructions,
        "sections": [{"label": part.label, "text": part.text} for part in request.sections],
        "schema": request.schema,
        "reply": reply.reply.text,
    }


def _age(text: str) -> datetime.timedelta:
    match = re.fullmatch(r"([0-9]{1,6})([hdwy])", text)
    days = int(match[1]) * AGE_UNITS[match[2]] if match else MAX_AGE_DAYS + 1
    if days > MAX_AGE_DAYS:
        raise UsageProblem(f"--older-than {text}: an age is a number with h, d, w or y, such as 30d")
    return datetime.timedelta(days=days)


def _meant(record: Record, document: str) -> tuple[set[str], set[str]]:
    """The digests that a document is known by, and the names of rows that have none."""
    if DIGEST.fullmatch(document):
        return {document}, set()
    named = record.documents_named(document)
    exact = [found for found in named if found.name == document] or named
    names = sorted({found.name for found in exact})
    # Copies of one file are one document, whatever they are called.
    if len(names) > 1 and len({found.digest or found.name for found in exact}) > 1:
        raise UsageProblem(f"{document} may be any of {', '.join(names)}: give one of these names")
    digests = {found.digest for found in exact if found.digest}
    if os.path.isfile(document):  # noqa: PTH113 (not Path.is_file(), which raises for some names)
        digests.add(hashlib.sha256(Path(document).read_bytes()).hexdigest())
    unread = {found.name for found in exact if not found.digest}
    # Where nothing is found the record is still swept of what an earlier call could not overwrite.
    return (digests, unread) if digests or unread else ({document}, set())


def _count(erased: Erased) -> int:
    return erased.runs + erased.outcomes + erased.replies + erased.documents
