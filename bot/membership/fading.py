"""Who has been silent for a term, read from signs that may bear a name; asking them back; the note once a term.

The signs are attendance and the month last heard (decision 12): never who answered a survey, or what was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from bot import occurrences
from bot.delivery import addresses, contact
from bot.delivery.contact import Start
from bot.flows import fading, term
from bot.flows.fading import AskBack, AskFor, ListSilent, Preview, Silent
from bot.flows.permission import Action
from bot.flows.term import Term
from bot.flows.turn import Effect
from bot.membership import attendance, members, terms
from bot.messages import Event, Message
from bot.moments import Span
from bot.occurrences import Cron, Occurrence, Plan
from bot.tables import audit, collaborative, member, preference, schedule
from bot.work import Work

ACTION = "fading"
WHEN = Cron(hour="9", weekday="wed")  # a week begins with other things; once in the first week of each term
ASKED = "invited anew"
AGAIN = timedelta(days=90)  # after which somebody may be asked back once more
LASTS = timedelta(days=14)


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about who is fading; what is said to whoever caused it."""
    match effect:
        case ListSilent(slug, page, bubble):
            return (_list(work, who, slug, page, bubble),)
        case Preview(slug, person, bubble):
            return (_preview(work, who, slug, person, bubble),)
        case AskBack(slug, person, bubble):
            return (_ask_back(work, who, slug, person, bubble),)
        case AskFor():
            return (_ask_for(work, who, effect),)
    return ()


# ---- who


def silent(work: Work, slug: str, whole: Term, before: Term | None = None) -> list[Silent]:
    """Members of whom there was no sign since this term began, the longest silent first; who joined since is new.

    Whoever was silent for the term `before` too is silent for long.
    """
    came = attendance.last_came(work, slug)
    rows = work.connection.execute(
        sa.select(member, preference.c.stopped)
        .join(preference, preference.c.person == member.c.person, isouter=True)
        .where(members.active(slug), member.c.joined < _midnight(whole.first))
    ).all()
    found = {row.person: row for row in rows if fading.last_sign(came.get(row.person), row.heard) < whole.month}
    reach, asked = addresses.reach(work, sorted(found)), _asked(work, slug)
    people = [
        Silent(
            who,
            row.name,
            row.sector,
            row.organisation,
            came.get(who),
            row.heard,
            bool(row.stopped),
            who in reach,
            asked.get(who),
            before is not None and fading.last_sign(came.get(who), row.heard) < before.month,
        )
        for who, row in found.items()
    ]
    return sorted(people, key=lambda one: (fading.last_sign(one.came, one.heard), one.called.lower(), one.person))


def _midnight(day: date) -> Any:
    """Midnight as the database holds moments; an hour more or less is no matter here."""
    return datetime.combine(day, time(), UTC)


def _asked(work: Work, slug: str) -> dict[int, date]:
    """When somebody was last asked back, if not long ago."""
    rows = work.connection.execute(
        sa.select(audit.c.about, sa.func.max(audit.c.at))
        .where(audit.c.collaborative == slug, audit.c.action == ASKED, audit.c.at > work.now - AGAIN)
        .where(audit.c.about.is_not(None))
        .group_by(audit.c.about)
    )
    return {row[0]: row[1].date() for row in rows}


def _here(work: Work, slug: str) -> tuple[Term, list[Silent]]:
    """The last whole term, and who was silent since it began."""
    begun = terms.begun(work, slug, term.COUNTED + 1)
    whole = term.over(begun, terms.today(work, slug))
    assert whole is not None  # there are quarters of two years
    earlier = [one for one in begun if one.last < whole.first]
    return whole, silent(work, slug, whole, earlier[-1] if earlier else None)


def _one(work: Work, slug: str, person: int) -> Silent | None:
    return next((one for one in _here(work, slug)[1] if one.person == person), None)


# ---- shown


def _list(work: Work, who: int, slug: str, page: int, bubble: str) -> Message:
    hers = members.where(work, who, Action.FADING)
    if not hers:
        return fading.NO_ANCHOR
    if slug:
        members.check(work, who, Action.FADING, slug)
    names = members.names(work, hers)
    if not slug and len(hers) > 1:
        return fading.which(names, bubble)
    chosen = slug or hers[0]
    whole, people = _here(work, chosen)
    span = Span(whole.first, terms.today(work, chosen))
    count = work.connection.execute(sa.select(sa.func.count()).select_from(member).where(members.active(chosen)))
    workshops = attendance.workshops(work, chosen, span)
    members.note(work, who, "saw who is fading", chosen, count=len(people))
    return fading.listed(chosen, names[chosen], whole, people, count.scalar_one(), workshops, page, bubble)


def _preview(work: Work, who: int, slug: str, person: int, bubble: str) -> Message:
    members.check(work, who, Action.FADING, slug)
    one = _one(work, slug, person)
    if one is None or not one.can_be_asked:
        return fading.GONE
    return fading.preview(slug, one, _message(work, who, slug), bubble)


def _message(work: Work, who: int, slug: str) -> Message:
    anchor = work.connection.execute(
        sa.select(member.c.name).where(members.active(slug), member.c.person == who)
    ).scalar()
    return fading.asks_back(members.names(work, [slug])[slug], anchor or "")


def _ask_back(work: Work, who: int, slug: str, person: int, bubble: str) -> Message:
    """Pressing twice is the same as once: whoever was asked cannot be asked again for a while."""
    members.check(work, who, Action.FADING, slug)
    one = _one(work, slug, person)
    if one is None or not one.can_be_asked:
        return fading.GONE
    start = Start("asking-back", f"back:{slug}:{work.now:%Y-%m-%d}", slug, LASTS)
    fate = contact.start(work, [person], start, _message(work, who, slug))[person]
    if fate != "unreachable":
        members.note(work, who, ASKED, slug, about=person, count=1)
    return fading.sent(slug, one, fate, bubble)


def _ask_for(work: Work, who: int, effect: AskFor) -> Message:
    slug = effect.collaborative
    members.check(work, who, Action.FADING, slug)
    one = _one(work, slug, effect.person)
    if one is None:
        return fading.GONE
    members.note(work, who, "asked for a successor", slug, about=effect.person, count=1)
    return fading.asks_for(slug, members.names(work, [slug])[slug], one, effect.players, effect.bubble)


# ---- once a term


def plan(work: Work) -> None:
    """Let every collaborative's anchors be told once a term."""
    planned = sa.exists().where(schedule.c.name == sa.literal(f"{ACTION}:").concat(collaborative.c.id))
    for row in work.connection.execute(sa.select(collaborative.c.id, collaborative.c.zone).where(~planned)).all():
        occurrences.plan(work, Plan(f"{ACTION}:{row.id}", ACTION, WHEN, row.zone, {"collaborative": row.id}))


def remind(work: Work, one: Occurrence) -> None:
    """In the first week of a term, tell anchors how many were silent for the last one: nobody's name."""
    slug = str(one.details["collaborative"])
    begun = terms.begun(work, slug)
    if not term.begins(begun, terms.today(work, slug)):
        return
    people = _here(work, slug)[1]
    anchors = members.who_may_be_written_to(work, members.holders(work, slug))
    if people and anchors:
        start = Start("fading", f"{ACTION}:{slug}:{begun[-1].first}", slug, LASTS)
        name = members.names(work, [slug])[slug]
        contact.start(work, anchors, start, fading.reminder(name, len(people)))
