"""What people wish, kept and shown; what waits for them is looked at again at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.delivery import contact, ledger
from bot.flows import digest, until, wishes
from bot.flows.turn import Effect
from bot.flows.wishes import Change, Wished
from bot.membership import members
from bot.messages import Address, Event, Message
from bot.moments import Calendar
from bot.tables import address, held, leave, outbox, person, preference
from bot.work import Work

MOST_AWAY = 10  # absences kept for one person


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about somebody's own wishes."""
    match effect:
        case Change(what, value, bubble):
            return _change(work, who, what, value, bubble)
    return ()


def _change(work: Work, who: int, what: str, value: str, bubble: str) -> Sequence[Message]:
    if what == "waiting":
        return _waiting(work, who)
    if what == "show":
        return (wishes.show(wished(work, who), bubble, value),)
    said = _KINDS[what](work, who, value) if what in _KINDS else wishes.NOT_YOURS
    if isinstance(said, Message):
        return (said,)
    contact.look_again(work, who)
    part = {"day": "days", "hours": "hours", "often": "often", "where": "where", "language": "language"}.get(what, "")
    return (wishes.show(wished(work, who), bubble, part, said),)


def _waiting(work: Work, who: int) -> Sequence[Message]:
    rows = contact.held_for(work, who)
    if not rows:
        return (Message(text="Nothing is waiting for you."),)
    return (replace(digest.said(rows), title=f"{len(rows)} waiting for you", text="Open what you like:"),)


# ---- one kind of wish each: what is said, or why nothing was changed


def _stop(work: Work, who: int, value: str) -> str | Message:
    _keep(work, who, stopped=value == "on")
    if value == "on":
        _drop(work, who)
        return ""
    return "Welcome back. I write to you again, as you wished before."


def _snooze(work: Work, who: int, value: str) -> str | Message:
    if value == "now":
        _keep(work, who, snoozed=None)
        return "You are awake again."
    calendar = calendar_for(work, who)
    moment = until.until(value, work.now, calendar)
    if moment is None:
        return wishes.NO_TERM_DATES if until.of_school(value) else wishes.NO_MOMENT
    _keep(work, who, snoozed=moment)
    _put_off(work, who, moment)
    return f"I start nothing until {wishes.in_words(moment.astimezone(ZoneInfo(calendar.zone)))}."


def _away(work: Work, who: int, value: str) -> str | Message:
    if value == "none":
        work.connection.execute(sa.delete(leave).where(leave.c.person == who))
        return "Good to have you back."
    found = wishes.days_in(value, work.now, ZoneInfo(calendar_for(work, who).zone))
    kept = work.connection.execute(sa.select(sa.func.count()).where(leave.c.person == who)).scalar_one()
    if found is None or kept >= MOST_AWAY:
        return wishes.NO_DAYS
    work.connection.execute(sa.insert(leave).values(person=who, first=found[0], last=found[1]))
    return "I leave you alone while you are away, and keep what comes for a digest afterwards."


def _day(work: Work, who: int, value: str) -> str | Message:
    at, _, how = value.partition(":")
    if not (at.isdecimal() and int(at) < wishes.SEVEN):
        return wishes.NOT_YOURS
    days = set(_row(work, who).days or wishes.WORKING) - {at} | ({at} if how == "on" else set())
    if not days:
        return "One day must be left. “stop” ends everything that I start."
    _keep(work, who, days="".join(sorted(days)))
    return ""


def _hours(work: Work, who: int, value: str) -> str | Message:
    if value and value not in dict(wishes.HOURS):
        return wishes.NO_HOURS
    first, _, last = value.partition("-")
    _keep(work, who, hours_from=first, hours_to=last)
    return ""


def _typed_hours(work: Work, who: int, value: str) -> str | Message:
    found = wishes.hours_in(f"hours {value}", work.now)
    if found is None:
        return wishes.NO_HOURS
    first, _, last = found.partition("-")
    _keep(work, who, hours_from=first, hours_to=last)
    return f"I write between {first} and {last}."


def _often(work: Work, who: int, value: str) -> str | Message:
    if value not in map(str, wishes.OFTEN):
        return wishes.NOT_YOURS
    _keep(work, who, weekly=int(value))
    return ""


def _fewer(work: Work, who: int, _value: str) -> str | Message:
    most = max(1, _row(work, who).weekly - 1)
    _keep(work, who, weekly=most)
    return "At most one message a week from now on." if most == 1 else f"At most {most} messages a week from now on."


