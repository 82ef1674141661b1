"""A wave begins: who is asked is frozen, and each is invited when it suits her."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.delivery import contact
from bot.delivery.contact import Start
from bot.flows import survey
from bot.flows.permission import Action
from bot.flows.questionnaire import Mode
from bot.membership import members
from bot.surveys.disclosed import Thresholds
from bot.surveys.instrument import Instrument, decode, encode
from bot.surveys.rotation import Hopes, Outlook, Rotation, outlook
from bot.surveys.schedule import Planned, ScheduleError, next_moment, parse
from bot.tables import asked, member, preference, series, subgroup, subgroup_member, wave
from bot.waves import taking
from bot.work import Work

CHUNK = 200  # people at once
FEWEST = Thresholds().closed
MOST_NUDGES = 2
LAST_NUDGE = timedelta(days=3)  # before the close: with a weekend in between it still arrives in time
SHORTEST, LONGEST = 1, 90  # days that a wave may be open
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be asked of whom, and how. `audience` is "" for everyone, `sector:…`, `subgroup:…` (its slug), or a
    list of `people` by its `list_of`.

    `size` is how many statements each is asked per wave; 0: all. `schedule` in words; "" for once, now.
    """

    collaborative: str
    instrument: Instrument
    mode: Mode
    audience: str = ""
    size: int = 0
    open_days: int = 14
    schedule: str = ""
    name: str = ""
    people: tuple[int, ...] = ()


def list_of(people: Iterable[int]) -> str:
    """The audience that a list is: the same people are the same audience, and nobody can be read from it."""
    return f"list:{hashlib.sha256(','.join(map(str, sorted(people))).encode()).hexdigest()[:12]}"


def refusal(work: Work, plan: Plan) -> str:
    """Why it cannot be launched, in one line; "" if it can."""
    if not SHORTEST <= plan.open_days <= LONGEST:
        return f"A survey may be open for {SHORTEST} to {LONGEST} days."
    statements = len(plan.instrument.statements)
    if plan.size and not 1 <= plan.size < statements:
        return f"It has {statements} statements to choose from: ask each member fewer than that, or all."
    if plan.people and plan.schedule:
        return "A list is asked once, now. For a schedule choose everyone, a sector or a sub-group."
    if plan.people and plan.mode != "named" and len(plan.people) < FEWEST:
        return f"Of a list of fewer than {FEWEST} nothing could be shown: add people, or ask them with their names."
    if plan.audience and plan.mode != "named" and not plan.people and _size(work, plan) < FEWEST:
        return (
            f"Of a group of fewer than {FEWEST} nothing could be shown: ask more people, or ask them with their names."
        )
    if plan.schedule:
        try:
            if _first(work, plan) is None:
                return f"No day within a year is “{plan.schedule}”: choose another."
        except ScheduleError as problem:
            return str(problem)
    return ""


def _first(work: Work, plan: Plan) -> datetime | None:
    """When the first wave of a schedule goes out. Raises ScheduleError."""
    calendar, today = contact.calendar_of(work, plan.collaborative), work.now.date()
    return next_moment(Planned(parse(plan.schedule, today), today, plan.open_days), calendar, work.now)


def launch(work: Work, who: int | None, plan: Plan) -> str:
    """Begin a series, or its next wave if there is such a series; the wave's id, "" if it waits for its schedule.

    Raises NotAllowed; `who` is None for the command line.
    """
    if who is not None:
        members.check(work, who, Action.SURVEY, plan.collaborative)
    row = _series(work, who, plan)
    if plan.schedule:
        _plan_next(work, row, plan)
        members.note(work, who, "survey planned", plan.collaborative)
        return ""
    made = begin(work, row, plan.people)
    members.note(work, who, "survey launched", plan.collaborative, count=_invited(work, made))
    return made


def begin(work: Work, row: Any, people: Sequence[int] = ()) -> str:
    """The next wave of a series: its list is frozen now."""
    number = work.connection.execute(
        sa.select(sa.func.coalesce(sa.func.max(wave.c.number) + 1, 0)).where(wave.c.series == row.id)
    ).scalar_one()
    made = "".join(secrets.choice(LETTERS) for _ in range(8))
    closes = work.now + timedelta(days=row.open_days)
    work.connection.execute(
        sa.insert(wave).values(
            id=made,
            series=row.id,
            number=number,
            instrument=row.instrument,
            opened=work.now,
            closes=closes,
            nudge_at=work.now + (closes - work.now) / 2,
        )
    )
    invited = _freeze(work, made, row, people)
    work.connection.execute(sa.update(wave).where(wave.c.id == made).values(invited=invited))
    return made


