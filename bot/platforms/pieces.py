"""Messages in several pieces: what follows after a refusal begins with the piece that was refused."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

MOST_REMEMBERED = 1000


class Begun:
    """How much was said of messages that something came between. (Forgotten by a restart: then it is said anew.)"""

    def __init__(self) -> None:
        self._said: OrderedDict[str, int] = OrderedDict()

    async def say(self, key: str, pieces: Sequence[T], say: Callable[[T], Awaitable[object]]) -> None:
        """Say the pieces that were not said yet, in order. `over` is to be called when the last one was, too."""
        for number in range(self._said.get(key, 0), len(pieces)):
            await say(pieces[number])
            if key:
                self._said[key] = number + 1
                self._said.move_to_end(key)
        while len(self._said) > MOST_REMEMBERED:
            self._said.popitem(last=False)

    def over(self, key: str) -> None:
        """All of it was said."""
        self._said.pop(key, None)
