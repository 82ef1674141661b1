"""The whole library as one file beside the data, ready to load: reading and indexing it takes ten times as long.

The file is only ever a copy. It counts while the fingerprint in it is that of the data and of this program; one that
is stale, damaged, or that somebody else could have written is passed over and made anew, without a word.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
PROGRAM = Path(__file__).parent
SHIPPED = PROGRAM / "localities"
NAME = ".compiled"
KINDS = (".yaml", ".yml", ".txt", ".py", ".npz")
MARK = b"signpost compiled 1\n"
DIGEST, SUM = 32, 4
WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def opened(read: Callable[[], T], kind: type[T], data: Path = SHIPPED, program: Path = PROGRAM) -> T:
    """What is kept beside the data, or else what `read` makes of the data, kept there for the next time."""
    now = fingerprint(program, *(() if data.is_relative_to(program) else (data,)))
    kept = load(data / NAME, now)
    if isinstance(kept, kind):
        return kept
    with unhurried():
        made = read()
        save(made, data / NAME, now)
    return made


def fingerprint(*folders: Path) -> bytes:
    """Changes with any file that the library is made from, and with Python itself."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=DIGEST)
    for folder in folders:
        for name, status in sorted(_files(folder)):
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.digest()


def load(path: Path, expected: bytes) -> object:
    """What was saved under this fingerprint, or None."""
    content = _trusted(path)
    head = len(MARK) + DIGEST + SUM
    if content[:head] != MARK + expected + _sum(content[head:]):
        return None
    try:
        with unhurried():
            return pickle.loads(memoryview(content)[head:])  # noqa: S301 - written by this program, see _trusted
    except Exception:
        return None


def save(made: object, path: Path, under: bytes) -> bool:
    """Put it there in one step, for nobody else to write. Whether it could be: a folder may be read-only."""
    import tempfile

    beside = ""
    try:
        content = pickle.dumps(made, 5)
        number, beside = tempfile.mkstemp(prefix=f"{NAME}-", dir=path.parent)
        with open(number, "wb") as file:
            file.write(MARK + under + _sum(content) + content)
        os.replace(beside, path)
    except OSError:
        if beside:
            with suppress(OSError):
                os.unlink(beside)
        return False
    return True


@contextmanager
def unhurried() -> Iterator[None]:
    """Without looking for rubbish while a great many things are made that all stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(KINDS):
                path = os.path.join(place, name)
                with suppress(OSError):
                    yield os.path.relpath(path, folder), os.stat(path)


def _trusted(path: Path) -> bytes:
    """The file's bytes, if nobody but this user or the administrator can have put them there; else none."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return b""
    try:
        if not _is_ours(os.fstat(number)):
            return b""
        with open(number, "rb", closefd=False) as file:
            return file.read()
    except OSError:
        return b""
    finally:
        os.close(number)


def _is_ours(status: os.stat_result) -> bool:
    ours = not hasattr(os, "getuid") or status.st_uid in (0, os.getuid())
    return ours and stat.S_ISREG(status.st_mode) and not status.st_mode & WRITABLE_BY_OTHERS


def _sum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(SUM, "big")
