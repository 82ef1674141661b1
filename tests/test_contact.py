"""When the bot writes by itself: never in quiet hours, never more than somebody wants, and nothing is lost by it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery import contact
from bot.delivery.contact import Start, start
from bot.messages import Message
from bot.store import Store
from bot.tables import address, audit, calendar_span, leave, outbox, preference
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import an_anchor, goes_out, join, members, within
from tests.databases import databases
from tests.fake import Clock, Person, World

EVENING = datetime(2026, 11, 27, 20, 30, tzinfo=UTC)  # a Friday
MONDAY = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


def wish(world: World, her: Person, **values: object) -> None:
    def keep(work: Work) -> None:
        who = work.person_at(her.address)
        work.connection.execute(
            work.insert(preference)
            .values(person=who, **values)
            .on_conflict_do_update(index_elements=["person"], set_=values)
        )

    within(world, keep)


def announce(world: World, text: str, how: str = "announce") -> Person:
    her = an_anchor(world)
    her.says(how)
    her.says(text)
    her.presses("Confirm")
    goes_out(world)
    return her


def texts(her: Person) -> list[str]:
    return [bubble.message.text for bubble in her.bubbles()]


def test_what_is_sent_on_a_friday_evening_arrives_on_monday_morning(world: World) -> None:
    (teacher,) = members(world, 1)
    world.clock.now = EVENING
    her = an_anchor(world)
    her.says("announce")
    assert "Monday 30 November at 07:30" in dict(her.says("The workshop is on Thursday.").facts)["Goes out"]
    her.presses("Confirm")
    goes_out(world)
    assert texts(teacher) == []
    world.clock.now = MONDAY - timedelta(seconds=9)
    goes_out(world, 1)
    assert texts(teacher) == []
    world.clock.now = MONDAY
    goes_out(world)
    assert texts(teacher) == ["The workshop is on Thursday."]


def test_an_urgent_message_passes_the_night_and_a_full_week_and_is_noted(world: World) -> None:
    (teacher,) = members(world, 1)
    wish(world, teacher, weekly=0)
    world.clock.now = EVENING
    her = announce(world, "The duty desk moves to another building today.", "announce urgent")
    assert texts(teacher) == ["The duty desk moves to another building today."]
    noted = within(world, lambda work: work.connection.execute(sa.select(audit.c.action, audit.c.count)).all())
    assert [tuple(row) for row in noted] == [("announced urgently", 1)]
    assert "Held back" not in dict(her.last().facts)


def test_a_full_week_is_held_back_and_comes_as_one_digest(world: World) -> None:
    teacher, other = members(world, 2)
    wish(world, teacher, weekly=1)
    announce(world, "First.")
    announce(world, "Second.\n? Will you come? | Yes | No")
    her = announce(world, "Third.")
    assert texts(teacher) == ["First."]
    assert texts(other) == ["First.", "Second.", "Third."]
    assert dict(her.last().facts)["Held back"].startswith("1 (")
    world.clock.now += timedelta(days=7)
    goes_out(world)
    digest = teacher.last()
    assert digest.title == "2 messages waited for you"
    assert teacher.presses("Second.").text == "Second."
    assert "You chose" in dict(teacher.presses("Yes").facts)
    assert teacher.presses("Third.", teacher.bubbles()[1]).text == "Third."
    assert dict(her.last().facts)["Sent"] == "2 of 2"


def test_a_single_message_that_was_held_back_comes_as_it_is(world: World) -> None:
    (teacher,) = members(world, 1)
    wish(world, teacher, weekly=1)
    announce(world, "First.")
    announce(world, "Second.")
    world.clock.now += timedelta(days=7)
    goes_out(world)
    assert texts(teacher) == ["First.", "Second."]


def test_a_digest_is_opened_by_whom_it_is_for_alone(world: World) -> None:
    teacher, other = members(world, 2)
    for one in (teacher, other):
        wish(world, one, weekly=1)
    for text in ("First.", "Second.", "Third."):
        announce(world, text)
    world.clock.now += timedelta(days=7)
    goes_out(world)
    hers = teacher.bubbles()[-1]
    other.presses("Second.", hers)
    assert other.last().text == "That is over, so I can't show it any more."


def test_whoever_is_away_gets_it_when_she_is_back(world: World) -> None:
    (teacher,) = members(world, 1)

    def go_away(work: Work) -> None:
        who = work.person_at(teacher.address)
        away = {"person": who, "first": date(2026, 11, 20), "last": date(2026, 12, 4)}
        work.connection.execute(sa.insert(leave).values(away))

    within(world, go_away)
    announce(world, "First.")
    announce(world, "Second.")
    assert texts(teacher) == []
    world.clock.now = datetime(2026, 12, 7, 8, tzinfo=UTC)
    goes_out(world)
    assert teacher.last().title == "2 messages waited for you"


def test_in_half_term_schools_are_left_alone_and_others_may_choose(world: World) -> None:
    teacher, social_worker = members(world, 2)
    wish(world, social_worker, term_time=False)
    span = {"collaborative": "oldham", "kind": "half-term", "first": date(2026, 11, 23), "last": date(2026, 11, 25)}
    within(world, lambda work: work.connection.execute(sa.insert(calendar_span).values(span)))
    announce(world, "The workshop is on Friday.")
    assert texts(teacher) == []
    assert texts(social_worker) == ["The workshop is on Friday."]
    world.clock.now = datetime(2026, 11, 26, 8, tzinfo=UTC)
    goes_out(world)
    assert texts(teacher) == ["The workshop is on Friday."]


def test_whoever_has_stopped_gets_nothing(world: World) -> None:
    teacher, other = members(world, 2)
    wish(world, teacher, stopped=True)
    announce(world, "Hello.")
    assert (texts(teacher), texts(other)) == ([], ["Hello."])


def test_the_preferred_address_is_written_to_and_another_where_it_is_unreachable(world: World) -> None:
    (teacher,) = members(world, 1)
    second = world.person("second")

    def link(work: Work) -> None:
        who = work.person_at(teacher.address)
        work.connection.execute(
            sa.insert(address).values(platform="fake", workspace="w", account="second", person=who, unreachable=False)
        )

    within(world, link)
    wish(world, teacher, platform="fake", workspace="w", account="second")
    announce(world, "First.")
    assert (texts(teacher), texts(second)) == ([], ["First."])
    gone = sa.update(address).where(address.c.account == "second").values(unreachable=True)
    within(world, lambda work: work.connection.execute(gone))
    announce(world, "Second.")
    assert (texts(teacher), texts(second)) == (["Second."], ["First."])


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 2)), min_size=1, max_size=14),
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
)
@settings(max_examples=25, deadline=None)
def test_nobody_hears_more_often_than_she_wants_and_nothing_is_lost(
    started: list[tuple[int, int]], weekly: list[int]
) -> None:
    clock = Clock(MONDAY)
    store = Store("sqlite://", clock)
    store.create()
    people: list[int] = []

    def settle(work: Work) -> None:
        from bot.messages import Address

        for number, most in enumerate(weekly):
            who = work.person_at(Address("fake", "w", f"p{number}"))
            join(work, who, "oldham")
            work.connection.execute(sa.insert(preference).values(person=who, weekly=most))
            people.append(who)

    store.run(settle)
    for number, (hours, _) in enumerate(sorted(started)):
        clock.now = max(clock.now, MONDAY + timedelta(hours=hours))
        what = Start("announcement", f"n:{number}", "oldham", timedelta(days=400))
        store.run(lambda work, what=what: start(work, people, what, Message(text=what.cause)))  # type: ignore[misc]
        store.run(contact.release)
    for _ in range(24 * 8):
        clock.now += timedelta(hours=5)
        while store.read(contact.is_due):
            store.run(contact.release)
    for number, most in enumerate(weekly):
        sent = store.read(
            lambda work, one=f"p{number}": work.connection.execute(  # type: ignore[misc]
                sa.select(outbox.c.key, outbox.c.due, outbox.c.made).where(outbox.c.account == one)
            ).all()
        )
        moments = sorted(max(row.due, row.made) for row in sent)
        for moment in moments:
            assert sum(moment <= other < moment + timedelta(days=7) for other in moments) <= most
        if most:
            assert store.read(lambda work, one=people[number]: contact.waiting_for(work, one)) == 0  # type: ignore[misc]
        else:
            assert not moments
    store.close()
