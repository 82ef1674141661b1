"""How the tables came to be what they are: one revision after another, in `versions`.

A start reads only which revision the database is at; Alembic is imported when something must change. A fresh database
is made from `bot.tables` at once: a test holds that the revisions lead to the very same.
To add a revision after a change in `bot/tables/`: `python -m bot.migrations.write "what has changed"`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.migrations import before
from bot.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent
VERSIONS = HERE / "versions"
LOCK = 0x51690057  # the PostgreSQL advisory lock under which one replica changes tables
MARK = sa.table("alembic_version", sa.column("version_num", sa.String(32)))


class MigrationError(Exception):
    """The database cannot be brought up to date; the message is one clear line."""


def head() -> str:
    """The revision of this program's tables: the highest number in `versions`."""
    return max(file.name[1:5] for file in VERSIONS.glob("r[0-9]*.py"))


def revision(connection: sa.Connection) -> str:
    """The revision that a database is at; "" if it has none."""
    if not sa.inspect(connection).has_table(MARK.name):
        return ""
    return str(connection.execute(sa.select(MARK.c.version_num)).scalar() or "")


def up_to_date(connection: sa.Connection) -> bool:
    """Whether nothing has to change. Raises MigrationError if the database is ahead of this program."""
    at, wanted = revision(connection), head()
    if at > wanted:
        raise MigrationError(
            f"the database is at revision {at} and this program knows only {wanted}: install the later Signpost again"
        )
    return at == wanted


def upgrade(connection: sa.Connection) -> None:
    """Bring the tables up to date. Raises MigrationError."""
    if up_to_date(connection):
        return
    if not ours(connection):
        metadata.create_all(connection)
        _stamp(connection, head())
        return
    if not revision(connection):
        carried = before.take(connection)
        move(connection, "0001")
        before.put_back(connection, carried)
    move(connection, "head")


def move(connection: sa.Connection, to: str, *folders: Path) -> None:
    """Go to any known revision, up or down: `base` is an empty database, `head` the newest."""
    from alembic import command
    from alembic.script import ScriptDirectory

    settings = config(connection, *folders)
    script = ScriptDirectory.from_config(settings)
    known = ["base", *(one.revision for one in reversed(list(script.walk_revisions())))]
    wanted = known[-1] if to == "head" else to
    step = command.upgrade if known.index(wanted) >= known.index(revision(connection) or "base") else command.downgrade
    step(settings, wanted)


def ours(connection: sa.Connection) -> list[str]:
    """The names of our tables that exist in a database."""
    return [name for name in sa.inspect(connection).get_table_names() if name in metadata.tables]


@contextmanager
def altering(connection: sa.Connection) -> Iterator[None]:
    """One transaction beside which nobody changes tables.

    SQLite checks foreign keys only at its end: a table that is made anew must not take with it what refers to it.
    """
    if connection.dialect.name != "sqlite":
        with connection.begin():
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            yield
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise MigrationError("rows would be left that refer to nothing; nothing was changed")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def alter(connection: sa.Connection, act: Callable[[sa.Connection], None] = upgrade) -> None:
    """Change tables, wholly or not at all."""
    with altering(connection):
        act(connection)


def config(connection: sa.Connection, *folders: Path) -> Config:
    """What Alembic needs to know, without a file of its own; `folders` hold more revisions."""
    from alembic.config import Config

    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", _escaped(HERE))
    made.set_main_option("path_separator", "newline")
    made.set_main_option("version_locations", "\n".join(_escaped(folder) for folder in (VERSIONS, *folders)))
    made.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
    return made


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _stamp(connection: sa.Connection, at: str) -> None:
    """What Alembic would write, without importing it."""
    mark = sa.Table(MARK.name, sa.MetaData(), sa.Column("version_num", sa.String(32), nullable=False))
    mark.append_constraint(sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"))
    mark.create(connection, checkfirst=True)
    connection.execute(sa.insert(mark).values(version_num=at))
