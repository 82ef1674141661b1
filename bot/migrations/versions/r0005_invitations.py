"""invitations, wrong codes, what the bot is called, and what leavers said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("whose", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("attempt_whose", ["whose", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempt_at"), ["at"], unique=False)

    op.create_table(
        "handle",
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("workspace", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace"),
    )
    op.create_table(
        "farewell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collaborative", sa.String(length=40), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["collaborative"], ["collaborative.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("farewell", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_farewell_collaborative"), ["collaborative"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collaborative", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("author", sa.Integer(), nullable=True),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.Column("declined", sa.DateTime(), nullable=True),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.Column("revoked", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["collaborative"], ["collaborative.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index("invitation_collaborative", ["collaborative", "made"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index("invitation_collaborative")

    op.drop_table("invitation")
    with op.batch_alter_table("farewell", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_farewell_collaborative"))

    op.drop_table("farewell")
    op.drop_table("handle")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempt_at"))
        batch_op.drop_index("attempt_whose")

    op.drop_table("attempt")
