"""Joining: a code is looked up, consent is kept with its version and date, answers are kept as they are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from bot.delivery import ledger
from bot.delivery.notice import tell
from bot.flows import join, roster
from bot.flows.join import Agree, Asked, Decline, Group, Present, Profile, Put, ShowMe, Tell
from bot.flows.permission import Action
from bot.flows.turn import Effect
from bot.membership import codes, invitations, members
from bot.messages import Event, Message
from bot.tables import collaborative, member, office, person, subgroup, subgroup_member
from bot.work import Work


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about joining; what is said to whoever caused it."""
    match effect:
        case Present(reference, bubble):
            return _in_private(work, event, _present(work, who, event, reference, bubble))
        case Agree():
            return _agree(work, who, event, effect)
        case Decline(reference, bubble):
            return (_decline(work, who, event, reference, bubble),)
        case Put(asked):
            members.check(work, who, Action.PROFILE, asked.collaborative)
            return _in_private(work, event, _put(work, who, asked))
        case Tell(asked, value):
            return _tell(work, who, asked, value)
        case ShowMe(slug, bubble):
            return _in_private(work, event, _show(work, who, slug, bubble))
    return ()


def _in_private(work: Work, event: Event, message: Message) -> Sequence[Message]:
    """What is hers alone comes to her directly, wherever she asked."""
    if not event.chat.person or not message.rows:
        return (message,)
    ledger.say(work, f"{event.key}:j", event.sender, message, event.sender.id)
    return (join.GO_ON,)


# ---- before anything is kept


def _present(work: Work, who: int, event: Event, reference: str, bubble: str) -> Message:
    """The notice, if the code opens anything. Somebody new remains nobody until she agrees."""
    if not reference:
        free = (slug for slug in _held(work, who) if not members.is_member(work, who, slug))
        reference = next((f"@{slug}" for slug in free), "")
        if not reference:
            hers = members.of(work, who)
            return _show(work, who, "", bubble) if hers else join.NO_CODE
    found = _looked_up(work, who, event, reference)
    if isinstance(found, Message):
        members.forget_stranger(work, who)
        return found
    place = _place(work, found.collaborative)
    if _has_already(work, who, found):
        return join.already(place.name, found.office)
    members.forget_stranger(work, who)
    if found.office:
        return join.asked_to_serve(place.name, found.office, found.name, reference, bubble)
    return join.notice(place.name, reference, place.guests, bubble)


def _held(work: Work, who: int) -> list[str]:
    """Collaboratives in which she has an office."""
    rows = sa.select(office.c.collaborative).where(office.c.person == who).distinct()
    return sorted(work.connection.execute(rows).scalars())


def _looked_up(work: Work, who: int, event: Event, reference: str) -> Any:
    """The invitation that a code opens; or why it opens none, in one line."""
    if reference.startswith("@"):
        slug = reference[1:]
        return _Own(slug) if slug in _held(work, who) else join.UNKNOWN
    if not codes.may_try(work, event):
        return join.TOO_MANY
    found = invitations.find(work, reference)
    if found is None:
        codes.tried(work, event)
        return join.UNKNOWN
    if found.revoked is not None:
        return join.REVOKED
    if found.used is not None:
        hers = _has_already(work, who, found)
        return join.already(_place(work, found.collaborative).name, found.office) if hers else join.USED
    return join.EXPIRED if found.expires <= work.now else found


class _Own:
    """What takes the place of an invitation for whoever has an office there."""

    id = 0
    name = organisation = sector = office = ""
    expires = None

    def __init__(self, slug: str) -> None:
        self.collaborative = slug


def _has_already(work: Work, who: int, found: Any) -> bool:
    """Whether she is already what the code would make her."""
    if found.office:
        return who in members.holders(work, found.collaborative, found.office)
    return members.is_member(work, who, found.collaborative)


def _place(work: Work, slug: str) -> Any:
    return work.connection.execute(
        sa.select(collaborative.c.name, collaborative.c.guests).where(collaborative.c.id == slug)
    ).one()


def _decline(work: Work, who: int, event: Event, reference: str, bubble: str) -> Message:
    found = _looked_up(work, who, event, reference)
    if isinstance(found, Message):
        members.forget_stranger(work, who)
        return found
    if found.id:
        invitations.decline(work, found.id)
        members.note(work, None, "declined", found.collaborative)
    members.forget_stranger(work, who)
    return join.declined(found.expires, _place(work, found.collaborative).guests, bubble)


# ---- consent, and what follows


def _agree(work: Work, who: int, event: Event, effect: Agree) -> Sequence[Message]:
    """Keep that she agreed. Pressing again goes on with the questions."""
    found = _looked_up(work, who, event, effect.reference)
    if isinstance(found, Message):
        members.forget_stranger(work, who)
        return (found,)
    if effect.version != join.NOTICE:
        return (_present(work, who, event, effect.reference, effect.bubble),)
    slug = found.collaborative
    if _has_already(work, who, found):
        return (join.already(_place(work, slug).name, found.office),)
    if found.office:
        return (_serve(work, who, event, found, effect.bubble),)
    facts = {"name": found.name, "organisation": found.organisation, "sector": found.sector}
    members.admit(work, who, slug, notice=join.NOTICE, consented=work.now, shown=False, **facts)
    if found.id:
        invitations.use(work, found.id)
    members.note(work, who, "joined", slug, about=who)
    return (_put(work, who, Asked(slug, "name", True, {}, effect.bubble)),)


