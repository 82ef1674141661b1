"""What whoever runs it sees from outside: signs of life, figures, and a log that tells what led to what."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, redirect_stderr
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import aiohttp
import pytest

from bot import logs
from bot.commands import run
from bot.delivery import ledger
from bot.delivery.lanes import Post
from bot.delivery.ledger import BULK, Posting
from bot.messages import Address, Event, Message
from bot.metrics import BEAT_SECONDS, Metrics
from bot.platform import Hear, NeverConnected, Platform, TryLater, Unreachable
from bot.platforms import slack_socket, telegram_client
from bot.platforms.slack import Slack
from bot.platforms.telegram import Telegram
from bot.readiness import readiness
from bot.store import Store
from bot.web.health import SILENT_SECONDS, Health, read_waiting
from bot.work import Work
from knowledge.library import Library
from scheduler import TICK_SECONDS, Ticker
from tests.databases import databases
from tests.fake import Clock, Fake
from tests.loopback_slack import APP_TOKEN, BOT_TOKEN, LoopbackSlack
from tests.loopback_telegram import TOKEN, telegram_here

HER = Address("fake", "w", "u1")
WORDS = "my lovely quokka covers his ears and cannot hold a pencil"
DANGER = "Zebedee Quillfeather says his uncle touches him at night"


@pytest.fixture(params=databases())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = Store(request.param(tmp_path), Clock())
    made.create()
    yield made
    made.close()


class Heard(Fake):
    """A platform on which somebody speaks when the test says so, and which is there or not."""

    def __init__(self) -> None:
        super().__init__()
        self.hearing: asyncio.Future[Hear] = asyncio.get_running_loop().create_future()
        self.trouble = ""

    async def listen(self, hear: Hear) -> None:
        self.hearing.set_result(hear)
        await asyncio.Event().wait()

    async def check(self) -> str:
        return self.trouble


@dataclass
class Running:
    """The whole program on a free port."""

    platform: Heard
    base: str
    session: aiohttp.ClientSession

    async def says(self, number: int, words: str) -> None:
        """Say it and wait for the reply."""
        hear = await self.platform.hearing
        before = self._said()
        await hear(Event(f"e{number}", HER, HER, text=words))
        while self._said() == before:  # noqa: ASYNC110
            await asyncio.sleep(0.005)

    def _said(self) -> int:
        return sum(len(chat) + sum(one.edits for one in chat) for chat in self.platform.chats.values())

    async def get(self, path: str) -> tuple[int, str]:
        async with self.session.get(self.base + path) as response:
            return response.status, await response.text()

    async def until(self, path: str, good: Callable[[int, str], bool]) -> str:
        while True:
            status, text = await self.get(path)
            if good(status, text):
                return text
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(
    store: Store,
    library: Library,
    trouble: str = "",
    trace: bool = False,
    others: Sequence[Platform] = (),
    asked: Sequence[Platform] = (),
) -> AsyncIterator[Running]:
    """`others` run beside the platform of the tests, and `asked` are asked whether they are reached."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    platform = Heard()
    platform.trouble = trouble
    opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    going = asyncio.create_task(
        run.keep_running(
            store,
            library,
            [platform, *others],
            "127.0.0.1",
            port,
            opened,
            metrics=Metrics(trace=trace),
            checks=lambda: [platform, *asked],
        )
    )
    try:
        async with asyncio.timeout(60), aiohttp.ClientSession() as session:
            yield Running(platform, f"http://127.0.0.1:{await opened}", session)
    finally:
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)


def figures(metrics: Metrics) -> dict[str, float]:
    """Every figure by its name and labels."""
    return {
        f"{one.name}{sorted(one.labels.values())}": one.value
        for family in metrics.registry.collect()
        for one in family.samples
    }


async def send(store: Store, platform: Fake, metrics: Metrics) -> None:
    """Send all that is due at this moment."""
    sending = asyncio.create_task(Post(store, [platform], "tests", Random(1), metrics).run())
    while store.run(ledger.under_way):  # noqa: ASYNC110
        await asyncio.sleep(0.002)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


# ---- signs of life


async def test_without_any_webhook_it_says_that_it_lives_and_is_ready(store: Store, library: Library) -> None:
    async with running(store, library) as bot:
        assert await bot.get("/healthz") == (200, "ok")
        assert await bot.until("/readyz", lambda status, _: status == 200) == "ok"


async def test_a_platform_that_is_not_reached_is_named(store: Store, library: Library) -> None:
    async with running(store, library, trouble="the token is wrong") as bot:
        text = await bot.until("/readyz", lambda status, text: "wrong" in text)
        assert text == "fake: the token is wrong"
        assert 'signpost_platform_up{platform="fake"} 0.0' in (await bot.get("/metrics"))[1]
        assert (await bot.get("/healthz"))[0] == 200, "restarting would not help"


