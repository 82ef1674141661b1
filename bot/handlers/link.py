"""`link`, `link CODE` and `unlink`: one person with several accounts."""

from __future__ import annotations

from bot.flows import code as codes
from bot.flows import link
from bot.flows.link import Ask, Begin, Decide, Give, List, Stop, Unlink
from bot.flows.turn import Turn
from bot.handlers.heard import Heard, is_number
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "L":
        return _pressed(heard, about)
    first, _, rest = heard.typed.lstrip("/").partition(" ")
    match first.lower():
        case "unlink" if not rest:
            return _privately(heard, Turn(do=(List(heard.bubble),)))
        case "link" if not rest:
            return _privately(heard, Turn(do=(Begin(link.name(heard.event.called), heard.bubble),)))
        case "link" if codes.read(rest, link.LENGTH):
            given = Give(codes.read(rest, link.LENGTH), link.name(heard.event.called), heard.bubble)
            return _privately(heard, Turn(do=(given,)))
        case "link" if codes.meant(rest):
            return Turn(say=(link.UNKNOWN,))
    return None


def gives_code(heard: Heard) -> bool:
    """Whether it is “link” and a code, and nothing else."""
    first, _, rest = heard.typed.lstrip("/").partition(" ")
    return first.lower() == "link" and bool(codes.read(rest, link.LENGTH))


def _privately(heard: Heard, turn: Turn) -> Turn:
    return Turn(say=(link.IN_PRIVATE,)) if heard.event.chat.person else turn


def _pressed(heard: Heard, about: str) -> Turn | None:
    what, _, value = about.partition(":")
    if what == "u" and value:
        return Turn(do=(Unlink(value, heard.bubble),))
    if not is_number(value):
        return None
    match what:
        case "y" | "n":
            return Turn(do=(Decide(int(value), what == "y", heard.bubble),))
        case "o":
            return Turn(do=(Ask(int(value), heard.bubble),))
        case "s":
            return Turn(do=(Stop(int(value), heard.bubble),))
    return None
