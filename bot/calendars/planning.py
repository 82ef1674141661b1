"""What `next_allowed` plans by, from a calendar's periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from bot.calendars.period import SUMMER, Period, in_order
from bot.moments import Calendar, Hours, Span


def calendar(
    periods: Iterable[Period],
    zone: str,
    quiet: Hours | None = None,
    working_days: frozenset[int] = frozenset(range(5)),
) -> Calendar:
    """Closed days hold for everybody, as bank holidays do.

    A calendar that ran out must not silence anybody for ever: from two months after its last term on it is always
    term, until somebody gives the next year's dates.
    """
    held = in_order(periods)
    terms = tuple(period.span for period in held if period.kind == "term")
    beyond = (Span(terms[-1].last + SUMMER, date.max),) if terms else ()
    years = {day.year + more for period in held for day in (period.first, period.last) for more in (0, 1, 2)}
    closed = (day for period in held if period.kind == "closed" for day in _each_day(period))
    return Calendar(
        zone=zone,
        quiet=quiet,
        working_days=working_days,
        bank_holidays=bank_holidays(years) | frozenset(closed),
        terms=terms + beyond,
        half_terms=tuple(period.span for period in held if period.kind == "half-term"),
        inset=frozenset(day for period in held if period.kind == "inset" for day in _each_day(period)),
    )


def bank_holidays(years: Iterable[int]) -> frozenset[date]:
    """England's, as `holidays` knows them."""
    return _bank_holidays(tuple(sorted(set(years))))


@cache
def _bank_holidays(years: tuple[int, ...]) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years)) if years else frozenset()


def _each_day(period: Period) -> Iterator[date]:
    return (period.first + timedelta(days=ahead) for ahead in range((period.last - period.first).days + 1))
