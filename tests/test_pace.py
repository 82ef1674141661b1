"""Within the platforms' limits at all times, by spacing and not by running into refusals."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import ledger
from bot.delivery.lanes import APART, Post
from bot.delivery.ledger import BULK, Posting
from bot.delivery.pace import SLOWER, Limits, Pacer
from bot.messages import Address, Message
from bot.platform import TryLater
from bot.platforms.telegram import LIMITS
from bot.store import Store
from bot.work import Work
from tests.databases import sqlite
from tests.fake import Clock, Fake

RECIPIENTS = 160
REPLIES = 8


class Strict(Fake):
    """Takes what Telegram takes under three models at once: a sliding second, a calendar second, and a bucket of 30."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.taken: list[float] = []
        self.left: dict[Address, float] = {}
        self.refused = 0
        self._bucket, self._at = 30.0, 0.0
        self._chats: dict[Address, list[float]] = defaultdict(list)

    def spacing(self, to: Address) -> float:
        return 1.0

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        now = time.monotonic()
        if self._too_fast(now) or self._too_fast_in_chat(to, now):
            self.refused += 1
            raise TryLater(1.0)
        self.taken.append(now)
        self.left[to] = now
        self._chats[to].append(now)
        await asyncio.sleep(0.06)  # what a call takes
        return await super().send(to, message, replacing, key)

    def _too_fast(self, now: float) -> bool:
        self._bucket, self._at = min(30.0, self._bucket + 30.0 * (now - self._at)), now
        self._bucket -= 1.0
        sliding = sum(moment > now - 1.0 for moment in self.taken[-40:]) >= 30
        calendar = sum(int(moment) == int(now) for moment in self.taken[-40:]) >= 30
        return sliding or calendar or self._bucket < 0.0

    def _too_fast_in_chat(self, to: Address, now: float) -> bool:
        """A short burst, then one a second."""
        return sum(moment > now - 3.0 for moment in self._chats[to]) >= 6


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(sqlite(tmp_path), Clock())
    made.create()
    yield made
    made.close()


def _leave_bulk(work: Work) -> None:
    for number in range(RECIPIENTS):
        posting = Posting(kind="news", priority=BULK)
        ledger.say(work, f"b{number}", Address("fake", "w", f"u{number}"), Message("news"), posting=posting)


async def test_after_the_machine_stood_still_nothing_leaves_in_a_burst(store: Store) -> None:
    platform = Strict(LIMITS)
    post = Post(store, [platform], "local", Random(1))
    store.run(_leave_bulk)
    sending = asyncio.create_task(post.run())
    while not platform.taken:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    store.submit(lambda _work: time.sleep(0.4))  # intents come together behind it
    asyncio.get_running_loop().call_later(0.42, time.sleep, 0.3)
    await asyncio.sleep(1.5)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    gaps = [later - earlier for earlier, later in pairwise(platform.taken)]
    assert len(gaps) > 10
    assert min(gaps) >= 0.9 * APART / LIMITS.per_second


async def test_a_broadcast_keeps_its_pace_without_a_refusal_and_replies_leave_within_a_second(store: Store) -> None:
    platform = Strict(LIMITS)
    post = Post(store, [platform], "local", Random(1))
    store.run(_leave_bulk)
    sending = asyncio.create_task(post.run())
    waited = []
    for number in range(REPLIES):
        await asyncio.sleep(0.4)
        her = Address("fake", "w", f"r{number}")
        asked = time.monotonic()
        await asyncio.to_thread(store.run, partial(ledger.say, key=f"r{number}", to=her, message=Message("yes")))
        post.stir("fake|w")
        while her not in platform.left:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        waited.append(platform.left[her] - asked)
    while len(platform.taken) < RECIPIENTS + REPLIES:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    pace = (len(platform.taken) - 1) / (platform.taken[-1] - platform.taken[0])
    assert platform.refused == 0
    assert 26.0 <= pace <= 27.5, pace
    assert max(waited) < 1.0, waited


