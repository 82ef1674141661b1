"""Events through the whole bot: heard, answered, committed, sent, and marked as sent, on a disk that keeps its word."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from time import perf_counter_ns

import sqlalchemy as sa

from bot.app import App
from bot.bench.figures import SECOND
from bot.bench.questions import Question
from bot.bench.taker import PLATFORM, Taker
from bot.commands.parts import now
from bot.delivery.lanes import Post
from bot.delivery.pace import Limits
from bot.flows.turn import Keep
from bot.messages import Address, Event
from bot.store import Store
from bot.tables import outbox as rows
from bot.work import Work
from knowledge.library import Library

IN_FLIGHT = 200
LOOK_EVERY = 0.01  # seconds between two looks at which rows are sent; a tenth of it where one person asks alone
MOST_SECONDS = 120
ROLES = ("senco", "headteacher", "teaching-assistant", "social-worker")


@dataclass
class Crowd:
    """People who each ask one thing. `took` is nanoseconds from being heard to the answer's row marked as sent."""

    store: Store
    library: Library
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    took: list[int] = field(default_factory=list)

    def settle_in(self, questions: Sequence[Question]) -> list[Event]:
        """What somebody new and known will say, for each question."""
        numbered = [(next(self.numbers), question) for question in questions]
        self.store.run(partial(_arrive, numbered))
        return [
            Event(f"e{number}", _address(number), _address(number), text=question.text, message=f"p{number}")
            for number, question in numbered
        ]

    async def ask(self, events: Sequence[Event], in_flight: int) -> float:
        """Seconds until the last answer's row is marked as sent, so many being under way at once."""
        async with asyncio.timeout(MOST_SECONDS), _bot(self.store, self.library) as app:
            places = asyncio.Semaphore(in_flight)
            begun: dict[str, int] = {}
            start = perf_counter_ns()
            watching = asyncio.create_task(self._watch(begun, len(events), places, in_flight))
            async with asyncio.TaskGroup() as group:
                for event in events:
                    await places.acquire()
                    begun[event.chat.id] = perf_counter_ns()
                    group.create_task(app.hear(event))
            await watching
            return (perf_counter_ns() - start) / SECOND

    async def _watch(self, begun: dict[str, int], expected: int, places: asyncio.Semaphore, in_flight: int) -> None:
        """Look at the rows until each of so many people has an answer that is marked as sent."""
        done: set[str] = set()
        floor = self.store.read(_last)
        while len(done) < expected:
            await asyncio.sleep(LOOK_EVERY if in_flight > 1 else LOOK_EVERY / 10)
            floor, sent = self.store.read(partial(_sent, floor))
            for chat in sent - done:
                self.took.append(perf_counter_ns() - begun[chat])
                done.add(chat)
                places.release()


@contextlib.asynccontextmanager
async def _bot(store: Store, library: Library) -> AsyncIterator[App]:
    platform = Taker(Limits(in_flight=IN_FLIGHT))
    post = Post(store, [platform], "bench", Random())
    app = App(store, library, post.stir)
    sending = asyncio.create_task(post.run())
    try:
        yield app
    finally:
        await app.settle()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    platform.judge()


def open_store(folder: Path) -> Store:
    store = Store(f"sqlite:///{folder / 'bench.db'}", now)
    store.create()
    return store


def _address(number: int) -> Address:
    return Address(PLATFORM, "w", f"u{number}")


def _arrive(numbered: Sequence[tuple[int, Question]], work: Work) -> None:
    for number, question in numbered:
        work.make(work.person_at(_address(number)), Keep(question.locality, ROLES[number % len(ROLES)]))


# What the looking needs, put together once: it must not weigh on what is measured.
_LAST = sa.select(sa.func.coalesce(sa.func.max(rows.c.id), 0))
_QUEUED = sa.select(sa.func.min(rows.c.id)).where(rows.c.state.in_(("queued", "leaving")))
_SENT = sa.select(rows.c.id, rows.c.chat).where(rows.c.state == "sent", rows.c.id > sa.bindparam("after"))


def _last(work: Work) -> int:
    return int(work.connection.execute(_LAST).scalar_one())


def _sent(after: int, work: Work) -> tuple[int, set[str]]:
    """The chats whose rows after this one are sent, and the row up to which there is nothing left to look for."""
    last = _last(work)
    queued = work.connection.execute(_QUEUED).scalar()
    found = {row.chat for row in work.connection.execute(_SENT, {"after": after})}
    return (last if queued is None else queued - 1), found
