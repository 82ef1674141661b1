"""What a collaborative is: made from what the reports say of it, changed by its anchors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from bot.flows import collaborative as flow
from bot.flows import place
from bot.flows.collaborative import Ask, EndGroup, Group, LetAsk, Set, Show, ShowGroup, Whole
from bot.flows.permission import Action
from bot.flows.roster import NOBODY
from bot.flows.turn import Effect
from bot.membership import members
from bot.messages import Event, Message
from bot.tables import collaborative, member, office, subgroup, subgroup_member
from bot.work import Work
from knowledge.collaborative import Collaborative

LONGEST_NAME = 120
OVER = ("ended", "superseded", "example")


@dataclass(frozen=True, slots=True)
class Standing:
    """A collaborative as it stands."""

    id: str
    name: str
    zone: str
    quiet_from: str
    quiet_to: str
    guests: bool
    vision: str
    mission: str
    priorities: tuple[str, ...]
    groups: tuple[str, ...]
    members: int
    anchors: int


def create(work: Work, slug: str, name: str, known: Collaborative | None = None) -> bool:
    """Let there be a collaborative; what is told of it is kept where nothing is yet. False if there was one."""
    made = members.establish(work, slug, name)
    if made:
        members.note(work, None, "collaborative made", slug)
    if known:
        _fill(work, slug, known)
    return made


def _fill(work: Work, slug: str, known: Collaborative) -> None:
    untold = (collaborative.c.id == slug, collaborative.c.vision == "", collaborative.c.mission == "")
    told = {
        "vision": "\n".join(known.vision),
        "mission": known.mission.strip(),
        "priorities": msgspec.json.encode(known.priorities).decode(),
    }
    filled = work.connection.execute(sa.update(collaborative).where(*untold).values(told))
    if not filled.rowcount:
        return
    for group in known.subgroups:
        work.connection.execute(
            work.insert(subgroup)
            .values(
                collaborative=slug,
                slug=group.id[:40],
                name=group.name[:LONGEST_NAME],
                purpose=group.purpose.strip(),
                ended=group.stage in OVER,
            )
            .on_conflict_do_nothing()
        )


def _may_ask(work: Work, who: int, slug: str) -> bool:
    """Whoever belongs there or has an office may, and others where guests may."""
    lets = work.connection.execute(sa.select(collaborative.c.guests).where(collaborative.c.id == slug)).scalar()
    return lets is not False or slug in members.where(work, who, Action.BRIEFING)


def standing(work: Work) -> list[Standing]:
    """Every collaborative, in order."""
    return [_standing(work, row) for row in work.connection.execute(sa.select(collaborative).order_by("id")).all()]


def _standing(work: Work, row: sa.Row[tuple[object, ...]]) -> Standing:
    groups = sa.select(subgroup.c.name).where(subgroup.c.collaborative == row.id, subgroup.c.ended.is_(False))
    count = sa.select(sa.func.count())
    anchors = count.select_from(office).where(office.c.collaborative == row.id, office.c.kind == "anchor")
    return Standing(
        row.id,
        row.name,
        row.zone,
        row.quiet_from,
        row.quiet_to,
        row.guests,
        row.vision,
        row.mission,
        tuple(msgspec.json.decode(row.priorities, type=list[str])),
        tuple(work.connection.execute(groups.order_by(subgroup.c.id)).scalars()),
        work.connection.execute(count.select_from(member).where(members.active(row.id))).scalar_one(),
        work.connection.execute(anchors).scalar_one(),
    )


# ---- in chat


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about what a collaborative is; what is said to whoever caused it."""
    match effect:
        case place.Answer(slug, message):
            return (message if _may_ask(work, who, slug) else place.MEMBERS_ONLY,)
        case Show():
            return (_show(work, who, effect),)
        case Ask():
            return (_ask(work, who, effect),)
        case Set():
            return (_set(work, who, effect),)
        case LetAsk(slug, guests, bubble):
            members.check(work, who, Action.COLLABORATIVE, slug)
            change(work, who, slug, guests=guests)
            return (flow.show(whole(work, slug, True), True, bubble),)
        case ShowGroup():
            return (_show_group(work, who, effect),)
        case EndGroup(number, ended, bubble):
            return (_end_group(work, who, number, ended, bubble),)
    return ()


def _show(work: Work, who: int, effect: Show) -> Message:
    hers = members.where(work, who, Action.BRIEFING)
    if effect.collaborative:
        members.check(work, who, Action.BRIEFING, effect.collaborative)
    if not hers:
        return flow.NO_MEMBER
    if not effect.collaborative and len(hers) > 1:
        return flow.which(members.names(work, hers), effect.bubble, effect.part)
    slug = effect.collaborative or hers[0]
    edits = slug in members.where(work, who, Action.COLLABORATIVE)
    draw = flow.groups if effect.part == "groups" else flow.show
    return draw(whole(work, slug, edits), edits, effect.bubble)


def _ask(work: Work, who: int, effect: Ask) -> Message:
    slug = effect.collaborative
    if effect.part == "name":
        row = _group(work, effect.group)
        if row is None:
            return flow.GONE
        slug = row.collaborative
    grouping = effect.part in ("group", "name")
    members.check(work, who, Action.SUBGROUPS if grouping else Action.COLLABORATIVE, slug)
    message, wait = flow.ask(slug, effect.part, effect.group, effect.bubble)
    work.wait(who, wait)
    return message


