"""Who looks after which entry of the directory, and who hears when somebody says that an entry is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.delivery import contact
from bot.delivery.contact import Start
from bot.delivery.notice import tell
from bot.flows import steward as flow
from bot.flows.permission import Action
from bot.flows.roster import NOBODY
from bot.flows.steward import Candidate, Choose, Entry, Find, Give, ListStewards
from bot.flows.turn import Effect, NoteFault
from bot.membership import members
from bot.messages import Event, Message
from bot.tables import fault, member, person, steward
from bot.work import Work
from knowledge.system_map import NATIONAL

LASTS = timedelta(days=14)


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about stewards; what is said to whoever caused it."""
    match effect:
        case ListStewards():
            return (_list(work, who, effect),)
        case Find():
            return (_find(work, who, effect),)
        case Choose():
            members.check(work, who, Action.APPOINT, effect.collaborative)
            return (_choose(work, effect.collaborative, effect.entry, effect.page, effect.bubble),)
        case Give():
            return (_give(work, who, event, effect),)
        case NoteFault():
            _tell_of_fault(work, who, effect)
    return ()


# ---- looking


def _list(work: Work, who: int, effect: ListStewards) -> Message:
    hers = members.where(work, who, Action.APPOINT)
    if effect.collaborative:
        members.check(work, who, Action.APPOINT, effect.collaborative)
    if not hers:
        return flow.NO_ANCHOR
    names = members.names(work, hers)
    if not effect.collaborative and len(hers) > 1:
        return flow.which(names, effect.bubble)
    slug = effect.collaborative or hers[0]
    found = [(row.name, row.code, _called(row)) for row in held(work, slug)]
    return flow.listed(names[slug], slug, found, effect.bubble)


def held(work: Work, slug: str, only: int = 0) -> list[Any]:
    """The entries that have a steward there, or had, by name; those of one person alone."""
    named = sa.and_(member.c.person == steward.c.person, members.active(slug))
    rows = (
        sa.select(steward, member.c.name.label("called"), member.c.shown)
        .join(member, named, isouter=True)
        .where(steward.c.collaborative == slug, steward.c.person == only if only else sa.true())
    )
    return list(work.connection.execute(rows.order_by(steward.c.name)))


def _called(row: Any) -> str:
    return (row.called or NOBODY) if row.person else ""


def _find(work: Work, who: int, effect: Find) -> Message:
    """Where she anchors several, an entry may be meant in several: a national one has a steward in each."""
    hers = members.where(work, who, Action.APPOINT)
    if not hers:
        return flow.NO_ANCHOR
    fits = [(slug, one) for slug in hers for one in effect.entries if one.place in (slug, NATIONAL)]
    local = [(slug, one) for slug, one in fits if one.place == slug]
    found = local or fits
    if not found:
        return flow.UNKNOWN
    if len(found) == 1:
        return _choose(work, *found[0], 0, effect.bubble)
    names = members.names(work, hers)
    return flow.which_entry([(slug, names[slug], one) for slug, one in found], effect.bubble)


def _choose(work: Work, slug: str, entry: Entry, page: int, bubble: str) -> Message:
    if entry.place not in (slug, NATIONAL):
        return flow.GONE
    rows = work.connection.execute(sa.select(member.c.person, member.c.name).where(members.active(slug)))
    people = sorted((Candidate(row.person, row.name or NOBODY) for row in rows), key=lambda one: one.label.lower())
    now = next((row for row in held(work, slug) if row.service == entry.service), None)
    return flow.choose(slug, entry, _called(now) if now else "", people, page, bubble)


# ---- giving


def _give(work: Work, who: int, event: Event, effect: Give) -> Message:
    """Both whom it concerns are told. What is so already stays so, and is not told again."""
    slug, entry = effect.collaborative, effect.entry
    members.check(work, who, Action.APPOINT, slug)
    fits = entry.place in (slug, NATIONAL)
    if not fits or (effect.person and not members.is_member(work, effect.person, slug)):
        return flow.GONE
    here = (steward.c.collaborative == slug, steward.c.service == entry.service)
    before = work.connection.execute(sa.select(steward.c.person).where(*here).with_for_update()).scalar()
    if effect.person:
        row = {"collaborative": slug, "service": entry.service, "code": entry.code, "name": entry.name}
        work.put(steward, ("collaborative", "service"), [{**row, "person": effect.person}])
    else:
        work.connection.execute(sa.delete(steward).where(*here))
    if (before or 0) != effect.person:
        done = "steward made" if effect.person else "steward ended"
        members.note(work, who, done, slug, about=effect.person or before, detail=entry.name)
        place = members.names(work, [slug])[slug]
        for concerned, holds in ((before, False), (effect.person, True)):
            if concerned and concerned != who:
                tell(work, event, concerned, flow.told(entry.name, place, holds))
    return _choose(work, slug, entry, 0, effect.bubble)


# ---- when an entry is said to be wrong


def _tell_of_fault(work: Work, who: int, effect: NoteFault) -> None:
    """Its steward and its anchors hear of it, once a month for each thing that is wrong, within their week's budget."""
    said = sa.select(fault.c.id).where(
        fault.c.service == effect.service, fault.c.fault == effect.fault, fault.c.month == work.now.strftime("%Y-%m")
    )
    numbers = list(work.connection.execute(said.order_by(fault.c.id)).scalars())
    if len(numbers) != 1 or not effect.name:
        return
    place = effect.service.partition("/")[0]
    if place == NATIONAL:
        place = work.connection.execute(sa.select(person.c.locality).where(person.c.id == who)).scalar() or ""
    stewards = sa.select(steward.c.person, member.c.name).join(
        member, sa.and_(member.c.person == steward.c.person, members.active(place))
    )
    rows = work.connection.execute(
        stewards.where(steward.c.service == effect.service, steward.c.collaborative == place)
    )
    its = {row.person: row.name or NOBODY for row in rows}
    start = Start("note", f"fault:{numbers[0]}", place, LASTS)
    for people, steward_is in (
        (its, None),
        (set(members.holders(work, place)) - its.keys(), next(iter(its.values()), "")),
    ):
        heard = members.who_may_be_written_to(work, sorted(people))
        if heard:
            contact.start(work, heard, start, flow.noted(effect.name, effect.code, effect.says, steward_is))
