"""What a ranking has spent, so that workers keep to its budget together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("rankings", sa.Column("spent_tokens", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("rankings", sa.Column("spent_cost", sa.Float, nullable=False, server_default="0"))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("rankings") as batch:
        batch.drop_column("spent_cost")
        batch.drop_column("spent_tokens")
