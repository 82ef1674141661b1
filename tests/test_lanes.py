"""Sending when things go wrong around it: the database, the lease, the clock, another replica."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from bot import many
from bot.app import App, _carry_out
from bot.delivery import broadcast, journal, ledger
from bot.delivery.lanes import Book, Post
from bot.delivery.ledger import BULK, Posting, say
from bot.flows.turn import Choose, Draft, Keep, Launch, Turn, Wait
from bot.membership import members
from bot.messages import Address, Event, Message
from bot.metrics import Metrics
from bot.store import Store
from bot.tables import answer as answers
from bot.tables import inbox, outbox, person
from bot.together import Together
from bot.work import Stale, Work, in_trouble
from knowledge.library import Library
from tests.databases import databases, postgresql, sqlite
from tests.fake import Clock, Fake

HER = Address("fake", "w", "u1")
HIM = Address("fake", "w", "u2")
LEASE = timedelta(seconds=5)


@pytest.fixture(params=databases())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = Store(request.param(tmp_path), Clock())
    made.create()
    yield made
    made.close()


@asynccontextmanager
async def sending(store: Store, platform: Fake) -> AsyncIterator[Post]:
    post = Post(store, [platform], "tests", Random(1))
    running = asyncio.create_task(post.run())
    try:
        yield post
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def until_sent(platform: Fake, *texts: str, to: Address = HER) -> None:
    async with asyncio.timeout(5):
        while [bubble.message.text for bubble in platform.chats.get(to, [])] != list(texts):  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def leave(store: Store, key: str, to: Address = HER, posting: Posting | None = None) -> None:
    store.run(lambda work: say(work, key, to, Message(key), posting=posting))


class Failing:
    """A store whose units, or whose reads, fail so many times, before or after the commit."""

    def __init__(self, store: Store, units: int = 0, reads: int = 0, after: bool = False) -> None:
        self._store, self.units, self.reads, self._after = store, units, reads, after

    def submit(self, unit: Any) -> Any:
        about_sending = getattr(unit, "func", None) is not None and unit.func.__name__ == "_write"
        if not (about_sending and self.units):
            return self._store.submit(unit)
        self.units -= 1
        if self._after:
            self._store.run(unit)
        return self._store.submit(lambda work: 1 / 0)

    def read(self, unit: Any) -> Any:
        if self.reads:
            self.reads -= 1
            raise OSError("database gone")
        return self._store.read(unit)


@pytest.mark.parametrize("after", [False, True])
async def test_a_database_that_fails_in_the_middle_leaves_nothing_stuck(store: Store, after: bool) -> None:
    """Also where the commit came about, and only the answer was lost."""
    platform = Fake()
    leave(store, "one")
    leave(store, "two")
    async with sending(Failing(store, units=2, reads=2, after=after), platform):  # type: ignore[arg-type]
        async with asyncio.timeout(10):
            while store.read(ledger.counts) != {"sent": 2}:
                await asyncio.sleep(0.01)
                store.clock.pass_by(timedelta(seconds=0.1))  # type: ignore[attr-defined]
    assert [bubble.message.text for bubble in platform.chats[HER]] == ["one", "two"]


async def test_what_comes_while_the_database_is_busy_is_handed_over_at_once(store: Store) -> None:
    """Two commits of intents and marks wait behind what takes long; the second does not wait for the first."""
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "tests", LEASE))
    leave(store, "one")
    leave(store, "two", HIM)
    one, two = store.read(lambda work: ledger.ready(work, "fake|w", 2))
    handed: list[Any] = []

    class Watching:
        def submit(self, unit: Any) -> Any:
            handed.append(unit)
            return held if len(handed) == 1 else store.submit(unit)

    held: Future[Any] = Future()
    book = Book(Watching(), "tests")  # type: ignore[arg-type]
    keeping = asyncio.create_task(book.keep())
    try:
        first = asyncio.create_task(book.intend(one))
        async with asyncio.timeout(5):
            while not handed:  # noqa: ASYNC110
                await asyncio.sleep(0)
            assert await book.intend(two), "though the first is not written yet"
            assert not first.done()
            held.set_result(store.run(handed[0]))
            assert await first
    finally:
        keeping.cancel()


async def test_what_a_crash_left_on_its_way_is_sent_though_nothing_else_waits(store: Store) -> None:
    leave(store, "one")
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "tests", LEASE, anew=True))
    assert store.run(lambda work: ledger.intend(work, [1], "tests"))
    platform = Fake()
    async with sending(store, platform):
        await until_sent(platform, "one")


class Telling(Fake):
    """It knows what it was sent under which key, unless it is `mute`."""

    mute = False

    async def find(self, to: Address, key: str) -> str | None:
        return None if self.mute else next((b.id for b in self.chats.get(to, []) if b.message.text == key), "")


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize("policy", ["resend", "ask"])
async def test_what_a_dead_sender_may_have_sent_is_looked_for_before_it_is_sent_again(
    store: Store, policy: ledger.Policy, arrived: bool
) -> None:
    platform = await _died_sending(store, policy, arrived)
    leave(store, "next")
    async with sending(store, platform):
        await until_sent(platform, "one", "next")
    assert store.read(ledger.counts) == {"sent": 2}


@pytest.mark.parametrize(("policy", "seen"), [("resend", ["one", "one", "next"]), ("ask", ["one", "next"])])
async def test_where_no_platform_tells_a_second_copy_is_sent_only_where_it_is_harmless(
    store: Store, policy: ledger.Policy, seen: list[str]
) -> None:
    platform = await _died_sending(store, policy, arrived=True)
    platform.mute = True
    leave(store, "next")
    async with sending(store, platform):
        await until_sent(platform, *seen)
    assert store.read(ledger.counts) == ({"sent": 2} if policy == "resend" else {"unsure": 1, "sent": 1})


async def test_a_new_state_that_came_at_the_bottom_does_not_come_twice(store: Store) -> None:
    """Its bubble could not be edited; the sender died before it knew that the platform had taken it anew."""
    platform = Telling()
    store.run(lambda work: say(work, "one", HER, Message("one", bubble="b")))
    async with sending(store, platform):
        await until_sent(platform, "one")
    store.run(lambda work: say(work, "two", HER, Message("two", bubble="b")))
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "tests", LEASE, anew=True))
    assert store.run(lambda work: ledger.intend(work, [2], "tests"))[2].replacing
    await platform.send(HER, Message("two"))
    leave(store, "next")
    async with sending(store, platform):
        await until_sent(platform, "one", "two", "next")


async def _died_sending(store: Store, policy: ledger.Policy, arrived: bool) -> Telling:
    leave(store, "one", posting=Posting(policy=policy))
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "tests", LEASE, anew=True))
    assert store.run(lambda work: ledger.intend(work, [1], "tests"))
    platform = Telling()
    if arrived:
        await platform.send(HER, Message("one"), key="one")
    return platform


async def test_what_is_for_friday_holds_up_nothing_before(store: Store) -> None:
    platform = Fake()
    friday = store.clock() + timedelta(days=4)
    leave(store, "friday", posting=Posting(kind="news", priority=BULK, due=friday))
    leave(store, "now", posting=Posting(kind="news", priority=BULK))
    async with sending(store, platform):
        await until_sent(platform, "now")


async def test_a_clock_that_is_set_back_an_hour_holds_up_nothing(store: Store, library: Library) -> None:
    platform = Fake()
    app = App(store, library)
    assert isinstance(store.clock, Clock)
    leave(store, "one")
    store.run(lambda work: journal.journal(work, [Event("e1", HIM, HIM, text="help")]))
    store.clock.pass_by(timedelta(hours=-1))
    leave(store, "two")
    async with sending(store, platform):
        await until_sent(platform, "one", "two")
    await app.catch_up(2.0)
    await app.settle()
    assert store.read(lambda work: work.connection.execute(sa.select(inbox.c.state)).scalar()) == "done"


async def test_an_hour_forward_sends_nothing_twice(store: Store) -> None:
    """The lease seems to have run out; but nobody else took the lane."""
    leave(store, "one")
    epoch = store.run(lambda work: ledger.hold_lane(work, "fake|w", "tests", LEASE, anew=True))
    store.run(lambda work: ledger.intend(work, [1], "tests"))
    store.clock.pass_by(timedelta(hours=1))  # type: ignore[attr-defined]
    assert store.run(lambda work: ledger.hold_lane(work, "fake|w", "tests", LEASE)) == epoch
    assert store.read(ledger.counts) == {"leaving": 1}


async def test_a_lease_from_the_future_is_not_waited_for(store: Store) -> None:
    """The clock was set back since it was taken."""
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "one", timedelta(hours=1)))
    assert store.run(lambda work: ledger.hold_lane(work, "fake|w", "two", LEASE)) == 2


# ---- two replicas


def test_nobody_takes_a_lane_over_while_an_intent_is_being_committed(tmp_path: Path) -> None:
    """Else the new owner would not see what the old one has on its way, and nobody would ever send it."""
    store = Store(postgresql(tmp_path), Clock())
    store.create()
    leave(store, "one")
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "old", timedelta(seconds=0.2)))
    intended, go_on = threading.Event(), threading.Event()

    def intend(work: Work) -> None:
        ledger.intend(work, [1], "old")
        intended.set()
        go_on.wait(5)

    slow = store.submit(intend)
    assert intended.wait(5)
    work_lock = threading.Timer(0.6, go_on.set)  # the lease has run out by then
    work_lock.start()

    def take(work: Work) -> int:
        work.connection.execute(sa.text("SELECT pg_sleep(0.3)"))
        return ledger.hold_lane(work, "fake|w", "new", LEASE)

    assert store.submit(take).result(5) == 2
    slow.result(5)
    assert store.read(ledger.counts) == {"queued": 1}, "it is sent again, not stuck"
    store.close()


@pytest.mark.parametrize("doing", ["intending", "marking as sent", "marking as unsure", "holding"])
def test_a_replica_that_stands_still_before_it_commits_keeps_nobody_from_taking_over(
    tmp_path: Path, doing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL ends its transaction, within the time of a lease; here within a moment."""
    briefly = sa.func.set_config("idle_in_transaction_session_timeout", "300", sa.true())
    monkeypatch.setattr("bot.work._DATABASE_NOW", sa.select(sa.func.clock_timestamp(), briefly))
    monkeypatch.setattr(ledger, "BRIEFLY", briefly)
    ledger._sent.cache_clear()
    state = {"marking as sent": "sent", "marking as unsure": "unsure"}.get(doing)
    store, frozen = Store(postgresql(tmp_path), Clock()), threading.Event()
    store.create()
    leave(store, "one")
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "one", LEASE))
    (due,) = store.read(lambda work: ledger.ready(work, "fake|w", 9))
    if state:
        store.run(lambda work: ledger.intend(work, [due.id], "one"))
        due = replace(due, epoch=1)

    def stands_still(work: Work) -> None:
        if state:
            ledger.mark(work, [ledger.Mark(due, state)])
        elif doing == "intending":
            ledger.intend(work, [due.id], "one")
        else:
            ledger.hold_lane(work, "fake|w", "one", LEASE)
        frozen.set()
        never.wait(10)

    never = threading.Event()
    still = store.submit(stands_still)
    frozen.wait(10)
    past = "UPDATE lane SET until = '2018-01-01'"
    store.run(lambda work: work.connection.exec_driver_sql(past))
    assert store.run(lambda work: ledger.hold_lane(work, "fake|w", "two", LEASE)) == 2
    assert not still.done()
    never.set()
    with pytest.raises(sa.exc.DBAPIError) as lost:
        still.result(10)
    assert in_trouble(lost.value), "it is not the message's fault"
    store.close()
    ledger._sent.cache_clear()


