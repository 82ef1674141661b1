"""One event in, one transaction, messages left in the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import structlog

from bot.flows.turn import Turn
from bot.handlers import respond
from bot.handlers.heard import Heard
from bot.messages import Address, Event, Message
from bot.store import Store
from bot.work import Work
from knowledge.library import Library
from knowledge.safety import Screened, screen

log = structlog.get_logger("app")

APOLOGY = Message(text="Sorry, something went wrong on my side. Please try once more; it has been noted.")


class App:
    """What follows from an event. The words of an event stay in memory: nothing that is stored holds them."""

    def __init__(self, store: Store, library: Library, stir: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._library = library
        self._stir = stir
        self._chats = _Turns()

    async def hear(self, event: Event) -> None:
        """Take an event in; it is committed when this returns. Raises if the database could not keep it."""
        async with self._chats.of(event.chat):
            turn = await asyncio.to_thread(self._think, event)
            await asyncio.wrap_future(self._store.submit(partial(self._keep, event, turn)))
        self._stir()

    def _think(self, event: Event) -> Turn:
        """Screen, look up, answer: everything that needs no writing. A fault of ours becomes an apology."""
        try:
            screened = screen(event.text, self._library.names) if event.text else Screened("", (), "")
            known = self._store.read(lambda work: work.known(event.sender, event.chat, event.message))
            return respond(Heard(event, screened, known), self._library)
        except Exception as fault:
            where = fault.__traceback__
            while where and where.tb_next:
                where = where.tb_next
            place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else ""
            log.error("event failed", event_id=event.key, fault=type(fault).__name__, at=place)
            return Turn(say=(APOLOGY,))

    @staticmethod
    def _keep(event: Event, turn: Turn, work: Work) -> None:
        if not work.is_new(event.key):
            return
        if turn.do or turn.waits or turn.ends:
            who = work.person_at(event.sender)
            for effect in turn.do:
                work.make(who, effect)
            if turn.ends:
                work.end(who, turn.ends)
            if turn.waits:
                work.wait(who, turn.waits)
        work.reachable(event.sender)
        for number, message in enumerate(turn.say):
            if event.pressed and message.bubble and event.message and not number:
                work.keep_bubble(event.chat, message.bubble, event.message)
            work.say(f"{event.key}:{number}", event.chat, message, event.sender.id)


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
