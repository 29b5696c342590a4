"""The tables, as the last migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

METADATA = MetaData()


def _of_ranking(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "ranking",
        String(32),
        ForeignKey("rankings.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("tenant", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

RANKINGS = Table(
    "rankings",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("created", String(32), nullable=False),
    Column("as_of", String(10), nullable=False),
    Column("job_name", Text, nullable=False),
    Column("job_digest", String(64), nullable=False),
    Column("options", Text, nullable=False),
    Column("message", Text),
    Column("version", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("request_key", String(64)),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("hold", Boolean, nullable=False, server_default=false()),
    Column("spent_tokens", BigInteger, nullable=False, server_default="0"),
    Column("spent_cost", Float, nullable=False, server_default="0"),
    UniqueConstraint("tenant", "request_key"),
)

CRITERIA = Table(
    "criteria",
    METADATA,
    _of_ranking(primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("criteria", Text, nullable=False),
    Column("time", String(32), nullable=False),
)

ROWS = Table(
    "ranking_rows",
    METADATA,
    Column("id", String(32), primary_key=True),
    _of_ranking(),
    Column("position", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("outcome", Text),
    Column("text", Text, nullable=False),
    Column("marks", Text, nullable=False),
    Column("change", Integer, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("reason", Text),
    Column("note", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("own_score", Float),
    Column("version", Integer, nullable=False),
    Column("figures", Text),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("corrects", String(32)),
    UniqueConstraint("ranking", "position"),
    Index("ranking_rows_changed", "ranking", "revision"),
    Index("ranking_rows_states", "ranking", "state"),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _of_ranking(),
    Column("row", String(32), nullable=False),
    Column("time", String(32), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("changes", Text, nullable=False),
    Column("opened", Boolean),
)

OPENINGS = Table(
    "openings",
    METADATA,
    _of_ranking(primary_key=True),
    Column("row", String(32), primary_key=True),
    Column("actor", String(64), primary_key=True),
    Column("time", String(32), nullable=False),
)

TENANT_SETTINGS = Table(
    "tenant_settings",
    METADATA,
    Column("tenant", String(64), primary_key=True),
    Column("settings", Text, nullable=False),
)

PERSON_ONLY = Table(
    "person_only",
    METADATA,
    Column("tenant", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("mark", String(80), nullable=False),
    Column("time", String(32), nullable=False),
    Column("actor", String(64), nullable=False),
    UniqueConstraint("tenant", "mark"),
)

TASKS = Table(
    "tasks",
    METADATA,
    Column("row", String(32), ForeignKey("ranking_rows.id", ondelete="CASCADE"), primary_key=True),
    _of_ranking(),
    Column("queue", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease", String(32), nullable=False),
    Column("time", String(32), nullable=False),
    Index("tasks_states", "queue", "state"),
)

WORKERS = Table(
    "workers",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("queue", String(64), nullable=False),
    Column("key", String(64), nullable=False),
    Column("host", Text, nullable=False),
    Column("threads", Integer, nullable=False),
    Column("started", String(32), nullable=False),
    Column("seen", String(32), nullable=False),
    Column("in_flight", Integer, nullable=False),
    Column("scored", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
)

API_KEYS = Table(
    "api_keys",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("created", String(32), nullable=False),
    Column("revoked", String(32)),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("key", String(80), nullable=False),
    Column("expires", String(32), nullable=False),
)

REPLIES = Table(
    "replies",
    METADATA,
    Column("tenant", String(64), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("document", String(64), nullable=False),
    Column("identity", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("time", String(32), nullable=False),
    Index("replies_document", "tenant", "document"),
)

WEBHOOKS = Table(
    "webhooks",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(64), nullable=False),
    Column("url", Text, nullable=False),
    Column("events", Text, nullable=False),
    Column("created", String(32), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("secret", Text, nullable=False),
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("webhook", String(32), ForeignKey("webhooks.id", ondelete="CASCADE"), nullable=False),
    Column("event", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", String(32), nullable=False),
    Column("status", Integer),
    Column("created", String(32), nullable=False),
    Index("deliveries_due", "state", "due"),
)
