"""`my data` and `forget me`."""

from __future__ import annotations

from bot.flows import rights
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from knowledge.library import Library

SHOW = ("my data", "show my data", "what do you know about me", "what do you hold about me")
FORGET = ("forget me", "delete my data", "erase my data", "erase me")


def wanted(heard: Heard) -> bool:
    """Whether she wants to be left alone or forgotten, which nobody is ever too early for."""
    return _words(heard) in (*FORGET, "stop") or heard.event.pressed in ("y:yes", "y:no")


def _words(heard: Heard) -> str:
    return heard.words.lower().strip(" .!?").lstrip("/")


def hear(heard: Heard, library: Library) -> Turn | None:
    words = _words(heard)
    verb, about = heard.pressed
    if verb == "y" and about in ("yes", "no"):
        return _decided(heard, about == "yes")
    if words not in SHOW + FORGET:
        return None
    if heard.event.chat.person:
        return Turn(say=(rights.IN_PRIVATE,))
    if not heard.known.id:
        return Turn(say=(rights.NOTHING,))
    return Turn(do=(rights.ShowData() if words in SHOW else rights.OfferForgetting(heard.bubble),))


def _decided(heard: Heard, yes: bool) -> Turn:
    if not heard.known.id:
        return Turn(say=(rights.NOTHING,))
    if rights.FLOW not in heard.known.states or heard.event.chat.person:
        return Turn(say=(rights.OLD,))
    if not yes:
        return Turn(say=(rights.STAYS,), ends=rights.FLOW)
    return Turn(do=(rights.Forget(),))
