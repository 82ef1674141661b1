"""Who came to workshops: the register that anchors and facilitators keep, and what can be read from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.flows import register
from bot.flows.permission import Action
from bot.flows.register import Attendee, Begin, Finish, Mark, Names, Reopen, Sheet
from bot.flows.turn import Effect
from bot.membership import members, terms
from bot.messages import Event, Message
from bot.moments import Span
from bot.tables import attendance, member
from bot.work import Work


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about a register; what is said to whoever caused it."""
    match effect:
        case Begin():
            return (_begin(work, who, effect),)
        case Reopen(key, sheet, page, bubble):
            return (_reopen(work, who, key, sheet, page, bubble),)
        case Mark():
            return (_mark(work, who, effect),)
        case Names():
            return _names(work, who, effect)
        case Finish(key, sheet, bubble):
            return (_finish(work, who, key, sheet, bubble),)
    return ()


# ---- keeping it


def _begin(work: Work, who: int, effect: Begin) -> Message:
    hers = members.where(work, who, Action.REGISTER)
    if not hers:
        return register.NO_ANCHOR
    if effect.collaborative:
        members.check(work, who, Action.REGISTER, effect.collaborative)
    names = members.names(work, hers)
    if not effect.collaborative and len(hers) > 1:
        return register.which(names, effect.bubble)
    slug = effect.collaborative or hers[0]
    if not effect.words.strip():
        message, wait = register.to_name(slug, names[slug], _recent(work, slug), effect.bubble)
        work.wait(who, wait)
        return message
    found = register.workshop(effect.words, terms.today(work, slug))
    if isinstance(found, Message):
        return found
    return _opened(work, who, Sheet(slug, *found), 0, effect.bubble)


def _opened(work: Work, who: int, sheet: Sheet, page: int, bubble: str, told: str = "") -> Message:
    people = _attendees(work, sheet)
    if not people:
        return register.NO_MEMBERS
    work.wait(who, register.opened(sheet))
    return register.page(sheet, people, page, bubble, told)


def _meant(work: Work, who: int, key: str, sheet: Sheet | None) -> Sheet | None:
    """The register of a button: the open one, or one that somebody is in. Raises NotAllowed."""
    if sheet and sheet.key == key:
        members.check(work, who, Action.REGISTER, sheet.collaborative)
        return sheet
    hers = members.where(work, who, Action.REGISTER)
    return next((one for one in _sheets(work, hers) if one.key == key), None)


def _reopen(work: Work, who: int, key: str, sheet: Sheet | None, page: int, bubble: str) -> Message:
    found = _meant(work, who, key, sheet)
    return _opened(work, who, found, page, bubble) if found else register.OLD


def _mark(work: Work, who: int, effect: Mark) -> Message:
    """Ticking twice is the same as once."""
    sheet = _meant(work, who, effect.key, effect.sheet)
    if sheet is None:
        return register.OLD
    one = next((one for one in _attendees(work, sheet) if one.person == effect.person), None)
    if effect.came and one:
        keep(work, sheet, [effect.person])
    elif not effect.came:
        work.connection.execute(sa.delete(attendance).where(*_at(sheet), attendance.c.person == effect.person))
    if effect.page is None and one:
        return register.ticked(sheet, one, _attendees(work, sheet), effect.bubble)
    return _opened(work, who, sheet, effect.page or 0, effect.bubble)


def _names(work: Work, who: int, effect: Names) -> Sequence[Message]:
    sheet = effect.sheet
    members.check(work, who, Action.REGISTER, sheet.collaborative)
    sure, unclear, unknown = register.matched(effect.names, _attendees(work, sheet))
    keep(work, sheet, {one.person for one in sure})
    told = register.taken(len({one.person for one in sure}), len(unclear), unknown)
    page = _opened(work, who, sheet, 0, effect.bubble, told)
    return (page, *register.unclear(sheet, unclear, effect.bubble))


def _finish(work: Work, who: int, key: str, sheet: Sheet | None, bubble: str) -> Message:
    found = _meant(work, who, key, sheet)
    if found is None:
        return register.OLD
    people = _attendees(work, found)
    members.note(work, who, "register kept", found.collaborative, count=sum(one.came for one in people))
    work.end(who, register.FLOW)
    return register.done(found, people, bubble)


def keep(work: Work, sheet: Sheet, people: Collection[int]) -> None:
    """These came."""
    rows = [
        {"collaborative": sheet.collaborative, "date": sheet.day, "workshop": sheet.name, "person": one}
        for one in sorted(people)
    ]
    if rows:
        work.connection.execute(work.insert(attendance).values(rows).on_conflict_do_nothing())


# ---- reading it


def _at(sheet: Sheet) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        attendance.c.collaborative == sheet.collaborative,
        attendance.c.date == sheet.day,
        attendance.c.workshop == sheet.name,
    )


def _attendees(work: Work, sheet: Sheet) -> list[Attendee]:
    """Members, and whoever is in it though she has left since."""
    came = set(work.connection.execute(sa.select(attendance.c.person).where(*_at(sheet))).scalars())
    rows = work.connection.execute(
        sa.select(member.c.person, member.c.name, member.c.organisation)
        .where(member.c.collaborative == sheet.collaborative)
        .where(sa.or_(member.c.left.is_(None), member.c.person.in_(came)))
    )
    people = [Attendee(row.person, row.name, row.organisation, row.person in came) for row in rows]
    return sorted(people, key=lambda one: (not one.name, one.name.lower(), one.organisation.lower(), one.person))


def _sheets(work: Work, slugs: Sequence[str]) -> list[Sheet]:
    """Registers with anybody in them, the newest first."""
    columns = (attendance.c.collaborative, attendance.c.workshop, attendance.c.date)
    rows = work.connection.execute(
        sa.select(*columns).where(attendance.c.collaborative.in_(slugs)).distinct().order_by(attendance.c.date.desc())
    )
    return [Sheet(*row) for row in rows]


def _recent(work: Work, slug: str) -> list[tuple[Sheet, int]]:
    rows = work.connection.execute(
        sa.select(attendance.c.workshop, attendance.c.date, sa.func.count())
        .where(attendance.c.collaborative == slug)
        .group_by(attendance.c.workshop, attendance.c.date)
        .order_by(attendance.c.date.desc(), attendance.c.workshop)
        .limit(register.RECENT)
    )
    return [(Sheet(slug, row[0], row[1]), row[2]) for row in rows]


def workshops(work: Work, slug: str, span: Span) -> int:
    """How many workshops of these days are in the register."""
    one = sa.select(attendance.c.workshop, attendance.c.date).where(*_within(slug, span)).distinct().subquery()
    return int(work.connection.execute(sa.select(sa.func.count()).select_from(one)).scalar_one())


def came(work: Work, slug: str, span: Span) -> frozenset[int]:
    """Who came to a workshop in these days."""
    return frozenset(work.connection.execute(sa.select(attendance.c.person).where(*_within(slug, span))).scalars())


def last_came(work: Work, slug: str) -> Mapping[int, date]:
    """When each last came to a workshop."""
    rows: Any = work.connection.execute(
        sa.select(attendance.c.person, sa.func.max(attendance.c.date))
        .where(attendance.c.collaborative == slug)
        .group_by(attendance.c.person)
    )
    return {row[0]: row[1] for row in rows}


def _within(slug: str, span: Span) -> tuple[sa.ColumnElement[bool], ...]:
    return attendance.c.collaborative == slug, attendance.c.date >= span.first, attendance.c.date <= span.last
