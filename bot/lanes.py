"""Sending: one owner for each platform token at a time, paced, with an intent before each call and a mark after it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from random import Random

import structlog

from bot import ledger
from bot.ledger import Due, Mark
from bot.pace import Pacer
from bot.platform import NeverConnected, Platform, Refused, TryLater, Unreachable, Unsure
from bot.store import Store

log = structlog.get_logger("lanes")

LEASE = timedelta(seconds=5)
SPARE_SECONDS = 1.0  # of the lease that must be left when a call begins
PEEK = 200
IDLE_SECONDS = 0.5
MOST_TRIES = 8
LONGEST_BACKOFF = 300.0


class Book:
    """Intents and marks of all lanes of a process, committed together: many at a time, none before its turn."""

    def __init__(self, store: Store, owner: str) -> None:
        self._store = store
        self._owner = owner
        self._intents: list[tuple[Due, asyncio.Future[int]]] = []
        self._marks: list[tuple[Mark, asyncio.Future[None]]] = []
        self._stirred = asyncio.Event()

    async def intend(self, due: Due) -> int:
        """The epoch under which the message may leave, or 0."""
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._intents.append((due, done))
        self._stirred.set()
        return await done

    async def mark(self, made: Mark) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._marks.append((made, done))
        self._stirred.set()
        await done

    async def keep(self) -> None:
        """Commit what comes, for ever."""
        while True:
            await self._stirred.wait()
            self._stirred.clear()
            await self._commit()

    async def _commit(self) -> None:
        intents, self._intents = self._intents, []
        marks, self._marks = self._marks, []
        ids = [due.id for due, _ in intents]

        def unit(work: ledger.Work) -> dict[int, int]:
            ledger.mark(work, [made for made, _ in marks])
            return dict(ledger.intend(work, ids, self._owner)) if ids else {}

        try:
            epochs = await asyncio.shield(asyncio.wrap_future(self._store.submit(unit)))
        except Exception as fault:
            for _, waiting in (*intents, *marks):
                _give(waiting, fault=fault)
            return
        for _, kept in marks:
            _give(kept)
        for due, allowed in intents:
            _give(allowed, epochs.get(due.id, 0))


def _give(waiting: asyncio.Future[object], value: object = None, fault: Exception | None = None) -> None:
    if waiting.done():
        return
    if fault:
        waiting.set_exception(fault)
    else:
        waiting.set_result(value)


@dataclass(slots=True)
class _Held:
    """What this process knows of its lease, by its own monotonic clock."""

    until: float = 0.0
    first: bool = True

    def lasts(self, now: float) -> bool:
        return self.until - now > SPARE_SECONDS


class Lane:
    """One platform token: takes the lease, and sends what is due on it while it holds."""

    def __init__(self, name: str, platform: Platform, store: Store, book: Book, owner: str, chance: Random) -> None:
        self.name = name
        self.pacer = Pacer(platform.limits)
        self._platform = platform
        self._store = store
        self._book = book
        self._owner = owner
        self._chance = chance
        self._held = _Held()
        self._stirred = asyncio.Event()
        self._away: dict[object, asyncio.Task[None]] = {}  # chat → the message on its way

    @property
    def is_held(self) -> bool:
        """Whether this process owns the lane at present."""
        return self._held.lasts(time.monotonic())

    def stir(self) -> None:
        """Something was left to send."""
        self._stirred.set()

    async def run(self) -> None:
        """Hold the lane and send, for ever; on the way out, finish what is on its way and let the lane go."""
        keeping = asyncio.create_task(self._keep_lease())
        try:
            while True:
                self._stirred.clear()
                if not self.is_held or not await self._send_due():
                    await self._rest()
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, *self._away.values(), return_exceptions=True)

    async def let_go(self) -> None:
        """Let another process have the lane at once."""
        self._held.until = 0.0
        await self._run(lambda work: ledger.leave_lane(work, self.name, self._owner))

    # ---- the lease

    async def _keep_lease(self) -> None:
        while True:
            try:
                await self._take_lease()
            except Exception as fault:
                log.error("lease not kept", lane=self.name, fault=type(fault).__name__)
            await asyncio.sleep(LEASE.total_seconds() / 3)

    async def _take_lease(self) -> None:
        asked = time.monotonic()
        anew = self._held.first
        epoch = await self._run(lambda work: ledger.hold_lane(work, self.name, self._owner, LEASE, anew))
        if epoch:
            self._held.until, self._held.first = asked + LEASE.total_seconds(), False
            self._stirred.set()

    # ---- sending

    async def _send_due(self) -> int:
        """Begin to send what is due now, each when its turn comes; how many were begun."""
        busy = list(self._away)
        peek = partial(ledger.ready, name=self.name, limit=PEEK, skipping=busy)
        begun = 0
        for due in await asyncio.to_thread(self._store.read, peek):
            spacing = self._platform.spacing(due.to)
            if due.to in self._away or self.pacer.chat_wait(due.to, time.monotonic(), spacing):
                continue
            if not await self._turn_comes(due):
                break
            self.pacer.take(due.to, time.monotonic(), spacing)
            self._begin(due)
            begun += 1
        return begun

    async def _turn_comes(self, due: Due) -> bool:
        """Wait for the lane's next moment; False if something more urgent came, or the lease ran low."""
        wait = self.pacer.wait(time.monotonic())
        if wait:
            self._stirred.clear()
            await asyncio.sleep(wait)
            if self._stirred.is_set() and due.priority > ledger.REPLY:
                return False
        while len(self._away) >= self._platform.limits.in_flight:
            await asyncio.wait(self._away.values(), return_when=asyncio.FIRST_COMPLETED)
        return self.is_held

    def _begin(self, due: Due) -> None:
        task = asyncio.create_task(self._deliver(due))
        self._away[due.to] = task
        task.add_done_callback(lambda _: self._landed(due))

    def _landed(self, due: Due) -> None:
        self._away.pop(due.to, None)
        self._stirred.set()

    async def _deliver(self, due: Due) -> None:
        """Intent, call, mark. A fault of the database leaves the row to whoever holds the lane next."""
        try:
            epoch = await self._book.intend(due)
            if epoch and self.is_held:
                await self._book.mark(await self._outcome(replace(due, epoch=epoch)))
        except Exception as fault:
            log.error("message neither sent nor marked", message_id=due.id, fault=type(fault).__name__)

    async def _outcome(self, due: Due) -> Mark:
        try:
            if due.message.removes:
                await self._platform.remove(due.to, due.message.removes)
            async with asyncio.timeout(self._held.until - time.monotonic() - SPARE_SECONDS / 2):
                sent = await self._call(due)
        except Unreachable:
            return Mark(due, "failed", "unreachable")
        except TryLater as wait:
            self.pacer.refused(wait.seconds, time.monotonic(), due.to if wait.chat_only else None)
            return self._again(due, wait.reason, wait.seconds, asked=True)
        except NeverConnected as problem:
            return self._again(due, str(problem) or "not connected")
        except (Unsure, TimeoutError):
            return await self._unsure(due)
        except Refused as problem:
            log.error("message refused", message_id=due.id, reason=str(problem))
            return Mark(due, "failed", f"refused: {problem}"[:200])
        except Exception as fault:
            log.error("message not sent", message_id=due.id, fault=type(fault).__name__)
            return Mark(due, "failed", type(fault).__name__)
        self.pacer.taken()
        return Mark(due, "sent", message=sent)

    def _call(self, due: Due) -> Awaitable[str]:
        return self._platform.send(due.to, due.message, due.replacing, due.key)

    async def _unsure(self, due: Due) -> Mark:
        """It may have arrived: look it up where the platform can tell, else do as its policy says."""
        if due.replacing:
            return self._again(due, "no answer")  # an edit is the same twice
        found = await self._platform.find(due.to, due.key)
        if found:
            return Mark(due, "sent", "found on the platform", found)
        if found is None and due.policy == "ask":
            return Mark(due, "unsure", "no answer; it may have arrived")
        return self._again(due, "no answer")

    def _again(self, due: Due, reason: str, seconds: float = 0.0, asked: bool = False) -> Mark:
        """Try again later: as long as the platform asked for, or twice as long each time, with jitter."""
        if due.tries + 1 >= MOST_TRIES and not asked:
            log.error("message given up", message_id=due.id, reason=reason)
            return Mark(due, "failed", f"given up: {reason}")
        backoff = min(LONGEST_BACKOFF, 0.5 * 2**due.tries) * self._chance.uniform(0.5, 1.5)
        return Mark(due, "queued", reason, seconds=max(seconds, 0.0 if asked else backoff))

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pause()):
                await self._stirred.wait()

    def _pause(self) -> float:
        now = time.monotonic()
        return max(0.01, min(IDLE_SECONDS, self.pacer.wait(now) or IDLE_SECONDS))

    async def _run(self, unit: Callable[[ledger.Work], object]) -> object:
        return await asyncio.wrap_future(self._store.submit(unit))


class Post:
    """All lanes of a process: each platform's own, and one for every workspace that has something to send."""

    def __init__(self, store: Store, platforms: Sequence[Platform], owner: str, chance: Random) -> None:
        self._store = store
        self._platforms = {platform.name: platform for platform in platforms}
        self._owner = owner
        self._chance = chance
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
            await self._close(keeping)

    async def _open_lanes(self) -> None:
        names = tuple(self._platforms)
        try:
            found = await asyncio.to_thread(self._store.read, lambda work: ledger.lanes_with_work(work, names))
        except Exception as fault:
            log.error("lanes not seen, again soon", fault=type(fault).__name__)
            return
        for name in found:
            if name not in self.lanes:
                platform = self._platforms[name.split("|", 1)[0]]
                lane = Lane(name, platform, self._store, self.book, self._owner, self._chance)
                self.lanes[name] = lane
                self._tasks[name] = asyncio.create_task(lane.run())

    async def _close(self, keeping: asyncio.Task[None]) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await asyncio.gather(*(lane.let_go() for lane in self.lanes.values()), return_exceptions=True)
        keeping.cancel()
