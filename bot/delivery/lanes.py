"""Sending: one owner for each platform token at a time, paced, with an intent before each call and a mark after it.

Nothing that was begun is left without its mark while this process lives: a mark that the database does not take is
kept and tried again. What a dead process leaves is found by whoever holds the lane next.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import TypeVar, cast

import structlog

from bot.delivery import ledger
from bot.delivery.ledger import NO_ANSWER, Due, Leave, Mark
from bot.delivery.pace import Pacer
from bot.messages import Address
from bot.metrics import Metrics
from bot.platform import (
    NeverConnected,
    NotHeld,
    Platform,
    Refused,
    TryLater,
    Unreachable,
    Unsure,
    held,
    look_once_more,
    serving,
)
from bot.store import Store
from bot.work import Work

T = TypeVar("T")
log = structlog.get_logger("lanes")

LEASE = timedelta(seconds=5)
RENEW_SECONDS = LEASE.total_seconds() / 3
WATCH_SECONDS = 0.3  # how often a lane that another owns is asked for
SPARE_SECONDS = 1.0  # of the lease that must be left when a call begins
PEEK = 100
LANDED_SECONDS = 0.02  # after a message has landed, until it is looked whether its chat has another: one look for many
IDLE_SECONDS = 0.5
GLANCE_SECONDS = 0.02
WRITTEN_AT_ONCE = 2  # commits of intents and marks that are handed over, on PostgreSQL to two of its connections
TROUBLE_SECONDS = 0.3  # how long to leave a database in trouble alone
APART = 0.95  # of the lane's spacing, between the beginnings of two calls
MOST_TRIES = 20  # of what may have arrived: about an hour
LONGEST_BACKOFF = 300.0
LONGEST_WAIT = 3600.0  # a platform that asks for more is asked again sooner


class Book:
    """Intents and marks of all lanes of a process, committed together: many at a time, none before its turn."""

    def __init__(self, store: Store, owner: str) -> None:
        self._store = store
        self._owner = owner
        self._intents: list[tuple[int, asyncio.Future[Leave | None]]] = []
        self._marks: list[tuple[Mark, asyncio.Future[None]]] = []
        self._stirred = asyncio.Event()

    async def intend(self, due: Due) -> Leave | None:
        """Leave to send the message; None if it is not to be sent any more, or not yet."""
        done: asyncio.Future[Leave | None] = asyncio.get_running_loop().create_future()
        self._intents.append((due.id, done))
        self._stirred.set()
        return await done

    async def mark(self, made: Mark) -> None:
        """Keep what became of a message, as soon as the database can."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._marks.append((made, done))
        self._stirred.set()
        await done

    async def keep(self) -> None:
        """Commit what comes, for ever. What comes while it is written is handed over too, to be written behind it."""
        room = asyncio.Semaphore(WRITTEN_AT_ONCE)
        writing: set[asyncio.Task[None]] = set()

        def over(task: asyncio.Task[None]) -> None:
            writing.discard(task)
            room.release()

        while True:
            await room.acquire()
            await self._stirred.wait()
            self._stirred.clear()
            task = asyncio.create_task(self._commit())
            writing.add(task)
            task.add_done_callback(over)

    async def _commit(self) -> None:
        intents, self._intents = self._intents, []
        marks, self._marks = self._marks, []
        unit = partial(_write, [one for one, _ in marks], [one for one, _ in intents], self._owner)
        try:
            leaves = await asyncio.shield(asyncio.wrap_future(self._store.submit(unit)))
        except Exception as fault:
            log.error("marks not kept, again soon", fault=type(fault).__name__)
            for _, waiting in intents:
                _give(waiting, fault=fault)
            await asyncio.sleep(TROUBLE_SECONDS)
            self._marks = marks + self._marks
            self._stirred.set()
            return
        for _, kept in marks:
            _give(kept, None)
        for which, allowed in intents:
            _give(allowed, leaves.get(which))


def _write(marks: Sequence[Mark], intents: Sequence[int], owner: str, work: Work) -> Mapping[int, Leave]:
    ledger.mark(work, marks)
    return ledger.intend(work, intents, owner) if intents else {}


