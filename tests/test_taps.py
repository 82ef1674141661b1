"""Answers by a button: kept, answered and counted in one commit, and never before what was said earlier."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.delivery import broadcast, journal
from bot.flows.turn import Draft, Launch
from bot.membership import members
from bot.messages import Address, Event
from bot.store import Store
from bot.tables import answer, inbox, outbox
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import join
from tests.databases import databases
from tests.fake import Clock

ANCHOR = Address("fake", "w", "anchor")
NUMBER = 1


@pytest.fixture(params=databases(), ids=lambda make: make.__name__)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A question to a collaborative of eight."""
    with closing(Store(request.param(tmp_path), Clock(), keys=tmp_path / "keys")) as store:
        store.create()
        store.run(ask)
        yield store


def ask(work: Work) -> None:
    for number in range(8):
        join(work, work.person_at(at(number)), "oldham")
    who = work.person_at(ANCHOR)
    members.appoint(work, who, "oldham")
    draft = Draft("oldham", "Oldham", "k", "The workshop is on Friday.", "Will you come?", ("Yes", "No"))
    assert broadcast.make(work, who, Event("launch", ANCHOR, ANCHOR), Launch(draft, "k", "b"))


def at(number: int) -> Address:
    return Address("fake", "w", f"p{number}")


def tap(number: int, option: int = 0, name: str = "tap") -> Event:
    here = at(number)
    return Event(f"{name}{number}", here, here, pressed=f"a:o:{NUMBER}:{option}", message=f"m{number}")


def answers(store: Store) -> dict[str, int]:
    return dict(
        store.read(
            lambda work: work.connection.execute(
                sa.select(answer.c.value, sa.func.count()).group_by(answer.c.value)
            ).all()
        )
    )


def waiting(store: Store) -> int:
    return store.read(
        lambda work: work.connection.execute(sa.select(sa.func.count()).where(inbox.c.state == "waiting")).scalar_one()
    )


def replies(store: Store, events: Sequence[Event]) -> list[str]:
    """The causes of what was left for them to read, in order, by the number of the event."""
    keys = {f"{event.key}:0": event.id for event in events}
    rows = store.read(
        lambda work: work.connection.execute(sa.select(outbox.c.key).order_by(outbox.c.id)).scalars().all()
    )
    return [keys[key] for key in rows if key in keys]


async def test_an_answer_is_counted_and_answered_before_its_platform_is_told(store: Store, library: Library) -> None:
    app, taps = App(store, library), [tap(number, number % 2) for number in range(8)]
    await asyncio.gather(*(app.hear(one) for one in taps))
    assert answers(store) == {"0": 4, "1": 4}
    assert sorted(replies(store, taps)) == sorted(one.id for one in taps)
    assert waiting(store) == 0


async def test_the_same_tap_delivered_again_is_one_answer_and_one_reply(store: Store, library: Library) -> None:
    app = App(store, library)
    for _ in range(3):
        await asyncio.gather(*(app.hear(tap(1)) for _ in range(2)))
    await app.settle()
    assert answers(store) == {"0": 1}
    assert replies(store, [tap(1)]) == ["tap1"]


async def test_a_tap_does_not_overtake_what_waits_in_its_chat(store: Store, library: Library) -> None:
    """Another replica kept "help" and stopped before it answered."""
    earlier = Event("help", at(2), at(2), text="help")
    store.run(lambda work: journal.journal(work, [earlier]))
    app = App(store, library)
    await asyncio.gather(app.hear(tap(2)), app.hear(tap(3)))
    assert answers(store) == {"0": 1}, "hers waits"
    assert waiting(store) == 2
    await app.catch_up()
    await app.settle()
    assert answers(store) == {"0": 2}
    assert replies(store, [earlier, tap(2)]) == ["help", "tap2"]


async def test_what_was_said_and_tapped_at_once_is_answered_in_its_order(store: Store, library: Library) -> None:
    app, said = App(store, library), Event("help", at(4), at(4), text="help")
    await asyncio.gather(app.hear(said), app.hear(tap(4)))
    await app.settle()
    assert answers(store) == {"0": 1}
    assert replies(store, [said, tap(4)]) == ["help", "tap4"]


async def test_where_one_answer_cannot_be_kept_the_others_are(store: Store, library: Library) -> None:
    store.run(lambda work: refuse(work, work.person_at(at(5))))
    app, taps = App(store, library), [tap(number) for number in range(8)]
    await asyncio.gather(*(app.hear(one) for one in taps))
    await app.settle()
    assert answers(store) == {"0": 7}
    assert len(replies(store, taps)) == 8, "she is told that it went wrong"
    assert waiting(store) == 0


def refuse(work: Work, who: int) -> None:
    """Let the database take no answer of hers."""
    refusing = (
        f"ALTER TABLE answer ADD CONSTRAINT hers CHECK (person <> {who})"
        if work.has_others
        else f"CREATE TRIGGER hers BEFORE INSERT ON answer WHEN NEW.person = {who} BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    work.connection.exec_driver_sql(refusing)
