"""`signpost db`: upgrade, back up, restore, or move the database."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.parts import Misuse, settings, store

if TYPE_CHECKING:
    from bot.store import Store


def prepare(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(dest="what", metavar="WHAT", required=True)
    kinds.add_parser("upgrade", help="bring the tables up to date (each start does, too)").set_defaults(act=upgrade)
    saving = kinds.add_parser("backup", help="write everything but what is on its way to a file, beside a running bot")
    saving.add_argument("file", type=Path, help="a new file")
    saving.set_defaults(act=backup)
    restoring = kinds.add_parser("restore", help="put a backup into an empty database; the bot must be stopped")
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--force", action="store_true", help="replace everything in a database that is not empty")
    restoring.set_defaults(act=restore)
    copying = kinds.add_parser("copy", help="move everything to another, empty database; the bot must be stopped")
    copying.add_argument("url", help="postgresql://user@host/name")
    copying.set_defaults(act=copy)


def upgrade(_options: argparse.Namespace) -> int:
    from bot.migrations import head, revision

    with closing(opened(settings().database_url)) as kept, problems_named():
        before = kept.read(lambda work: revision(work.connection))
        kept.create()
    print(f"The database is at revision {head()}." + (" Nothing had to change." if before == head() else ""))
    return 0


def backup(options: argparse.Namespace) -> int:
    from bot import archive
    from bot.membership import members

    with closing(opened(settings().database_url)) as kept, problems_named():
        counts = archive.backup(kept, options.file)
        kept.run(lambda work: members.note(work, None, "backed up", count=sum(counts.values())))
    print(f"{options.file}: {sum(counts.values())} rows of {len(counts)} tables. It names people: keep it safe.")
    return 0


def restore(options: argparse.Namespace) -> int:
    from bot import archive
    from bot.commands.run import alone
    from bot.membership import members
    from bot.privacy import erasures

    given = settings()
    with closing(opened(given.database_url)) as kept, problems_named(), alone(kept):
        done = archive.restore(kept, options.file, options.force, erasures.beside(kept, Path(given.data)))
        kept.run(lambda work: members.note(work, None, "restored", count=sum(done.rows.values())))
    rows = f"{sum(done.rows.values())} rows of {len(done.rows)} tables"
    again = f" {done.forgotten} who had asked to be forgotten were forgotten again." if done.forgotten else ""
    print(f"Restored {rows}. What was still to be sent is listed as failed.{again}")
    return 0


def copy(options: argparse.Namespace) -> int:
    from bot import archive
    from bot.commands.run import alone

    with closing(store(settings().database_url)) as source, closing(opened(options.url)) as target, problems_named():
        target.create()
        with alone(source), alone(target):
            counts = archive.copy(source, target)
    for name, count in counts.items():
        print(f"  {name:16} {count}")
    shown = target.engine.url.set(drivername=target.engine.url.get_backend_name()).render_as_string(hide_password=True)
    print(f"Copied. Set SIGNPOST_DATABASE to {shown} and start again; the old database was left as it is.")
    return 0


def opened(url: str) -> Store:
    """The database as it is. Raises Misuse."""
    from bot.commands.parts import keys_folder, now
    from bot.store import Store, StoreError

    try:
        return Store(url, now, keys_folder())
    except (StoreError, OSError) as problem:
        raise Misuse(str(problem)) from None


@contextmanager
def problems_named() -> Iterator[None]:
    """Whatever fails is one clear line. Raises Misuse."""
    import sqlalchemy as sa

    from bot.archive import ArchiveError
    from bot.migrations import MigrationError
    from bot.store import StoreError

    try:
        yield
    except (ArchiveError, MigrationError, StoreError) as problem:
        raise Misuse(str(problem)) from None
    except sa.exc.SQLAlchemyError as problem:
        reason = type(getattr(problem, "orig", None) or problem).__name__
        raise Misuse(f"the database cannot be used ({reason}): check its address and that it can be reached") from None
