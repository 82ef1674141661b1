"""One event in, one transaction, messages left in the outbox."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TypeVar

import structlog

from bot import broadcast, journal, ledger, members
from bot.effects import carry_out
from bot.flows.turn import Decide, Launch, Turn
from bot.handlers import respond
from bot.handlers.file import LARGEST, LOST, TOO_LARGE
from bot.handlers.heard import Heard
from bot.messages import Address, Event, Message, Uploaded
from bot.metrics import Metrics
from bot.platform import Platform, TooLarge
from bot.store import Store
from bot.work import Known, Stale, Work, in_trouble
from knowledge.library import Library
from knowledge.safety import Screened, screen, screen_upload

T = TypeVar("T")
CATCH_UP = 500  # chats taken up at once after a stop
FETCH_SECONDS = 30.0  # how long a file that somebody was asked for may take to come
log = structlog.get_logger("app")

APOLOGY = Message(text="Sorry, something went wrong on my side. Please try once more; it has been noted.")


class App:
    """What follows from an event. An event is kept before its platform is told that it arrived, and taken from there.

    The words of a flagged event stay in memory: nothing that is stored holds them (decision 1).
    """

    def __init__(
        self,
        store: Store,
        library: Library,
        stir: Callable[[str], None] = lambda lane: None,
        metrics: Metrics | None = None,
        platforms: Sequence[Platform] = (),
    ) -> None:
        self._platforms = {platform.name: platform for platform in platforms}
        self._store = store
        self._library = library
        self._stir = stir
        self._metrics = metrics or Metrics()
        self._chats = _Turns()
        self._working: dict[Address, asyncio.Task[None]] = {}
        self._again: set[Address] = set()
        self._announcing: asyncio.Task[None] | None = None

    async def hear(self, event: Event) -> None:
        """Take an event in; it is committed when this returns. Raises if the database could not keep it."""
        began = time.perf_counter()
        screened = self._screened(event)
        if screened.delicate:
            await self._hear_flagged(event, screened)
            self._metrics.kept(event, began)
        elif await self._run(partial(journal.journal, event=event)):
            self._metrics.kept(event, began)
            self._work_on(event.chat)

    async def catch_up(self, older_than_seconds: float = 0.0) -> None:
        """Take up what waits: left by a crash, or by a replica that is no more."""
        read = partial(journal.waiting, limit=CATCH_UP, older_than_seconds=older_than_seconds)
        for entry in await asyncio.to_thread(self._store.read, read):
            self._work_on(entry.event.chat)
        await self.announce()

    async def announce(self) -> None:
        """Take announcements on, a piece at a time, from where a crash left them; show how they stand."""
        for number in await asyncio.to_thread(self._store.read, broadcast.due):
            while await self._run(partial(broadcast.go_on, number=number)):
                pass

    async def settle(self) -> None:
        """Wait until all that was heard here is done."""
        while self._working:
            await asyncio.gather(*self._working.values())

    # ---- one chat after the other, each in order

    def _work_on(self, chat: Address) -> None:
        chat = _whole(chat)
        if chat in self._working:
            self._again.add(chat)
        else:
            self._working[chat] = asyncio.create_task(self._work(chat))

    async def _work(self, chat: Address) -> None:
        """Do what waits in a chat, in order, until nothing is left."""
        try:
            async with self._chats.of(chat):
                while await self._do_next(chat) or chat in self._again:
                    self._again.discard(chat)
        except Exception as fault:
            log.error("chat not served, again soon", fault=type(fault).__name__)
        finally:
            self._again.discard(chat)
            del self._working[chat]

    async def _do_next(self, chat: Address) -> bool:
        began = time.perf_counter()
        entry, known, turn, fault = await asyncio.to_thread(self._think_next, chat)
        if entry is None:
            return False
        if turn.fetches:
            turn, fault = await self._think_with_upload(entry.event, known)
        if fault:
            await self._run(partial(self._put_aside, entry, fault))
            self._metrics.handled(entry.event, began, "failed")
            return True
        try:
            await self._run(partial(self._keep_entry, entry, known, turn))
        except Stale:
            return True
        except Exception as problem:
            if in_trouble(problem):
                raise
            log.error("event not kept", event_id=entry.event.key, fault=type(problem).__name__)
            await self._run(partial(self._put_aside, entry, type(problem).__name__))
            self._metrics.handled(entry.event, began, "failed")
        else:
            self._metrics.handled(entry.event, began)
        self._stir(ledger.lane_of(chat))
        if any(isinstance(effect, Launch | Decide) for effect in turn.do):
            self._announce_soon()
        return True

    def _announce_soon(self) -> None:
        """At once; if it fails or is interrupted, the next catching up goes on."""
        if self._announcing is None or self._announcing.done():
            self._announcing = asyncio.create_task(self._announced())

    async def _announced(self) -> None:
        try:
            await self.announce()
        except Exception as fault:
            log.error("announcement interrupted, again soon", fault=type(fault).__name__)

    def _think_next(self, chat: Address) -> tuple[journal.Entry | None, Known, Turn, str]:
        """The next entry of a chat, what was known, and what follows from both, or the fault that it ran into."""
        entry, known = self._store.read(partial(_next_of, chat=chat))
        if entry is None:
            return None, known, Turn(), ""
        return entry, known, *self._think(entry.event, known)

    def _think(self, event: Event, known: Known, upload: Uploaded | None = None) -> tuple[Turn, str]:
        try:
            return respond(Heard(event, self._screened(event), known, upload), self._library), ""
        except Exception as fault:
            log.error("event failed", event_id=event.key, fault=type(fault).__name__, at=_place(fault))
            return Turn(), type(fault).__name__

    async def _think_with_upload(self, event: Event, known: Known) -> tuple[Turn, str]:
        """Think again about a file that she was asked for, with its content, which stays in memory."""
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                upload = await self._fetch(event)
        except TooLarge:
            return Turn(say=(TOO_LARGE,)), ""
        except Exception as fault:
            log.warning("file not fetched", event_id=event.key, fault=type(fault).__name__)
            return Turn(say=(LOST,)), ""
        return await asyncio.to_thread(self._think, event, known, upload)

    async def _fetch(self, event: Event) -> Uploaded:
        assert event.upload
        platform = self._platforms[event.sender.platform]
        return Uploaded(event.upload.name, await platform.fetch(event.upload, LARGEST))

    @staticmethod
    def _keep_entry(entry: journal.Entry, known: Known, turn: Turn, work: Work) -> None:
        if journal.finish(work, entry):
            _keep(entry.event, known, turn, work)

    @staticmethod
    def _put_aside(entry: journal.Entry, fault: str, work: Work) -> None:
        """Try again, until it is set aside with an apology and its chat goes on."""
        if journal.failed(work, entry, fault):
            _keep(entry.event, Known(), Turn(say=(APOLOGY,)), work)

    # ---- what must not be written down

    async def _hear_flagged(self, event: Event, screened: Screened) -> None:
        chat = _whole(event.chat)
        async with self._chats.of(chat):
            while await self._do_next(chat):
                pass
            began = time.perf_counter()
            while not await self._done_at_once(event, screened):
                pass
        self._metrics.handled(event, began)
        self._stir(ledger.lane_of(event.chat))

    async def _done_at_once(self, event: Event, screened: Screened) -> bool:
        known, turn = await asyncio.to_thread(self._think_flagged, event, screened)
        try:
            await self._run(partial(self._keep_flagged, event, known, turn))
        except Stale:
            return False
        return True

    def _think_flagged(self, event: Event, screened: Screened) -> tuple[Known, Turn]:
        known = self._store.read(lambda work: work.known(event.sender, event.chat, event.message))
        try:
            return known, respond(Heard(event, screened, known), self._library)
        except Exception as fault:
            log.error("event failed", event_id=event.key, fault=type(fault).__name__, at=_place(fault))
            return known, Turn(say=(APOLOGY,))

    @staticmethod
    def _keep_flagged(event: Event, known: Known, turn: Turn, work: Work) -> None:
        if journal.done_at_once(work, event):
            _keep(event, known, turn, work)

    def _screened(self, event: Event) -> Screened:
        screened = screen(event.text, self._library.names) if event.text else Screened("", (), "")
        return screen_upload(event.upload.name, screened, self._library.names) if event.upload else screened

    async def _run(self, unit: Callable[[Work], T]) -> T:
        return await asyncio.wrap_future(self._store.submit(unit))


def _whole(chat: Address) -> Address:
    """A channel is one chat, whoever in it is answered."""
    return replace(chat, person="") if chat.person else chat


def _next_of(work: Work, chat: Address) -> tuple[journal.Entry | None, Known]:
    entry = journal.first_waiting(work, chat)
    if entry is None:
        return None, Known()
    event = entry.event
    return entry, work.known(event.sender, event.chat, event.message)


def _keep(event: Event, known: Known, turn: Turn, work: Work) -> None:
    """All that follows from an event, in its transaction. Raises Stale if it followed from what is so no more."""
    say = list(turn.say)
    if turn.do or turn.waits or turn.ends:
        who = work.hold_person(event.sender, known)
        for effect in turn.do:
            say += carry_out(work, who, event, effect)
        if turn.ends:
            work.end(who, turn.ends)
        if turn.waits:
            work.wait(who, turn.waits)
    work.reachable(event.sender)
    members.heard_from(work, event.sender)
    work.heard_in(event.sender, event.chat)
    for number, message in enumerate(say):
        if event.pressed and message.bubble and event.message and not number:
            work.keep_bubble(event.chat, message.bubble, event.message)
        ledger.say(work, f"{event.key}:{number}", event.chat, message, event.sender.id)


def _place(fault: BaseException) -> str:
    where = fault.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    return f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else ""


class _Turns:
    """In order for each chat: one event at a time."""

    def __init__(self) -> None:
        self._locks: dict[Address, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, chat: Address) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(chat, (asyncio.Lock(), 0))
        self._locks[chat] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[chat]
            if waiting == 1:
                del self._locks[chat]
            else:
                self._locks[chat] = (lock, waiting - 1)
