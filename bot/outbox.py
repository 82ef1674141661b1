"""Sending what is due: at least once, in order for each chat. What platforms must be able to do is said here."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

import structlog

from bot.messages import Address, Event, Message
from bot.store import Store
from bot.work import Due, Work

if TYPE_CHECKING:
    from aiohttp.web import AbstractRouteDef

log = structlog.get_logger("outbox")

TOGETHER = 50  # messages on their way at once, to different chats
IDLE_SECONDS = 1.0  # how long to sleep when nothing stirs
MOST_TRIES = 8

Hear = Callable[[Event], Awaitable[None]]


class Unreachable(Exception):
    """Blocked, left or deactivated: stop writing to this address."""


class TryLater(Exception):
    """The platform asks for patience, or could not be reached."""

    def __init__(self, seconds: float, reason: str = "asked to wait") -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.reason = reason


class Refused(Exception):
    """The platform will never take this message: our mistake, kept and visible."""


class Platform(Protocol):
    """Where people talk."""

    name: str

    async def listen(self, hear: Hear) -> None:
        """Hear what people do until cancelled; acknowledge to the platform only after `hear` returned."""

    async def send(self, to: Address, message: Message, replacing: str = "") -> str:
        """Say a message, in the place of `replacing` if it is given and still there; the platform's id for it.

        Raises Unreachable, TryLater or Refused.
        """

    async def remove(self, chat: Address, message: str) -> bool:
        """Delete a person's own message; whether that worked."""

    async def check(self) -> str:
        """What is wrong with the connection and how to mend it, in one line; "" if all is well."""

    def routes(self, hear: Hear) -> Sequence[AbstractRouteDef]:
        """Where this platform is reached over HTTP, if it is."""


class Outbox:
    """The delivering loop: takes what is due from the store, and tells it what became of it."""

    def __init__(self, store: Store, platforms: Sequence[Platform]) -> None:
        self._store = store
        self._platforms = {platform.name: platform for platform in platforms}
        self._stirred = asyncio.Event()

    def stir(self) -> None:
        """Something was left to send."""
        self._stirred.set()

    async def run(self) -> None:
        """Send what is due, for ever."""
        while True:
            self._stirred.clear()
            if not await self.flush():
                await self._rest()

    async def flush(self) -> int:
        """Send what is due at this moment; how many messages that were."""
        names = tuple(self._platforms)
        due = await asyncio.to_thread(self._store.read, lambda work: work.due(TOGETHER, names))
        await asyncio.gather(*(self._deliver(item) for item in due))
        return len(due)

    async def _rest(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):  # wait_for may swallow a cancellation on Python 3.11
                await self._stirred.wait()

    async def _deliver(self, due: Due) -> None:
        platform = self._platforms[due.to.platform]
        try:
            if due.message.removes:
                await platform.remove(due.to, due.message.removes)
            sent = await platform.send(due.to, due.message, due.replacing)
        except Unreachable:
            await self._mark(lambda work: (work.settle(due, "failed", "unreachable"), work.unreachable(due)))
        except TryLater as wait:
            await self._put_off(due, wait)
        except Exception as fault:
            log.error("message not sent", message_id=due.id, fault=type(fault).__name__)
            await self._mark(partial(_fail, due, type(fault).__name__))
        else:
            await self._mark(lambda work: work.sent(due, sent))

    async def _put_off(self, due: Due, wait: TryLater) -> None:
        if due.tries + 1 >= MOST_TRIES:
            log.error("message given up", message_id=due.id, fault=wait.reason)
            await self._mark(partial(_fail, due, wait.reason))
        else:
            await self._mark(lambda work: work.postpone(due, wait.seconds, wait.reason))

    async def _mark(self, unit: Callable[..., object]) -> None:
        await asyncio.wrap_future(self._store.submit(unit))


def _fail(due: Due, reason: str, work: Work) -> None:
    work.settle(due, "failed", reason)


def _leave_alone(due: Due, work: Work) -> None:
    work.settle(due, "failed", "unreachable")
    work.unreachable(due)
