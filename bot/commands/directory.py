"""`signpost directory`: list it, check it, see its gaps and what people say is wrong."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from bot.calendars.file import FILE, shipped
from bot.commands.parts import Misuse, library, settings, store
from knowledge.compiled import SHIPPED
from knowledge.service import Service


def prepare(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(dest="what", metavar="WHAT", required=True)
    listing = kinds.add_parser("list", help="every entry")
    listing.add_argument("--locality", help="only this locality")
    listing.add_argument("--json", action="store_true", help="as a JSON array")
    listing.set_defaults(act=list_entries)
    checking = kinds.add_parser("check", help="validate every file of the directory")
    checking.add_argument("folder", nargs="?", help="a folder like knowledge/localities (default: what is shipped)")
    checking.set_defaults(act=check)
    compiling = kinds.add_parser("compile", help="make the copy that `signpost ask` loads, if it can be written")
    compiling.set_defaults(act=compile_entries)
    gaps = kinds.add_parser(
        "gaps", help="what people asked for and nothing answers, and which entries they say are wrong"
    )
    gaps.add_argument("--json", action="store_true")
    gaps.set_defaults(act=show_gaps)


def list_entries(options: argparse.Namespace) -> int:
    known = library()
    if options.locality is not None and options.locality not in known.localities:
        raise Misuse(f"the locality {options.locality!r} is not known: one of {', '.join(known.localities)}")
    entries = [service for service in known.directory.services.values() if options.locality in (None, service.locality)]
    if options.json:
        print(json.dumps([_as_json(service) for service in entries], ensure_ascii=False, indent=1))
        return 0
    for service in entries:
        print(f"{service.id:60} {service.stage:10} {service.name}")
    print(f"{len(entries)} entries")
    return 0


OF_A_LOCALITY = {"locality.yaml", "services.yaml", "map.yaml", "collaborative.yaml", "calendar.csv"}


def check(options: argparse.Namespace) -> int:
    from knowledge.sources import curated

    folder = Path(options.folder) if options.folder else None
    if folder and not folder.is_dir():
        raise Misuse(f"{folder} is not a folder: give one that is laid out like knowledge/localities")
    if folder and not any(file.name in OF_A_LOCALITY for file in folder.glob("*/*")):
        raise Misuse(f"{folder} holds no locality: give a folder that is laid out like knowledge/localities")
    problems = [*map(str, curated.check(folder)), *calendar_problems(folder or SHIPPED)]
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problems")
        return 1
    read = curated.load(folder)
    print(
        f"{len(read.services)} entries in {len(read.localities)} localities, {len(read.glossary.terms)} terms, "
        f"{len(read.collaboratives)} collaboratives: no problems"
    )
    return 0


def calendar_problems(folder: Path) -> Iterator[str]:
    """What is wrong with the term dates that lie beside a locality's files."""
    for path in sorted(folder.glob(f"*/{FILE}")):
        try:
            shipped(path.parent.name, folder)
        except ValueError as error:
            yield from str(error).splitlines()


def compile_entries(options: argparse.Namespace) -> int:
    """Opening the directory is all it takes."""
    print(f"{len(library().directory.services)} entries ready")
    return 0


def show_gaps(options: argparse.Namespace) -> int:
    kept = store(settings().database_url)
    try:
        gaps = kept.read(lambda work: work.gaps())
        faults = kept.read(lambda work: work.faults())
    finally:
        kept.close()
    if options.json:
        print(json.dumps({"gaps": gaps, "faults": faults}, ensure_ascii=False, indent=1))
        return 0
    print("Questions that nothing answers (scrubbed words, no order, no person):")
    for gap in gaps:
        print(f"  {gap['month']}  {gap['locality']:18} {gap['topics'] or '-':24} {gap['words']}")
    print("Entries that people say are wrong:")
    for (service, fault), count in Counter((one["service"], one["fault"]) for one in faults).most_common():
        print(f"  {count:3} x {fault:12} {service}")
    return 0


def _as_json(service: Service) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(service)
    first = ("id", "name", "alternate_names", "locality", "status", "stage")
    return {key: whole[key] for key in first} | {key: value for key, value in whole.items() if value}
