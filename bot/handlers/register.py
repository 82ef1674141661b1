"""`register`: an anchor or a facilitator keeps who came to a workshop."""

from __future__ import annotations

from bot.flows import register
from bot.flows.register import Begin, Finish, Mark, Names, Reopen
from bot.flows.turn import Turn
from bot.handlers.heard import ELSEWHERE, Heard, is_number
from bot.messages import Message
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "t":
        return _pressed(heard, about)
    if heard.command == "register" and "?" not in heard.words:
        if heard.event.chat.person:
            return Turn(say=(register.IN_PRIVATE,))
        return Turn(do=(Begin("", heard.typed.partition(" ")[2], heard.bubble),))
    return _typed(heard)


def refusal(heard: Heard) -> Message | None:
    """What is said to a list of names in which a child may be in danger."""
    listed = register.kept(heard.known.states.get(register.FLOW)) and register.names_in(heard.event.text)
    return register.REFUSED if heard.screened.danger and listed and not heard.event.chat.person else None


def _typed(heard: Heard) -> Turn | None:
    """The workshop that she was asked for, or the names of those who came."""
    state = heard.known.states.get(register.FLOW)
    words = heard.typed.lower().strip(" .!/")
    if not state or heard.event.chat.person or not words or words in ELSEWHERE:
        return None
    if words == "cancel":
        return Turn(say=(Message(text="All right. What was ticked stays as it is."),), ends=register.FLOW)
    sheet = register.kept(state)
    if sheet is None:
        asks = "?" in words or len(words.split()) > 12 or "\n" in heard.event.text.strip()
        return None if asks else Turn(do=(Begin(state["collaborative"], heard.typed, heard.bubble),))
    if words == "done":
        return Turn(do=(Finish(sheet.key, sheet, heard.bubble),))
    names = register.names_in(heard.event.text)
    return Turn(do=(Names(sheet, names, heard.bubble),), asked_for=True) if names else None


def _pressed(heard: Heard, about: str) -> Turn | None:
    what, _, rest = about.partition(":")
    sheet = register.kept(heard.known.states.get(register.FLOW))
    parts = rest.split(":")
    match what, parts:
        case "c", [slug] if slug:
            return Turn(do=(Begin(slug, "", heard.bubble),))
        case "t", [slug] if slug:
            return Turn(do=(Begin(slug, "today", heard.bubble),))
        case "p", [key, page] if is_number(page):
            return Turn(do=(Reopen(key, sheet, int(page), heard.bubble),))
        case "0" | "1", [key, person, page] if is_number(person) and is_number(page):
            return Turn(do=(Mark(key, sheet, int(person), what == "1", int(page), heard.bubble),))
        case "a", [key, person] if is_number(person):
            return Turn(do=(Mark(key, sheet, int(person), True, None, heard.bubble),))
        case "d", [key]:
            return Turn(do=(Finish(key, sheet, heard.bubble),))
    return None
