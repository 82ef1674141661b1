"""What is to happen at a time: schedules, their occurrences, each of them claimed once and done once.

A schedule counts in what clocks on the wall show. Each date and time on the wall occurs once: the first time round
when clocks go back, and when they are put forward past it. That date and time is the occurrence's key, so that neither
two clocks nor a restart make two of it, and the schedule's place is kept in it, so that none is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import sqlalchemy as sa
import structlog
from apscheduler.triggers.calendarinterval import CalendarIntervalTrigger
from apscheduler.triggers.cron import CronTrigger

from bot.moments import instant
from bot.tables import occurrence, schedule
from bot.work import Work, in_trouble

log = structlog.get_logger("occurrences")

TOGETHER = 200  # schedules looked at in one transaction
MOST_AT_ONCE = 50  # occurrences done in one transaction
MOST_MISSED = 500  # occurrences of one schedule found missed in one transaction
MOST_TRIES = 5
ON_TIME = timedelta(minutes=1)  # not late yet, for the policy `skip`
CATCHING_UP = timedelta(seconds=5)  # between two late occurrences of one schedule, for the policy `all`
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)

Late = Literal["all", "latest", "skip"]
Count = Annotated[int, msgspec.Meta(ge=0, le=3660)]
Wall = Annotated[datetime, msgspec.Meta(tz=False)]


class BadSchedule(Exception):
    """A schedule that cannot be kept; the message is one clear line."""


class Cron(msgspec.Struct, frozen=True, tag="cron", forbid_unknown_fields=True, omit_defaults=True):
    """Whenever all of these fit. Weekdays go by name (mon-fri)."""

    minute: str = "0"
    hour: str = "*"
    day: str = "*"
    week: str = "*"
    month: str = "*"
    weekday: str = "*"


class Every(msgspec.Struct, frozen=True, tag="every", forbid_unknown_fields=True, omit_defaults=True):
    """On `start`, and each time so much later, at the same time of day. Months without the day are passed over."""

    start: date
    at: time
    days: Count = 0
    weeks: Count = 0
    months: Count = 0
    years: Annotated[int, msgspec.Meta(ge=0, le=10)] = 0


class Once(msgspec.Struct, frozen=True, tag="once", forbid_unknown_fields=True):
    """Once, when clocks on the wall show this."""

    at: Wall


Spec = Cron | Every | Once
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen and when.

    What was missed is made up for by `late`: `all` of it, one after another; only the `latest`; or `skip`, nothing that
    is over. What is later than `limit` is missed for good.
    """

    name: str
    action: str
    spec: Spec
    zone: str
    details: Mapping[str, Any] = field(default_factory=dict)
    late: Late = "latest"
    limit: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something is to happen: on the wall (`local`) and in truth (`at`). `cursor` is how far it got."""

    id: int
    name: str
    local: datetime
    at: datetime
    details: Mapping[str, Any]
    cursor: str = ""

    @property
    def key(self) -> str:
        """What caused whatever comes of it."""
        return f"occurrence:{self.id}"


Action = Callable[[Work, Occurrence], str | None]
"""Does an occurrence, or a piece of it, within one transaction; gives how far it got, None when nothing is left."""


# ---- when


def following(spec: Spec, after: datetime | None) -> datetime | None:
    """The next date and time on the wall; None if there is no more."""
    if isinstance(spec, Once):
        return spec.at.replace(microsecond=0) if after is None else None
    moment = after and after.replace(tzinfo=UTC)
    trigger = _trigger(spec)
    if isinstance(spec, Cron):
        assert moment is not None
        found: datetime | None = trigger.get_next_fire_time(None, moment + timedelta(seconds=1))
    else:
        found = trigger.get_next_fire_time(moment, moment)
    return found and found.replace(tzinfo=None)


@lru_cache(1000)
def _trigger(spec: Cron | Every) -> Any:
    """APScheduler's own, in UTC, where no clock ever changes; the walls' clocks are for `instant`."""
    if isinstance(spec, Cron):
        if any(sign.isdigit() for sign in spec.weekday):
            raise BadSchedule("weekdays go by name, for example mon-fri or sat: numbers mean different days to many")
        fields = {name: getattr(spec, name) for name in ("minute", "hour", "day", "week", "month")}
        return CronTrigger(**fields, day_of_week=spec.weekday, timezone=UTC)
    at = {"hour": spec.at.hour, "minute": spec.at.minute, "second": spec.at.second}
    step = {name: getattr(spec, name) for name in ("days", "weeks", "months", "years")}
    return CalendarIntervalTrigger(**step, **at, start_date=spec.start, timezone=UTC)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _first(spec: Spec, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The first that is not over; of what occurs once, that one."""
    wall = now.astimezone(zone).replace(tzinfo=None)
    local = following(spec, wall - timedelta(hours=3) if isinstance(spec, Cron) else None)
    while local and not isinstance(spec, Once) and instant(local, zone) < now:
        local = following(spec, local)
    return local


