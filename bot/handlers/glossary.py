"""`glossary CAMHS`: what a word of the trade means, here."""

from __future__ import annotations

from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    if heard.command != "glossary":
        return None
    if not heard.rest:
        return Turn(say=(Message(text="Which word? For example: glossary CAMHS"),))
    found = library.glossary.look_up(heard.rest, heard.known.locality)
    if found.term:
        return Turn(say=(Message(title=found.term, text=found.text),))
    near = f" Did you mean {' or '.join(found.suggestions)}?" if found.suggestions else ""
    return Turn(say=(Message(text=f"I don't have that word.{near}"),))
