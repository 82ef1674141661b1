"""Listening to a platform that only one process at a time may listen to: whoever has the lease does."""

from __future__ import annotations

import asyncio
import time
from functools import partial

import structlog

from bot.delivery import ledger
from bot.delivery.lanes import LEASE, RENEW_SECONDS, SPARE_SECONDS, WATCH_SECONDS
from bot.platform import Hear, Platform
from bot.store import Store

log = structlog.get_logger("listening")


async def listen(platform: Platform, hear: Hear, store: Store, owner: str) -> None:
    """Listen until cancelled; where only one may, as long as the lease is ours, and again when it is."""
    if not platform.listens_alone:
        await platform.listen(hear)
        return
    turn = _Turn(f"{platform.name}|hearing", store, owner)
    while True:
        try:
            await turn.comes()
            ears = asyncio.create_task(platform.listen(hear))
            try:
                await turn.lasts(ears)
            finally:
                ears.cancel()
                await asyncio.gather(ears, return_exceptions=True)
        finally:
            await turn.ends()


class _Turn:
    """A lease without anything to send."""

    def __init__(self, name: str, store: Store, owner: str) -> None:
        self._name = name
        self._store = store
        self._owner = owner
        self._until = 0.0

    async def comes(self) -> None:
        while not await self._hold():  # noqa: ASYNC110
            await asyncio.sleep(WATCH_SECONDS)

    async def lasts(self, ears: asyncio.Task[None]) -> None:
        """Return when the lease is lost; a fault of the listener is raised."""
        while self._until - time.monotonic() > SPARE_SECONDS:
            done, _ = await asyncio.wait([ears], timeout=RENEW_SECONDS)
            if done:
                ears.result()
                raise RuntimeError(f"{self._name} stopped by itself")
            await self._hold()

    async def ends(self) -> None:
        """Let another have it at once."""
        try:
            leave = partial(ledger.leave_lane, name=self._name, owner=self._owner)
            await asyncio.wrap_future(self._store.submit(leave))
        except Exception as fault:
            log.warning("lease left to run out", lane=self._name, fault=type(fault).__name__)

    async def _hold(self) -> bool:
        asked = time.monotonic()
        hold = partial(ledger.hold_lane, name=self._name, owner=self._owner, lease=LEASE)
        try:
            epoch = await asyncio.wrap_future(self._store.submit(hold))
        except Exception as fault:
            log.error("lease not kept", lane=self._name, fault=type(fault).__name__)
            return False
        self._until = asked + LEASE.total_seconds() if epoch else 0.0
        return bool(epoch)
