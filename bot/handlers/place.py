"""Saying where one works and as what: two taps, or typed; `place` changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.flows import place
from bot.flows.answer import Asker
from bot.flows.ask import recall
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from knowledge.library import Library
from knowledge.system_map import role_of


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "p":
        return _pressed(heard, about, library)
    if heard.words.lower() in ("place", "/place"):
        return place.begin(library, None, heard.bubble)
    state = heard.known.states.get(place.FLOW)
    return _typed(heard, state, library) if state is not None and heard.words else None


def _pressed(heard: Heard, about: str, library: Library) -> Turn | None:
    part, _, value = about.partition(":")
    state = heard.known.states.get(place.FLOW, {})
    if part == "l" and value in library.localities:
        return place.ask_role(value, state, library, heard.bubble)
    locality, _, role = value.partition(":")
    if part == "r" and locality in library.localities and role in dict(place.ROLES):
        return _kept(heard, locality, role, state, library)
    return place.begin(library, None, heard.bubble)


def _typed(heard: Heard, state: Mapping[str, Any], library: Library) -> Turn | None:
    if not state.get("locality"):
        found = place.named_place(heard.words, library)
        return place.ask_role(found, state, library, heard.bubble) if found else None
    role = place.named_role(heard.words)
    return _kept(heard, state["locality"], role, state, library) if role else None


def _kept(heard: Heard, locality: str, role: str, state: Mapping[str, Any], library: Library) -> Turn:
    waiting = (state.get("waiting") or {}).get(locality)
    answered = recall(waiting, Asker(locality, role_of(role)), library, f"{heard.bubble}a") if waiting else None
    return place.keep(locality, role, library, heard.bubble, answered)
