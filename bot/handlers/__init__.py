"""What people can do, one file each; the first that knows what to do with an event does it."""

from __future__ import annotations

from dataclasses import replace

from bot.flows.ask import ASK_NOT_TO, HINT, KEEP_OUT, in_doubt, warn
from bot.flows.turn import Turn
from bot.handlers import (
    announce,
    ask,
    briefing,
    calendar,
    cancel,
    collaborative,
    correct,
    courtesy,
    delete,
    digest,
    engagement,
    fading,
    file,
    glossary,
    help,
    invite,
    join,
    launch,
    leave,
    link,
    log,
    look,
    page,
    place,
    register,
    remind,
    report,
    rights,
    roster,
    steward,
    survey,
    wishes,
)
from bot.handlers.heard import Heard
from bot.messages import Event, Message
from knowledge.library import Library

LONGEST = 20_000  # characters of a text: a list of a few hundred invitations; longer lists come as a file
TOO_LONG = Message(
    text=f"That is longer than I read at once ({LONGEST:,} characters), so I kept nothing of it. "
    "Please say it shorter, and without a child's details."
)

HANDLERS = (
    file.hear,
    delete.hear,
    rights.hear,
    cancel.hear,
    log.hear,
    join.hear,
    roster.hear,
    steward.hear,
    leave.hear,
    briefing.hear,
    calendar.hear,
    invite.hear,
    collaborative.hear,
    link.hear,
    page.hear,
    announce.hear,
    register.hear,
    fading.hear,
    engagement.hear,
    digest.hear,
    launch.hear,
    report.hear,
    survey.hear,
    remind.hear,
    wishes.hear,
    look.hear,
    correct.hear,
    join.typed,
    place.hear,
    glossary.hear,
    help.hear,
    leave.typed,
    courtesy.hear,
    ask.hear,
)

ANSWERED = (announce.hear, launch.hear, survey.hear)  # who hears taps: see `is_tap`


def respond(heard: Heard, library: Library) -> Turn:
    """What follows. Danger comes before any conversation; a child's details are never let pass without a word.

    A code alone, which has no vowel, tells of neither.
    """
    if len(heard.event.text) > LONGEST and not heard.screened.danger:
        return Turn(say=(TOO_LONG,))
    if join.gives_code(heard):
        return join.hear(heard, library) or Turn()
    if link.gives_code(heard):
        return link.hear(heard, library) or Turn()
    refusal = _refusal(heard) if heard.screened.flagged else None
    if heard.screened.danger:
        turn = ask.hear(heard, library)
        turn = replace(turn, say=(*turn.say, refusal)) if turn and refusal else turn
    elif refusal:
        turn = Turn(say=(refusal,))
    else:
        turns = (handler(heard, library) for handler in (ANSWERED if is_tap(heard.event) else HANDLERS))
        turn = next((turn for turn in turns if turn is not None), None)
    if turn is None:
        return Turn()
    if heard.screened.uneasy and len(heard.words.split()) > 1 and not turn.asked_for:  # no command alone
        turn = replace(turn, say=(in_doubt(turn.say[0]), *turn.say[1:]) if turn.say else (HINT,))
    if heard.screened.personal and turn.say and not turn.asked_for:
        answered = heard.screened.danger or (heard.event.text and not refusal)
        asked = ASK_NOT_TO if answered else KEEP_OUT
        warned = warn(turn.say[0], heard.event.message, heard.event.removable, asked)
        return replace(turn, say=(warned, *turn.say[1:]))
    return turn


def is_tap(event: Event) -> bool:
    """Whether a button answers a question: what follows needs no reading and no thought, only keeping."""
    return announce.is_answer(event.pressed) or survey.is_answer(event.pressed)


def _refusal(heard: Heard) -> Message | None:
    """What is said to a flagged text that would have been kept for later."""
    asked = (announce, invite, collaborative, leave, remind, register, survey)
    return next((said for one in asked if (said := one.refusal(heard))), None)
