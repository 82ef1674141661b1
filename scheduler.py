"""The clock: APScheduler only ticks; what is due is found in the store. It sends nothing itself."""

from __future__ import annotations

from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import ledger
from bot.store import Store

log = structlog.get_logger("scheduler")

TIDY_SECONDS = 60
KEEP_SEEN = timedelta(days=3)  # longer than any platform redelivers
KEEP_BUBBLES = timedelta(days=60)  # how long an old bubble can still be edited in place


def start(store: Store) -> AsyncIOScheduler:
    """Start ticking on the running event loop: every minute, what is over is dropped and wiped."""
    clock = AsyncIOScheduler(timezone="UTC")
    clock.add_job(tidy, "interval", seconds=TIDY_SECONDS, args=(store,), coalesce=True, misfire_grace_time=None)
    clock.start()
    return clock


def tidy(store: Store) -> None:
    """Drop what is over, and empty SQLite's journal, where wiped text would stay."""
    try:
        store.run(ledger.expire)
        store.run(lambda work: work.forget_old(KEEP_SEEN, KEEP_BUBBLES))
        store.checkpoint()
    except Exception as fault:
        log.error("tidying failed, next minute again", fault=type(fault).__name__)
