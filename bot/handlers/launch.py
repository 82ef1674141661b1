"""`surveys`: an anchor sees what is open, puts a new one together, tries it and launches it."""

from __future__ import annotations

from bot.flows import launch, register, survey
from bot.flows.launch import Begin, Prepare, Try
from bot.flows.survey import Said
from bot.flows.turn import Turn
from bot.handlers.heard import ELSEWHERE, Heard
from knowledge.library import Library

WORDS = ("surveys", "survey", "new survey")


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    what, _, value = about.partition(":")
    if verb == "q":
        if what in ("go", "close"):
            return Turn(do=(Begin("launch" if what == "go" else "close", value, heard.bubble),))
        return Turn(do=(Prepare(what, value, heard.bubble),))
    if survey.wave_of(heard.event.pressed) == launch.TRIAL:
        return Turn(do=(Try(Said(pressed=heard.event.pressed)),))
    if heard.upload and launch.FLOW in heard.known.states and heard.upload.name.lower().endswith((".xlsx", ".md")):
        return Turn(do=(Prepare("upload", "", heard.bubble, heard.upload),))
    if heard.words.lower().lstrip("/") in WORDS:
        if heard.event.chat.person:
            return Turn(say=(launch.PRIVATE,))
        return Turn(do=(Prepare("list", "", heard.bubble),))
    return _typed(heard)


def _typed(heard: Heard) -> Turn | None:
    """A schedule in words, or the names of a list, while she chooses when or who."""
    typing = "" if heard.event.chat.person else heard.known.states.get(launch.FLOW, {}).get("typing", "")
    names = register.names_in(heard.event.text) if typing == "who" else ()
    if names:
        return Turn(do=(Prepare("names", "\n".join(names), heard.bubble),), asked_for=True)
    if typing == "when" and heard.words and heard.words.lower().lstrip("/") not in ELSEWHERE and heard.words[-1] != "?":
        return Turn(do=(Prepare("typed", heard.typed, heard.bubble),))
    return None
