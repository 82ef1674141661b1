"""Slack gives up after six minutes: what was written to the bot while it was away is read again, and answered once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.app import App
from bot.flows.turn import Keep, Wait
from bot.messages import Address, Event
from bot.platforms import slack_history, slack_socket
from bot.platforms.slack import Slack
from bot.platforms.slack_events import event_of
from bot.store import Store
from bot.tables import address, outbox
from bot.work import EARLIER, STILL_KNOWN, Work
from knowledge.library import Library
from tests.databases import databases
from tests.fake import Clock
from tests.loopback_slack import APP_TOKEN, BOT_TOKEN, Answer, LoopbackSlack, Payload
from tests.test_slack import Ear, callback, direct, listening

HER = Address("slack", "T1", "U1")
DIRECT = Address("slack", "T1", "D1")
SAID_AT = 1_700_000_001.0


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as running:
        yield running


@pytest.fixture(params=databases())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = Store(request.param(tmp_path), Clock(datetime.fromtimestamp(SAID_AT, UTC)))
    made.create()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PACE_SECONDS", "REST_SECONDS", "TROUBLE_SECONDS"):
        monkeypatch.setattr(slack_history, name, 0.01)
    for name, seconds in (("WATCH_SECONDS", 0.01), ("FIRST_SECONDS", 0.01), ("MOST_SECONDS", 0.05)):
        monkeypatch.setattr(slack_socket, name, seconds)


def said(number: int, text: str = "glossary SENCO", **more: Any) -> Payload:
    """A direct message, as Slack would have delivered it."""
    return direct(text, number, **more)


def platform_on(slack: LoopbackSlack, store: Store) -> Slack:
    return Slack(
        BOT_TOKEN,
        slack.base,
        app_token=APP_TOKEN,
        open_chats=partial(store.read, lambda work: work.open_chats("slack")),
    )


def platform_with(slack: LoopbackSlack, *chats: Address) -> Slack:
    since = datetime.fromtimestamp(SAID_AT - 60, UTC)
    return Slack(BOT_TOKEN, slack.base, app_token=APP_TOKEN, open_chats=lambda: [(chat, since) for chat in chats])


def waits_for_her(work: Work) -> None:
    """She works somewhere, was heard in her chat, and a conversation waits for her."""
    who = work.person_at(HER)
    work.make(who, Keep("oldham", "senco"))
    work.wait(who, Wait("place", {"step": 1}, timedelta(days=1)))
    work.heard_in([(HER, DIRECT)])


def answers(store: Store) -> int:
    counting = sa.select(sa.func.count()).select_from(outbox)
    return int(store.read(lambda work: work.connection.execute(counting).scalar_one()))


def reads(slack: LoopbackSlack) -> list[Payload]:
    return [call.body for call in slack.calls if call.method == "conversations.history"]


async def until_answered(store: Store, app: App, number: int) -> None:
    async with asyncio.timeout(10):
        while answers(store) < number:
            await app.settle()
            await asyncio.sleep(0.01)
    await app.settle()


@asynccontextmanager
async def running(store: Store, library: Library, platform: Slack) -> AsyncIterator[App]:
    app = App(store, library)
    async with listening(platform, app.hear):
        yield app


async def test_what_she_wrote_while_it_was_away_is_answered_at_the_start(
    slack: LoopbackSlack, store: Store, library: Library
) -> None:
    store.run(waits_for_her)
    for number in (1, 2):
        slack.writes(said(number)["event"])
    async with running(store, library, platform_on(slack, store)) as app:
        await until_answered(store, app, 2)
        await slack.deliver(said(2))  # at last, from Slack itself
        await slack.deliver(said(3))
        await until_answered(store, app, 3)
    assert answers(store) == 3, "each once, whichever way it came"


async def test_what_was_heard_is_not_answered_again_at_the_next_start(
    slack: LoopbackSlack, store: Store, library: Library
) -> None:
    store.run(waits_for_her)
    for _ in range(2):
        async with running(store, library, platform_on(slack, store)) as app:
            await slack.deliver(said(1))
            slack.writes(said(1)["event"])
            await slack.until(lambda: len(reads(slack)) >= 1)
            await until_answered(store, app, 1)
        slack.calls.clear()
    assert answers(store) == 1


async def test_pages_are_read_and_all_is_heard_in_the_order_in_which_it_was_said(slack: LoopbackSlack) -> None:
    ear = Ear()
    for number in range(1, 251):
        slack.writes(said(number, str(number))["event"])
    async with listening(platform_with(slack, DIRECT), ear):
        await _until(lambda: len(ear.events) == 250)
    assert [event.text for event in ear.events] == [str(number) for number in range(1, 251)]
    assert len(reads(slack)) == 3


async def test_only_what_people_said_since_then_is_heard(slack: LoopbackSlack) -> None:
    ear = Ear()
    slack.writes({**said(1, "long ago")["event"], "ts": f"{SAID_AT - 61:.6f}"})
    slack.writes({**said(2, "put right")["event"], "subtype": "message_changed"})
    slack.writes({**said(3, "from a bot")["event"], "bot_id": "B1"})
    slack.writes(said(4, "who helps?")["event"])
    async with listening(platform_with(slack, DIRECT), ear):
        await _until(lambda: ear.events)
    (event,) = ear.events
    delivered = Event("D1:1700000001.000004", HER, DIRECT, text="who helps?", message="1700000001.000004")
    assert event == delivered, "as if it had been delivered"


async def test_without_the_scope_there_is_one_clear_line_and_everything_else_works(slack: LoopbackSlack) -> None:
    ear = Ear()
    slack.planned["conversations.history"].append(Answer("missing_scope"))
    with capture_logs() as logged:
        async with listening(platform_with(slack, DIRECT, Address("slack", "T1", "D2")), ear):
            await slack.until(lambda: reads(slack))
            await slack.deliver(said(1))
    lines = [str(line) for line in logged if line["log_level"] == "warning"]
    assert len(lines) == 1
    assert "im:history" in lines[0]
    assert len(reads(slack)) == 1
    assert len(ear.events) == 1


@pytest.mark.parametrize(
    "trouble",
    [Answer("ratelimited", 429, {"Retry-After": "1"}), Answer(status=500, raw="no"), Answer(status=0)],
    ids=["too fast", "broken", "cut"],
)
async def test_a_slack_in_trouble_is_asked_again(slack: LoopbackSlack, trouble: Answer) -> None:
    ear = Ear()
    slack.planned["conversations.history"].append(trouble)
    slack.writes(said(1)["event"])
    async with listening(platform_with(slack, DIRECT), ear):
        await _until(lambda: ear.events)
    assert len(reads(slack)) == 2


async def test_a_chat_that_is_gone_does_not_hold_up_the_others(slack: LoopbackSlack) -> None:
    ear = Ear()
    slack.planned["conversations.history"].append(Answer("channel_not_found"))
    slack.writes(said(1)["event"])
    async with listening(platform_with(slack, Address("slack", "T1", "D9"), DIRECT), ear):
        await _until(lambda: ear.events)


async def test_calls_are_spaced_within_what_slack_allows(slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 60 / 1.3 < 50, "the tier of the method"
    monkeypatch.setattr(slack_history, "PACE_SECONDS", 0.2)
    chats = [Address("slack", "T1", f"D{number}") for number in range(4)]
    clock = asyncio.get_running_loop().time
    async with listening(platform_with(slack, *chats), Ear()):
        began = clock()
        await slack.until(lambda: len(reads(slack)) == 4)
    assert clock() - began >= 0.5


@pytest.mark.parametrize(("seconds", "again"), [(300.0, False), (0.0, True)])
async def test_after_a_short_outage_slack_delivers_itself_and_after_a_long_one_it_is_read(
    slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch, seconds: float, again: bool
) -> None:
    """The limit is lowered instead of waiting for five minutes."""
    ear = Ear()
    async with listening(platform_with(slack, DIRECT), ear):
        await slack.deliver(said(1))
        await slack.until(lambda: reads(slack))
        monkeypatch.setattr(slack_socket, "RETRIES_SECONDS", seconds)
        slack.writes(said(2, "while it was away")["event"])
        first = slack.sockets[0]
        await first.close()
        await slack.deliver(said(3))
        if again:
            await _until(lambda: len(ear.events) == 3)
        else:
            await asyncio.sleep(0.1)
    assert ("while it was away" in [event.text for event in ear.events]) == again


async def test_what_the_database_could_not_keep_is_read_again_when_it_can(slack: LoopbackSlack) -> None:
    """Slack may have given up by then."""
    ear = Ear()
    async with listening(platform_with(slack, DIRECT), ear):
        await slack.until(lambda: reads(slack))
        ear.failing += [OSError("disk full")] * 2
        slack.writes(said(1)["event"])
        await slack.push(said(1))
        await _until(lambda: ear.events)
    assert [event.id for event in ear.events] == ["D1:1700000001.000001"]


async def test_where_slack_posts_to_us_what_it_could_not_is_looked_for_ever_again(
    slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody tells the bot that its proxy was away."""
    monkeypatch.setattr("bot.platforms.slack.LOOK_AGAIN_SECONDS", 0.05)
    ear, since = Ear(), datetime.fromtimestamp(SAID_AT - 60, UTC)
    posted_to = Slack(BOT_TOKEN, slack.base, signing_secret="secret", open_chats=lambda: [(DIRECT, since)])
    listening_to = asyncio.create_task(posted_to.listen(ear))
    await slack.until(lambda: reads(slack))
    slack.writes(said(1, "while it was away")["event"])
    await _until(lambda: ear.events)
    listening_to.cancel()
    await asyncio.gather(listening_to, return_exceptions=True)


