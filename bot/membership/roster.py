"""Who does what in a collaborative: shown to its anchors, changed by them, and told to whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import sqlalchemy as sa
from rapidfuzz import fuzz, process, utils

from bot.delivery.notice import tell
from bot.flows import invite, roster
from bot.flows.help import Help
from bot.flows.help import message as help_message
from bot.flows.invite import Invitee
from bot.flows.permission import Action
from bot.flows.roster import (
    Accept,
    Appoint,
    AskFacilitator,
    Group,
    HandOver,
    Lead,
    ListFacilitators,
    ListMembers,
    Part,
    Person,
    Remove,
    ShowMember,
    StepDown,
)
from bot.flows.turn import Effect
from bot.membership import departing, invitations, members, stewards
from bot.messages import Event, Message
from bot.tables import conversation, member, office, person, subgroup, subgroup_member
from bot.work import Work

CLOSE_ENOUGH = 80


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about who does what; what is said to whoever caused it."""
    match effect:
        case ListMembers():
            return (_list(work, who, effect),)
        case ShowMember():
            return (_show(work, who, effect),)
        case ListFacilitators():
            return (_list_facilitators(work, who, effect.collaborative, effect.bubble),)
        case AskFacilitator():
            return (_ask_facilitator(work, who, effect),)
        case Appoint():
            return (_appoint(work, who, event, effect),)
        case Lead():
            return (_lead(work, who, event, effect),)
        case Remove():
            return (_remove(work, who, event, effect),)
        case HandOver():
            return (_hand_over(work, who, event, effect),)
        case Accept():
            return _accept(work, who, event, effect)
        case StepDown(slug, bubble):
            return (_step_down(work, who, slug, bubble),)
        case Help():
            return (help_message(members.everywhere(work, who)),)
    return ()


# ---- looking


def _chosen(work: Work, who: int, action: Action, slug: str, bubble: str, part: Part) -> str | Message:
    """The collaborative that she means; or what to say instead."""
    hers = members.where(work, who, action)
    if slug:
        members.check(work, who, action, slug)
    if not hers:
        return roster.NO_ANCHOR if part == "members" else roster.NO_OFFICE
    if not slug and len(hers) > 1:
        return roster.which(members.names(work, hers), bubble, part)
    return slug or hers[0]


def _list(work: Work, who: int, effect: ListMembers) -> Message:
    handing = effect.part == "handover"
    action = Action.APPOINT if handing else Action.MEMBERS
    slug = _chosen(work, who, action, effect.collaborative, effect.bubble, effect.part)
    if isinstance(slug, Message):
        return slug
    if handing:
        return roster.to_whom(slug, [one for one in people(work, slug) if one.id != who], effect.bubble)
    return roster.listed(slug, _name(work, slug), people(work, slug), effect.page, effect.bubble)


def _show(work: Work, who: int, effect: ShowMember) -> Message:
    members.check(work, who, Action.MEMBERS, effect.collaborative)
    her = one(work, effect.collaborative, effect.person)
    if her is None:
        return roster.GONE
    if effect.part == "groups":
        return roster.leads(effect.collaborative, her, effect.bubble)
    if effect.part == "remove":
        return roster.sure(effect.collaborative, _name(work, effect.collaborative), her, effect.bubble)
    return roster.card(effect.collaborative, her, effect.bubble)


def people(work: Work, slug: str, only: int = 0) -> list[Person]:
    """The members of a collaborative, by name."""
    rows = work.connection.execute(
        sa.select(member, person.c.role)
        .join(person, person.c.id == member.c.person)
        .where(members.active(slug), member.c.person == only if only else sa.true())
    ).all()
    offices: dict[int, list[str]] = {}
    held = sa.select(office.c.person, office.c.kind).where(office.c.collaborative == slug).order_by(office.c.kind)
    for row in work.connection.execute(held):
        offices.setdefault(row.person, []).append(row.kind)
    groups = _groups(work, slug)
    entries: dict[int | None, list[str]] = {}
    for row in stewards.held(work, slug, only):
        entries.setdefault(row.person, []).append(row.name)
    found = [
        Person(
            row.person,
            row.name,
            row.role,
            row.sector,
            row.organisation,
            row.phase,
            tuple(offices.get(row.person, ())),
            tuple(Group(number, name, lead == row.person, row.person in those) for number, name, lead, those in groups),
            f"{row.joined:%B %Y}",
            tuple(entries.get(row.person, ())),
        )
        for row in rows
    ]
    return sorted(found, key=lambda her: (her.label.lower(), her.id))


def one(work: Work, slug: str, who: int) -> Person | None:
    """One member; None if she does not belong there."""
    return next(iter(people(work, slug, who)), None) if who else None


