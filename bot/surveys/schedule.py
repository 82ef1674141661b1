"""When the waves of a survey go out: “third school week of each term”, “every 2 weeks on Tuesday at 9”, a cron line.

A schedule is read once (`parse`) and worked out against the calendar of the collaborative. Nothing goes out in the
holidays, on INSET days, bank holidays or in quiet hours. What is planned for such a moment goes out within the next
three days, at the same hour where that is allowed; if it cannot, a repeating one is left out, and one that comes once
waits for the first moment allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.moments import Calendar, Preferences, Span, instant, next_allowed
from bot.surveys.question import read_date

NINE = time(9)
DAY = timedelta(days=1)
MOVED_AT_MOST = timedelta(days=3)  # what repeats and cannot go out then is left out, not heaped up after the holidays
PREVIEWED = timedelta(days=365)
LONGEST = 200
MOST_WEEKS = 26
MOST_SCHOOL_DAYS = 100
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "7th": 7, "8th": 8, "last": -1}
COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
EXAMPLES = "“third school week of each term”, “every second Tuesday at 9” or “5 school days after 12 March”"
NTH = "|".join(ORDINALS)
DAY_NAMES = "|".join(WEEKDAYS)
COUNTED = "|".join(COUNTS)
TERMLY = re.compile(
    rf"(?:on (?:the )?)?(?:(?P<day>{DAY_NAMES}) (?:in|of) )?(?:the )?(?P<nth>{NTH}) school week (?:of|in) "
    rf"(?:each|every) (?P<half>half.)?term(?: on (?P<later>{DAY_NAMES}))?"
)
WEEKLY = re.compile(
    rf"(?:every|each)(?: (?P<count>\d+|other|{NTH}|{COUNTED}))? (?P<school>school )?(?P<unit>weeks?|fortnight)"
    rf"(?: on (?P<day>{DAY_NAMES})s?)?"
)
ON_DAYS = re.compile(rf"(?:every|each)(?: (?P<count>\d+|other|{NTH}|{COUNTED}))? (?P<day>{DAY_NAMES})s?")
ADVERBS = {"weekly": "every week", "fortnightly": "every fortnight"}
MONTHLY = re.compile(
    rf"(?:on )?(?:the |every |each )?(?P<nth>{NTH}) (?P<day>{DAY_NAMES}|school day) (?:of|in) (?:each|every|the) month"
)
RELATIVE = re.compile(r"(?P<count>\d+|[a-z]+) school days? (?P<side>after|before) (?P<anchor>.+)")
AT = re.compile(r"(?: at)? (?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))? ?(?P<half>am|pm)?$")
AFTERNOON_BEFORE = 7  # “at 4” is sixteen o'clock
CRON_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
CRON_NAMES = {name[:3]: number for number, name in enumerate(WEEKDAYS, 1)}


class ScheduleError(ValueError):
    """Why that is no schedule, or cannot be worked out, in one line."""


@dataclass(frozen=True, slots=True)
class Termly:
    """A week of each term, counted in weeks that have school; negative from the end."""

    nth: int
    weekday: int | None
    half: bool
    at: time


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every so many weeks from the week in which the series starts; `school` counts only weeks that have school."""

    every: int
    weekday: int
    school: bool
    at: time


@dataclass(frozen=True, slots=True)
class Monthly:
    """The nth weekday of each month, or its nth school day."""

    nth: int
    weekday: int | None
    at: time


@dataclass(frozen=True, slots=True)
class Relative:
    """So many school days after a day, or before it where negative."""

    days: int
    anchor: date
    at: time


@dataclass(frozen=True, slots=True)
class Cron:
    """Minutes and hours of certain days; where both day of the month and weekday are given, either is enough."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]  # from Monday, 0


Schedule = Termly | Weekly | Monthly | Relative | Cron


@dataclass(frozen=True, slots=True)
class Upcoming:
    """One wave that is to come: when it goes out, and when it reaches one member (None: not at all)."""

    name: str
    goes_out: datetime
    arrives: datetime | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A survey that comes by itself: its schedule, the day its series starts, and how many days a wave is open."""

    schedule: Schedule
    start: date
    open_days: int = 7


