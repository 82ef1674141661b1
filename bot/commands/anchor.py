"""`signpost anchor`: who anchors a collaborative, or is its facilitator."""

from __future__ import annotations

import argparse
import contextlib
from typing import TYPE_CHECKING

from bot.commands.parts import Misuse, library, settings, store
from bot.messages import Address

if TYPE_CHECKING:
    from bot.work import Work

PLATFORMS = ("slack", "telegram")


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
    from bot.membership import collaboratives, members, term_dates

    adding = options.what == "add"
    kind: members.Office = "facilitator" if options.facilitator else "anchor"
    known = library()
    places = known.localities
    if adding and options.collaborative not in places:
        raise Misuse(f"the collaborative {options.collaborative!r} is not known: one of {', '.join(places)}")
    given = settings()
    who = _address(options.who, given.telegram_token.partition(":")[0])

    def change_office(work: Work) -> bool:
        her = work.person_at(who)
        if not adding:
            changed = members.dismiss(work, her, options.collaborative, kind)
        else:
            told = known.collaboratives.get(options.collaborative)
            collaboratives.create(work, options.collaborative, places[options.collaborative].name, told)
            term_dates.begin(work, options.collaborative, shipped(options.collaborative))
            changed = members.appoint(work, her, options.collaborative, kind)
        if changed:
            done = f"{kind} made" if adding else f"{kind} dismissed"
            members.note(work, None, done, options.collaborative, about=her)
        return changed

    with contextlib.closing(store(given.database_url)) as kept:
        changed = kept.run(change_office)
    now = "is now" if changed else "was already" if adding else "was not"
    stands = "is no longer" if changed and not adding else now
    print(f"{options.who} {stands} {'an' if kind == 'anchor' else 'a'} {kind} of {options.collaborative}")
    return 0


def show(_options: argparse.Namespace) -> int:
    from bot.membership import members

    with contextlib.closing(store(settings().database_url)) as kept:
        found = kept.read(members.offices)
    for collaborative, kind, who in found:
        print(f"{collaborative:20} {kind:12} {who.platform}:{who.workspace}:{who.id}")
    print(f"{len(found)} with an office")
    return 0


def _address(text: str, telegram: str) -> Address:
    """Whom PLATFORM:[WORKSPACE:]ID names; Telegram's workspace is the bot whose token is set. Raises Misuse."""
    parts = text.split(":")
    if parts[0] == "telegram" and len(parts) == 2 and telegram:
        parts.insert(1, telegram)
    if len(parts) != 3 or parts[0] not in PLATFORMS or not all(parts):
        hint = ", with SIGNPOST_TELEGRAM_TOKEN set" if parts[0] == "telegram" else ""
        raise Misuse(f"{text!r} is nobody's address: write telegram:12345{hint}, or slack:T012AB3CD:U045EF6GH")
    return Address(*parts)
