"""Collaboratives, who belongs to them and as what, and what each person wishes."""

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

collaborative = Table(
    "collaborative",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("zone", String(40), nullable=False, default="Europe/London"),
    Column("quiet_from", String(5), nullable=False, default="18:00"),
    Column("quiet_to", String(5), nullable=False, default="07:30"),
    Column("working_days", String(7), nullable=False, default="01234"),
    Column("guests", Boolean, nullable=False, default=True),
    Column("vision", Text, nullable=False, default=""),
    Column("mission", Text, nullable=False, default=""),
    Column("priorities", Text, nullable=False, default="[]"),
    Column("calendar_note", Text, nullable=False, default="", server_default=""),
    Column("made", Instant, nullable=False),
)

calendar_span = Table(
    "calendar_span",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("collaborative", ForeignKey("collaborative.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("name", String(80), nullable=False, default=""),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    CheckConstraint("kind IN ('term', 'half-term', 'inset', 'closed')", name="calendar_span_kind"),
)

subgroup = Table(
    "subgroup",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("collaborative", ForeignKey("collaborative.id", ondelete="CASCADE"), nullable=False),
    Column("slug", String(40), nullable=False),
    Column("name", String(120), nullable=False),
    Column("purpose", Text, nullable=False, default=""),
    Column("lead", ForeignKey("person.id", ondelete="SET NULL")),
    Column("ended", Boolean, nullable=False, default=False),
    UniqueConstraint("collaborative", "slug"),
)

member = Table(
    "member",
    metadata,
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("collaborative", ForeignKey("collaborative.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(120), nullable=False, default=""),
    Column("sector", String(40), nullable=False, default=""),
    Column("organisation", String(120), nullable=False, default=""),
    Column("phase", String(40), nullable=False, default=""),
    Column("shown", Boolean, nullable=False, default=False),
    Column("notice", String(20), nullable=False, default=""),
    Column("consented", Instant),
    Column("joined", Instant, nullable=False),
    Column("left", Instant),
    Column("heard", String(7), nullable=False, default=""),
    Index("member_collaborative", "collaborative", "person"),
)

subgroup_member = Table(
    "subgroup_member",
    metadata,
    Column("subgroup", ForeignKey("subgroup.id", ondelete="CASCADE"), primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
)

office = Table(
    "office",
    metadata,
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("collaborative", String(40), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("name", String(120), nullable=False, default="", server_default=""),
    CheckConstraint("kind IN ('anchor', 'facilitator')", name="office_kind"),
)

steward = Table(
    "steward",
    metadata,
    Column("collaborative", ForeignKey("collaborative.id", ondelete="CASCADE"), primary_key=True),
    Column("service", String(160), primary_key=True),
    Column("code", String(12), nullable=False),
    Column("name", String(160), nullable=False),
    Column("person", ForeignKey("person.id", ondelete="SET NULL")),
)

preference = Table(
    "preference",
    metadata,
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("days", String(7), nullable=False, default=""),
    Column("hours_from", String(5), nullable=False, default=""),
    Column("hours_to", String(5), nullable=False, default=""),
    Column("term_time", Boolean, nullable=False, default=True),
    Column("snoozed", Instant),
    Column("weekly", SmallInteger, nullable=False, default=3),
    Column("language", String(12), nullable=False, default="en-GB"),
    Column("stopped", Boolean, nullable=False, default=False),
    Column("platform", String(20), nullable=False, default=""),
    Column("workspace", String(80), nullable=False, default=""),
    Column("account", String(120), nullable=False, default=""),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("who", ForeignKey("person.id", ondelete="SET NULL")),
    Column("action", String(40), nullable=False),
    Column("collaborative", String(40), nullable=False, default=""),
    Column("about", ForeignKey("person.id", ondelete="SET NULL")),
    Column("count", Integer, nullable=False, default=0),
    Column("detail", String(200), nullable=False, default=""),
    Index("audit_collaborative", "collaborative", "at"),
)
