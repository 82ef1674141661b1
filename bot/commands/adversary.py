"""`signpost survey attack`: can the answers of a closed wave be tied to people?"""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands.parts import Misuse
from bot.commands.wave import WAVE, closed, opened

if TYPE_CHECKING:
    from bot.store import Store


def prepare(kinds: Any) -> None:
    trying = kinds.add_parser(
        "attack", help="play the adversary on a copy: can a closed wave's answers be tied to people?"
    )
    trying.add_argument("wave", metavar="WAVE", help=WAVE)
    trying.add_argument("--log", metavar="FILE", type=Path, help="what the bot has logged")
    trying.add_argument("--backup", metavar="FILE", type=Path, help="a backup that was made while the wave was open")
    trying.set_defaults(act=attack)


def attack(options: argparse.Namespace) -> int:
    from bot import archive
    from bot.waves import attacking

    log = _lines(options.log) if options.log else []
    with opened() as kept:
        one = closed(kept, options.wave)
        try:
            drafts = archive.drafts_in(options.backup, one.wave) if options.backup else 0
        except archive.ArchiveError as problem:
            raise Misuse(str(problem)) from None
        with _copied(kept) as copy:
            found = copy.read(lambda work: attacking.attack(work, one.wave, log, drafts))
    print(f"{one.wave}: {one.name}, {found.mode}: {found.rows} rows of answers, {found.took_part} took part")
    for finding in found.findings:
        print(f"  {finding.sentence}")
    print(f"  the rarest groups are shared by {found.rarest} rows" if found.rarest else "  no row tells of groups")
    print("\n".join(f"  LINKS: {link}" for link in found.links) or "  no value, time, draft or log line links anybody")
    if found.mode != "anonymous":
        print(f"  {MEANT[found.mode]}")
    return 0 if found.held or found.mode == "named" else 1


MEANT = {
    "confidential": "Confidential: whoever has the key of the series and the database can tell; that is what it says.",
    "named": "Named: each answer stands beside its person; that is what it says.",
}


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as problem:
        raise Misuse(f"{file} cannot be read ({problem.strerror})") from None


@contextlib.contextmanager
def _copied(kept: Store) -> Iterator[Store]:
    """A copy of an SQLite file, page by page; a PostgreSQL database is read where it is."""
    import sqlite3
    from tempfile import TemporaryDirectory

    from bot.store import Store

    if not kept.file:
        yield kept
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        with contextlib.closing(sqlite3.connect(kept.file)) as source, contextlib.closing(sqlite3.connect(copy)) as to:
            source.backup(to)
        with contextlib.closing(Store(f"sqlite:///{copy}", kept.clock, kept.keys)) as opened:
            yield opened
