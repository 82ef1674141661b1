"""Engagement read from the store: numbers of distinct people in each group, from an explicit list of sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from bot.flows import engagement
from bot.flows.engagement import CAME, NO_SECTOR, WROTE, Column, Groups, Show, ShowSectors, Standing
from bot.flows.fading import last_sign
from bot.flows.permission import Action, may
from bot.flows.term import Term
from bot.flows.turn import Effect
from bot.membership import attendance, members, terms
from bot.messages import Event, Message
from bot.moments import Span
from bot.tables import announcement, answer, asked, member, series, subgroup, subgroup_member, wave
from bot.work import Work
from knowledge.system_map import SECTORS

Source = Callable[[Work, str, Span, Mapping[str, Collection[int]]], Mapping[str, int] | None]
"""How many distinct people of each group took part in these days, never who; None where there was nothing to do."""


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about engagement; what is said to whoever caused it."""
    match effect:
        case ShowSectors():
            return (_sectors(work, who, effect),)
    return ()


def _chosen(work: Work, who: int, slug: str, bubble: str, verb: str) -> str | Message:
    """The collaborative that she means; or what to say instead."""
    hers = members.where(work, who, Action.ENGAGEMENT)
    if not hers:
        return engagement.NO_LEAD
    if slug:
        members.check(work, who, Action.ENGAGEMENT, slug)
    return engagement.which(members.names(work, hers), bubble, verb) if not slug and len(hers) > 1 else slug or hers[0]


def draw(work: Work, who: int, wanted: Show) -> tuple[Sequence[Message], Sequence[Effect]]:
    """The table and its picture, which takes longer than a transaction may (decision 15)."""
    from bot.surveys import drawing

    chosen = _chosen(work, who, wanted.collaborative, wanted.bubble, "l")
    if isinstance(chosen, Message):
        return (chosen,), ()
    name = members.names(work, [chosen])[chosen]
    columns = read(work, chosen)
    by_name = may(members.roles(work, who, chosen), Action.FADING)
    png = drawing.draw(engagement.figure(name, columns))
    return engagement.shown(chosen, name, columns, by_name, png, wanted.bubble), ()


def read(work: Work, slug: str) -> list[Column]:
    """Each measure in each of the last terms."""
    begun = [_so_far(one, terms.today(work, slug)) for one in terms.begun(work, slug)]
    then = {one: groups(work, slug, one) for one in begun}
    columns = []
    for one in begun:
        came = _came(work, slug, one, then[one])
        columns.append(Column(CAME, one.name, engagement.counted(then[one], came, False)))
    for measure, source in SOURCES:
        for one in begun:
            found = source(work, slug, Span(one.first, one.last), then[one].named)
            columns.append(Column(measure, one.name, engagement.counted(then[one], found, True)))
    now = groups(work, slug, None)
    heard = _heard(work, slug)
    for one in begun:
        wrote = {who for who, month in heard.items() if month >= one.month}
        cells = engagement.counted(now, {label: len(people & wrote) for label, people in now.named.items()}, False)
        columns.append(Column(WROTE, one.name, cells))
    return columns


def _so_far(term: Term, today: date) -> Term:
    return term if term.last < today else replace(term, name=f"{term.name} so far")


def groups(work: Work, slug: str, term: Term | None) -> Groups:
    """Who was a member in a term, or is one now, by sector and sub-group."""
    if term is None:
        there = members.active(slug)
    else:
        stayed = sa.or_(member.c.left.is_(None), member.c.left >= _midnight(term.first))
        joined = member.c.joined < _midnight(term.last + timedelta(days=1))
        there = sa.and_(member.c.collaborative == slug, joined, stayed)
    rows = work.connection.execute(sa.select(member.c.person, member.c.sector).where(there)).all()
    sectors: dict[str, set[int]] = {}
    for row in rows:
        sectors.setdefault(SECTORS.get(row.sector, NO_SECTOR), set()).add(row.person)
    inside = work.connection.execute(
        sa.select(subgroup.c.name, subgroup_member.c.person)
        .join(subgroup_member, subgroup_member.c.subgroup == subgroup.c.id, isouter=True)
        .where(subgroup.c.collaborative == slug, subgroup.c.ended.is_(False))
        .order_by(subgroup.c.name)
    )
    everybody = {row.person for row in rows}
    subgroups: dict[str, set[int]] = {}
    for row in inside:
        subgroups.setdefault(row.name, set()).update({row.person} & everybody)
    ordered = [label for label in (*SECTORS.values(), NO_SECTOR) if label in sectors]
    return Groups(
        {label: frozenset(sectors[label]) for label in ordered},
        {f"“{name}”": frozenset(people) for name, people in subgroups.items()},
    )


