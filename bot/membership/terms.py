"""A collaborative's terms, and which day it is there."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.calendars import Period
from bot.flows import term
from bot.flows.term import Term
from bot.tables import calendar_span, collaborative
from bot.work import Work

ZONE = "Europe/London"


def zone_of(work: Work, slug: str) -> str:
    zone = work.connection.execute(sa.select(collaborative.c.zone).where(collaborative.c.id == slug)).scalar()
    return zone or ZONE


def today(work: Work, slug: str) -> date:
    return work.now.astimezone(ZoneInfo(zone_of(work, slug))).date()


def begun(work: Work, slug: str, count: int = term.COUNTED) -> tuple[Term, ...]:
    """The last terms that have begun there, the newest last; quarters of the year where no term is held."""
    rows = work.connection.execute(sa.select(calendar_span).where(calendar_span.c.collaborative == slug))
    periods = [Period(row.kind, row.name, row.first, row.last) for row in rows]
    return term.begun(periods, today(work, slug), count)
