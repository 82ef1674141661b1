"""When somebody may be written to: one table, and a search minute by minute that must agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moments import Calendar, Hours, Preferences, Span, instant, next_allowed

LONDON = ZoneInfo("Europe/London")
NINE_TO_FIVE = Hours(time(9), time(17))
ALWAYS = Calendar("Europe/London", working_days=frozenset(range(7)))
SCHOOL = Calendar(
    "Europe/London",
    quiet=Hours(time(18), time(8)),
    bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 3, 26), date(2027, 3, 29)}),
    terms=(Span(date(2026, 9, 1), date(2026, 12, 18)), Span(date(2027, 1, 4), date(2027, 3, 25))),
    half_terms=(Span(date(2026, 10, 26), date(2026, 10, 30)),),
    inset=frozenset({date(2026, 9, 1), date(2027, 1, 4)}),
)
HERS = Preferences()
AT_COUNCIL = Preferences(term_time=False)
PART_TIME = Preferences(week={0: Hours(time(9), time(12)), 2: Hours(time(13), time(16))})


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("why", "asked", "preferences", "allowed"),
    [
        ("a working morning is as good as any", "2026-11-24T10:17", HERS, "2026-11-24T10:17"),
        ("the minute that quiet hours end", "2026-11-24T08:00", HERS, "2026-11-24T08:00"),
        ("before work: when quiet hours end", "2026-11-24T06:30", HERS, "2026-11-24T08:00"),
        ("the minute that quiet hours begin: tomorrow", "2026-11-24T18:00", HERS, "2026-11-25T08:00"),
        ("Friday evening: Monday", "2026-11-27T19:00", HERS, "2026-11-30T08:00"),
        ("half-term is left alone, clocks going back meanwhile", "2026-10-23T19:00", HERS, "2026-11-02T08:00"),
        ("the council works at half-term", "2026-10-23T19:00", AT_COUNCIL, "2026-10-26T08:00"),
        ("Christmas holidays, and the INSET day after them", "2026-12-18T18:30", HERS, "2027-01-05T08:00"),
        ("bank holidays are for the council too", "2026-12-24T20:00", AT_COUNCIL, "2026-12-29T08:00"),
        ("INSET before the first lesson", "2026-09-01T09:00", HERS, "2026-09-02T08:00"),
        ("Easter, clocks going forward meanwhile", "2027-03-25T18:00", AT_COUNCIL, "2027-03-30T08:00"),
        ("her own hours: Monday morning is over, Wednesday at one", "2026-11-23T12:00", PART_TIME, "2026-11-25T13:00"),
        ("her own hours: within them", "2026-11-25T15:59", PART_TIME, "2026-11-25T15:59"),
        ("her own hours: next Monday", "2026-11-25T16:00", PART_TIME, "2026-11-30T09:00"),
        ("she likes Saturdays", "2026-11-27T19:00", Preferences(week={5: NINE_TO_FIVE}), "2026-11-28T09:00"),
        (
            "she works late, quiet hours hold",
            "2026-11-24T05:00",
            Preferences(week={1: Hours(time(5), time(23))}),
            "2026-11-24T08:00",
        ),
        (
            "on leave",
            "2026-11-24T10:00",
            Preferences(leave=(Span(date(2026, 11, 23), date(2026, 11, 27)),)),
            "2026-11-30T08:00",
        ),
        (
            "snoozed until Thursday at noon",
            "2026-11-24T10:00",
            Preferences(snoozed_until=london("2026-11-26T12:00")),
            "2026-11-26T12:00",
        ),
        (
            "snoozed until Saturday: Monday",
            "2026-11-24T10:00",
            Preferences(snoozed_until=london("2026-11-28T12:00")),
            "2026-11-30T08:00",
        ),
        (
            "a snooze that is over",
            "2026-11-24T10:00",
            Preferences(snoozed_until=london("2026-11-20T12:00")),
            "2026-11-24T10:00",
        ),
        ("terms that have run out allow nothing, and say so", "2027-03-26T10:00", HERS, None),
        ("leave and terms without an end", "2026-11-24T10:00", Preferences(leave=(Span(date.min, date.max),)), None),
    ],
)
def test_people_are_written_to_when_they_may_be(
    why: str, asked: str, preferences: Preferences, allowed: str | None
) -> None:
    expected = allowed and london(allowed).astimezone(UTC)
    assert next_allowed(london(asked), SCHOOL, preferences) == expected, why


@pytest.mark.parametrize(
    ("why", "quiet", "asked", "allowed"),
    [
        ("01:30 is not there when clocks go forward: two", Hours(time(0), time(1, 30)), "2027-03-28T00:10", "01:00"),
        ("01:30 comes twice when clocks go back: the first", Hours(time(0), time(1, 30)), "2026-10-25T00:10", "00:30"),
        ("one o'clock comes again, and is allowed again", Hours(time(1, 30), time(3)), "2026-10-25T01:40", "01:00"),
    ],
)
def test_the_hour_of_a_clock_change(why: str, quiet: Hours, asked: str, allowed: str) -> None:
    found = next_allowed(london(asked), replace(ALWAYS, quiet=quiet))
    assert found is not None
    assert found.strftime("%H:%M") == allowed, why


TIMES = st.builds(time, st.sampled_from([0, 1, 2, 3, 8, 17, 22, 23]), st.sampled_from([0, 30]))
HOURS = st.builds(Hours, TIMES, TIMES)
CALENDARS = st.builds(
    Calendar,
    st.just("Europe/London"),
    st.none() | HOURS,
    st.frozensets(st.integers(0, 6)),
    st.frozensets(st.sampled_from([date(2026, 10, 24), date(2026, 10, 26), date(2027, 3, 29)])),
)
PEOPLE = st.builds(Preferences, st.dictionaries(st.integers(0, 6), HOURS))
AROUND = st.sampled_from([datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2027, 3, 27, 20, tzinfo=UTC)])
DAYS = 3


@given(AROUND, st.integers(0, 20), CALENDARS, PEOPLE)
def test_looking_at_every_half_hour_finds_the_same(
    start: datetime, later: int, calendar: Calendar, person: Preferences
) -> None:
    asked = start + timedelta(minutes=30 * later)
    moments = (asked + timedelta(minutes=30 * step) for step in range(DAYS * 48))
    first = next((one for one in moments if _may(one.astimezone(LONDON), calendar, person)), None)
    found = next_allowed(asked, calendar, person)
    if first is None:
        assert found is None or found >= asked + timedelta(days=DAYS)
    else:
        assert found == first


def _may(local: datetime, calendar: Calendar, person: Preferences) -> bool:
    """The rules, said a second time without looking for beginnings."""
    clock = local.hour * 60 + local.minute
    quiet = bool(calendar.quiet) and clock in _minutes(calendar.quiet)
    if quiet or local.date() in calendar.bank_holidays:
        return False
    if not person.week:
        return local.weekday() in calendar.working_days
    return local.weekday() in person.week and clock in _minutes(person.week[local.weekday()])


def _minutes(hours: Hours | None) -> set[int]:
    assert hours is not None
    start, end = (at.hour * 60 + at.minute for at in (hours.start, hours.end))
    length = (end - start) % 1440 or 1440
    return {(start + step) % 1440 for step in range(length)}


@pytest.mark.parametrize("zone", ["Europe/London", "Australia/Lord_Howe", "Asia/Beirut", "America/St_Johns"])
def test_what_walls_show_later_is_never_earlier(zone: str) -> None:
    place = ZoneInfo(zone)
    walls = [datetime(2026, 1, 1) + timedelta(minutes=15 * step) for step in range(366 * 96)]  # noqa: DTZ001
    moments = [instant(wall, place) for wall in walls]
    assert moments == sorted(moments)
