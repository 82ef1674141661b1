"""Events through the whole bot: heard, answered, committed, sent, and marked as sent, on a disk that keeps its word."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import perf_counter_ns

import sqlalchemy as sa
from aiohttp.web import AbstractRouteDef

from bot.app import App
from bot.bench.questions import Question
from bot.commands.parts import now
from bot.flows.turn import Keep
from bot.messages import Address, Event, Message
from bot.outbox import Hear, Outbox
from bot.store import Store
from bot.tables import outbox as rows
from bot.work import Work
from knowledge.library import Library

IN_FLIGHT = 200
LOOK_EVERY = 0.01  # seconds between two looks at which rows are sent
ROLES = ("senco", "headteacher", "teaching-assistant", "social-worker")


class Taker:
    """A platform that takes every message at once."""

    name = "bench"

    def __init__(self) -> None:
        self._ids = count(1)

    async def listen(self, hear: Hear) -> None:
        await asyncio.Event().wait()

    async def send(self, to: Address, message: Message, replacing: str = "") -> str:
        return f"m{next(self._ids)}"

    async def remove(self, chat: Address, message: str) -> bool:
        return True

    async def check(self) -> str:
        return ""

    def routes(self, hear: Hear) -> Sequence[AbstractRouteDef]:
        return ()


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
        self.store.run(lambda work: [_arrive(work, number, question) for number, question in numbered])
        return [
            Event(f"e{number}", _address(number), _address(number), text=question.text, message=f"p{number}")
            for number, question in numbered
        ]

    async def ask(self, events: Sequence[Event], in_flight: int) -> float:
        """Seconds until the last answer's row is marked as sent, so many being under way at once."""
        async with _bot(self.store, self.library) as app:
            places = asyncio.Semaphore(in_flight)
            begun: dict[str, int] = {}
            start = perf_counter_ns()
            watching = asyncio.create_task(self._watch(begun, len(events), places))
            async with asyncio.TaskGroup() as group:
                for event in events:
                    await places.acquire()
                    begun[event.chat.id] = perf_counter_ns()
                    group.create_task(app.hear(event))
            await watching
            return (perf_counter_ns() - start) / 1e9

    async def _watch(self, begun: dict[str, int], expected: int, places: asyncio.Semaphore) -> None:
        """Look at the rows until each of so many people has an answer that is marked as sent."""
        done: set[str] = set()
        floor = self.store.read(_last)
        while len(done) < expected:
            await asyncio.sleep(LOOK_EVERY)
            found = self.store.read(lambda work, after=floor: _settled(work, after))
            for chat in {chat for _, chat, state in found if state == "sent"} - done:
                self.took.append(perf_counter_ns() - begun[chat])
                done.add(chat)
                places.release()
            floor = next(
                (number - 1 for number, _, state in found if state == "queued"), found[-1][0] if found else floor
            )


@contextlib.asynccontextmanager
async def _bot(store: Store, library: Library) -> AsyncIterator[App]:
    outbox = Outbox(store, [Taker()])
    sending = asyncio.create_task(outbox.run())
    try:
        yield App(store, library, outbox.stir)
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)


def open_store(folder: Path) -> Store:
    store = Store(f"sqlite:///{folder / 'bench.db'}", now)
    store.create()
    return store


def _address(number: int) -> Address:
    return Address(Taker.name, "w", f"u{number}")


def _arrive(work: Work, number: int, question: Question) -> None:
    work.make(work.person_at(_address(number)), Keep(question.locality, ROLES[number % len(ROLES)]))


def _last(work: Work) -> int:
    return int(work.connection.execute(sa.select(sa.func.max(rows.c.id))).scalar() or 0)


def _settled(work: Work, after: int) -> list[tuple[int, str, str]]:
    """Number, chat and state of the rows after this one."""
    chosen = sa.select(rows.c.id, rows.c.chat, rows.c.state).where(rows.c.id > after).order_by(rows.c.id)
    return [(row.id, row.chat, row.state) for row in work.connection.execute(chosen)]
