"""Everything in one file, and back; or from one database into another. One format for both databases.

A backup is read in one snapshot beside the running bot. It leaves out the inbox, leases, links, the text of messages,
and what has been answered in anonymous surveys that are open (decision 7); what was still to be sent stands in it as
failed, so that a restore neither repeats nor invents anything.
Whoever was forgotten since a backup was made is forgotten again when it is restored.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any

import msgspec
import sqlalchemy as sa

from bot.migrations import MARK, head, move, ours, revision, up_to_date
from bot.privacy import erasures, rights
from bot.privacy.erasures import Erasure
from bot.store import Store
from bot.tables import erasure, person, series, wave
from bot.work import Work

LEFT_OUT = frozenset({"inbox", "lane", "link"})
TOGETHER = 1000  # rows
UNSENT = ("queued", "leaving", "unsure")
TEXTUAL = (datetime, date, time, bytes)  # what JSON writes as text

Counts = dict[str, int]
Row = dict[str, Any]
Stream = IO[bytes] | gzip.GzipFile


class ArchiveError(Exception):
    """It cannot be done; the message is one clear line, and nothing was changed."""


class Head(msgspec.Struct, frozen=True):
    """The first line of a backup."""

    signpost_backup: int
    revision: str
    made: datetime
    tables: dict[str, list[str]]


class Tail(msgspec.Struct, frozen=True):
    """The last line: without it, or with other counts, the file is not whole."""

    rows: dict[str, int]


# ---- into a file


def backup(store: Store, file: Path) -> Counts:
    """Write everything that a backup holds, in one snapshot, to a new file that only its owner may read."""
    if file.exists():
        raise ArchiveError(f"{file} exists already: name a new file")
    part = file.with_name(f"{file.name}.part")
    try:
        with _snapshot(store) as connection, _private(part) as stream:
            counts = _write(connection, stream, store.clock())
        os.replace(part, file)
    except OSError as problem:
        raise ArchiveError(f"{file} cannot be written ({problem.strerror or type(problem).__name__})") from None
    finally:
        part.unlink(missing_ok=True)
    return counts


@contextmanager
def _private(part: Path) -> Iterator[Stream]:
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6) as stream:
            yield stream
        raw.flush()
        os.fsync(raw.fileno())


def _write(connection: sa.Connection, stream: Stream, now: datetime) -> Counts:
    if not revision(connection):
        raise ArchiveError("the database holds no tables, or those of 0.1.0: run “signpost db upgrade” first")
    if not up_to_date(connection):
        raise ArchiveError("the database is of an earlier version: run “signpost db upgrade”, or back up with that one")
    encode = msgspec.json.Encoder().encode
    tables = [table for table in _reflected(connection).sorted_tables if table.name not in LEFT_OUT]
    columns = {str(table.name): [str(column.name) for column in table.columns] for table in tables}
    stream.write(encode(Head(1, head(), now, columns)) + b"\n")
    secret = _anonymous(connection)
    counts: Counts = {}
    for table in tables:
        name = str(table.name)
        counts[name] = 0
        for row in _rows(connection, table):
            if name == "draft" and row["wave"] in secret:
                continue
            stream.write(encode([name, *_kept(name, row, now, secret).values()]) + b"\n")
            counts[name] += 1
    stream.write(encode(Tail(counts)) + b"\n")
    return counts


def _anonymous(connection: sa.Connection) -> frozenset[str]:
    """The waves whose drafts go into no backup: together with a later database it would say whose answers are whose."""
    rows = sa.select(wave.c.id).join(series, series.c.id == wave.c.series).where(series.c.mode == "anonymous")
    return frozenset(connection.execute(rows.where(wave.c.state != "closed")).scalars())


def _kept(table: str, row: Row, now: datetime, secret: Container[str]) -> Row:
    """A row as a backup has it. An announcement goes no further after a restore: it may have gone out meanwhile.
    Whoever had answered an anonymous survey that is open can answer it again, for her answers are not in it."""
    if table == "outbox":
        return _wordless(row, now)
    if table == "asked" and row["wave"] in secret:
        return {**row, "at": "", "state": "invited" if row["state"] == "finished" else row["state"]}
    if table == "announcement" and row["state"] == "expanding":
        return {**row, "state": "leaving"}
    return row


def _wordless(row: Row, now: datetime) -> Row:
    """A message without its text; one that had not left can therefore not leave."""
    if row["state"] not in UNSENT:
        return {**row, "body": ""}
    settled = now.astimezone(UTC).replace(tzinfo=None)
    return {**row, "body": "", "state": "failed", "reason": "its text is in no backup", "settled": settled}


# ---- out of a file


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: rows of each table, and how many people it forgot again."""

    rows: Counts
    forgotten: int