def test_what_was_decided_upon_something_that_has_changed_is_thought_again(store: Store) -> None:
    store.run(lambda work: work.make(work.person_at(HER), Keep("oldham", "senco")))
    known = store.read(lambda work: work.known(HER, HER))
    store.run(lambda work: work.wait(known.id, Wait("place", {"step": 2}, timedelta(days=1))))
    assert store.run(lambda work: work.hold_people([(HER, known)])) == [False]
    again = store.read(lambda work: work.known(HER, HER))
    assert store.run(lambda work: work.hold_people([(HER, again)])) == [True]


def test_what_follows_for_a_stranger_is_thought_again_where_another_replica_came_to_know_her_meanwhile(
    store: Store,
) -> None:
    """On PostgreSQL she may become known between the look at whether she is and the first thing kept of her."""
    stranger = store.read(lambda work: work.known(HER, HER))
    store.run(lambda work: work.wait(work.person_at(HER), Wait("count", {"n": 1}, timedelta(days=1))))
    turn = Turn(waits=Wait("count", {"n": 99}, timedelta(days=1)))
    with pytest.raises(Stale):
        store.run(lambda work: _carry_out(work, Event("e1", HER, HER, text="more"), stranger, turn))
    assert store.read(lambda work: work.known(HER, HER)).states["count"] == {"n": 1}


