"""“Remind me on Friday at 9 to …”, and taking it back."""

from __future__ import annotations

import re

from bot.flows.turn import Remind, Turn, Unremind
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library

ASKED = re.compile(r"/?(?:please |can you |could you )*remind me\b[ :,]*(.*)", re.IGNORECASE)
REFUSED = Message(text="I set no reminder, and kept nothing of it. Please ask again without the details.")


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "k" and about:
        return Turn(do=(Unremind(about, heard.bubble),))
    asked = ASKED.fullmatch(heard.words)
    return Turn(do=(Remind(asked[1], heard.bubble),)) if asked else None


def refusal(heard: Heard) -> Message | None:
    """What is said to a flagged text that would have been a reminder."""
    return REFUSED if ASKED.match(" ".join(heard.event.text.split())) else None
