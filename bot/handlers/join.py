"""`join CODE`, its questions, and `me`: what is held about a member, and changing it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.flows import code as codes
from bot.flows import join
from bot.flows.join import Agree, Asked, Decline, Present, Put, ShowMe, Step, Tell
from bot.flows.turn import Turn
from bot.handlers.heard import ELSEWHERE, Heard
from knowledge.library import Library
from knowledge.system_map import SECTORS


def hear(heard: Heard, library: Library) -> Turn | None:
    verb, about = heard.pressed
    if verb == "j":
        return _pressed(heard, about, library)
    if heard.command in ("join", "start") and " " in heard.typed:
        return _with_code(heard)
    if heard.command == "join":
        return _go_on(heard, library)
    if heard.words.lower().lstrip("/") == "me":
        return Turn(do=(ShowMe("", heard.bubble),))
    given = codes.alone(heard.event.text)
    return Turn(do=(Present(given, heard.bubble),)) if given else None


def gives_code(heard: Heard) -> bool:
    """Whether it is a code and nothing else."""
    first, _, rest = heard.typed.lstrip("/").partition(" ")
    return bool(codes.alone(heard.event.text) or (first.lower() in ("join", "start") and codes.read(rest)))


def typed(heard: Heard, library: Library) -> Turn | None:
    """An answer that was typed in place of a button, or asked for in words."""
    states = heard.known.states
    standing = join.standing(states, joining=False) or join.standing(states, joining=True)
    if standing is None or heard.event.chat.person or not heard.typed or heard.words.lower().lstrip("/") in ELSEWHERE:
        return None
    collaborative, step, joining = standing
    asked = _asked(heard, library, collaborative, step, joining)
    value = join.understood(step, heard.typed, asked.sectors)
    return _told(asked, value) if value is not None else None


def _with_code(heard: Heard) -> Turn | None:
    """A Telegram link says “start CODE”. What is meant for a code and is none gets one kind line."""
    rest = heard.typed.partition(" ")[2]
    given = codes.read(rest)
    if given:
        return Turn(do=(Present(given, heard.bubble),))
    return Turn(say=(join.NO_CODE,)) if heard.command == "join" and codes.meant(rest) else None


def _go_on(heard: Heard, library: Library) -> Turn:
    """Where she was; else, who anchors a collaborative may belong to it too."""
    standing = join.standing(heard.known.states, joining=True)
    if standing:
        return Turn(do=(Put(_asked(heard, library, *standing)),))
    return Turn(do=(Present("", heard.bubble),)) if heard.known.id else Turn(say=(join.NO_CODE,))


def _pressed(heard: Heard, about: str, library: Library) -> Turn | None:
    what, _, rest = about.partition(":")
    value, _, version = rest.partition(":")
    match what:
        case "yes" if value:
            return Turn(do=(Agree(value, version, heard.bubble),))
        case "no" if value:
            return Turn(do=(Decline(value, heard.bubble),))
        case "me":
            return Turn(do=(ShowMe(value, heard.bubble),))
    step = join.STEPS.get(what[:1])
    if step is None or what[1:] not in ("j", "m"):
        return None
    asked = _asked(heard, library, value, step, what[1:] == "j")
    if version in (join.KEEP, join.BACK, join.ASK) or join.is_value(step, version, asked.sectors):
        return _told(asked, version)
    return None


def _told(asked: Asked, value: str) -> Turn:
    if value in (join.BACK, join.ASK):
        step = join.before(asked) if value == join.BACK else asked.step
        return Turn(do=(Put(Asked(asked.collaborative, step, asked.joining, asked.sectors, asked.bubble)),))
    return Turn(do=(Tell(asked, value),), asked_for=True)


def _asked(heard: Heard, library: Library, collaborative: str, step: Step, joining: bool) -> Asked:
    return Asked(collaborative, step, joining, sectors(collaborative, library), heard.bubble)


def sectors(collaborative: str, library: Library) -> Mapping[str, str]:
    """Those of its system map; all, where none is drawn."""
    drawn = library.sectors(collaborative) or SECTORS
    return {sector: label for sector, label in drawn.items() if sector != "national"}
