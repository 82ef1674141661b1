"""Term dates in an .ics file, as school and council calendars are exported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.calendars.period import LONGEST_NAME, Kind, Period, Problem, Terms, clean_name, kind_called, shortened
from bot.calendars.table import judged

MOST_EVENTS = 2000
SHORTEST_TERM = 14  # days; what is shorter only has the word in its name
BEGINS = re.compile(
    r"(?P<name>(?:[\w ]+ )?(?:half )?term(?: \d)?) (?:starts?|begins?)"
    r"|(?:first day|start|beginning) of (?:the )?(?P<other>(?:\w+ )?(?:half )?term(?: \d)?)"
)
ENDS = re.compile(
    r"(?P<name>(?:[\w ]+ )?(?:half )?term(?: \d)?) (?:ends?|finish(?:es)?)"
    r"|(?:last day|end) of (?:the )?(?P<other>(?:\w+ )?(?:half )?term(?: \d)?)"
)
DETAIL = re.compile(r"\(.*?\)|\b20\d\d(?:[/-]\d{2,4})?\b|[-:–,.]")


@dataclass(frozen=True, slots=True)
class Event:
    """What is read of one event. `number` is its place in the file."""

    number: int
    name: str
    first: date | None
    last: date | None
    repeats: bool = False

    @property
    def plain(self) -> str:
        return " ".join(DETAIL.sub(" ", self.name.lower()).split())

    @property
    def kind(self) -> Kind | None:
        kind = kind_called(self.name)
        if kind == "term" and self.first and self.last and (self.last - self.first).days < SHORTEST_TERM:
            return None
        return kind


def read_ics(content: bytes) -> Terms | tuple[Problem, ...]:
    import icalendar

    try:
        read: Any = icalendar.Calendar.from_ical(content)
        found = [_event(event, number) for number, event in enumerate(read.walk("VEVENT"), 1)]
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, OverflowError):
        return (Problem(0, "I can't read this calendar file. Export it again as .ics, or send a CSV."),)
    if len(found) > MOST_EVENTS:
        return (Problem(0, f"There are {len(found)} events, and {MOST_EVENTS} is the most. Leave only term dates."),)
    return _gathered(found)


def _event(event: Any, number: int) -> Event:
    first, last = _day(event, "DTSTART"), _day(event, "DTEND")
    name = clean_name(str(event.get("SUMMARY", "")))[:LONGEST_NAME]
    if first and last and last > first and not isinstance(getattr(event.get("DTEND"), "dt", None), datetime):
        last -= timedelta(days=1)  # a whole-day event ends on the day after its last
    return Event(number, name, first, last or first, "RRULE" in event)


def _day(event: Any, name: str) -> date | None:
    value = getattr(event.get(name), "dt", None)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _gathered(found: Iterable[Event]) -> Terms | tuple[Problem, ...]:
    periods: list[Period] = []
    places: list[int] = []
    wrong: list[Problem] = []
    left_out: set[str] = set()
    for event in _paired(found, wrong):
        if event.kind is None:
            left_out.add(event.name or "an event without a name")
        elif event.repeats:
            wrong.append(_said_of(event, "repeats; make each of its days an event"))
        elif event.first is None or event.last is None:
            wrong.append(_said_of(event, "has no date; give it one"))
        else:
            periods.append(Period(event.kind, event.name, event.first, event.last))
            places.append(event.number)
    if not periods and not wrong:
        return (
            Problem(0, "No event in this file is a term, a half-term or an INSET day. Name them so, or send a CSV."),
        )
    read = judged(periods, places, wrong, counted="event")
    return replace(read, left_out=tuple(sorted(left_out))) if isinstance(read, Terms) else read


def _paired(found: Iterable[Event], wrong: list[Problem]) -> Iterator[Event]:
    """“Autumn term begins” and “Autumn term ends” are one term; any other event stays as it is."""
    begun: dict[Kind, Event] = {}
    for event in sorted(found, key=lambda each: (each.first or date.min, each.number)):
        begins, ends = BEGINS.fullmatch(event.plain), ENDS.fullmatch(event.plain)
        kind = kind_called(event.name)
        if kind is None or event.first is None or not (begins or ends):
            yield event
        elif begins:
            if kind in begun:
                wrong.append(_said_of(begun[kind], "has no event that ends it; add one"))
            name = begins["name"] or begins["other"]
            begun[kind] = replace(event, name=name[0].upper() + name[1:])
        elif kind in begun:
            yield replace(begun.pop(kind), last=event.last)
        else:
            wrong.append(_said_of(event, "has no event that begins it; add one"))
    wrong += [_said_of(event, "has no event that ends it; add one") for event in begun.values()]


def _said_of(event: Event, message: str) -> Problem:
    return Problem(event.number, f"“{shortened(event.name)}” {message}", "event")
