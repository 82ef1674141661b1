"""Surveys: series of waves, who was asked, drafts until the close, and answers after it."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.tables.core import Instant, metadata

series = Table(
    "series",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("collaborative", String(40), nullable=False, index=True),
    Column("instrument", Text, nullable=False),
    Column("name", String(120), nullable=False),
    Column("mode", String(12), nullable=False),
    Column("size", SmallInteger, nullable=False, default=0),
    Column("audience", String(60), nullable=False, default=""),
    Column("open_days", SmallInteger, nullable=False, default=14),
    Column("plan", String(200), nullable=False, default=""),
    Column("planned", Date),
    Column("next", Instant, index=True),
    Column("ended", Boolean, nullable=False, default=False),
    Column("author", ForeignKey("person.id", ondelete="SET NULL")),
    Column("made", Instant, nullable=False),
    CheckConstraint("mode IN ('anonymous', 'confidential', 'named')", name="series_mode"),
)

wave = Table(
    "wave",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("series", ForeignKey("series.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("instrument", Text, nullable=False),
    Column("state", String(10), nullable=False, default="expanding"),
    Column("opened", Instant, nullable=False),
    Column("closes", Instant, nullable=False),
    Column("cursor", Integer, nullable=False, default=-1),
    Column("invited", Integer, nullable=False, default=0),
    Column("nudges", SmallInteger, nullable=False, default=0),
    Column("nudge_at", Instant),
    Column("answered", Integer, nullable=False, default=0),
    Column("done", Text, nullable=False, default=""),
    Column("shared", Boolean, nullable=False, default=False),
    UniqueConstraint("series", "number"),
    CheckConstraint("state IN ('expanding', 'open', 'nudging', 'closed')", name="wave_state"),
)

asked = Table(
    "asked",
    metadata,
    Column("wave", ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("sector", String(40), nullable=False, default=""),
    Column("subgroups", Text, nullable=False, default="[]"),
    Column("language", String(12), nullable=False, default="en"),
    Column("state", String(10), nullable=False, default="invited"),
    Column("at", String(80), nullable=False, default=""),
    CheckConstraint("state IN ('invited', 'finished', 'declined', 'unreached')", name="asked_state"),
    Index("asked_place", "wave", "place"),
    Index("asked_person", "person"),
)

draft = Table(
    "draft",
    metadata,
    Column("wave", ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(80), primary_key=True),
    Column("value", Text, nullable=False, default=""),
    Column("skipped", Boolean, nullable=False, default=False),
    Index("draft_person", "person"),
)

response = Table(
    "response",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("wave", ForeignKey("wave.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("key", String(64), nullable=False, default=""),
    Column("person", ForeignKey("person.id", ondelete="SET NULL")),
    Column("sector", String(40), nullable=False, default=""),
    Column("subgroups", Text, nullable=False, default="[]"),
    Column("answers", Text, nullable=False),
    Index("response_person", "person"),
)

coding = Table(
    "coding",
    metadata,
    Column("response", ForeignKey("response.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(80), primary_key=True),
    Column("code", String(60), primary_key=True),
)

published = Table(
    "published",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("wave", ForeignKey("wave.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("population", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("body", Text, nullable=False, default=""),
)