# ---- schedules


def plan(work: Work, wanted: Plan) -> bool:
    """Keep a schedule; False if there is one of this name. Raises BadSchedule."""
    spec, zone, first = _checked(wanted, work.now)
    row = {
        "name": wanted.name,
        "action": wanted.action,
        "details": _encode(wanted.details).decode(),
        "spec": _encode(spec).decode(),
        "zone": wanted.zone,
        "late": wanted.late,
        "limit": int(wanted.limit.total_seconds()),
        "paused": False,
        "next": first.isoformat(timespec="seconds"),
        "next_at": instant(first, zone),
    }
    made = work.connection.execute(work.insert(schedule).values(row).on_conflict_do_nothing().returning(schedule.c.id))
    return made.scalar() is not None


def _checked(wanted: Plan, now: datetime) -> tuple[Spec, ZoneInfo, datetime]:
    try:
        zone = _zone(wanted.zone)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        raise BadSchedule(f"“{wanted.zone}” is no time zone: write for example Europe/London") from None
    try:
        spec: Spec = msgspec.json.decode(_encode(wanted.spec), type=Spec)
        first = _first(spec, zone, now)
    except (ValueError, msgspec.MsgspecError) as problem:
        raise BadSchedule(f"this time cannot be kept: {problem}") from None
    if first is None:
        raise BadSchedule("this time never comes")
    return spec, zone, first


def pause(work: Work, name: str) -> bool:
    """Let nothing of it happen until it is resumed; False if there is none."""
    changed = work.connection.execute(sa.update(schedule).where(schedule.c.name == name).values(paused=True))
    return changed.rowcount == 1


def resume(work: Work, name: str) -> bool:
    """Let it go on from now; what fell into the pause is over. False if there is none that is paused."""
    row = work.connection.execute(
        sa.select(schedule).where(schedule.c.name == name, schedule.c.paused.is_(True)).with_for_update()
    ).first()
    if row is None:
        return False
    values: dict[str, Any] = {"paused": False}
    if row.next_at and row.next_at < work.now:
        spec, zone = _spec(row.spec), _zone(row.zone)
        local: datetime | None = datetime.fromisoformat(row.next)
        while local and instant(local, zone) < work.now:
            local = following(spec, local)
        values |= _place(local, zone)
    work.connection.execute(sa.update(schedule).where(schedule.c.id == row.id).values(values))
    return True


def cancel(work: Work, name: str) -> bool:
    """Forget it and what there is of it; False if there is none."""
    return work.connection.execute(sa.delete(schedule).where(schedule.c.name == name)).rowcount == 1


@lru_cache(1000)
def _spec(text: str) -> Spec:
    spec: Spec = msgspec.json.decode(text, type=Spec)
    return spec


