"""`members`, `hand over to …`, `step down`: an anchor sees who belongs, and says who does what."""

from __future__ import annotations

import re

from bot.flows import roster
from bot.flows.name import is_name
from bot.flows.roster import (
    Accept,
    Appoint,
    AskFacilitator,
    HandOver,
    Lead,
    ListFacilitators,
    ListMembers,
    Remove,
    ShowMember,
    StepDown,
)
from bot.flows.turn import Effect, Turn
from bot.handlers.heard import Heard, is_number
from knowledge.library import Library

HAND_OVER = re.compile(r"/?hand\s?over(?:\s+to\s+(.{1,80}))?", re.IGNORECASE)

FACILITATOR = re.compile(r"/?invite\s+(?:a\s+)?facilitator\s+(.{1,80})", re.IGNORECASE)


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "m":
        effect = _pressed(about, heard.bubble)
        return Turn(do=(effect,)) if effect else None
    words = heard.words.lower().lstrip("/").strip(" .!")
    over, asked = HAND_OVER.fullmatch(heard.typed), FACILITATOR.fullmatch(heard.typed)
    if not (words in ("members", "step down", "facilitators") or over or asked):
        return None
    if heard.event.chat.person:
        return Turn(say=(roster.IN_PRIVATE,), asked_for=True)
    if over:
        return Turn(do=(_handing_over(over[1] or "", heard.bubble),), asked_for=True)
    if asked:
        return _asking(asked[1].strip(" .!"), heard, library)
    if words == "facilitators":
        return Turn(do=(ListFacilitators("", heard.bubble),))
    if words == "members":
        return Turn(do=(ListMembers("", 0, heard.bubble),))
    return Turn(do=(StepDown("", heard.bubble),))


def _asking(said: str, heard: Heard, library: Library) -> Turn | None:
    """“Jo Bloggs”, or “Jo Bloggs for Oldham”."""
    for place in library.localities.values():
        for word in (" for ", " to ", " of "):
            if said.lower().endswith(f"{word}{place.name}".lower()):
                name = said[: -len(word) - len(place.name)].strip()
                return _to_be_asked(name, place.id, heard)
    return _to_be_asked(said, "", heard)


def _to_be_asked(name: str, slug: str, heard: Heard) -> Turn | None:
    return Turn(do=(AskFacilitator(slug, name, heard.bubble),), asked_for=True) if is_name(name) else None


def _handing_over(name: str, bubble: str) -> Effect:
    plain = name.strip(" .!…")
    return HandOver("", 0, plain, bubble) if plain else ListMembers("", 0, bubble, "handover")


def _pressed(about: str, bubble: str) -> Effect | None:
    what, _, rest = about.partition(":")
    slug, _, value = rest.partition(":")
    if not slug:
        return None
    if what in ("y", "n"):
        return Accept(slug, what == "y", bubble)
    if what == "d":
        return StepDown(slug, bubble)
    if what == "F":
        return ListFacilitators(slug, bubble)
    if what == "t" and value[-1:] in ("+", "-") and is_number(slug) and is_number(value[:-1]):
        return Lead(int(slug), int(value[:-1]), value[-1] == "+", bubble)
    return _about_one(what, slug, int(value), bubble) if is_number(value) else None


def _about_one(what: str, slug: str, number: int, bubble: str) -> Effect | None:
    match what:
        case "l":
            return ListMembers(slug, number, bubble)
        case "hl":
            return ListMembers(slug, number, bubble, "handover")
        case "p":
            return ShowMember(slug, number, bubble)
        case "g":
            return ShowMember(slug, number, bubble, "groups")
        case "r":
            return ShowMember(slug, number, bubble, "remove")
        case "R":
            return Remove(slug, number, bubble)
        case "h":
            return HandOver(slug, number, "", bubble)
        case "a+" | "a-":
            return Appoint(slug, number, "anchor", what == "a+", bubble)
        case "f+" | "f-":
            return Appoint(slug, number, "facilitator", what == "f+", bubble)
    return None
