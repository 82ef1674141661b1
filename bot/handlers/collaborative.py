"""`collaborative` and `sub-groups`: what it is for and who works on what; anchors change it."""

from __future__ import annotations

from typing import cast

from bot.flows import collaborative
from bot.flows.collaborative import Ask, EndGroup, LetAsk, Part, Set, Show, ShowGroup
from bot.flows.turn import Effect, Turn
from bot.handlers.heard import ELSEWHERE, Heard, is_number
from bot.messages import Message
from knowledge.library import Library

GROUPS = ("sub-groups", "subgroups", "sub groups")


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "g":
        effect = _pressed(about, heard.bubble)
        return Turn(do=(effect,)) if effect else None
    words = heard.words.lower().lstrip("/").strip(" .!")
    if words == "collaborative" or words in GROUPS:
        if heard.event.chat.person:
            return Turn(say=(collaborative.IN_PRIVATE,))
        return Turn(do=(Show("", "groups" if words in GROUPS else "all", heard.bubble),))
    return _typed(heard)


def refusal(heard: Heard) -> Message | None:
    """What is said to a flagged text that would have changed it."""
    waits = collaborative.standing(heard.known.states) and not heard.event.chat.person
    return collaborative.REFUSED if waits and heard.event.text else None


def _typed(heard: Heard) -> Turn | None:
    waits = collaborative.standing(heard.known.states)
    if waits is None or heard.event.chat.person or not heard.words or heard.words.lower().lstrip("/") in ELSEWHERE:
        return None
    slug, part, group = waits
    if heard.words.lower().strip(" .!") == "cancel":
        return Turn(say=(collaborative.CANCELLED,), ends=collaborative.FLOW)
    words = collaborative.written(part, heard.event.text)
    if isinstance(words, Message):
        return Turn(say=(words,))
    return Turn(do=(Set(slug, part, group, words, heard.bubble),), ends=collaborative.FLOW)


def _pressed(about: str, bubble: str) -> Effect | None:
    what, _, rest = about.partition(":")
    slug, _, value = rest.partition(":")
    match what:
        case "c" | "g" if slug:
            return Show(slug, "groups" if what == "g" else "all", bubble)
        case "e" if slug and value in collaborative.PARTS and value != "name":
            return Ask(slug, cast(Part, value), 0, bubble)
        case "+" | "-" if slug:
            return LetAsk(slug, what == "+", bubble)
        case "n" if is_number(slug):
            return Ask("", "name", int(slug), bubble)
        case "s" | "l" if is_number(slug):
            return ShowGroup(int(slug), "leads" if what == "l" else "card", bubble)
        case "x" | "b" if is_number(slug):
            return EndGroup(int(slug), what == "x", bubble)
    return None
