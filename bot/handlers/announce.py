"""`announce`: an anchor's message to everyone in her collaborative, and members' answers to its question."""

from __future__ import annotations

from bot.flows import announce
from bot.flows.turn import Announce, Choose, Decide, Draft, Launch, Preview, Turn
from bot.handlers.heard import ELSEWHERE, Heard
from bot.messages import Message
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "a":
        return _pressed(heard, about, library)
    if heard.command == "announce" and heard.rest.lower() in ("", "urgent"):
        return _begin(heard, library, urgent=bool(heard.rest))
    return _typed(heard)


def is_answer(pressed: str) -> bool:
    """Whether a button is an answer to an announcement's question."""
    return pressed.startswith("a:o:")


def refusal(heard: Heard) -> Message | None:
    """What is said to a flagged text that would have been an announcement."""
    return announce.refused(heard.screened.personal) if _writing(heard) and heard.event.text else None


def _begin(heard: Heard, library: Library, collaborative: str = "", urgent: bool = False) -> Turn:
    if heard.event.chat.person:
        return Turn(say=(announce.IN_PRIVATE,))
    names = {place.id: place.name for place in library.localities.values()}
    return Turn(do=(Announce(names, collaborative, heard.bubble, urgent),))


def _writing(heard: Heard) -> Draft | None:
    """The announcement whose text she was asked for."""
    draft = announce.kept(heard.known.states.get(announce.FLOW))
    return draft if draft and not draft.key and not heard.event.chat.person else None


def _typed(heard: Heard) -> Turn | None:
    draft = _writing(heard)
    if not draft or not heard.words or heard.words.lower().lstrip("/") in ELSEWHERE:
        return None
    if heard.command == "register" and heard.rest:
        return None
    if heard.words.lower().strip(" .!") == "cancel":
        return Turn(say=(Message(text=announce.CANCELLED),), ends=announce.FLOW)
    written = announce.written(announce.plain(heard.event.text), draft, heard.event.key)
    if isinstance(written, Message):
        return Turn(say=(written,))
    return Turn(do=(Preview(written, heard.bubble),))


def _pressed(heard: Heard, about: str, library: Library) -> Turn | None:
    what, _, value = about.partition(":")
    draft = announce.kept(heard.known.states.get(announce.FLOW))
    meant = draft if draft and draft.key and draft.key == value else None
    number, _, option = value.partition(":")
    match what:
        case "c" | "u":
            known = value in library.localities or value == announce.EVERYWHERE
            return _begin(heard, library, value, what == "u") if known else None
        case "ok":
            return Turn(do=(Launch(meant, value, heard.bubble),))
        case "ch" | "no":
            return _taken_back(heard, meant, what == "ch")
        case "o" if _is_number(number) and _is_number(option):
            return Turn(do=(Choose(int(number), int(option), heard.bubble),))
        case "again" | "taken" | "close" if _is_number(value):
            return Turn(do=(Decide(int(value), what),))
    return None


def _taken_back(heard: Heard, draft: Draft | None, change: bool) -> Turn:
    if draft is None:
        return Turn(say=(announce.OLD_PREVIEW,))
    if not change:
        return Turn(say=(Message(text=announce.CANCELLED, bubble=heard.bubble),), ends=announce.FLOW)
    message, wait = announce.to_text(draft.collaborative, draft.name, heard.bubble, draft.urgent)
    return Turn(say=(message,), waits=wait)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
