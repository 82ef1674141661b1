"""Reading the audit log. Writing to it is `members.note`; nothing is ever changed in it but whose it was, to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.flows import log
from bot.flows.log import ON_A_PAGE, Entry, ReadLog
from bot.flows.permission import Action
from bot.flows.turn import Effect
from bot.membership import members
from bot.messages import Event, Message
from bot.tables import audit, collaborative, member, office
from bot.work import Work

ZONE = "Europe/London"


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about the audit log."""
    match effect:
        case ReadLog(slug, before, bubble):
            return (_page(work, who, slug, before, bubble),)
    return ()


def _page(work: Work, who: int, slug: str, before: int, bubble: str) -> Message:
    hers = members.where(work, who, Action.AUDIT)
    if not hers:
        return log.NO_ANCHOR
    if not slug and len(hers) > 1:
        return log.which(members.names(work, hers), bubble)
    chosen = slug or hers[0]
    members.check(work, who, Action.AUDIT, chosen)
    found = entries(work, chosen, before, ON_A_PAGE + 1)
    name = members.names(work, [chosen])[chosen]
    return log.page(chosen, name, found[:ON_A_PAGE], len(found) > ON_A_PAGE, not before, bubble)


def entries(work: Work, slug: str, before: int = 0, limit: int = 0) -> list[Entry]:
    """What was done in a collaborative, the latest first; before an entry, and at most so many."""
    query = sa.select(audit).where(audit.c.collaborative == slug).order_by(audit.c.id.desc())
    if before:
        query = query.where(audit.c.id < before)
    rows = work.connection.execute(query.limit(limit) if limit else query).all()
    zone = ZoneInfo(
        work.connection.execute(sa.select(collaborative.c.zone).where(collaborative.c.id == slug)).scalar() or ZONE
    )
    people = _called(work, slug, {one for row in rows for one in (row.who, row.about) if one})
    return [
        Entry(
            row.id,
            row.at.astimezone(zone),
            people.get(row.who, ""),
            row.action,
            people.get(row.about, ""),
            row._mapping["count"],
            row.detail,
        )
        for row in rows
    ]


def logs(work: Work) -> list[str]:
    """The collaboratives that have a log; "" is what belongs to none."""
    return sorted(work.connection.execute(sa.select(audit.c.collaborative).distinct()).scalars())


def _called(work: Work, slug: str, people: Iterable[int]) -> Mapping[int, str]:
    wanted = sorted(people)
    roles: dict[int, set[str]] = {who: set() for who in wanted}
    names: dict[int, str] = {}
    held = sa.select(office.c.person, office.c.kind, office.c.name).where(
        office.c.collaborative == slug, office.c.person.in_(wanted)
    )
    for row in work.connection.execute(held):
        roles[row.person].add(row.kind)
        names[row.person] = row.name or names.get(row.person, "")
    belongs: Any = sa.select(member.c.person, member.c.name, member.c.left).where(
        member.c.collaborative == slug, member.c.person.in_(wanted)
    )
    for row in work.connection.execute(belongs):
        names[row.person] = row.name or names.get(row.person, "")
        if row.left is None:
            roles[row.person].add("member")
    return {who: log.called(roles[who], names.get(who, "")) for who in wanted}
