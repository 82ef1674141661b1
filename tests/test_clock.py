"""What is to happen at a time happens once: over clock changes, restarts, faults, and with two clocks at work."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

import scheduler
from bot import logs, occurrences
from bot.moments import instant
from bot.occurrences import BadSchedule, Cron, Every, Late, Occurrence, Once, Plan, Spec, plan
from bot.store import Store
from bot.tables import occurrence, schedule
from bot.work import Work
from scheduler import Ticker
from tests.databases import databases, postgresql
from tests.fake import Clock

LONDON = ZoneInfo("Europe/London")
BACK, FORWARD = date(2026, 10, 25), date(2027, 3, 28)
NINE = Cron(hour="9")
HALF_PAST_ONE = Cron(minute="30", hour="1")

deed = sa.Table(
    "deed",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(80)),
    sa.Column("what", sa.String(80)),
)


def do(work: Work, one: Occurrence) -> None:
    """Something that would show if it were done twice."""
    work.connection.execute(sa.insert(deed).values(name=one.name, what=one.local.isoformat()))


ACTIONS: dict[str, occurrences.Action] = {"do": do}


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def wanted(spec: Spec, late: Late = "latest", limit: timedelta = timedelta(days=1), name: str = "one") -> Plan:
    return Plan(name, "do", spec, "Europe/London", {"about": "the workshop"}, late, limit)


@pytest.fixture(params=databases())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = Store(request.param(tmp_path), Clock(london("2026-11-23T08:15")))
    made.create()
    made.run(lambda work: deed.metadata.create_all(work.connection))
    yield made
    made.close()


def at(store: Store, text: str) -> None:
    assert isinstance(store.clock, Clock)
    store.clock.now = london(text)


def tick(store: Store, actions: dict[str, occurrences.Action] | None = None) -> None:
    Ticker(store, actions or ACTIONS).tick()


def deeds(store: Store) -> list[str]:
    return store.run(lambda work: list(work.connection.execute(sa.select(deed.c.what).order_by(deed.c.id)).scalars()))


def counts(store: Store) -> dict[str, int]:
    return store.run(occurrences.counts)


# ---- when


@pytest.mark.parametrize(
    ("spec", "begun", "instants"),
    [
        (HALF_PAST_ONE, "2026-10-24T12:00", ["2026-10-25T00:30", "2026-10-26T01:30"]),
        (HALF_PAST_ONE, "2027-03-27T12:00", ["2027-03-28T01:00", "2027-03-29T00:30"]),
        (Every(BACK, time(1, 30), days=1), "2026-10-24T12:00", ["2026-10-25T00:30", "2026-10-26T01:30"]),
        (Every(date(2027, 3, 21), time(1, 30), weeks=1), "2027-03-22T12:00", ["2027-03-28T01:00", "2027-04-04T00:30"]),
        (Every(date(2026, 10, 19), time(9), weeks=2), "2026-10-20T12:00", ["2026-11-02T09:00", "2026-11-16T09:00"]),
        (Every(date(2026, 11, 30), time(9), months=3), "2026-12-01T12:00", ["2027-05-30T08:00", "2027-08-30T08:00"]),
        (Cron(hour="9", day="last"), "2027-02-01T12:00", ["2027-02-28T09:00", "2027-03-31T08:00"]),
        (Cron(hour="9", day="1st mon"), "2026-11-23T12:00", ["2026-12-07T09:00", "2027-01-04T09:00"]),
        (Cron(hour="9", weekday="mon-fri"), "2026-11-27T12:00", ["2026-11-30T09:00", "2026-12-01T09:00"]),
        (Once(datetime(2027, 3, 28, 1, 30)), "2026-11-27T12:00", ["2027-03-28T01:00"]),  # noqa: DTZ001
    ],
)
def test_the_time_on_the_wall_is_what_counts(store: Store, spec: Spec, begun: str, instants: list[str]) -> None:
    at(store, begun)
    store.run(partial(plan, wanted=wanted(spec)))
    for moment in instants:
        due = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        found = store.run(lambda work: work.connection.execute(sa.select(schedule.c.next_at)).scalar_one())
        assert found == due
        assert isinstance(store.clock, Clock)
        store.clock.now = due
        tick(store)
    assert len(deeds(store)) == len(instants)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (wanted(Cron(weekday="1-5")), "weekdays go by name"),
        (wanted(Cron(hour="25")), "cannot be kept"),
        (wanted(Cron(day="30", month="2")), "never comes"),
        (wanted(Every(BACK, time(9))), "at least 1 day"),
        (wanted(Every(BACK, time(9), days=-1)), "cannot be kept"),
        (wanted(Once(london("2026-12-01T09:00"))), "cannot be kept"),
        (Plan("one", "do", NINE, "Europe/Londn"), "no time zone"),
        (Plan("one", "do", NINE, "../etc/passwd"), "no time zone"),
    ],
)
def test_a_time_that_cannot_be_kept_is_refused_in_one_line(store: Store, bad: Plan, why: str) -> None:
    with pytest.raises(BadSchedule, match=why) as refused:
        store.run(partial(plan, wanted=bad))
    assert "\n" not in str(refused.value)


def test_the_same_plan_twice_is_one_schedule(store: Store) -> None:
    assert store.run(partial(plan, wanted=wanted(NINE)))
    assert not store.run(partial(plan, wanted=wanted(NINE)))
    at(store, "2026-11-23T09:00")
    tick(store)
    assert deeds(store) == ["2026-11-23T09:00:00"]


# ---- what was missed


@pytest.mark.parametrize(
    ("late", "hours", "done", "missed"),
    [
        ("all", 240, ["23", "24", "25", "26"], 0),
        ("all", 30, ["25", "26"], 2),
        ("latest", 240, ["26"], 3),
        ("latest", 2, [], 4),
        ("skip", 240, [], 4),
    ],
)
def test_after_days_down_what_was_missed_follows_its_policy(
    store: Store, late: Late, hours: int, done: list[str], missed: int
) -> None:
    store.run(partial(plan, wanted=wanted(NINE, late, timedelta(hours=hours))))
    at(store, "2026-11-26T12:00")
    for second in range(30):
        tick(store)
        at(store, f"2026-11-26T12:00:{second:02}")
    assert [what[8:10] for what in deeds(store)] == done
    assert counts(store).get("missed", 0) == missed
    at(store, "2026-11-27T09:00:01")
    tick(store)
    assert [what[8:10] for what in deeds(store)] == [*done, "27"]


def test_what_was_missed_does_not_come_in_a_burst(store: Store) -> None:
    store.run(partial(plan, wanted=wanted(Cron(minute="*"), "all")))
    at(store, "2026-11-23T12:00")
    tick(store)
    tick(store)
    assert len(deeds(store)) == 1


def test_a_week_of_missed_quarters_is_worked_off_at_once(store: Store) -> None:
    store.run(partial(plan, wanted=wanted(Cron(minute="*/15"))))
    at(store, "2026-11-30T12:00")
    for _ in range(9):
        tick(store)
    assert deeds(store) == ["2026-11-30T12:00:00"]
    assert counts(store)["missed"] == 7 * 96 + 15


def test_a_clock_set_back_an_hour_does_nothing_again(store: Store) -> None:
    store.run(partial(plan, wanted=wanted(NINE)))
    for moment in ("2026-11-23T09:00", "2026-11-23T08:00", "2026-11-23T09:00", "2026-11-23T09:01"):
        at(store, moment)
        tick(store)
    assert deeds(store) == ["2026-11-23T09:00:00"]


# ---- faults


def test_what_fails_is_rolled_back_tried_again_and_set_aside_while_the_rest_goes_on(store: Store) -> None:
    def failing(work: Work, one: Occurrence) -> None:
        do(work, one)
        if one.name == "bad":
            raise RuntimeError("half done")

    store.run(partial(plan, wanted=wanted(NINE, name="bad")))
    store.run(partial(plan, wanted=wanted(NINE, name="good")))
    with capture_logs() as logged:
        for second in range(40):
            at(store, f"2026-11-23T09:00:{second:02}")
            tick(store, {"do": failing})
    assert deeds(store) == ["2026-11-23T09:00:00"]
    assert counts(store) == {"aside": 1, "done": 1}
    assert [line["aside"] for line in logged if line["event"] == "occurrence failed"] == [False] * 4 + [True]


def test_what_comes_later_in_a_schedule_waits_while_the_one_before_it_fails(store: Store) -> None:
    """On Wednesday Monday's cannot be done yet: Tuesday's waits for it, so that both are done in their order."""
    store.run(partial(plan, wanted=wanted(NINE, "all", timedelta(days=9))))
    broken = True

    def fragile(work: Work, one: Occurrence) -> None:
        do(work, one)
        if broken and one.local.day == 23:
            raise ZeroDivisionError

    for text in ("2026-11-25T08:30:00", "2026-11-25T08:30:05", "2026-11-25T08:30:10"):
        at(store, text)
        tick(store, {"do": fragile})
        assert deeds(store) == []
    assert counts(store) == {"due": 2}
    broken = False
    at(store, "2026-11-25T08:30:30")
    tick(store, {"do": fragile})
    assert deeds(store) == ["2026-11-23T09:00:00", "2026-11-24T09:00:00"]


@pytest.mark.parametrize("step", ["claimed", "performed"])
def test_what_one_replica_has_in_hand_another_neither_waits_for_nor_does_again(tmp_path: Path, step: str) -> None:
    """On PostgreSQL; SQLite has one writer."""
    store = Store(postgresql(tmp_path), Clock(london("2026-11-23T08:15")))
    store.create()
    store.run(lambda work: deed.metadata.create_all(work.connection))
    store.run(partial(plan, wanted=wanted(NINE)))
    at(store, "2026-11-23T09:00")
    act = occurrences.claim if step == "claimed" else partial(occurrences.perform, actions=ACTIONS)
    if step == "performed":
        store.run(occurrences.claim)
    in_hand, go_on = threading.Event(), threading.Event()

    def slowly(work: Work) -> int:
        found = act(work)
        in_hand.set()
        go_on.wait(20)
        return found

    first = store.submit(slowly)
    assert in_hand.wait(20)
    try:
        assert store.submit(act).result(10) == 0, "it is passed over"
    finally:
        go_on.set()
    assert first.result(20) == 1
    tick(store)
    assert deeds(store) == ["2026-11-23T09:00:00"]
    store.close()


def test_an_action_that_only_a_newer_replica_knows_is_left_to_it(store: Store) -> None:
    store.run(partial(plan, wanted=wanted(NINE)))
    at(store, "2026-11-23T09:00")
    tick(store, {"other": do})
    at(store, "2026-11-23T09:10")
    assert store.run(occurrences.behind) == timedelta(minutes=10)
    tick(store)
    assert deeds(store) == ["2026-11-23T09:00:00"]
    assert store.run(occurrences.behind) == timedelta()


def test_a_long_one_goes_on_where_it_was_when_its_process_died(store: Store) -> None:
    def piece(work: Work, one: Occurrence) -> str | None:
        number = int(one.cursor or 0)
        work.connection.execute(sa.insert(deed).values(name=one.name, what=str(number)))
        return str(number + 1) if number < 9 else None

    store.run(partial(plan, wanted=wanted(NINE)))
    at(store, "2026-11-23T09:00")
    store.run(occurrences.claim)
    for _ in range(3):
        store.run(partial(occurrences.perform, actions={"do": piece}))
    with pytest.raises(_Crash):
        store.run(_crashing(partial(occurrences.perform, actions={"do": piece})))
    while store.read(partial(occurrences.waiting, actions=("do",))):  # a busy machine needs more than one tick
        tick(store, {"do": piece})
    assert deeds(store) == [str(number) for number in range(10)]


class _Crash(Exception):
    """The process dies before this commit."""


def _crashing(unit: Callable[[Work], Any]) -> Callable[[Work], Any]:
    def whole(work: Work) -> None:
        unit(work)
        raise _Crash

    return whole


# ---- keeping little, and changing one's mind


def test_a_reminder_keeps_nothing_of_what_it_was_about_when_it_is_over(store: Store) -> None:
    store.run(partial(plan, wanted=wanted(Once(datetime(2026, 11, 27, 9)))))  # noqa: DTZ001
    assert "workshop" in _kept(store)
    at(store, "2026-11-27T09:00")
    tick(store)
    assert "workshop" not in _kept(store)
    at(store, "2027-02-27T09:00")
    scheduler.tidy(store)
    assert counts(store) == {}
    assert _kept(store) == ""


def test_a_reminder_that_was_missed_for_good_keeps_nothing_either(store: Store) -> None:
    store.run(partial(plan, wanted=wanted(Once(datetime(2026, 11, 27, 9)))))  # noqa: DTZ001
    at(store, "2026-11-29T09:00")
    tick(store)
    assert counts(store) == {"missed": 1}
    assert "workshop" not in _kept(store)


def _kept(store: Store) -> str:
    return store.run(lambda work: work.connection.execute(sa.select(schedule.c.details)).scalar()) or ""


def test_what_fell_into_a_pause_is_over(store: Store) -> None:
    store.run(partial(plan, wanted=wanted(NINE, "all")))
    assert store.run(partial(occurrences.pause, name="one"))
    at(store, "2026-11-25T12:00")
    tick(store)
    assert store.run(partial(occurrences.resume, name="one"))
    assert not store.run(partial(occurrences.resume, name="one"))
    tick(store)
    assert deeds(store) == []
    at(store, "2026-11-26T09:00")
    tick(store)
    assert deeds(store) == ["2026-11-26T09:00:00"]


def test_what_is_cancelled_does_not_happen(store: Store) -> None:
    store.run(partial(plan, wanted=wanted(NINE)))
    at(store, "2026-11-23T09:00")
    store.run(occurrences.claim)
    assert store.run(partial(occurrences.cancel, name="one"))
    tick(store)
    assert deeds(store) == []
    assert counts(store) == {}


async def test_the_clock_ticks_by_itself(store: Store) -> None:
    store.run(partial(plan, wanted=wanted(NINE)))
    at(store, "2026-11-23T09:00")
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def tell(work: Work, one: Occurrence) -> None:
        do(work, one)
        loop.call_soon_threadsafe(done.set)

    clock = scheduler.start(store, {"do": tell})
    async with asyncio.timeout(20):
        await done.wait()
    clock.shutdown()
    await loop.shutdown_default_executor()
    assert deeds(store) == ["2026-11-23T09:00:00"]


# ---- any restarts, two clocks, both clock changes

Matches = Callable[[datetime], bool]
KINDS: list[tuple[Spec, Matches]] = [
    (Cron(minute="*/15"), lambda wall: wall.minute % 15 == 0),
    (HALF_PAST_ONE, lambda wall: (wall.hour, wall.minute) == (1, 30)),
    (Cron(minute="0", hour="1-3"), lambda wall: wall.hour in (1, 2, 3) and wall.minute == 0),
    (Every(date(2026, 10, 1), time(1), days=1), lambda wall: (wall.hour, wall.minute) == (1, 0)),
    (Every(date(2026, 10, 1), time(1, 59), days=2), lambda wall: _even(wall) and (wall.hour, wall.minute) == (1, 59)),
]
STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["claim", "perform", "tick", "both", "claim, dies", "perform, dies", "starts again", "wrong"]),
        st.integers(0, 90) | st.just(0),
    ),
    max_size=25,
)


def _even(wall: datetime) -> bool:
    return (wall.date() - date(2026, 10, 1)).days % 2 == 0


class _Two:
    """Two processes on one database, which live as long as one example."""

    def __init__(self, url: str, start: datetime) -> None:
        self.url = url
        self.clocks = (Clock(start), Clock(start))
        self.stores = [Store(url, clock) for clock in self.clocks]

    def step(self, which: int, what: str, minutes: int) -> None:
        for clock in self.clocks:
            clock.pass_by(timedelta(minutes=minutes))
        store = self.stores[which]
        claim, perform = occurrences.claim, partial(occurrences.perform, actions=ACTIONS)
        match what:
            case "claim":
                store.run(claim)
            case "perform":
                store.run(perform)
            case "tick":
                tick(store)
            case "both":
                self._together(claim)
                self._together(perform)
            case "claim, dies" | "perform, dies":
                with pytest.raises(_Crash):
                    store.run(_crashing(claim if what.startswith("claim") else perform))
            case "starts again":
                store.close()
                self.stores[which] = Store(self.url, self.clocks[which])
            case "wrong":  # from now on one clock goes wrong by up to an hour and a half
                self.clocks[which].now += timedelta(minutes=minutes - 45)

    def _together(self, unit: Callable[[Work], Any]) -> None:
        going: list[Future[Any]] = [store.submit(unit) for store in self.stores for _ in range(2)]
        for one in going:
            one.result()

    def finish(self, end: datetime) -> datetime:
        """Both clocks are right again, and go on until nothing is left: when that was, on the wall."""
        while True:
            for clock, store in zip(self.clocks, self.stores, strict=True):
                clock.now = end
                tick(store)
            wall = end.astimezone(LONDON).replace(tzinfo=None)
            if self.stores[0].run(occurrences.behind) == timedelta() and self.stores[0].run(_next) > wall.isoformat():
                return wall
            end += timedelta(seconds=6)

    def close(self) -> None:
        for store in self.stores:
            store.close()


@cache
def _database(kind: int) -> str:
    """One database for all examples."""
    url = databases()[kind](Path(tempfile.mkdtemp(prefix="signpost-")))
    store = Store(url, Clock())
    store.create()
    store.run(lambda work: deed.metadata.create_all(work.connection))
    store.close()
    return url


def _begin(work: Work, spec: Spec, late: Late) -> None:
    for table in (occurrence, schedule, deed):
        work.connection.execute(sa.delete(table))
    plan(work, wanted(spec, late, timedelta(days=9)))


def _walls(start: datetime, end: datetime, fits: Matches) -> list[str]:
    """Counted without time zones: each minute that a wall calendar has between two times."""
    length = int((end - start).total_seconds()) // 60
    minutes = (start + timedelta(minutes=one) for one in range(length + 1))
    return [wall.isoformat() for wall in minutes if fits(wall)]


@pytest.mark.parametrize("kind", range(len(databases())))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([BACK, FORWARD]), st.sampled_from(KINDS), st.sampled_from(["all", "latest", "skip"]), STEPS)
def test_two_clocks_that_die_and_go_wrong_do_each_time_on_the_wall_once(
    kind: int, change: date, what: tuple[Spec, Matches], late: Late, steps: list[tuple[int, str, int]]
) -> None:
    spec, fits = what
    first = datetime.combine(change - timedelta(days=1), time(22, 10))
    two = _Two(_database(kind), instant(first, LONDON))
    try:
        two.stores[0].run(partial(_begin, spec=spec, late=late))
        for which, step, minutes in steps:
            two.step(which, step, minutes)
        last = max(clock.now for clock in two.clocks).astimezone(LONDON).replace(tzinfo=None)
        last = max(last, datetime.combine(change, time(5, 0))) + timedelta(hours=1)
        last = two.finish(instant(last, LONDON))
        expected = _walls(first, last, fits)
        assert _claimed(two.stores[0]) == expected
        assert deeds(two.stores[0]) == [wall for wall, state in _states(two.stores[0]) if state == "done"]
        if late == "all":
            assert deeds(two.stores[0]) == expected
        if late == "latest" and expected:
            assert deeds(two.stores[0])[-1] == expected[-1]
    finally:
        two.close()


def _next(work: Work) -> str:
    return str(work.connection.execute(sa.select(schedule.c.next)).scalar_one())


def _states(store: Store) -> list[tuple[str, str]]:
    query = sa.select(occurrence.c.local, occurrence.c.state).order_by(occurrence.c.local)
    return store.run(lambda work: [(row.local, row.state) for row in work.connection.execute(query)])


def _claimed(store: Store) -> list[str]:
    return [wall for wall, _ in _states(store)]


async def test_a_tick_that_the_end_cuts_short_is_no_error(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    logs.set_up()
    ticking, over = threading.Event(), threading.Event()

    def tick() -> None:
        ticking.set()
        over.wait(5)

    clock = scheduler.start(store, ticked=tick)
    assert await asyncio.to_thread(ticking.wait, 5)
    clock.shutdown(wait=False)
    await asyncio.sleep(0.01)
    over.set()
    assert caplog.text == ""
