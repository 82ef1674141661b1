"""The clock: APScheduler only ticks; what is due is found in the store. It sends nothing itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import occurrences
from bot.delivery import contact, ledger
from bot.membership import codes, invitations, linking, pages
from bot.privacy import retention, rights
from bot.store import Store
from bot.waves import closing
from bot.work import Work

log = structlog.get_logger("scheduler")

TICK_SECONDS = 0.5
BUSY_SECONDS = 0.4  # of each tick, at most; the rest follows at the next
TIDY_SECONDS = 60


class Ticker:
    """Does what is due, in every replica at once if need be. `ticked` is called whenever it could."""

    def __init__(
        self, store: Store, actions: Mapping[str, occurrences.Action], ticked: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._actions = actions
        self._failing = False
        self._ticked = ticked

    def tick(self) -> None:
        """Claim and do what is due; a database that is gone is tried again at the next tick, and logged once."""
        try:
            self._work_off(time.monotonic() + BUSY_SECONDS)
            if self._store.read(contact.is_due):
                self._store.run(contact.release)
        except Exception as fault:
            if not self._failing:
                log.error("clock cannot work, goes on trying", fault=type(fault).__name__)
            self._failing = True
            return
        self._failing = False
        self._ticked()

    def _work_off(self, until: float) -> None:
        names = tuple(self._actions)
        while self._store.read(partial(occurrences.waiting, actions=names)):
            claimed = self._store.run(occurrences.claim)
            tried = self._store.run(partial(occurrences.perform, actions=self._actions))
            if not claimed + tried or time.monotonic() >= until:
                return  # another replica has the rest in hand, or the next tick will


def start(
    store: Store,
    actions: Mapping[str, occurrences.Action] | None = None,
    erased: Path | None = None,
    plans: Sequence[Callable[[Work], None]] = (),
    ticked: Callable[[], None] = lambda: None,
) -> AsyncIOScheduler:
    """Start ticking on the running event loop: what is due is done, and what is over is dropped and wiped.

    `erased` is the file that tells, beside the database, who was forgotten. `plans` see to it that what is to happen
    ever again is planned. `ticked` is called after each tick that could do its work.
    """
    clock = AsyncIOScheduler(timezone="UTC")
    ticker = Ticker(store, actions or {}, ticked)
    clock.add_job(ticker.tick, "interval", seconds=TICK_SECONDS, coalesce=True, misfire_grace_time=None)
    clock.add_job(
        tidy, "interval", seconds=TIDY_SECONDS, args=(store, erased, plans), coalesce=True, misfire_grace_time=None
    )
    clock.start()
    return clock


def tidy(store: Store, erased: Path | None = None, plans: Sequence[Callable[[Work], None]] = ()) -> None:
    """Drop what is over, empty SQLite's journal, where wiped text would stay, and plan what is new."""
    try:
        store.run(ledger.expire)
        store.run(lambda work: work.forget_old(retention.SEEN, retention.BUBBLES, retention.REPORTS))
        store.run(contact.forget)
        store.read(closing.destroy_keys)
        store.run(linking.forget)
        store.run(pages.forget)
        store.run(partial(occurrences.forget, keep=retention.OCCURRENCES))
        store.run(invitations.forget)
        store.run(codes.forget)
        rights.seal(store, erased)
        for plan in plans:
            store.run(plan)
    except Exception as fault:
        log.error("tidying failed, next minute again", fault=type(fault).__name__)
