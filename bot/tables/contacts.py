"""What the bot has started with whom, and what it has held back."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.tables.core import Instant, metadata

contact = Table(
    "contact",
    metadata,
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("cause", String(80), primary_key=True),
    Column("at", Instant, nullable=False),
    Index("contact_at", "at"),
)

held = Table(
    "held",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("cause", String(80), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("collaborative", String(40), nullable=False),
    Column("key", String(80), nullable=False),
    Column("policy", String(8), nullable=False, default="resend"),
    Column("body", Text, nullable=False),
    Column("state", String(8), nullable=False, default="waiting"),
    Column("due", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    UniqueConstraint("person", "cause"),
    CheckConstraint("state IN ('waiting', 'shown')", name="held_state"),
    Index("held_due", "state", "due"),
    Index("held_cause", "cause"),
)

leave = Table(
    "leave",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
)
