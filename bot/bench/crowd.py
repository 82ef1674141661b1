"""People, messages and presses in large numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

import sqlalchemy as sa

from bot.delivery import broadcast, ledger
from bot.delivery.ledger import BULK, Posting
from bot.flows.turn import Draft, Launch
from bot.membership import members
from bot.messages import Address, Event, Message
from bot.store import Clock, Store
from bot.tables import address, member, outbox, person
from bot.work import Work

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
AT_ONCE = 5_000  # rows made in one transaction
OPTIONS = ("Yes", "No", "Maybe")
ANCHOR = Address("bench", "w0", "anchor")


def tuesday() -> Clock:
    """A clock that goes on from a Tuesday morning in term: what is started then may leave at once."""
    begun = monotonic()
    return lambda: TUESDAY + timedelta(seconds=monotonic() - begun)


def settle(store: Store, collaborative: str, people: int, platform: str, workspaces: int = 1) -> list[Address]:
    """Let so many people be members of a collaborative; where each is written to, spread over so many workspaces."""
    store.run(partial(members.establish, slug=collaborative, name=collaborative.title()))
    for first in range(0, people, AT_ONCE):
        store.run(partial(_settle, collaborative, min(AT_ONCE, people - first), platform, workspaces))
    if (
        store.shared
    ):  # nobody joins with a hundred thousand others; by then PostgreSQL has looked at the table by itself
        store.run(lambda work: work.connection.execute(sa.text("ANALYZE")))
    return store.read(partial(_addresses, collaborative))


def _settle(collaborative: str, people: int, platform: str, workspaces: int, work: Work) -> None:
    last = work.connection.execute(sa.select(sa.func.coalesce(sa.func.max(person.c.id), 0))).scalar_one()
    month = work.now.strftime("%Y-%m")
    her = {"locality": collaborative, "role": "senco", "created": work.now, "heard": month}
    work.connection.execute(sa.insert(person), [her] * people)
    new = work.connection.execute(sa.select(person.c.id).where(person.c.id > last)).scalars().all()
    where = {"platform": platform}
    rows = [{**where, "workspace": f"w{who % workspaces}", "account": f"u{who}", "person": who} for who in new]
    work.connection.execute(sa.insert(address), rows)
    joined = {"collaborative": collaborative, "joined": work.now, "heard": month}
    work.connection.execute(sa.insert(member), [{**joined, "person": who} for who in new])


def _addresses(collaborative: str, work: Work) -> list[Address]:
    rows = work.connection.execute(
        sa.select(address.c.platform, address.c.workspace, address.c.account)
        .join(member, member.c.person == address.c.person)
        .where(members.active(collaborative))
        .order_by(member.c.person)
    )
    return [Address(*row) for row in rows]


def launch(store: Store, collaborative: str) -> int:
    """Have an anchor announce something with a question; its number."""
    text = "The workshop on attendance is on Friday at four, in the library of the college. Tea from half past three."
    draft = Draft(collaborative, collaborative.title(), f"k{collaborative}", text, "Will you come?", OPTIONS)
    event = Event(f"launch {collaborative}", ANCHOR, ANCHOR)

    def announce(work: Work) -> None:
        who = work.person_at(ANCHOR)
        members.establish(work, collaborative, collaborative.title())
        members.appoint(work, who, collaborative)
        broadcast.make(work, who, event, Launch(draft, draft.key, "b"))

    store.run(announce)
    return max(store.read(broadcast.due))


def presses(number: int, people: Sequence[Address]) -> list[Event]:
    """One answer of each to an announcement's question."""
    return [
        Event(f"{number}:{one.id}", one, one, pressed=f"a:o:{number}:{at % len(OPTIONS)}", message=f"q{at}")
        for at, one in enumerate(people)
    ]


def leave(store: Store, people: Sequence[Address]) -> None:
    """Leave one message for each in the outbox."""
    posting = Posting("news", BULK, "ask", "news")
    message = Message("The next workshop is on Friday at four, in the library of the college.")
    for first in range(0, len(people), AT_ONCE):
        everyone = {f"news:{to.workspace}:{to.id}": (to, message) for to in people[first : first + AT_ONCE]}
        store.run(partial(ledger.say_to_all, everyone=everyone, posting=posting))


def unsent(work: Work, priority: int = BULK) -> bool:
    """Whether any message so urgent is not sent."""
    open_rows = outbox.c.state.in_([sa.literal_column(f"'{state}'") for state in ledger.OPEN])
    return bool(
        work.connection.execute(sa.select(sa.exists().where(open_rows, outbox.c.priority <= priority))).scalar()
    )
