"""The lanes themselves: two real processes' worth of them, which die, stand still and wake, and whose commits fail."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.delivery import ledger
from bot.delivery.lanes import Lane, Post
from bot.delivery.ledger import Posting
from bot.messages import Address, Message
from bot.platform import NeverConnected, TryLater, Unsure, look_once_more
from bot.store import Store, Unit
from bot.tables import lane as lanes
from bot.tables import metadata, outbox
from bot.work import Work
from tests import databases
from tests.fake import Clock, Fake

CHATS = [Address("fake", "w", f"u{number}") for number in range(3)]
LANE = "fake|w"
WORKERS = ("one", "two")
ANSWERS = ("no answer", "yes", "lost", "later", "not connected")
A_WHILE = 0.02  # seconds that a process goes on: enough for a commit or two


class Crash(Exception):
    """The database does not take this commit."""


@dataclass
class Call:
    """A message on its way to the platform, which says what becomes of it."""

    key: str
    said: asyncio.Future[str]
    troubled: bool = False  # no answer came, or nobody was left to note it


@dataclass
class World:
    """What has arrived, and whether the platform can tell."""

    tells: bool = False
    seen: dict[Address, list[str]] = field(default_factory=lambda: defaultdict(list))
    calls: dict[str, list[Call]] = field(default_factory=lambda: defaultdict(list))


class Slow(Fake):
    """A platform on which each call waits until the machine lets it go on."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.waiting: list[Call] = []

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        call = Call(key, asyncio.get_running_loop().create_future())
        self.waiting.append(call)
        self.world.calls[key].append(call)
        try:
            said = await call.said
        finally:
            self.waiting.remove(call)
        look_once_more()
        if said == "later":
            raise TryLater(0.0)
        if said == "not connected":
            raise NeverConnected
        if said != "lost":
            self.world.seen[to].append(key)
        if said != "yes":
            raise Unsure
        return f"m{len(self.world.seen[to])}"

    async def find(self, to: Address, key: str) -> str | None:
        if not self.world.tells:
            return None
        return "m" if key in self.world.seen[to] else ""


class Failing(Store):
    """A store that fails as many of the next commits as it is told to: before them, or after and nobody hears of it."""

    fails = 0
    though_kept = False

    def submit(self, unit: Unit[Any], behind: bool = False) -> Future[Any]:
        if not self.fails:
            return super().submit(unit, behind)
        self.fails -= 1
        if not self.though_kept:
            return super().submit(partial(_fail, unit), behind)
        unheard: Future[Any] = Future()
        super().submit(unit, behind).add_done_callback(lambda _: unheard.set_exception(Crash()))
        return unheard


def _fail(unit: Unit[Any], work: Work) -> None:
    unit(work)
    raise Crash


class Process:
    """A `Post` with an event loop of its own, which stands still unless it is let go on."""

    def __init__(self, name: str, url: str, clock: Clock, world: World) -> None:
        self.store = Failing(url, clock)
        self.platform = Slow(world)
        self.loop = asyncio.new_event_loop()
        self.post = Post(self.store, [self.platform], name, Random(1))
        self._running = self.loop.create_task(self.post.run())

    @property
    def lane(self) -> Lane | None:
        return self.post.lanes.get(LANE)

    def goes_on(self, seconds: float = A_WHILE) -> None:
        self.post.stir(LANE)
        self.loop.run_until_complete(asyncio.sleep(seconds))

    def asks_for_the_lane(self) -> None:
        if self.lane:
            with suppress(Crash):
                self.loop.run_until_complete(self.lane._take_lease())
        self.goes_on()

    def lease_runs_out(self) -> None:
        """By its own clock too: what it called is given up when it wakes."""
        if self.lane:
            self.lane._held.until = time.monotonic()
            self.loop.run_until_complete(self._gives_up(self.lane))

    async def _gives_up(self, lane: Lane) -> None:
        for call in lane._calls:
            if not call.expired():
                call.reschedule(self.loop.time())

    def dies(self) -> None:
        """Nothing that it does any more reaches database or platform."""
        self.store.fails, self.store.though_kept = 1_000_000, False
        while tasks := asyncio.all_tasks(self.loop):
            for task in tasks:
                task.cancel()
            self.loop.run_until_complete(asyncio.wait(tasks, timeout=0.1))
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
        self.store.close()