def _set(work: Work, who: int, effect: Set) -> Message:
    slug, words = effect.collaborative, effect.words
    if effect.part in ("group", "name"):
        return _name_group(work, who, effect)
    members.check(work, who, Action.COLLABORATIVE, slug)
    match effect.part:
        case "vision":
            change(work, who, slug, vision="\n".join(words))
        case "mission":
            change(work, who, slug, mission=" ".join(words))
        case "priorities":
            change(work, who, slug, priorities=msgspec.json.encode(words).decode())
        case "quiet":
            change(work, who, slug, quiet_from=words[0], quiet_to=words[1])
    return flow.show(whole(work, slug, True), True, effect.bubble, "Thank you, that is changed.")


def change(work: Work, who: int, slug: str, **values: object) -> None:
    """Change a collaborative, noting what was changed and never to what."""
    work.connection.execute(sa.update(collaborative).where(collaborative.c.id == slug).values(**values))
    members.note(work, who, "collaborative changed", slug, detail=" ".join(values))


def _name_group(work: Work, who: int, effect: Set) -> Message:
    """A new sub-group, or a new name for one."""
    members.check(work, who, Action.SUBGROUPS, effect.collaborative)
    name, purpose = effect.words[0], " ".join(effect.words[1:])
    there = work.connection.execute(sa.select(subgroup).where(subgroup.c.collaborative == effect.collaborative)).all()
    same = next((row for row in there if row.name.lower() == name.lower() and row.id != effect.group), None)
    if same is not None:
        note = f"There is a sub-group “{same.name}” already, so I changed nothing."
    elif effect.part == "group" and len(there) >= flow.MOST_GROUPS:
        note = f"There are {flow.MOST_GROUPS} sub-groups, those that are over included; that is the most."
    elif effect.part == "group":
        slug = _free_slug(name, {row.slug for row in there})
        values = {"collaborative": effect.collaborative, "slug": slug, "name": name, "purpose": purpose, "ended": False}
        work.connection.execute(sa.insert(subgroup).values(**values))
        note = f"“{name}” is a sub-group now."
        members.note(work, who, "sub-group added", effect.collaborative)
    else:
        told = {"name": name} | ({"purpose": purpose} if purpose else {})
        hers = (subgroup.c.id == effect.group, subgroup.c.collaborative == effect.collaborative)
        work.connection.execute(sa.update(subgroup).where(*hers).values(told))
        note = f"It is called “{name}” now."
        members.note(work, who, "sub-group renamed", effect.collaborative)
    return flow.groups(whole(work, effect.collaborative, True), True, effect.bubble, note)


def _free_slug(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:34] or "group"
    return next(slug for slug in (plain, *(f"{plain}-{n}" for n in range(2, 99))) if slug not in taken)


def _show_group(work: Work, who: int, effect: ShowGroup) -> Message:
    row = _group(work, effect.group)
    if row is None:
        return flow.GONE
    members.check(work, who, Action.SUBGROUPS, row.collaborative)
    if effect.part == "card":
        return flow.card(row.collaborative, _drawn(work, row, True), effect.bubble)
    joined = sa.exists().where(subgroup_member.c.subgroup == row.id, subgroup_member.c.person == member.c.person)
    people = work.connection.execute(
        sa.select(member.c.person, member.c.name)
        .where(members.active(row.collaborative))
        .order_by(sa.not_(joined), member.c.name, member.c.person)
        .limit(2 * flow.MOST_GROUPS)
    )
    named = [(one.person, one.name or NOBODY) for one in people]
    return flow.to_lead(_drawn(work, row, True), named, effect.bubble)


def _end_group(work: Work, who: int, number: int, ended: bool, bubble: str) -> Message:
    """A sub-group that is over has no lead."""
    row = _group(work, number)
    if row is None:
        return flow.GONE
    members.check(work, who, Action.SUBGROUPS, row.collaborative)
    if row.ended != ended:
        values = {"ended": ended, "lead": None if ended else row.lead}
        work.connection.execute(sa.update(subgroup).where(subgroup.c.id == number).values(values))
        members.note(work, who, "sub-group ended" if ended else "sub-group begun again", row.collaborative)
    return flow.card(row.collaborative, _drawn(work, _group(work, number), True), bubble)


def _group(work: Work, number: int) -> Any:
    return work.connection.execute(sa.select(subgroup).where(subgroup.c.id == number).with_for_update()).first()


# ---- as it is seen


def whole(work: Work, slug: str, named: bool) -> Whole:
    """A collaborative; `named` shows leads who have not agreed to be shown to members, too."""
    row = work.connection.execute(sa.select(collaborative).where(collaborative.c.id == slug)).one()
    rows = work.connection.execute(sa.select(subgroup).where(subgroup.c.collaborative == slug).order_by(subgroup.c.id))
    quiet = "never" if row.quiet_from == row.quiet_to else f"from {row.quiet_from} to {row.quiet_to}"
    return Whole(
        slug,
        row.name,
        tuple(row.vision.splitlines()),
        row.mission,
        tuple(msgspec.json.decode(row.priorities, type=list[str])),
        quiet,
        row.guests,
        tuple(_drawn(work, one, named) for one in rows.all()),
    )


def _drawn(work: Work, row: Any, named: bool) -> Group:
    lead = work.connection.execute(
        sa.select(member.c.name).where(
            members.active(row.collaborative), member.c.person == row.lead, sa.true() if named else member.c.shown
        )
    ).scalar()
    count = sa.select(sa.func.count()).select_from(subgroup_member).where(subgroup_member.c.subgroup == row.id)
    return Group(row.id, row.name, row.purpose, lead or "", work.connection.execute(count).scalar_one(), row.ended)
