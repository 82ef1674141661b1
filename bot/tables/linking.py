"""What is under way to link two accounts of one person, and which numbers one person had before."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from bot.tables.core import Instant, metadata

link = Table(
    "link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("digest", String(32), nullable=False, unique=True),
    Column("platform", String(20), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("account", String(120), nullable=False),
    Column("chat", String(120), nullable=False),
    Column("called", String(80), nullable=False, default=""),
    Column("other_platform", String(20), nullable=False, default=""),
    Column("other_workspace", String(80), nullable=False, default=""),
    Column("other_account", String(120), nullable=False, default=""),
    Column("other_chat", String(120), nullable=False, default=""),
    Column("other_called", String(80), nullable=False, default=""),
    Column("asked", Instant),
    Column("expires", Instant, nullable=False, index=True),
)

former = Table(
    "former",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("created", Instant, nullable=False),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
)