def _groups(work: Work, slug: str) -> list[tuple[int, str, int | None, set[int]]]:
    rows = work.connection.execute(
        sa.select(subgroup.c.id, subgroup.c.name, subgroup.c.lead)
        .where(subgroup.c.collaborative == slug, subgroup.c.ended.is_(False))
        .order_by(subgroup.c.id)
    ).all()
    those: dict[int, set[int]] = {row.id: set() for row in rows}
    joined = sa.select(subgroup_member).where(subgroup_member.c.subgroup.in_(those))
    for row in work.connection.execute(joined):
        those[row.subgroup].add(row.person)
    return [(row.id, row.name, row.lead, those[row.id]) for row in rows]


def _name(work: Work, slug: str) -> str:
    return members.names(work, [slug])[slug]


# ---- changing


def _appoint(work: Work, who: int, event: Event, effect: Appoint) -> Message:
    """Give an office or take it. What is so already stays so, and is not told again."""
    slug, kind, place = effect.collaborative, effect.office, _name(work, effect.collaborative)
    members.check(work, who, Action.APPOINT, slug)
    belongs = one(work, slug, effect.person) is not None
    if not belongs and (effect.holds or effect.person not in members.holders(work, slug, kind)):
        return roster.GONE
    if not effect.holds and kind == "anchor" and members.anchors_held(work, slug) == [effect.person]:
        return roster.last_anchor(place)
    change = members.appoint if effect.holds else members.dismiss
    if change(work, effect.person, slug, kind):
        if kind == "anchor":
            members.note(work, who, "anchor made" if effect.holds else "anchor dismissed", slug, about=effect.person)
        else:
            done = "facilitator made" if effect.holds else "facilitator dismissed"
            members.note(work, who, done, slug, about=effect.person)
        if effect.person != who:
            tell(work, event, effect.person, roster.told(place, kind, effect.holds))
    if not members.where(work, who, Action.MEMBERS):
        return roster.told(place, kind, effect.holds)
    if not belongs:
        return _list_facilitators(work, who, slug, effect.bubble)
    her = one(work, slug, effect.person)
    return roster.card(slug, her, effect.bubble) if her else roster.GONE


def _list_facilitators(work: Work, who: int, slug: str, bubble: str) -> Message:
    chosen = _chosen(work, who, Action.APPOINT, slug, bubble, "facilitators")
    if isinstance(chosen, Message):
        return chosen
    rows = work.connection.execute(
        sa.select(office.c.person, office.c.name, member.c.name.label("called"), member.c.person.label("belongs"))
        .join(member, sa.and_(member.c.person == office.c.person, members.active(chosen)), isouter=True)
        .where(office.c.collaborative == chosen, office.c.kind == "facilitator")
        .order_by(office.c.person)
    )
    found = [(row.person, row.called or row.name or roster.NOBODY, row.belongs is not None) for row in rows]
    return roster.facilitators(chosen, _name(work, chosen), found, bubble)


def _ask_facilitator(work: Work, who: int, effect: AskFacilitator) -> Message:
    """A code, because nobody here is shown who belongs elsewhere. Of a member, her card; again, a code in its place."""
    hers = members.where(work, who, Action.APPOINT)
    if effect.collaborative:
        members.check(work, who, Action.APPOINT, effect.collaborative)
    if not hers:
        return roster.NO_ANCHOR
    if not effect.collaborative and len(hers) > 1:
        return roster.name_the_place(members.names(work, hers), effect.name)
    slug = effect.collaborative or hers[0]
    same = [one for one in people(work, slug) if one.name.lower() == effect.name.lower()]
    if same:
        return roster.card(slug, same[0], effect.bubble)
    issued = invitations.ask(work, slug, Invitee(effect.name), who, "facilitator")
    members.note(work, who, "invited", slug, count=1)
    until = invite.in_words(work.now + invite.LASTS)
    ways = invite.how_to_join(issued.code, invitations.ways(work))
    return roster.facilitator_code(_name(work, slug), effect.name, ways, until, effect.bubble)


def _lead(work: Work, who: int, event: Event, effect: Lead) -> Message:
    """A sub-group has one lead; whoever leads it belongs to it."""
    row = work.connection.execute(sa.select(subgroup).where(subgroup.c.id == effect.group).with_for_update()).first()
    if row is None:
        return roster.GONE
    members.check(work, who, Action.APPOINT, row.collaborative)
    if one(work, row.collaborative, effect.person) is None or row.ended:
        return roster.GONE
    make_lead(work, who, event, row, effect.person if effect.leads else None, unless=effect.person)
    her = one(work, row.collaborative, effect.person)
    return roster.leads(row.collaborative, her, effect.bubble) if her else roster.GONE


