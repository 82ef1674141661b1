"""`help`, `start` and `privacy`."""

from __future__ import annotations

from bot.flows import place
from bot.flows.help import HELP, Help
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library

PRIVACY = Message(
    title="What I keep",
    text="Where you work and your role, so that answers fit. Not your questions, not with your name, not without. "
    "If nobody could answer, a few scrubbed words go into a list of gaps, without who asked and only when nothing "
    "personal was in them. A child's details are never kept: please don't send them. "
    "“my data” shows you everything I hold about you, and “forget me” erases it. "
    "Your messages also stay in this app as its own rules say; delete them there if you wish.",
)


def hear(heard: Heard, library: Library) -> Turn | None:
    if heard.command == "privacy" and not heard.rest:
        return Turn(say=(PRIVACY,))
    if heard.command in ("help", "start", "hello", "hi") and (not heard.rest or heard.command == "start"):
        if heard.known.locality:
            return Turn(do=(Help(),))
        begun = place.begin(library, None, heard.bubble)
        return Turn(say=(HELP, *begun.say), waits=begun.waits)
    return None
