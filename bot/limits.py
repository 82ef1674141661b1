"""How much one person, or one chat, may ask for in a minute and in an hour.

It protects this process, so it is kept in its memory alone. What protects a code is in the database, where all replicas
see it (`bot/membership/codes.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from threading import Lock

from bot.messages import Address, Event

HOUR = 3600.0
MOST_KNOWN = 20_000  # who is remembered at once; whoever has had a quiet hour is forgotten first


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many at once, and no more than that for each minute; and so many in an hour."""

    a_minute: int
    an_hour: int


WORDS = Allowance(20, 200)  # texts, of whoever has said where she works
GUEST = Allowance(10, 60)  # texts, of anybody else
PRESSES = Allowance(90, 1800)  # buttons, of anybody
CHANNEL = Allowance(60, 600)  # all that is said in one channel


class Verdict(Enum):
    """`TELL` is said once; after it, nothing until there is room again."""

    ALLOWED = "allowed"
    TELL = "tell"
    SILENT = "silent"


@dataclass(slots=True)
class _Left:
    """What is left of an allowance, and what was said of which event."""

    at: datetime
    minute: float
    hour: float
    told: bool = False
    last: str = ""
    verdict: Verdict = Verdict.ALLOWED


@dataclass(slots=True)
class Limits:
    """What everybody has left. The same event asked about again gets the same verdict."""

    clock: Callable[[], datetime]
    _left: dict[tuple[Address, Allowance], _Left] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, event: Event, known: bool) -> Verdict:
        """Whether there is room for an event; `known` is whoever has said where she works."""
        allowance = PRESSES if event.pressed else WORDS if known else GUEST
        with self._lock:
            verdict = self._take(event.sender, allowance, event.key)
            if verdict is Verdict.ALLOWED and event.chat.person:
                verdict = self._take(replace(event.chat, person=""), CHANNEL, event.key)
            return verdict

    def _take(self, whose: Address, allowance: Allowance, key: str) -> Verdict:
        now = self.clock()
        left = self._left.pop((whose, allowance), None) or _Left(now, allowance.a_minute, allowance.an_hour)
        self._left[whose, allowance] = left  # the latest stand last
        if left.last == key:
            return left.verdict
        _refill(left, allowance, now)
        left.last, left.verdict = key, _verdict(left)
        while len(self._left) > MOST_KNOWN:
            del self._left[next(iter(self._left))]
        return left.verdict


def _refill(left: _Left, allowance: Allowance, now: datetime) -> None:
    passed = max(0.0, (now - left.at).total_seconds())  # a clock that is set back gives nothing
    left.minute = min(allowance.a_minute, left.minute + passed * allowance.a_minute / 60)
    left.hour = min(allowance.an_hour, left.hour + passed * allowance.an_hour / HOUR)
    left.at = now


def _verdict(left: _Left) -> Verdict:
    if left.minute >= 1 and left.hour >= 1:
        left.minute, left.hour, left.told = left.minute - 1, left.hour - 1, False
        return Verdict.ALLOWED
    verdict = Verdict.SILENT if left.told else Verdict.TELL
    left.told = True
    return verdict
