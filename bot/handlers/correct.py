"""Putting it right: not what I meant, none of these, something's wrong with an entry."""

from __future__ import annotations

from bot.flows.answer import pick, services_of
from bot.flows.ask import not_meant, nothing_found
from bot.flows.turn import NoteFault, Turn
from bot.handlers.heard import Heard
from bot.messages import Button, Message
from knowledge.library import Library

FAULTS = (
    ("closed", "Closed or ended"),
    ("referring", "How to refer is wrong"),
    ("eligibility", "Who it's for is wrong"),
    ("details", "Name or contact is wrong"),
)
CARRIED = 5  # services that fit a button beside what is wrong


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    asker = heard.asker
    match verb:
        case "n":
            return Turn(say=(not_meant(about, asker, library, heard.bubble),))
        case "z":
            return Turn(say=(nothing_found(asker, library, bubble=heard.bubble),))
        case "w":
            return _what_is_wrong(heard, about, library)
        case "x":
            return _noted(heard, about, library)
    return None


def _what_is_wrong(heard: Heard, about: str, library: Library) -> Turn | None:
    services = services_of(about, library)
    if not services:
        return None
    codes = ".".join(library.directory.code(one.id) for one in services[:CARRIED])
    rows = (
        *((Button(label, f"x{heard.offered}:{fault}:{codes}"),) for fault, label in FAULTS),
        (pick(services[0], services, library, "Back: ", heard.offered),),
    )
    text = (
        f"What is wrong with “{services[0].name}”? One tap leaves a note for whoever looks after it; nobody sees who."
    )
    return Turn(say=(Message(text=text, rows=rows, bubble=heard.bubble),))


def _noted(heard: Heard, about: str, library: Library) -> Turn | None:
    fault, _, codes = about.partition(":")
    services = services_of(codes, library)
    if not services or fault not in dict(FAULTS):
        return None
    what = dict(FAULTS)[fault].lower()
    text = f"Thank you. It's noted for whoever looks after the entry: “{services[0].name}” – {what}."
    back = (pick(services[0], services, library, "Back: ", heard.offered),)
    say = Message(text=text, rows=(back,), bubble=heard.bubble)
    code = library.directory.code(services[0].id)
    note = NoteFault(services[0].id, fault, services[0].name, code, dict(FAULTS)[fault])
    return Turn(say=(say,), do=(note,))
