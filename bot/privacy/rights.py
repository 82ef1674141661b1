"""Somebody's rights over what is held about her: all of it read out to her, and erased at her word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from bot.delivery import ledger
from bot.delivery.ledger import FAREWELL, Posting
from bot.flows import rights
from bot.flows.rights import Area, Forget, OfferForgetting, ShowData
from bot.flows.turn import Effect
from bot.membership import members
from bot.messages import Event, Message
from bot.privacy import erasures
from bot.privacy.erasures import Erasure
from bot.privacy.holdings import ELSEWHERE, HOLDINGS, Her, Holding
from bot.privacy.keys import pseudonyms
from bot.store import Store
from bot.tables import address, erasure, former, inbox, member, metadata, office, person, series
from bot.work import Work

SEALED_BY = timedelta(minutes=1)  # when the confirmation leaves, should nobody seal the erasure before
LASTS = timedelta(days=1)  # how long the confirmation may take to arrive
STRUCTURED = ("state", "body", "options", "shown", "details", "answers")  # columns of text that is JSON

_event = msgspec.json.Decoder(Event).decode
_message = msgspec.json.Decoder(Message).decode


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about what is held of whoever asks; nobody else's can be named."""
    match effect:
        case ShowData():
            shown = rights.portrait(held(work, who), work.now)
            members.note(work, who, "own data shown", about=who)
            return (shown,)
        case OfferForgetting(bubble):
            return (_offer(work, who, bubble),)
        case Forget():
            return _forget(work, who, event)
    return ()


def _offer(work: Work, who: int, bubble: str) -> Message:
    alone = members.only_anchor(work, who)
    if alone:
        return rights.last_anchor(list(members.names(work, alone).values()))
    message, wait = rights.offer(sum(len(area.rows) for area in held(work, who)), bubble)
    work.wait(who, wait)
    return message


def _forget(work: Work, who: int, event: Event) -> Sequence[Message]:
    """Erase her. The confirmation leaves when the erasure is sealed, and then leaves nothing."""
    alone = members.only_anchor(work, who)
    if alone:
        return (rights.last_anchor(list(members.names(work, alone).values())),)
    said = rights.forgotten(erase(work, who))
    due = Posting(FAREWELL, due=work.now + SEALED_BY, expires=work.now + LASTS)
    ledger.say(work, f"{event.key}:farewell", event.chat, said, event.sender.id, due)
    return ()


# ---- who she is


def known_by(work: Work, who: int) -> Her:
    """All that rows may know somebody by."""
    rows = work.connection.execute(sa.select(address).where(address.c.person == who)).all()
    accounts = frozenset((row.platform, row.workspace, row.account) for row in rows)
    chats = frozenset((row.platform, row.workspace, row.chat) for row in rows if row.chat)
    confidential = (
        work.connection.execute(sa.select(series.c.id).where(series.c.mode == "confidential")).scalars().all()
    )
    numbers = [who, *(number for number, _ in _before(work, who))]
    keys = frozenset[str]().union(*(pseudonyms(work.keys, confidential, number) for number in numbers))
    return Her(who, accounts, accounts | chats, keys)


def _before(work: Work, who: int) -> list[tuple[int, datetime]]:
    """The numbers under which an older backup knows her accounts, from before they were linked, and since when."""
    rows = work.connection.execute(sa.select(former.c.number, former.c.created).where(former.c.person == who))
    return [(row.number, row.created) for row in rows]


# ---- reading


def held(work: Work, who: int) -> list[Area]:
    """Everything that is held about somebody, kind by kind."""
    her = known_by(work, who)
    return [_area(work, her, holding) for holding in HOLDINGS]


def _area(work: Work, her: Her, holding: Holding) -> Area:
    rows = work.connection.execute(
        sa.select(holding.table).where(holding.hers(her)).order_by(*holding.table.primary_key.columns)
    )
    found = [_readable(row, holding.hidden) for row in rows.mappings()]
    return Area(holding.title, holding.table.name, found, holding.shown)


def _readable(row: Mapping[Any, Any], hidden: Sequence[str]) -> Mapping[str, Any]:
    return {name: _value(name, value) for name, value in row.items() if name not in hidden}


def _value(name: str, value: Any) -> Any:
    if name not in STRUCTURED or not value or not isinstance(value, str):
        return value
    try:
        return _message(value).plain if name == "body" else msgspec.json.decode(value)
    except msgspec.MsgspecError:
        return value


# ---- forgetting


def erase(work: Work, who: int, at: datetime | None = None) -> int:
    """Let nothing be left of somebody but a number that tells nothing; how many entries were hers."""
    hers = sa.select(person.c.created).where(person.c.id == who).with_for_update()  # nobody writes to her meanwhile
    created = work.connection.execute(hers).scalar_one()
    her = known_by(work, who)
    places, numbers = _belonged(work, who), [(who, created), *_before(work, who)]
    count = sum(elsewhere(work, her) for elsewhere in ELSEWHERE) + _unheard(work, her)
    order = {table.name: at for at, table in enumerate(metadata.sorted_tables)}
    for holding in sorted(HOLDINGS, key=lambda one: (one.blank is None, -order[one.table.name])):
        count += _erase(work, her, holding)
    gone = [{"person": number, "created": made, "at": at or work.now} for number, made in numbers]
    work.connection.execute(sa.insert(erasure), gone)
    for slug in places or ("",):
        members.note(work, None, "forgotten", slug, count=1)
    return count


def _belonged(work: Work, who: int) -> list[str]:
    """The collaboratives whose anchors may know that somebody is gone."""
    hers = sa.union(*(sa.select(table.c.collaborative).where(table.c.person == who) for table in (member, office)))
    return sorted(work.connection.execute(hers).scalars())


def _erase(work: Work, her: Her, holding: Holding) -> int:
    hers = holding.hers(her)
    if holding.blank is None:
        return work.connection.execute(sa.delete(holding.table).where(hers)).rowcount
    return work.connection.execute(sa.update(holding.table).where(hers).values(holding.blank(work))).rowcount


def _unheard(work: Work, her: Her) -> int:
    """Drop what she said in channels and nobody has answered yet."""
    platforms = {platform for platform, _, _ in her.accounts}
    waiting = work.connection.execute(
        sa.select(inbox.c.id, inbox.c.body).where(inbox.c.platform.in_(platforms), inbox.c.state == "waiting")
    )
    senders = ((row.id, _event(row.body).sender) for row in waiting)
    hers = [which for which, at in senders if (at.platform, at.workspace, at.id) in her.accounts]
    done = sa.update(inbox).where(inbox.c.id.in_(hers)).values(state="done", body="")
    return work.connection.execute(done).rowcount


def replay(work: Work, known: Iterable[Erasure]) -> int:
    """Forget again whoever was forgotten before, and know of all of them; how many came back with a backup."""
    there = erasures.in_database(work)
    count = 0
    for one in sorted(known):
        hers = sa.select(person.c.id).where(person.c.id == one.person, person.c.created == one.created)
        if work.connection.execute(hers).first():
            erase(work, one.person, one.at)
            count += 1
        elif one not in there:
            row = {"person": one.person, "created": one.created, "at": one.at}
            work.connection.execute(sa.insert(erasure).values(row))
    return count


def seal(store: Store, file: Path | None) -> None:
    """Empty SQLite's journal and write erasures down beside the database; only then are they confirmed (decision 3)."""
    store.checkpoint()
    if file:
        erasures.keep(store, file)
    store.run(partial(ledger.hasten, kind=FAREWELL))
