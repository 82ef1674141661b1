"""Doing for many at once what is asked for one at a time."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

PAUSE_SECONDS = 0.01


class Together(Generic[Given, Made]):
    """Whatever is asked while it is at work is done next, all together, at most so much at once.

    `act` gives one result for each, in the same order. What it raises, everybody who waits for it is told. After a
    batch it rests for as long as that took, at most `PAUSE_SECONDS`: the more there is to do, the more come together
    meanwhile, which costs less than many small batches do.
    """

    def __init__(self, act: Callable[[Sequence[Given]], Awaitable[Sequence[Made]]], most: int) -> None:
        self._act = act
        self._most = most
        self._waiting: deque[tuple[Given, asyncio.Future[Made]]] = deque()
        self._working: asyncio.Task[None] | None = None

    async def __call__(self, one: Given) -> Made:
        done: asyncio.Future[Made] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, done))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await done

    async def _work(self) -> None:
        try:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
                began = time.monotonic()
                await self._do(batch)
                if len(batch) < self._most:
                    await asyncio.sleep(min(PAUSE_SECONDS, (time.monotonic() - began) / 2))
        finally:
            self._working = None

    async def _do(self, batch: Sequence[tuple[Given, asyncio.Future[Made]]]) -> None:
        asked = [(one, done) for one, done in batch if not done.done()]
        try:
            made = await self._act([one for one, _ in asked])
        except Exception as fault:
            for _, done in asked:
                if not done.done():
                    done.set_exception(fault)
            return
        for (_, done), value in zip(asked, made, strict=True):
            if not done.done():
                done.set_result(value)
