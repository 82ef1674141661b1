"""What is remembered. Nothing that a person typed is in here; docs/privacy.md names each column's purpose."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Instant(TypeDecorator[datetime]):
    """A moment: aware, in UTC, on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


metadata = MetaData()

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("locality", String(40), nullable=False, default=""),
    Column("role", String(40), nullable=False, default=""),
    Column("created", Instant, nullable=False),
)

address = Table(
    "address",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("workspace", String(80), primary_key=True),
    Column("account", String(120), primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("unreachable", Boolean, nullable=False, default=False),
)

conversation = Table(
    "conversation",
    metadata,
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("flow", String(20), primary_key=True),
    Column("state", Text, nullable=False),
    Column("until", Instant, nullable=False),
)

seen = Table(
    "seen",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)

bubble = Table(
    "bubble",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("chat", String(120), nullable=False),
    Column("name", String(80), nullable=False),
    Column("message", String(120), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    UniqueConstraint("platform", "workspace", "chat", "name"),
    Index("bubble_message", "platform", "workspace", "chat", "message"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("platform", String(20), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("chat", String(120), nullable=False),
    Column("alone", String(120), nullable=False, default=""),
    Column("account", String(120), nullable=False, default=""),
    Column("bubble", String(80), nullable=False, default=""),
    Column("body", Text, nullable=False),
    Column("state", String(12), nullable=False, default="queued"),
    Column("due", Instant, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("reason", String(200), nullable=False, default=""),
    Column("settled", Instant),
    Index("outbox_ready", "state", "platform", "workspace", "due", "id"),
)

gap = Table(
    "gap",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("locality", String(40), nullable=False),
    Column("month", String(7), nullable=False),
    Column("topics", String(400), nullable=False),
    Column("phases", String(80), nullable=False),
    Column("words", Text, nullable=False),
)

fault = Table(
    "fault",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("service", String(160), nullable=False),
    Column("fault", String(40), nullable=False),
    Column("month", String(7), nullable=False),
)
