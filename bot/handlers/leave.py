"""`leave`: ending one's membership, and three questions on the way out; `farewells` for anchors."""

from __future__ import annotations

from bot.flows import leave
from bot.flows.leave import Depart, ListFarewells, Say
from bot.flows.turn import Turn
from bot.handlers.heard import ELSEWHERE, Heard, is_number
from bot.messages import Message
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "l":
        return _pressed(heard, about)
    words = heard.words.lower().lstrip("/").strip(" .!")
    if words not in ("leave", "farewells"):
        return None
    if heard.event.chat.person:
        return Turn(say=(leave.IN_PRIVATE,))
    effect = Depart("", False, heard.bubble) if words == "leave" else ListFarewells("", heard.bubble)
    return Turn(do=(effect,))


def typed(heard: Heard, library: Library) -> Turn | None:
    """An answer to a question on leaving."""
    waits = _waiting(heard)
    if waits is None or not heard.words or heard.words.lower().lstrip("/") in ELSEWHERE or "?" in heard.words:
        return None
    slug, number = waits
    skips = heard.words.lower().strip(" .!") in ("skip", "no", "nothing")
    return Turn(do=(Say(slug, number, "" if skips else heard.words[: leave.LONGEST], heard.bubble),))


def refusal(heard: Heard) -> Message | None:
    """What is said to a flagged text that would have been an answer."""
    return leave.NOTHING_KEPT if _waiting(heard) and heard.event.text else None


def _waiting(heard: Heard) -> tuple[str, int] | None:
    state = heard.known.states.get(leave.FLOW)
    if not state or heard.event.chat.person or not 0 <= state["number"] < len(leave.QUESTIONS):
        return None
    return state["collaborative"], state["number"]


def _pressed(heard: Heard, about: str) -> Turn | None:
    what, _, rest = about.partition(":")
    slug, _, value = rest.partition(":")
    if not slug:
        return None
    match what:
        case "l" | "L":
            return Turn(do=(Depart(slug, what == "L", heard.bubble),))
        case "s":
            return Turn(say=(Message(text="Good: you stay.", bubble=heard.bubble),))
        case "f":
            return Turn(do=(ListFarewells(slug, heard.bubble),))
        case "q" if is_number(value):
            return Turn(do=(Say(slug, int(value) - 1, "", heard.bubble),))
    return None
