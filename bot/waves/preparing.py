"""What an anchor does with surveys in chat: see them, put one together, try it, launch it, close it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa

from bot.delivery import contact
from bot.flows import launch, survey
from bot.flows.launch import Begin, Choice, Coming, Prepare, Standing, Try
from bot.flows.permission import Action, NotAllowed
from bot.flows.questionnaire import Asking, path, render, seconds
from bot.flows.register import Attendee, matched
from bot.flows.turn import Effect, Wait
from bot.membership import members
from bot.messages import Event, Message, Uploaded
from bot.surveys import instruments
from bot.surveys.instrument import Instrument, decode, encode, said
from bot.surveys.schedule import Planned, ScheduleError, moments, parse
from bot.tables import asked, conversation, member, series, subgroup, wave
from bot.waves import closing, launching
from bot.waves.launching import Plan
from bot.work import Work

LASTS = timedelta(hours=4)
FRESH = timedelta(days=60)  # how long a closed wave stands in the overview
DATES = 4  # of a schedule that are shown


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about launching."""
    match effect:
        case Prepare():
            return (_prepare(work, who, effect),)
        case Begin("close", value, bubble):
            return (_close(work, who, value, bubble),)
        case Begin(_, _, bubble):
            return (_launch(work, who, bubble),)
        case Try(heard):
            return (_try(work, who, heard),)
    return ()


def _home(work: Work, who: int, named: str = "") -> str:
    """The collaborative whose surveys she sees to: the one named, or that she is at, or her only one; "" if unclear."""
    hers = members.where(work, who, Action.SURVEY)
    at = named or str(_state(work, who).get("home", ""))
    if not hers or (at and at not in hers):
        raise NotAllowed(Action.SURVEY)
    return at or (hers[0] if len(hers) == 1 else "")


def _prepare(work: Work, who: int, effect: Prepare) -> Message:
    if effect.what == "stop":
        return _stop(work, who, effect)
    if effect.what == "ending":
        return _ending(work, who, effect)
    if effect.what in ("list", "cancel"):
        work.end(who, launch.FLOW)
    home = _home(work, who, effect.value if effect.what in ("list", "new") else "")
    if not home:
        places = members.names(work, members.where(work, who, Action.SURVEY))
        return launch.which(places, "list" if effect.what in ("list", "cancel") else "new", effect.bubble)
    match effect.what:
        case "list" | "cancel":
            return overview(work, home, effect.bubble)
        case "new":
            work.wait(who, Wait(launch.FLOW, {"home": home, "takes": launch.TAKES}, LASTS))
            return launch.pick([(one, _title(instruments.load(one))) for one in instruments.names()], effect.bubble)
        case "upload" if effect.upload:
            return _uploaded(work, who, home, effect.upload, effect.bubble)
        case "i" if effect.value in instruments.names():
            return _chosen(work, who, home, {"instrument": effect.value}, effect.bubble)
    state = _state(work, who)
    if "instrument" not in state and "text" not in state:
        return launch.GONE
    return _changed(work, who, home, state, effect)


def overview(work: Work, home: str, bubble: str) -> Message:
    """What is open, lately closed, or to come."""
    zone = ZoneInfo(contact.calendar_of(work, home).zone)
    rows = (
        sa.select(wave.c.id)
        .join(series, series.c.id == wave.c.series)
        .where(series.c.collaborative == home, sa.or_(wave.c.state != "closed", wave.c.closes > work.now - FRESH))
    )
    waves = [standing(work, which, zone) for which in work.connection.execute(rows.order_by(wave.c.opened)).scalars()]
    planned = sa.select(series).where(series.c.collaborative == home, series.c.plan != "", series.c.ended.is_(False))
    coming = [
        Coming(row.id, row.name, row.plan, row.next and row.next.astimezone(zone))
        for row in work.connection.execute(planned.order_by(series.c.next))
    ]
    return launch.overview(home, members.names(work, [home])[home], waves, coming, bubble)


def standing(work: Work, which: str, zone: ZoneInfo) -> Standing:
    """How a wave stands: who took part may be counted, no answer may."""
    row = work.connection.execute(
        sa.select(wave, series.c.name, series.c.mode)
        .join(series, series.c.id == wave.c.series)
        .where(wave.c.id == which)
    ).one()
    counted = work.connection.execute(
        sa.select(asked.c.state, sa.func.count()).where(asked.c.wave == which).group_by(asked.c.state)
    )
    states: dict[str, int] = {row[0]: row[1] for row in counted}
    finished = row.answered if row.state == "closed" else states.get("finished", 0)
    held = contact.held_back(work, launching.cause(which))
    return Standing(
        which, row.name, row.number, row.mode, row.state, finished, row.invited, row.closes.astimezone(zone),
        held, states.get("unreached", 0),
    )  # fmt: skip


