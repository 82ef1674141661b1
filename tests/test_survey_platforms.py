"""A survey from launch to results, spoken over Telegram's and Slack's own HTTP, in each mode."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.delivery.lanes import Post
from bot.delivery.pace import Limits
from bot.flows.questionnaire import LATE, Mode
from bot.membership import members
from bot.messages import Address
from bot.platform import Platform
from bot.platforms.slack import Slack
from bot.platforms.telegram import Telegram
from bot.store import Store
from bot.tables import draft, inbox, outbox, response
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import join
from tests.fake import Clock
from tests.loopback_slack import APP_TOKEN, BOT_TOKEN, LoopbackSlack, Payload, texts
from tests.loopback_telegram import TOKEN, LoopbackTelegram, telegram_here
from tests.pictures import PNG
from tests.test_slack import direct, press

MEMBERS = 6
ANCHOR = MEMBERS


@dataclass(frozen=True, slots=True)
class Bubble:
    """What stands in somebody's chat: its words, its buttons' labels and tokens, and the message that it is."""

    text: str
    buttons: Sequence[tuple[str, str]]
    message: str

    def token(self, label: str) -> str:
        return next(token for name, token in self.buttons if name.startswith(label))


class Stage(ABC):
    """A platform's server with people who write and press. People are numbers."""

    platform: Platform

    @abstractmethod
    def address(self, person: int) -> Address: ...

    @abstractmethod
    async def says(self, person: int, text: str) -> None: ...

    @abstractmethod
    async def presses(self, person: int, bubble: Bubble, label: str) -> None: ...

    @abstractmethod
    def bubbles(self, person: int) -> list[Bubble]: ...

    @abstractmethod
    def pictures(self) -> list[bytes]: ...


class OnTelegram(Stage):
    def __init__(self, server: LoopbackTelegram) -> None:
        self._server = server
        self._people = [server.person(f"P{number}") for number in range(MEMBERS + 1)]
        self.platform = Telegram(TOKEN, server.base)

    def address(self, person: int) -> Address:
        return Address("telegram", TOKEN.partition(":")[0], str(self._people[person].id))

    async def says(self, person: int, text: str) -> None:
        await self._heard(self._server.says(self._people[person], text))

    async def presses(self, person: int, bubble: Bubble, label: str) -> None:
        her = self._people[person]
        message = {"message_id": int(bubble.message), "chat": {"id": her.id, "type": "private"}, "date": 1, "text": "x"}
        await self._heard(self._server.press(her, message, bubble.token(label)))

    async def _heard(self, update: Any) -> None:
        await self._server.until(lambda: update["update_id"] not in [one["update_id"] for one in self._server.pending])

    def bubbles(self, person: int) -> list[Bubble]:
        return [
            Bubble(one.text, [(button["text"], button["callback_data"]) for button in one.buttons], str(one.id))
            for one in self._server.bubbles(self._people[person])
        ]

    def pictures(self) -> list[bytes]:
        chats = self._server.chats.values()
        return [one.file for chat in chats for one in chat if one.kind == "photo"]


class OnSlack(Stage):
    def __init__(self, server: LoopbackSlack) -> None:
        self._server = server
        self._numbers = count(1)
        server.people |= {self._name(number) for number in range(MEMBERS + 1)}
        self.platform = Slack(BOT_TOKEN, server.base, app_token=APP_TOKEN)

    @staticmethod
    def _name(person: int) -> str:
        return f"U{person}"

    def address(self, person: int) -> Address:
        return Address("slack", "T1", self._name(person))

    async def says(self, person: int, text: str) -> None:
        name = self._name(person)
        self._server.channels.add(f"D{name}")
        await self._server.deliver(direct(text, next(self._numbers), user=name, channel=f"D{name}"))

    async def presses(self, person: int, bubble: Bubble, label: str) -> None:
        name = self._name(person)
        pressed = press(bubble.token(label), bubble.message, f"D{name}", when=f"{next(self._numbers)}.5")
        pressed["user"]["id"] = name
        await self._server.deliver(pressed, "interactive")

    def bubbles(self, person: int) -> list[Bubble]:
        found = [(key[1], body) for key, body in self._server.posts.items() if key[0] == f"D{self._name(person)}"]
        return [self._read(moment, body) for moment, body in found]

    @staticmethod
    def _read(moment: str, body: Payload) -> Bubble:
        said = "\n".join(one["text"] for one in texts(body["blocks"]))
        actions = [element for block in body["blocks"] if block["type"] == "actions" for element in block["elements"]]
        return Bubble(said, [(one["text"]["text"], one["value"]) for one in actions], moment)

    def pictures(self) -> list[bytes]:
        return [self._server.uploads[file]["content"] for _, file in self._server.shared]


@asynccontextmanager
async def on_telegram() -> AsyncIterator[Stage]:
    async with telegram_here() as server:
        yield OnTelegram(server)


@asynccontextmanager
async def on_slack() -> AsyncIterator[Stage]:
    async with LoopbackSlack() as server:
        yield OnSlack(server)


