"""Who was forgotten, beside the database too: a backup from before knows nothing of it, and must forget them again.

A line of the file is a person's number, and to the microsecond when her row was made and when it was erased: that
finds her in a backup of this database and in no other, and tells nobody who she was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import sqlalchemy as sa

from bot.store import Store
from bot.tables import erasure
from bot.work import Work


class ErasuresError(Exception):
    """The file cannot be read; the message is one clear line."""


class Erasure(msgspec.Struct, frozen=True, order=True):
    """That somebody was forgotten."""

    at: datetime
    person: int
    created: datetime


_line = msgspec.json.Encoder().encode
_read = msgspec.json.Decoder(Erasure).decode


def beside(store: Store, data: Path | None) -> Path | None:
    """Where the file lies: by the SQLite file, or else in the data folder, if there is one."""
    if store.file:
        return Path(f"{store.file}.erasures")
    return data / "erasures" if data and store.shared else None


def in_file(file: Path) -> set[Erasure]:
    """Those that the file tells of; none if there is no file. Raises ErasuresError."""
    try:
        *lines, torn = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return set()
    except OSError as problem:
        raise ErasuresError(f"{file} cannot be read ({problem.strerror}): those it tells of would come back") from None
    found = set()
    for number, line in enumerate((*lines, torn), 1):
        try:
            found.add(_read(line))
        except msgspec.MsgspecError:
            if line is not torn:  # a crash leaves half a line; the database has it whole
                raise ErasuresError(f"{file}, line {number}, cannot be read: mend or remove that line") from None
    return found


def in_database(work: Work) -> set[Erasure]:
    """Those that the database tells of."""
    rows = work.connection.execute(sa.select(erasure.c.at, erasure.c.person, erasure.c.created))
    return {Erasure(row.at.astimezone(UTC), row.person, row.created.astimezone(UTC)) for row in rows}


def keep(store: Store, file: Path) -> int:
    """Write to the file what the database tells and it does not; how many that were."""
    new = sorted(store.read(in_database) - in_file(file))
    if new:
        _append(file, new)
    return len(new)


def _append(file: Path, new: Iterable[Erasure]) -> None:
    """Add lines, in the place of half a line that a crash may have left."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as stream:
        stream.truncate(stream.read().rfind(b"\n") + 1)
        stream.seek(0, os.SEEK_END)
        stream.write(b"".join(_line(one) + b"\n" for one in new))
        os.fsync(stream.fileno())
