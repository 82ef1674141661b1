"""`results`: what closed surveys say, as far as it may be shown; and sharing it."""

from __future__ import annotations

from bot.flows import report
from bot.flows.report import Share, Show
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library

SHOWN = {"list": "list", "s": "summary", "p": "picture", "g": "groups", "w": "words", "x": "pack", "h": "propose"}
SHARED = {"ok": "send", "ch": "reword", "no": "cancel", "d": "done", "z": "end?", "zz": "end"}
PRIVATE = Message(text="Please write “results” to me directly, not in a channel.")


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "e":
        what, _, value = about.partition(":")
        series, _, part = value.partition(":")
        if what in SHOWN:
            return Turn(do=(Show(SHOWN[what], series, heard.bubble, part),))
        return Turn(do=(Share(SHARED[what], series, heard.bubble),)) if what in SHARED else None
    if heard.words.lower().lstrip("/") == "results":
        return Turn(say=(PRIVATE,)) if heard.event.chat.person else Turn(do=(Show("list", "", heard.bubble),))
    state = heard.known.states.get(report.FLOW)
    if state and state.get("typing") and heard.words and not heard.event.chat.person:
        return Turn(do=(Share("typed", str(state["series"]), heard.bubble, heard.event.text.strip()),))
    return None
