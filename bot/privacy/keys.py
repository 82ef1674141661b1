"""The keys of confidential series: one file each, beside the database and in no backup of it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

LENGTH = 32


def pseudonym(keys: Path, series: str, person: int) -> str:
    """HMAC-SHA256 of the member under the series' key: the same in every wave, and nobody's without the key."""
    return hmac.new(_key(keys, series), str(person).encode(), hashlib.sha256).hexdigest()


def pseudonyms(keys: Path, all_series: Iterable[str], person: int) -> frozenset[str]:
    """A member's pseudonyms in those series whose keys are still there."""
    return frozenset(pseudonym(keys, series, person) for series in all_series if (keys / series).exists())


def destroy(keys: Path, series: str) -> None:
    """Nobody can say any more whose answers a series holds."""
    file = keys / series
    if file.exists():
        size = file.stat().st_size
        with file.open("r+b") as held:
            held.write(secrets.token_bytes(size))
            held.flush()
            os.fsync(held.fileno())
        file.unlink()


def _key(keys: Path, series: str) -> bytes:
    """A series' key; made when it is first needed, whole or not at all, by whichever process comes first."""
    file = keys / series
    if not file.exists():
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = keys / f".{series}.{secrets.token_hex(4)}"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            made.write(secrets.token_bytes(LENGTH))
            made.flush()
            os.fsync(made.fileno())
        try:
            os.link(part, file)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return file.read_bytes()
