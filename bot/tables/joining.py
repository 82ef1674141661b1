"""Invitations, wrong codes of the last hour, how the bot is called where it is found, and what leavers said."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from bot.tables.core import Instant, metadata

invitation = Table(
    "invitation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("collaborative", ForeignKey("collaborative.id", ondelete="CASCADE"), nullable=False),
    Column("digest", String(32), nullable=False, unique=True),
    Column("name", String(120), nullable=False, default=""),
    Column("email", String(254), nullable=False, default=""),
    Column("organisation", String(120), nullable=False, default=""),
    Column("sector", String(40), nullable=False, default=""),
    Column("office", String(12), nullable=False, default="", server_default=""),
    Column("author", ForeignKey("person.id", ondelete="SET NULL")),
    Column("made", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Column("declined", Instant),
    Column("used", Instant),
    Column("revoked", Instant),
    Index("invitation_collaborative", "collaborative", "made"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("whose", String(32), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Index("attempt_whose", "whose", "at"),
)

handle = Table(
    "handle",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("workspace", String(80), primary_key=True),
    Column("name", String(120), nullable=False),
)

farewell = Table(
    "farewell",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("collaborative", ForeignKey("collaborative.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("month", String(7), nullable=False),
    Column("question", String(20), nullable=False),
    Column("answer", Text, nullable=False),
)