def _midnight(day: date) -> datetime:
    """As the database holds moments; an hour more or less is no matter here."""
    return datetime.combine(day, time(), UTC)


# ---- what people did


def _came(work: Work, slug: str, term: Term, of: Groups) -> Mapping[str, int] | None:
    span = Span(term.first, term.last)
    if not attendance.workshops(work, slug, span):
        return None
    came = attendance.came(work, slug, span)
    return {label: len(people & came) for label, people in of.named.items()}


def announcements(work: Work, slug: str, span: Span, of: Mapping[str, Collection[int]]) -> Mapping[str, int] | None:
    """Who answered the question of an announcement."""
    of_it = sa.and_(announcement.c.collaborative == slug, _in_days(announcement.c.made, span))
    asks = sa.select(announcement.c.id).where(of_it, announcement.c.options != "[]").limit(1)
    if not work.connection.execute(asks).first():
        return None
    rows = sa.select(answer.c.person).join(announcement, announcement.c.id == answer.c.announcement).where(of_it)
    return _within(set(work.connection.execute(rows).scalars()), of)


def surveys(work: Work, slug: str, span: Span, of: Mapping[str, Collection[int]]) -> Mapping[str, int] | None:
    """Who finished a survey that has closed. That she did is kept, never with what she said."""
    of_it = sa.and_(series.c.collaborative == slug, wave.c.state == "closed", _in_days(wave.c.closes, span))
    joined = wave.join(series, series.c.id == wave.c.series)
    if not work.connection.execute(sa.select(wave.c.id).select_from(joined).where(of_it).limit(1)).first():
        return None
    rows = sa.select(asked.c.person).select_from(joined.join(asked, asked.c.wave == wave.c.id))
    rows = rows.where(of_it, asked.c.state == "finished")
    return _within(set(work.connection.execute(rows).scalars()), of)


def _in_days(moment: sa.ColumnElement[datetime], span: Span) -> sa.ColumnElement[bool]:
    return sa.and_(moment >= _midnight(span.first), moment < _midnight(span.last + timedelta(days=1)))


def _within(people: Collection[int], of: Mapping[str, Collection[int]]) -> Mapping[str, int]:
    return {label: len(set(group) & set(people)) for label, group in of.items()}


SOURCES: tuple[tuple[str, Source], ...] = (
    ("Answered a survey", surveys),
    ("Answered a question", announcements),
)


def _heard(work: Work, slug: str) -> Mapping[int, str]:
    """The month in which each was last heard."""
    rows = work.connection.execute(sa.select(member.c.person, member.c.heard).where(members.active(slug)))
    return {row.person: row.heard for row in rows}


# ---- sectors


def _sectors(work: Work, who: int, effect: ShowSectors) -> Message:
    chosen = _chosen(work, who, effect.collaborative, effect.bubble, "s")
    if isinstance(chosen, Message):
        return chosen
    begun = terms.begun(work, chosen, 2)
    place = effect.places.get(chosen, engagement.Place({}, {}))
    came, heard = attendance.last_came(work, chosen), _heard(work, chosen)
    since = begun[0]
    active = {one for one, month in heard.items() if last_sign(came.get(one), month) >= since.month}
    there = groups(work, chosen, None).sectors
    found = [
        Standing(label, len(people), len(people & active), place.players.get(sector, ()))
        for sector, label in place.sectors.items()
        for people in [there.get(label, frozenset())]
    ]
    by_name = may(members.roles(work, who, chosen), Action.FADING)
    name = members.names(work, [chosen])[chosen]
    return engagement.sectors(name, found, since.name, by_name, effect.bubble)
