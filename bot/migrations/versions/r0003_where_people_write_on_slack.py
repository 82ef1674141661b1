"""Where people write to it on Slack, and when they were last heard."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chat", sa.String(length=120), server_default="", nullable=False))
        batch_op.add_column(sa.Column("heard", sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_column("heard")
        batch_op.drop_column("chat")
