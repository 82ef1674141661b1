"""Pictures, voice notes and files: neither fetched nor kept."""

from __future__ import annotations

from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library

KIND_LINE = Message(
    text="I can't look at pictures, files or voice notes, and I haven't opened or kept it. Please ask me in words, "
    "without a child's details."
)


def hear(heard: Heard, library: Library) -> Turn | None:
    return Turn(say=(KIND_LINE,)) if heard.event.file and not heard.event.text else None
