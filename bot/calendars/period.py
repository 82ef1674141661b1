"""Days of a kind, what cannot be together in one calendar, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, get_args

from bot.moments import Span

Kind = Literal["term", "half-term", "inset", "closed"]

KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST_NAME = 60
FIRST_YEAR, LAST_YEAR = 2015, 2060
LONGEST: Mapping[Kind, int] = {"term": 150, "half-term": 24, "inset": 5, "closed": 60}  # days
LONG_TERM = 9 * 7  # days without a half-term
SOON = timedelta(days=60)
SUMMER = timedelta(days=62)  # more days than this between two terms, and one is missing


@dataclass(frozen=True, slots=True)
class Period:
    """Days of one kind, the first and the last among them."""

    kind: Kind
    name: str
    first: date
    last: date

    @property
    def span(self) -> Span:
        return Span(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Terms:
    """A calendar as written: periods by date, the file's own remark, and the events that were left out of it."""

    periods: tuple[Period, ...] = ()
    note: str = ""
    left_out: tuple[str, ...] = ()

    def of(self, kind: Kind) -> tuple[Period, ...]:
        return tuple(period for period in self.periods if period.kind == kind)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong and how to mend it, as one line. `place` is 0 where the whole file is meant."""

    place: int
    message: str
    counted: str = "line"

    def __str__(self) -> str:
        return f"{self.counted} {self.place}: {self.message}" if self.place else self.message


def problems(periods: Sequence[Period], places: Sequence[int] = (), counted: str = "line") -> tuple[Problem, ...]:
    """What cannot be together in one calendar. `places` says where each period stands in its file."""
    found = [
        Problem(places[at] if places else 0, message, counted) for at, message in _clashes(tuple(enumerate(periods)))
    ]
    return tuple(sorted(found))


def warnings(terms: Terms, today: date) -> tuple[str, ...]:
    """What an anchor should look at, though it can be used as it is."""
    return tuple(_warned(terms, today))


def show(terms: Terms, today: date, most: int = 0) -> str:
    """The calendar as people read it, its remark first, what to look at last; or so many of what is not over."""
    ordered = in_order(terms.periods)
    ahead = [period for period in ordered if period.last >= today][:most] if most else ordered
    lines = [*terms.note.splitlines(), *([""] if terms.note else [])]
    lines += [f"{period.name or _upper(period.kind)}: {_days(period)}" for period in ahead]
    lines += [f"… and {len(ordered) - len(ahead)} more in the file."] if len(ahead) < len(ordered) else []
    lines += [] if terms.periods else ["No dates are held: every working day counts as term."]
    return "\n".join([*lines, *(f"Look at this: {line.rstrip('.')}{_stop(line)}" for line in warnings(terms, today))])


def _stop(line: str) -> str:
    return "" if line.endswith("?") else "."


def in_order(periods: Iterable[Period]) -> tuple[Period, ...]:
    return tuple(sorted(periods, key=lambda period: (period.first, KINDS.index(period.kind), period.last, period.name)))


def said(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def shortened(written: str) -> str:
    plain = " ".join(written.split())
    return plain if len(plain) <= 30 else f"{plain[:29]}…"


def clean_name(written: str) -> str:
    """A name on one line that no spreadsheet takes for a formula."""
    name = "".join(letter for letter in " ".join(written.split()) if letter.isprintable())
    return name.lstrip("'=+-@ ")


def kind_called(words: str) -> Kind | None:
    """The kind that words in a heading or an event's name speak of."""
    plain = re.sub(r"[\s_-]+", " ", words.lower()).strip()
    if re.search(r"\b(inset|training day|staff training|professional development)\b", plain):
        return "inset"
    if re.search(r"\bhalf ?term\b", plain):
        return "half-term"
    if re.search(r"\bclos(ed|ure)\b", plain):
        return "closed"
    return "term" if re.search(r"\bterm\b", plain) and not re.search(r"\b(holidays?|break)\b", plain) else None


def _clashes(numbered: Sequence[tuple[int, Period]]) -> Iterator[tuple[int, str]]:
    yield from ((at, message) for at, period in numbered if (message := _alone(period)))
    sound = [(at, period) for at, period in numbered if not _alone(period)]
    terms = sorted(((at, period) for at, period in sound if period.kind == "term"), key=lambda each: each[1].first)
    for (_, before), (at, after) in pairwise(terms):
        if after.first <= before.last:
            yield at, f"{_called(after)} begins before {_called(before)} ends, on {said(before.last)}; mend one of them"
    for at, period in sound:
        if period.kind == "half-term" and not any(_within(period, term) for _, term in terms):
            yield at, f"{_called(period)} is not within a term; mend the dates, or leave it out if it is between terms"
    yield from _repeated(sound)


def _within(half: Period, term: Period) -> bool:
    return term.first < half.first and half.last < term.last


def _alone(period: Period) -> str:
    """What is wrong with a period, whatever else there is."""
    days = (period.last - period.first).days + 1
    if days < 1:
        return f"{_called(period)} ends on {said(period.last)}, before it begins; change the two dates over"
    for day in (period.first, period.last):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return f"{_called(period)} is in the year {day.year}; mend the year"
    if days > LONGEST[period.kind]:
        most = LONGEST[period.kind]
        return f"{_called(period)} has {days} days, and {most} is the most; mend the dates, or make it several lines"
    return ""


def _repeated(numbered: Iterable[tuple[int, Period]]) -> Iterator[tuple[int, str]]:
    seen: set[tuple[Kind, date, date]] = set()
    for at, period in numbered:
        key = (period.kind, period.first, period.last)
        if key in seen and period.kind != "term":  # of two terms it is said that they overlap
            yield at, f"{_called(period)} is there twice; leave one of them out"
        seen.add(key)


def _warned(terms: Terms, today: date) -> Iterator[str]:
    ordered = in_order(terms.of("term"))
    if not ordered:
        if terms.periods:
            yield "there is no term, so every working day counts as term"
        return
    for before, after in pairwise(ordered):
        if after.first - before.last > SUMMER:
            yield f"there is no term between {said(before.last)} and {said(after.first)}; is one missing?"
    halves = [half.first for half in terms.of("half-term")]
    without = [
        _called(term)
        for term in ordered
        if (term.last - term.first).days > LONG_TERM and not any(first in term.span for first in halves)
    ]
    if without:
        has, missing = ("has", "is it") if len(without) == 1 else ("have", "are they")
        yield f"{', '.join(without)} {has} no half-term; {missing} missing?"
    end = ordered[-1].last
    if end < today:
        yield f"the calendar ran out on {said(end)}; add this school year"
    elif end - today <= SOON:
        yield f"the calendar runs out on {said(end)}; add the next school year"


def _called(period: Period) -> str:
    return f"“{shortened(period.name)}”" if period.name else f"the {period.kind} of {said(period.first)}"


def _days(period: Period) -> str:
    if period.first == period.last:
        return f"{period.first:%A} {said(period.first)}"
    return f"{period.first:%A} {said(period.first)} to {period.last:%A} {said(period.last)}"


def _upper(text: str) -> str:
    return text.upper() if text == "inset" else text[0].upper() + text[1:]