def _give(waiting: asyncio.Future[T], value: T | None = None, fault: Exception | None = None) -> None:
    if waiting.done():
        return
    if fault:
        waiting.set_exception(fault)
    else:
        waiting.set_result(cast(T, value))


@dataclass(slots=True)
class _Held:
    """What this process knows of its lease, by its own monotonic clock."""

    until: float = 0.0
    epoch: int = 0

    def lasts(self, now: float) -> bool:
        return self.until - now > SPARE_SECONDS


class Lane:
    """One platform token: takes the lease, and sends what is due on it while it holds."""

    def __init__(
        self, name: str, platform: Platform, store: Store, book: Book, owner: str, chance: Random, metrics: Metrics
    ) -> None:
        self.name = name
        self.pacer = Pacer(platform.limits)
        self._platform = platform
        self._store = store
        self._book = book
        self._owner = owner
        self._chance = chance
        self._metrics = metrics
        self._held = _Held()
        self._woken = asyncio.Event()
        self._landing = asyncio.Event()  # a message is not on its way any more
        self._rousing: asyncio.TimerHandle | None = None
        self._news = False  # something was left to send since the last look
        self._away: dict[Address, asyncio.Task[None]] = {}  # chat → the message on its way
        self._calls: set[asyncio.Timeout] = set()
        self._failures = 0  # to connect, in a row
        self._called = 0.0  # when the latest call began
        self._calling = asyncio.Lock()

    @property
    def is_held(self) -> bool:
        """Whether this process owns the lane at present."""
        return self._held.lasts(time.monotonic())

    def stir(self) -> None:
        """Something was left to send."""
        self._news = True
        self._woken.set()

    async def run(self) -> None:
        """Hold the lane and send, for ever; on the way out, finish what is on its way."""
        keeping = asyncio.create_task(self._keep_lease())
        try:
            while True:
                self._woken.clear()
                await self._rest(await self._look())
        finally:
            await asyncio.gather(*self._away.values(), return_exceptions=True)
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def let_go(self) -> None:
        """Let another process have the lane at once."""
        self._held.until = 0.0
        await self._run(partial(ledger.leave_lane, name=self.name, owner=self._owner))

    # ---- the lease

    async def _keep_lease(self) -> None:
        while True:
            try:
                await self._take_lease()
            except Exception as fault:
                log.error("lease not kept", lane=self.name, fault=type(fault).__name__)
            await asyncio.sleep(RENEW_SECONDS if self.is_held else WATCH_SECONDS)

    async def _take_lease(self) -> None:
        asked = time.monotonic()
        hold = partial(ledger.hold_lane, name=self.name, owner=self._owner, lease=LEASE, anew=not self._held.epoch)
        epoch = await self._run(hold)
        if not epoch:
            self._held.until = 0.0
            return
        self._held.until, self._held.epoch = asked + LEASE.total_seconds(), epoch
        self._woken.set()
        for call in self._calls:
            if not call.expired():
                call.reschedule(self._patience())

    def _patience(self) -> float:
        """Until when a call may take: as long as the lease lasts, and a call goes on when it is renewed."""
        return asyncio.get_running_loop().time() + self._held.until - time.monotonic() - SPARE_SECONDS / 2

    # ---- sending

    async def _look(self) -> float:
        """Send what can leave; seconds until it is worth looking again."""
        if not self.is_held:
            return IDLE_SECONDS
        try:
            return await self._send_due()
        except Exception as fault:
            log.error("outbox not seen, again soon", lane=self.name, fault=type(fault).__name__)
            return IDLE_SECONDS

    async def _send_due(self) -> float:
        """Begin to send what is due now, each when its turn comes; seconds until it is worth looking again."""
        self._news, rest = False, IDLE_SECONDS
        peek = partial(ledger.ready, name=self.name, limit=PEEK, skipping=list(self._away))
        found = await asyncio.to_thread(self._store.read, peek)
        for due in found:
            spacing = self._platform.spacing(due.to)
            wait = self.pacer.chat_wait(due.to, time.monotonic(), spacing)
            if wait or due.to in self._away:
                rest = min(rest, wait or rest)
            elif await self._turn_comes():
                self.pacer.take(due.to, time.monotonic(), spacing)
                self._begin(due)
                rest = rest if len(found) < PEEK else 0.0
            else:
                return 0.0
        return rest

    async def _turn_comes(self) -> bool:
        """Wait for the lane's next moment; False if there may be something more urgent by then, or no lease."""
        wait = self.pacer.wait(time.monotonic())
        if wait:
            self._metrics.waited(self._platform.name, min(wait, IDLE_SECONDS))
            await asyncio.sleep(min(wait, IDLE_SECONDS))
            if self._news or wait > IDLE_SECONDS:
                return False
        while len(self._away) >= self._platform.limits.in_flight:
            self._landing.clear()
            await self._landing.wait()
        return self.is_held

    def _begin(self, due: Due) -> None:
        task = asyncio.create_task(self._deliver(due))
        self._away[due.to] = task
        task.add_done_callback(partial(self._landed, due.to))

    def _landed(self, to: Address, _task: asyncio.Task[None]) -> None:
        self._away.pop(to, None)
        self._landing.set()
        if self._rousing is None:
            self._rousing = asyncio.get_running_loop().call_later(LANDED_SECONDS, self._rouse)

    def _rouse(self) -> None:
        self._rousing = None
        self._woken.set()

    async def _deliver(self, due: Due) -> None:
        """Intent, call, mark."""
        try:
            leave = await self._book.intend(due)
        except Exception:  # whether it was committed is not known: take it back in either case
            due = replace(due, epoch=self._held.epoch)
            await self._book.mark(Mark(due, "queued", due.doubt or "the database failed", seconds=TROUBLE_SECONDS))
            return
        if leave is None:
            return
        if not leave.epoch:
            self._held.until = 0.0
            return
        due = replace(due, epoch=leave.epoch, replacing="" if due.message.stands_alone else leave.replacing)
        await self._keep_apart()
        began = time.perf_counter()
        made = await self._outcome(due)
        self._metrics.sent(due.to, due.key, made.state, made.reason, began)
        await self._book.mark(made)

    async def _keep_apart(self) -> None:
        """After a database or a machine that stood still, what had its turn meanwhile does not leave in one burst."""
        if self.pacer.rate:
            async with self._calling:
                await asyncio.sleep(self._called + APART / self.pacer.rate - time.monotonic())
                self._called = time.monotonic()

    async def _outcome(self, due: Due) -> Mark:
        """Call the platform once; what became of the message."""
        held.set(lambda: self.is_held)  # in the message's own task
        try:
            look_once_more()
            if due.doubt and (settled := await self._looked_for(due)):
                return settled
            async with self._while_held():
                if due.message.removes:
                    await self._platform.remove(due.to, due.message.removes)
                sent = await self._platform.send(due.to, due.message, due.replacing, due.key)
        except Unreachable:
            return Mark(due, "failed", "unreachable")
        except TryLater as wait:
            return self._asked_to_wait(due, wait)
        except NotHeld:
            return Mark(due, "queued", due.doubt or "the lease ran low")
        except NeverConnected as problem:
            return self._nobody_there(due, str(problem) or "not connected")
        except (Unsure, TimeoutError):
            return await self._looked_for(due) or self._again(due)
        except Refused as problem:
            log.error("message refused", message_id=due.id, reason=str(problem))
            return Mark(due, "failed", f"refused: {problem}")
        except Exception as fault:
            log.error("message not sent", message_id=due.id, fault=type(fault).__name__)
            return Mark(due, "failed", type(fault).__name__)
        self._failures = 0
        self.pacer.taken()
        return Mark(due, "sent", message=sent)

    @asynccontextmanager
    async def _while_held(self) -> AsyncIterator[None]:
        """Raises TimeoutError when the lease runs low, without having been renewed."""
        async with asyncio.timeout_at(self._patience()) as call:
            self._calls.add(call)
            try:
                yield
            finally:
                self._calls.discard(call)

    def _asked_to_wait(self, due: Due, wait: TryLater) -> Mark:
        self._metrics.refused(self._platform.name)
        seconds = min(max(wait.seconds, 0.0), LONGEST_WAIT)
        chat, spacing = due.to if wait.chat_only else None, self._platform.spacing(due.to)
        self.pacer.refused(seconds, time.monotonic(), chat, spacing)
        return Mark(due, "queued", wait.reason, seconds=seconds)

    def _nobody_there(self, due: Due, reason: str) -> Mark:
        """Whatever it is, it waits for the platform to be reached again; the lane asks ever more patiently."""
        self._failures = min(self._failures + 1, 8)
        seconds = self._backoff(self._failures - 1) / 4
        self.pacer.pause(seconds, time.monotonic())
        return Mark(due, "queued", reason, seconds=seconds)

    async def _looked_for(self, due: Due) -> Mark | None:
        """What becomes of a message that may have arrived: looked up where the platform can tell, else as its policy
        says. None if it is to be sent (again): it has not arrived, or a second copy does no harm."""
        try:
            async with self._while_held():
                found = await self._platform.find(due.to, due.key)
        except Exception as fault:  # not now: it is looked for before it is sent
            log.warning("message not looked up", message_id=due.id, fault=type(fault).__name__)
            return self._again(due)
        if found:
            return Mark(due, "sent", "found on the platform", found)
        harmless = due.policy == "resend" or due.replacing  # an edit is the same twice
        return _left_to_its_author(due) if found is None and not harmless else None

    def _again(self, due: Due) -> Mark:
        """Try again later, twice as long each time, with jitter; not for ever, for each may have arrived."""
        if due.tries + 1 < MOST_TRIES:
            return Mark(due, "queued", NO_ANSWER, seconds=self._backoff(due.tries))
        log.error("message given up", message_id=due.id)
        return _left_to_its_author(due) if due.policy == "ask" else Mark(due, "failed", f"given up: {NO_ANSWER}")

    def _backoff(self, failures: int) -> float:
        return min(LONGEST_BACKOFF, 0.5 * 2.0**failures) * self._chance.uniform(0.5, 1.5)

    async def _rest(self, seconds: float) -> None:
        if not seconds:
            await asyncio.sleep(0)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.002, seconds)):
                await self._woken.wait()

    async def _run(self, unit: Callable[[Work], T]) -> T:
        return await asyncio.wrap_future(self._store.submit(unit))


