"""who looks after which entry of the directory."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "steward",
        sa.Column("collaborative", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=160), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["collaborative"], ["collaborative.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("collaborative", "service"),
    )


def downgrade() -> None:
    op.drop_table("steward")
