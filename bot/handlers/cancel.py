"""“cancel”, “never mind”, a lone “no”: whatever waits for her decision is dropped, as its button would do."""

from __future__ import annotations

from collections.abc import Mapping

from bot.flows import announce, calendar, invite, join, launch, leave, place, report, rights
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library

WORDS = ("cancel", "cancel it", "cancel that", "nevermind", "never mind", "forget it", "dont send it", "do not send it")
NO = ("no", "nope", "nah", "no thanks", "no thank you")
DROPPED: Mapping[str, Message] = {
    announce.FLOW: Message(text=announce.CANCELLED),
    invite.FLOW: Message(text=invite.CANCELLED),
    calendar.FLOW: calendar.CANCELLED,
    report.FLOW: report.CANCELLED,
    launch.FLOW: Message(text="Cancelled. No survey goes out. “surveys” begins again."),
    rights.FLOW: rights.STAYS,
}
ASKED = (join.FLOW, join.CHANGING, place.FLOW, leave.FLOW)  # where “no” is an answer


def hear(heard: Heard, library: Library) -> Turn | None:
    """Where two things wait it cannot be told which is meant: their buttons can."""
    words = heard.words.lower().strip(" .!").lstrip("/").replace("'", "").replace("’", "")
    if words not in (*WORDS, *NO) or heard.event.chat.person:
        return None
    states = heard.known.states
    if words in NO and (heard.asking or any(flow in states for flow in ASKED)):
        return None
    waiting = [flow for flow in DROPPED if flow in states]
    return Turn(say=(DROPPED[waiting[0]],), ends=waiting[0]) if len(waiting) == 1 else None
