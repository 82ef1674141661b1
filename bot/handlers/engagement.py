"""`engagement` and `sectors`: how many came, answered and wrote, and which sectors are missing."""

from __future__ import annotations

from bot.flows import engagement
from bot.flows.engagement import Place, Show, ShowSectors
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    what, _, slug = about.partition(":")
    word = heard.words.lower().strip(" /?.")
    if verb == "u" and what in ("l", "s") and slug:
        word = "engagement" if what == "l" else "sectors"
    if word not in ("engagement", "sectors"):
        return None
    if heard.event.chat.person:
        return Turn(say=(engagement.IN_PRIVATE,))
    chosen = slug if verb == "u" else ""
    if word == "engagement":
        return Turn(do=(Show(chosen, heard.bubble),))
    places = {one: _place(one, library) for one in sorted(library.localities)}
    return Turn(do=(ShowSectors(places, chosen, heard.bubble),))


def _place(slug: str, library: Library) -> Place:
    return Place(dict(library.sectors(slug).items()), dict(library.asked_first(slug).items()))