def audience(slug: str, which: str, people: Sequence[int] = ()) -> sa.Select[Any]:
    """The members that a survey is for, in order; of a list, those of these `people` who belong there."""
    everyone = members.audience(slug)
    kind, _, value = which.partition(":")
    if kind == "list":
        return everyone.where(member.c.person.in_(people))
    if kind == "sector":
        return everyone.where(member.c.sector == value)
    if kind == "subgroup":
        inside = (
            sa.select(subgroup_member.c.person)
            .join(subgroup, subgroup.c.id == subgroup_member.c.subgroup)
            .where(subgroup.c.collaborative == slug, subgroup.c.slug == value)
        )
        return everyone.where(member.c.person.in_(inside))
    return everyone


def hopes(work: Work, plan: Plan) -> Outlook:
    """What results a launch can hope for, by the members that there are."""
    asked_now = audience(plan.collaborative, plan.audience, plan.people).order_by(None)
    sectors = (
        sa.select(member.c.sector, sa.func.count())
        .where(members.active(plan.collaborative), member.c.person.in_(asked_now), member.c.sector != "")
        .group_by(member.c.sector)
    )
    inside = (
        sa.select(subgroup.c.name, sa.func.count())
        .join(subgroup_member, subgroup_member.c.subgroup == subgroup.c.id)
        .where(
            subgroup.c.collaborative == plan.collaborative,
            subgroup.c.ended.is_(False),
            subgroup_member.c.person.in_(asked_now),
        )
        .group_by(subgroup.c.name)
    )
    groups = {row[0]: row[1] for query in (sectors, inside) for row in work.connection.execute(query)}
    return outlook(Hopes(_size(work, plan), groups=groups), rotation_of("", plan.instrument, plan.size))


def _size(work: Work, plan: Plan) -> int:
    """How many would be asked now."""
    whom = audience(plan.collaborative, plan.audience, plan.people).order_by(None).subquery()
    return int(work.connection.execute(sa.select(sa.func.count()).select_from(whom)).scalar_one())


def rotation_of(which: str, instrument: Instrument, size: int) -> Rotation | None:
    """How a series spreads its statements; None if everybody is asked all."""
    statements = tuple(question.id for question in instrument.statements)
    return Rotation(which, statements, size) if size and size < len(statements) else None


# ---- while it goes out


def expand(work: Work, row: Any) -> bool:
    """Invite the next members and move the cursor past them; whether there may be more."""
    people = list(
        work.connection.execute(
            sa.select(asked.c.person, asked.c.place)
            .where(asked.c.wave == row.id, asked.c.place > row.cursor)
            .order_by(asked.c.place)
            .limit(CHUNK)
        )
    )
    if not people:
        work.connection.execute(sa.update(wave).where(wave.c.id == row.id).values(state="open"))
        return False
    _write_to(work, row, [one.person for one in people], Start("survey", cause(row.id), "", timedelta(0)))
    work.connection.execute(sa.update(wave).where(wave.c.id == row.id).values(cursor=people[-1].place))
    return True


def nudge(work: Work, row: Any) -> None:
    """Remind those who have not finished, at most twice; a nudge that finds a full week is let be."""
    waiting = sa.select(asked.c.person).where(asked.c.wave == row.id, asked.c.state == "invited")
    people = list(work.connection.execute(waiting.order_by(asked.c.place)).scalars())
    number = row.nudges + 1
    for first in range(0, len(people), CHUNK):
        some = people[first : first + CHUNK]
        _write_to(work, row, some, Start("nudge", f"{cause(row.id)}:n{number}", "", timedelta(0), yields=True))
    last = row.closes - LAST_NUDGE
    again = last if number < MOST_NUDGES and last > work.now + timedelta(days=1) else None
    work.connection.execute(sa.update(wave).where(wave.c.id == row.id).values(nudges=number, nudge_at=again))


def cause(which: str) -> str:
    return f"wave:{which}"


def _write_to(work: Work, row: Any, people: Sequence[int], what: Start) -> None:
    home = work.connection.execute(sa.select(series.c.collaborative).where(series.c.id == row.series)).scalar_one()
    start = Start(what.kind, what.cause, home, row.closes - work.now, yields=what.yields, until=row.closes)
    askings = taking.askings(work, row.id, people)
    contact.start(work, people, start, lambda who: survey.invite(askings[who]))


