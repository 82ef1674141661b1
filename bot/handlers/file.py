"""Pictures, voice notes and files: neither fetched nor kept, except one file that somebody was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.flows.ask import IN_DOUBT
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library

LARGEST = 2_000_000  # bytes of a file that is taken
KIND_LINE = Message(
    text="I can't look at pictures, files or voice notes, and I haven't opened or kept it. Please ask me in words, "
    "without a child's details."
)
NAME_TELLS = Message(
    text="I haven't opened or kept that file: its name, or what you wrote with it, may tell too much about a child. "
    "Please take that out and send it again."
)
TOO_LARGE = Message(
    text=f"That file is too large for me: I take {LARGEST // 1_000_000} MB at most. Please send a smaller one."
)
LOST = Message(text="I couldn't get that file just now. Please send it once more.")


def hear(heard: Heard, library: Library) -> Turn | None:
    event = heard.event
    if not event.file or heard.upload or (event.text and heard.screened.uneasy):
        return None
    if heard.takes and (event.upload or not event.text):
        refusal = _refusal(heard)
        return Turn(say=(_in_doubt(heard, refusal),)) if refusal else Turn(fetches=True)
    return None if event.text else Turn(say=(_in_doubt(heard, KIND_LINE),))


def _refusal(heard: Heard) -> Message | None:
    """What is wrong with a file that she was asked for, as far as that is known before it is fetched."""
    upload = heard.event.upload
    if heard.screened.delicate:
        return NAME_TELLS
    if upload is None or upload.ending not in heard.takes:
        return _another_kind(heard.takes)
    return TOO_LARGE if upload.size > LARGEST else None


def _in_doubt(heard: Heard, message: Message) -> Message:
    """A file's name may be all that tells of danger."""
    return replace(message, text=f"{IN_DOUBT}\n\n{message.text}") if heard.screened.uneasy else message


def _another_kind(takes: Sequence[str]) -> Message:
    endings = [f".{ending}" for ending in takes]
    named = " or ".join(filter(None, (", ".join(endings[:-1]), endings[-1])))
    return Message(text=f"I haven't opened that. Please send one file on its own, whose name ends in {named}.")
