"""Inbox, outbox, lanes and clock under any order of commands, crashes at every commit, passing time and two workers."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot import occurrences
from bot.delivery import journal, ledger
from bot.delivery.ledger import Due, Mark, Posting
from bot.messages import Address, Event, Message
from bot.occurrences import Every, Occurrence, Once, Plan
from bot.store import Store
from bot.tables import metadata, outbox
from bot.work import Work
from tests import databases
from tests.fake import Clock

CHATS = [Address("fake", "w", f"u{number}") for number in range(2)]
LANE = "fake|w"
LEASE = timedelta(seconds=5)
WORKERS = ("one", "two")


class Crash(Exception):
    """The process dies before this commit."""


class _Machine(RuleBasedStateMachine):
    """Time is the store's clock; PostgreSQL's leases are by its own, so there a lease is made to run out by hand."""

    database: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.store = _store(type(self), self.clock)
        self.numbers = 0

    def commit(self, unit: Any, crash: bool = False) -> Any:
        """Run a unit; a crash comes at its very end, before the commit."""

        def whole(work: Work) -> Any:
            value = unit(work)
            if crash:
                raise Crash
            return value

        try:
            return self.store.run(whole)
        except Crash:
            return None

    def pass_by(self, seconds: float) -> None:
        self.clock.pass_by(timedelta(seconds=seconds))


class InboxMachine(_Machine):
    """What is journalled is done exactly once, in order for each chat, or set aside after five failures."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[Address, list[str]] = defaultdict(list)
        self.done: dict[Address, list[str]] = defaultdict(list)
        self.fails: dict[str, int] = defaultdict(int)
        self.aside: set[str] = set()
        self.read: dict[str, journal.Entry] = {}

    @rule(chat=st.sampled_from(CHATS), crash=st.booleans())
    def hear(self, chat: Address, crash: bool) -> None:
        self.numbers += 1
        event = Event(f"e{self.numbers}", chat, chat, text="words")
        if self.commit(lambda work: journal.journal(work, [event]), crash):
            self.kept[chat].append(event.id)

    @initialize()
    def begin(self) -> None:
        for chat in CHATS * 2:
            self.hear(chat, crash=False)

    @rule(chat=st.sampled_from(CHATS), which=st.integers(0, 5))
    def hear_again(self, chat: Address, which: int) -> None:
        if self.kept[chat]:
            event = Event(self.kept[chat][which % len(self.kept[chat])], chat, chat, text="words")
            assert not self.commit(lambda work: journal.journal(work, [event]))

    @rule(worker=st.sampled_from(WORKERS), chat=st.sampled_from(CHATS))
    def serve(self, worker: str, chat: Address) -> None:
        self.look(worker, chat)
        self.finish(worker, crash=False)

    @rule(worker=st.sampled_from(WORKERS), chat=st.sampled_from(CHATS))
    def look(self, worker: str, chat: Address) -> None:
        entry = self.store.read(lambda work: journal.first_waiting(work, [chat]).get(chat))
        if entry:
            self.read[worker] = entry

    @precondition(lambda self: self.read)
    @rule(worker=st.sampled_from(WORKERS), crash=st.booleans())
    def finish(self, worker: str, crash: bool) -> None:
        """A worker finishes what it read, perhaps long ago, perhaps read by the other too."""
        entry = self.read.get(worker)
        if entry and self.commit(lambda work: journal.finish(work, [entry]), crash):
            self.done[entry.event.chat].append(entry.event.id)

    @precondition(lambda self: self.read)
    @rule(worker=st.sampled_from(WORKERS))
    def fail_and_crash(self, worker: str) -> None:
        """It dies before it could note that something failed."""
        entry = self.read.pop(worker, None)
        if entry:
            self.commit(lambda work: journal.failed(work, entry, "Fault"), crash=True)

    @precondition(lambda self: self.read)
    @rule(worker=st.sampled_from(WORKERS), fault=st.sampled_from([1, 5]))
    def fail(self, worker: str, fault: int) -> None:
        """Once, or until it is set aside."""
        for _ in range(fault):
            self._fail(worker)
            if worker in self.read:
                self.look(worker, self.read[worker].event.chat)

    def _fail(self, worker: str) -> None:
        entry = self.read.get(worker)
        if entry and self.commit(lambda work: journal.failed(work, entry, "Fault")):
            self.aside.add(entry.event.id)

    def teardown(self) -> None:
        """Nothing is left behind."""
        for chat in CHATS:
            for _ in self.kept[chat]:
                self.serve("one", chat)
            assert self.store.read(lambda work, c=chat: journal.first_waiting(work, [c])) == {}  # type: ignore[misc]

    @invariant()
    def in_order_and_once(self) -> None:
        for chat, done in self.done.items():
            served = [one for one in self.kept[chat] if one in done]
            assert done == served, "each once, in the order in which they came"
            before = self.kept[chat][: self.kept[chat].index(done[-1])] if done else []
            assert set(before) <= set(done) | self.aside, "nothing was passed over"

    @invariant()
    def nothing_lost(self) -> None:
        waiting = {one.event.id for one in self.store.read(lambda work: journal.waiting(work, 99))}
        for chat, kept in self.kept.items():
            left = [one for one in kept if one not in self.done[chat] and one not in self.aside]
            assert not left or left[0] in waiting


