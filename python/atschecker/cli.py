"""The command line: ``atschecker --help``."""

from __future__ import annotations

import contextlib
import datetime
import enum
import functools
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from atschecker import _audit, _cost, _counterfactual, _engine, _record, _repeat
from atschecker._core import (
    CriteriaExtractor,
    Criterion,
    Document,
    DocumentReader,
    DocumentSource,
    ErrorCode,
    LlmClient,
    LogLevel,
    OfflineClient,
    Outcome,
    Price,
    Ranking,
    ResumeScorer,
    aborts_run,
    criteria_from_json,
    criteria_to_json,
    lint,
    rank,
    redact,
    remedy,
    to_csv,
    to_json,
    version,
)
from atschecker._engine import MAX_WORKERS, Clients, Settings, SettingsError, redacting
from atschecker._environment import HIDDEN_CHECK, settings_from
from atschecker._errors import Error
from atschecker._files import UsageProblem, check_outputs, find_resumes, write_atomically
from atschecker._listen import ListenProblem
from atschecker._record import Recording, RecordOption, RunOption
from atschecker._scoring import score_files
from atschecker._terminal import clean, complain, finding_line, show_ranking, spent_line, warning_line

EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_SOME_FAILED = 3
EXIT_INTERRUPTED = 130  # as shells say it

REPORT_SUFFIXES = (".csv", ".json")

RESUMES_LEAVE = "Resumes leave this machine: they are sent"
INVENTED_LEAVE = "Resumes leave this machine, under invented names: they are sent"
OFFLINE_COSTS_NOTHING = "The offline engine sends nothing and costs nothing."

P = ParamSpec("P")

app = typer.Typer(
    help="Ranks resumes against a job description, with the evidence behind each score.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Engine(enum.StrEnum):
    """What answers: the embedded rules, or a server that speaks OpenAI's protocol."""

    OFFLINE = _engine.OFFLINE
    OPENAI = _engine.OPENAI


JobArgument = Annotated[
    str, typer.Argument(help="The job description: PDF, DOCX, ODT, Markdown or text.", metavar="JOB")
]
ResumesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="Resumes: files, folders (searched for .pdf, .docx, .odt, .md, .txt) or globs.",
        metavar="RESUME",
    ),
]
ReportOption = Annotated[
    list[Path] | None,
    typer.Option("-o", "--output", help="Write the report to this .csv or .json file; may be repeated."),
]
CriteriaOption = Annotated[
    Path | None,
    typer.Option(
        help="Criteria to score by: a JSON array of strings, or what the command criteria wrote.",
        show_default=False,
    ),
]
NoJobOption = Annotated[
    bool, typer.Option("--no-job", help="With --criteria: there is no JOB, every argument is a resume.")
]
AsOfOption = Annotated[
    str | None,
    typer.Option(help="The date YYYY-MM-DD that 'present' means. Default: today (UTC).", show_default=False),
]
EngineOption = Annotated[
    Engine | None,
    typer.Option(help="What scores. Default: openai if a key or a base URL is set, else offline."),
]
ModelOption = Annotated[str | None, typer.Option(help="Name of the model (ATS_MODEL).", show_default=False)]
BaseUrlOption = Annotated[
    str | None, typer.Option(help="URL of an OpenAI-compatible server (OPENAI_BASE_URL).", show_default=False)
]
WorkersOption = Annotated[
    int | None,
    typer.Option(min=1, max=MAX_WORKERS, help="Resumes scored at a time (ATS_WORKERS).", show_default=False),
]
HiddenOption = Annotated[
    bool,
    typer.Option(
        "--hidden-check/--no-hidden-check",
        envvar=HIDDEN_CHECK,
        help="Look in PDF files for words that no reader sees, and leave them out. It takes longer.",
    ),
]
RedactOption = Annotated[
    bool | None,
    typer.Option(
        "--redact/--no-redact",
        help="Replace names, addresses and the like before a server sees a resume (ATS_REDACT). Default: on.",
        show_default=False,
    ),
]
VerboseOption = Annotated[bool, typer.Option("--verbose", help="Show the library's log and tracebacks.")]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not end the program.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    app()


