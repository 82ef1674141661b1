"""`web link`, for oneself or for a member, and `web links`."""

from __future__ import annotations

from bot.flows import page
from bot.flows.page import Find, ListLinks, MakeFor, MakeNew, Mine, TakeBack
from bot.flows.turn import Effect, Turn
from bot.handlers.heard import Heard, is_number
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "P":
        return _pressed(heard, about)
    words = heard.typed.lstrip("/")
    if words.lower() == "web links":
        return _privately(heard, ListLinks(heard.bubble))
    if words.lower()[:8].rstrip() != "web link" or words.lower()[8:9].strip():
        return None
    rest = words[8:].strip()
    name = rest[4:].strip() if rest.lower().startswith("new ") else rest
    if not rest:
        return _privately(heard, Mine(heard.bubble))
    if not name or rest.lower() == "new" or len(name) > page.LONGEST_NAME:
        return Turn(say=(page.NO_NAME,))
    asked: Effect = Find(name, heard.bubble) if name == rest else MakeNew(name, heard.bubble)
    return _privately(heard, asked)


def asks(heard: Heard) -> bool:
    """Whether a member's name was asked for in it: an adult's, that tells of no child."""
    return heard.typed.lstrip("/").lower().startswith("web link ")


def _privately(heard: Heard, effect: Effect) -> Turn:
    return Turn(say=(page.IN_PRIVATE,)) if heard.event.chat.person else Turn(do=(effect,), asked_for=True)


def _pressed(heard: Heard, about: str) -> Turn | None:
    what, _, value = about.partition(":")
    slug, _, number = value.rpartition(":")
    if what == "n" and value:
        waits = heard.known.states.get(page.FLOW)
        return Turn(do=(MakeNew(str(waits["name"]), heard.bubble, value),)) if waits else Turn(say=(page.NO_NAME,))
    if what == "m" and slug and is_number(number):
        return Turn(do=(MakeFor(slug, int(number), heard.bubble),))
    return Turn(do=(TakeBack(int(value), heard.bubble),)) if what == "t" and is_number(value) else None
