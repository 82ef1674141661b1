"""`fading`: an anchor sees who has been silent for a term, and asks them back, or their organisation for somebody."""

from __future__ import annotations

from bot.flows import fading
from bot.flows.fading import AskBack, AskFor, ListSilent, Preview
from bot.flows.turn import Turn
from bot.handlers.heard import Heard, is_number
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "f":
        return _pressed(heard, about, library)
    if heard.words.lower().strip(" /?") in ("fading", "who is fading"):
        return (
            Turn(say=(fading.IN_PRIVATE,)) if heard.event.chat.person else Turn(do=(ListSilent("", 0, heard.bubble),))
        )
    return None


def _pressed(heard: Heard, about: str, library: Library) -> Turn | None:
    what, _, rest = about.partition(":")
    number, _, slug = rest.partition(":")
    if not is_number(number) or not slug:
        return None
    if heard.event.chat.person:
        return Turn(say=(fading.IN_PRIVATE,))
    match what:
        case "l":
            return Turn(do=(ListSilent(slug, int(number), heard.bubble),))
        case "p":
            return Turn(do=(Preview(slug, int(number), heard.bubble),))
        case "s":
            return Turn(do=(AskBack(slug, int(number), heard.bubble),))
        case "o":
            return Turn(do=(AskFor(slug, int(number), dict(library.asked_first(slug).items()), heard.bubble),))
    return None
