"""What workers on other machines have still to do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "tasks",
        sa.Column(
            "row", sa.String(32), sa.ForeignKey("ranking_rows.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("ranking", sa.String(32), sa.ForeignKey("rankings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("queue", sa.String(64), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease", sa.String(32), nullable=False),
        sa.Column("time", sa.String(32), nullable=False),
    )
    op.create_index("tasks_state", "tasks", ["state"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("tasks")
