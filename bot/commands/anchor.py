"""`signpost anchor`: who anchors a collaborative, or is its facilitator."""

from __future__ import annotations

import argparse
import contextlib
import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from bot.commands.parts import Misuse, library, settings, store
from bot.messages import Address

if TYPE_CHECKING:
    from bot.work import Work

NOBODY = r"(?!)"
IDS = {"slack": r"[\w-]+:[\w-]+", "telegram": r"[\w-]+:[0-9]+"}  # workspace and person, on each platform


def prepare(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, purpose in (("add", "make somebody an anchor, or a facilitator"), ("remove", "end that")):
        kind = kinds.add_parser(name, help=purpose)
        kind.add_argument("collaborative", help="a place of the directory, such as east-sussex")
        kind.add_argument("who", metavar="PLATFORM:[WORKSPACE:]ID", help="telegram:12345 or slack:T012AB3CD:U045EF6GH")
        kind.add_argument(
            "--facilitator", action="store_true", help="a facilitator, who announces and sees groups alone"
        )
        kind.set_defaults(act=change)
    kinds.add_parser("list", help="every anchor and facilitator").set_defaults(act=show)


def change(options: argparse.Namespace) -> int:
    from bot.calendars import shipped
    from bot.flows.log import COMMAND_LINE
    from bot.membership import collaboratives, members, term_dates

    adding, place = options.what == "add", options.collaborative
    kind: members.Office = "facilitator" if options.facilitator else "anchor"
    known = library()
    given = settings()
    who = _address(options.who, given.telegram_token.partition(":")[0])

    def change_office(work: Work) -> bool:
        there = {one.id: one.name for one in collaboratives.standing(work)}
        names = {slug: one.name for slug, one in known.localities.items()} | there
        if place not in (names if adding else there):
            raise Misuse(f"the collaborative {place!r} is not known: {_one_of(names if adding else there)}")
        her = work.person_at(who)
        if not adding:
            changed = members.dismiss(work, her, place, kind)
        else:
            collaboratives.create(work, place, names[place], known.collaboratives.get(place))
            term_dates.begin(work, place, shipped(place))
            changed = members.appoint(work, her, place, kind)
        if changed:
            done = f"{kind} made" if adding else f"{kind} dismissed"
            members.note(work, None, done, place, about=her, detail=COMMAND_LINE)
        return changed

    with contextlib.closing(store(given.database_url)) as kept:
        changed = kept.run(change_office)
    now = "is now" if changed else "was already" if adding else "was not"
    stands = "is no longer" if changed and not adding else now
    print(f"{options.who} {stands} {'an' if kind == 'anchor' else 'a'} {kind} of {place}")
    return 0


def show(_options: argparse.Namespace) -> int:
    from bot.membership import members

    with contextlib.closing(store(settings().database_url)) as kept:
        found = kept.read(members.offices)
    for collaborative, kind, who in found:
        print(f"{collaborative:20} {kind:12} {who.platform}:{who.workspace}:{who.id}")
    print(f"{len(found)} with an office")
    return 0


def _one_of(names: Collection[str]) -> str:
    return f"one of {', '.join(names)}" if names else "there is none yet"


def _address(text: str, telegram: str) -> Address:
    """Whom PLATFORM:[WORKSPACE:]ID names; Telegram's workspace is the bot whose token is set. Raises Misuse."""
    parts = text.split(":")
    if parts[0] == "telegram" and len(parts) == 2 and telegram:
        parts.insert(1, telegram)
    if len(parts) != 3 or not re.fullmatch(IDS.get(parts[0], NOBODY), ":".join(parts[1:])):
        hint = ", with SIGNPOST_TELEGRAM_TOKEN set" if parts[0] == "telegram" else ""
        raise Misuse(f"{text!r} is nobody's address: write telegram:12345{hint}, or slack:T012AB3CD:U045EF6GH")
    return Address(*parts)
