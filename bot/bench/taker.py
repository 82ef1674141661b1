"""A platform that takes every message at once, and whose people do what a script says."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from time import perf_counter_ns

from aiohttp.web import AbstractRouteDef

from bot.app import APOLOGY
from bot.delivery.pace import Limits
from bot.messages import Address, Event, Message, Upload
from bot.platform import Hear, Refused

PLATFORM = "bench"

Script = Callable[[Hear], Awaitable[None]]


class Taker:
    """`said` is when each chat was last written to."""

    workspace = ""
    listens_alone = False

    def __init__(self, limits: Limits | None = None, script: Script | None = None, name: str = PLATFORM) -> None:
        self.name = name
        self.limits = limits or Limits(in_flight=200)
        self.said: dict[str, int] = {}
        self._script = script
        self._ids = count(1)
        self._apologies = 0

    async def listen(self, hear: Hear) -> None:
        await (self._script(hear) if self._script else asyncio.Event().wait())

    def spacing(self, to: Address) -> float:
        return 0.0

    async def find(self, to: Address, key: str) -> str | None:
        return None

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        self.said[to.id] = perf_counter_ns()
        self._apologies += message == APOLOGY
        return replacing or f"m{next(self._ids)}"

    async def fetch(self, upload: Upload, at_most: int) -> bytes:
        raise Refused("nobody sends a file here")

    async def remove(self, chat: Address, message: str) -> bool:
        return True

    async def check(self) -> str:
        return ""

    def deaf(self) -> str:
        return ""

    def routes(self, hear: Hear) -> Sequence[AbstractRouteDef]:
        return ()

    def judge(self) -> None:
        """Raises RuntimeError if anything failed: what was measured is then no answer."""
        if self._apologies:
            raise RuntimeError(f"{self._apologies} events failed: what was measured is no answer")


async def hear_all(
    hear: Hear, events: Sequence[Event], rate: float = 0.0, over: Callable[[], bool] = lambda: False
) -> dict[str, int]:
    """Let it all happen at once, or so much a second whatever comes of it, until it is over; when each was due."""
    begun: dict[str, int] = {}
    start = perf_counter_ns()

    async def happen(event: Event) -> None:
        await hear(event)

    async with asyncio.TaskGroup() as group:
        for number, event in enumerate(events):
            if over():
                break
            due = start + int(number / rate * 1e9) if rate else start
            begun[event.chat.id] = due
            early = due - perf_counter_ns()
            if rate and early > 0:
                await asyncio.sleep(early / 1e9)
            group.create_task(happen(event))
    return begun
