"""`signpost collaborative`: make a collaborative, from what the reports say of it where they do, and show it."""

from __future__ import annotations

import argparse
import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.parts import Misuse, library, settings, store

if TYPE_CHECKING:
    from bot.calendars import Terms
    from bot.membership import collaboratives


def prepare(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(dest="what", metavar="WHAT", required=True)
    kind = kinds.add_parser("create", help="make one; what anchors have changed since is left as it is")
    kind.add_argument("collaborative", help="a place of the directory, such as east-sussex")
    kind.add_argument("--name", default="", help="how it is called, if not as its place is")
    kind.set_defaults(act=create)
    kind = kinds.add_parser("calendar", help="show its term dates, or replace them with a CSV or .ics file")
    kind.add_argument("collaborative")
    kind.add_argument("file", nargs="?", default="", help="columns kind, name, first, last; or a council's .ics")
    kind.set_defaults(act=calendar)
    kind = kinds.add_parser("show", help="every collaborative, or one with its vision and sub-groups")
    kind.add_argument("collaborative", nargs="?", default="")
    kind.set_defaults(act=show)


def create(options: argparse.Namespace) -> int:
    from bot.calendars import shipped
    from bot.membership import collaboratives, term_dates

    known, slug, name = library(), options.collaborative, options.name.strip()
    if not (slug in known.localities or (name and re.fullmatch("[a-z][a-z0-9-]{1,39}", slug))):
        raise Misuse(
            f"the place {slug!r} is not known: one of {', '.join(known.localities)}; "
            "or give a name: --name “…”, with small letters, digits and hyphens as its id"
        )
    name = name or known.localities[slug].name
    if len(name) > collaboratives.LONGEST_NAME:
        raise Misuse(f"a name may have {collaboratives.LONGEST_NAME} characters")
    with contextlib.closing(store(settings().database_url)) as kept:
        made = kept.run(lambda work: collaboratives.create(work, slug, name, known.collaboratives.get(slug)))
        kept.run(lambda work: term_dates.begin(work, slug, shipped(slug)))
    print(f"{slug} {'is made' if made else 'was there already'}; “signpost anchor add {slug} …” makes its first anchor")
    return 0


def calendar(options: argparse.Namespace) -> int:
    from bot.calendars import show as shown
    from bot.flows.log import COMMAND_LINE
    from bot.membership import collaboratives, members, term_dates, terms

    slug, found = options.collaborative, _dates(options.file) if options.file else None
    with contextlib.closing(store(settings().database_url)) as kept:
        if slug not in [one.id for one in kept.read(collaboratives.standing)]:
            raise Misuse(f"there is no collaborative {slug!r}: “signpost collaborative create” makes one")
        if found:
            kept.run(lambda work: term_dates.replace(work, slug, found))
            count = len(found.periods)
            kept.run(lambda work: members.note(work, None, "term dates replaced", slug, None, count, COMMAND_LINE))
        print(kept.read(lambda work: shown(term_dates.held(work, slug), terms.today(work, slug))))
    return 0


def _dates(file: str) -> Terms:
    """The dates in a file. Raises Misuse with all that is wrong in it."""
    from bot.calendars import Terms, read_calendar

    try:
        read = read_calendar(Path(file).read_bytes(), file)
    except OSError as problem:
        raise Misuse(f"{file} cannot be read: {problem.strerror}") from None
    if not isinstance(read, Terms):
        raise Misuse(f"{file}: " + "; ".join(map(str, read)))
    return read


def show(options: argparse.Namespace) -> int:
    from bot.membership import collaboratives

    with contextlib.closing(store(settings().database_url)) as kept:
        found = kept.read(collaboratives.standing)
    chosen = [one for one in found if options.collaborative in ("", one.id)]
    if options.collaborative and not chosen:
        raise Misuse(f"there is no collaborative {options.collaborative!r}: “signpost collaborative create” makes one")
    for one in chosen:
        print(f"{one.id:20} {one.name}: {one.members} members, {one.anchors} anchors")
        if options.collaborative:
            print("\n".join(_whole(one)))
    if not options.collaborative:
        print(f"{len(chosen)} collaboratives")
    return 0


def _whole(one: collaboratives.Standing) -> list[str]:
    lines = [f"  vision      {line}" for line in one.vision.splitlines()]
    lines += [f"  mission     {one.mission}"] if one.mission else []
    lines += [f"  priority    {line}" for line in one.priorities]
    lines += [f"  sub-group   {group}" for group in one.groups]
    lines.append(f"  quiet       {one.quiet_from} to {one.quiet_to}, {one.zone}")
    lines.append(f"  guests      {'may ask' if one.guests else 'may not ask'}")
    return lines
