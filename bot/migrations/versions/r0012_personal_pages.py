"""personal pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=True),
        sa.Column("account", sa.String(length=24), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account"),
        sa.UniqueConstraint("digest"),
    )
    with op.batch_alter_table("page", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_expires"), ["expires"], unique=False)
        batch_op.create_index(batch_op.f("ix_page_person"), ["person"], unique=False)

    op.create_table(
        "page_bubble",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["page.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("page", "name"),
    )
    with op.batch_alter_table("page_bubble", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_bubble_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_page_bubble_person"), ["person"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("page_bubble", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_bubble_person"))
        batch_op.drop_index(batch_op.f("ix_page_bubble_at"))

    op.drop_table("page_bubble")
    with op.batch_alter_table("page", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_person"))
        batch_op.drop_index(batch_op.f("ix_page_expires"))

    op.drop_table("page")
