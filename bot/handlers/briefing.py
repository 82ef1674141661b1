"""`briefing`: the story so far, for whoever joins later; `who is who`."""

from __future__ import annotations

from calendar import month_name

from bot.flows import briefing
from bot.flows.briefing import CONTENTS, Brief, Past
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from knowledge.collaborative import Chapter, story
from knowledge.library import Library

WORDS = {"briefing": CONTENTS, "the story so far": CONTENTS, "who is who": "people", "who's who": "people"}


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "c":
        key, _, slug = about.partition(":")
        return _brief(heard, slug, key, library) if key and slug else None
    key = WORDS.get(heard.words.lower().lstrip("/").strip(" .!?"), "")
    if not key:
        return None
    return Turn(say=(briefing.IN_PRIVATE,)) if heard.event.chat.person else _brief(heard, "", key, library)


def _brief(heard: Heard, slug: str, key: str, library: Library) -> Turn:
    pasts = {
        one.id: Past(one.question, tuple((_when(each), each.text) for each in story(one, library.programmes.values())))
        for one in library.collaboratives.values()
    }
    return Turn(do=(Brief(slug, key, pasts, heard.bubble),))


def _when(one: Chapter) -> str:
    month = f"{month_name[one.month]} " if one.month else ""
    return f"{month}{one.year}: {one.title}"
