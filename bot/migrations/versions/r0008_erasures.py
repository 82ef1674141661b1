"""who was forgotten; a person's number is never another's; the month in which anybody was last heard."""

from __future__ import annotations

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


MONTH = {"postgresql": "to_char(created, 'YYYY-MM')", "sqlite": "substr(created, 1, 7)"}


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("erasure_person", "erasure", ["person"], unique=False)
    with made_anew(counting_onward=True) as table:
        table.add_column(sa.Column("heard", sa.String(length=7), server_default="", nullable=False))
    person = sa.table("person", sa.column("heard"))
    op.execute(sa.update(person).values(heard=sa.literal_column(MONTH[op.get_bind().dialect.name])))


def downgrade() -> None:
    with made_anew(counting_onward=False) as table:
        table.drop_column("heard")
    op.drop_index("erasure_person", table_name="erasure")
    op.drop_table("erasure")


def made_anew(counting_onward: bool) -> AbstractContextManager[BatchOperations]:
    """On SQLite only a new table can begin to count its numbers onward; PostgreSQL always does."""
    if op.get_bind().dialect.name == "postgresql":
        return op.batch_alter_table("person")
    return op.batch_alter_table("person", recreate="always", table_kwargs={"sqlite_autoincrement": counting_onward})
