"""Who came to which workshop."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, String, Table

from bot.tables.core import metadata

attendance = Table(
    "attendance",
    metadata,
    Column("collaborative", ForeignKey("collaborative.id", ondelete="CASCADE"), primary_key=True),
    Column("date", Date, primary_key=True),
    Column("workshop", String(80), primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
)
