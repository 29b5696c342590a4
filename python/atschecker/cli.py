"""The command line: ``atschecker --help``."""

from __future__ import annotations

import datetime
import glob
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from atschecker import (
    _audit,
    _check_command,
    _cost,
    _counterfactual,
    _doctor,
    _engine,
    _explain,
    _keys,
    _record,
    _repeat,
)
from atschecker._build import build_facts
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
    ScoreOptions,
    aborts_run,
    criteria_digest,
    criteria_to_json,
    lines_left_out,
    lint,
    max_criteria_per_request,
    rank,
    redact,
    remedy,
    to_string,
    version,
)
from atschecker._engine import Clients, Settings, redacting
from atschecker._environment import settings_from
from atschecker._files import UsageProblem, check_outputs, write_atomically
from atschecker._guard import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_SOME_FAILED, guarded
from atschecker._options import (
    AsOfOption,
    BaseUrlOption,
    BomOption,
    CriteriaOption,
    DifferencesOption,
    EngineOption,
    HiddenOption,
    InsecureOption,
    JobArgument,
    ModelOption,
    NoJobOption,
    RedactOption,
    ReportOption,
    ResumesArgument,
    VerboseOption,
    WorkersOption,
)
from atschecker._record import Recording, RecordOption, RunOption
from atschecker._reports import BYTE_ORDER_MARK, check_reports, write_report
from atschecker._scoring import score_files
from atschecker._task import Task, date_of, extract, guessed, recorded, task_of
from atschecker._terminal import clean, complain, finding_line, show_ranking, spent_line, warning_line
from atschecker.distributed import _commands, _remote

# Of a digest of criteria: enough to tell lists apart by eye.
SHOWN_DIGEST = 8

RESUMES_LEAVE = "Resumes leave this machine: they are sent"
INVENTED_LEAVE = "Resumes leave this machine, under invented names: they are sent"
OFFLINE_COSTS_NOTHING = "The offline engine sends nothing and costs nothing."

app = typer.Typer(
    help="Ranks resumes against a job description, with the evidence behind each score.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not end the program.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    app()


@app.callback(invoke_without_command=True)
def _root(
    show_version: Annotated[
        bool, typer.Option("--version", help="Show the version and what it was built for, and exit.")
    ] = False,
) -> None:
    if show_version:
        print(f"atschecker {version()}")
        for fact in build_facts():
            print(clean(fact))
        raise typer.Exit


@app.command("criteria")
@guarded
def criteria_command(
    job: JobArgument,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write the criteria to this .json file.", show_default=False),
    ] = None,
    show_all: Annotated[
        bool,
        typer.Option(
            "--all", help="List the lines that no criterion comes from, with their kind, on stderr."
        ),
    ] = False,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    insecure: InsecureOption = None,
    hidden_check: HiddenOption = True,
    verbose: VerboseOption = False,
) -> int:
    """Take the criteria out of a job description, as JSON to be edited and given to rank --criteria."""
    settings = settings_from(os.environ, engine=engine, model=model, base_url=base_url, insecure=insecure)
    if output is not None:
        check_outputs([output], [".json"])
    _say_engine(settings, "The job description leaves this machine: it is sent")
    log = _log(verbose=verbose)
    document = DocumentReader(find_hidden_text=hidden_check, log=log).read(DocumentSource.from_file(job))
    found = CriteriaExtractor(settings.make_client(_server_log(verbose=verbose))).extract(document)
    _say_warnings(found)
    if show_all:
        for line in lines_left_out(document, found):
            kind = to_string(line.kind).replace("_", " ")
            complain(f"Left out ({kind}): {clean(line.text)}")
    if output is None:
        print(_for_stdout(criteria_to_json(found)))
    else:
        write_atomically(output, criteria_to_json(found))
        print(f"Wrote {len(found)} criteria to {clean(str(output))}")
    return 0


