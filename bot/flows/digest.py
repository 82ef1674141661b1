"""One message in place of several: what a full week held back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.flows.turn import Effect
from bot.messages import Button, Message

LONGEST = 60  # characters of each, in a button
GONE = Message(text="That is over, so I can't show it any more.")


@dataclass(frozen=True, slots=True)
class Open(Effect):
    """She wants to see one of what her digest lists."""

    number: int


def said(items: Sequence[tuple[int, Message]]) -> Message:
    """What waited for her: each one opened by its button."""
    rows = tuple((Button(headline(message), f"h:{number}"),) for number, message in items)
    return Message(
        title=f"{len(items)} messages waited for you",
        text="Your week was full, or you were away, so I kept them together. Open what you like:",
        small="“wishes” changes how often I write.",
        rows=rows,
    )


def headline(message: Message) -> str:
    """The beginning of what a message says, for its button."""
    words = " ".join((message.text or message.title).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