async def test_two_replicas_that_answer_one_person_in_two_chats_lose_neither_turn(
    store: Store, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each event adds one to what is remembered of her."""

    def counting(heard: Any, _library: Library) -> Turn:
        count = heard.known.states.get("count", {"n": 0})["n"]
        return Turn(waits=Wait("count", {"n": count + 1}, timedelta(days=1)), say=(Message(str(count)),))

    monkeypatch.setattr("bot.app.respond", counting)
    apps = [App(store, library), App(store, library)]
    heard = []
    for number in range(40):
        chat = Address("fake", "w", f"c{number % 4}", "u1")
        heard.append(apps[number % 2].hear(Event(f"e{number}", HER, chat, text="one more")))
    await asyncio.gather(*heard)
    for app in apps:
        await app.settle()
    assert store.read(lambda work: work.known(HER, HER)).states["count"] == {"n": 40}
    assert (_count(store, person), _count(store, outbox)) == (1, 40)


def _count(store: Store, table: sa.Table) -> int:
    counting = sa.select(sa.func.count()).select_from(table)
    return int(store.read(lambda work: work.connection.execute(counting).scalar_one()))


# ---- many at a time


async def test_one_event_that_cannot_be_kept_takes_nobody_elses_answer_with_it(
    store: Store, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them are kept in one transaction, which fails because of one."""

    def answering(heard: Any, _library: Library) -> Turn:
        unfit = object() if heard.event.sender.id == "u7" else heard.event.sender.id
        return Turn(waits=Wait("count", {"n": unfit}), say=(Message(f"for {heard.event.sender.id}"),))

    monkeypatch.setattr("bot.app.respond", answering)
    metrics = Metrics()
    app = App(store, library, metrics=metrics)
    people = [Address("fake", f"w{number % 3}", f"u{number}") for number in range(30)]
    await asyncio.gather(*(app.hear(Event(f"e{her.id}", her, her, text="hello")) for her in people))
    await app.settle()
    said = store.read(lambda work: work.connection.execute(sa.select(outbox.c.account, outbox.c.body)).all())
    assert len(said) == len(people)
    assert all(("for" in body) == (account != "u7") for account, body in said)
    for her in people:
        known = store.read(lambda work, her=her: work.known(her, her))  # type: ignore[misc]
        assert known.states == ({} if her.id == "u7" else {"count": {"n": her.id}})
    counted = {outcome: _updates(metrics, outcome) for outcome in ("done", "failed", "aside")}
    assert counted == {"done": len(people) - 1, "failed": journal.MOST_TRIES - 1, "aside": 1}


def _updates(metrics: Metrics, outcome: str) -> float | None:
    return metrics.registry.get_sample_value("signpost_updates_total", {"platform": "fake", "outcome": outcome})


async def test_what_is_asked_while_it_is_at_work_is_done_together_and_each_hears_of_her_own() -> None:
    batches: list[list[int]] = []

    async def halve(numbers: Sequence[int]) -> list[float]:
        batches.append(list(numbers))
        await asyncio.sleep(0.001)
        return [12 / number for number in numbers]

    together = Together(halve, most=3)
    first = asyncio.create_task(together(1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    rest = await asyncio.gather(*(together(number) for number in (2, 3, 4, 0, 6)), return_exceptions=True)
    assert (await first, rest[:3]) == (12, [6, 4, 3])
    assert all(isinstance(one, ZeroDivisionError) for one in rest[3:])
    assert batches == [[1], [2, 3, 4], [0, 6]]
    assert await together(5) == 2.4


def test_a_new_state_of_a_bubble_is_not_looked_for_among_all_that_waits(tmp_path: Path) -> None:
    """With 100,000 messages of an announcement in the outbox, each reply would take a hundred times as long."""
    store = Store(sqlite(tmp_path), Clock())
    store.create()

    def plan(work: Work) -> str:
        made = ledger.replacing("sqlite").compile(work.connection)
        values = made.construct_params({"rows": "[]", "at": None})
        bound = [values[name] for name in made.positiontup or ()]
        rows = work.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {made}", tuple(bound))
        return " ".join(row[-1] for row in rows)

    assert "outbox_chat" in store.run(plan)
    store.close()


def test_postgresql_looks_a_bubble_up_in_its_chat_though_it_believes_that_next_to_nothing_waits(tmp_path: Path) -> None:
    """It looked at the outbox before an announcement, and not since. Each answer would have taken seconds."""
    with closing(Store(postgresql(tmp_path), Clock())) as store:
        store.create()
        store.run(lambda work: work.connection.execute(sa.text("ANALYZE")))
        everyone = {f"k{number}": (Address("fake", "w", f"p{number}"), Message("News.")) for number in range(3000)}
        store.run(lambda work: ledger.say_to_all(work, everyone, Posting("news", BULK)))

        def plan(work: Work) -> str:
            rows = many.written([("fake", "w", f"p{number}", "", "b") for number in range(30)])
            made = ledger.replacing("postgresql").compile(work.connection)
            asked = made.construct_params({"rows": rows, "at": work.now})
            return "\n".join(row[0] for row in work.connection.exec_driver_sql(f"EXPLAIN {made}", asked))

        assert re.search(r"Index Cond: .*\(chat\)", store.run(plan)), store.run(plan)


def test_a_member_who_answers_while_she_is_written_to_waits_for_nobody_who_waits_for_her(tmp_path: Path) -> None:
    """Her answer holds her and wants the announcement; what is sent holds the announcement and names her."""
    store = Store(postgresql(tmp_path), Clock())
    store.create()
    draft = Draft("oldham", "Oldham", "k1", "Come on Friday.", "Will you come?", ("Yes", "No"))
    launched = Event("launch", HIM, HIM)

    def begin(work: Work) -> int:
        members.establish(work, "oldham", "Oldham")
        members.appoint(work, work.person_at(HIM), "oldham")
        members.admit(work, work.person_at(HER), "oldham")
        broadcast.make(work, work.person_at(HIM), launched, Launch(draft, "k1", "b"))
        return work.person_at(HER)

    her = store.run(begin)
    known = store.read(lambda work: work.known(HER, HER))
    (number,) = store.read(broadcast.due)
    held, sent = threading.Event(), threading.Event()

    def answer(work: Work) -> None:
        work.hold_people([(HER, known)])
        held.set()
        sent.wait(1.0)
        broadcast.make(work, her, Event("e", HER, HER), Choose(number, 1, "b"))

    def write(work: Work) -> None:
        held.wait(5)
        broadcast.go_on(work, number)
        sent.set()

    answering, writing = store.submit(answer), store.submit(write)
    writing.result(5)
    answering.result(5)
    counted = sa.select(answers.c.value)
    assert store.read(lambda work: work.connection.execute(counted).scalars().all()) == ["1"]
    store.close()


def test_however_many_press_at_once_postgresql_knows_the_statement(store: Store) -> None:
    """It plans anew what it has not met word by word: with as many texts as there are numbers of people, each time."""
    texts: list[str] = []

    def press(people: int) -> list[str]:
        def look(work: Work) -> None:
            work.known_each([(Address("fake", "w", f"u{number}"), HER, "m") for number in range(people)])
            ledger.ready(work, "fake|w", 10, [Address("fake", "w", f"u{number}") for number in range(people)])

        texts.clear()
        store.run(look)
        return list(texts)

    sa.event.listen(store.engine, "before_cursor_execute", lambda *about: texts.append(about[2]))
    assert press(33) == press(50) == press(64)
    assert press(50) != press(2)