def _term(work: Work, who: int, value: str) -> str | Message:
    _keep(work, who, term_time=value == "on")
    return ""


def _where(work: Work, who: int, value: str) -> str | Message:
    accounts = _accounts(work, who)
    if not (value.isdecimal() and int(value) < len(accounts)):
        return wishes.NOT_YOURS
    to = accounts[int(value)]
    _keep(work, who, platform=to.platform, workspace=to.workspace, account=to.id)
    return ""


def _language(work: Work, who: int, value: str) -> str | Message:
    if value not in dict(wishes.LANGUAGES):
        return wishes.NOT_YOURS
    _keep(work, who, language=value)
    return "Surveys that have it are asked in it; the rest of what I say is in English."


_KINDS = {
    "stop": _stop,
    "snooze": _snooze,
    "away": _away,
    "day": _day,
    "hours": _hours,
    "typed-hours": _typed_hours,
    "often": _often,
    "fewer": _fewer,
    "term": _term,
    "where": _where,
    "language": _language,
}


# ---- rows


def wished(work: Work, who: int) -> Wished:
    """What somebody wishes at present."""
    row, zone = _row(work, who), ZoneInfo(calendar_for(work, who).zone)
    accounts = _accounts(work, who)
    liked = Address(row.platform, row.workspace, row.account)
    today = work.now.astimezone(zone).date()
    away = sa.select(leave.c.first, leave.c.last).where(leave.c.person == who, leave.c.last >= today)
    return Wished(
        days=row.days,
        hours=f"{row.hours_from}-{row.hours_to}" if row.hours_from else "",
        term_time=row.term_time,
        weekly=row.weekly,
        snoozed=row.snoozed.astimezone(zone) if row.snoozed and row.snoozed > work.now else None,
        stopped=row.stopped,
        language=row.language,
        away=tuple((one.first, one.last) for one in work.connection.execute(away.order_by(leave.c.first))),
        accounts=accounts,
        preferred=liked if liked in accounts else None,
        waiting=contact.waiting_for(work, who),
    )


def calendar_for(work: Work, who: int) -> Calendar:
    """The calendar of somebody's first collaborative, or of where she works."""
    hers = members.of(work, who)
    place = work.connection.execute(sa.select(person.c.locality).where(person.c.id == who)).scalar()
    return contact.calendar_of(work, hers[0] if hers else place or "")


def _row(work: Work, who: int) -> Any:
    found = work.connection.execute(sa.select(preference).where(preference.c.person == who)).first()
    if found is None:
        _keep(work, who)
        found = work.connection.execute(sa.select(preference).where(preference.c.person == who)).first()
    return found


def _keep(work: Work, who: int, **values: Any) -> None:
    made = work.insert(preference).values(person=who, **values)
    kept = (
        made.on_conflict_do_update(index_elements=["person"], set_=values) if values else made.on_conflict_do_nothing()
    )
    work.connection.execute(kept)


def _accounts(work: Work, who: int) -> tuple[Address, ...]:
    rows = work.connection.execute(
        sa.select(address).where(address.c.person == who).order_by(*address.primary_key.columns)
    )
    return tuple(Address(row.platform, row.workspace, row.account) for row in rows)


def _to_her(work: Work, who: int) -> sa.ColumnElement[bool]:
    """What the bot has started with her and has not sent yet."""
    hers = sa.exists().where(
        address.c.person == who,
        address.c.platform == outbox.c.platform,
        address.c.workspace == outbox.c.workspace,
        address.c.account == outbox.c.account,
    )
    return sa.and_(outbox.c.state == "queued", outbox.c.priority == ledger.BULK, hers)


def _drop(work: Work, who: int) -> None:
    """Nothing that the bot started reaches her any more."""
    gone = {"state": "expired", "reason": "stopped", "body": "", "settled": work.now}
    work.connection.execute(sa.update(outbox).where(_to_her(work, who)).values(gone))
    work.connection.execute(sa.delete(held).where(held.c.person == who, held.c.state == "waiting"))


def _put_off(work: Work, who: int, moment: datetime) -> None:
    """What was to leave during her rest leaves after it, or is too late."""
    work.connection.execute(sa.update(outbox).where(_to_her(work, who), outbox.c.due < moment).values(due=moment))