class Halting:
    """A store in which every so many-th commit of intents and marks takes more than a second."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._commits = count(1)

    def submit(self, unit: Any) -> Any:
        about_sending = getattr(unit, "func", None) is not None and unit.func.__name__ == "_write"
        if about_sending and next(self._commits) % 25 == 0:
            return self._store.submit(partial(_halted, unit=unit))
        return self._store.submit(unit)

    def read(self, unit: Any) -> Any:
        return self._store.read(unit)


def _halted(work: Work, unit: Any) -> Any:
    time.sleep(1.2)
    return unit(work)


async def test_after_a_database_that_stood_still_no_burst_leaves(store: Store) -> None:
    platform = Strict(LIMITS)
    platform._too_fast = lambda now: False  # type: ignore[method-assign]
    post = Post(Halting(store), [platform], "local", Random(1))  # type: ignore[arg-type]
    store.run(_leave_bulk)
    sending = asyncio.create_task(post.run())
    while len(platform.taken) < 90:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    together = max(sum(one < moment + 0.3 for one in platform.taken[at:]) for at, moment in enumerate(platform.taken))
    assert together <= 16, "nine, and what a busy machine makes of it; all at once would be thirty"


async def test_one_chats_backlog_holds_up_nobody_else(store: Store) -> None:
    platform = Strict(replace(LIMITS, per_second=0.0))
    platform._too_fast = lambda now: False  # type: ignore[method-assign]
    her, him = Address("fake", "w", "u1"), Address("fake", "w", "u2")

    def leave(work: Work) -> None:
        for number in range(300):
            ledger.say(work, f"h{number}", her, Message(str(number)))
        ledger.say(work, "him", him, Message("at once"))

    store.run(leave)
    post = Post(store, [platform], "local", Random(1))
    sending = asyncio.create_task(post.run())
    async with asyncio.timeout(3):
        while him not in platform.left:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert platform.refused == 0
    said = [bubble.message.text for bubble in platform.chats.get(her, [])]
    assert said == [str(number) for number in range(len(said))]


@given(st.lists(st.floats(0.0, 0.2), min_size=40, max_size=200))
def test_never_thirty_in_any_second_however_late_the_sender_wakes(delays: list[float]) -> None:
    pacer, now, left = Pacer(LIMITS), 100.0, []
    for number, delay in enumerate(delays):
        now += pacer.wait(now) + delay
        pacer.take(number, now, 1.0)
        left.append(now)
    for at, moment in enumerate(left):
        assert sum(one < moment + 1.0 for one in left[at:]) <= 29


@given(st.lists(st.floats(0.0, 2.0), min_size=5, max_size=60))
def test_a_chat_gets_a_short_burst_and_then_one_a_second(delays: list[float]) -> None:
    pacer, now, left = Pacer(Limits(burst=3)), 0.0, []
    for delay in delays:
        now += delay
        now += pacer.chat_wait("her", now, 1.0)
        pacer.take("her", now, 1.0)
        left.append(now)
    for at, moment in enumerate(left):
        assert sum(one < moment + 10.0 for one in left[at:]) <= 13


def test_a_refusal_slows_down_and_being_taken_creeps_back() -> None:
    pacer = Pacer(Limits(per_second=20.0))
    pacer.refused(2.0, 10.0)
    assert pacer.wait(10.0) == 2.0
    assert pacer.rate == 20.0 * SLOWER
    for _ in range(1000):
        pacer.taken()
    assert pacer.rate == 20.0
    pacer = Pacer(Limits(per_second=20.0, burst=3))
    pacer.refused(5.0, 20.0, "her", 1.0)
    assert (pacer.wait(20.0), pacer.rate) == (0.0, 20.0)
    assert pacer.chat_wait("her", 20.0, 1.0) == 5.0, "there is no burst after a refusal"
