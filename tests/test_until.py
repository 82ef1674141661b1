"""“Not before half-term is over”: what somebody who wants a rest says, and when she is written to again."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendars import calendar, shipped
from bot.flows.until import until
from bot.moments import Calendar

LONDON = ZoneInfo("Europe/London")
SCHOOL = calendar(shipped("oldham").periods, "Europe/London")
NO_SCHOOL = Calendar("Europe/London")
FRIDAY = "2026-11-27T10:17"
HALF_TERM = "2026-10-28T10:00"
CHRISTMAS = "2026-12-22T10:00"


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("words", "now", "moment"),
    [
        ("until Monday", FRIDAY, "2026-11-30T09:00"),
        ("Until monday, please", FRIDAY, "2026-11-30T09:00"),
        ("till friday at 2", FRIDAY, "2026-11-27T14:00"),
        ("tomorrow", FRIDAY, "2026-11-28T09:00"),
        ("until tomorow", FRIDAY, "2026-11-28T09:00"),
        ("until noon", FRIDAY, "2026-11-27T12:00"),
        ("in two weeks", FRIDAY, "2026-12-11T09:00"),
        ("for two weeks", FRIDAY, "2026-12-11T09:00"),
        ("for a fortnight", FRIDAY, "2026-12-11T09:00"),
        ("for another week", FRIDAY, "2026-12-04T09:00"),
        ("for 2 hours", FRIDAY, "2026-11-27T12:17"),
        ("for a month", FRIDAY, "2026-12-27T09:00"),
        ("3 months", "2026-11-30T10:00", "2027-02-28T09:00"),
        ("until next week", FRIDAY, "2026-11-30T09:00"),
        ("after the weekend", FRIDAY, "2026-11-30T09:00"),
        ("until the end of the month", FRIDAY, "2026-12-01T09:00"),
        ("until March", FRIDAY, "2027-03-01T09:00"),
        ("until 3 March", FRIDAY, "2027-03-03T09:00"),
        ("until 3rd of March 2027", FRIDAY, "2027-03-03T09:00"),
        ("until 3/3/2027", FRIDAY, "2027-03-03T09:00"),
        ("until the new year", FRIDAY, "2027-01-01T09:00"),
        ("after half-term", FRIDAY, "2027-02-22T09:00"),
        ("until after the half term break", FRIDAY, "2027-02-22T09:00"),
        ("until after half-term", HALF_TERM, "2026-11-02T09:00"),
        ("until half term", FRIDAY, "2027-02-15T09:00"),
        ("until next half-term", HALF_TERM, "2027-02-15T09:00"),
        ("until next term", FRIDAY, "2027-01-05T09:00"),
        ("until the start of term", CHRISTMAS, "2027-01-05T09:00"),
        ("until the end of term", FRIDAY, "2026-12-19T09:00"),
        ("for the rest of the term", FRIDAY, "2026-12-19T09:00"),
        ("after the holidays", HALF_TERM, "2026-11-02T09:00"),
        ("until the holidays are over", CHRISTMAS, "2027-01-05T09:00"),
        ("back at school", CHRISTMAS, "2027-01-05T09:00"),
        ("until the summer term", FRIDAY, "2027-04-12T09:00"),
        ("after Christmas", FRIDAY, "2027-01-05T09:00"),
        ("after Easter", FRIDAY, "2027-04-12T09:00"),
        ("after the summer holidays", FRIDAY, "2027-09-02T09:00"),
        ("until September", FRIDAY, "2027-09-02T09:00"),
        ("next school year", FRIDAY, "2027-09-02T09:00"),
    ],
)
def test_ways_to_say_how_long_one_wants_to_be_left_alone(words: str, now: str, moment: str) -> None:
    assert until(words, london(now), SCHOOL) == london(moment)


@pytest.mark.parametrize(
    "words",
    [
        *("", "until", "until we meet again", "until yesterday", "until 3 March 2026", "14 months", "for 9999 weeks"),
        *("1 1 1", "after the party", "until" * 500),
    ],
)
def test_what_names_no_moment_within_a_year_is_not_guessed(words: str) -> None:
    assert until(words, london(FRIDAY), SCHOOL) is None


@pytest.mark.parametrize("words", ["after half-term", "until next term", "until the end of term", "after Christmas"])
def test_without_a_calendar_nobody_knows_when_school_begins(words: str) -> None:
    assert until(words, london(FRIDAY), NO_SCHOOL) is None


@pytest.mark.parametrize("words", ["until next term", "after half-term"])
def test_a_calendar_that_has_run_out_knows_no_next_term(words: str) -> None:
    assert until(words, london("2028-07-01T10:00"), SCHOOL) is None


def test_a_month_is_a_day_too_where_no_school_year_is_known() -> None:
    assert until("until September", london(FRIDAY), NO_SCHOOL) == london("2027-09-01T09:00")


def test_nine_in_the_morning_is_on_her_own_wall() -> None:
    there = Calendar("Europe/Dublin"), Calendar("America/New_York")
    assert [str(until("until Monday", london(FRIDAY), each)) for each in there] == [
        "2026-11-30 09:00:00+00:00",
        "2026-11-30 14:00:00+00:00",
    ]
    assert until("until Sunday at 1.30am", london("2027-03-26T10:00"), NO_SCHOOL) == london("2027-03-28T02:00")


SAID = """until after next half-term term end of the start holidays christmas easter summer in for two weeks a month
monday tomorrow 3 march 2027 at 9 week weekend september back school"""
WORDS = st.sampled_from(SAID.split())
SOMETIME = st.integers(0, 790 * 24 * 60).map(lambda minutes: london("2026-08-01T00:00") + timedelta(minutes=minutes))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=6), SOMETIME)
def test_whatever_is_said_is_a_moment_ahead_within_a_year_or_nothing(words: list[str], now: datetime) -> None:
    found = until(" ".join(words), now, SCHOOL)
    assert found is None or now < found <= now + timedelta(days=366)


@settings(max_examples=60, deadline=None)
@given(
    SOMETIME.filter(lambda now: now < london("2028-04-01T00:00")),
    st.sampled_from(["after half-term", "until next term"]),
)
def test_whoever_rests_until_school_begins_comes_back_on_a_school_day(now: datetime, words: str) -> None:
    found = until(words, now, SCHOOL)
    assert found is not None
    day = found.astimezone(LONDON).date()
    assert any(day in span for span in SCHOOL.terms[:-1])
    assert not any(day in span for span in SCHOOL.half_terms)
    assert day not in SCHOOL.inset | SCHOOL.bank_holidays
    assert day.weekday() < 5
