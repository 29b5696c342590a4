"""How Celery is set up, each setting with its reason."""

from __future__ import annotations

from urllib.parse import urlsplit

from celery import Celery
from kombu.entity import Queue
from sqlalchemy.engine import make_url

from atschecker._engine import SettingsError

TASK = "ats.score"

PGMQ_SCHEMES = ("pgmq",)


def make_app(broker: str, queue: str, visibility_seconds: int) -> Celery:
    """Make the application that sends to and hears one queue."""
    app = Celery("atschecker", broker=broker, set_as_current=False)
    arguments = _queue_arguments(broker)
    app.conf.update(
        # A message is taken off the queue when its outcome is stored, not when it is read.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        # A worker takes what it has threads for; what waits in its memory would wait for it alone.
        worker_prefetch_multiplier=1,
        worker_enable_prefetch_count_reduction=False,
        # Outcomes are rows of our table: no result backend is asked.
        task_ignore_result=True,
        task_store_errors_even_if_ignored=False,
        # Nothing but JSON is read: a pickle runs what its sender likes.
        task_serializer="json",
        accept_content=["json"],
        # Events and remote control would carry ids to whoever listens, and load the broker.
        worker_send_task_events=False,
        task_send_sent_event=False,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        task_queues=[Queue(queue, routing_key=queue, queue_arguments=arguments)],
        task_default_queue=queue,
        task_default_exchange=queue,
        task_default_routing_key=queue,
        task_create_missing_queues=False,
        broker_transport_options=_transport_options(broker, visibility_seconds),
    )
    return app


def _transport_options(broker: str, visibility_seconds: int) -> dict[str, object]:
    scheme = urlsplit(broker).scheme
    if scheme in PGMQ_SCHEMES:
        # The SQL objects are installed beforehand, without a server extension.
        return {
            "visibility_timeout": visibility_seconds,
            "init_extension": False,
            # The server looks each 50 ms, and a free thread asks at once.
            "wait_time_seconds": 1,
            "poll_interval_ms": 50,
            "polling_interval": 0.05,
        }
    if scheme.startswith("redis"):
        return {"visibility_timeout": visibility_seconds}
    if scheme.startswith(("amqp", "pyamqp")):
        # A message counts as sent when the broker says so.
        return {"confirm_publish": True}
    return {}


def _queue_arguments(broker: str) -> dict[str, object]:
    # Quorum queues survive the loss of a node. How often a message is tried is counted in our table, so that
    # every road ends in a row; the broker's own limit would drop it without one.
    if urlsplit(broker).scheme.startswith(("amqp", "pyamqp")):
        return {"x-queue-type": "quorum", "x-delivery-limit": -1}
    return {}


def broker_of(database: str, broker: str) -> str:
    """Choose the broker: the one that is named, or the PostgreSQL that holds the rankings.

    Raises ``SettingsError``.
    """
    if broker:
        return broker
    url = make_url(database)
    if url.get_backend_name() != "postgresql":
        raise SettingsError(
            "workers need a broker: use a PostgreSQL database (postgresql+psycopg://...), which is one, "
            "or name one by --broker (ATS_BROKER_URL)"
        )
    return url.set(drivername="pgmq").render_as_string(hide_password=False)


def prepare_broker(broker: str) -> None:
    """Install what a PostgreSQL needs to carry messages, unless it is there."""
    if urlsplit(broker).scheme not in PGMQ_SCHEMES:
        return
    import psycopg  # noqa: PLC0415 (only this broker needs it)
    from pgmq.install import install_pgmq_from_sql  # noqa: PLC0415

    with psycopg.connect(broker.replace("pgmq", "postgresql", 1)) as connection:
        # One at a time: many workers start at once.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('atschecker.pgmq'))")
        found = connection.execute("SELECT to_regnamespace('pgmq')").fetchone()
        if found is None or found[0] is None:
            install_pgmq_from_sql(conn=connection)
