"""`invite` and `invitations`: an anchor asks people in, one or many, and takes codes back."""

from __future__ import annotations

import re

from bot.flows import invite
from bot.flows.invite import Begin, Issue, ListOpen, Preview, Revoke
from bot.flows.turn import Turn
from bot.handlers.heard import ELSEWHERE, Heard, is_number
from bot.messages import Message
from knowledge.library import Library

COMMAND = re.compile(r"^\s*/?invite\b[:,]?[ \t]*", re.IGNORECASE)


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "i":
        return _pressed(heard, about)
    if heard.command == "invitations" and not heard.rest:
        return Turn(say=(invite.IN_PRIVATE,)) if heard.event.chat.person else _listing(heard, "")
    if COMMAND.match(heard.event.text) and (heard.words.lower().lstrip("/") == "invite" or _is_list(heard)):
        return _begun(heard)
    return _listed(heard)


def refusal(heard: Heard) -> Message | None:
    """What is said to a list in which a child may be in danger."""
    return invite.REFUSED if heard.screened.danger and (_writing(heard) or _is_list(heard)) else None


def _is_list(heard: Heard) -> bool:
    """Whether what follows the command names somebody, rather than asks about inviting."""
    rest = COMMAND.sub("", heard.event.text)
    return bool(COMMAND.match(heard.event.text) and rest and ("@" in rest or "," in rest or "\n" in rest))


def _begun(heard: Heard) -> Turn:
    if heard.event.chat.person:
        return Turn(say=(invite.IN_PRIVATE,), asked_for=True)
    rest = COMMAND.sub("", heard.event.text)
    people = invite.people_of(rest) if rest.strip() else ()
    if isinstance(people, Message):
        return Turn(say=(people,), asked_for=True)
    return Turn(do=(Begin("", people, heard.event.key, heard.bubble),), asked_for=True)


def _writing(heard: Heard) -> invite.Draft | None:
    """The list that she was asked for."""
    draft = invite.kept(heard.known.states.get(invite.FLOW))
    return draft if draft and not draft.key and not heard.event.chat.person else None


def _listed(heard: Heard) -> Turn | None:
    draft = _writing(heard)
    if draft is None:
        return None
    if heard.upload:
        text = heard.upload.content.decode("utf-8-sig", errors="replace")
    elif heard.event.text and heard.words.lower().strip(" .!/") not in ELSEWHERE:
        text = heard.event.text
    else:
        return None
    if text.lower().strip(" .!/") == "cancel":
        return Turn(say=(Message(text=invite.CANCELLED),), ends=invite.FLOW)
    if not heard.upload and (heard.command == "register" or invite.is_something_else(text)):
        return None
    people = invite.people_of(text)
    if isinstance(people, Message):
        return Turn(say=(people,), asked_for=True)
    drafted = invite.Draft(draft.collaborative, draft.name, heard.event.key, people)
    return Turn(do=(Preview(drafted, heard.bubble),), asked_for=True)


def _pressed(heard: Heard, about: str) -> Turn | None:
    what, _, value = about.partition(":")
    draft = invite.kept(heard.known.states.get(invite.FLOW))
    meant = draft if draft and draft.key and draft.key == value else None
    match what:
        case "c" if value:
            return Turn(do=(Begin(value, (), "", heard.bubble),))
        case "l":
            return _listing(heard, value)
        case "ok":
            return Turn(do=(Issue(meant, heard.bubble),))
        case "ch" | "no":
            return _taken_back(heard, meant, what == "ch")
        case "rv" if is_number(value):
            return Turn(do=(Revoke(int(value), heard.bubble),))
    return None


def _listing(heard: Heard, collaborative: str) -> Turn:
    return Turn(do=(ListOpen(collaborative, heard.bubble),))


def _taken_back(heard: Heard, draft: invite.Draft | None, change: bool) -> Turn:
    if draft is None:
        return Turn(say=(invite.OLD,))
    if not change:
        return Turn(say=(Message(text=invite.CANCELLED, bubble=heard.bubble),), ends=invite.FLOW)
    message, wait = invite.to_list(draft.collaborative, draft.name, heard.bubble)
    return Turn(say=(message,), waits=wait)
