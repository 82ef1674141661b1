"""Thanks, “who are you?” and “no, the other one”: answered kindly, and never noted as a gap."""

from __future__ import annotations

from bot.flows import courtesy
from bot.flows.help import HELP, Help
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    if heard.screened.danger or heard.screened.delicate or not heard.event.text:
        return None
    match courtesy.kind(heard.words):
        case "thanks":
            return Turn(say=(courtesy.WELCOME,))
        case "about me":
            return Turn(do=(Help(),)) if heard.known.id else Turn(say=(HELP,))
        case "another":
            return Turn(say=(courtesy.OTHERWISE,))
        case "an answer":
            return Turn(say=(courtesy.PRESS_ABOVE,))
        case "no words":
            return Turn(say=(courtesy.NO_WORDS,))
    return None
