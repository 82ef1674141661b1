"""What can be done within one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.flows.turn import Effect, Keep, NoteFault, NoteGap, State, Wait
from bot.messages import Address
from bot.tables import address, bubble, conversation, fault, gap, inbox, outbox, person

EARLIER = timedelta(minutes=10)  # than when she was last heard: what came late, and clocks that differ
STILL_KNOWN = timedelta(days=2)  # what was heard since is known by its key


class Stale(Exception):
    """What somebody decided upon has changed since it was read: read it again."""


def in_trouble(problem: BaseException) -> bool:
    """Whether it is the database that failed (full, gone, locked), whatever was asked of it: to be asked again."""
    if not isinstance(problem, sa.exc.OperationalError | sa.exc.InterfaceError):
        return False
    return getattr(problem.orig, "sqlite_errorname", "") != "SQLITE_ERROR"  # which is what it calls a mistake of ours


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept about whoever speaks: where she works, as what, and the conversations that wait for her."""

    id: int = 0
    locality: str = ""
    role: str = ""
    states: Mapping[str, State] = field(default_factory=dict)
    bubble: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction, at one moment (aware, UTC)."""

    connection: sa.Connection
    now: datetime

    # ---- who speaks

    def known(self, sender: Address, chat: Address, message: str = "") -> Known:
        """What is kept about the sender, and the name of the bubble she pressed."""
        row = self.connection.execute(
            sa.select(person.c.id, person.c.locality, person.c.role)
            .join(address, address.c.person == person.c.id)
            .where(*_at(address.c.account, sender, sender.id))
        ).first()
        name = self._bubble_name(chat, message) if message else ""
        if row is None:
            return Known(bubble=name)
        return Known(row.id, row.locality, row.role, self._states(row.id), name)

    def person_at(self, sender: Address) -> int:
        """The person behind an address; a new one if nobody was known there. Raises Stale if two make her at once."""
        found = self.known(sender, sender).id
        if found:
            return found
        key = self.connection.execute(
            sa.insert(person).values(locality="", role="", created=self.now)
        ).inserted_primary_key
        assert key is not None
        made = self.connection.execute(
            self.insert(address)
            .values(platform=sender.platform, workspace=sender.workspace, account=sender.id, person=key[0])
            .on_conflict_do_nothing()
            .returning(address.c.person)
        )
        if made.scalar() is None:
            raise Stale
        return int(key[0])

    def hold_person(self, sender: Address, known: Known) -> int:
        """The person behind an address, hers alone until the commit. Raises Stale if she is not as she was known."""
        if known.id:
            self.connection.execute(sa.select(person.c.id).where(person.c.id == known.id).with_for_update())
        if replace(self.known(sender, sender), bubble="") != replace(known, bubble=""):
            raise Stale
        return known.id or self.person_at(sender)

    def _states(self, who: int) -> dict[str, State]:
        rows = self.connection.execute(
            sa.select(conversation.c.flow, conversation.c.state).where(
                conversation.c.person == who, conversation.c.until > self.now
            )
        )
        return {row.flow: msgspec.json.decode(row.state) for row in rows}

    # ---- what follows

    def wait(self, who: int, wait: Wait) -> None:
        values = {"state": msgspec.json.encode(wait.state).decode(), "until": self.now + wait.lasting}
        self.connection.execute(
            self.insert(conversation)
            .values(person=who, flow=wait.flow, **values)
            .on_conflict_do_update(index_elements=["person", "flow"], set_=values)
        )

    def end(self, who: int, flow: str) -> None:
        self.connection.execute(
            sa.delete(conversation).where(conversation.c.person == who, conversation.c.flow == flow)
        )

    def make(self, who: int, effect: Effect) -> None:
        """Carry out one effect of a turn."""
        match effect:
            case Keep(locality, role):
                change = sa.update(person).where(person.c.id == who).values(locality=locality, role=role)
                self.connection.execute(change)
            case NoteGap(locality, topics, phases, words):
                self.connection.execute(
                    sa.insert(gap).values(
                        locality=locality,
                        month=self.now.strftime("%Y-%m"),
                        topics=" ".join(topics),
                        phases=" ".join(phases),
                        words=" ".join(words),
                    )
                )
            case NoteFault(service, what):
                self.connection.execute(
                    sa.insert(fault).values(service=service, fault=what, month=self.now.strftime("%Y-%m"))
                )

    # ---- who can be reached

    def reachable(self, sender: Address) -> None:
        """Whoever writes again can be written to again."""
        self.connection.execute(
            sa.update(address)
            .where(*_at(address.c.account, sender, sender.id), address.c.unreachable.is_(True))
            .values(unreachable=False)
        )

    def heard_in(self, sender: Address, chat: Address) -> None:
        """Know where a conversation of two is that is not called as she is, and when she was heard there."""
        if chat.id != sender.id and not chat.person:
            self.connection.execute(
                sa.update(address)
                .where(*_at(address.c.account, sender, sender.id))
                .values(chat=chat.id, heard=self.now)
            )

    def open_chats(self, platform: str) -> list[tuple[Address, datetime]]:
        """Where a conversation waits for somebody, and since when she may not have been heard, the latest first."""
        waits = sa.exists().where(conversation.c.person == address.c.person, conversation.c.until > self.now)
        rows = self.connection.execute(
            sa.select(address.c.workspace, address.c.chat, address.c.heard)
            .where(address.c.platform == platform, address.c.chat != "", address.c.heard.is_not(None), waits)
            .order_by(address.c.heard.desc())
        )
        oldest = self.now - STILL_KNOWN
        return [(Address(platform, row.workspace, row.chat), max(row.heard - EARLIER, oldest)) for row in rows]

    # ---- bubbles

    def keep_bubble(self, to: Address, name: str, message: str) -> None:
        values = {"message": message, "at": self.now}
        self.connection.execute(
            self.insert(bubble)
            .values(platform=to.platform, workspace=to.workspace, chat=to.id, name=name, **values)
            .on_conflict_do_update(index_elements=["platform", "workspace", "chat", "name"], set_=values)
        )

    def _bubble_name(self, chat: Address, message: str) -> str:
        name = self.connection.execute(
            sa.select(bubble.c.name).where(*_at(bubble.c.chat, chat, chat.id), bubble.c.message == message)
        ).scalar()
        return name or ""

    # ---- what improves the directory

    def gaps(self) -> list[dict[str, str]]:
        """Questions that nothing answered, by month and place: scrubbed words in no order."""
        rows = self.connection.execute(
            sa.select(gap.c.month, gap.c.locality, gap.c.topics, gap.c.phases, gap.c.words).order_by(
                gap.c.month.desc(), gap.c.locality, gap.c.words
            )
        )
        return [dict(row._mapping) for row in rows]

    def faults(self) -> list[dict[str, str]]:
        """What people said is wrong with entries."""
        rows = self.connection.execute(
            sa.select(fault.c.month, fault.c.service, fault.c.fault).order_by(fault.c.month.desc(), fault.c.service)
        )
        return [dict(row._mapping) for row in rows]

    # ---- keeping little

    def forget_old(self, keep_seen: timedelta, keep_bubbles: timedelta, keep_reports: timedelta) -> None:
        """Drop what is over: conversations past their time, old keys, old bubbles, settled messages."""
        self.connection.execute(sa.delete(conversation).where(conversation.c.until <= self.now))
        self.connection.execute(sa.delete(inbox).where(inbox.c.state == "done", inbox.c.at <= self.now - keep_seen))
        self.connection.execute(sa.delete(bubble).where(bubble.c.at <= self.now - keep_bubbles))
        told = sa.or_(outbox.c.cause == "", outbox.c.settled <= self.now - keep_reports)
        self.connection.execute(sa.delete(outbox).where(outbox.c.settled <= self.now - keep_seen, told))

    def database_now(self) -> datetime:
        """This moment by the database's clock, which all replicas share; on SQLite, which has none, by ours."""
        if self.connection.dialect.name == "sqlite":
            return self.now
        moment: datetime = self.connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
        return moment.astimezone(UTC)

    def ago(self, seconds: float) -> datetime:
        """The moment so many seconds before now."""
        return self.now - timedelta(seconds=seconds)

    def insert(self, table: sa.Table) -> Any:
        """An insert that knows "on conflict", in this database's own words."""
        dialect = sqlite if self.connection.dialect.name == "sqlite" else postgresql
        return dialect.insert(table)


def _at(column: sa.Column[str], where: Address, value: str) -> tuple[sa.ColumnElement[bool], ...]:
    table = column.table
    return (
        table.c.platform == where.platform,
        table.c.workspace == where.workspace,
        column == value,
    )
