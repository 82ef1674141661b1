"""The chapters of the newcomer's briefing, in their order. A later part of the program adds its own to `CHAPTERS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.flows import briefing
from bot.flows.briefing import Brief, Page, Past
from bot.flows.permission import Action
from bot.flows.place import ROLES
from bot.flows.turn import Effect
from bot.membership import collaboratives, members, stewards
from bot.messages import Event, Message
from bot.tables import announcement, collaborative, member, person
from bot.work import Work
from knowledge.system_map import SECTORS

PEOPLE = "people"  # the chapter that can be asked for by its name
NEWS = 12  # announcements that are told of, the latest

Tell = Callable[[Work, str, Past], Page | None]


@dataclass(frozen=True, slots=True)
class Chapter:
    """`tell` gives None where there is nothing to tell: the chapter is then left out."""

    key: str
    label: str
    tell: Tell
    action: Action = Action.BRIEFING


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about the briefing; what is said to whoever caused it."""
    match effect:
        case Brief():
            return (_brief(work, who, effect),)
    return ()


def _brief(work: Work, who: int, effect: Brief) -> Message:
    hers = members.where(work, who, Action.BRIEFING)
    if effect.collaborative:
        members.check(work, who, Action.BRIEFING, effect.collaborative)
    if not hers:
        return briefing.NO_MEMBER
    names = members.names(work, hers)
    if not effect.collaborative and len(hers) > 1:
        return briefing.which(names, effect.chapter, effect.bubble)
    slug = effect.collaborative or hers[0]
    past = effect.pasts.get(slug, Past())
    told = [(one, page) for one in CHAPTERS if (page := one.tell(work, slug, past)) is not None]
    if effect.chapter == PEOPLE and all(one.key != PEOPLE for one, _ in told):
        members.check(work, who, Action.PEOPLE, slug)
        return replace(briefing.NOBODY_SHOWN, bubble=effect.bubble)
    at = next((at for at, (one, _) in enumerate(told) if one.key == effect.chapter), None)
    if at is None:
        return _beginning(work, slug, names[slug], past, [(one.key, one.label) for one, _ in told], effect.bubble)
    one, page = told[at]
    members.check(work, who, one.action, slug)
    following = (told[at + 1][0].key, told[at + 1][0].label) if at + 1 < len(told) else None
    return briefing.chapter(slug, one.label, page, following, effect.bubble)


def _beginning(
    work: Work, slug: str, name: str, past: Past, chapters: Sequence[tuple[str, str]], bubble: str
) -> Message:
    count = work.connection.execute(sa.select(sa.func.count()).select_from(member).where(members.active(slug)))
    people = count.scalar_one()
    counts = f"{people} members now." if people != 1 else "You are the first member."
    text = past.question or next(iter(collaboratives.whole(work, slug, False).vision), "What would you like to know?")
    return briefing.beginning(slug, name, text, counts, chapters, bubble)


# ---- the chapters


def _purpose(work: Work, slug: str, _past: Past) -> Page | None:
    one = collaboratives.whole(work, slug, False)
    facts = (
        ("Vision", "\n".join(one.vision)),
        ("Mission", one.mission),
        ("Priorities", "\n".join(f"{number}. {text}" for number, text in enumerate(one.priorities, 1))),
    )
    shown = tuple((label, text) for label, text in facts if text)
    return Page(facts=shown) if shown else None


def _groups(work: Work, slug: str, _past: Past) -> Page | None:
    going = [group for group in collaboratives.whole(work, slug, False).groups if not group.ended]
    facts = tuple((group.name, " ".join(filter(None, (group.purpose, _led(group.lead))))) for group in going)
    return Page(facts=facts, small="“me” says which you take part in, and changes it.") if facts else None


def _led(lead: str) -> str:
    return f"Lead: {lead}." if lead else ""


def _people(work: Work, slug: str, _past: Past) -> Page | None:
    """Those who agreed to be shown, by sector."""
    rows = work.connection.execute(
        sa.select(member.c.name, member.c.sector, member.c.organisation, person.c.role)
        .join(person, person.c.id == member.c.person)
        .where(members.active(slug), member.c.shown, member.c.name != "")
        .order_by(member.c.name)
    ).all()
    found = [
        (label, "\n".join(_described(row.name, row.role, row.organisation) for row in rows if row.sector == sector))
        for sector, label in (*SECTORS.items(), ("", "Others"))
    ]
    shown = tuple((label, text) for label, text in found if text)
    return Page(facts=shown, small="Those who agreed to be shown. “me” says whether you are.") if shown else None


def _stewards(work: Work, slug: str, _past: Past) -> Page | None:
    """Entries of the directory whose steward agreed to be shown."""
    facts = tuple((row.name, row.called) for row in stewards.held(work, slug) if row.shown and row.called)
    small = "“Something's wrong” below an entry tells its steward."
    return Page(facts=facts, small=small) if facts else None


def _described(name: str, role: str, organisation: str) -> str:
    more = ", ".join(filter(None, (dict(ROLES).get(role, "") if role != "school-staff" else "", organisation)))
    return f"{name} ({more})" if more else name


def _story(_work: Work, _slug: str, past: Past) -> Page | None:
    return (
        Page(facts=past.chapters, small="From the programme's public reports, in our words.") if past.chapters else None
    )


def _news(work: Work, slug: str, _past: Past) -> Page | None:
    """What was announced, by its first sentence, when, and to how many: the rest is not kept."""
    zone = work.connection.execute(sa.select(collaborative.c.zone).where(collaborative.c.id == slug)).scalar_one()
    rows = work.connection.execute(
        sa.select(announcement.c.made, announcement.c.subject, announcement.c.people, announcement.c.urgent)
        .where(announcement.c.collaborative == slug)
        .order_by(announcement.c.made.desc())
        .limit(NEWS)
    ).all()
    days = [(row.made.astimezone(ZoneInfo(zone)), row) for row in rows]
    facts = tuple((f"{day.day} {day:%B %Y}", _announced(row)) for day, row in days)
    small = "The first sentence of each; for the rest, ask a colleague or the anchor."
    return Page(facts=facts, small=small) if facts else None


def _announced(row: Any) -> str:
    about = row.subject or ("An urgent message" if row.urgent else "A message")
    return f"{about} (to {'one person' if row.people == 1 else f'{row.people} people'})"


def _words(_work: Work, _slug: str, _past: Past) -> Page | None:
    return Page(
        "Type “glossary” and a word: “glossary EHCP”, “glossary CAMHS”. Or ask me who helps, in your own words."
    )


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("purpose", "What it is for", _purpose),
    Chapter("groups", "Sub-groups", _groups),
    Chapter("stewards", "Who looks after entries", _stewards, Action.PEOPLE),
    Chapter(PEOPLE, "Who is who", _people, Action.PEOPLE),
    Chapter("story", "What has happened", _story),
    Chapter("news", "What was announced", _news),
    Chapter("words", "What the words mean", _words),
)
