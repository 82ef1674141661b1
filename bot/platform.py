"""What a platform must be able to do, and how it says what it could not."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

from bot.delivery.pace import Limits
from bot.messages import Address, Event, Message, Upload

if TYPE_CHECKING:
    from aiohttp.web import AbstractRouteDef

Hear = Callable[[Event], Awaitable[None]]
Called = Callable[[str, str], None]  # in which workspace, and how the bot is called there
GRACE_SECONDS = 30.0  # that nothing may be heard: a few failed polls, or a connection made anew, are ordinary
held: ContextVar[Callable[[], bool]] = ContextVar("held", default=lambda: True)  # whether the lane is still ours


class Unreachable(Exception):
    """Blocked, left or deactivated: stop writing to this address."""


class TryLater(Exception):
    """The platform asks to wait: for this chat alone, or for everything on this token."""

    def __init__(self, seconds: float, reason: str = "asked to wait", chat_only: bool = False) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.reason = reason
        self.chat_only = chat_only


class NeverConnected(Exception):
    """The platform was not reached at all: safe to try again."""


class NotHeld(NeverConnected):
    """The lane is not ours any more, or not for long enough."""


def look_once_more() -> None:
    """Raises NotHeld if the lane is not ours any more. A platform calls it when nothing is left but to write.

    A process that was stopped in the middle goes on as if nothing had been; meanwhile another may have sent more.
    """
    if not held.get()():
        raise NotHeld


class Unsure(Exception):
    """No answer came, or one that does not tell: the message may have arrived."""


class Refused(Exception):
    """The platform will never take this message, or give this file: our mistake, kept and visible."""


class TooLarge(Refused):
    """The file has more bytes than were asked for."""


class Hearing:
    """What whoever listens knows of it: since when nothing can be heard, and how that is mended.

    A quiet chat is heard. What is under way now, a poll or a connection that was made anew, is not known to fail.
    """

    def __init__(self) -> None:
        self._since: float | None = None  # by `time.monotonic`, as all moments here
        self._until = 0.0
        self._remedy = ""

    def fails(self, remedy: str, again_in: float = math.inf, since: float | None = None) -> None:
        """Nothing can be heard, at least until it is tried again in so many seconds."""
        now = time.monotonic()
        if self._since is None:
            self._since = now if since is None else since
        self._until = now + again_in
        self._remedy = remedy

    def works(self) -> None:
        """It can be heard, or is not ours to hear."""
        self._since = None

    def trouble(self) -> str:
        """What is wrong for longer than the grace, and the remedy, in one line; "" if nothing is."""
        now = time.monotonic()
        if self._since is None or min(now, self._until) - self._since <= GRACE_SECONDS:
            return ""
        return f"nothing could be heard for {now - self._since:.0f} s. {self._remedy}"


class Platform(Protocol):
    """Where people talk. `workspace` tells several of one name apart; "" serves whichever."""

    name: str
    workspace: str
    limits: Limits

    @property
    def listens_alone(self) -> bool:
        """Whether only one process at a time may listen."""

    def spacing(self, to: Address) -> float:
        """Seconds between two messages to this address, by the platform's limits."""

    async def listen(self, hear: Hear) -> None:
        """Hear what people do until cancelled; acknowledge to the platform only after `hear` returned."""

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        """Say a message, in the place of `replacing` if it is given and still there; the platform's id for it.

        `key` tells the message apart for ever, where the platform can carry it. Tries once.
        Raises Unreachable, TryLater, NeverConnected, Unsure or Refused.
        """

    async def find(self, to: Address, key: str) -> str | None:
        """The id of a message that was sent under this key, "" if there is none, None if the platform cannot tell.

        Raises TryLater, NeverConnected or Unsure where it may tell later.
        """

    async def fetch(self, upload: Upload, at_most: int) -> bytes:
        """The content of a file that somebody sent, of so many bytes at most. Tries once.

        Raises TooLarge, TryLater, NeverConnected, Unsure or Refused.
        """

    async def remove(self, chat: Address, message: str) -> bool:
        """Delete a person's own message; whether that worked."""

    async def check(self) -> str:
        """What is wrong with the connection and how to mend it, in one line; "" if all is well."""

    def deaf(self) -> str:
        """The same of what listens here, as it knows by itself; "" also where nobody can know."""

    def routes(self, hear: Hear) -> Sequence[AbstractRouteDef]:
        """Where this platform is reached over HTTP, if it is."""


def serving(platforms: Sequence[Platform], name: str, workspace: str) -> Platform | None:
    """The platform that an address belongs to: where there is one of that name only, that one."""
    named = [platform for platform in platforms if platform.name == name]
    exact = (platform for platform in named if platform.workspace == workspace)
    return next(exact, named[0] if len(named) == 1 else None)


def label(platform: Platform, platforms: Sequence[Platform]) -> str:
    """How it is called among them."""
    alone = sum(other.name == platform.name for other in platforms) == 1
    return platform.name if alone else f"{platform.name} {platform.workspace}"
