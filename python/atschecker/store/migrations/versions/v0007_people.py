"""What people may ask for about themselves, and whether evidence was looked at before a decision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add tables and columns."""
    op.add_column("ranking_rows", sa.Column("corrects", sa.String(32)))
    op.add_column("decisions", sa.Column("opened", sa.Boolean))
    op.create_table(
        "openings",
        sa.Column(
            "ranking", sa.String(32), sa.ForeignKey("rankings.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("row", sa.String(32), primary_key=True),
        sa.Column("actor", sa.String(64), primary_key=True),
        sa.Column("time", sa.String(32), nullable=False),
    )
    op.create_table(
        "tenant_settings",
        sa.Column("tenant", sa.String(64), primary_key=True),
        sa.Column("settings", sa.Text, nullable=False),
    )
    op.create_table(
        "person_only",
        sa.Column("tenant", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("mark", sa.String(80), nullable=False),
        sa.Column("time", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.UniqueConstraint("tenant", "mark"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("person_only", "tenant_settings", "openings"):
        op.drop_table(table)
    for table, column in (("decisions", "opened"), ("ranking_rows", "corrects")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