def _guarded(command: Callable[P, int]) -> Callable[P, None]:
    """Make every failure one line and an exit code."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
            sys.stdout.flush()  # here, where a failure can still be told
        except KeyboardInterrupt:
            complain("atschecker: interrupted")
            code = EXIT_INTERRUPTED
        except (UsageProblem, SettingsError) as error:
            for note in getattr(error, "notes", ()):
                complain(note)
            complain(f"atschecker: {error}")
            code = EXIT_USAGE
        except ListenProblem as error:
            complain(f"atschecker: {error}")
            code = EXIT_ERROR
        except BrokenPipeError:
            _drop_stdout()  # whoever read it has gone; nothing is left to be said to them
            code = EXIT_ERROR
        except OSError as error:
            if error.filename is None:
                _drop_stdout()
            complain(f"atschecker: {error.filename or 'output'}: {error.strerror or error}")
            code = EXIT_ERROR
        except Exception as error:  # noqa: BLE001 (the last line of defence, and it says so)
            if kwargs.get("verbose"):
                complain_traceback()
            complain(f"atschecker: {_one_line(error, hint=not kwargs.get('verbose'))}")
            code = EXIT_ERROR
        raise typer.Exit(code)

    return run


def _drop_stdout() -> None:
    """What is left in the buffer of stdout goes nowhere, instead of failing again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain_traceback() -> None:
    """Print the traceback of the exception that is being handled."""
    print(clean(traceback.format_exc(), keep="\n\t"), file=sys.stderr)


# The messages of these codes say what to do about the file at hand: their general remedy says it again.
_CODES_WITH_ADVICE = {
    ErrorCode.document_unsupported,
    ErrorCode.document_encrypted,
    ErrorCode.document_damaged,
    ErrorCode.document_no_text,
}


def _one_line(error: Exception, *, hint: bool) -> str:
    if isinstance(error, Error):
        if error.code in _CODES_WITH_ADVICE:
            return str(error)
        return f"{str(error).rstrip('.')}. {remedy(error.code)}"
    more = "; --verbose shows where" if hint else ""
    return f"unexpected {type(error).__name__}: {error}{more}"


@app.callback(invoke_without_command=True)
def _root(
    show_version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if show_version:
        print(f"atschecker {version()}")
        raise typer.Exit


@app.command("criteria")
@_guarded
def criteria_command(
    job: JobArgument,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write the criteria to this .json file.", show_default=False),
    ] = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    hidden_check: HiddenOption = True,
    verbose: VerboseOption = False,
) -> int:
    """Take the criteria out of a job description, as JSON to be edited and given to rank --criteria."""
    settings = settings_from(os.environ, engine=engine, model=model, base_url=base_url)
    if output is not None:
        check_outputs([output], [".json"])
    _say_engine(settings, "The job description leaves this machine: it is sent")
    log = _log(verbose=verbose)
    document = DocumentReader(find_hidden_text=hidden_check, log=log).read(DocumentSource.from_file(job))
    found = CriteriaExtractor(settings.make_client(log)).extract(document)
    _say_warnings(found)
    if output is None:
        print(_for_stdout(criteria_to_json(found)))
    else:
        write_atomically(output, criteria_to_json(found))
        print(f"Wrote {len(found)} criteria to {clean(str(output))}")
    return 0