def _left_to_its_author(due: Due) -> Mark:
    return Mark(due, "unsure", f"{due.doubt or NO_ANSWER}; it may have arrived")


class Post:
    """All lanes of a process: each platform's own, and one for every workspace that has something to send."""

    def __init__(
        self,
        store: Store,
        platforms: Sequence[Platform],
        owner: str,
        chance: Random,
        metrics: Metrics | None = None,
    ) -> None:
        self._store = store
        self._platforms = tuple(platforms)
        self._owner = owner
        self._chance = chance
        self._metrics = metrics or Metrics()
        self.book = Book(store, owner)
        self.lanes: dict[str, Lane] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._stirred = asyncio.Event()

    def stir(self, name: str) -> None:
        """Something was left to send on a lane."""
        lane = self.lanes.get(name)
        if lane:
            lane.stir()
        else:
            self._stirred.set()

    async def run(self) -> None:
        """Send on every lane, for ever; on the way out, finish what is on its way."""
        keeping = asyncio.create_task(self.book.keep())
        try:
            while True:
                self._stirred.clear()
                await self._open_lanes()
                with suppress(TimeoutError):
                    async with asyncio.timeout(IDLE_SECONDS):
                        await self._stirred.wait()
        finally:
            await self._close()
            keeping.cancel()

    async def replies_left(self) -> None:
        """Wait until every reply that can leave has left."""
        while await asyncio.to_thread(self._store.read, partial(ledger.waiting_since, priority=ledger.REPLY)):  # noqa: ASYNC110
            await asyncio.sleep(GLANCE_SECONDS)

    async def _open_lanes(self) -> None:
        look = partial(ledger.lanes_with_work, platforms=tuple({platform.name for platform in self._platforms}))
        try:
            found = await asyncio.to_thread(self._store.read, look)
        except Exception as fault:
            log.error("lanes not seen, again soon", fault=type(fault).__name__)
            return
        for name in found:
            platform = serving(self._platforms, *name.split("|", 1))
            if platform and name not in self.lanes:
                lane = Lane(name, platform, self._store, self.book, self._owner, self._chance, self._metrics)
                self.lanes[name] = lane
                self._tasks[name] = asyncio.create_task(lane.run())

    async def _close(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await asyncio.gather(*(lane.let_go() for lane in self.lanes.values()), return_exceptions=True)