def _stop(work: Work, who: int, effect: Prepare) -> Message:
    home = work.connection.execute(sa.select(series.c.collaborative).where(series.c.id == effect.value)).scalar()
    if home is None:
        return launch.GONE
    members.check(work, who, Action.SURVEY, home)
    planned = (series.c.id == effect.value, series.c.plan != "")
    if work.connection.execute(sa.update(series).where(*planned).values(plan="", next=None)).rowcount:
        members.note(work, who, "survey stopped", home)
    return overview(work, home, effect.bubble)


def _uploaded(work: Work, who: int, home: str, upload: Uploaded, bubble: str) -> Message:
    from bot.surveys import xlsform

    try:
        form = xlsform.read(upload.content, upload.name)
    except xlsform.XLSFormError as problem:
        return launch.refused([str(one) for one in problem.problems])
    return _chosen(work, who, home, {"text": encode(form.instrument).decode()}, bubble)


def _chosen(work: Work, who: int, home: str, what: Mapping[str, Any], bubble: str) -> Message:
    state = {
        **what,
        "home": home,
        "mode": "anonymous",
        "audience": "",
        "size": 0,
        "days": 14,
        "schedule": "",
        "takes": launch.TAKES,
    }
    return _shown(work, who, home, state, bubble)


def _changed(work: Work, who: int, home: str, state: dict[str, Any], effect: Prepare) -> Message:
    value = effect.value
    match effect.what:
        case "show":
            return _shown(work, who, home, state, effect.bubble, value)
        case "m" if value in dict(launch.MODES):
            return _shown(work, who, home, {**state, "mode": value}, effect.bubble, "mode")
        case "a" if value in dict(audiences(work, home)):
            return _shown(work, who, home, {**state, "audience": value, "people": []}, effect.bubble, "who")
        case "names" if state.get("typing") == "who":
            people, problem = listed(work, home, value.split("\n"))
            chosen = {} if problem else {"audience": launching.list_of(people), "people": people}
            return _shown(work, who, home, {**state, **chosen}, effect.bubble, "who", problem)
        case "d" if value in map(str, launch.DAYS):
            return _shown(work, who, home, {**state, "days": int(value)}, effect.bubble, "days")
        case "n" if value in map(str, (0, *launch.SIZES)):
            return _shown(work, who, home, {**state, "size": int(value)}, effect.bubble, "size")
        case "w" if value in ("", *launch.SCHEDULES):
            return _shown(work, who, home, {**state, "schedule": value}, effect.bubble, "when")
        case "typed" if state.get("typing") == "when":
            written = {**state, "schedule": effect.value}
            problem = launching.refusal(work, _plan(home, written))
            return _shown(work, who, home, state if problem else written, effect.bubble, "when", problem)
        case "try":
            trial = {**state, "typing": "", "trial": {"answers": {}, "skipped": [], "at": ""}}
            work.wait(who, Wait(launch.FLOW, trial, LASTS))
            return replace(render(_trial(work, home, trial)), anew=True)
    return launch.GONE


def _shown(
    work: Work, who: int, home: str, state: dict[str, Any], bubble: str, part: str = "", problem: str = ""
) -> Message:
    plan = _plan(home, state)
    problem = problem or launching.refusal(work, plan)
    work.wait(who, Wait(launch.FLOW, {**state, "typing": part}, LASTS))
    return launch.setting_up(_choice(work, plan), bubble, part, problem)


def _choice(work: Work, plan: Plan) -> Choice:
    ahead = launching.hopes(work, plan)
    asks = _asks(plan)
    each = path(Asking(launch.TRIAL, plan.instrument, plan.mode, work.now.date(), asks=asks))
    return Choice(
        title=_title(plan.instrument),
        questions=len(each),
        seconds=seconds(each),
        statements=len(plan.instrument.statements),
        mode=plan.mode,
        audience=plan.audience,
        people=ahead.members,
        size=plan.size,
        days=plan.open_days,
        schedule=plan.schedule,
        audiences=(*audiences(work, plan.collaborative), *(((plan.audience, "A list"),) if plan.people else ())),
        outlook=ahead.lines,
        dates=_dates(work, plan),
    )


def _asks(plan: Plan) -> frozenset[str]:
    """What one member is asked, of statements that go round."""
    rotation = launching.rotation_of("trial", plan.instrument, plan.size)
    if rotation is None:
        return frozenset()
    others = {one.id for one in plan.instrument.questions} - set(rotation.statements)
    return frozenset(rotation.asks(0, 0, 0)) | others


def _dates(work: Work, plan: Plan) -> tuple[Any, ...]:
    if not plan.schedule:
        return ()
    calendar, today = contact.calendar_of(work, plan.collaborative), work.now.date()
    try:
        planned = Planned(parse(plan.schedule, today), today, plan.open_days)
        found = moments(planned, calendar, work.now, work.now + timedelta(days=365))
    except ScheduleError:
        return ()
    return tuple(one.astimezone(ZoneInfo(calendar.zone)).date() for one in found[:DATES])


