"""Opens a database and brings its tables up to date."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import StaticPool

from atschecker.store._location import MEMORY

# How long a write waits for another program's, such as a backup.
BUSY_MILLISECONDS = 30_000


def open_database(url: str) -> Engine:
    """Connect, and migrate."""
    if url == MEMORY:
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        _prepare_file(url)
        engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Many workers start at once on a new database: one makes the tables.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('atschecker.migrations'))")
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return engine


def _prepare_file(url: str) -> None:
    # Resumes lie in it: nobody else on this machine may read them, not even for a moment.
    name = make_url(url).database
    if not url.startswith("sqlite") or not name:
        return
    path = Path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives the files of its log the mode of this one.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600))


def _set_up_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 (the driver's)
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is erased is gone
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
