"""A collaborative's term dates: held as rows, shown to its members, replaced by its anchors."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from bot.calendars import Period, Terms
from bot.flows import calendar
from bot.flows.calendar import Ask, Propose, Replace, Show
from bot.flows.permission import Action
from bot.flows.turn import Effect
from bot.membership import members, terms
from bot.messages import Event, Message
from bot.tables import calendar_span, collaborative
from bot.work import Work


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about term dates; what is said to whoever caused it."""
    match effect:
        case Show(slug, as_file, bubble):
            return (_show(work, who, slug, as_file, bubble),)
        case Ask(slug, bubble):
            members.check(work, who, Action.CALENDAR, slug)
            message, wait = calendar.ask(slug, _name(work, slug), bubble)
            work.wait(who, wait)
            return (message,)
        case Propose(slug, found, key, bubble):
            members.check(work, who, Action.CALENDAR, slug)
            work.wait(who, calendar.keep(slug, found, key))
            return (calendar.proposed(_name(work, slug), found, terms.today(work, slug), key, bubble),)
        case Replace():
            return (_replace(work, who, effect),)
    return ()


def _show(work: Work, who: int, slug: str, as_file: bool, bubble: str) -> Message:
    hers = members.where(work, who, Action.BRIEFING)
    if slug:
        members.check(work, who, Action.BRIEFING, slug)
    if not hers:
        return calendar.NO_MEMBER
    if not slug and len(hers) > 1:
        return calendar.which(members.names(work, hers), bubble)
    chosen = slug or hers[0]
    found = held(work, chosen)
    if as_file:
        return calendar.as_file(_name(work, chosen), found)
    edits = chosen in members.where(work, who, Action.CALENDAR)
    return calendar.shown(chosen, _name(work, chosen), found, terms.today(work, chosen), edits, bubble)


def _replace(work: Work, who: int, effect: Replace) -> Message:
    if effect.terms is None:
        return calendar.OVER
    slug = effect.collaborative
    work.end(who, calendar.FLOW)
    members.check(work, who, Action.CALENDAR, slug)
    replace(work, slug, effect.terms)
    members.note(work, who, "term dates replaced", slug, count=len(effect.terms.periods))
    note = "Thank you. These count from now on."
    return calendar.shown(slug, _name(work, slug), effect.terms, terms.today(work, slug), True, effect.bubble, note)


def _name(work: Work, slug: str) -> str:
    return members.names(work, [slug])[slug]


# ---- rows


def held(work: Work, slug: str) -> Terms:
    """The dates of a collaborative, in order."""
    rows = work.connection.execute(
        sa.select(calendar_span)
        .where(calendar_span.c.collaborative == slug)
        .order_by(calendar_span.c.first, calendar_span.c.id)
    )
    note = work.connection.execute(sa.select(collaborative.c.calendar_note).where(collaborative.c.id == slug)).scalar()
    return Terms(tuple(Period(row.kind, row.name, row.first, row.last) for row in rows), note or "")


def replace(work: Work, slug: str, found: Terms) -> None:
    """These dates, and no others."""
    work.connection.execute(sa.delete(calendar_span).where(calendar_span.c.collaborative == slug))
    rows = [
        {"collaborative": slug, "kind": one.kind, "name": one.name, "first": one.first, "last": one.last}
        for one in found.periods
    ]
    if rows:
        work.connection.execute(sa.insert(calendar_span), rows)
    noted = sa.update(collaborative).where(collaborative.c.id == slug).values(calendar_note=found.note)
    work.connection.execute(noted)


def begin(work: Work, slug: str, found: Terms) -> None:
    """These dates, where there are none yet."""
    if not held(work, slug).periods:
        replace(work, slug, found)
