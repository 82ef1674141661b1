"""“Remind me …”: what people type, and that they are reminded, whatever happens to the bot in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.remind import HERE, Reminder, in_words, read
from bot.messages import Address, Event, Message
from knowledge.library import Library
from tests.databases import databases
from tests.fake import Clock, Person, World

MONDAY = datetime(2026, 11, 23, 8, 15, tzinfo=HERE)
MOMENTS = (
    ("on Friday at 9 to ring", "Friday 27 November at 9 in the morning"),
    ("tomorrow at 15:30 to ring", "Tuesday 24 November at 3:30 in the afternoon"),
    ("in 2 hours to ring", "Monday 23 November at 10:15 in the morning"),
    ("in half an hour to ring", "Monday 23 November at 8:45 in the morning"),
    ("in two weeks to ring", "Monday 7 December at 8:15 in the morning"),
    ("in 20 mins ring", "Monday 23 November at 8:35 in the morning"),
    ("Firday 9am to ring", "Friday 27 November at 9 in the morning"),
    ("on wensday at 4 to ring", "Wednesday 25 November at 4 in the afternoon"),
    ("thrusday to ring", "Thursday 26 November at 9 in the morning"),
    ("tommorow morning to ring", "Tuesday 24 November at 9 in the morning"),
    ("tomorow at half past 3 to ring", "Tuesday 24 November at 3:30 in the afternoon"),
    ("on Tues at quarter to 4 to ring", "Tuesday 24 November at 3:45 in the afternoon"),
    ("next Friday at 10.15 to ring", "Friday 4 December at 10:15 in the morning"),
    ("on Monday at 8 to ring", "Monday 30 November at 8 in the morning"),
    ("on Monday at 9 to ring", "Monday 23 November at 9 in the morning"),
    ("on 27 November at noon to ring", "Friday 27 November at 12 in the afternoon"),
    ("on the 27th at 9 o'clock to ring", "Friday 27 November at 9 in the morning"),
    ("on 3 March 2027 to ring", "Wednesday 3 March at 9 in the morning"),
    ("on 3 March 2027 at 2 to ring", "Wednesday 3 March at 2 in the afternoon"),
    ("on 3 March 2030 to ring", "Wednesday 3 March at 8:30 in the evening"),
    ("on 3/12 at 1400 to ring", "Thursday 3 December at 2 in the afternoon"),
    ("on Friday 4th Dec at 9 to ring", "Friday 4 December at 9 in the morning"),
    ("at 3pm to ring", "Monday 23 November at 3 in the afternoon"),
    ("at 8 to ring", "Tuesday 24 November at 8 in the morning"),
    ("tonight at 7 to ring", "Monday 23 November at 7 in the evening"),
    ("this afternoon to ring", "Monday 23 November at 2 in the afternoon"),
    ("on Friday at nine to ring", "Friday 27 November at 9 in the morning"),
    ("on Friday at half nine to ring", "Friday 27 November at 9:30 in the morning"),
    ("tomorrow at half past three to ring", "Tuesday 24 November at 3:30 in the afternoon"),
    ("Friday morning at 10 to ring", "Friday 27 November at 10 in the morning"),
    ("Friday week at 9 to ring", "Friday 4 December at 9 in the morning"),
    ("a week on Friday at 9 to ring", "Friday 4 December at 9 in the morning"),
    ("tomorrow week to ring", "Tuesday 1 December at 9 in the morning"),
    ("to ring at nine on Friday", "Friday 27 November at 9 in the morning"),
    ("to ring on Friday at 9", "Friday 27 November at 9 in the morning"),
    ("Friday at 9: ring", "Friday 27 November at 9 in the morning"),
)
UNCLEAR = (
    "to ring",
    "",
    "soon to ring",
    "at 25 to ring",
    "on the 31st of February to ring",
    "on Friday at 9:75 to ring",
    "on Friday half to ring",
    "a week to ring",
    "in a week at 9 to ring",
)

TIMELY = [
    *("in", "on", "at", "next", "2", "9", "31st", "27/11", "friday"),
    *("half", "past", "to", "feb", "12pm", "am", "tomorow", "hours"),
]


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


@pytest.mark.parametrize(("words", "moment"), MOMENTS)
def test_british_ways_to_say_when_are_understood(words: str, moment: str) -> None:
    found = read(words, MONDAY)
    assert isinstance(found, Reminder), found
    assert (in_words(found.moment), found.what) == (moment, "ring")


@pytest.mark.parametrize("words", UNCLEAR)
def test_what_is_no_moment_is_not_guessed(words: str) -> None:
    found = read(words, MONDAY)
    assert isinstance(found, Message)
    assert "for example" in found.text.lower()


def test_what_is_over_or_far_away_is_said() -> None:
    over, far = read("today at 8 to ring", MONDAY), read("in 900 days to ring", MONDAY)
    assert isinstance(over, Message)
    assert "is over" in over.text
    assert isinstance(far, Message)
    assert "within a year" in far.text


def test_a_reminder_over_the_clock_change_is_at_the_hour_that_was_said() -> None:
    found = read("on Monday at 9 to ring", datetime(2027, 3, 26, 12, tzinfo=HERE))
    assert isinstance(found, Reminder)
    assert found.moment.utcoffset() == timedelta(hours=1)
    assert in_words(found.moment) == "Monday 29 March at 9 in the morning"


@given(st.text(max_size=80), st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)))  # noqa: DTZ001
def test_whatever_is_typed_is_either_a_moment_to_come_or_one_kind_line(words: str, now: datetime) -> None:
    moment = now.replace(tzinfo=HERE)
    found = read(words, moment)
    assert isinstance(found, Message) or found.moment > moment


@given(st.lists(st.sampled_from(TIMELY)))
def test_words_of_time_in_any_order_never_break_it(words: list[str]) -> None:
    found = read(" ".join(words), MONDAY)
    assert isinstance(found, Message) or found.moment > MONDAY


def later(world: World, length: timedelta) -> None:
    """Time goes by, and somebody else's turn lets what is due leave."""
    world.clock.pass_by(length)
    world.person("other").says("help")


