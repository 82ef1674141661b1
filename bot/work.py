"""What can be done within one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot import many
from bot.flows.turn import Effect, Keep, NoteFault, NoteGap, State, Wait
from bot.messages import Address
from bot.tables import address, bubble, collaborative, conversation, fault, gap, inbox, member, office, outbox, person

EARLIER = timedelta(minutes=10)  # than when she was last heard: what came late, and clocks that differ
STILL_KNOWN = timedelta(days=2)  # what was heard since is known by its key
_NONE: Mapping[str, Any] = {}

KEYS = Path("data") / "keys"


class Stale(Exception):
    """What somebody decided upon has changed since it was read: read it again."""


def in_trouble(problem: BaseException) -> bool:
    """Whether it is the database that failed (full, gone, locked), whatever was asked of it: to be asked again."""
    if isinstance(problem, sa.exc.DBAPIError) and problem.connection_invalidated:
        return True
    if not isinstance(problem, sa.exc.OperationalError | sa.exc.InterfaceError):
        return False
    return getattr(problem.orig, "sqlite_errorname", "") != "SQLITE_ERROR"  # which is what it calls a mistake of ours


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept about whoever speaks: where she works, as what, and the conversations that wait for her.

    `barred` is who does not belong to her place's collaborative, where that lets only its members ask; `silent` who
    was not heard this month, or not reached where she writes from.
    """

    id: int = 0
    locality: str = ""
    role: str = ""
    states: Mapping[str, State] = field(default_factory=dict)
    bubble: str = ""
    barred: bool = False
    silent: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction, at one moment (aware, UTC). `keys` is the folder of what must not be in the database."""

    connection: sa.Connection
    now: datetime
    keys: Path = KEYS

    # ---- who speaks

    def known(self, sender: Address, chat: Address, message: str = "") -> Known:
        """What is kept about the sender, and the name of the bubble she pressed."""
        return self.known_each([(sender, chat, message)])[0]

    def known_each(self, asked: Sequence[tuple[Address, Address, str]]) -> list[Known]:
        """The same for each of many senders, chats and messages."""
        people = self._people([sender for sender, _, _ in asked])
        states = self._states([row.id for row in people.values()])
        names = self._bubble_names([(chat, message) for _, chat, message in asked if message])
        known = []
        for sender, chat, message in asked:
            row, name = people.get(_at_account(sender)), names.get((*_at_account(chat), message), "")
            if row is None:
                known.append(Known(bubble=name))
                continue
            facts = (states.get(row.id, {}), name, bool(row.barred), bool(row.silent))
            known.append(Known(row.id, row.locality, row.role, *facts))
        return known

    def _people(self, senders: Sequence[Address]) -> dict[tuple[str, ...], Any]:
        rows = each_workspace(self.connection, _PEOPLE, senders, {"month": self.now.strftime("%Y-%m")})
        return {(row.platform, row.workspace, row.account): row for row in rows}

    def person_at(self, sender: Address) -> int:
        """The person behind an address; a new one if nobody was known there. Raises Stale if two make her at once."""
        return self.known(sender, sender).id or self.newcomer(sender)

    def newcomer(self, sender: Address) -> int:
        """A new person behind an address. Raises Stale if somebody is known there by now, whoever made her."""
        key = self.connection.execute(
            sa.insert(person).values(locality="", role="", created=self.now, heard=self.now.strftime("%Y-%m"))
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

    @property
    def has_others(self) -> bool:
        """Whether other transactions may change something meanwhile. SQLite has one writer."""
        return self.connection.dialect.name != "sqlite"

    @contextmanager
    def undone_if_it_fails(self) -> Iterator[None]:
        """A piece of the transaction that is undone, and nothing else, if it raises."""
        self.connection.exec_driver_sql("SAVEPOINT piece")
        try:
            yield
        except BaseException:
            with suppress(sa.exc.DBAPIError):  # what failed may have taken the whole transaction along
                self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT piece")
            raise
        self.connection.exec_driver_sql("RELEASE SAVEPOINT piece")

    def alone(self, what: int) -> None:
        """Wait until no other transaction does this; none does until the commit. SQLite has one writer anyway."""
        if self.has_others:
            self.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(what)))

    def hold_people(self, people: Sequence[tuple[Address, Known]]) -> list[bool]:
        """Have those behind addresses to ourselves until the commit; whether each is still as she was known."""
        held = sorted({known.id for _, known in people if known.id})
        self.connection.execute(_HOLD, {"ids": many.padded(held)})
        now = self.known_each([(sender, sender, "") for sender, _ in people])
        return [found == replace(known, bubble="") for found, (_, known) in zip(now, people, strict=True)]

    def _states(self, people: Sequence[int]) -> dict[int, dict[str, State]]:
        states: dict[int, dict[str, State]] = {}
        if people:
            for row in self.connection.execute(_STATES, {"people": many.padded(people), "now": self.now}):
                states.setdefault(row.person, {})[row.flow] = msgspec.json.decode(row.state)
        return states

    # ---- what follows

    def wait(self, who: int, wait: Wait) -> None:
        values = {"state": msgspec.json.encode(wait.state).decode(), "until": self.now + wait.lasting}
        self.put(conversation, ("person", "flow"), [{"person": who, "flow": wait.flow, **values}])

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
            case NoteFault(service=service, fault=what):
                self.connection.execute(
                    sa.insert(fault).values(service=service, fault=what, month=self.now.strftime("%Y-%m"))
                )

    # ---- who can be reached

    def reachable(self, senders: Sequence[Address]) -> None:
        """Whoever writes again can be written to again."""
        each_workspace(self.connection, _REACHABLE, senders)

    def heard_in(self, heard: Sequence[tuple[Address, Address]]) -> None:
        """Know where a sender's conversation of two is that is not called as she is, and when she was heard there."""
        rows = [
            {
                "in_platform": sender.platform,
                "in_workspace": sender.workspace,
                "by": sender.id,
                "where": chat.id,
                "at": self.now,
            }
            for sender, chat in heard
            if chat.id != sender.id and not chat.person
        ]
        if rows:
            self.connection.execute(_HEARD_IN, rows)

    def own_chat(self, account: Address) -> str:
        """Where somebody's conversation of two with the bot is, if it is not called as she is and is known."""
        key = (account.platform, account.workspace, account.id)
        hers = (column == value for column, value in zip(address.primary_key, key, strict=True))
        return self.connection.execute(sa.select(address.c.chat).where(*hers)).scalar() or ""

    def open_chats(self, platform: str) -> list[tuple[Address, datetime]]:
        """Where a conversation waits for somebody, and since when she may not have been heard."""
        waits = sa.exists().where(conversation.c.person == address.c.person, conversation.c.until > self.now)
        rows = self.connection.execute(
            sa.select(address.c.workspace, address.c.chat, address.c.heard)
            .where(address.c.platform == platform, address.c.chat != "", waits)
            .order_by(address.c.person)
        )
        oldest = self.now - STILL_KNOWN
        since = ((Address(platform, row.workspace, row.chat), row.heard) for row in rows)
        return [(chat, max(heard - EARLIER, oldest) if heard else oldest) for chat, heard in since]

    # ---- bubbles

    def keep_bubble(self, to: Address, name: str, message: str) -> None:
        self.keep_bubbles([(to, name, message)])

    def keep_bubbles(self, named: Sequence[tuple[Address, str, str]]) -> None:
        """Remember which message each named bubble is in its chat."""
        rows = {(to.platform, to.workspace, to.id, name): message for to, name, message in named}
        if rows:
            given = many.written((*key, message) for key, message in rows.items())
            keeping = _keep_bubbles(self.connection.dialect.name)
            self.connection.execute(keeping, {"rows": given, **many.shared(at=self.now)})

    def _bubble_names(self, messages: Sequence[tuple[Address, str]]) -> dict[tuple[str, ...], str]:
        asked = {"messages": many.padded([message for _, message in messages])}
        rows = each_workspace(self.connection, _BUBBLES, [chat for chat, _ in messages], asked)
        return {(row.platform, row.workspace, row.chat, row.message): row.name for row in rows}

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
        self.connection.execute(sa.update(address).where(address.c.heard <= self.now - STILL_KNOWN).values(heard=None))
        self.connection.execute(sa.delete(bubble).where(bubble.c.at <= self.now - keep_bubbles))
        told = sa.or_(outbox.c.cause == "", outbox.c.settled <= self.now - keep_reports)
        self.connection.execute(sa.delete(outbox).where(outbox.c.settled <= self.now - keep_seen, told))

    def database_now(self) -> datetime:
        """This moment by the database's clock, which all replicas share; on SQLite, which has none, by ours.

        From here on a process that stands still before it commits holds nobody up for longer than a lease.
        """
        if not self.has_others:
            return self.now
        moment: datetime = self.connection.execute(_DATABASE_NOW).scalar_one()
        return moment.astimezone(UTC)

    def ago(self, seconds: float) -> datetime:
        """The moment so many seconds before now."""
        return self.now - timedelta(seconds=seconds)

    def insert(self, table: sa.Table) -> Any:
        """An insert that knows "on conflict", in this database's own words."""
        return inserting(self.connection.dialect.name, table)

    def put(self, table: sa.Table, key: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, or have them take the places of those that have the same key."""
        if rows:
            statement = _put(self.connection.dialect.name, table, key, tuple(rows[0]))
            self.connection.execute(statement, list(rows))


def inserting(dialect: str, table: sa.Table) -> Any:
    """An insert that knows "on conflict", in the words of this database."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)


@cache
def _put(dialect: str, table: sa.Table, key: tuple[str, ...], names: tuple[str, ...]) -> Any:
    made = inserting(dialect, table)
    changed = {name: made.excluded[name] for name in names if name not in key}
    return made.on_conflict_do_update(index_elements=key, set_=changed)


@cache
def _keep_bubbles(dialect: str) -> Any:
    key = ("platform", "workspace", "chat", "name")
    rows = many.given(dialect, **dict.fromkeys((*key, "message"), str))
    made = many.inserted(inserting(dialect, bubble), rows, ("at",))
    return made.on_conflict_do_update(
        index_elements=key, set_={"message": made.excluded.message, "at": made.excluded.at}
    )


# Statements that every event needs are put together once: doing so takes longer than running them.
def at_each(account: sa.Column[str]) -> tuple[sa.ColumnElement[bool], ...]:
    """Where so many accounts or chats of one workspace are named; see `each_workspace`."""
    here = account.table.c
    return (
        here.platform == sa.bindparam("in_platform"),
        here.workspace == sa.bindparam("in_workspace"),
        account.in_(sa.bindparam("in_ids", expanding=True)),
    )


def each_workspace(
    connection: sa.Connection, statement: sa.Executable, addresses: Sequence[Address], more: Mapping[str, Any] = _NONE
) -> list[Any]:
    """Run a statement about addresses once for each workspace (neither database finds many triples by an index)."""
    workspaces: dict[tuple[str, str], list[str]] = {}
    for one in addresses:
        workspaces.setdefault((one.platform, one.workspace), []).append(one.id)
    rows: list[Any] = []
    for (platform, workspace), ids in workspaces.items():
        asked = {"in_platform": platform, "in_workspace": workspace, "in_ids": many.padded(ids)}
        found = connection.execute(statement, {**asked, **more})
        rows += found.all() if found.returns_rows else ()
    return rows


_BARRED = sa.and_(
    sa.exists().where(collaborative.c.id == person.c.locality, collaborative.c.guests.is_(False)),
    ~sa.exists().where(
        member.c.person == person.c.id, member.c.collaborative == person.c.locality, member.c.left.is_(None)
    ),
    ~sa.exists().where(office.c.person == person.c.id, office.c.collaborative == person.c.locality),
)
_MONTH = sa.bindparam("month", type_=sa.String())
_SILENT = sa.or_(
    address.c.unreachable,
    person.c.heard != _MONTH,
    sa.exists().where(member.c.person == person.c.id, member.c.heard != _MONTH),
)
_PEOPLE = (
    sa.select(
        *(address.c.platform, address.c.workspace, address.c.account),
        *(person.c.id, person.c.locality, person.c.role, _BARRED.label("barred"), _SILENT.label("silent")),
    )
    .join(person, address.c.person == person.c.id)
    .where(*at_each(address.c.account))
)
# PostgreSQL ends a transaction in which nothing happens for so long, until its end: a little less than a lease.
BRIEFLY = sa.func.set_config("idle_in_transaction_session_timeout", "4500", sa.true())
_DATABASE_NOW = sa.select(sa.func.clock_timestamp(), BRIEFLY)
_HOLD = (
    sa.select(person.c.id)
    .where(person.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(person.c.id)
    .with_for_update(key_share=True)  # her key stays free: she may be written to meanwhile
)
_STATES = sa.select(conversation.c.person, conversation.c.flow, conversation.c.state).where(
    conversation.c.person.in_(sa.bindparam("people", expanding=True)),
    conversation.c.until > sa.bindparam("now", type_=conversation.c.until.type),
)
_REACHABLE = (
    sa.update(address).where(*at_each(address.c.account), address.c.unreachable.is_(True)).values(unreachable=False)
)
_HEARD_IN = (
    sa.update(address)
    .where(
        address.c.platform == sa.bindparam("in_platform"),
        address.c.workspace == sa.bindparam("in_workspace"),
        address.c.account == sa.bindparam("by"),
    )
    .values(chat=sa.bindparam("where"), heard=sa.bindparam("at"))
)
_BUBBLES = sa.select(bubble.c.platform, bubble.c.workspace, bubble.c.chat, bubble.c.message, bubble.c.name).where(
    *at_each(bubble.c.chat),
    # no index for this: it would be asked for each message in each chat
    bubble.c.message.concat("").in_(sa.bindparam("messages", expanding=True)),
)


def _at_account(where: Address) -> tuple[str, str, str]:
    return where.platform, where.workspace, where.id