@app.command("rank")
@_guarded
def rank_command(
    job: JobArgument,
    resumes: ResumesArgument = None,
    output: ReportOption = None,
    criteria: CriteriaOption = None,
    no_job: NoJobOption = False,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    workers: WorkersOption = None,
    as_of: AsOfOption = None,
    record: RecordOption = None,
    repeat: _repeat.RepeatOption = None,
    dry_run: _cost.DryRunOption = False,
    prices: _cost.PricesOption = None,
    max_cost: _cost.MaxCostOption = None,
    max_tokens: _cost.MaxTokensOption = None,
    deadline: _cost.DeadlineOption = None,
    redact_resumes: RedactOption = None,
    hidden_check: HiddenOption = True,
    verbose: VerboseOption = False,
) -> int:
    """Rank resumes against a job description.

    Exit code 0: every resume was scored; 3: some failed and the rest was written; 2: usage; 1: anything else.
    """
    settings = settings_from(
        os.environ, engine=engine, model=model, base_url=base_url, workers=workers, redact=redact_resumes
    )
    outputs = output or []
    check_outputs(outputs, REPORT_SUFFIXES)
    day = _date(as_of)
    task = _task(job, resumes or [], criteria, no_job=no_job)
    budget = _cost.budget_of(settings.model, settings.service_tier, prices, max_tokens, max_cost)
    time_limit = _cost.time_limit_of(deadline)
    if not dry_run:
        _say_engine(settings, RESUMES_LEAVE)
    log = _log(verbose=verbose)
    reader = DocumentReader(find_hidden_text=hidden_check, log=log)
    document = task.document(reader)
    options: dict[str, object] = {
        "hidden_check": hidden_check,
        "redact": settings.redact,
        "price": _cost.price_as_json(budget.price),
    }
    if repeat is not None:
        options["repeat"] = repeat
    # A dry run makes no file.
    kept = record is not None and (not dry_run or record.exists())
    recording = Recording(record, settings) if record is not None and kept else None
    if dry_run:
        return _dry_run(settings, reader, document, task, day, recording, options, budget.price, repeat or 1)
    client, meter = Clients(settings, log).metered(budget)
    if recording is not None:
        client = recording.client(client)
    client = redacting(client, settings)
    wanted = task.given if task.given is not None else _extract(client, document)
    _say_warnings(wanted)
    run = None
    if recording is not None:
        run = recording.begin(recording.description(wanted, document, day, task.files, options))
    scorer = ResumeScorer(
        client,
        wanted,
        as_of=day if run is None else run.as_of(),
        job_description=document.text if document is not None else "",
        repeat=repeat or 1,
    )
    outcomes, interrupted = score_files(
        reader,
        scorer,
        task.files,
        settings.workers,
        run,
        time_limit=time_limit,
        spent=_cost.spent_by(meter, budget.price),
    )
    if recording is not None:
        outcomes = recording.end(outcomes, interrupted=interrupted)
    ranking = rank(scorer.criteria(), outcomes, scorer.as_of())
    ranking.price = budget.price
    _report(ranking, outputs)
    return EXIT_INTERRUPTED if interrupted else _exit_code(ranking)


@app.command("counterfactual")
@_guarded
def counterfactual_command(
    job: JobArgument,
    resumes: ResumesArgument = None,
    output: ReportOption = None,
    criteria: CriteriaOption = None,
    no_job: NoJobOption = False,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    workers: WorkersOption = None,
    as_of: AsOfOption = None,
    dry_run: _cost.DryRunOption = False,
    prices: _cost.PricesOption = None,
    max_cost: _cost.MaxCostOption = None,
    max_tokens: _cost.MaxTokensOption = None,
    hidden_check: HiddenOption = True,
    verbose: VerboseOption = False,
) -> int:
    """Score resumes again with other names, pronouns and schools: what do the scores owe to them?

    Each resume is given an invented person first, so that no real one is sent. It shows what a person should
    look at; what is fair or lawful it does not say.
    """
    settings = settings_from(os.environ, engine=engine, model=model, base_url=base_url, workers=workers)
    outputs = output or []
    check_outputs(outputs, REPORT_SUFFIXES)
    day = _date(as_of) or datetime.datetime.now(datetime.UTC).date()
    task = _task(job, resumes or [], criteria, no_job=no_job)
    budget = _cost.budget_of(settings.model, settings.service_tier, prices, max_tokens, max_cost)
    if dry_run and settings.engine == _engine.OFFLINE:
        print(OFFLINE_COSTS_NOTHING)
        return 0
    if not dry_run:
        _say_engine(settings, INVENTED_LEAVE)
    log = _log(verbose=verbose)
    reader = DocumentReader(find_hidden_text=hidden_check, log=log)
    document = task.document(reader)
    counting = _cost.Counting()
    client, meter = (counting, None) if dry_run else Clients(settings, log).metered(budget)
    find = _guessed if dry_run else _extract
    wanted = task.given if task.given is not None else find(client, document)
    _say_warnings(wanted)
    interrupted = False

    def score(by: LlmClient, texts: Sequence[Document]) -> list[Outcome]:
        nonlocal interrupted
        job_text = document.text if document is not None else ""
        by = _cost.Answering(by) if dry_run else by
        scorer = ResumeScorer(by, wanted, as_of=day, job_description=job_text)
        workers = 0 if dry_run else settings.workers
        spent = _cost.spent_by(meter, budget.price)
        outcomes, stopped = score_files(reader, scorer, texts, workers, spent=spent)
        interrupted = interrupted or stopped
        return outcomes

    read = _counterfactual.read_variants(reader, task.files)
    found = _counterfactual.differences(read, client, score)
    if dry_run:
        _say_dry_run(counting, _counterfactual.unread(read), settings, budget.price)
        return 0
    for path in outputs:
        write_atomically(path, _counterfactual.report(found, path.suffix.lower(), day))
    _counterfactual.show_differences(found)
    if meter is not None and (spent := spent_line(meter.spent(), budget.price)):
        print(spent)
    for path in outputs:
        print(f"Wrote {clean(str(path))}")
    return EXIT_INTERRUPTED if interrupted else _counterfactual_exit_code(found)


