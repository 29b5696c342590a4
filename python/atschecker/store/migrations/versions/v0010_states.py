"""What is pending of a large ranking, and what waits for a queue, is found by an index."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("ranking_rows_states", "ranking_rows", ["ranking", "state"])
    op.create_index("tasks_states", "tasks", ["queue", "state"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("tasks_states", "tasks")
    op.drop_index("ranking_rows_states", "ranking_rows")