def audiences(work: Work, home: str) -> list[tuple[str, str]]:
    """Everyone, each sector that has members, each sub-group: as a button's value and label."""
    sectors = sa.select(member.c.sector).where(members.active(home), member.c.sector != "").distinct()
    groups = sa.select(subgroup.c.slug, subgroup.c.name).where(
        subgroup.c.collaborative == home, subgroup.c.ended.is_(False)
    )
    return [
        ("", "Everyone"),
        *(
            (f"sector:{one}", one.replace("-", " ").capitalize())
            for one in sorted(work.connection.execute(sectors).scalars())
        ),
        *((f"subgroup:{row.slug}", row.name) for row in work.connection.execute(groups.order_by(subgroup.c.name))),
    ]


def listed(work: Work, home: str, names: Sequence[str]) -> tuple[list[int], str]:
    """The members that names clearly mean; or else what is wrong, a line for each name."""
    rows = work.connection.execute(
        sa.select(member.c.person, member.c.name, member.c.organisation).where(members.active(home))
    )
    people = [Attendee(row.person, row.name, row.organisation, False) for row in rows]
    sure, unclear, unknown = matched(names, people)
    problems = [f"“{name}” could be {' or '.join(_called(one) for one in meant)}." for name, meant in unclear]
    problems += [f"Nobody here is called “{name}”." for name in unknown]
    return sorted({one.person for one in sure}), "\n".join(problems)


def _called(one: Attendee) -> str:
    return f"{one.name} ({one.organisation})" if one.organisation else one.name


def _launch(work: Work, who: int, bubble: str) -> Message:
    home, state = _home(work, who), _state(work, who)
    if "instrument" not in state and "text" not in state:
        return launch.GONE
    plan = _plan(home, state)
    problem = launching.refusal(work, plan)
    if problem:
        return launch.setting_up(_choice(work, plan), bubble, problem=problem)
    work.end(who, launch.FLOW)
    which = launching.launch(work, who, plan)
    zone = ZoneInfo(contact.calendar_of(work, home).zone)
    if which:
        return launch.launched(standing(work, which, zone), bubble)
    at = _next(work, home, plan)
    return launch.planned(_title(plan.instrument), at and at.astimezone(zone), bubble)


def _next(work: Work, home: str, plan: Plan) -> datetime | None:
    rows = sa.select(sa.func.min(series.c.next)).where(series.c.collaborative == home, series.c.plan == plan.schedule)
    return work.connection.execute(rows).scalar()


def _ending(work: Work, who: int, effect: Prepare) -> Message:
    home = _checked(work, who, effect.value)
    if not home:
        return launch.GONE
    one = standing(work, effect.value, ZoneInfo(contact.calendar_of(work, home).zone))
    return overview(work, home, effect.bubble) if one.state == "closed" else launch.ending(one, home, effect.bubble)


def _checked(work: Work, who: int, which: str) -> str:
    """The collaborative of a wave that she may see to; "" if there is no such wave."""
    home = work.connection.execute(
        sa.select(series.c.collaborative).join(wave, wave.c.series == series.c.id).where(wave.c.id == which)
    ).scalar()
    if home:
        members.check(work, who, Action.SURVEY, home)
    return home or ""


def _close(work: Work, who: int, which: str, bubble: str) -> Message:
    home = _checked(work, who, which)
    if not home:
        return launch.GONE
    if closing.close(work, which):
        members.note(work, who, "survey closed", home)
    return overview(work, home, bubble)


# ---- trying it


def _try(work: Work, who: int, heard: survey.Said) -> Message:
    home, state = _home(work, who), _state(work, who)
    if "trial" not in state:
        return launch.GONE
    turn = survey.hear(_trial(work, home, state), heard)
    if turn is None:
        return launch.GONE
    now = turn.asking
    trial = {"answers": dict(now.answers), "skipped": sorted(now.skipped), "at": now.at}
    work.wait(who, Wait(launch.FLOW, {**state, "trial": trial}, LASTS))
    first = turn.say[0]
    return replace(first, small=f"{first.small}\nThis is only a try: nothing is kept.".strip())


def _trial(work: Work, home: str, state: Mapping[str, Any]) -> Asking:
    plan, so_far = _plan(home, state), state["trial"]
    return Asking(
        launch.TRIAL,
        plan.instrument,
        plan.mode,
        work.now.date(),
        asks=_asks(plan),
        answers=so_far["answers"],
        skipped=frozenset(so_far["skipped"]),
        at=so_far["at"],
    )


# ---- what is being put together


def _state(work: Work, who: int) -> dict[str, Any]:
    row = work.connection.execute(
        sa.select(conversation.c.state).where(
            conversation.c.person == who, conversation.c.flow == launch.FLOW, conversation.c.until > work.now
        )
    ).scalar()
    return dict(msgspec.json.decode(row)) if row else {}


def _plan(home: str, state: Mapping[str, Any]) -> Plan:
    instrument = instruments.load(state["instrument"]) if "instrument" in state else decode(state["text"])
    return Plan(
        home, instrument, state["mode"], state["audience"], state["size"], state["days"], state["schedule"],
        people=tuple(state.get("people", ())),
    )  # fmt: skip


def _title(instrument: Instrument) -> str:
    return said(instrument.title, instrument.languages[0], instrument)
