"""The inbox: what platforms delivered, kept before it is acknowledged, and taken from there in order for each chat.

A row holds our Event's own fields, never the platform's JSON, and only until it is done: then a hashed key is left.
A flagged event is never a row with words: it is handled in memory, and only its key is kept (decision 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from bot.messages import Address, Event
from bot.tables import inbox
from bot.work import Work

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


def journal(work: Work, event: Event) -> int:
    """Keep an event until it is done: the row's id, or 0 if it was delivered before."""
    made = work.connection.execute(
        work.insert(inbox)
        .values(key=event.key, **_where(event.chat), body=_encode(event).decode(), state="waiting", at=work.now)
        .on_conflict_do_nothing()
        .returning(inbox.c.id)
    ).scalar()
    return int(made or 0)


def done_at_once(work: Work, event: Event) -> bool:
    """Keep only the key of an event whose words must not be kept; False if it was delivered before."""
    made = work.connection.execute(
        work.insert(inbox)
        .values(key=event.key, **_where(event.chat), body="", state="done", at=work.now)
        .on_conflict_do_nothing()
        .returning(inbox.c.id)
    )
    return made.scalar() is not None


def finish(work: Work, entry: Entry) -> bool:
    """Mark an entry as done and wipe it, in the transaction of all that follows from it.

    False, and nothing may follow: it was done already, or an earlier one of its chat still waits.
    """
    earlier = inbox.alias()
    same_chat = [earlier.c[name] == value for name, value in _where(entry.event.chat).items()]
    waits = sa.exists().where(*same_chat, earlier.c.state == sa.literal_column("'waiting'"), earlier.c.id < entry.id)
    wiped = work.connection.execute(
        sa.update(inbox).where(inbox.c.id == entry.id, _WAITING, ~waits).values(state="done", body="")
    )
    return wiped.rowcount == 1


def failed(work: Work, entry: Entry, fault: str) -> bool:
    """Note that an entry could not be done; True when it is set aside for good and its chat goes on."""
    aside = entry.tries + 1 >= MOST_TRIES
    values = {"tries": inbox.c.tries + 1, "fault": fault}
    if aside:
        values |= {"state": "aside", "body": ""}
    work.connection.execute(sa.update(inbox).where(inbox.c.id == entry.id, _WAITING).values(values))
    return aside


def first_waiting(work: Work, chat: Address) -> Entry | None:
    """The next entry of a chat."""
    row = work.connection.execute(
        sa.select(inbox.c.id, inbox.c.body, inbox.c.tries)
        .where(_WAITING, *(inbox.c[name] == value for name, value in _where(chat).items()))
        .order_by(inbox.c.id)
        .limit(1)
    ).first()
    return Entry(row.id, _event(row.body), row.tries) if row else None


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
