"""When may somebody be written to? Plain values in, a moment out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HORIZON_DAYS = 400  # a calendar that allows nothing for so long has run out
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days, the first and the last among them."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Hours:
    """From `start` until just before `end`, past midnight if `end` is not later (22:00 to 07:00)."""

    start: time
    end: time

    def __contains__(self, at: time) -> bool:
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class Calendar:
    """What holds for everybody in a collaborative. Weekdays count from Monday, 0; without terms it is always term."""

    zone: str
    quiet: Hours | None = None
    working_days: frozenset[int] = frozenset(range(5))
    bank_holidays: frozenset[date] = frozenset()
    terms: tuple[Span, ...] = ()
    half_terms: tuple[Span, ...] = ()
    inset: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Preferences:
    """What holds for one person.

    `week` gives her hours for each of her weekdays and takes the place of the calendar's working days; quiet hours
    still hold. Who is not bound to schools has `term_time` false.
    """

    week: Mapping[int, Hours] = field(default_factory=dict)
    term_time: bool = True
    leave: tuple[Span, ...] = ()
    snoozed_until: datetime | None = None


def next_allowed(moment: datetime, calendar: Calendar, preferences: Preferences | None = None) -> datetime | None:
    """The first moment from `moment` on (aware, in UTC) that is allowed; None if none is for a year."""
    wishes = preferences or Preferences()
    earliest = max(moment, wishes.snoozed_until or moment).astimezone(UTC)
    if _allowed(earliest, calendar, wishes):
        return earliest
    zone = ZoneInfo(calendar.zone)
    first = earliest.astimezone(zone).date()
    for day in (first + timedelta(days=ahead) for ahead in range(HORIZON_DAYS)):
        if _open_day(day, calendar, wishes):
            for begin in sorted(_beginnings(day, calendar, wishes, zone)):
                if begin >= earliest and _allowed(begin, calendar, wishes):
                    return begin
    return None


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """When a clock on the wall shows this: the first time if twice; if never, when it is put forward past it."""
    plain = local.replace(tzinfo=zone, fold=0)
    moment = plain.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(fold=0):
        return moment
    return _change(plain.replace(fold=1).astimezone(UTC), moment, zone)


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second at which the clocks changed between two moments."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0) if middle.replace(microsecond=0) > before else before + SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def _allowed(moment: datetime, calendar: Calendar, wishes: Preferences) -> bool:
    local = moment.astimezone(ZoneInfo(calendar.zone))
    if calendar.quiet and local.time() in calendar.quiet:
        return False
    hours = wishes.week.get(local.weekday())
    return _open_day(local.date(), calendar, wishes) and (hours is None or local.time() in hours)


def _open_day(day: date, calendar: Calendar, wishes: Preferences) -> bool:
    if day in calendar.bank_holidays or any(day in span for span in wishes.leave):
        return False
    if day.weekday() not in (wishes.week or calendar.working_days):
        return False
    return not wishes.term_time or _term_time(day, calendar)


def _term_time(day: date, calendar: Calendar) -> bool:
    if day in calendar.inset or any(day in span for span in calendar.half_terms):
        return False
    return not calendar.terms or any(day in span for span in calendar.terms)


def _beginnings(day: date, calendar: Calendar, wishes: Preferences, zone: ZoneInfo) -> Iterator[datetime]:
    """Every moment of a day at which something that was not allowed can begin to be."""
    hours = wishes.week.get(day.weekday())
    times = {time()} | ({calendar.quiet.end} if calendar.quiet else set()) | ({hours.start} if hours else set())
    for local in (datetime.combine(day, at) for at in times):
        yield instant(local, zone)
        yield local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    begin, end = (instant(datetime.combine(day + timedelta(days=ahead), time()), zone) for ahead in (0, 1))
    if begin.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
        yield _change(begin, end, zone)