def restore(store: Store, file: Path, force: bool = False, erased: Path | None = None) -> Restored:
    """Put a backup in the place of what is there: wholly, or not at all.

    `erased` is the file that tells who was forgotten (see `bot/privacy/erasures.py`); so does the database that is
    replaced.
    """
    try:
        known = erasures.in_file(erased) if erased else set()
    except erasures.ErasuresError as problem:
        raise ArchiveError(f"{problem}; nothing was changed") from None
    done: list[Restored] = []
    try:
        with gzip.open(file) as stream:
            first = _head(stream)
            at = store.clock()
            store.alter(lambda one: done.append(_restore(Work(one, at, store.keys), first, stream, force, known)))
    except (EOFError, zlib.error, gzip.BadGzipFile, msgspec.MsgspecError, LookupError, ValueError):
        raise ArchiveError(f"{file} is not a whole backup of Signpost; nothing was changed") from None
    except OSError as problem:
        raise ArchiveError(f"{file} cannot be read ({problem.strerror or type(problem).__name__})") from None
    rights.seal(store, erased)
    return done[0]


def _head(stream: Stream) -> Head:
    first = msgspec.json.decode(stream.readline(), type=Head)
    if first.signpost_backup != 1 or first.revision > head():
        raise ArchiveError("the backup is from a later Signpost: install that one, then restore")
    return first


def drafts_in(file: Path, which: str) -> int:
    """How many answers of a wave that was open stand in a backup, each beside its person."""
    try:
        with gzip.open(file) as stream:
            place = 1 + _head(stream).tables.get("draft", ["wave"]).index("wave")
            lines = (msgspec.json.decode(line) for line in stream if line.startswith(b'["draft",'))
            return sum(line[place] == which for line in lines)
    except (EOFError, zlib.error, gzip.BadGzipFile, msgspec.MsgspecError, LookupError, ValueError):
        raise ArchiveError(f"{file} is not a whole backup of Signpost") from None
    except OSError as problem:
        raise ArchiveError(f"{file} cannot be read ({problem.strerror or type(problem).__name__})") from None


def _restore(work: Work, first: Head, stream: Stream, force: bool, known: set[Erasure]) -> Restored:
    connection = work.connection
    up_to_date(connection)
    _refuse_running(connection)
    if not force and _filled(connection):
        raise ArchiveError("the database is not empty: restore into an empty one, or add --force to replace all in it")
    known = known | _erased(work)
    _drop(connection)
    move(connection, first.revision)
    tables = {table.name: table for table in _reflected(connection).sorted_tables}
    counts = _read(connection, tables, first, stream)
    _set_sequences(connection, tables.values())
    move(connection, "head")
    forgotten = rights.replay(work, known)
    _count_onward(connection)
    return Restored(counts, forgotten)


def _erased(work: Work) -> set[Erasure]:
    """Those of whom the database tells that is about to be replaced."""
    return erasures.in_database(work) if "erasure" in ours(work.connection) else set()


def _read(connection: sa.Connection, tables: Mapping[str, sa.Table], first: Head, stream: Stream) -> Counts:
    counts = dict.fromkeys(first.tables, 0)
    waiting: list[Row] = []
    name = ""
    for line in stream:
        decoded = msgspec.json.decode(line)
        if isinstance(decoded, dict):
            _insert(connection, tables.get(name), waiting)
            if msgspec.convert(decoded, Tail).rows == counts and not stream.read(1):
                return counts
            break
        if decoded[0] != name or len(waiting) >= TOGETHER:
            _insert(connection, tables.get(name), waiting)
            name, waiting = decoded[0], []
        waiting.append(_typed(tables[name], dict(zip(first.tables[name], decoded[1:], strict=True))))
        counts[name] += 1
    raise EOFError


def _typed(table: sa.Table, row: Row) -> Row:
    """JSON's values as the columns want them."""
    return {name: _value(table.columns[name], value) for name, value in row.items()}


def _value(column: sa.Column[Any], value: Any) -> Any:
    kind = column.type.python_type
    return msgspec.convert(value, kind) if value is not None and kind in TEXTUAL else value


# ---- from one database into another


