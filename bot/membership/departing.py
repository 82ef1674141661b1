"""Leaving a collaborative: what hung on whoever left is offered to somebody, and little of her is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import sqlalchemy as sa

from bot.delivery.notice import tell
from bot.flows import join, leave
from bot.flows.leave import Depart, ListFarewells, Say, Vacancy
from bot.flows.permission import Action
from bot.flows.roster import NOBODY, last_anchor
from bot.flows.turn import Effect
from bot.membership import members, stewards
from bot.messages import Event, Message
from bot.tables import conversation, farewell, member, steward, subgroup, subgroup_member
from bot.work import Work

ALL = len(leave.QUESTIONS)


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about leaving; what is said to whoever caused it."""
    match effect:
        case Depart(slug, sure, bubble):
            return (_depart(work, who, event, slug, sure, bubble),)
        case Say():
            return (_say(work, who, effect),)
        case ListFarewells(slug, bubble):
            return (_list(work, who, slug, bubble),)
    return ()


def _depart(work: Work, who: int, event: Event, slug: str, sure: bool, bubble: str) -> Message:
    hers = members.of(work, who)
    if not hers or (slug and slug not in hers):
        return leave.NO_MEMBER
    names = members.names(work, hers)
    if not slug and len(hers) > 1:
        return leave.which(names, bubble)
    chosen = slug or hers[0]
    members.check(work, who, Action.PROFILE, chosen)
    anchors = members.anchors_held(work, chosen)
    if anchors == [who]:
        return last_anchor(names[chosen])
    if not sure:
        return leave.sure(chosen, names[chosen], vacancies(work, who, chosen), who in anchors, bubble)
    part(work, event, who, chosen)
    members.note(work, who, "left", chosen, about=who)
    message, wait = leave.left(chosen, names[chosen], bubble)
    work.wait(who, wait)
    return message


def part(work: Work, event: Event, who: int, slug: str, by: int | None = None) -> list[Vacancy]:
    """End somebody's membership, offices and sub-groups; its anchors are told who could take on what hung on her."""
    row = work.connection.execute(sa.select(member).where(members.active(slug), member.c.person == who)).one()
    open_ones = vacancies(work, who, slug)
    members.dismiss(work, who, slug, "anchor")
    members.dismiss(work, who, slug, "facilitator")
    ours = sa.select(subgroup.c.id).where(subgroup.c.collaborative == slug)
    gone = sa.delete(subgroup_member).where(subgroup_member.c.person == who, subgroup_member.c.subgroup.in_(ours))
    work.connection.execute(gone)
    led = sa.update(subgroup).where(subgroup.c.collaborative == slug, subgroup.c.lead == who)
    work.connection.execute(led.values(lead=None))
    cared = sa.update(steward).where(steward.c.collaborative == slug, steward.c.person == who)
    work.connection.execute(cared.values(person=None))
    wiped = {"name": "", "organisation": "", "phase": "", "shown": False}
    hers = (member.c.person == who, member.c.collaborative == slug)
    work.connection.execute(sa.update(member).where(*hers).values(left=work.now, **wiped))
    for flow in (join.FLOW, join.CHANGING):
        work.end(who, flow)
    for anchor in members.holders(work, slug):
        if anchor != by or open_ones:
            message = leave.told_anchor(
                row.name or NOBODY, members.names(work, [slug])[slug], open_ones, by is not None
            )
            tell(work, event, anchor, message, "v")
    return open_ones


def vacancies(work: Work, who: int, slug: str) -> list[Vacancy]:
    """What somebody leads and looks after, and who could after her."""
    led = sa.select(subgroup.c.id, subgroup.c.name).where(
        subgroup.c.collaborative == slug, subgroup.c.lead == who, subgroup.c.ended.is_(False)
    )
    groups = work.connection.execute(led.order_by(subgroup.c.id)).all()
    left = [(Vacancy(row.name, leave.LEAD, f"m:t:{row.id}:{{}}+"), row.id) for row in groups]
    hers = stewards.held(work, slug, who)
    left += [(Vacancy(row.name, leave.STEWARD, f"S:g:{slug}:{row.code}:{{}}"), None) for row in hers]
    return [_suggesting(work, who, slug, one, group) for one, group in left]


def _suggesting(work: Work, who: int, slug: str, one: Vacancy, group: int | None) -> Vacancy:
    her = work.connection.execute(sa.select(member).where(members.active(slug), member.c.person == who)).one()
    joined = sa.exists().where(subgroup_member.c.subgroup == group, subgroup_member.c.person == member.c.person)
    rows = work.connection.execute(
        sa.select(member, joined.label("beside")).where(members.active(slug), member.c.person != who)
    ).all()
    nearest = max(rows, key=lambda one: (_nearness(one, her), -one.person), default=None)
    if nearest is None or not _nearness(nearest, her):
        return one
    return replace(one, successor=nearest.person, suggested=nearest.name or NOBODY)


def _nearness(one: Any, her: Any) -> int:
    """How near somebody is to whoever leaves: in the sub-group, from her organisation, of her sector."""
    same_place = bool(her.organisation) and one.organisation.lower() == her.organisation.lower()
    return 2 * bool(one.beside) + 2 * same_place + (bool(her.sector) and one.sector == her.sector)


# ---- what she says on leaving


def _say(work: Work, who: int, effect: Say) -> Message:
    """Keep an answer under nobody's name, if she was asked; then the next question."""
    standing = _standing(work, who)
    if standing is None or standing["collaborative"] != effect.collaborative or not -1 <= effect.number < ALL:
        return leave.OVER
    if effect.answer:
        if standing["number"] != effect.number:
            return leave.OVER
        key = leave.QUESTIONS[effect.number][0]
        month = work.now.strftime("%Y-%m")
        values = {"collaborative": effect.collaborative, "month": month, "question": key, "answer": effect.answer}
        work.connection.execute(sa.insert(farewell).values(values))
    following = effect.number + 1
    if following >= ALL:
        work.end(who, leave.FLOW)
        return Message(text=leave.THANKS, bubble=effect.bubble)
    message, wait = leave.question(effect.collaborative, following, effect.bubble)
    work.wait(who, wait)
    return message


def _standing(work: Work, who: int) -> Any:
    state = work.connection.execute(
        sa.select(conversation.c.state).where(
            conversation.c.person == who, conversation.c.flow == leave.FLOW, conversation.c.until > work.now
        )
    ).scalar()
    return msgspec.json.decode(state) if state else None


def _list(work: Work, who: int, slug: str, bubble: str) -> Message:
    hers = members.where(work, who, Action.FAREWELLS)
    if slug:
        members.check(work, who, Action.FAREWELLS, slug)
    if not hers:
        return leave.NO_ANCHOR
    names = members.names(work, hers)
    if not slug and len(hers) > 1:
        return leave.which(names, bubble, "f")
    chosen = slug or hers[0]
    rows = work.connection.execute(
        sa.select(farewell.c.month, farewell.c.question, farewell.c.answer).where(farewell.c.collaborative == chosen)
    )
    return leave.farewells(names[chosen], [tuple(row) for row in rows], bubble)
