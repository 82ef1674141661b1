"""`stewards` and `steward of …`: an anchor says which member looks after which entry of the directory."""

from __future__ import annotations

import re

from bot.flows import steward
from bot.flows.steward import Choose, Entry, Find, Give, ListStewards
from bot.flows.turn import Turn
from bot.handlers.heard import Heard, is_number
from knowledge.library import Library
from knowledge.service import Service

OF = re.compile(r"/?stewards?\s+(?:of|for)\s+(.{2,120})", re.IGNORECASE)


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "S":
        return _pressed(heard, about, library)
    of = OF.fullmatch(heard.words)
    if not of and heard.words.lower().strip(" /.!") not in ("stewards", "steward"):
        return None
    if heard.event.chat.person:
        return Turn(say=(steward.IN_PRIVATE,))
    if not of:
        return Turn(do=(ListStewards("", heard.bubble),))
    found = {
        service.id: entry(service, library)
        for place in library.localities
        if (service := library.directory.named(of[1].strip(" .!"), place))
    }
    return Turn(do=(Find(tuple(found.values()), heard.bubble),))


def entry(service: Service, library: Library) -> Entry:
    return Entry(service.id, library.directory.code(service.id), service.name, service.locality)


def _pressed(heard: Heard, about: str, library: Library) -> Turn | None:
    what, _, rest = about.partition(":")
    slug, _, rest = rest.partition(":")
    code, _, value = rest.partition(":")
    if what == "l" and slug:
        return Turn(do=(ListStewards(slug, heard.bubble),))
    if what not in ("e", "g") or not slug or not is_number(value):
        return None
    service = library.directory.by_code(code)
    if service is None:
        return Turn(say=(steward.GONE,))
    meant = entry(service, library)
    if what == "e":
        return Turn(do=(Choose(slug, meant, int(value), heard.bubble),))
    return Turn(do=(Give(slug, meant, int(value), heard.bubble),))