def _place(local: datetime | None, zone: ZoneInfo, not_before: datetime = AT_ONCE) -> dict[str, Any]:
    """Where a schedule stands; a place that is over is kept as it was."""
    if local is None:
        return {"next_at": None}
    return {"next": local.isoformat(timespec="seconds"), "next_at": max(instant(local, zone), not_before)}


# ---- claiming


def waiting(work: Work, actions: Collection[str]) -> bool:
    """Whether there is anything to claim or to perform."""
    row = work.connection.execute(sa.select(sa.or_(_to_claim(work).exists(), _to_perform(work, actions).exists())))
    return bool(row.scalar())


def claim(work: Work) -> int:
    """Make occurrences of what is due; how many schedules were looked at."""
    rows = work.connection.execute(
        _to_claim(work).order_by(schedule.c.next_at).limit(TOGETHER).with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        _claim(work, row)
    _wipe(work, [row.id for row in rows])
    return len(rows)


def _to_claim(work: Work) -> sa.Select[Any]:
    return sa.select(schedule).where(schedule.c.next_at <= work.now, schedule.c.paused.is_(False))


def _claim(work: Work, row: Any) -> None:
    spec, zone = _spec(row.spec), _zone(row.zone)
    local: datetime | None = datetime.fromisoformat(row.next)
    found: list[dict[str, Any]] = []
    not_before = AT_ONCE
    while local and len(found) < MOST_MISSED and (at := instant(local, zone)) <= work.now:
        after = following(spec, local)
        over = after is not None and instant(after, zone) <= work.now
        state = _state(row, work.now - at, over)
        found.append(_row(row.id, local, at, state, work.now))
        local = after
        if state == "due" and over:
            not_before = work.now + CATCHING_UP
            break
    if found:
        work.connection.execute(work.insert(occurrence).values(found).on_conflict_do_nothing())
    work.connection.execute(sa.update(schedule).where(schedule.c.id == row.id).values(_place(local, zone, not_before)))


def _state(row: Any, late: timedelta, over: bool) -> str:
    """Whether it is still to be done: `over` says that the one after it is due as well."""
    if late > timedelta(seconds=row.limit):
        return "missed"
    if row.late == "latest" and over:
        return "missed"
    if row.late == "skip" and late > ON_TIME:
        return "missed"
    return "due"


def _row(which: int, local: datetime, at: datetime, state: str, now: datetime) -> dict[str, Any]:
    return {
        "schedule": which,
        "local": local.isoformat(timespec="seconds"),
        "at": at,
        "state": state,
        "due": AT_ONCE,
        "cursor": "",
        "tries": 0,
        "fault": "",
        "settled": now if state == "missed" else None,
    }


# ---- performing


def perform(work: Work, actions: Mapping[str, Action]) -> int:
    """Do what is due, each with what follows of it in this transaction; how many were tried.

    What fails is tried again, ever more patiently, and set aside after five times. An action that this process does
    not know is left to one that does.
    """
    rows = work.connection.execute(
        _to_perform(work, actions)
        .order_by(occurrence.c.at, occurrence.c.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(of=occurrence, skip_locked=True)
    ).all()
    tried = 0
    for row in rows:
        tried += 1
        if _perform(work, row, actions[row.action]):
            break  # more of it follows in a transaction of its own
    return tried


def _to_perform(work: Work, actions: Collection[str]) -> sa.Select[Any]:
    """The first of each schedule."""
    earlier = occurrence.alias("earlier")
    before = sa.exists().where(
        earlier.c.schedule == occurrence.c.schedule, earlier.c.state == "due", earlier.c.local < occurrence.c.local
    )
    return (
        sa.select(occurrence, schedule.c.name, schedule.c.action, schedule.c.details)
        .join(schedule, schedule.c.id == occurrence.c.schedule)
        .where(
            occurrence.c.state == sa.literal_column("'due'"),
            occurrence.c.due <= work.now,
            schedule.c.paused.is_(False),
            schedule.c.action.in_(actions),
            ~before,
        )
    )


def _perform(work: Work, row: Any, action: Action) -> bool:
    """Do one; whether more of it is left."""
    one = Occurrence(
        row.id, row.name, datetime.fromisoformat(row.local), row.at, msgspec.json.decode(row.details), row.cursor
    )
    savepoint = work.connection.begin_nested()
    try:
        cursor = action(work, one)
    except Exception as fault:
        if in_trouble(fault):
            raise
        savepoint.rollback()
        _failed(work, row, type(fault).__name__)
        return False
    savepoint.commit()
    if cursor is None:
        _change(work, row.id, {"state": "done", "settled": work.now, "fault": ""})
        _wipe(work, [row.schedule])
        return False
    _change(work, row.id, {"cursor": cursor, "tries": 0, "fault": ""})
    return True


def _failed(work: Work, row: Any, fault: str) -> None:
    tries = row.tries + 1
    values: dict[str, Any] = {"tries": tries, "fault": fault[:80], "due": work.now + timedelta(seconds=2.0**row.tries)}
    if tries >= MOST_TRIES:
        values |= {"state": "aside", "settled": work.now}
    log.error("occurrence failed", action=row.action, occurrence=row.id, fault=fault, aside=tries >= MOST_TRIES)
    _change(work, row.id, values)


def _change(work: Work, which: int, values: Mapping[str, Any]) -> None:
    work.connection.execute(sa.update(occurrence).where(occurrence.c.id == which).values(values))


def _wipe(work: Work, ids: Collection[int]) -> None:
    """What is over keeps nothing of what it was about; what failed keeps it, to be looked at, until it is forgotten."""
    left = sa.exists().where(occurrence.c.schedule == schedule.c.id, occurrence.c.state.in_(("due", "aside")))
    work.connection.execute(
        sa.update(schedule).where(schedule.c.id.in_(ids), schedule.c.next_at.is_(None), ~left).values(details="{}")
    )


# ---- keeping little, and seeing


def forget(work: Work, keep: timedelta) -> None:
    """Drop what was settled so long ago, and schedules of which nothing is left."""
    work.connection.execute(sa.delete(occurrence).where(occurrence.c.settled <= work.now - keep))
    left = sa.exists().where(occurrence.c.schedule == schedule.c.id)
    work.connection.execute(sa.delete(schedule).where(schedule.c.next_at.is_(None), ~left))


def counts(work: Work) -> dict[str, int]:
    """How many occurrences stand in each state."""
    rows = work.connection.execute(sa.select(occurrence.c.state, sa.func.count()).group_by(occurrence.c.state))
    return {row[0]: row[1] for row in rows}


def failures(work: Work) -> list[tuple[str, str, str, int, datetime]]:
    """What failed, tried again (`due`) or set `aside`, and what was `missed`: action, state, fault, how many, since."""
    by = (schedule.c.action, occurrence.c.state, occurrence.c.fault)
    since = sa.func.min(occurrence.c.at, type_=occurrence.c.at.type)
    failed = sa.or_(
        occurrence.c.state.in_(("aside", "missed")), sa.and_(occurrence.c.state == "due", occurrence.c.tries > 0)
    )
    rows = sa.select(*by, sa.func.count(), since).join(schedule, schedule.c.id == occurrence.c.schedule)
    return [tuple(row) for row in work.connection.execute(rows.where(failed).group_by(*by).order_by(*by))]


def behind(work: Work) -> timedelta:
    """How late the oldest thing is that is still to be claimed or done."""
    unclaimed = sa.select(sa.func.min(schedule.c.next_at)).where(schedule.c.paused.is_(False)).scalar_subquery()
    undone = sa.select(sa.func.min(occurrence.c.at)).where(occurrence.c.state == "due").scalar_subquery()
    row = work.connection.execute(sa.select(unclaimed.label("claim"), undone.label("do"))).one()
    return max((work.now - since for since in row if since and since <= work.now), default=timedelta())
