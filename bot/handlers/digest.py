"""Opening one of the messages that a digest lists."""

from __future__ import annotations

from bot.flows.digest import Open
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, number = heard.pressed
    if verb != "h" or not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return Turn(do=(Open(int(number)),))
