"""“Until Monday”, “after half-term”, “for two weeks”: the moment that a pause ends.

Ordinary moments are read as reminders read them; what only a school calendar knows is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.flows import remind
from bot.moments import HORIZON_DAYS, Calendar, Span, instant, next_allowed

DAY = timedelta(days=1)
MOST_MONTHS = 12
LONGEST = 80  # characters; nobody says a moment in more
FILLING = re.compile(r"\b(?:the|this|please|just) ")
LEADING = re.compile(r"^(?:(?:until|till|'?til|for|not before) )+")
LENGTH = re.compile(r"(?:another )?(another|an?|\d{1,3}|[a-z]+) (day|week|fortnight|month)s?")
AUTUMN = (8, 9, 10)
SEASONS = {"autumn": AUTUMN, "spring": (12, 1, 2), "summer": (3, 4, 5)}  # the months in which a term begins
HOLIDAYS = {
    "christmas": (12, 1, 2),
    "easter": (3, 4, 5),
    "summer": (8, 9, 10),
}  # the months in which school begins after
Reading = Callable[[date, Calendar], date | None]


def until(words: str, now: datetime, calendar: Calendar) -> datetime | None:
    """The moment (in UTC) that these words mean; None if they name none, or one that is over or a year away.

    A day without a time is nine in the morning. What is said of school begins on the first day on which somebody at a
    school may be written to."""
    zone = ZoneInfo(calendar.zone)
    local = now.astimezone(zone)
    said = _plain(words)
    day = _school_day(said, local.date(), calendar) or _length(said, local.date()) or _other_day(said, local.date())
    if day:
        found: datetime | None = instant(datetime.combine(day, remind.MORNING), zone)
    else:
        found = _as_a_reminder(said, local, zone)
    return found if found and now < found <= now + remind.FARTHEST else None


def of_school(words: str) -> bool:
    """Whether only a school calendar can tell when that is."""
    plain = _of_half_terms(_plain(words))
    return any(shape.fullmatch(plain) for shape, _ in (*READINGS, *BEGINNINGS))


def _as_a_reminder(said: str, local: datetime, zone: ZoneInfo) -> datetime | None:
    """Read by the clock on her own wall."""
    clock = local.replace(tzinfo=remind.HERE)
    if said == f"{local:%A}".lower():  # a pause until Monday that begins on one ends on the next
        clock = clock.replace(hour=23, minute=59)
    moment = remind.when(said.split(), clock) or remind.when(["in", *said.split()], clock)
    return instant(moment.replace(tzinfo=None), zone) if moment else None


def _plain(words: str) -> str:
    text = " ".join(words[:LONGEST].lower().replace("’", "'").split()).strip(" .!,?")
    return LEADING.sub("", FILLING.sub("", f"{text} ")).strip()


def _of_half_terms(said: str) -> str:
    return re.sub(r"half[- ]?terms?", "half-term", said)


def _school_day(said: str, today: date, calendar: Calendar) -> date | None:
    plain = _of_half_terms(said)
    for shape, reading in READINGS:
        if shape.fullmatch(plain):
            return reading(today, calendar)
    for shape, months in BEGINNINGS:
        found = shape.fullmatch(plain)
        if found:
            return _school_from(_begins(today, calendar, months[found[1]]), calendar)
    return None


def _after_half_term(today: date, calendar: Calendar) -> date | None:
    """Where no half-term is written down, it is the gap before the next term."""
    ahead = [span.last + DAY for span in calendar.half_terms if span.last >= today]
    return _school_from(min(ahead, default=None), calendar) or _next_term(today, calendar)


def _half_term(today: date, calendar: Calendar) -> date | None:
    return min((span.first for span in calendar.half_terms if span.first > today), default=None)


def _next_term(today: date, calendar: Calendar) -> date | None:
    return _school_from(_begins(today, calendar), calendar)


def _end_of_term(today: date, calendar: Calendar) -> date | None:
    return min((span.last + DAY for span in _known(calendar) if span.last >= today), default=None)


def _after_holidays(today: date, calendar: Calendar) -> date | None:
    """The holidays that she is in, or else the next ones, half-term among them."""
    return min(filter(None, (_after_half_term(today, calendar), _next_term(today, calendar))), default=None)


def _next_school_year(today: date, calendar: Calendar) -> date | None:
    return _school_from(_begins(today, calendar, AUTUMN), calendar)


READINGS: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (re.compile(r"(?:start of |next )?half-term(?: starts| begins)?"), _half_term),
    (re.compile(r"(?:after|end of) (?:next )?half-term(?: holidays?| break)?|half-term is over"), _after_half_term),
    (re.compile(r"(?:start of )?(?:next |new )?term(?: starts| begins)?"), _next_term),
    (re.compile(r"end of term|term ends|rest of term"), _end_of_term),
    (
        re.compile(r"(?:after|end of) (?:school )?(?:holidays?|break)|back (?:at|to) school|holidays are over"),
        _after_holidays,
    ),
    (re.compile(r"(?:next|new) (?:school|academic) year|september"), _next_school_year),
)
BEGINNINGS = (
    (re.compile(r"(?:start of )?(autumn|spring|summer) term(?: starts| begins)?"), SEASONS),
    (re.compile(r"after (christmas|easter|summer)(?: holidays?| break)?"), HOLIDAYS),
)


def _begins(today: date, calendar: Calendar, months: Collection[int] = range(1, 13)) -> date | None:
    """When the next term begins, of those that begin in these months."""
    return next((span.first for span in _known(calendar) if span.first > today and span.first.month in months), None)


def _known(calendar: Calendar) -> list[Span]:
    """The terms that somebody wrote down, not the one that stands for all that is unknown."""
    return sorted((span for span in calendar.terms if span.last != date.max), key=lambda span: span.first)


def _school_from(day: date | None, calendar: Calendar) -> date | None:
    """The first day from this one on that somebody at a school works on: no INSET day, no bank holiday."""
    if day is None:
        return None
    zone = ZoneInfo(calendar.zone)
    noon = instant(datetime.combine(day, time(12)), zone)
    allowed = next_allowed(noon, replace(calendar, quiet=None))
    return allowed.astimezone(zone).date() if allowed else day


def _length(said: str, today: date) -> date | None:
    """“two weeks”, “a fortnight”, “in a month”."""
    found = LENGTH.fullmatch(said.removeprefix("in "))
    if not found:
        return None
    word, unit = found[1], found[2]
    number = int(word) if word.isdigit() else dict(_numbers()).get(word, 0)
    if not number:
        return None
    if unit == "month":
        return _months_later(today, number) if number <= MOST_MONTHS else None
    days = number * {"day": 1, "week": 7, "fortnight": 14}[unit]
    return today + timedelta(days=days) if days <= HORIZON_DAYS else None


def _numbers() -> Iterable[tuple[str, int]]:
    yield from (("a", 1), ("an", 1), ("another", 1))
    yield from ((word, number) for number, word in enumerate(remind.NUMBERS, 1))


def _months_later(today: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(today.month - 1 + months, 12)
    first = date(today.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first + timedelta(days=min(today.day, (following - first).days) - 1)


def _other_day(said: str, today: date) -> date | None:
    if said in ("next week", "after weekend", "start of next week"):
        return today + timedelta(days=7 - today.weekday())
    if said in ("weekend", "next weekend"):
        return today + timedelta(days=(5 - today.weekday()) % 7 or 7)
    first = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    if said in ("next month", "end of month"):
        return first
    if said in ("new year", "next year"):
        return date(today.year + 1, 1, 1)
    if said not in remind.MONTHS:
        return None
    month = remind.MONTHS.index(said) + 1
    return date(today.year + (month <= today.month), month, 1)