def make_lead(work: Work, who: int, event: Event, group: Any, lead: int | None, unless: int | None = None) -> None:
    """Let somebody lead a sub-group, or nobody; both whom it concerns are told. `unless` ends only her own lead."""
    if group.lead == lead or (lead is None and unless is not None and group.lead != unless):
        return
    work.connection.execute(sa.update(subgroup).where(subgroup.c.id == group.id).values(lead=lead))
    place = _name(work, group.collaborative)
    if lead is not None:
        work.connection.execute(
            work.insert(subgroup_member).values(subgroup=group.id, person=lead).on_conflict_do_nothing()
        )
    members.note(work, who, "lead made" if lead else "lead ended", group.collaborative, about=lead or group.lead)
    for concerned, leading in ((group.lead, False), (lead, True)):
        if concerned is not None and concerned != who:
            tell(work, event, concerned, roster.told_lead(group.name, place, leading))


def _remove(work: Work, who: int, event: Event, effect: Remove) -> Message:
    slug, place = effect.collaborative, _name(work, effect.collaborative)
    members.check(work, who, Action.REMOVE, slug)
    her = one(work, slug, effect.person)
    if her is None:
        return roster.GONE
    if members.anchors_held(work, slug) == [effect.person]:
        return roster.last_anchor(place)
    departing.part(work, event, effect.person, slug, by=who)
    members.note(work, who, "removed", slug, about=effect.person)
    if effect.person != who:
        tell(work, event, effect.person, roster.told_removed(place))
    return roster.removed(her.label, place, effect.bubble)


# ---- handing over


def _hand_over(work: Work, who: int, event: Event, effect: HandOver) -> Message:
    """Ask the successor; nothing changes before she agrees."""
    slug = _chosen(work, who, Action.APPOINT, effect.collaborative, effect.bubble, "handover")
    if isinstance(slug, Message):
        return slug
    others = [one for one in people(work, slug) if one.id != who]
    if effect.name:
        others = _called(effect.name, others)
    chosen = [one for one in others if one.id == effect.person] if effect.person else others
    if effect.person and not chosen:
        return roster.GONE
    if len(chosen) != 1:
        return roster.to_whom(slug, chosen, effect.bubble, effect.name)
    place, giver = _name(work, slug), one(work, slug, who)
    message, wait = roster.offer(slug, place, giver.label if giver else "The anchor", who, f"h{event.key[:16]}")
    reached = tell(work, event, chosen[0].id, message, "h")
    if reached:
        work.wait(chosen[0].id, wait)
        members.note(work, who, "handover offered", slug, about=chosen[0].id)
    return roster.offered(chosen[0].label, place, reached, effect.bubble)


def _called(name: str, those: Sequence[Person]) -> list[Person]:
    """Members whom a name can mean, the same name first of all."""
    same = [one for one in those if one.name and one.name.lower() == name.lower()]
    if same:
        return same
    named = {one.id: one.name for one in those if one.name}
    close = process.extract(
        name, named, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=CLOSE_ENOUGH
    )
    found = {match[2] for match in close}
    return [one for one in those if one.id in found]


def _accept(work: Work, who: int, event: Event, effect: Accept) -> Sequence[Message]:
    """The office passes, if it is still the giver's to give, to whoever was asked."""
    slug = effect.collaborative
    giver = _offer(work, who, slug)
    work.end(who, roster.FLOW)
    her = one(work, slug, who)
    if giver is None or her is None or giver not in members.anchors_held(work, slug):
        return (roster.OFFER_OVER,)
    if effect.accepts:
        members.appoint(work, who, slug)
        members.dismiss(work, giver, slug)
        members.note(work, giver, "handed over", slug, about=who)
    hers, givers = roster.accepted(her.label, _name(work, slug), effect.accepts)
    tell(work, event, giver, givers)
    return (replace(hers, bubble=effect.bubble),)


def _offer(work: Work, who: int, slug: str) -> int | None:
    """Who offered her the office of that collaborative, if an offer stands."""
    row = work.connection.execute(
        sa.select(conversation.c.state).where(
            conversation.c.person == who, conversation.c.flow == roster.FLOW, conversation.c.until > work.now
        )
    ).scalar()
    state = msgspec.json.decode(row) if row else {}
    return int(state["from"]) if state.get("collaborative") == slug else None


def _step_down(work: Work, who: int, slug: str, bubble: str) -> Message:
    """An anchor first of all, if she is both."""
    chosen = _chosen(work, who, Action.OFFICE, slug, bubble, "step down")
    if isinstance(chosen, Message):
        return chosen
    place = _name(work, chosen)
    anchors = members.anchors_held(work, chosen)
    if anchors == [who]:
        return roster.last_anchor(place)
    kind: members.Office = "anchor" if who in anchors else "facilitator"
    members.dismiss(work, who, chosen, kind)
    members.note(work, who, "stepped down", chosen, about=who)
    return replace(roster.told(place, kind, False), bubble=bubble)
