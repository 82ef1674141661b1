"""Answers to a question's buttons through the whole bot, with everything that runs in production: inbox, clock, lanes.

An answer counts when its reply is marked as sent. How long somebody waits is from the moment when she was to press,
whether the bot was ready for her or not, until the platform is told what she sees next.
"""

from __future__ import annotations

import asyncio
import re
import resource
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import sqlalchemy as sa

from bot.bench.apart import tell, told
from bot.bench.crowd import launch, presses, settle, tuesday, unsent
from bot.bench.figures import Figure, percentile, tidy
from bot.bench.taker import Script, Taker, hear_all
from bot.commands.run import keep_running
from bot.delivery import broadcast
from bot.delivery.ledger import REPLY
from bot.delivery.pace import Limits
from bot.messages import Event
from bot.platform import Hear
from bot.store import Store
from bot.tables import announcement
from bot.work import Work
from knowledge.library import Library

READING = "reading"
PACED = Limits(per_second=27, start=27)  # as Telegram wants it
WARM = 500
GLANCE_SECONDS = 0.02
MOST_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Plan:
    """So many answers, `rate` a second (0: all at once), beside an announcement to so many `members`."""

    database: str
    url: str
    answers: int
    rate: int = 0
    members: int = 0


class Crowd:
    """The whole bot on one database, and people who answer a question on one platform; on another they only read."""

    def __init__(self, plan: Plan) -> None:
        self.store = Store(plan.url, tuesday())
        self.store.create()
        number = launch(self.store, "oldham")
        while self.store.run(partial(broadcast.go_on, number=number)):
            pass  # there is nobody yet: whoever comes now is not written to
        self.people = presses(number, settle(self.store, "oldham", plan.answers + WARM, "bench"))
        self.taker = Taker()

    def do(self, script: Script) -> None:
        """Run the bot until the script is over."""

        async def at_most(hear: Hear) -> None:
            async with asyncio.timeout(MOST_SECONDS):
                await self.press(hear, self.people[:WARM])
                tidy()
                await script(hear)

        self.taker = Taker(script=at_most)
        readers = Taker(PACED, script=_nothing, name=READING)
        asyncio.run(keep_running(self.store, Library.open(), [self.taker, readers], "127.0.0.1", 0))
        self.taker.judge()
        self.store.close()

    async def press(
        self, hear: Hear, events: Sequence[Event], rate: float = 0.0, over: Callable[[], bool] = lambda: False
    ) -> list[int]:
        """Nanoseconds that each waited, once all replies are marked as sent."""
        begun = await hear_all(hear, events, rate, over)
        await self.until(lambda work: begun.keys() <= self.taker.said.keys() and not unsent(work, REPLY))
        return [self.taker.said[chat] - due for chat, due in begun.items()]

    async def until(self, so: Callable[[Work], bool]) -> None:
        while not await asyncio.to_thread(self.store.read, so):  # noqa: ASYNC110
            await asyncio.sleep(GLANCE_SECONDS)


@dataclass
class Took:
    """Seconds that passed, and seconds of processor that were spent."""

    seconds: float = 0.0
    spent: float = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        begun, spent = perf_counter(), process_time()
        yield
        self.seconds, self.spent = perf_counter() - begun, process_time() - spent

    def each(self, count: int) -> str:
        return f"{self.spent / count * 1e3:.2f} ms of processor each"


async def _nothing(_hear: Hear) -> None:
    """Only reads."""


def burst(plan: Plan) -> Iterator[Figure]:
    """All at once."""
    crowd, took = Crowd(plan), Took()

    async def all_at_once(hear: Hear) -> None:
        with took.measured():
            await crowd.press(hear, crowd.people[WARM:])

    crowd.do(all_at_once)
    size = f"{plan.answers:,} answers at once, each to its sent row; {took.each(plan.answers)}"
    yield Figure(f"answers_per_s_burst_{plan.database}", round(plan.answers / took.seconds, 1), "1/s", size)


def steady(plan: Plan) -> Iterator[Figure]:
    """So many a second, whatever comes of it."""
    crowd, took = Crowd(plan), Took()
    waited: list[int] = []

    async def open_loop(hear: Hear) -> None:
        with took.measured():
            waited.extend(await crowd.press(hear, crowd.people[WARM:], plan.rate))

    crowd.do(open_loop)
    size = f"{plan.answers:,} answers, {_rate(plan)}; {took.each(plan.answers)}"
    for which, share in (("p50", 0.5), ("p99", 0.99)):
        yield _waiting(f"answers_{which}_ms_at_{plan.rate}_{plan.database}", percentile(waited, share), size)


def expanding(plan: Plan) -> Iterator[Figure]:
    """An announcement is left for everyone, while others answer until that is done."""
    crowd, took = Crowd(plan), Took()
    settle(crowd.store, "everywhere", plan.members, READING, workspaces=4)
    waited: list[int] = []

    async def beside(hear: Hear) -> None:
        launch(crowd.store, "everywhere")
        done = asyncio.Event()
        answering = asyncio.create_task(crowd.press(hear, crowd.people[WARM:], plan.rate, done.is_set))
        with took.measured():
            await crowd.until(lambda work: not _is_expanding(work))
        done.set()
        waited.extend(await answering)

    crowd.do(beside)
    most = _most_held()
    name, size = f"{plan.members}_{{}}_{plan.database}", f"{plan.members:,} members"
    yield Figure(f"expand_{name.format('s')}", round(took.seconds, 2), "s", f"{size}, beside answers, {_rate(plan)}")
    yield Figure(f"expand_{name.format('mb')}", round(most, 1), "MiB", f"{size}: the most that the whole bot held")
    if waited:
        beside_it = f"{len(waited):,} answers, {_rate(plan)}, while {size} are written to"
        yield _waiting(
            f"answers_p99_ms_while_expanding_{plan.members}_{plan.database}", percentile(waited, 0.99), beside_it
        )


def _most_held() -> float:
    """The most memory that this process held, in MiB. What `getrusage` says on Linux counts its parent's, too."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) / (1 << 10)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def _rate(plan: Plan) -> str:
    return f"{plan.rate:,} a second in an open loop"


def _is_expanding(work: Work) -> bool:
    return bool(work.connection.execute(sa.select(sa.exists().where(announcement.c.state == "expanding"))).scalar())


def _waiting(name: str, nanoseconds: float, size: str) -> Figure:
    return Figure(name, round(nanoseconds / 1e6, 2), "ms", f"{size}, until the platform is told")


def measured(plan: Plan) -> Iterator[Figure]:
    return (expanding if plan.members else steady if plan.rate else burst)(plan)


if __name__ == "__main__":
    tell(measured(Plan(**told())))
