"""collaboratives, members, offices, wishes and the audit log; who was an anchor has that office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "collaborative",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=False),
        sa.Column("quiet_to", sa.String(length=5), nullable=False),
        sa.Column("working_days", sa.String(length=7), nullable=False),
        sa.Column("guests", sa.Boolean(), nullable=False),
        sa.Column("vision", sa.Text(), nullable=False),
        sa.Column("mission", sa.Text(), nullable=False),
        sa.Column("priorities", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("collaborative", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["about"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["who"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("audit_collaborative", ["collaborative", "at"], unique=False)

    op.create_table(
        "calendar_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collaborative", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('term', 'half-term', 'inset', 'closed')", name="calendar_span_kind"),
        sa.ForeignKeyConstraint(["collaborative"], ["collaborative.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("calendar_span", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_span_collaborative"), ["collaborative"], unique=False)

    op.create_table(
        "member",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("collaborative", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("notice", sa.String(length=20), nullable=False),
        sa.Column("consented", sa.DateTime(), nullable=True),
        sa.Column("joined", sa.DateTime(), nullable=False),
        sa.Column("left", sa.DateTime(), nullable=True),
        sa.Column("heard", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(["collaborative"], ["collaborative.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "collaborative"),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index("member_collaborative", ["collaborative", "person"], unique=False)

    op.create_table(
        "office",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("collaborative", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.CheckConstraint("kind IN ('anchor', 'facilitator')", name="office_kind"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "collaborative", "kind"),
    )
    op.create_table(
        "preference",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("hours_from", sa.String(length=5), nullable=False),
        sa.Column("hours_to", sa.String(length=5), nullable=False),
        sa.Column("term_time", sa.Boolean(), nullable=False),
        sa.Column("snoozed", sa.DateTime(), nullable=True),
        sa.Column("weekly", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("workspace", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "subgroup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collaborative", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("lead", sa.Integer(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["collaborative"], ["collaborative.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["lead"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("collaborative", "slug"),
    )
    op.create_table(
        "subgroup_member",
        sa.Column("subgroup", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["subgroup"], ["subgroup.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("subgroup", "person"),
    )
    op.execute(
        "INSERT INTO collaborative (id, name, zone, quiet_from, quiet_to, working_days, guests, vision, mission,"
        " priorities, made) SELECT collaborative, collaborative, 'Europe/London', '18:00', '07:30', '01234', true, '',"
        " '', '[]', min(created) FROM anchor JOIN person ON person.id = anchor.person GROUP BY collaborative"
    )
    op.execute("INSERT INTO office (person, collaborative, kind) SELECT person, collaborative, 'anchor' FROM anchor")
    op.drop_table("anchor")


def downgrade() -> None:
    op.create_table(
        "anchor",
        sa.Column("person", sa.INTEGER(), nullable=False),
        sa.Column("collaborative", sa.VARCHAR(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "collaborative"),
    )
    op.drop_table("subgroup_member")
    op.drop_table("subgroup")
    op.drop_table("preference")
    op.execute(
        "INSERT INTO anchor (person, collaborative) SELECT person, collaborative FROM office WHERE kind = 'anchor'"
    )
    op.drop_table("office")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index("member_collaborative")

    op.drop_table("member")
    with op.batch_alter_table("calendar_span", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_span_collaborative"))

    op.drop_table("calendar_span")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("audit_collaborative")

    op.drop_table("audit")
    op.drop_table("collaborative")
