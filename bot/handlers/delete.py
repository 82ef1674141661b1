"""Taking back a message that gave too much away, where the platform allows it."""

from __future__ import annotations

from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, message = heard.pressed
    if verb != "d" or not message:
        return None
    return Turn(say=(Message(text="I've asked for your message to be deleted. Thank you.", removes=message),))
