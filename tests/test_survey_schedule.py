"""When waves go out: what people write, against a school year, and never in the holidays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.moments import Calendar, Hours, Preferences, Span
from bot.surveys.schedule import (
    MOVED_AT_MOST,
    Planned,
    ScheduleError,
    known_until,
    moments,
    next_moment,
    parse,
    preview,
    school_day,
)

LONDON = ZoneInfo("Europe/London")
YEAR = Calendar(
    "Europe/London",
    quiet=Hours(time(18), time(8)),
    bank_holidays=frozenset(
        {date(2026, 12, 25), date(2026, 12, 28), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3)}
    ),
    terms=(
        Span(date(2026, 9, 1), date(2026, 12, 18)),
        Span(date(2027, 1, 4), date(2027, 3, 25)),
        Span(date(2027, 4, 12), date(2027, 7, 21)),
    ),
    half_terms=(
        Span(date(2026, 10, 26), date(2026, 10, 30)),
        Span(date(2027, 2, 15), date(2027, 2, 19)),
        Span(date(2027, 5, 31), date(2027, 6, 4)),
    ),
    inset=frozenset({date(2026, 9, 1), date(2027, 1, 4)}),
)
START = date(2026, 9, 1)
BEFORE = datetime(2026, 8, 31, 12, tzinfo=UTC)
AFTER = datetime(2027, 8, 31, 12, tzinfo=UTC)


def goes_out(text: str, calendar: Calendar = YEAR, start: date = START) -> list[str]:
    planned = Planned(parse(text, start, {"the workshop": date(2026, 11, 19)}), start)
    found = moments(planned, calendar, BEFORE, AFTER)
    return [f"{one.astimezone(LONDON):%a %d %b %Y %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "third school week of each term",
            ["Mon 14 Sep 2026 09:00", "Mon 18 Jan 2027 09:00", "Mon 26 Apr 2027 09:00"],
        ),
        (
            "Third school week of every term on Wednesday at 2pm",
            ["Wed 16 Sep 2026 14:00", "Wed 20 Jan 2027 14:00", "Wed 28 Apr 2027 14:00"],
        ),
        (
            "last school week of each term",
            ["Mon 14 Dec 2026 09:00", "Mon 22 Mar 2027 09:00", "Mon 19 Jul 2027 09:00"],
        ),
        (
            "Friday of the last school week of each term",  # there is no Friday in the last two: the last day there is
            ["Fri 18 Dec 2026 09:00", "Thu 25 Mar 2027 09:00", "Wed 21 Jul 2027 09:00"],
        ),
        (
            "first school week of each half term",  # INSET days move the first day
            [
                "Wed 02 Sep 2026 09:00",
                "Mon 02 Nov 2026 09:00",
                "Tue 05 Jan 2027 09:00",
                "Mon 22 Feb 2027 09:00",
                "Mon 12 Apr 2027 09:00",
                "Mon 07 Jun 2027 09:00",
            ],
        ),
        ("5 school days after 12 March 2027", ["Fri 19 Mar 2027 09:00"]),
        ("five school days after 12 March at 4", ["Fri 19 Mar 2027 16:00"]),
        ("ten school days after 19 March 2027", ["Mon 19 Apr 2027 09:00"]),
        ("5 school days before the workshop at 8.30", ["Thu 12 Nov 2026 08:30"]),
        ("1 school day before 4 November", ["Tue 03 Nov 2026 09:00"]),
        ("3 school days before 3 November", ["Thu 22 Oct 2026 09:00"]),
        ("on 12 March at 10", ["Fri 12 Mar 2027 10:00"]),
        ("25 December at 10", ["Tue 05 Jan 2027 10:00"]),
        (
            "first Monday of each month at 9",
            ["Mon 07 Sep 2026 09:00", "Mon 05 Oct 2026 09:00", "Mon 02 Nov 2026 09:00"],
        ),
        ("last school day of each month", ["Wed 30 Sep 2026 09:00", "Fri 23 Oct 2026 09:00", "Mon 30 Nov 2026 09:00"]),
        ("every 2 weeks on Tuesday at 9", ["Wed 02 Sep 2026 09:00", "Tue 15 Sep 2026 09:00", "Tue 29 Sep 2026 09:00"]),
        ("every other week on Tuesday at 07:00", ["Wed 02 Sep 2026 08:00", "Tue 15 Sep 2026 08:00"]),
        ("every fortnight on Friday", ["Fri 04 Sep 2026 09:00", "Fri 18 Sep 2026 09:00", "Fri 02 Oct 2026 09:00"]),
        ("every second Tuesday", ["Wed 02 Sep 2026 09:00", "Tue 15 Sep 2026 09:00", "Tue 29 Sep 2026 09:00"]),
        ("every other Friday at 2pm", ["Fri 04 Sep 2026 14:00", "Fri 18 Sep 2026 14:00"]),
        ("every 3rd week on Friday", ["Fri 04 Sep 2026 09:00", "Fri 25 Sep 2026 09:00"]),
        ("Fortnightly on Tuesdays at 9", ["Wed 02 Sep 2026 09:00", "Tue 15 Sep 2026 09:00"]),
        ("weekly on Fridays", ["Fri 04 Sep 2026 09:00", "Fri 11 Sep 2026 09:00"]),
        ("every second Monday of the month", ["Mon 14 Sep 2026 09:00", "Mon 12 Oct 2026 09:00"]),
        ("every school week on Friday", ["Fri 04 Sep 2026 09:00", "Fri 11 Sep 2026 09:00"]),
        ("every Thursday at noon", ["Thu 03 Sep 2026 12:00", "Thu 10 Sep 2026 12:00"]),
        ("30 9 1-7 * *", ["Wed 02 Sep 2026 09:30", "Thu 03 Sep 2026 09:30"]),
        ("0 9 * * tue", ["Wed 02 Sep 2026 09:00", "Tue 08 Sep 2026 09:00"]),
        ("0 9 */10 jan tue", None),
    ],
)
def test_what_people_write_is_when_it_goes_out(text: str, expected: list[str] | None) -> None:
    if expected is None:
        with pytest.raises(ScheduleError):
            goes_out(text)
        return
    found = goes_out(text)
    once = "after" in text or "before" in text or "March" in text or "December" in text
    assert (found if once or "term" in text else found[: len(expected)]) == expected


def test_the_first_of_september_is_inset_so_the_first_tuesday_goes_out_a_day_later() -> None:
    assert goes_out("every Tuesday")[:2] == ["Wed 02 Sep 2026 09:00", "Tue 08 Sep 2026 09:00"]


def test_what_falls_into_the_holidays_is_left_out_and_does_not_heap_up_after_them() -> None:
    found = goes_out("every week on Tuesday")
    assert "Mon 02 Nov 2026 08:00" not in found
    assert [one for one in found if "Dec 2026" in one][-1] == "Tue 15 Dec 2026 09:00"
    assert next(one for one in found if "Jan 2027" in one) == "Tue 05 Jan 2027 09:00"
    assert len(found) == len(set(found))


def test_school_weeks_do_not_count_the_holidays() -> None:
    calendar, school = goes_out("every 2 weeks on Tuesday"), goes_out("every 2 school weeks on Tuesday")
    assert "Tue 13 Oct 2026 09:00" in calendar
    assert "Tue 13 Oct 2026 09:00" in school
    assert "Tue 03 Nov 2026 09:00" in school
    assert "Tue 03 Nov 2026 09:00" not in calendar


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("whenever you like", "I don't understand “whenever you like”. Write it like “third school week"),
        ("every first Tuesday", "I don't understand"),
        ("every last Tuesday", "I don't understand"),
        ("every 0 weeks on Tuesday", "I don't understand"),
        ("every 99 weeks on Tuesday", "Every 99 weeks is too seldom"),
        ("every Tuesday at 25:00", "at 25:00 is no time of the day"),
        ("0 9 * * 9", "“9” is no weekday of a cron line"),
        ("0 9,10 * * *", "once a day at the most"),
        ("5 school days after the flood", "I don't know which day “the flood” is"),
        ("500 school days after 1 May", "too many"),
        ("on 31 February", "I don't understand"),
        ("x" * 300, "200 characters"),
    ],
)
def test_what_is_no_schedule_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(ScheduleError, match=reason.replace("(", r"\(")) as caught:
        parse(text, START)
    assert "\n" not in str(caught.value)
    if "understand" in reason:
        examples = re.findall("“([^”]+)”", str(caught.value))[-3:]
        assert text not in examples
        assert all(parse(each, START) for each in examples)


def test_without_term_dates_it_says_so() -> None:
    bare = replace(YEAR, terms=(), half_terms=())
    with pytest.raises(ScheduleError, match="no term dates"):
        goes_out("third school week of each term", bare)
    with pytest.raises(ScheduleError, match="no term dates around 12 March 2030"):
        moments(Planned(parse("5 school days after 12 March 2030", START), START), YEAR, BEFORE, AFTER)
    assert goes_out("5 school days after 12 March 2027", bare) == ["Fri 19 Mar 2027 09:00"]
    assert known_until(bare) is None
    assert known_until(YEAR) == date(2027, 7, 21)


def test_a_member_sees_the_year_before_her() -> None:
    surveys = {
        "Pulse": Planned(parse("every 2 school weeks on Tuesday at 9", START), START, open_days=7),
        "Evaluation": Planned(parse("third school week of each term", START), START, open_days=14),
    }
    away = Preferences(leave=(Span(date(2026, 9, 14), date(2026, 9, 25)),), week={0: Hours(time(13), time(16))})
    year = preview(surveys, YEAR, BEFORE, away)
    assert [one.name for one in year].count("Evaluation") == 3
    assert len(year) == 3 + 20
    first = next(one for one in year if one.name == "Evaluation")
    assert first.goes_out == datetime(2026, 9, 14, 8, tzinfo=UTC)
    assert first.arrives is None  # back on Monday the 28th, at one: it has closed
    pulses = [one for one in year if one.name == "Pulse"]
    assert pulses[0].arrives == datetime(2026, 9, 7, 12, tzinfo=UTC)
    assert pulses[1].arrives is None
    assert preview(surveys, YEAR, BEFORE)[0].arrives == datetime(2026, 9, 2, 8, tzinfo=UTC)


def test_the_next_wave_is_the_first_of_them() -> None:
    planned = Planned(parse("every Tuesday at 9", START), START)
    assert next_moment(planned, YEAR, datetime(2026, 9, 8, 8, tzinfo=UTC)) == datetime(2026, 9, 15, 8, tzinfo=UTC)
    assert next_moment(planned, YEAR, datetime(2027, 7, 21, 12, tzinfo=UTC)) is None


WORDS = [
    "every",
    "each",
    "2",
    "other",
    "school",
    "week",
    "weeks",
    "on",
    "tuesday",
    "first",
    "last",
    "of",
    "term",
    "month",
]
WORDS += [
    "at",
    "9",
    "9.30",
    "pm",
    "5",
    "days",
    "after",
    "before",
    "12",
    "march",
    "day",
    "0",
    "*",
    "1-5",
    "half-term",
    "the",
]
GOOD = ["every week on monday", "every 3 school weeks on friday at 5pm", "0 6 * * *", "second school week of each term"]
GOOD += ["last friday of each month at 19:00", "first school week of each half term", "4 school days after 20 may 2027"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=30) | st.sampled_from(GOOD))
def test_whatever_is_written_nothing_goes_out_when_nobody_may_be_written_to(text: str) -> None:
    try:
        found = moments(Planned(parse(text, START), START), YEAR, BEFORE, AFTER)
    except ScheduleError:
        return
    assert list(found) == sorted(set(found))
    for moment in found:
        local = moment.astimezone(LONDON)
        assert school_day(local.date(), YEAR)
        assert time(8) <= local.time() < time(18)
        assert BEFORE < moment <= AFTER


@given(st.integers(0, 300), st.sampled_from(GOOD))
@settings(max_examples=40, deadline=None)
def test_looking_day_by_day_finds_the_same_waves(days: int, text: str) -> None:
    planned = Planned(parse(text, START), START)
    everything = moments(planned, YEAR, BEFORE, AFTER)
    cut = BEFORE + timedelta(days=days)
    assert moments(planned, YEAR, BEFORE, cut) + moments(planned, YEAR, cut, AFTER) == everything
    assert timedelta(days=3) == MOVED_AT_MOST
