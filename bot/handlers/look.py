"""Looking at a service: `about …`, and the buttons that show one or its route."""

from __future__ import annotations

from dataclasses import replace

from bot.flows.answer import Asker, pick, route_to, services_of, show
from bot.flows.place import MEMBERS_ONLY
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from bot.messages import Message
from knowledge.library import Library
from knowledge.service import Service

WHICH = Message(text="Which service? For example: about Therapy One Point")
GONE = Message(text="That entry is no longer in the directory. Ask me again in your own words.")


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    asker = heard.asker
    if heard.known.barred and (verb in ("s", "r") or (heard.command == "about" and heard.rest)):
        return Turn(say=(MEMBERS_ONLY,))
    if verb in ("s", "r"):
        services = services_of(about, library)
        if not services:
            return Turn(say=(GONE,))
        if verb == "r":
            return Turn(say=(_route(heard, about, asker, library),))
        return Turn(say=(show(services[0], services[1:], asker, library, bubble=heard.bubble, offered=heard.offered),))
    if heard.command != "about":
        return None
    if not heard.rest:
        return Turn(say=(WHICH,))
    service = library.directory.named(heard.rest, asker.locality)
    if not service and asker.locality:
        service = _elsewhere(heard.rest, asker, library)
    return Turn(say=(show(service, (), asker, library, bubble=heard.bubble),)) if service else None


def _elsewhere(said: str, asker: Asker, library: Library) -> Service | None:
    """Another place's service of that name."""
    return next((match.service for match in library.directory.elsewhere(said, asker.locality) if match.named), None)


def _route(heard: Heard, about: str, asker: Asker, library: Library) -> Message:
    services = services_of(about, library)
    route = route_to(services[0], asker, library)
    steps = tuple((str(number), step) for number, step in enumerate(route.steps, 1))
    back = replace(pick(services[0], services, library, offered=heard.offered), label="Back")
    return Message(
        title=f"Route to {services[0].name}",
        text=route.text,
        facts=steps if len(steps) > 1 else (),
        rows=((back,),),
        bubble=heard.bubble,
    )
