"""`calendar`: a collaborative's term dates, and replacing them with a file."""

from __future__ import annotations

from bot.calendars import Terms, read_calendar
from bot.flows import calendar
from bot.flows.calendar import Ask, Propose, Replace, Show
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from knowledge.library import Library

WORDS = ("calendar", "term dates")


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "C":
        return _pressed(heard, about)
    words = heard.words.lower().lstrip("/").strip(" .!")
    if words in WORDS:
        if heard.event.chat.person:
            return Turn(say=(calendar.IN_PRIVATE,))
        return Turn(do=(Show("", False, heard.bubble),))
    state = heard.known.states.get(calendar.FLOW)
    if not state or "takes" not in state:
        return None
    if words == "cancel":
        return Turn(say=(calendar.CANCELLED,), ends=calendar.FLOW)
    if heard.upload and heard.upload.name.lower().endswith((".csv", ".ics")):
        read = read_calendar(heard.upload.content, heard.upload.name)
        if not isinstance(read, Terms):
            return Turn(say=(calendar.mistakes(read),))
        return Turn(do=(Propose(str(state["collaborative"]), read, heard.event.key, heard.bubble),))
    return None


def _pressed(heard: Heard, about: str) -> Turn | None:
    what, _, value = about.partition(":")
    if not value:
        return None
    match what:
        case "s" | "f":
            return Turn(do=(Show(value, what == "f", heard.bubble),))
        case "r":
            return Turn(do=(Ask(value, heard.bubble),))
        case "ok":
            slug, terms = calendar.kept(heard.known.states.get(calendar.FLOW), value) or ("", None)
            return Turn(do=(Replace(slug, terms, heard.bubble),))
        case "no":
            return Turn(say=(calendar.CANCELLED,), ends=calendar.FLOW)
    return None
