"""Personal web pages: links to them as fingerprints, and what was lately said, sealed for whoever has the link."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from bot.tables.core import Instant, metadata

page = Table(
    "page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("author", ForeignKey("person.id", ondelete="SET NULL")),
    Column("account", String(24), nullable=False, unique=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("seal", String(64), nullable=False),
    Column("made", Instant, nullable=False),
    Column("expires", Instant, nullable=False, index=True),
)

page_bubble = Table(
    "page_bubble",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page", ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(40), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("at", Instant, nullable=False, index=True),
    UniqueConstraint("page", "name"),
)
