"""`audit`: an anchor reads what was done in her collaborative."""

from __future__ import annotations

from bot.flows import log
from bot.flows.turn import Turn
from bot.handlers.heard import Heard, is_number
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    if heard.command == "audit" and heard.rest.lower() in ("", "log"):
        return _read(heard, "", 0)
    verb, about = heard.pressed
    what, _, value = about.partition(":")
    slug, _, before = value.partition(":")
    if verb != "b" or what != "log" or not slug or not is_number(before):
        return None
    return _read(heard, slug, int(before))


def _read(heard: Heard, slug: str, before: int) -> Turn:
    if heard.event.chat.person:
        return Turn(say=(log.IN_PRIVATE,))
    if not heard.known.id:
        return Turn(say=(log.NO_ANCHOR,))
    return Turn(do=(log.ReadLog(slug, before, heard.bubble),))