class OutboxMachine(_Machine):
    """Two workers with a lane between them, who crash, freeze and wake, and a platform that may not answer.

    It may or may not tell whether a message has arrived.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[Address, list[str]] = defaultdict(list)
        self.policy: dict[str, str] = {}
        self.seen: dict[Address, list[str]] = defaultdict(list)
        self.chances: dict[str, int] = defaultdict(int)  # how often a message was left without its mark
        self.holding: dict[str, int] = {}  # worker → epoch
        self.peeked: dict[str, list[Due]] = defaultdict(list)
        self.way: dict[str, list[Due]] = defaultdict(list)  # intended, not called
        self.called: dict[str, list[Mark]] = defaultdict(list)  # called, or looked for, and not marked
        self.tells = False

    @initialize(tells=st.booleans())
    def begin(self, tells: bool) -> None:
        self.tells = tells
        self.start("one")
        for number, chat in enumerate(CHATS * 2):
            self.say(chat, "ask" if number == 1 else "resend", crash=False)

    # ---- causes

    @rule(chat=st.sampled_from(CHATS), policy=st.sampled_from(["resend", "ask"]), crash=st.booleans())
    def say(self, chat: Address, policy: ledger.Policy, crash: bool) -> None:
        self.numbers += 1
        key = f"k{self.numbers}"
        posting = Posting(policy=policy)
        if self.commit(lambda work: ledger.say(work, key, chat, Message(key), posting=posting), crash):
            self.said[chat].append(key)
            self.policy[key] = policy

    @rule(chat=st.sampled_from(CHATS))
    def say_again(self, chat: Address) -> None:
        if self.said[chat]:
            key = self.said[chat][-1]
            assert not self.commit(lambda work: ledger.say(work, key, chat, Message(key)))

    # ---- workers

    @rule(worker=st.sampled_from(WORKERS))
    def start(self, worker: str) -> None:
        """A process starts (again): it knows nothing, and takes the lane if it can."""
        self.die(worker)
        epoch = self.commit(lambda work: ledger.hold_lane(work, LANE, worker, LEASE, anew=True))
        self._holds(worker, epoch)

    @rule(worker=st.sampled_from(WORKERS), crash=st.booleans())
    def renew(self, worker: str, crash: bool) -> None:
        anew = worker not in self.holding
        self._holds(worker, self.commit(lambda work: ledger.hold_lane(work, LANE, worker, LEASE, anew), crash))
        if crash:
            self.die(worker)

    @rule(worker=st.sampled_from(WORKERS), crash=st.booleans())
    def let_go(self, worker: str, crash: bool) -> None:
        """It stops for good, once nothing is on its way."""
        if not (self.way[worker] or self.called[worker]):
            self.commit(lambda work: ledger.leave_lane(work, LANE, worker), crash)
            self.die(worker)

    @rule(worker=st.sampled_from(WORKERS))
    def die(self, worker: str) -> None:
        for made in self.called.pop(worker, []):
            self.chances[made.due.key] += 1
        for due in self.way.pop(worker, []):
            self.chances[due.key] += 1
        self.peeked.pop(worker, None)
        self.holding.pop(worker, None)

    @rule()
    def lease_runs_out(self) -> None:
        self.store.run(lambda work: work.connection.exec_driver_sql(_PAST))

    @rule(seconds=st.floats(-3600, 600))
    def time_passes(self, seconds: float) -> None:
        """Or the clock is set back."""
        self.pass_by(seconds)

    @rule(worker=st.sampled_from(WORKERS), stage=st.integers(2, 4))
    def send(self, worker: str, stage: int) -> None:
        """As far as this stage: intended, called, marked."""
        self.peek(worker)
        self.intend(worker, crash=False)
        if stage > 2:
            self.call(worker)
        if stage > 3:
            self.answer(worker, crash=False)

    @rule(
        frozen=st.sampled_from(WORKERS),
        stage=st.integers(2, 3),
        others=st.integers(2, 4),
        late=st.sampled_from(["sent", "asked to wait"]),
        dies=st.booleans(),
    )
    def freeze(self, frozen: str, stage: int, others: int, late: str, dies: bool) -> None:
        """One stops in the middle, the other takes the lane over, and the first wakes and goes on meanwhile."""
        other = WORKERS[frozen == WORKERS[0]]
        self.lease_runs_out()
        self.start(frozen)
        self.send(frozen, stage)
        self.lease_runs_out()
        self.start(other)
        self.send(other, others)
        if late == "sent":
            self.call(frozen)
            self.answer(frozen, crash=False)
        else:
            self.asked_to_wait(frozen, 0.0)
        if dies:
            self.die(other)
        self.call(other)
        self.answer(other, crash=False)
        self.send(other, 4)

    @rule(worker=st.sampled_from(WORKERS))
    def peek(self, worker: str) -> None:
        self.peeked[worker] = self.store.read(lambda work: ledger.ready(work, LANE, 9))

    @precondition(lambda self: any(self.peeked.values()))
    @rule(worker=st.sampled_from(WORKERS), crash=st.booleans())
    def intend(self, worker: str, crash: bool) -> None:
        """What was peeked at, perhaps long ago; one of each chat."""
        away = {due.to for due in self._on_their_way(worker)}
        chosen = {due.id: due for due in self.peeked[worker] if due.to not in away}
        leaves = self.commit(lambda work: ledger.intend(work, list(chosen), worker), crash) or {}
        for which, leave in leaves.items():
            if leave.epoch:
                self.way[worker].append(replace(chosen[which], epoch=leave.epoch))

    @precondition(lambda self: any(self.way.values()))
    @rule(worker=st.sampled_from(WORKERS))
    def call(self, worker: str) -> None:
        """The platform takes it. A worker that was frozen knows by its clock when its lease has gone."""
        for due in self.way.pop(worker, []):
            made = Mark(due, "sent", message="m")
            if not self._owns(worker):
                self.chances[due.key] += 1
            elif settled := self._looked_for(due):
                made = settled
            else:
                self.seen[due.to].append(due.key)
            self.called[worker].append(made)

    def _looked_for(self, due: Due) -> Mark | None:
        if due.doubt and self.tells and due.key in self.seen[due.to]:
            return Mark(due, "sent", message="m")
        return Mark(due, "unsure") if due.doubt and not self.tells and due.policy == "ask" else None

    @precondition(lambda self: any(self.called.values()))
    @rule(worker=st.sampled_from(WORKERS), crash=st.booleans())
    def answer(self, worker: str, crash: bool) -> None:
        self._mark(worker, self.called[worker], crash)

    @precondition(lambda self: any(self.way.values()))
    @rule(worker=st.sampled_from(WORKERS), seconds=st.sampled_from([0.0, 30.0]))
    def asked_to_wait(self, worker: str, seconds: float) -> None:
        """The platform refuses what is on its way."""
        taken = self.way.pop(worker, [])
        made = [self._looked_for(due) or Mark(due, "queued", seconds=seconds) for due in taken]
        self.commit(lambda work: ledger.mark(work, made))

    def _mark(self, worker: str, made: list[Mark], crash: bool) -> None:
        self.commit(lambda work: ledger.mark(work, made), crash)
        if crash:
            self.die(worker)
        else:
            for one in self.called.pop(worker, []):
                self.chances[one.due.key] += not self._owns(worker)

    def _holds(self, worker: str, epoch: int | None) -> None:
        if epoch:
            self.holding[worker] = epoch

    def _owns(self, worker: str) -> bool:
        return bool(self.store.read(lambda work: work.connection.exec_driver_sql(_OWNER).scalar() == worker))

    # ---- what must hold

    @invariant()
    def nothing_doubled_beyond_what_was_in_flight(self) -> None:
        for seen in self.seen.values():
            for key in seen:
                harmless = self.policy[key] == "resend" and not self.tells
                allowed = 1 + (self.chances[key] + self._under_way(key) if harmless else 0)
                assert seen.count(key) <= allowed

    @invariant()
    def in_order(self) -> None:
        for chat, seen in self.seen.items():
            firsts = [key for at, key in enumerate(seen) if key not in seen[:at]]
            assert firsts == sorted(firsts, key=self.said[chat].index)

    def teardown(self) -> None:
        """Everybody dies, time passes, and one worker does the rest: nothing is lost, nothing is stuck."""
        for worker in WORKERS:
            self.die(worker)
        self.lease_runs_out()
        self.pass_by(7200)
        self.start("one")
        for _ in range(len(self.policy) + 1):
            self.peek("one")
            self.intend("one", crash=False)
            self.call("one")
            self.answer("one", crash=False)
        counts = self.store.read(ledger.counts)
        assert set(counts) <= {"sent", "unsure"}, counts
        missing = [key for chat, keys in self.said.items() for key in keys if key not in self.seen[chat]]
        assert all(self.policy[key] == "ask" for key in missing)
        assert not (self.tells and (missing or "unsure" in counts))
        assert len(missing) <= counts.get("unsure", 0)

    def _under_way(self, key: str) -> int:
        return sum(due.key == key for worker in WORKERS for due in self._on_their_way(worker))

    def _on_their_way(self, worker: str) -> list[Due]:
        return [*self.way[worker], *(made.due for made in self.called[worker])]


class ClockMachine(_Machine):
    """Two clocks that die before any commit and go wrong: each time of each schedule comes once, and none is missed."""

    def __init__(self) -> None:
        super().__init__()
        self.latest = self.clock.now
        self.once: dict[str, str] = {}  # schedule → when
        self.daily: dict[str, datetime] = {}  # schedule → its first time

    @initialize()
    def begin(self) -> None:
        self.plan_once(60, crash=False)
        self.plan_daily(11, crash=False)

    @rule(ahead=st.integers(-600, 100_000), crash=st.booleans())
    def plan_once(self, ahead: int, crash: bool) -> None:
        at = (self.clock.now + timedelta(seconds=ahead)).replace(tzinfo=None, microsecond=0)
        if self._plan(Once(at), crash):
            self.once[f"s{self.numbers}"] = str(at)

    @rule(hour=st.integers(0, 23), crash=st.booleans())
    def plan_daily(self, hour: int, crash: bool) -> None:
        now = self.clock.now
        today = datetime.combine(now.date(), time(hour))
        if self._plan(Every(now.date(), time(hour), days=1), crash):
            self.daily[f"s{self.numbers}"] = today + timedelta(days=today.replace(tzinfo=UTC) < now)

    def _plan(self, spec: occurrences.Spec, crash: bool) -> bool:
        self.numbers += 1
        wanted = Plan(f"s{self.numbers}", "tell", spec, "UTC", late="all", limit=timedelta(days=3650))
        return bool(self.commit(lambda work: occurrences.plan(work, wanted), crash))

    @rule(seconds=st.floats(-7200, 200_000))
    def time_passes(self, seconds: float) -> None:
        """Or the clock is set back."""
        self.pass_by(seconds)
        self.latest = max(self.latest, self.clock.now)

    @rule(crash=st.booleans())
    def claim(self, crash: bool) -> None:
        self.commit(occurrences.claim, crash)

    @rule(crash=st.booleans())
    def perform(self, crash: bool) -> None:
        self.commit(lambda work: occurrences.perform(work, {"tell": self._tell}), crash)

    @rule(deaths=st.integers(0, 2))
    def tick(self, deaths: int) -> None:
        """One clock dies while it claims or after that, and another goes on."""
        self.claim(crash=deaths > 1)
        self.perform(crash=deaths > 0)
        self.claim(crash=False)
        self.perform(crash=False)

    def _tell(self, work: Work, one: Occurrence) -> None:
        self.numbers += 1  # so that nothing but the clock keeps it from being told twice
        ledger.say(work, f"told{self.numbers}", CHATS[0], Message(f"{one.name} {one.local}"))

    def _told(self) -> list[str]:
        with_body = sa.select(outbox.c.body)
        return sorted(
            json.loads(body)["text"]
            for body in self.store.read(lambda w: w.connection.execute(with_body).scalars().all())
        )

    @invariant()
    def nothing_came_twice_or_early(self) -> None:
        told = self._told()
        assert len(told) == len({*told})
        assert all(datetime.fromisoformat(one.split(" ", 1)[1]).replace(tzinfo=UTC) <= self.latest for one in told)

    def teardown(self) -> None:
        """Time passes, and a clock catches up."""
        self.time_passes((self.latest - self.clock.now).total_seconds() + 100_000)
        while self.store.read(lambda work: occurrences.waiting(work, ["tell"])):
            self.tick(deaths=0)
            self.pass_by(6)
        expected = [f"{name} {at}" for name, at in self.once.items()]
        for name, first in self.daily.items():
            days = (self.clock.now.replace(tzinfo=None) - first).days
            expected += [f"{name} {first + timedelta(days=day)}" for day in range(days + 1)]
        assert self._told() == sorted(expected)


_OWNER = "SELECT owner FROM lane WHERE name = 'fake|w'"
_PAST = "UPDATE lane SET until = '2018-01-01 00:00:00.000000' WHERE name = 'fake|w'"


_stores: dict[type[_Machine], Store] = {}


def _store(machine: type[_Machine], clock: Clock) -> Store:
    """One database for all examples of a machine, emptied before each."""
    made = _stores.get(machine)
    if made is None:
        folder = Path(tempfile.mkdtemp())
        made = _stores[machine] = Store(getattr(databases, machine.database)(folder), clock)
        made.create()
    made.clock = clock
    made._writer._clock = clock
    tables = reversed(metadata.sorted_tables)
    made.run(lambda work: [work.connection.execute(table.delete()) for table in tables])
    return made


def _cases(machine: type[_Machine], database: str, examples: int) -> Any:
    made: Any = type(f"{machine.__name__}On{database.title()}", (machine,), {"database": database})
    made.TestCase.settings = settings(
        max_examples=examples, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
    )
    return made.TestCase


TestInboxOnSqlite = _cases(InboxMachine, "sqlite", 40)
TestInboxOnPostgresql = _cases(InboxMachine, "postgresql", 8)
TestOutboxOnSqlite = _cases(OutboxMachine, "sqlite", 50)
TestOutboxOnPostgresql = _cases(OutboxMachine, "postgresql", 8)
TestClockOnSqlite = _cases(ClockMachine, "sqlite", 15)
TestClockOnPostgresql = _cases(ClockMachine, "postgresql", 4)
