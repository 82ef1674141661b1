"""Wishes: when, where and how often somebody is written to, by a tap or in her own words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.flows import wishes
from bot.messages import Event, Message
from bot.tables import address
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import an_anchor, goes_out, members, within
from tests.databases import databases
from tests.fake import Person, World

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 11, 27, 10, tzinfo=UTC)


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


@pytest.fixture
def small(library: Library, tmp_path: Path) -> World:
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


def facts(message: Message) -> dict[str, str]:
    return dict(message.facts)


def announced(world: World, text: str = "Hello.") -> None:
    her = an_anchor(world)
    her.says("announce")
    her.says(text)
    her.presses("Confirm")
    goes_out(world)


def texts(her: Person) -> list[str]:
    return [bubble.message.text for bubble in her.bubbles()]


def test_everything_is_seen_at_a_glance_and_changed_by_a_tap_in_one_bubble(world: World) -> None:
    (her,) = members(world, 1)
    assert facts(her.says("wishes")) == {
        "Days": "Monday to Friday",
        "Hours": "any working hour",
        "At most": "3 messages a week",
        "School holidays": "not then",
    }
    her.presses("How often")
    assert facts(her.presses("1 a week"))["At most"] == "one message a week"
    her.presses("Back")
    her.presses("Days")
    her.presses("✓ Mon")
    assert facts(her.presses("✓ Fri"))["Days"] == "Tue, Wed, Thu"
    her.presses("Back")
    her.presses("Hours")
    assert facts(her.presses("After school"))["Hours"] == "15:30 to 17:30"
    her.presses("Back")
    assert facts(her.presses("In school holidays too"))["School holidays"] == "then too"
    assert len(her.bubbles()) == 1


def test_a_part_timer_hears_on_her_days_in_her_hours(world: World) -> None:
    (her,) = members(world, 1)
    her.says("hours 9 to 12:30")
    her.says("wishes")
    her.presses("Days")
    for day in ("✓ Mon", "✓ Tue", "✓ Wed"):
        her.presses(day)
    said = len(her.bubbles())
    announced(world)
    assert len(her.bubbles()) == said
    world.clock.now = datetime(2026, 11, 26, 8, 59, tzinfo=UTC)  # Thursday
    goes_out(world, 1)
    assert len(her.bubbles()) == said
    world.clock.now = datetime(2026, 11, 26, 9, tzinfo=UTC)
    goes_out(world)
    assert texts(her)[-1] == "Hello."


def test_who_snoozes_gets_what_was_missed_afterwards(world: World) -> None:
    (her,) = members(world, 1)
    assert "until Monday 30 November, 09:00" in her.says("snooze until Monday").text
    assert facts(her.last())["Snoozed until"] == "Monday 30 November, 09:00"
    announced(world, "First.")
    announced(world, "Second.")
    assert "First." not in texts(her)
    world.clock.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    goes_out(world)
    assert her.last().title == "2 messages waited for you"


def test_where_no_term_dates_are_held_a_date_is_asked_for_instead(small: World) -> None:
    (her,) = members(small, 1)
    her.says("wishes")
    for said in (her.presses("Snooze until after half-term"), her.says("snooze until after the Easter holidays")):
        assert said == wishes.NO_TERM_DATES
    assert "Snoozed until" not in facts(her.says("wishes"))
    assert "4 March 2027" not in her.last().text
    assert "until Thursday 4 March" in her.says("snooze until 4 March").text
    her.presses("Wake up now")
    her.says("snooze until half term")
    assert "until Monday 7 December" in her.presses("Snooze for 2 weeks").text
    assert her.says("snooze until two moons").text == wishes.NO_MOMENT.text


def test_who_wakes_up_early_gets_it_at_once(world: World) -> None:
    (her,) = members(world, 1)
    her.says("snooze for 3 weeks")
    announced(world, "First.")
    her.says("wishes")
    assert facts(her.last())["Waiting for you"].startswith("1,")
    assert her.presses("Wake up").text == "You are awake again."
    goes_out(world)
    assert texts(her)[-1] == "First."


def test_what_waits_can_be_read_before_its_time(world: World) -> None:
    (her,) = members(world, 1)
    assert her.says("waiting").text == "Nothing is waiting for you."
    her.says("snooze for 3 weeks")
    announced(world, "First.")
    assert her.says("waiting").title == "1 waiting for you"
    assert her.presses("First.").text == "First."


def test_stop_ends_what_the_bot_starts_and_come_back_begins_it_again(world: World) -> None:
    her, _ = members(world, 2)
    world.clock.now = datetime(2026, 11, 27, 20, tzinfo=UTC)
    announced(world, "Queued for Monday.")
    assert her.says("stop").title == "I've stopped"
    world.clock.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    announced(world, "Second.")
    assert not {"Queued for Monday.", "Second."} & set(texts(her))
    assert "999" in her.says("a boy has a knife in his bag right now").plain
    her.says("come back")
    announced(world, "Third.")
    assert "Third." in texts(her)


def test_fewer_means_one_less_each_time_and_never_none(world: World) -> None:
    (her,) = members(world, 1)
    said = [her.says("fewer").text for _ in range(3)]
    assert said == ["At most 2 messages a week from now on.", *["At most one message a week from now on."] * 2]


def test_who_is_away_is_left_alone(world: World) -> None:
    (her,) = members(world, 1)
    her.says("away until Friday")
    assert facts(her.last())["Away"] == "23 November to 27 November"
    announced(world, "First.")
    assert "First." not in texts(her)
    her.says("wishes")
    her.presses("I'm not away")
    goes_out(world)
    assert "First." in texts(her)


def test_a_question_that_begins_like_a_wish_is_a_question(world: World) -> None:
    her = world.person()
    her.settles("Oldham", "SENCO")
    for question in ("away from school for weeks, who can help", "hours of screaming in class every day"):
        assert "couldn't tell" not in her.says(question).text
        assert not her.last().title.startswith("How I write")


def test_the_account_to_write_to_is_chosen_among_her_own(world: World) -> None:
    (her,) = members(world, 1)

    def link(work: Work) -> None:
        row = {"platform": "slack", "workspace": "T1", "account": "U1", "person": work.person_at(her.address)}
        work.connection.execute(sa.insert(address).values(**row, unreachable=False))

    within(world, link)
    her.says("wishes")
    her.presses("Where")
    assert facts(her.presses("Slack"))["Where"] == "Slack"


@pytest.mark.parametrize(
    "token", ["o:day:9:on", "o:often:99", "o:where:7", "o:hours:99:99-1", "o:nothing:x", "o:", "o:language:xx"]
)
def test_a_forged_wish_changes_nothing(world: World, token: str) -> None:

    (her,) = members(world, 1)
    before = facts(her.says("wishes"))
    world.hear(Event("forged", her.address, her.address, pressed=token, message="m1"))
    assert facts(her.says("wishes")) == before


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("3 to 7 March", date(2027, 3, 3), date(2027, 3, 7)),
        ("until Monday", date(2026, 11, 27), date(2026, 11, 30)),
        ("tomorrow", date(2026, 11, 28), date(2026, 11, 28)),
        ("24/12 to 4/1", date(2026, 12, 24), date(2027, 1, 4)),
        ("from 1 december until 3 december", date(2026, 12, 1), date(2026, 12, 3)),
        ("on 9 december", date(2026, 12, 9), date(2026, 12, 9)),
    ],
)
def test_days_are_read_as_they_are_said(words: str, first: date, last: date) -> None:
    assert wishes.days_in(words, FRIDAY, LONDON) == (first, last)


@pytest.mark.parametrize("words", ["9 to 12:30", "12:30 to 9", "noon", "9", "25 to 26"])
def test_hours_are_read_or_refused(words: str) -> None:
    assert wishes.hours_in(f"hours {words}", FRIDAY) == ("09:00-12:30" if words == "9 to 12:30" else None)


def test_a_wish_holds_for_a_week_budget_too(world: World) -> None:
    (her,) = members(world, 1)
    her.says("wishes")
    her.presses("How often")
    her.presses("1 a week")
    announced(world, "First.")
    announced(world, "Second.")
    assert "Second." not in texts(her)
    her.says("wishes")
    her.presses("How often")
    her.presses("3 a week")
    world.clock.pass_by(timedelta(seconds=1))
    goes_out(world)
    assert "Second." in texts(her)