@app.command("rank")
@guarded
def rank_command(
    job: JobArgument,
    resumes: ResumesArgument = None,
    output: ReportOption = None,
    bom: BomOption = True,
    criteria: CriteriaOption = None,
    no_job: NoJobOption = False,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    insecure: InsecureOption = None,
    workers: WorkersOption = None,
    as_of: AsOfOption = None,
    record: RecordOption = None,
    repeat: _repeat.RepeatOption = None,
    criteria_per_call: _repeat.CriteriaPerCallOption = max_criteria_per_request,
    dry_run: _cost.DryRunOption = False,
    prices: _cost.PricesOption = None,
    max_cost: _cost.MaxCostOption = None,
    max_tokens: _cost.MaxTokensOption = None,
    deadline: _cost.DeadlineOption = None,
    redact_resumes: RedactOption = None,
    hidden_check: HiddenOption = True,
    why: _explain.WhyOption = None,
    database: _commands.RankDatabaseOption = "",
    broker: _commands.BrokerOption = "",
    verbose: VerboseOption = False,
) -> int:
    """Rank resumes against a job description.

    Exit code 0: every resume was scored; 3: some failed, or were left out of a folder, and the rest was
    written; 2: usage; 1: anything else.
    """
    settings = settings_from(
        os.environ,
        engine=engine,
        model=model,
        base_url=base_url,
        insecure=insecure,
        workers=workers,
        redact=redact_resumes,
    )
    outputs = output or []
    check_reports(outputs)
    _commands.check_remote(database, {"--record": record, "--dry-run": dry_run})
    day = date_of(as_of)
    task = task_of(job, resumes or [], criteria, no_job=no_job, own=_own_files(outputs, record))
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
    if criteria_per_call != max_criteria_per_request:
        options["criteria_per_call"] = criteria_per_call
    # A dry run makes no file.
    kept = record is not None and (not dry_run or record.exists())
    recording = Recording(record, settings) if record is not None and kept else None
    if dry_run:
        scoring = ScoreOptions(
            as_of=day,
            job_description=document.text if document is not None else "",
            repeat=repeat or 1,
            criteria_per_request=criteria_per_call,
        )
        return _dry_run(settings, reader, document, task, recording, options, budget.price, scoring)
    client, meter = Clients(settings, _server_log(verbose=verbose)).metered(budget)
    if recording is not None:
        client = recording.client(client)
    client = redacting(client, settings)
    wanted = task.given if task.given is not None else extract(client, document)
    _say_warnings(wanted)
    if database:
        for_workers: dict[str, object] = {
            "job_text": document is not None,
            "redact": settings.redact,
            "hidden_check": hidden_check,
            "repeat": repeat or 1,
            "criteria_per_request": criteria_per_call,
        }
        order = _remote.Order(wanted, _remote.job_of(task.job), task.files, as_of, for_workers, budget)
        ranking, interrupted = _remote.rank_remotely(database, broker, settings, order, time_limit)
        ranking.price = budget.price
        _report(ranking, outputs, bom=bom, why=why)
        return EXIT_INTERRUPTED if interrupted else _with_missed(_exit_code(ranking), task.missed)
    run = None
    if recording is not None:
        run = recording.begin(recording.description(wanted, document, day, task.files, options))
    scorer = ResumeScorer(
        client,
        wanted,
        as_of=day if run is None else run.as_of(),
        job_description=document.text if document is not None else "",
        repeat=repeat or 1,
        criteria_per_request=criteria_per_call,
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
    kept_list = [] if task.given is not None else _lists_of_criteria(outputs, wanted)
    for path in kept_list:
        write_atomically(path, criteria_to_json(wanted), private=recording is not None)
    _report(ranking, outputs, bom=bom, private=recording is not None, why=why)
    for path in kept_list:
        # On stderr: what is printed is the ranking's, and the same when it is replayed.
        complain(f"The criteria that were used, to be edited and given to --criteria: {path}")
    if interrupted:
        complain(_stopped_line(ranking, recorded=recording is not None))
    return EXIT_INTERRUPTED if interrupted else _with_missed(_exit_code(ranking), task.missed)


def _lists_of_criteria(outputs: Sequence[Path], criteria: Sequence[Criterion]) -> list[Path]:
    """Name a file beside the first report. With the digest in it no list that was edited is overwritten."""
    digest = criteria_digest(criteria)[:SHOWN_DIGEST]
    return [path.with_name(f"{path.stem}.criteria-{digest}.json") for path in outputs[:1]]


@app.command("counterfactual")
@guarded
def counterfactual_command(
    job: JobArgument,
    resumes: ResumesArgument = None,
    output: DifferencesOption = None,
    bom: BomOption = True,
    criteria: CriteriaOption = None,
    no_job: NoJobOption = False,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    insecure: InsecureOption = None,
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
    settings = settings_from(
        os.environ, engine=engine, model=model, base_url=base_url, insecure=insecure, workers=workers
    )
    outputs = output or []
    check_outputs(outputs, _counterfactual.SUFFIXES)
    day = date_of(as_of) or datetime.datetime.now(datetime.UTC).date()
    task = task_of(job, resumes or [], criteria, no_job=no_job, own=outputs)
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
    client, meter = (
        (counting, None) if dry_run else Clients(settings, _server_log(verbose=verbose)).metered(budget)
    )
    find = guessed if dry_run else extract
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
        mark = BYTE_ORDER_MARK if bom and path.suffix.lower() == ".csv" else ""
        write_atomically(path, mark + _counterfactual.report(found, path.suffix.lower(), day))
    _counterfactual.show_differences(found)
    if meter is not None and (spent := spent_line(meter.spent(), budget.price)):
        print(spent)
    for path in outputs:
        print(f"Wrote {clean(str(path))}")
    return EXIT_INTERRUPTED if interrupted else _with_missed(_counterfactual_exit_code(found), task.missed)


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
@guarded
def replay_command(
    file: _record.FileArgument,
    output: ReportOption = None,
    bom: BomOption = True,
    run: RunOption = None,
) -> int:
    """Rebuild the reports of a recorded run, byte for byte, without any engine."""
    outputs = output or []
    check_reports(outputs)
    ranking = _record.replayed(file, run)
    _report(ranking, outputs, bom=bom, private=True)
    return _exit_code(ranking)


_record.add_commands(app)
_audit.add_command(app)
_check_command.add_command(app)
_explain.add_command(app)
_doctor.add_command(app)
_commands.add_commands(app)
_keys.add_commands(app)


@app.command("text")
@guarded
def text_command(
    file: Annotated[
        str, typer.Argument(help="A PDF, DOCX, ODT, HTML, RTF, Markdown or text file.", metavar="FILE")
    ],
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
@guarded
def serve_command(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    no_key: Annotated[
        bool, typer.Option("--no-key", help="Serve other machines without a key (ATS_NO_SERVICE_KEY).")
    ] = False,
    root_path: Annotated[
        str | None,
        typer.Option(help="Folder of a proxy's site, such as /ats (ATS_ROOT_PATH).", show_default=False),
    ] = None,
    retention: Annotated[
        str | None,
        typer.Option(
            help="Erase finished rankings after this time, such as 6m, 3y, 90d (ATS_RETENTION).",
            show_default=False,
        ),
    ] = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    insecure: InsecureOption = None,
    workers: WorkersOption = None,
    redact_resumes: RedactOption = None,
    verbose: VerboseOption = False,
) -> int:
    """Start the HTTP service. Other machines need its key: ATS_SERVICE_KEY."""
    settings = settings_from(
        os.environ,
        engine=engine,
        model=model,
        base_url=base_url,
        insecure=insecure,
        workers=workers,
        redact=redact_resumes,
    )
    _say_engine(settings, RESUMES_LEAVE)
    # Imported here: the other commands start faster without a web framework.
    from atschecker.service import serve, serve_options  # noqa: PLC0415

    options = serve_options(os.environ, without_key=no_key, root_path=root_path, retention=retention)
    serve(host, port, settings, log_level="debug" if verbose else "info", options=options)
    return 0


@app.command("mcp")
@guarded
def mcp_command(
    folder: Annotated[
        list[Path] | None,
        typer.Option(help="Files below it may be read; several times for several.", show_default=False),
    ] = None,
    allow_write: Annotated[
        bool, typer.Option("--allow-write", help="Let the assistant start rankings, too.")
    ] = False,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    insecure: InsecureOption = None,
    workers: WorkersOption = None,
    redact_resumes: RedactOption = None,
    verbose: VerboseOption = False,
) -> int:
    """Give an assistant the rankings as tools, over standard input and output (Model Context Protocol).

    It sees what the service keeps, and only reads unless told otherwise.
    """
    settings = settings_from(
        os.environ,
        engine=engine,
        model=model,
        base_url=base_url,
        insecure=insecure,
        workers=workers,
        redact=redact_resumes,
    )
    if importlib.util.find_spec("mcp") is None:
        raise UsageProblem("the tools for assistants are not installed: pip install 'atschecker[mcp]'")
    _say_engine(settings, RESUMES_LEAVE)
    # Imported here: it is an extra, and the other commands start faster without it.
    from atschecker._mcp import Access, run_stdio  # noqa: PLC0415
    from atschecker.store import default_url  # noqa: PLC0415

    folders = tuple(each.resolve(strict=True) for each in folder or [])
    database = os.environ.get("ATS_DATABASE_URL", "").strip() or default_url(os.environ)
    clients = Clients(settings, _log(verbose=verbose))
    run_stdio(database, clients.new, Access(folders, allow_write), settings.workers or os.cpu_count() or 1)
    return 0


def _report(
    ranking: Ranking, outputs: list[Path], *, bom: bool, private: bool = False, why: int | None = None
) -> None:
    # Written first: whatever becomes of stdout, the work is not lost.
    for path in outputs:
        write_report(path, ranking, bom=bom, private=private)
    show_ranking(ranking)
    for row in ranking.rows[: why or 0]:
        print()
        _explain.show_explanation(ranking, row)
    for path in outputs:
        print(f"Wrote {clean(str(path))}")


def _stopped_line(ranking: Ranking, *, recorded: bool) -> str:
    scored = sum(row.rank > 0 for row in ranking.rows)
    how = "the same command goes on" if recorded else "with --record the same command would go on"
    return f"Stopped by Ctrl-C: {scored} of {len(ranking.rows)} resumes are scored; {how} from there."


def _dry_run(
    settings: Settings,
    reader: DocumentReader,
    document: Document | None,
    task: Task,
    recording: Recording | None,
    options: dict[str, object],
    price: Price | None,
    scoring: ScoreOptions,
) -> int:
    """Count what a ranking would send. Criteria that are not there yet are guessed by the offline engine."""
    if settings.engine == _engine.OFFLINE:
        print(OFFLINE_COSTS_NOTHING)
        return 0
    counting = _cost.Counting()
    # What a record has already is not sent again.
    client = redacting(recording.client(counting) if recording is not None else counting, settings)
    criteria = task.given or recorded(client, document)
    if recording is not None and criteria is not None:
        described = recording.description(criteria, document, scoring.as_of, task.files, options)
        scoring.as_of = recording.day_of_stopped(described) or scoring.as_of
    asked = criteria or extract(OfflineClient(), document)
    scorer = ResumeScorer(_cost.Answering(client), asked, scoring)
    outcomes, interrupted = score_files(reader, scorer, task.files, 0)
    _say_dry_run(counting, outcomes, settings, price)
    return EXIT_INTERRUPTED if interrupted else 0


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


def _with_missed(code: int, missed: int) -> int:
    """What was left out of a folder and may be an applicant's is a failure too."""
    if not missed:
        return code
    complain(f"{missed} left out that may be an applicant's; the lines above name them.")
    return code or EXIT_SOME_FAILED


def _own_files(outputs: Sequence[Path], record: Path | None) -> list[Path]:
    """The files that a ranking writes, with those of the record's log and the lists of earlier ones."""
    kept = [] if record is None else [record, *(Path(f"{record}{suffix}") for suffix in ("-wal", "-shm"))]
    lists = [
        each for path in outputs for each in path.parent.glob(f"{glob.escape(path.stem)}.criteria-*.json")
    ]
    return [*outputs, *kept, *lists]


def _say_warnings(criteria: Sequence[Criterion]) -> None:
    for warning in lint(criteria):
        complain(warning_line(warning))


def _say_engine(settings: Settings, leaving: str) -> None:
    if settings.leaves_machine:
        complain(f"{leaving} to {settings.server}{_how(settings, leaving)}.")
    if settings.tells_secrets:
        complain(f"Warning: the key is sent unencrypted to {settings.server} (--insecure).")
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


def _server_log(*, verbose: bool) -> Callable[[LogLevel, str], None]:
    """Tell what the server makes us wait for, whatever else is told."""

    def tell(level: LogLevel, line: str) -> None:
        if verbose or level == LogLevel.warning:
            complain(f"{level.name}: {line}")

    return tell


def _for_stdout(text: str) -> str:
    """A terminal gets no controls; a pipe or a file gets the text as it is."""
    return clean(text, keep="\n\t") if sys.stdout.isatty() else text
