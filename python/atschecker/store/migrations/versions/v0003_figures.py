"""What is added up stands in columns, and each change of a row has a number."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from atschecker.store._values import figures_of

revision = "0003"
down_revision = "0002"

INDEX = "ranking_rows_changed"


def upgrade() -> None:
    """Add the columns and fill them from the outcomes."""
    op.add_column("rankings", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.add_column("ranking_rows", sa.Column("figures", sa.Text))
    op.add_column("ranking_rows", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.create_index(INDEX, "ranking_rows", ["ranking", "revision"])
    rows = sa.table(
        "ranking_rows",
        sa.column("id", sa.String),
        sa.column("outcome", sa.Text),
        sa.column("figures", sa.Text),
    )
    connection = op.get_bind()
    ids = connection.execute(sa.select(rows.c.id).where(rows.c.outcome.is_not(None))).scalars().all()
    for row in ids:
        outcome = connection.execute(sa.select(rows.c.outcome).where(rows.c.id == row)).scalar_one()
        figures = json.dumps(figures_of(json.loads(outcome)))
        connection.execute(sa.update(rows).where(rows.c.id == row).values(figures=figures))


def downgrade() -> None:
    """Drop them."""
    op.drop_index(INDEX, "ranking_rows")
    for table, columns in (("ranking_rows", ("revision", "figures")), ("rankings", ("revision",))):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
