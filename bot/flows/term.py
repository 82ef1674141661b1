"""School terms as they are counted back from: those of the calendar, and quarters of the year where it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.calendars.period import SUMMER, Period

COUNTED = 3
DAY = timedelta(days=1)
FIRST_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Term:
    """A term, the first and the last day among its own."""

    name: str
    first: date
    last: date

    @property
    def month(self) -> str:
        """The month in which it begins, as months are kept."""
        return f"{self.first:%Y-%m}"

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def begun(periods: Iterable[Period], today: date, count: int = COUNTED) -> tuple[Term, ...]:
    """The last terms that have begun, the newest last."""
    terms = sorted((_term(one) for one in periods if one.kind == "term"), key=lambda term: term.first)
    beside = (one for one in _quarters(today) if not terms or _beside(one, terms))
    ordered = sorted([*terms, *beside], key=lambda term: term.first)
    return tuple([one for one in ordered if one.first <= today][-count:])


def over(terms: Sequence[Term], today: date) -> Term | None:
    """The last term that is over."""
    return next((one for one in reversed(terms) if one.last < today), None)


def begins(terms: Sequence[Term], today: date) -> bool:
    """Whether this is the first week of a term."""
    return any(one.first <= today <= one.first + FIRST_WEEK for one in terms)


def _beside(quarter: Term, terms: Sequence[Term]) -> bool:
    """Whether a quarter lies before all that the calendar holds, or after it ran out."""
    return quarter.last < terms[0].first or quarter.first > terms[-1].last + SUMMER


def _term(period: Period) -> Term:
    name = period.name.replace(" term", "").strip() if period.name else ""
    return Term(name or f"Term from {period.first.day} {period.first:%B %Y}", period.first, period.last)


def _quarters(today: date) -> Iterator[Term]:
    """Those of this year and of the two before."""
    for year in range(today.year - 2, today.year + 1):
        for month in (1, 4, 7, 10):
            first = date(year, month, 1)
            last = (date(year + 1, 1, 1) if month == 10 else date(year, month + 3, 1)) - DAY
            yield Term(f"{first:%b} to {last:%b} {year}", first, last)