def test_where_a_conversation_waits_is_known_and_since_when(store: Store) -> None:
    clock = store.clock
    assert isinstance(clock, Clock)
    store.run(waits_for_her)
    heard = clock()
    for account, chat in (("U2", "D2"), ("U3", "U3")):
        him = Address("slack", "T1", account)
        store.run(lambda work, him=him: work.wait(work.person_at(him), Wait("place", {}, timedelta(days=9))))  # type: ignore[misc]
        store.run(lambda work, him=him, chat=chat: work.heard_in([(him, Address("slack", "T1", chat))]))  # type: ignore[misc]
    channel = Address("slack", "T1", "C1", "U3")
    store.run(lambda work: work.heard_in([(Address("slack", "T1", "U3"), channel)]))
    found = store.read(lambda work: work.open_chats("slack"))
    assert sorted(chat.id for chat, _ in found) == ["D1", "D2"], "what is called as she is needs no history"
    assert {since for _, since in found} == {heard - EARLIER}
    assert store.read(lambda work: work.open_chats("telegram")) == []
    clock.pass_by(timedelta(days=4))
    store.run(lambda work: work.forget_old(*[timedelta(days=days) for days in (3, 60, 90)]))
    assert store.read(lambda work: set(work.connection.execute(sa.select(address.c.heard)).scalars())) == {None}
    found = store.read(lambda work: work.open_chats("slack"))
    assert found == [(Address("slack", "T1", "D2"), clock() - STILL_KNOWN)], "no further back than keys are kept"


def test_the_same_message_is_one_event_whichever_way_it_comes() -> None:
    delivered, again = (event_of(callback(said(1)["event"], number)) for number in (7, 8))
    assert delivered
    assert again
    assert delivered.key == again.key


async def _until(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