def _serve(work: Work, who: int, event: Event, found: Any, bubble: str) -> Message:
    """She takes the office; she need not be a member, and nothing else is asked or kept."""
    slug, place = found.collaborative, _place(work, found.collaborative).name
    members.appoint(work, who, slug, found.office, found.name)
    invitations.use(work, found.id)
    members.note(work, found.author, f"{found.office} made", slug, about=who)
    if found.author:
        tell(work, event, found.author, join.serves(found.name, found.office, place))
    return replace(roster.told(place, found.office, True), bubble=bubble)


def _put(work: Work, who: int, asked: Asked) -> Message:
    message, wait = join.question(asked, profile(work, who, asked.collaborative))
    work.wait(who, wait)
    return message


def _tell(work: Work, who: int, asked: Asked, value: str) -> Sequence[Message]:
    members.check(work, who, Action.PROFILE, asked.collaborative)
    if value != join.KEEP:
        _keep(work, who, asked, value)
    if asked.step == "groups" and value != join.KEEP:
        return (_put(work, who, asked),)
    next_one = join.following(asked) if asked.joining else None
    if next_one == "groups" and not profile(work, who, asked.collaborative).groups:
        next_one = "visible"
    if next_one:
        return (_put(work, who, replace(asked, step=next_one)),)
    work.end(who, join.FLOW if asked.joining else join.CHANGING)
    her = profile(work, who, asked.collaborative)
    return (join.done(her, asked.bubble) if asked.joining else join.about(her, asked.bubble),)


def _keep(work: Work, who: int, asked: Asked, value: str) -> None:
    """One answer, in its place."""
    match asked.step:
        case "name" | "organisation" | "sector" | "phase":
            _change(work, who, asked, **{asked.step: value})
        case "visible":
            _change(work, who, asked, shown=value == "yes")
        case "role":
            work.connection.execute(sa.update(person).where(person.c.id == who).values(role=value))
            likely = join.SECTOR_OF.get(value, "")
            if likely in asked.sectors and not profile(work, who, asked.collaborative).sector:
                _change(work, who, asked, sector=likely)
        case "groups":
            take_part(work, who, asked.collaborative, int(value[:-1]), value[-1] == "+")


def _change(work: Work, who: int, asked: Asked, **values: object) -> None:
    hers = (member.c.person == who, member.c.collaborative == asked.collaborative)
    work.connection.execute(sa.update(member).where(*hers).values(**values))


def take_part(work: Work, who: int, slug: str, group: int, joins: bool) -> None:
    """Be in a sub-group of that collaborative, or not."""
    if not joins:
        gone = sa.delete(subgroup_member).where(subgroup_member.c.subgroup == group, subgroup_member.c.person == who)
        work.connection.execute(gone)
        return
    there = sa.select(subgroup.c.id).where(
        subgroup.c.id == group, subgroup.c.collaborative == slug, subgroup.c.ended.is_(False)
    )
    if work.connection.execute(there).first():
        work.connection.execute(
            work.insert(subgroup_member).values(subgroup=group, person=who).on_conflict_do_nothing()
        )


# ---- what is held


def profile(work: Work, who: int, slug: str) -> Profile:
    """What is held about somebody as a member there."""
    row = work.connection.execute(
        sa.select(member, person.c.role, collaborative.c.name.label("place"))
        .join(person, person.c.id == member.c.person)
        .join(collaborative, collaborative.c.id == member.c.collaborative)
        .where(member.c.person == who, member.c.collaborative == slug)
    ).one()
    return Profile(
        slug,
        row.place,
        row.name,
        row.role,
        row.sector,
        row.organisation,
        row.phase,
        _groups(work, who, slug),
        row.shown,
        row.notice,
        row.consented,
    )


def _groups(work: Work, who: int, slug: str) -> tuple[Group, ...]:
    joined = sa.exists().where(subgroup_member.c.subgroup == subgroup.c.id, subgroup_member.c.person == who)
    rows = work.connection.execute(
        sa.select(subgroup.c.id, subgroup.c.name, joined.label("joined"))
        .where(subgroup.c.collaborative == slug, subgroup.c.ended.is_(False))
        .order_by(subgroup.c.id)
    )
    return tuple(Group(row.id, row.name, bool(row.joined)) for row in rows)


def _show(work: Work, who: int, slug: str, bubble: str) -> Message:
    hers = members.of(work, who)
    if not hers or (slug and slug not in hers):
        members.forget_stranger(work, who)
        return join.NO_MEMBER
    if not slug and len(hers) > 1:
        return join.which(members.names(work, hers), bubble)
    work.end(who, join.CHANGING)
    return join.about(profile(work, who, slug or hers[0]), bubble)