class Play:
    """The bot at work on a stage. Each turn waits until all that follows from it stands in the chats."""

    def __init__(self, stage: Stage, store: Store, app: App) -> None:
        self.stage, self.store, self._app = stage, store, app

    async def says(self, person: int, text: str) -> Bubble:
        await self.stage.says(person, text)
        return await self._last(person)

    async def presses(self, person: int, label: str) -> Bubble:
        """Press a button of the last bubble that has it; how that bubble reads then."""
        bubbles = self.stage.bubbles(person)
        having = [one for one in bubbles if any(name.startswith(label) for name, _ in one.buttons)]
        assert having, (label, bubbles[-1])
        await self.stage.presses(person, having[-1], label)
        await self._last(person)
        return next(one for one in self.stage.bubbles(person) if one.message == having[-1].message)

    async def _last(self, person: int) -> Bubble:
        await self.all_done()
        return self.stage.bubbles(person)[-1]

    async def all_done(self) -> None:
        async with asyncio.timeout(20):
            while True:
                await self._app.settle()
                if not self.store.read(_unfinished):
                    return
                await asyncio.sleep(0.01)

    async def everybody_has_heard(self) -> None:
        async with asyncio.timeout(20):
            while not all(self.stage.bubbles(number) for number in range(MEMBERS)):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await self.all_done()

    def count(self, table: sa.Table) -> int:
        counting = sa.select(sa.func.count()).select_from(table)
        return int(self.store.read(lambda work: work.connection.execute(counting).scalar_one()))


def _unfinished(work: Work) -> bool:
    waits = sa.select(inbox.c.id).where(inbox.c.state == "waiting")
    queued = sa.select(outbox.c.id).where(outbox.c.state.in_(("queued", "leaving")))
    return any(work.connection.execute(one.limit(1)).first() for one in (waits, queued))


@pytest.fixture(params=[on_telegram, on_slack])
async def play(
    request: pytest.FixtureRequest, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Play]:
    opened: Callable[[], Any] = request.param
    async with opened() as stage:
        store = Store(f"sqlite:///{tmp_path / 'signpost.db'}", Clock())
        store.create()
        store.run(lambda work: _settle(work, stage))
        stage.platform.limits = Limits(burst=1000)  # nobody waits here: the pace has tests of its own
        post = Post(store, [stage.platform], "local", Random(1))
        app = App(store, library, post.stir, platforms=[stage.platform])
        tasks = [asyncio.create_task(stage.platform.listen(app.hear)), asyncio.create_task(post.run())]
        try:
            yield Play(stage, store, app)
            assert not any(task.done() for task in tasks), "listening or sending stopped by itself"
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if isinstance(stage.platform, Telegram):
                await stage.platform.close()
            store.close()


def _settle(work: Work, stage: Stage) -> None:
    for number in range(MEMBERS):
        join(work, work.person_at(stage.address(number)), "oldham")
    members.appoint(work, work.person_at(stage.address(ANCHOR)), "oldham")


@pytest.mark.parametrize("mode", ["anonymous", "confidential", "named"])
async def test_a_survey_from_its_launch_to_its_results(play: Play, mode: Mode) -> None:
    await play.says(ANCHOR, "surveys")
    await play.presses(ANCHOR, "New survey")
    await play.presses(ANCHOR, "How we work together")
    await play.presses(ANCHOR, "How named")
    await play.presses(ANCHOR, "✓ Anonymous" if mode == "anonymous" else mode.capitalize())
    await play.presses(ANCHOR, "Back")
    await play.presses(ANCHOR, f"Launch to {MEMBERS}")
    await play.everybody_has_heard()
    invited = play.stage.bubbles(0)[-1]
    assert "How we work together" in invited.text
    assert mode in invited.text.lower() or "with your name" in invited.text.lower()

    begun = await play.presses(0, "Begin")
    assert "1 of 25" in begun.text
    assert "2 of 25" in (await play.presses(0, "Agree")).text
    assert "1 of 25" in (await play.presses(0, "Back")).text
    await play.presses(0, "Strongly agree")
    await play.says(0, "2, 4")
    asked = await play.says(0, "who helps with speech and language?")
    assert "1 of 25" not in asked.text
    assert play.count(draft) == 3, "she was answered, and the survey waits"
    for number in range(1, MEMBERS):
        await play.presses(number, "Begin")
        await play.presses(number, "Agree" if number % 2 else "Disagree")

    await play.says(ANCHOR, "results")
    assert "How we work together" not in play.stage.bubbles(ANCHOR)[-1].text, "nothing is shown of an open survey"
    await play.says(ANCHOR, "surveys")
    await play.presses(ANCHOR, "Close")
    await play.presses(ANCHOR, "Close it now")
    assert play.count(draft) == 0
    assert play.count(response) > 0
    assert LATE in (await play.presses(1, "Agree")).text
    assert play.count(draft) == 0

    await play.says(ANCHOR, "results")
    summary = await play.presses(ANCHOR, "How we work together")
    assert f"{MEMBERS} of the {MEMBERS} who were asked answered" in summary.text
    await play.presses(ANCHOR, "How we work together")
    assert [picture[:8] for picture in play.stage.pictures()] == [PNG[:8]]