def parse(text: str, today: date, events: Mapping[str, date] = {}) -> Schedule:
    """Read a schedule. `events` are days that have a name (“the workshop”). Raises ScheduleError."""
    if len(text) > LONGEST:
        raise ScheduleError(f"A schedule may have {LONGEST} characters.")
    plain = " ".join(text.lower().replace("half term", "half-term").split()).strip(" .")
    if re.fullmatch(r"[\d*/,a-z-]+( [\d*/,a-z-]+){4}", plain) and re.match(r"[\d*/,-]+ [\d*/,-]+ ", plain):
        return _cron(plain)
    words, at = _without_time(plain)
    adverb, _, rest = words.partition(" ")
    words = f"{ADVERBS.get(adverb, adverb)} {rest}".strip()
    found = _read(words, at, today, events)
    if found is None:
        raise ScheduleError(f"I don't understand “{text.strip()}”. Write it like {EXAMPLES}.")
    return found


def moments(planned: Planned, calendar: Calendar, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """When waves go out, later than `after` and not later than `until` (aware). Raises ScheduleError."""
    zone = ZoneInfo(calendar.zone)
    first = max(planned.start, after.astimezone(zone).date() - MOVED_AT_MOST)
    once = isinstance(planned.schedule, Relative)
    first = planned.start if once else first
    found = []
    for local in _locals(planned, calendar, first, until.astimezone(zone).date()):
        allowed = _allowed(local, calendar, zone)
        moved = allowed - instant(local, zone) if allowed else MOVED_AT_MOST
        if allowed and (once or moved <= MOVED_AT_MOST) and after < allowed <= until:
            found.append(allowed)
    return tuple(sorted(set(found)))


def next_moment(planned: Planned, calendar: Calendar, after: datetime) -> datetime | None:
    """When the next wave goes out; None if none does within a year. Raises ScheduleError."""
    return next(iter(moments(planned, calendar, after, after + PREVIEWED)), None)


def preview(
    surveys: Mapping[str, Planned], calendar: Calendar, now: datetime, preferences: Preferences | None = None
) -> tuple[Upcoming, ...]:
    """What one member would receive in twelve months, by the hours, leave and snoozes that hold for her."""
    found = []
    for name, planned in surveys.items():
        for moment in moments(planned, calendar, now, now + PREVIEWED):
            arrives = next_allowed(moment, calendar, preferences)
            closes = moment + timedelta(days=planned.open_days)
            found.append(Upcoming(name, moment, arrives if arrives and arrives < closes else None))
    return tuple(sorted(found, key=lambda one: (one.goes_out, one.name)))


def school_day(day: date, calendar: Calendar) -> bool:
    """Whether there is school; without terms, whether it is a working day."""
    if day.weekday() not in calendar.working_days or day in calendar.bank_holidays or day in calendar.inset:
        return False
    if any(day in span for span in calendar.half_terms):
        return False
    return not calendar.terms or any(day in span for span in calendar.terms)


def known_until(calendar: Calendar) -> date | None:
    """The last day of the terms that are known: nothing is planned after it. None if there are no terms."""
    return max((term.last for term in calendar.terms), default=None)


def _read(words: str, at: time, today: date, events: Mapping[str, date]) -> Schedule | None:
    if found := TERMLY.fullmatch(words):
        day = found["day"] or found["later"]
        return Termly(ORDINALS[found["nth"]], WEEKDAYS.index(day) if day else None, bool(found["half"]), at)
    if found := MONTHLY.fullmatch(words):
        weekday = None if found["day"] == "school day" else WEEKDAYS.index(found["day"])
        return Monthly(ORDINALS[found["nth"]], weekday, at)
    if (found := ON_DAYS.fullmatch(words)) and (every := _every(found["count"], "week")):
        return Weekly(every, WEEKDAYS.index(found["day"]), False, at)
    if (found := WEEKLY.fullmatch(words)) and (every := _every(found["count"], found["unit"])):
        weekday = WEEKDAYS.index(found["day"]) if found["day"] else today.weekday()
        return Weekly(every, weekday, bool(found["school"]), at)
    if (found := RELATIVE.fullmatch(words)) and (days := _count(found["count"])):
        if days > MOST_SCHOOL_DAYS:
            raise ScheduleError(f"{days} school days are too many: {MOST_SCHOOL_DAYS} is the most.")
        return Relative(days if found["side"] == "after" else -days, _anchor(found["anchor"], today, events), at)
    day_named = read_date(words.removeprefix("once ").removeprefix("on "), today)
    return Relative(0, _to_come(day_named, words, today), at) if day_named else None


def _every(count: str | None, unit: str) -> int | None:
    """None for “every first Tuesday”, which is no rhythm but half of “… of each month”."""
    weeks = 2 if count == "other" else ORDINALS.get(count or "") or _count(count or "1")
    if weeks is None or (weeks < 2 and count in ORDINALS):
        return None
    weeks *= 2 if unit == "fortnight" else 1
    if weeks > MOST_WEEKS:
        raise ScheduleError(f"Every {weeks} weeks is too seldom: {MOST_WEEKS} is the most.")
    return weeks


def _count(text: str) -> int | None:
    """From one on."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else COUNTS.get(text)
    return number or None


def _anchor(text: str, today: date, events: Mapping[str, date]) -> date:
    name = text.removeprefix("the ")
    known = {event.lower().removeprefix("the "): day for event, day in events.items()}
    if name in known:
        return known[name]
    found = read_date(text, today)
    if found is None:
        named = f" (or {', '.join(events)})" if events else ""
        raise ScheduleError(f"I don't know which day “{text}” is: write a date like 12 March 2027{named}.")
    return _to_come(found, text, today)


def _to_come(day: date, words: str, today: date) -> date:
    """Without a year the next such day is meant."""
    if day >= today or not re.search(r"\d", words) or re.search(r"\d{4}|\d[/.-]\d+[/.-]\d", words):
        return day
    later = read_date(words.removeprefix("once ").removeprefix("on "), day + timedelta(days=366))
    return later or day


def _without_time(plain: str) -> tuple[str, time]:
    """The words, and the time of the day that stood at their end."""
    for word, at in ((" at noon", time(12)), (" at midday", time(12))):
        if plain.endswith(word):
            return plain.removesuffix(word), at
    found = AT.search(plain)
    if not found or not (" at " in found[0] or found["half"] or found["minute"]):
        return plain, NINE
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise ScheduleError(f"{found[0].strip()} is no time of the day.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 0 < hour < AFTERNOON_BEFORE and not found["hour"].startswith("0"):
        hour += 12
    return plain[: found.start()], time(hour, minute)


def _cron(plain: str) -> Cron:
    sets = [_cron_field(text, *limits) for text, limits in zip(plain.split(), CRON_FIELDS, strict=True)]
    weekdays = frozenset((number - 1) % 7 for number in sets[4])
    _, _, day, _, weekday = plain.split()
    days = sets[2] if not day.startswith("*") or weekday.startswith("*") else frozenset[int]()
    weekdays = weekdays if not weekday.startswith("*") else frozenset()
    if len(sets[0]) * len(sets[1]) > 1:
        raise ScheduleError("A cron line may name one minute and one hour: a survey comes once a day at the most.")
    return Cron(sets[0], sets[1], days, sets[3], weekdays)


def _cron_field(text: str, name: str, least: int, most: int) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        span = re.fullmatch(r"(?:(\*)|(\d{1,2}|[a-z]{3})(?:-(\d{1,2}|[a-z]{3}))?)(?:/(\d{1,2}))?", part)
        step = int(span[4]) if span and span[4] else 1
        first = least if span and span[1] else _cron_number(span[2] if span else "", name)
        last = most if span and (span[1] or (span[4] and not span[3])) else first
        last = _cron_number(span[3], name) if span and span[3] else last
        if not span or not step or not least <= first <= last <= most:
            raise ScheduleError(f"“{text}” is no {name} of a cron line.")
        found.update(range(first, last + 1, step))
    return frozenset(found)


def _cron_number(text: str, name: str) -> int:
    if text in CRON_NAMES and name == "weekday":
        return CRON_NAMES[text]
    return int(text) if text.isdecimal() else -1


def _locals(planned: Planned, calendar: Calendar, first: date, last: date) -> Iterator[datetime]:
    """Times on the wall at which a wave is planned, from one day to another."""
    schedule = planned.schedule
    match schedule:
        case Cron():
            for day in _each(first, last):
                if _cron_day(schedule, day):
                    (minute,), (hour,) = schedule.minutes, schedule.hours
                    yield datetime.combine(day, time(hour, minute))
        case Relative():
            day = _counted_from(schedule.anchor, schedule.days, calendar)
            if first <= day <= last:
                yield datetime.combine(day, schedule.at)
        case Termly():
            yield from (
                datetime.combine(day, schedule.at) for day in _termly(schedule, calendar) if first <= day <= last
            )
        case Weekly():
            yield from (
                datetime.combine(day, schedule.at) for day in _weekly(schedule, calendar, planned.start, first, last)
            )
        case Monthly():
            yield from (datetime.combine(day, schedule.at) for day in _monthly(schedule, calendar, first, last))


def _allowed(local: datetime, calendar: Calendar, zone: ZoneInfo) -> datetime | None:
    """The first moment that is allowed, on another day at the same hour if it can be."""
    found = next_allowed(instant(local, zone), calendar)
    if found is None:
        return None
    same_hour = instant(datetime.combine(found.astimezone(zone).date(), local.time()), zone)
    return same_hour if same_hour >= found and next_allowed(same_hour, calendar) == same_hour else found


def _each(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _cron_day(schedule: Cron, day: date) -> bool:
    return day.month in schedule.months and (day.day in schedule.days or day.weekday() in schedule.weekdays)


def _counted_from(anchor: date, days: int, calendar: Calendar) -> date:
    """The school day so many before or after a day, which itself is not counted."""
    if not days:
        return anchor
    _known_until(anchor, calendar)
    step = DAY if days > 0 else -DAY
    left, day = abs(days), anchor
    for _ in range(MOST_SCHOOL_DAYS * 7):
        day += step
        left -= school_day(day, calendar)
        if not left:
            return day
    raise ScheduleError("The term dates that I know do not reach so far: please add the next ones.")


def _known_until(day: date, calendar: Calendar) -> None:
    if calendar.terms and not min(term.first for term in calendar.terms) <= day <= max(t.last for t in calendar.terms):
        raise ScheduleError(f"I know no term dates around {day.day} {day:%B %Y}: please add them.")


def _weeks(span: Span, calendar: Calendar) -> list[list[date]]:
    """The school days of each week that has any."""
    weeks: dict[tuple[int, int], list[date]] = {}
    for day in _each(span.first, span.last):
        if school_day(day, calendar):
            weeks.setdefault(day.isocalendar()[:2], []).append(day)
    return list(weeks.values())


def _termly(schedule: Termly, calendar: Calendar) -> Iterator[date]:
    if not calendar.terms:
        raise ScheduleError("I know no term dates here: please add them first, or write “every 2 weeks on Tuesday”.")
    spans = [half for term in calendar.terms for half in (_halves(term, calendar) if schedule.half else [term])]
    for span in spans:
        weeks = _weeks(span, calendar)
        at = schedule.nth - 1 if schedule.nth > 0 else len(weeks) + schedule.nth
        if 0 <= at < len(weeks):
            wished = [day for day in weeks[at] if schedule.weekday is not None and day.weekday() >= schedule.weekday]
            yield wished[0] if wished else weeks[at][0] if schedule.weekday is None else weeks[at][-1]


def _halves(term: Span, calendar: Calendar) -> list[Span]:
    """A term in the parts that half-terms leave of it."""
    inside = sorted((half for half in calendar.half_terms if half.first in term), key=lambda half: half.first)
    edges = [Span(term.first, term.first - DAY), *inside, Span(term.last + DAY, term.last + DAY)]
    return [Span(before.last + DAY, after.first - DAY) for before, after in pairwise(edges)]


def _weekly(schedule: Weekly, calendar: Calendar, start: date, first: date, last: date) -> Iterator[date]:
    monday, number = start - timedelta(days=start.weekday()), 0
    while monday <= last:
        counts = not schedule.school or any(school_day(day, calendar) for day in _each(monday, monday + 6 * DAY))
        day = monday + timedelta(days=schedule.weekday)
        if counts and number % schedule.every == 0 and max(first, start) <= day <= last:
            yield day
        number += counts
        monday += 7 * DAY


def _monthly(schedule: Monthly, calendar: Calendar, first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        following = (month + timedelta(days=31)).replace(day=1)
        days = [
            day
            for day in _each(month, following - DAY)
            if (school_day(day, calendar) if schedule.weekday is None else day.weekday() == schedule.weekday)
        ]
        at = schedule.nth - 1 if schedule.nth > 0 else schedule.nth
        if -len(days) <= at < len(days) and first <= days[at] <= last:
            yield days[at]
        month = following