def _counterfactual_exit_code(found: Sequence[_counterfactual.Difference]) -> int:
    failures = [failure for each in found if (failure := each.failure) is not None]
    known = (
        f"{len(found) - len(failures)} of {len(found)} differences are known; the rows of the others say why."
    )
    for failure in failures:
        if failure.code == ErrorCode.budget_exhausted:
            complain(f"Stopped, {failure.message.removeprefix('not sent: ')}: {known}")
            return EXIT_SOME_FAILED
        if aborts_run(failure.code):
            complain(f"atschecker: {failure.message.rstrip('.')}. {remedy(failure.code)}")
            return EXIT_ERROR
    if failures:
        complain(known)
        for line in sorted({f"{each.candidate}: {each.error}" for each in found if each.error}):
            complain(line)
        return EXIT_SOME_FAILED
    return 0


@app.command("replay")
@_guarded
def replay_command(
    file: _record.FileArgument,
    output: ReportOption = None,
    run: RunOption = None,
) -> int:
    """Rebuild the reports of a recorded run, byte for byte, without any engine."""
    outputs = output or []
    check_outputs(outputs, REPORT_SUFFIXES)
    ranking = _record.replayed(file, run)
    _report(ranking, outputs)
    return _exit_code(ranking)


_record.add_commands(app, _guarded)
_audit.add_command(app, _guarded)


@app.command("text")
@_guarded
def text_command(
    file: Annotated[str, typer.Argument(help="A PDF, DOCX, ODT, Markdown or text file.", metavar="FILE")],
    redacted: Annotated[
        bool, typer.Option("--redacted", help="Show it as a server sees it, with placeholders.")
    ] = False,
    hidden_check: HiddenOption = True,
    verbose: VerboseOption = False,
) -> int:
    """Show the text of a document as the engine sees it; what was noticed goes to stderr."""
    reader = DocumentReader(find_hidden_text=hidden_check, log=_log(verbose=verbose))
    document = reader.read(DocumentSource.from_file(file))
    print(_for_stdout(redact(document.text).text if redacted else document.text))
    for finding in document.findings:
        page = f" (page {finding.page})" if finding.page else ""
        complain(f"{file}{page}: {finding_line(finding)}")
    return 0


@app.command("serve")
@_guarded
def serve_command(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    workers: WorkersOption = None,
    redact_resumes: RedactOption = None,
    verbose: VerboseOption = False,
) -> int:
    """Start the HTTP service."""
    settings = settings_from(
        os.environ, engine=engine, model=model, base_url=base_url, workers=workers, redact=redact_resumes
    )
    _say_engine(settings, RESUMES_LEAVE)
    # Imported here: the other commands start faster without a web framework.
    from atschecker.service import serve  # noqa: PLC0415

    serve(host, port, settings, log_level="debug" if verbose else "info")
    return 0


def _report(ranking: Ranking, outputs: list[Path]) -> None:
    # Written first: whatever becomes of stdout, the work is not lost.
    for path in outputs:
        write_atomically(path, to_csv(ranking) if path.suffix.lower() == ".csv" else to_json(ranking))
    show_ranking(ranking)
    for path in outputs:
        print(f"Wrote {clean(str(path))}")


@dataclass(frozen=True)
class _Task:
    """What is to be scored, and by what."""

    job: str | None
    given: list[Criterion] | None
    files: list[str]

    def document(self, reader: DocumentReader) -> Document | None:
        """Read the job description, where there is one."""
        return reader.read(DocumentSource.from_file(self.job)) if self.job is not None else None


