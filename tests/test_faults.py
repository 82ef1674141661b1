"""A real process in bad surroundings: a full disk, no database, a platform that misbehaves, a clock that is wrong."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import occurrences
from bot.app import App
from bot.commands import run
from bot.delivery import broadcast, journal, ledger
from bot.delivery.ledger import BULK, Posting
from bot.flows.turn import Keep
from bot.messages import Address, Event, Message
from bot.store import Store
from bot.tables import inbox, outbox
from bot.work import Work
from knowledge.library import Library
from scheduler import Ticker
from tests.collaborating import goes_out, members, within
from tests.databases import databases, postgresql, postgresql_server, sqlite
from tests.fake import START, Clock, World
from tests.loopback_telegram import TOKEN, LoopbackTelegram, Person, telegram_here
from tests.process import TELL, Process, Surroundings, limit_pages, tell
from tests.test_announcements import confirmed_only, facts, got, the_one_bubble

BOT = TOKEN.partition(":")[0]
QUICK = Surroundings(per_second=300.0, spacing=0.02)
TERMS = ("SENCO", "CAMHS", "EHCP", "AP")
OUTAGE_SECONDS = 5.0  # `make torture` has it for thirty
WRONG_CLOCK = -3600.0
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[LoopbackTelegram]:
    async with telegram_here() as running:
        running.latency = 0.02
        yield running


class Town:
    """People who work somewhere, a bot on a database, and what each is to hear."""

    def __init__(self, server: LoopbackTelegram, url: str, folder: Path, people: int = 8) -> None:
        self.server = server
        self.url = url
        self.people = [server.person(f"Person {number}") for number in range(people)]
        self.expected: dict[int, list[str]] = {person.id: [] for person in self.people}
        self.process = Process(
            {
                "SIGNPOST_TELEGRAM_TOKEN": TOKEN,
                "SIGNPOST_TELEGRAM_API_BASE": server.base,
                "SIGNPOST_DATABASE": url,
                "SIGNPOST_DATA": str(folder),
            },
            folder,
            QUICK,
        )
        self.run(self._arrive)

    def run(self, unit: Callable[[Work], object]) -> object:
        with closing(Store(self.url, lambda: datetime.now(UTC))) as store:  # noqa: TID251
            store.create()
            return store.run(unit)

    def _arrive(self, work: Work) -> None:
        for person in self.people:
            work.make(work.person_at(address(person)), Keep("east-sussex", "senco"))

    def leave_news(self, first: int, count: int, policy: ledger.Policy = "resend") -> None:
        posting = Posting("news", BULK, policy, "news")

        def leave(work: Work) -> None:
            for number in range(first, first + count):
                for person in self.people:
                    ledger.say(
                        work, f"news:{number}:{person.id}", address(person), Message(f"News {number}."), posting=posting
                    )

        self.run(leave)
        for person in self.people:
            self.expected[person.id] += [f"News {number}." for number in range(first, first + count)]

    def ask(self, term: str) -> None:
        for person in self.people:
            self.server.says(person, f"/glossary {term}")
            self.expected[person.id].append(term)

    @asynccontextmanager
    async def awake(self) -> AsyncIterator[asyncio.subprocess.Process]:
        running = await self.process.start()
        try:
            yield running
            assert running.returncode is None, self.process.said[-3000:]
        finally:
            if running.returncode is None:
                running.terminate()
            await asyncio.wait_for(running.wait(), 15)

    def heard(self, person: Person) -> list[str]:
        return [shown.text.split("\n")[0].strip() for shown in self.server.bubbles(person)]

    async def until_all_was_heard(self) -> None:
        try:
            await self.server.until(lambda: not self._missing())
        except TimeoutError:
            pytest.fail(f"not heard: {self._missing()}\n{self.process.said[-3000:]}")
        await asyncio.sleep(0.3)  # for what comes twice

    def _missing(self) -> dict[str, set[str]]:
        left = {one.first_name: set(self.expected[one.id]) - set(self.heard(one)) for one in self.people}
        return {name: texts for name, texts in left.items() if texts}

    def heard_too_often(self) -> int:
        """How many messages came that nobody was to hear, or not again."""
        return sum((Counter(self.heard(person)) - Counter(self.expected[person.id])).total() for person in self.people)


def address(person: Person) -> Address:
    return Address("telegram", BOT, str(person.id))


# ---- the disk and the database


async def test_on_a_full_disk_nothing_is_acknowledged_or_lost_and_it_goes_on_when_there_is_space(
    server: LoopbackTelegram, tmp_path: Path
) -> None:
    town = Town(server, sqlite(tmp_path), tmp_path)
    async with town.awake():
        town.ask(TERMS[0])
        await town.until_all_was_heard()
        town.process.change(Surroundings(full=True))
        town.leave_news(0, 30)  # through a connection of ours, that has space
        for term in TERMS[1:]:
            town.ask(term)
        await asyncio.sleep(2.5)
        assert server.pending, "what cannot be kept is not acknowledged"
        town.process.change(QUICK)
        await town.until_all_was_heard()
    assert town.heard_too_often() == 0
    assert "Traceback" not in town.process.said


class Disk:
    """What SQLite writes to; `full` is so from the next transaction on, to the last byte."""

    def __init__(self) -> None:
        self.full = False

    def __call__(self, connection: sa.Connection) -> None:
        limit_pages(connection, self.full)

    def fill(self, store: Store) -> None:
        """To the last byte of the tables that matter here."""
        self.full = True
        for table in (inbox, outbox):
            for size in (4000, 400, 40, 4):
                with contextlib.suppress(sa.exc.OperationalError):
                    while True:
                        store.run(lambda work, at=(table, size): _take_room(work, *at))  # type: ignore[misc]


def _take_room(work: Work, table: sa.Table, size: int) -> None:
    key, to = secrets.token_hex(8), Address("full", "w", "x")
    if table is outbox:
        ledger.say(work, key, to, Message("x" * size), posting=Posting("filler", BULK, due=NEVER))
    else:
        values = {"key": key, "platform": "full", "workspace": "w", "chat": "x", "at": work.now}
        work.connection.execute(sa.insert(inbox).values(values | {"body": "x" * size, "state": "done"}))


@pytest.fixture
def disk() -> Iterator[Disk]:
    made = Disk()
    sa.event.listen(sa.Engine, "begin", made)
    yield made
    sa.event.remove(sa.Engine, "begin", made)


async def test_a_full_disk_uses_up_no_try_of_an_event_or_an_occurrence(
    disk: Disk, library: Library, tmp_path: Path
) -> None:
    """Else they were set aside after five seconds, though nothing is wrong with them."""
    clock = Clock()
    her = Address("fake", "w", "u1")
    soon = occurrences.Once(START.replace(tzinfo=None) + timedelta(minutes=1))
    once = occurrences.Plan("once", TELL, soon, "UTC", {"to": ("fake", "w", "u2"), "text": "told"})
    with closing(Store(sqlite(tmp_path), clock)) as store:
        store.create()
        store.run(lambda work: occurrences.plan(work, once))
        store.run(lambda work: journal.journal(work, [Event("e1", her, her, text="glossary SENCO")]))
        clock.pass_by(timedelta(minutes=2))
        store.run(occurrences.claim)
        disk.fill(store)
        app, ticker = App(store, library), Ticker(store, {TELL: tell})
        for again in range(8):
            await app.catch_up()
            await app.settle()
            ticker.tick()
            assert store.read(_said) == [], again
            assert store.read(lambda work: journal.first_waiting(work, [her]))
            clock.pass_by(timedelta(minutes=1))
        disk.full = False
        await app.catch_up()
        await app.settle()
        ticker.tick()
        said = store.read(_said)
        assert any("SENCO" in body for body in said)
        assert any("told" in body for body in said)
        assert len(said) == 2
        assert store.read(occurrences.counts) == {"done": 1}


def _said(work: Work) -> list[str]:
    return list(work.connection.execute(sa.select(outbox.c.body).where(outbox.c.platform == "fake")).scalars())


def test_an_anchor_whose_announcement_met_a_full_disk_reaches_everyone_once_and_is_told_once(
    disk: Disk, library: Library, tmp_path: Path
) -> None:
    world = World(library, sqlite(tmp_path))
    people = members(world, 2 * broadcast.CHUNK + 30)
    her, number = confirmed_only(world)
    assert within(world, lambda work: broadcast.go_on(work, number)) == "expanding"
    with closing(Store(world.url, world.clock)) as store:
        disk.fill(store)
        for _ in range(6):
            with pytest.raises(sa.exc.OperationalError):
                store.run(lambda work: broadcast.go_on(work, number))
            with pytest.raises(sa.exc.OperationalError):
                her.presses("Confirm", her.bubbles()[-1])
    disk.full = False
    goes_out(world, 3)
    assert got(people) == [1] * len(people)
    assert facts(the_one_bubble(her))["Sent"] == f"{len(people)} of {len(people)}"
    assert len(her.bubbles()) == 3, "to write it, the preview, and how it stands"


async def _outage(server: LoopbackTelegram, town: Town, gone: Callable[[], Awaitable[None]]) -> None:
    async with town.awake():
        town.ask(TERMS[0])
        town.leave_news(0, 20)
        await server.until(lambda: sum(len(town.heard(person)) for person in town.people) > 20)
        await gone()
        await town.until_all_was_heard()
    assert town.heard_too_often() == 0, "what was sent is remembered until it can be marked"
    assert "Traceback" not in town.process.said


async def test_while_the_database_is_gone_nothing_is_lost_and_nothing_is_said_twice(
    server: LoopbackTelegram, tmp_path: Path
) -> None:
    town = Town(server, postgresql(tmp_path), tmp_path)

    async def gone() -> None:
        await asyncio.to_thread(postgresql_server().cut, town.url, refuse=True)
        for term in TERMS[1:]:
            town.ask(term)
        await asyncio.sleep(OUTAGE_SECONDS)
        assert server.pending
        await asyncio.to_thread(postgresql_server().cut, town.url)

    await _outage(server, town, gone)


async def test_connections_that_are_cut_again_and_again_lose_nothing(server: LoopbackTelegram, tmp_path: Path) -> None:
    town = Town(server, postgresql(tmp_path), tmp_path)

    async def gone() -> None:
        for term in TERMS[1:]:
            town.ask(term)
            await asyncio.to_thread(postgresql_server().cut, town.url)
            await asyncio.sleep(0.2)

    await _outage(server, town, gone)


# ---- stopping


async def test_told_to_stop_while_all_around_it_hangs_it_ends_in_time_and_loses_nothing(
    server: LoopbackTelegram, tmp_path: Path
) -> None:
    """A platform and a database that do not answer, and somebody who never ends what he asks over HTTP."""
    assert run.LAST_SECONDS < 10
    town = Town(server, sqlite(tmp_path), tmp_path)
    town.process.change(replace(QUICK, drain=0.3))
    process = await town.process.start()
    town.ask(TERMS[0])
    await town.until_all_was_heard()
    with closing(sqlite3.connect(tmp_path / "signpost.db", isolation_level=None)) as other, socket.socket() as caller:
        caller.connect(("127.0.0.1", town.process.port))
        caller.sendall(b"POST /healthz HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nhalf")
        server.hanging, server.patience = len(town.people), 60.0
        town.ask(TERMS[1])
        await server.until(lambda: server.hanging < len(town.people))
        other.execute("BEGIN IMMEDIATE")
        process.terminate()
        await asyncio.wait_for(process.wait(), 0.3 + run.LAST_SECONDS - run.DRAIN_SECONDS + 2.0)
    server.hanging = 0
    server.released.set()
    async with town.awake():
        await town.until_all_was_heard()
    assert town.heard_too_often() <= len(town.people), "what was on its way"


# ---- the platform


async def test_a_platform_that_answers_500_is_asked_again_and_nothing_comes_twice(
    server: LoopbackTelegram, tmp_path: Path
) -> None:
    town = Town(server, sqlite(tmp_path), tmp_path)
    server.lacking["sendMessage"] = 500
    async with town.awake():
        town.leave_news(0, 3)
        town.ask(TERMS[0])
        await server.until(lambda: len(server.called("sendMessage")) > 10)
        del server.lacking["sendMessage"]
        await town.until_all_was_heard()
    assert town.heard_too_often() == 0


@pytest.mark.parametrize("how", ["cut", "hanging"])
async def test_a_platform_that_takes_a_message_and_does_not_say_so_doubles_only_those(
    server: LoopbackTelegram, tmp_path: Path, how: str
) -> None:
    town = Town(server, sqlite(tmp_path), tmp_path)
    setattr(server, how, 5)
    async with town.awake():
        town.leave_news(0, 3)
        await town.until_all_was_heard()
        await asyncio.sleep(1.0)
    assert getattr(server, how) == 0
    assert town.heard_too_often() <= 5


async def test_where_the_author_is_to_decide_a_lost_answer_doubles_nothing(
    server: LoopbackTelegram, tmp_path: Path
) -> None:
    town = Town(server, sqlite(tmp_path), tmp_path)
    server.cut = 5
    async with town.awake():
        town.leave_news(0, 3, policy="ask")
        await town.until_all_was_heard()
    assert town.heard_too_often() == 0
    assert town.run(ledger.counts) == {"sent": 19, "unsure": 5}


async def test_one_chat_that_hangs_holds_up_nobody_else(server: LoopbackTelegram, tmp_path: Path) -> None:
    town = Town(server, sqlite(tmp_path), tmp_path)
    server.hanging, server.patience = 1, 60.0
    async with town.awake():
        town.leave_news(0, 3)
        await server.until(lambda: sum(len(town.heard(person)) == 3 for person in town.people) == 7)
        server.released.set()
        await town.until_all_was_heard()
    assert town.heard_too_often() <= 1


async def test_a_platform_that_lies_about_how_long_to_wait_gets_all_once(
    server: LoopbackTelegram, tmp_path: Path
) -> None:
    """It says a second and means three; it says nothing at all."""
    town = Town(server, sqlite(tmp_path), tmp_path)
    server.floods = [1, 1, 0, 1, -1, 1]
    async with town.awake():
        town.leave_news(0, 3)
        town.ask(TERMS[0])
        await town.until_all_was_heard()
    assert server.refusals == 5
    assert town.heard_too_often() == 0


# ---- the clock


@pytest.mark.parametrize("maker", databases())
async def test_a_clock_that_is_set_back_an_hour_stops_nothing_and_doubles_nothing(
    server: LoopbackTelegram, tmp_path: Path, maker: Callable[[Path], str]
) -> None:
    town = Town(server, maker(tmp_path), tmp_path)
    async with town.awake():
        town.ask(TERMS[0])
        town.leave_news(0, 20)
        await server.until(lambda: sum(len(town.heard(person)) for person in town.people) > 20)
        town.process.change(Surroundings(WRONG_CLOCK))
        town.ask(TERMS[1])
        await town.until_all_was_heard()
        town.process.change(QUICK)
        town.ask(TERMS[2])
        await town.until_all_was_heard()
    assert town.heard_too_often() == 0
