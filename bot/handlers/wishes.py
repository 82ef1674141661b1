"""`wishes`, `snooze …`, `away …`, `hours …`, `stop` and `come back`: when and how often the bot writes by itself."""

from __future__ import annotations

import re

from bot.flows.turn import Turn
from bot.flows.wishes import Change
from bot.handlers.heard import Heard
from knowledge.library import Library

WHOLE = {
    "wishes": ("show", ""),
    "settings": ("show", ""),
    "preferences": ("show", ""),
    "snooze": ("show", ""),
    "away": ("show", ""),
    "stop": ("stop", "on"),
    "unsubscribe": ("stop", "on"),
    "come back": ("stop", "off"),
    "resume": ("stop", "off"),
    "fewer": ("fewer", ""),
    "fewer messages": ("fewer", ""),
    "language": ("show", "language"),
    "waiting": ("waiting", ""),
}
BEGINS = {"snooze": "snooze", "away": "away", "hours": "typed-hours"}
A_TIME = re.compile(
    r"(?:for |until |till |from |on |the |this |next |after )*"
    r"(?:\d|an? |two|three|four|today|tomorrow|half|week|fortnight|term|easter|christmas|summer"
    r"|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "o":
        what, _, value = about.partition(":")
        return Turn(do=(Change(what, value, heard.bubble),))
    words = heard.words.lower().lstrip("/").strip(" .!")
    if words in WHOLE:
        what, value = WHOLE[words]
        return Turn(do=(Change(what, value, heard.bubble),))
    if heard.command in BEGINS and A_TIME.match(heard.rest.lower()):
        return Turn(do=(Change(BEGINS[heard.command], heard.rest, heard.bubble),))
    return None
