"""A platform made of a list, and a person who talks over it. Every turn is a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import sqlalchemy as sa
from aiohttp.web import AbstractRouteDef

from bot.app import App
from bot.delivery import ledger
from bot.delivery.lanes import Post
from bot.delivery.pace import Limits
from bot.messages import Address, Button, Event, Message, Upload
from bot.platform import Hear, Platform, Refused, TooLarge
from bot.privacy import erasures
from bot.store import Store
from bot.tables import outbox
from bot.work import Work
from knowledge.library import Library

START = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)


class Clock:
    """A clock that tests set."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, length: timedelta) -> None:
        self.now += length


@dataclass
class Bubble:
    """What stands in a chat. `edits` counts how often it was replaced in place."""

    id: str
    message: Message
    edits: int = 0


class Fake:
    """A platform whose chats are lists.

    `failing` is raised instead of sending, once for each entry; `withholding` instead of giving a file.
    """

    name = "fake"
    workspace = ""
    listens_alone = False

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.chats: dict[Address, list[Bubble]] = {}
        self.removed: list[str] = []
        self.failing: list[Exception] = []
        self.uploads: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.withholding: list[Exception] = []
        self._ids = count(1)

    async def listen(self, hear: Hear) -> None:
        await asyncio.Event().wait()

    def spacing(self, to: Address) -> float:
        return 0.0

    async def find(self, to: Address, key: str) -> str | None:
        return None

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        if self.failing:
            raise self.failing.pop(0)
        chat = self.chats.setdefault(to, [])
        for bubble in chat:
            if bubble.id == replacing and not (message.file or bubble.message.file):
                bubble.message, bubble.edits = message, bubble.edits + 1
                return replacing
        chat.append(Bubble(f"m{next(self._ids)}", message))
        return chat[-1].id

    async def fetch(self, upload: Upload, at_most: int) -> bytes:
        self.fetched.append(upload.id)
        if self.withholding:
            raise self.withholding.pop(0)
        if upload.id not in self.uploads:
            raise Refused("file_not_found")
        content = self.uploads[upload.id]
        if len(content) > at_most:
            raise TooLarge
        return content

    async def remove(self, chat: Address, message: str) -> bool:
        self.removed.append(message)
        return True

    async def check(self) -> str:
        return ""

    def deaf(self) -> str:
        return ""

    def routes(self, hear: Hear) -> Sequence[AbstractRouteDef]:
        return ()


async def deliver(store: Store, *platforms: Platform) -> int:
    """Send all that is due at this moment; how often that was tried."""
    before = store.run(_tries)
    post = Post(store, platforms, "tests", Random(1))
    sending = asyncio.create_task(post.run())
    while store.run(ledger.under_way):  # noqa: ASYNC110
        await asyncio.sleep(0.002)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    return store.run(_tries) - before


def _tries(work: Work) -> int:
    return int(work.connection.execute(sa.select(sa.func.coalesce(sa.func.sum(outbox.c.tries), 0))).scalar_one())


@dataclass
class World:
    """An installation on one database, restarted before every turn."""

    library: Library
    url: str
    clock: Clock = field(default_factory=Clock)
    platform: Fake = field(default_factory=Fake)
    events: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    def __post_init__(self) -> None:
        store = Store(self.url, self.clock)
        store.create()
        store.close()

    def hear(self, event: Event) -> None:
        """Start, take the event in, deliver all that is due, stop."""
        store = Store(self.url, self.clock)
        try:
            asyncio.run(self._turn(store, event))
        finally:
            store.close()

    async def _turn(self, store: Store, event: Event) -> None:
        app = App(store, self.library, platforms=[self.platform], erasures=erasures.beside(store, None))
        await app.hear(event)
        await app.settle()
        await deliver(store, self.platform)

    def person(self, account: str = "u1") -> Person:
        return Person(self, Address("fake", "w", account))

    @property
    def files(self) -> bytes:
        """Every byte of the database's files."""
        path = Path(self.url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


@dataclass
class Person:
    """Somebody who types and presses."""

    world: World
    address: Address

    def says(self, words: str, chat: Address | None = None, event: str = "") -> Message:
        number = self.world.events()
        where = chat or self.address
        self.world.hear(
            Event(event or f"e{number}", self.address, where, text=words, message=f"p{number}", removable=True)
        )
        return self.last(where)

    def sends(self, name: str, content: bytes, words: str = "", size: int | None = None) -> Message:
        """Send a file, in private; `size` is what the platform says of it, if that is not so."""
        number = self.world.events()
        upload = Upload(f"f{number}", name, len(content) if size is None else size)
        self.world.platform.uploads[upload.id] = content
        said = Event(f"e{number}", self.address, self.address, words, message=f"p{number}", removable=True)
        self.world.hear(replace(said, file=True, upload=upload))
        return self.last()

    def presses(self, label: str, bubble: Bubble | None = None, event: str = "") -> Message:
        """Press the first button whose label begins like this, in the last bubble unless another is given."""
        pressed = bubble or self.bubbles()[-1]
        button = next(one for one in buttons(pressed.message) if one.label.startswith(label))
        self.world.hear(
            Event(
                event or f"e{self.world.events()}",
                self.address,
                self.address,
                pressed=button.token,
                message=pressed.id,
            )
        )
        return self.last()

    def bubbles(self, chat: Address | None = None) -> list[Bubble]:
        return self.world.platform.chats.get(chat or self.address, [])

    def last(self, chat: Address | None = None) -> Message:
        bubbles = self.bubbles(chat)
        return bubbles[-1].message if bubbles else Message()

    def settles(self, locality: str, role: str) -> None:
        """Say where, and as what, with two taps."""
        self.says("place")
        self.presses(locality)
        self.presses(role)


def buttons(message: Message) -> list[Button]:
    return [button for row in message.rows for button in row]
