"""surveys: series, waves, who was asked, drafts, answers, and what was published of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("collaborative", sa.String(length=40), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("size", sa.SmallInteger(), nullable=False),
        sa.Column("audience", sa.String(length=60), nullable=False),
        sa.Column("open_days", sa.SmallInteger(), nullable=False),
        sa.Column("plan", sa.String(length=200), nullable=False),
        sa.Column("next", sa.DateTime(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=True),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.CheckConstraint("mode IN ('anonymous', 'confidential', 'named')", name="series_mode"),
        sa.ForeignKeyConstraint(["author"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_collaborative"), ["collaborative"], unique=False)
        batch_op.create_index(batch_op.f("ix_series_next"), ["next"], unique=False)

    op.create_table(
        "wave",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("series", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened", sa.DateTime(), nullable=False),
        sa.Column("closes", sa.DateTime(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("nudges", sa.SmallInteger(), nullable=False),
        sa.Column("nudge_at", sa.DateTime(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('expanding', 'open', 'nudging', 'closed')", name="wave_state"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("series", "number"),
    )
    op.create_table(
        "asked",
        sa.Column("wave", sa.String(length=16), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("subgroups", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=80), nullable=False),
        sa.CheckConstraint("state IN ('invited', 'finished', 'declined', 'unreached')", name="asked_state"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["wave"], ["wave.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("wave", "person"),
    )
    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.create_index("asked_person", ["person"], unique=False)
        batch_op.create_index("asked_place", ["wave", "place"], unique=False)

    op.create_table(
        "draft",
        sa.Column("wave", sa.String(length=16), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["wave"], ["wave.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("wave", "person", "question"),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("draft_person", ["person"], unique=False)

    op.create_table(
        "published",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["wave"], ["wave.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("published", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_wave"), ["wave"], unique=False)

    op.create_table(
        "response",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wave", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("subgroups", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["wave"], ["wave.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_wave"), ["wave"], unique=False)
        batch_op.create_index("response_person", ["person"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index("response_person")
        batch_op.drop_index(batch_op.f("ix_response_wave"))

    op.drop_table("response")
    with op.batch_alter_table("published", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_wave"))

    op.drop_table("published")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index("draft_person")

    op.drop_table("draft")
    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.drop_index("asked_place")
        batch_op.drop_index("asked_person")

    op.drop_table("asked")
    op.drop_table("wave")
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_next"))
        batch_op.drop_index(batch_op.f("ix_series_collaborative"))

    op.drop_table("series")
