"""Keeping within a platform's limits by spacing, not by running into refusals. No clock of its own: times come in."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

SLOWER = 0.85  # of the rate, after a refusal
CREEP = 1.002  # of the rate, after each message that was taken
SLOWEST = 0.02  # of the full rate, however often refused
CHATS_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform takes: messages a second in all (0: without limit), and how many may be on their way at once.

    `burst` messages may follow each other at once in a chat before its spacing holds. `start` is the rate to begin
    with, where it is not the full one.
    """

    per_second: float = 0.0
    start: float = 0.0
    burst: int = 1
    in_flight: int = 64


class Pacer:
    """When the next message may leave, over all chats and for each. Times are seconds of one monotonic clock."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rate = limits.start or limits.per_second
        self._next = 0.0
        self._blocked_until = 0.0
        self._chats: OrderedDict[object, float] = OrderedDict()

    @property
    def rate(self) -> float:
        """Messages a second at present; 0 means without limit."""
        return self._rate

    def wait(self, now: float) -> float:
        """Seconds until anything may leave."""
        return max(0.0, self._next - now, self._blocked_until - now)

    def chat_wait(self, chat: object, now: float, spacing: float) -> float:
        """Seconds until a message may leave to this chat: the theoretical arrival time less what may burst."""
        return max(0.0, self._chats.get(chat, 0.0) - now - spacing * (self._limits.burst - 1))

    def take(self, chat: object, now: float, spacing: float) -> None:
        """A message leaves at this moment to this chat, which takes one every `spacing` seconds."""
        if self._rate:
            late = 1.0 / self._rate  # so much may be made up for: sleeping is never exact
            self._next = max(self._next, now - late) + 1.0 / self._rate
        if spacing:
            self._chats[chat] = max(self._chats.get(chat, 0.0), now) + spacing
            self._chats.move_to_end(chat)
            while len(self._chats) > CHATS_REMEMBERED:
                self._chats.popitem(last=False)

    def taken(self) -> None:
        """The platform took one: creep back towards the full rate."""
        self._rate = min(self._limits.per_second, self._rate * CREEP)

    def refused(self, seconds: float, now: float, chat: object = None, spacing: float = 0.0) -> None:
        """The platform asked to wait: this chat alone, which has no burst left then, or everything."""
        if chat is not None:
            until = now + seconds + spacing * (self._limits.burst - 1)
            self._chats[chat] = max(self._chats.get(chat, 0.0), until)
            return
        self.pause(seconds, now)
        self._rate = max(self._rate * SLOWER, self._limits.per_second * SLOWEST)

    def pause(self, seconds: float, now: float) -> None:
        """Nothing leaves for so long: nobody is there to take it."""
        self._blocked_until = max(self._blocked_until, now + seconds)
