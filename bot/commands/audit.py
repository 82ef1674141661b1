"""`signpost audit`: who did what to whom, and when. It works beside a running bot."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys

from bot.commands.parts import Misuse, settings, store
from bot.flows.log import Entry, sentence

HEADINGS = ("collaborative", "at", "who", "action", "whom", "count", "detail")


def prepare(command: argparse.ArgumentParser) -> None:
    command.add_argument("--collaborative", help="only this one, such as east-sussex", metavar="C")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="as JSON")
    how.add_argument("--csv", action="store_true", help="as a table for a spreadsheet")
    command.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    from bot.privacy import auditing

    with contextlib.closing(store(settings().database_url)) as kept:
        known = kept.read(auditing.logs)
        if options.collaborative and options.collaborative not in known:
            named = ", ".join(filter(None, known)) or "none has an entry yet"
            raise Misuse(f"{options.collaborative!r} has no audit log: {named}")
        wanted = [options.collaborative] if options.collaborative else known
        found = {slug: kept.read(lambda work, s=slug: auditing.entries(work, s)) for slug in wanted}  # type: ignore[misc]
    _print([(slug, entry) for slug, entries in found.items() for entry in entries], options)
    return 0


def _print(rows: list[tuple[str, Entry]], options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps([_row(slug, entry) for slug, entry in rows], ensure_ascii=False, indent=1))
    elif options.csv:
        from bot import cells

        sys.stdout.buffer.write(cells.table([HEADINGS, *(tuple(_row(*row).values()) for row in rows)]))
        sys.stdout.flush()
    else:
        for slug, entry in rows:
            print(f"{entry.at:%Y-%m-%d %H:%M}  {slug or '-':16} {sentence(entry)}")
        print("1 entry" if len(rows) == 1 else f"{len(rows)} entries")


def _row(slug: str, entry: Entry) -> dict[str, object]:
    values = (slug, entry.at.isoformat(), entry.who, entry.action, entry.whom, entry.count, entry.detail)
    return dict(zip(HEADINGS, values, strict=True))
