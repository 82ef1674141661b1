"""A terminal: bubbles are printed, buttons have numbers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from bot.delivery.pace import Limits
from bot.messages import Address, Event, File, Message, Upload
from bot.platform import Hear, Refused

ANSWER_SECONDS = 2.0  # how long to wait for an answer before the next line is read
QUIT = ("quit", "exit", "bye")


class Console:
    """One person at a terminal. `read` gives the next line (None: no more), `write` shows one."""

    name = "console"
    workspace = ""
    limits = Limits()
    listens_alone = False

    def __init__(
        self, account: str, read: Callable[[], str | None], write: Callable[[str], None], started: str
    ) -> None:
        self._me = Address(self.name, "demonstration", account)
        self._read = read
        self._write = write
        self._numbers = count(1)
        self._started = started
        self._buttons: list[tuple[str, str]] = []  # token, message
        self._answered = asyncio.Event()
        self._folder: TemporaryDirectory[str] | None = None

    async def listen(self, hear: Hear) -> None:
        """Read lines until there are none."""
        try:
            await self._read_lines(hear)
        finally:
            if self._folder:
                self._folder.cleanup()

    async def _read_lines(self, hear: Hear) -> None:
        while (line := await asyncio.to_thread(self._read)) is not None:
            words = line.strip()
            if words.lower() in QUIT:
                return
            if words:
                self._answered.clear()
                await hear(self._event(words))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(ANSWER_SECONDS):
                        await self._answered.wait()

    def _event(self, words: str) -> Event:
        number = next(self._numbers)
        chosen = int(words) - 1 if words.isdecimal() else -1
        identity = f"{self._started}-{number}"
        if 0 <= chosen < len(self._buttons):
            token, message = self._buttons[chosen]
            return Event(identity, self._me, self._me, pressed=token, message=message)
        return Event(identity, self._me, self._me, text=words.removeprefix("/"), message=identity)

    def spacing(self, to: Address) -> float:
        return 0.0

    async def find(self, to: Address, key: str) -> str | None:
        """Nothing is ever unsure here."""
        return None

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        identity = (not message.file and replacing) or f"m{next(self._numbers)}"
        if to.id != self._me.id:
            return identity  # the others are invented, and have no terminal
        self._write(f"\n{message.plain}")
        if message.file:
            self._write(f"  Saved until you quit: {await asyncio.to_thread(self._save, message.file)}")
        self._buttons = [(button.token, identity) for row in message.rows for button in row]
        for number, button in enumerate((button for row in message.rows for button in row), 1):
            self._write(f"  [{number}] {button.label}")
        self._answered.set()
        return identity

    def _save(self, file: File) -> Path:
        """Where the file can be looked at while this goes on; whatever its name is, it stays in one folder."""
        self._folder = self._folder or TemporaryDirectory(prefix="signpost-")
        path = Path(self._folder.name) / f"{next(self._numbers)}-{Path(file.name).name}"
        path.write_bytes(file.content)
        return path

    async def fetch(self, upload: Upload, at_most: int) -> bytes:
        raise Refused("nobody can send a file from a terminal")

    async def remove(self, chat: Address, message: str) -> bool:
        return True

    async def check(self) -> str:
        return ""

    def deaf(self) -> str:
        return ""

    def routes(self, hear: Hear) -> Sequence[web.AbstractRouteDef]:
        return ()
