"""`help`, `start` and `privacy`."""

from __future__ import annotations

from bot.flows import place
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library

HELP = Message(
    title="I tell you who to refer to",
    text="Ask in your own words: “covers his ears, can't hold a pencil”. Never give a child's name or details.",
    facts=(
        ("about …", "one service: “about Therapy One Point”"),
        ("glossary …", "what letters mean: “glossary CAMHS”"),
        ("remind me …", "“remind me on Friday at 9 to ring the SENCO”"),
        ("wishes", "when and how often I write to you"),
        ("place", "change where you work or what you do"),
        ("privacy", "what I keep (hardly anything); “my data” shows it, “forget me” erases it"),
    ),
    small="If a child is in danger, call 999 and tell your safeguarding lead. Don't wait for a bot.",
)
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
            return Turn(say=(HELP,))
        begun = place.begin(library, None, heard.bubble)
        return Turn(say=(HELP, *begun.say), waits=begun.waits)
    return None
