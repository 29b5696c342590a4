"""The commands of workers and queues. What they need is imported when they run."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from atschecker._engine import Settings, SettingsError
from atschecker._environment import settings_from
from atschecker._files import UsageProblem
from atschecker._guard import guarded
from atschecker._options import BaseUrlOption, EngineOption, InsecureOption, ModelOption, VerboseOption
from atschecker._terminal import clean
from atschecker.distributed._broker import DEFAULT_VISIBILITY, open_broker

if TYPE_CHECKING:
    from celery import Celery

    from atschecker.store import Store

DATABASE = "ATS_DATABASE_URL"
BROKER = "ATS_BROKER_URL"

# A worker mostly waits for the model.
DEFAULT_THREADS = 16
MAX_THREADS = 512

DRAIN_SECONDS = 1.0

DatabaseOption = Annotated[
    str,
    typer.Option(
        envvar=DATABASE,
        help="The database of rankings, such as postgresql+psycopg://host/name.",
        show_default=False,
    ),
]
RankDatabaseOption = Annotated[
    str,
    typer.Option(
        "--database",
        help="Have the resumes scored by workers (atschecker worker) on this database, "
        "such as postgresql+psycopg://host/name. The same command again goes on where it was.",
        show_default=False,
    ),
]
BrokerOption = Annotated[
    str,
    typer.Option(
        envvar=BROKER,
        help="The broker of messages. Default: the PostgreSQL of the database.",
        show_default=False,
    ),
]
ThreadsOption = Annotated[int, typer.Option(min=1, max=MAX_THREADS, help="Rows that are scored at a time.")]
VisibilityOption = Annotated[
    int,
    typer.Option(
        min=10,
        help="Seconds until others get the rows of a worker that was killed: twice the longest call.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]

queue_app = typer.Typer(help="What workers have still to do.", no_args_is_help=True)


def add_commands(app: typer.Typer) -> None:
    """Add them to the command line."""
    app.command("worker")(worker_command)
    app.add_typer(queue_app, name="queue")


@guarded
def worker_command(
    database: DatabaseOption = "",
    broker: BrokerOption = "",
    threads: ThreadsOption = DEFAULT_THREADS,
    visibility_seconds: VisibilityOption = DEFAULT_VISIBILITY,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    insecure: InsecureOption = None,
    verbose: VerboseOption = False,
) -> int:
    """Score the rows of rankings that others have started, until SIGTERM or Ctrl-C.

    It answers only for rankings of its own engine: the same model, server and settings.
    """
    settings = settings_from(os.environ, engine=engine, model=model, base_url=base_url, insecure=insecure)
    app, store, queue = connect(database, broker, settings, visibility_seconds)
    from atschecker.distributed._scoring import RowScorer  # noqa: PLC0415
    from atschecker.distributed._worker import Place, add_task, run  # noqa: PLC0415

    with closing(store):
        scorer = RowScorer(store, settings, visibility_seconds)
        add_task(app, scorer)
        place = Place(queue, threads, settings.api_key, "INFO" if verbose else "WARNING")
        run(app, store, scorer, place)
    return 0


@queue_app.command("status")
@guarded
def status_command(database: DatabaseOption = "", as_json: JsonOption = False) -> int:
    """Say how many rows of each ranking wait or were given up, and which workers are there."""
    with closing(open_store(database)) as store:
        from atschecker.store import Tasks, Workers  # noqa: PLC0415

        states, workers = Tasks(store).states(), Workers(store).present()
    if as_json:
        rankings = [dataclasses.asdict(each) for each in states]
        print(json.dumps({"rankings": rankings, "workers": [dataclasses.asdict(each) for each in workers]}))
        return 0
    if not states:
        print("Nothing waits.")
    for each in states:
        print(
            f"{each.ranking}  {each.state:9}  to send {each.waiting}, with workers {each.sent}, "
            f"given up {each.dead}, since {each.oldest[:19]}  {clean(each.name)}"
        )
    served = {each.queue for each in workers}
    for queue in sorted({each.queue for each in states if each.waiting or each.sent} - served):
        print(f"No worker of the engine of {queue} is there.")
    for worker in workers:
        print(
            f"worker {worker.id} on {clean(worker.host)}  in flight {worker.in_flight} of {worker.threads}, "
            f"scored {worker.scored}, failed {worker.failed}, refused {worker.refused}, "
            f"since {worker.started[:19]}"
        )
    return 0


@queue_app.command("metrics")
@guarded
def metrics_command(database: DatabaseOption = "") -> int:
    """Print what waits and what workers do in the text form of Prometheus, such as for node_exporter."""
    from atschecker.distributed._figures import figures  # noqa: PLC0415

    with closing(open_store(database)) as store:
        print(figures(store), end="")
    return 0


@queue_app.command("drain")
@guarded
def drain_command(database: DatabaseOption = "") -> int:
    """Wait until no row waits or is with a worker."""
    with closing(open_store(database)) as store:
        from atschecker.store import Tasks  # noqa: PLC0415

        while any(each.waiting or each.sent for each in Tasks(store).states()):
            time.sleep(DRAIN_SECONDS)
    return 0


@queue_app.command("dead")
@guarded
def dead_command(
    ranking: Annotated[str | None, typer.Argument(metavar="[RANKING]", show_default=False)] = None,
    database: DatabaseOption = "",
) -> int:
    """List the files that were given up, because worker after worker ended over them."""
    with closing(open_store(database)) as store:
        from atschecker.store import Tasks  # noqa: PLC0415

        found = Tasks(store).dead(ranking)
    for ranking_id, row, file in found:
        print(f"{ranking_id}  {row}  {clean(file)}")
    return 0


@queue_app.command("requeue")
@guarded
def requeue_command(
    ranking: Annotated[str, typer.Argument(metavar="RANKING")],
    database: DatabaseOption = "",
) -> int:
    """Try again what was given up, and send again what a broker has lost. What is scored stays."""
    with closing(open_store(database)) as store:
        from atschecker.store import Tasks  # noqa: PLC0415

        tasks = Tasks(store)
        queues = [each.queue for each in tasks.states() if each.ranking == ranking]
        if not queues:
            raise UsageProblem(f"ranking {ranking} has no rows that wait or were given up")
        for _, row, _ in tasks.dead(ranking):
            tasks.revive(ranking, row)
        again = tasks.send_again(ranking)
        made = tasks.start(ranking, queues[0])
    print(f"{made + again} rows wait; the next worker or coordinator sends them.")
    return 0


def check_remote(database: str, others: Mapping[str, object]) -> None:
    """Refuse what workers do not do. Raises ``UsageProblem``."""
    for name, value in others.items():
        if database and value:
            raise UsageProblem(f"{name} does not go with --database: the database keeps what was answered")


def connect(
    database: str, broker: str, settings: Settings, visibility_seconds: int = DEFAULT_VISIBILITY
) -> tuple[Celery, Store, str]:
    """Open both ends. Raises ``SettingsError`` if a part is missing."""
    store = open_store(database)
    app, queue = open_broker(database, broker, settings, visibility_seconds)
    return app, store, queue


def open_store(database: str) -> Store:
    """Open the database that is named. Raises ``SettingsError``."""
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError  # noqa: PLC0415

    from atschecker.store import Store  # noqa: PLC0415

    if not database:
        raise SettingsError(f"name the database by --database ({DATABASE})")
    try:
        return Store(database)
    except (ArgumentError, NoSuchModuleError):
        raise SettingsError(f"--database ({DATABASE}) is no URL of a database") from None
    except ModuleNotFoundError as error:
        raise SettingsError(f"{error.name} is missing: pip install 'atschecker[distributed]'") from error
    except OperationalError as error:
        raise SettingsError(f"the database cannot be reached: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", error)).strip().splitlines()[0]