def _task(job: str, resumes: list[str], criteria: Path | None, *, no_job: bool) -> _Task:
    job_path, arguments = _split(job, resumes, no_job=no_job, has_criteria=criteria is not None)
    given = _read_criteria(criteria) if criteria is not None else None
    found = find_resumes(arguments, job_path)
    for note in found.notes:
        complain(note)
    return _Task(job_path, given, found.files)


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


def _date(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        raise UsageProblem(f"--as-of {text}: a date is written YYYY-MM-DD")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"--as-of {text}: there is no such day") from None


def _extract(client: LlmClient, document: Document | None) -> list[Criterion]:
    assert document is not None, "_split() demands criteria or a job description"  # noqa: S101
    return CriteriaExtractor(client).extract(document)


def _dry_run(
    settings: Settings,
    reader: DocumentReader,
    document: Document | None,
    task: _Task,
    day: datetime.date | None,
    recording: Recording | None,
    options: dict[str, object],
    price: Price | None,
    repeat: int,
) -> int:
    """Count what a ranking would send. Criteria that are not there yet are guessed by the offline engine."""
    if settings.engine == _engine.OFFLINE:
        print(OFFLINE_COSTS_NOTHING)
        return 0
    counting = _cost.Counting()
    # What a record has already is not sent again.
    client = redacting(recording.client(counting) if recording is not None else counting, settings)
    criteria = task.given or _recorded(client, document)
    if recording is not None and criteria is not None:
        described = recording.description(criteria, document, day, task.files, options)
        day = recording.day_of_stopped(described) or day
    scorer = ResumeScorer(
        _cost.Answering(client),
        criteria or _extract(OfflineClient(), document),
        as_of=day,
        job_description=document.text if document is not None else "",
        repeat=repeat,
    )
    outcomes, interrupted = score_files(reader, scorer, task.files, 0)
    _say_dry_run(counting, outcomes, settings, price)
    return EXIT_INTERRUPTED if interrupted else 0


def _recorded(client: LlmClient, document: Document | None) -> list[Criterion] | None:
    """Count what extracting would send; a record may have its answer."""
    with contextlib.suppress(Error):
        return _extract(client, document)
    return None


def _guessed(client: LlmClient, document: Document | None) -> list[Criterion]:
    return _recorded(client, document) or _extract(OfflineClient(), document)


def _say_dry_run(
    counting: _cost.Counting, outcomes: Sequence[Outcome], settings: Settings, price: Price | None
) -> None:
    print("Dry run: nothing was sent.")
    for line in _cost.dry_run_lines(counting, outcomes, settings.model, price):
        print(clean(line))


def _exit_code(ranking: Ranking) -> int:
    if stopped := _cost.stopped_line(ranking):
        complain(stopped)
        return EXIT_SOME_FAILED
    failures = [failure for row in ranking.rows if (failure := row.outcome.failure()) is not None]
    for failure in failures:
        if aborts_run(failure.code):
            complain(f"atschecker: {failure.message.rstrip('.')}. {remedy(failure.code)}")
            return EXIT_ERROR
    if failures:
        complain(f"{len(failures)} of {len(ranking.rows)} resumes could not be scored; their rows say why.")
        return EXIT_SOME_FAILED
    return 0


def _say_warnings(criteria: Sequence[Criterion]) -> None:
    for warning in lint(criteria):
        complain(warning_line(warning))


def _say_engine(settings: Settings, leaving: str) -> None:
    if settings.leaves_machine:
        complain(f"{leaving} to {settings.server}{_how(settings, leaving)}.")
    if settings.engine == _engine.OFFLINE and not settings.chosen:
        complain(
            "Engine: offline (rules only, no model). "
            "For a model set ATS_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL."
        )


def _how(settings: Settings, leaving: str) -> str:
    if leaving != RESUMES_LEAVE:
        return ""
    if not settings.redact:
        return ", unredacted"
    return ", with names, addresses, e-mail, phone, links and personal details replaced"


def _log(*, verbose: bool) -> Callable[[LogLevel, str], None] | None:
    if not verbose:
        return None
    return lambda level, line: complain(f"{level.name}: {line}")


def _for_stdout(text: str) -> str:
    """A terminal gets no controls; a pipe or a file gets the text as it is."""
    return clean(text, keep="\n\t") if sys.stdout.isatty() else text
