"""Who was forgotten: a number, and nothing that tells whose it was."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from bot.tables.core import Instant, metadata

erasure = Table(
    "erasure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, nullable=False),
    Column("created", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Index("erasure_person", "person"),
)