# ---- rows


def _series(work: Work, who: int | None, plan: Plan) -> Any:
    """The series that this continues, or a new one. The wording is the newest."""
    text = encode(plan.instrument).decode()
    found = None
    alike = sa.select(series).where(
        series.c.collaborative == plan.collaborative,
        series.c.mode == plan.mode,
        series.c.size == plan.size,
        series.c.audience == plan.audience,
        series.c.ended.is_(False),
    )
    for row in work.connection.execute(alike.with_for_update()):
        if decode(row.instrument).id == plan.instrument.id:
            found = row.id
    values = {"instrument": text, "open_days": plan.open_days}
    if found:
        work.connection.execute(sa.update(series).where(series.c.id == found).values(values))
    else:
        found = secrets.token_hex(8)
        name = plan.name or plan.instrument.title.get(plan.instrument.languages[0], plan.instrument.id)
        work.connection.execute(
            sa.insert(series).values(
                id=found,
                collaborative=plan.collaborative,
                name=name[:120],
                mode=plan.mode,
                size=plan.size,
                audience=plan.audience,
                author=who,
                made=work.now,
                **values,
            )
        )
    return work.connection.execute(sa.select(series).where(series.c.id == found)).one()


def _plan_next(work: Work, row: Any, plan: Plan) -> None:
    planned = {"plan": plan.schedule, "planned": work.now.date(), "next": _first(work, plan)}
    work.connection.execute(sa.update(series).where(series.c.id == row.id).values(planned))


def begin_planned(work: Work, which: str) -> bool:
    """Begin the wave that a series' schedule has brought, once; False if another has."""
    row = work.connection.execute(
        sa.select(series).where(series.c.id == which, series.c.next <= work.now).with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return False
    begin(work, row)
    calendar = contact.calendar_of(work, row.collaborative)
    since = row.planned or row.made.date()
    planned = Planned(parse(row.plan, since), since, row.open_days)
    try:
        at = next_moment(planned, calendar, work.now)
    except ScheduleError:  # the calendar has run out: the anchor is asked for the next one by `calendar`
        at = None
    work.connection.execute(sa.update(series).where(series.c.id == which).values(next=at))
    return True


def _freeze(work: Work, made: str, row: Any, listed: Sequence[int]) -> int:
    """The list of those who are asked. Who has had a place in the series keeps it, so that a round stays whole."""
    people = list(work.connection.execute(audience(row.collaborative, row.audience, listed)).scalars())
    places = _places(work, row.id, people)
    sectors = {
        one.person: one.sector
        for one in work.connection.execute(
            sa.select(member.c.person, member.c.sector).where(members.active(row.collaborative))
        )
    }
    groups = _subgroups(work, row.collaborative)
    wished = work.connection.execute(
        sa.select(preference.c.person, preference.c.language).where(preference.c.person.in_(people))
    )
    languages = {one.person: one.language for one in wished}
    rows = [
        {
            "wave": made,
            "person": who,
            "place": places[who],
            "sector": sectors.get(who, ""),
            "subgroups": json.dumps(sorted(groups.get(who, ()))),
            "language": languages.get(who, "en").split("-")[0],
            "state": "invited",
            "at": "",
        }
        for who in people
    ]
    if rows:
        work.connection.execute(sa.insert(asked), rows)
    return len(rows)


def _places(work: Work, which: str, people: Sequence[int]) -> Mapping[int, int]:
    rows = work.connection.execute(
        sa.select(asked.c.person, sa.func.max(asked.c.place))
        .join(wave, wave.c.id == asked.c.wave)
        .where(wave.c.series == which)
        .group_by(asked.c.person)
    )
    places = {row[0]: row[1] for row in rows}
    following = max(places.values(), default=-1) + 1
    for who in people:
        if who not in places:
            places[who] = following
            following += 1
    return places


def _subgroups(work: Work, slug: str) -> Mapping[int, list[str]]:
    rows = work.connection.execute(
        sa.select(subgroup_member.c.person, subgroup.c.name)
        .join(subgroup, subgroup.c.id == subgroup_member.c.subgroup)
        .where(subgroup.c.collaborative == slug, subgroup.c.ended.is_(False))
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(row.name)
    return found


def _invited(work: Work, made: str) -> int:
    return int(work.connection.execute(sa.select(wave.c.invited).where(wave.c.id == made)).scalar_one())