async def test_a_platform_that_was_not_asked_yet_is_not_ready(store: Store) -> None:
    health = Health(store, Metrics(), readiness(store), [Heard()])
    assert await health.ready() == "fake: not asked yet"


async def test_a_platform_whose_check_breaks_is_not_ready_and_nothing_else_breaks(store: Store) -> None:
    class Broken(Fake):
        async def check(self) -> str:
            raise ValueError("token in here")

    health = Health(store, Metrics(), readiness(store), [Broken()])
    watching = asyncio.create_task(health.watch())
    while "not asked" in await health.ready():  # noqa: ASYNC110
        await asyncio.sleep(0)
    assert await health.ready() == "fake: does not answer (ValueError)"
    assert not watching.done()
    watching.cancel()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.platform.GRACE_SECONDS", 0.2)
    monkeypatch.setattr(telegram_client, "TROUBLE_SECONDS", 0.02)
    for name, seconds in (("FIRST_SECONDS", 0.02), ("MOST_SECONDS", 0.05), ("PATIENCE_SECONDS", 0.05)):
        monkeypatch.setattr(slack_socket, name, seconds)


def not_ready(platform: str) -> Callable[[int, str], bool]:
    return lambda status, text: status == 503 and text.startswith(f"{platform}: nothing could be heard for")


def is_ready(status: int, _text: str) -> bool:
    return status == 200


@pytest.mark.usefixtures("hasty")
async def test_where_another_program_takes_what_people_say_it_is_not_ready_until_it_hears_again(
    store: Store, library: Library
) -> None:
    async with telegram_here() as telegram, AsyncExitStack() as stack:
        platform = Telegram(TOKEN, telegram.base)
        stack.push_async_callback(platform.close)
        telegram.lacking["getUpdates"] = 409
        async with running(store, library, others=[platform], asked=[Telegram(TOKEN, telegram.base)]) as bot:
            text = await bot.until("/readyz", not_ready("telegram"))
            assert text.endswith(
                "Another program listens with the same token, or a webhook was set: let only one of them run."
            )
            assert 'signpost_platform_up{platform="telegram"} 0.0' in (await bot.get("/metrics"))[1]
            assert 'signpost_platform_up{platform="fake"} 1.0' in (await bot.get("/metrics"))[1]
            del telegram.lacking["getUpdates"]
            telegram.says(telegram.person("Ros"), "help")
            await bot.until("/readyz", is_ready)
            assert 'signpost_platform_up{platform="telegram"} 1.0' in (await bot.get("/metrics"))[1]


@pytest.mark.usefixtures("hasty")
async def test_without_a_line_to_slack_it_is_not_ready_until_there_is_one(store: Store, library: Library) -> None:
    async with LoopbackSlack() as slack:
        slack.line = "refused"
        platform, asked = (Slack(BOT_TOKEN, slack.base, app_token=APP_TOKEN) for _ in range(2))
        async with running(store, library, others=[platform], asked=[asked]) as bot:
            text = await bot.until("/readyz", not_ready("slack"))
            assert "check this machine's network" in text
            assert 'signpost_platform_up{platform="slack"} 0.0' in (await bot.get("/metrics"))[1]
            slack.line = "good"
            await bot.until("/readyz", is_ready)
            assert 'signpost_platform_up{platform="slack"} 1.0' in (await bot.get("/metrics"))[1]


async def test_while_it_stops_it_is_not_ready(store: Store) -> None:
    health = Health(store, Metrics(), readiness(store))
    assert await health.ready() == ""
    health.stop()
    assert await health.ready() == "stopping"


