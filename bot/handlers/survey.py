"""Answering a survey: its buttons at any time, and words while it asks her something."""

from __future__ import annotations

from bot.flows import survey
from bot.flows.survey import Said
from bot.flows.take import Take
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library

NOT_KEPT = Message(
    text="I kept nothing of that: it may tell too much about somebody. Please say it without names, numbers or "
    "addresses; the survey still waits for your answer."
)


def hear(heard: Heard, library: Library) -> Turn | None:
    event = heard.event
    wave = survey.wave_of(event.pressed)
    if wave:
        return Turn(do=(Take(wave, Said(pressed=event.pressed)),))
    if heard.asking is None or not _in_private(heard):
        return None
    said = Said(event.text.strip(), "", event.message, event.removable)
    return Turn(do=(Take(heard.asking.wave, said),)) if survey.hear(heard.asking, said) else None


def is_answer(pressed: str) -> bool:
    """Whether a button is an answer to a survey."""
    return bool(survey.wave_of(pressed))


def refusal(heard: Heard) -> Message | None:
    """What is said to a flagged text that would have been an answer."""
    if heard.asking is None or not _in_private(heard):
        return None
    meant = survey.hear(heard.asking, Said(heard.event.text.strip()))
    return NOT_KEPT if meant else None


def _in_private(heard: Heard) -> bool:
    return bool(heard.event.text.strip()) and not heard.event.chat.person
