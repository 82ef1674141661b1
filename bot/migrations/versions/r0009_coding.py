"""codes that somebody gave to what was written in a survey."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "coding",
        sa.Column("response", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["response"], ["response.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("response", "question", "code"),
    )


def downgrade() -> None:
    op.drop_table("coding")