def reminded(person: Person) -> list[str]:
    return [bubble.message.text for bubble in person.bubbles() if bubble.message.text.startswith("You asked")]


def test_whoever_asks_is_reminded_once_after_restarts(world: World) -> None:
    her = world.person()
    said = her.says("Remind me on Friday at 9 to ring the EWO")
    assert said.text == "I'll remind you on Friday 27 November at 9 in the morning: ring the EWO"
    later(world, timedelta(days=4))
    assert reminded(her) == []
    later(world, timedelta(minutes=50))
    later(world, timedelta(hours=1))
    assert reminded(her) == ["You asked me to remind you: ring the EWO"]


def test_a_reminder_waits_behind_nobody_and_holds_up_nothing(world: World) -> None:
    her = world.person()
    her.settles("Oldham", "Teacher")
    her.says("remind me tomorrow at 9 to ring")
    assert her.says("help").title == "I tell you who to refer to"


def test_a_reminder_can_be_taken_back_but_only_by_whoever_asked(world: World) -> None:
    her, him = world.person("u1"), world.person("u2")
    her.says("remind me in 2 hours to water the plant")
    token = her.last().rows[0][0].token
    world.hear(Event("forged", him.address, him.address, pressed=token, message="m9"))
    assert "nothing left" in him.last().text
    assert "won't remind you" in her.presses("Don't remind me").text
    later(world, timedelta(hours=3))
    assert reminded(her) == []


def test_a_forgotten_or_dropped_reminder_leaves_no_words(library: Library, tmp_path: Path) -> None:
    world = World(library, f"sqlite:///{tmp_path / 'signpost.db'}")
    her = world.person()
    her.says("remind me in 2 hours to feed the quokka")
    assert b"quokka" in world.files
    later(world, timedelta(hours=3))
    _tidy(world)
    assert reminded(her)
    assert b"quokka" not in world.files


@pytest.mark.parametrize(
    "words",
    [
        "remind me tomorrow at 9 to send Marigold Thistlethwaite dob 11/02/2015 her form",
        "remind me in 2 hours to ring about the boy who says he'll kill himself",
    ],
)
def test_a_flagged_reminder_is_not_set_and_not_kept(library: Library, tmp_path: Path, words: str) -> None:
    world = World(library, f"sqlite:///{tmp_path / 'signpost.db'}")
    her = world.person()
    her.settles("Oldham", "Teacher")
    her.says(words)
    assert any("I set no reminder" in bubble.message.text for bubble in her.bubbles())
    assert b"Thistlethwaite" not in world.files
    assert b"kill" not in world.files
    later(world, timedelta(days=2))
    assert reminded(her) == []


def test_a_reminder_asked_for_in_a_channel_comes_in_private(world: World) -> None:
    her = world.person()
    her.says("remind me in 2 hours to ring", Address("fake", "w", "C1", "u1"))
    later(world, timedelta(hours=3))
    assert reminded(her) == ["You asked me to remind you: ring"]


def _tidy(world: World) -> None:
    import scheduler
    from bot.store import Store

    store = Store(world.url, Clock(world.clock.now))
    scheduler.tidy(store)
    store.close()
