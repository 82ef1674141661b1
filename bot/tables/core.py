"""People and where they are written to, events, messages, announcements, times. Of what a person typed, only what she
asked to have said later is in here: an announcement until it is over, a reminder until it is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
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
    Column("heard", String(7), nullable=False, default="", server_default=""),
    sqlite_autoincrement=True,  # a number is never another person's, also after an erasure
)

address = Table(
    "address",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("workspace", String(80), primary_key=True),
    Column("account", String(120), primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("unreachable", Boolean, nullable=False, default=False),
    Column("chat", String(120), nullable=False, default="", server_default=""),
    Column("heard", Instant),
    Index("address_person", "person"),
)

conversation = Table(
    "conversation",
    metadata,
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("flow", String(20), primary_key=True),
    Column("state", Text, nullable=False),
    Column("until", Instant, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("key", String(32), nullable=False, unique=True),
    Column("platform", String(20), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("chat", String(120), nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(8), nullable=False, default="waiting"),
    Column("tries", Integer, nullable=False, default=0),
    Column("fault", String(80), nullable=False, default=""),
    Column("at", Instant, nullable=False, index=True),
    CheckConstraint("state IN ('waiting', 'done', 'aside')", name="inbox_state"),
)
Index(
    "inbox_waiting",
    inbox.c.platform,
    inbox.c.workspace,
    inbox.c.chat,
    inbox.c.id,
    sqlite_where=inbox.c.state == "waiting",
    postgresql_where=inbox.c.state == "waiting",
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
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("key", String(80), nullable=False, unique=True),
    Column("lane", String(120), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("chat", String(120), nullable=False),
    Column("alone", String(120), nullable=False, default=""),
    Column("account", String(120), nullable=False, default=""),
    Column("bubble", String(80), nullable=False, default=""),
    Column("body", Text, nullable=False),
    Column("kind", String(16), nullable=False, default="reply"),
    Column("priority", SmallInteger, nullable=False, default=0),
    Column("policy", String(8), nullable=False, default="resend"),
    Column("cause", String(80), nullable=False, default=""),
    Column("state", String(10), nullable=False, default="queued"),
    Column("made", Instant, nullable=False),
    Column("due", Instant, nullable=False),
    Column("expires", Instant),
    Column("tries", Integer, nullable=False, default=0),
    Column("epoch", Integer, nullable=False, default=0),
    Column("reason", String(200), nullable=False, default=""),
    Column("message", String(120), nullable=False, default=""),
    Column("settled", Instant, index=True),
    CheckConstraint(
        "state IN ('queued', 'leaving', 'sent', 'unsure', 'failed', 'replaced', 'expired')", name="outbox_state"
    ),
    Index("outbox_cause", "cause", "state"),
)
Index(
    "outbox_ready",
    outbox.c.lane,
    outbox.c.priority,
    outbox.c.due,
    outbox.c.id,
    sqlite_where=outbox.c.state == "queued",
    postgresql_where=outbox.c.state == "queued",
)
Index(
    "outbox_chat",
    outbox.c.platform,
    outbox.c.workspace,
    outbox.c.chat,
    outbox.c.alone,
    outbox.c.id,
    sqlite_where=outbox.c.state.in_(("queued", "leaving")),
    postgresql_where=outbox.c.state.in_(("queued", "leaving")),
)

lane = Table(
    "lane",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("owner", String(40), nullable=False, default=""),
    Column("epoch", Integer, nullable=False, default=0),
    Column("until", Instant, nullable=False),
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

announcement = Table(
    "announcement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(40), nullable=False, unique=True),
    Column("collaborative", String(40), nullable=False),
    Column("name", String(120), nullable=False),
    Column("author", ForeignKey("person.id", ondelete="SET NULL")),
    Column("subject", String(80), nullable=False, default="", server_default=""),
    Column("text", Text, nullable=False),
    Column("question", Text, nullable=False, default=""),
    Column("options", Text, nullable=False, default="[]"),
    Column("closed", Boolean, nullable=False),
    Column("urgent", Boolean, nullable=False, default=False, server_default=false()),
    Column("state", String(10), nullable=False, default="expanding"),
    Column("cursor", Integer, nullable=False, default=0),
    Column("people", Integer, nullable=False, default=0),
    Column("platform", String(20), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("chat", String(120), nullable=False),
    Column("account", String(120), nullable=False),
    Column("bubble", String(80), nullable=False),
    Column("shown", Text, nullable=False, default=""),
    Column("shown_at", Instant, nullable=False),
    Column("version", Integer, nullable=False, default=0),
    Column("made", Instant, nullable=False),
    CheckConstraint("state IN ('expanding', 'leaving', 'settled')", name="announcement_state"),
)

answer = Table(
    "answer",
    metadata,
    Column("announcement", ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True),
    Column("question", SmallInteger, primary_key=True),
    Column("person", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("value", String(80), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("at", Instant, nullable=False),
)

schedule = Table(
    "schedule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("action", String(40), nullable=False),
    Column("details", Text, nullable=False),
    Column("spec", Text, nullable=False),
    Column("zone", String(40), nullable=False),
    Column("late", String(6), nullable=False),
    Column("limit", Integer, nullable=False),
    Column("paused", Boolean, nullable=False, default=False),
    Column("next", String(19), nullable=False),
    Column("next_at", Instant, index=True),
    CheckConstraint("late IN ('all', 'latest', 'skip')", name="schedule_late"),
)

occurrence = Table(
    "occurrence",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("schedule", ForeignKey("schedule.id", ondelete="CASCADE"), nullable=False),
    Column("local", String(19), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(6), nullable=False),
    Column("due", Instant, nullable=False),
    Column("cursor", String(80), nullable=False, default=""),
    Column("tries", Integer, nullable=False, default=0),
    Column("fault", String(80), nullable=False, default=""),
    Column("settled", Instant, index=True),
    UniqueConstraint("schedule", "local"),
    CheckConstraint("state IN ('due', 'done', 'missed', 'aside')", name="occurrence_state"),
)
Index(
    "occurrence_due",
    occurrence.c.at,
    occurrence.c.id,
    sqlite_where=occurrence.c.state == "due",
    postgresql_where=occurrence.c.state == "due",
)
