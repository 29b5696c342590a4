"""Opens the broker of one engine's rankings. What it needs is imported when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atschecker._engine import Settings, SettingsError
from atschecker.distributed._message import queue_of

if TYPE_CHECKING:
    from celery import Celery

# At least twice the longest call.
DEFAULT_VISIBILITY = 1200


def open_broker(
    database: str, broker: str, settings: Settings, visibility_seconds: int = DEFAULT_VISIBILITY
) -> tuple[Celery, str]:
    """Make the application and name the queue. Raises ``SettingsError`` if a part is missing."""
    try:
        from atschecker.distributed._celery import broker_of, make_app, prepare_broker  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError(f"{error.name} is missing: pip install 'atschecker[distributed]'") from error
    chosen = broker_of(database, broker)
    prepare_broker(chosen)
    queue = queue_of(settings.identity)
    return make_app(chosen, queue, visibility_seconds), queue