def copy(source: Store, target: Store) -> Counts:
    """Everything, into an empty database; counted on both sides before it is kept."""
    counts: Counts = {}
    with _snapshot(source) as reading:
        _refuse_running(reading)
        target.alter(lambda writing: counts.update(_copy(reading, writing)))
    return counts


def _copy(reading: sa.Connection, writing: sa.Connection) -> Counts:
    _refuse_running(writing)
    if _filled(writing):
        raise ArchiveError("the database to copy into is not empty: give an empty one")
    counts: Counts = {}
    tables = _reflected(writing).sorted_tables
    for table, given in zip(tables, _like(_reflected(reading), tables), strict=True):
        writing.execute(sa.delete(table))
        rows = _rows(reading, given)
        while some := list(islice(rows, TOGETHER)):
            _insert(writing, table, some)
        counts[table.name] = _count(writing, table)
        if counts[table.name] != _count(reading, given):
            raise ArchiveError(f"the copy of {table.name} has not as many rows; nothing was kept")
    _set_sequences(writing, tables)
    _count_onward(writing)
    return counts


def _like(given: sa.MetaData, tables: Iterable[sa.Table]) -> list[sa.Table]:
    return [given.tables[table.name] for table in tables]


# ---- parts


@contextmanager
def _snapshot(store: Store) -> Iterator[sa.Connection]:
    """A connection that sees one moment, and holds nobody up."""
    if store.shared:
        options: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    else:
        options = {"signpost_reads": True}
    with store.engine.execution_options(**options).connect() as connection, connection.begin():
        yield connection


def _reflected(connection: sa.Connection) -> sa.MetaData:
    found = sa.MetaData()
    found.reflect(connection, only=ours(connection))
    return found


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[Row]:
    query = sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=TOGETHER)
    return (dict(row) for row in connection.execute(query).mappings())


def _insert(connection: sa.Connection, table: sa.Table | None, rows: list[Row]) -> None:
    if table is None or not rows:
        return
    try:
        connection.execute(sa.insert(table), rows)
    except (sa.exc.DataError, sa.exc.IntegrityError) as problem:
        reason = type(problem.orig).__name__
        raise ArchiveError(f"a row of {table.name} does not fit ({reason}); nothing was changed") from None


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def _filled(connection: sa.Connection) -> bool:
    tables = [table for table in _reflected(connection).sorted_tables if table.name != "lane"]
    return any(connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() for table in tables)


def _refuse_running(connection: sa.Connection) -> None:
    """An SQLite file has its lock; on PostgreSQL, whoever runs holds leases."""
    if connection.dialect.name == "sqlite" or "lane" not in ours(connection):
        return
    lanes = sa.table("lane", sa.column("until"))
    now = sa.func.timezone("UTC", sa.func.clock_timestamp())
    if connection.execute(sa.select(lanes).where(lanes.c.until > now).limit(1)).first():
        raise ArchiveError("a Signpost runs on that database: stop it, and try again ten seconds later")


def _drop(connection: sa.Connection) -> None:
    _reflected(connection).drop_all(connection)
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {MARK.name}")


def _set_sequences(connection: sa.Connection, tables: Iterable[sa.Table]) -> None:
    """PostgreSQL counts ids apart from the rows: go on after the highest."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables:
        for column in table.primary_key.columns:
            named = connection.execute(sa.select(sa.func.pg_get_serial_sequence(f'"{table.name}"', column.name)))
            sequence = named.scalar()
            highest = connection.execute(sa.select(sa.func.max(column))).scalar()
            if sequence and highest:
                connection.execute(sa.select(sa.func.setval(sequence, highest)))


def _count_onward(connection: sa.Connection) -> None:
    """Nobody new gets the number of somebody who was forgotten."""
    highest = connection.execute(sa.select(sa.func.max(erasure.c.person))).scalar() or 0
    if connection.dialect.name == "sqlite":
        counted = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))
        connection.execute(sa.delete(counted).where(counted.c.name == person.name, counted.c.seq < highest))
        there = sa.exists().where(counted.c.name == person.name)
        row = sa.select(sa.literal(person.name), sa.literal(highest)).where(~there)
        connection.execute(sa.insert(counted).from_select(["name", "seq"], row))
        return
    sequence = connection.execute(sa.select(sa.func.pg_get_serial_sequence(person.name, "id"))).scalar()
    following = sa.select(sa.func.greatest(highest, sa.func.coalesce(sa.func.max(person.c.id), 0), 1))
    connection.execute(sa.select(sa.func.setval(sequence, following.scalar_subquery())))
