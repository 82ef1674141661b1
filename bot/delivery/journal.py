"""The inbox: what platforms delivered, kept before it is acknowledged, and taken from there in order for each chat.

A row holds our Event's own fields, never the platform's JSON, and only until it is done: then a hashed key is left.
A flagged event is never a row with words: it is handled in memory, and only its key is kept (decision 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa

from bot import many
from bot.messages import Address, Event
from bot.tables import inbox
from bot.work import Work, at_each, each_workspace, inserting

MOST_TRIES = 5

_WAITING = inbox.c.state == sa.literal_column("'waiting'")  # literally: else no partial index is used

_encode = msgspec.json.Encoder().encode
_event = msgspec.json.Decoder(Event).decode


@dataclass(frozen=True, slots=True)
class Entry:
    """An event that waits in the inbox."""

    id: int
    event: Event
    tries: int
    more: bool = False  # whether another waits behind it


def journal(work: Work, events: Sequence[Event]) -> set[str]:
    """Keep events until they are done: the keys of those that were not delivered before."""
    rows = [(one.key, one.chat.platform, one.chat.workspace, one.chat.id, _encode(one).decode()) for one in events]
    alike = many.shared(state="waiting", at=work.now)
    made = work.connection.execute(_journal(work.connection.dialect.name), {"rows": many.written(rows), **alike})
    return set(made.scalars())


@cache
def _journal(dialect: str) -> Any:
    rows = many.given(dialect, key=str, platform=str, workspace=str, chat=str, body=str)
    made = many.inserted(inserting(dialect, inbox), rows, ("state", "at"))
    return made.on_conflict_do_nothing().returning(inbox.c.key)


def done_at_once(work: Work, events: Sequence[Event]) -> set[str]:
    """Keep only the keys of events that are done in this transaction: of those that were not delivered before."""
    rows = [(one.key, one.chat.platform, one.chat.workspace, one.chat.id, "") for one in events]
    alike = many.shared(state="done", at=work.now)
    made = work.connection.execute(_journal(work.connection.dialect.name), {"rows": many.written(rows), **alike})
    return set(made.scalars())


def chats_that_wait(work: Work, chats: Sequence[Address]) -> set[Address]:
    """In which of these chats something waits to be done."""
    return {Address(*row) for row in each_workspace(work.connection, _WAITS, chats)}


def finish(work: Work, entries: Sequence[Entry]) -> set[int]:
    """Mark entries of different chats as done and wipe them, in the transaction of all that follows from them.

    Nothing may follow from the others: they were done already, or an earlier one of their chat still waits.
    """
    return set(work.connection.execute(_FINISH, {"ids": many.padded([one.id for one in entries])}).scalars())


def _finishing() -> sa.Update:
    earlier = inbox.alias()
    waits = sa.exists().where(
        *(earlier.c[name] == inbox.c[name] for name in _CHAT),
        earlier.c.state == sa.literal_column("'waiting'"),
        earlier.c.id < inbox.c.id,
    )
    named = inbox.c.id.in_(sa.bindparam("ids", expanding=True))
    return sa.update(inbox).where(named, _WAITING, ~waits).values(state="done", body="").returning(inbox.c.id)


_CHAT = ("platform", "workspace", "chat")
_FINISH = _finishing()


def failed(work: Work, entry: Entry, fault: str) -> bool:
    """Note that an entry could not be done; True when it is set aside for good and its chat goes on."""
    aside = entry.tries + 1 >= MOST_TRIES
    values = {"tries": inbox.c.tries + 1, "fault": fault}
    if aside:
        values |= {"state": "aside", "body": ""}
    work.connection.execute(sa.update(inbox).where(inbox.c.id == entry.id, _WAITING).values(values))
    return aside


def first_waiting(work: Work, chats: Sequence[Address]) -> dict[Address, Entry]:
    """The next entry of each chat in which something waits."""
    named = {(chat.platform, chat.workspace, chat.id): chat for chat in chats}
    rows = each_workspace(work.connection, _FIRST, chats)
    return {
        named[platform, workspace, chat]: Entry(number, _event(body), tries, count > 1)
        for number, platform, workspace, chat, body, tries, count in rows
    }


def _first() -> sa.Select[Any]:
    chat = [inbox.c[name] for name in _CHAT]
    first = (
        sa.select(sa.func.min(inbox.c.id).label("id"), sa.func.count().label("waiting"))
        .where(_WAITING, *at_each(inbox.c.chat))
        .group_by(*chat)
        .subquery()
    )
    return sa.select(inbox.c.id, *chat, inbox.c.body, inbox.c.tries, first.c.waiting).join(
        first, first.c.id == inbox.c.id
    )


_FIRST = _first()
_WAITS = sa.select(*(inbox.c[name] for name in _CHAT)).where(_WAITING, *at_each(inbox.c.chat)).distinct()


def failures(work: Work) -> list[tuple[str, str, str, int, datetime]]:
    """Events that failed, tried again (`waiting`) or set `aside`: platform, state, fault, how many, since when."""
    by = (inbox.c.platform, inbox.c.state, inbox.c.fault)
    since = sa.func.min(inbox.c.at, type_=inbox.c.at.type)
    failed = sa.or_(inbox.c.state == "aside", sa.and_(_WAITING, inbox.c.tries > 0))
    rows = work.connection.execute(sa.select(*by, sa.func.count(), since).where(failed).group_by(*by).order_by(*by))
    return [tuple(row) for row in rows]


def waiting(work: Work, limit: int, older_than_seconds: float = 0.0) -> Sequence[Entry]:
    """The first waiting entry of each chat, oldest first: what a crash left, or another replica.

    What came in the future (the clock was set back since) counts as old.
    """
    old = sa.or_(inbox.c.at <= work.ago(older_than_seconds), inbox.c.at > work.now)
    first = (
        sa.select(sa.func.min(inbox.c.id)).where(_WAITING).group_by(inbox.c.platform, inbox.c.workspace, inbox.c.chat)
    )
    rows = work.connection.execute(
        sa.select(inbox.c.id, inbox.c.body, inbox.c.tries)
        .where(inbox.c.id.in_(first), old)
        .order_by(inbox.c.id)
        .limit(limit)
    )
    return [Entry(row.id, _event(row.body), row.tries) for row in rows]


def _where(chat: Address) -> dict[str, str]:
    return {"platform": chat.platform, "workspace": chat.workspace, "chat": chat.id}