class LaneMachine(RuleBasedStateMachine):
    """No message is lost or comes out of order, and none comes again unless nobody could know that it had arrived."""

    database: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.url, self.store = _emptied(self.database, self.clock)
        self.world = World()
        self.said: dict[Address, list[str]] = defaultdict(list)
        self.policy: dict[str, str] = {}
        self.processes: dict[str, Process] = {}
        self.numbers = 0

    @initialize(
        tells=st.booleans(),
        answer=st.sampled_from(ANSWERS),
        commits=st.integers(1, 3),
        though_kept=st.booleans(),
        at=st.sampled_from(["mark", "intent"]),
    )
    def begin(self, tells: bool, answer: str, commits: int, though_kept: bool, at: str) -> None:
        """Each example has its trouble to begin with: lost answers, a database that fails, a death, a take-over."""
        self.world.tells = tells
        for number, chat in enumerate(CHATS * 2):
            self.say(chat, "ask" if number % 2 else "resend")
        for worker in WORKERS:
            self.start(worker)
        self.database_fails("one", at, commits, though_kept, dies=False)
        self.serve_after("one", answer)
        self.say(CHATS[0], "ask")
        self.go_on("one")
        self.database_fails("one", "mark", 3, though_kept, dies=True)
        self.take_over("two")

    # ---- what happens

    @rule(chat=st.sampled_from(CHATS), policy=st.sampled_from(["resend", "ask"]))
    def say(self, chat: Address, policy: ledger.Policy) -> None:
        self.numbers += 1
        key = f"k{self.numbers}"
        self.store.run(lambda work: ledger.say(work, key, chat, Message(key), posting=Posting(policy=policy)))
        self.said[chat].append(key)
        self.policy[key] = policy

    @rule(worker=st.sampled_from(WORKERS))
    def start(self, worker: str) -> None:
        """It starts (again) and knows nothing."""
        self.die(worker)
        self.numbers += 1
        process = self.processes[worker] = Process(f"{worker}{self.numbers}", self.url, self.clock, self.world)
        for _ in range(2):
            process.goes_on()

    def die(self, worker: str) -> None:
        process = self.processes.pop(worker, None)
        if process:
            process.dies()
            self._note_trouble()

    def go_on(self, worker: str) -> None:
        self._with(worker, Process.goes_on)

    @rule(
        worker=st.sampled_from(WORKERS),
        which=st.integers(0, 2),
        answers=st.lists(st.sampled_from(ANSWERS), min_size=3, max_size=6),
        seconds=st.sampled_from([60.0, 0.0]),
    )
    def serve(self, worker: str, which: int, answers: list[str], seconds: float) -> None:
        """It sends for a while."""
        self.time_passes(seconds)
        for answer in answers:
            self.answer(worker, which, answer)

    @rule(worker=st.sampled_from(WORKERS), answer=st.sampled_from(ANSWERS))
    def serve_after(self, worker: str, answer: str) -> None:
        """All that is on its way meets the same, and then time passes and all is well."""
        self.serve(worker, 0, [answer] * len(CHATS), 0.0)
        self.serve(worker, 0, ["yes"] * 2 * len(CHATS), 60.0)

    def answer(self, worker: str, which: int, answer: str) -> None:
        """The platform answers one of the calls, or does not."""
        process = self.processes.get(worker)
        open_calls = [call for call in process.platform.waiting if not call.said.done()] if process else []
        if process and open_calls:
            call = open_calls[which % len(open_calls)]
            call.troubled |= answer in ("no answer", "lost")
            call.said.set_result(answer)
            process.goes_on()

    @rule(worker=st.sampled_from(WORKERS))
    def take_over(self, worker: str) -> None:
        """The other, if it has the lane, has stood still for longer than its lease."""
        self.lease_runs_out()
        self._with(worker, Process.asks_for_the_lane)

    @rule()
    def lease_runs_out(self) -> None:
        long_ago = self.clock.now - timedelta(days=3000)
        self.store.run(lambda work: work.connection.execute(sa.update(lanes).values(until=long_ago)))
        for process in self.processes.values():
            process.lease_runs_out()
        self._note_trouble()

    @rule(
        worker=st.sampled_from(WORKERS),
        at=st.sampled_from(["mark", "intent"]),
        commits=st.integers(1, 3),
        though_kept=st.booleans(),
        dies=st.sampled_from([False, False, True]),
    )
    def database_fails(self, worker: str, at: str, commits: int, though_kept: bool, dies: bool) -> None:
        """At the next commits; the process may die of it."""
        process = self.processes.get(worker)
        if process:
            process.store.fails, process.store.though_kept = commits, though_kept
            if at == "intent":
                self.say(Address("fake", "w", f"new{self.numbers}"), "resend")
                process.goes_on()
            else:
                self.answer(worker, 0, "yes")
            process.goes_on()
            process.store.fails = 0
            if dies:
                self.die(worker)
            elif process.lane and process.lane.is_held:
                self._all_are_marked(process)

    def _all_are_marked(self, process: Process) -> None:
        """As soon as the database is well again, nothing is on its way that the platform was not asked for."""
        patience = time.monotonic() + 10.0
        while self.store.read(ledger.counts).get("leaving", 0) > len(process.platform.waiting):
            assert time.monotonic() < patience, "something is left without its mark"
            process.goes_on()

    def time_passes(self, seconds: float) -> None:
        """Whoever has the lane keeps it."""
        self.clock.pass_by(timedelta(seconds=seconds))
        for process in self.processes.values():
            if process.lane and process.lane.is_held:
                process.asks_for_the_lane()

    def _with(self, worker: str, act: Callable[[Process], None]) -> None:
        if worker in self.processes:
            act(self.processes[worker])

    def _note_trouble(self) -> None:
        """Whatever has no mark now may be called again."""
        marked = sa.select(outbox.c.key).where(outbox.c.state.in_(("sent", "unsure", "failed")))
        done = self.store.read(lambda work: {*work.connection.execute(marked).scalars()})
        for key, calls in self.world.calls.items():
            for call in calls if key not in done else ():
                call.troubled = True

    # ---- what must hold

    @invariant()
    def nothing_comes_twice_but_where_that_was_to_be_risked(self) -> None:
        for chat, seen in self.world.seen.items():
            for key in self.said[chat]:
                if self.world.tells or self.policy[key] == "ask":
                    assert seen.count(key) <= 1
                else:
                    assert seen.count(key) <= 1 + sum(call.troubled for call in self.world.calls[key])

    @invariant()
    def in_order(self) -> None:
        for chat, seen in self.world.seen.items():
            firsts = [key for at, key in enumerate(seen) if key not in seen[:at]]
            assert firsts == sorted(firsts, key=self.said[chat].index)

    def teardown(self) -> None:
        """Whoever is left does the rest: nothing is lost, nothing is stuck."""
        if not self.processes:
            self.start("one")
        if not any(process.lane and process.lane.is_held for process in self.processes.values()):
            self.take_over(min(self.processes))
        for _ in range(30 * len(self.policy)):
            counts = self.store.read(ledger.counts)
            if set(counts) <= {"sent", "unsure"}:
                break
            self.time_passes(600)
            for worker in self.processes:
                self.answer(worker, 0, "yes")
                self.go_on(worker)
        for worker in WORKERS:
            self.die(worker)
        self.store.close()
        self.nothing_comes_twice_but_where_that_was_to_be_risked()
        self.in_order()
        assert set(counts) <= {"sent", "unsure"}, counts
        missing = [key for chat, keys in self.said.items() for key in keys if key not in self.world.seen[chat]]
        assert all(self.policy[key] == "ask" for key in missing)
        assert not (self.world.tells and (missing or "unsure" in counts))
        assert len(missing) <= counts.get("unsure", 0)


_made: dict[str, str] = {}


def _emptied(database: str, clock: Clock) -> tuple[str, Store]:
    """One database for all examples, emptied before each."""
    if database not in _made:
        _made[database] = getattr(databases, database)(Path(tempfile.mkdtemp()))
    store = Store(_made[database], clock)
    store.create()
    tables = reversed(metadata.sorted_tables)
    store.run(lambda work: [work.connection.execute(table.delete()) for table in tables])
    return _made[database], store


def _cases(database: str, examples: int) -> Any:
    made: Any = type(f"LaneMachineOn{database.title()}", (LaneMachine,), {"database": database})
    made.TestCase.settings = settings(
        max_examples=examples, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    return made.TestCase


TestLanesOnSqlite = _cases("sqlite", 10)
TestLanesOnPostgresql = _cases("postgresql", 4)