async def test_a_clock_that_stands_still_or_fails_each_time_is_not_ready(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BEAT_SECONDS == TICK_SECONDS
    now = 1000.0
    monkeypatch.setattr("bot.metrics.time.monotonic", lambda: now)
    metrics = Metrics()
    health, ticker = Health(store, metrics, readiness(store)), Ticker(store, {}, metrics.beat)
    ticker.tick()
    now += SILENT_SECONDS
    assert await health.ready() == ""
    now += 1
    with monkeypatch.context() as broken:
        broken.setattr("bot.occurrences.waiting", lambda work, actions: 1 / 0)
        ticker.tick()
    assert "clock" in await health.ready()
    assert figures(metrics)["signpost_scheduler_lag_seconds[]"] == SILENT_SECONDS + 1 - BEAT_SECONDS
    ticker.tick()
    assert await health.ready() == ""
    assert figures(metrics)["signpost_scheduler_lag_seconds[]"] == SILENT_SECONDS + 1 - BEAT_SECONDS, (
        "the last was so late"
    )
    now += BEAT_SECONDS
    ticker.tick()
    assert figures(metrics)["signpost_scheduler_lag_seconds[]"] == 0


async def test_a_reply_that_waits_too_long_is_not_ready(store: Store) -> None:
    health = Health(store, Metrics(), readiness(store))
    store.run(lambda work: ledger.say(work, "k", HER, Message("late")))
    assert await health.ready() == ""
    assert isinstance(store.clock, Clock)
    store.clock.pass_by(timedelta(minutes=2))
    assert "outbox" in await health.ready()


async def test_bulk_that_waits_is_no_trouble(store: Store) -> None:
    health = Health(store, Metrics(), readiness(store))
    store.run(lambda work: ledger.say(work, "k", HER, Message("news"), posting=Posting("news", BULK)))
    assert isinstance(store.clock, Clock)
    store.clock.pass_by(timedelta(minutes=40))
    assert await health.ready() == ""


# ---- figures


async def test_what_was_handled_and_sent_is_counted(store: Store, library: Library) -> None:
    async with running(store, library) as bot:
        await bot.says(1, "hello")
        await bot.says(2, DANGER)
        text = await bot.until("/metrics", lambda _, text: 'signpost_sends_total{outcome="sent"' in text)
    assert 'signpost_updates_total{outcome="done",platform="fake"} 2.0' in text
    assert 'signpost_keep_seconds_count{platform="fake"} 2.0' in text, "a flagged question is not told apart"
    assert "signpost_database_up 1.0" in text
    assert "signpost_inbox_events 0.0" in text
    assert "Quillfeather" not in text
    assert "u1" not in text


async def test_sends_are_counted_by_what_became_of_them(store: Store) -> None:
    platform, metrics = Fake(), Metrics()
    platform.failing = [TryLater(0.0), NeverConnected("no"), Unreachable(), Unreachable()]
    for number, account in enumerate(("u1", "u2")):
        to = Address("fake", "w", account)
        store.run(lambda work, to=to, number=number: ledger.say(work, f"k{number}", to, Message("x")))  # type: ignore[misc]
    assert isinstance(store.clock, Clock)
    for _ in range(4):
        await send(store, platform, metrics)
        store.clock.pass_by(timedelta(minutes=1))
    seen = figures(metrics)
    assert seen["signpost_sends_total['again', 'fake']"] == 2
    assert seen["signpost_sends_total['fake', 'unreachable']"] == 2
    assert seen["signpost_refusals_total['fake']"] == 1


def test_what_waits_is_counted_by_urgency_and_age(store: Store) -> None:
    def leave(work: Work) -> None:
        for number in range(5):
            to = Address("fake", f"w{number % 2}", f"u{number}")
            ledger.say(work, f"k{number}", to, Message("news"), posting=Posting("news", BULK))
        ledger.say(work, "reply", HER, Message("hello"))

    store.run(leave)
    assert isinstance(store.clock, Clock)
    store.clock.pass_by(timedelta(seconds=30))
    waiting = store.read(read_waiting)
    assert waiting.messages == {("fake", ledger.REPLY): 1, ("fake", BULK): 5}
    assert waiting.oldest == waiting.oldest_reply == 30.0


async def test_figures_are_given_while_the_database_is_gone(tmp_path: Path, library: Library) -> None:
    store = Store(f"sqlite:///{tmp_path / 'signpost.db'}", Clock())  # without tables
    async with running(store, library) as bot:
        status, text = await bot.get("/metrics")
        assert status == 200
        assert "signpost_database_up 0.0" in text
        assert (await bot.get("/readyz"))[0] == 503
    store.close()


def test_two_programs_in_one_process_do_not_share_figures() -> None:
    one, other = Metrics(), Metrics()
    one.refused("fake")
    assert "signpost_refusals_total['fake']" not in figures(other)


# ---- the log


@pytest.mark.parametrize("style", ["text", "json"])
async def test_the_log_leads_from_an_event_to_what_was_sent_and_tells_no_words(
    store: Store, library: Library, style: str
) -> None:
    log = io.StringIO()
    with redirect_stderr(log):
        logs.set_up(style)
        async with running(store, library, trace=True) as bot:
            await bot.says(1, WORDS)
            await bot.says(2, DANGER)
            await bot.until("/metrics", lambda _, text: 'outcome="sent"' in text)
    key = Event("e1", HER, HER).key
    lines = [line for line in log.getvalue().splitlines() if key in line]
    assert len(lines) == 2, log.getvalue()
    if style == "json":
        event, message = (json.loads(line) for line in lines)
        assert event["event_id"] == key
        assert message["cause"].startswith(key)
        assert message["outcome"] == "sent"
    for word in (*WORDS.split()[2:4], "ears", "pencil", "Zebedee", "Quillfeather", "uncle"):
        assert word not in log.getvalue()


def test_as_json_the_lines_of_libraries_are_objects_too() -> None:
    root, log = logging.getLogger(), io.StringIO()
    before, root.handlers = root.handlers, []
    try:
        with redirect_stderr(log):
            logs.set_up("json")
            logging.getLogger("asyncio").warning("slow %s", "loop")
    finally:
        root.handlers = before
    line = json.loads(log.getvalue())
    assert (line["event"], line["level"]) == ("slow loop", "warning")
