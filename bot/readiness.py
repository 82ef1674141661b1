"""Whether the bot can do its work now, for whoever watches it from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.delivery import ledger
from bot.store import Store
from bot.work import Work

PATIENCE_SECONDS = 3.0
STUCK = timedelta(seconds=60)  # so long no reply may wait

Ready = Callable[[], Awaitable[str]]


def readiness(store: Store) -> Ready:
    """What is wrong, in one line; "" if all is well."""

    async def look() -> str:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await asyncio.to_thread(store.read, _wrong)
        except Exception as fault:
            return f"database: does not answer ({type(fault).__name__})"

    return look


def _wrong(work: Work) -> str:
    since: datetime | None = ledger.waiting_since(work, ledger.REPLY)
    if since and work.now - since > STUCK:
        return f"outbox: a reply has waited for {round((work.now - since).total_seconds())} s; see “signpost outbox”"
    return ""
