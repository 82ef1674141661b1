"""What several commands put together. Heavy imports wait until they are needed."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store import Store
    from knowledge.library import Library


class Misuse(Exception):
    """What was given cannot be used; the message is one clear line."""


def now() -> datetime:
    """This moment, aware, in UTC: the only place that reads the clock."""
    return datetime.now(UTC)  # noqa: TID251


def settings() -> Settings:
    """The settings of this installation. Raises Misuse."""
    from bot.settings import SettingsError, read_settings

    try:
        return read_settings(os.environ)
    except SettingsError as problem:
        raise Misuse(str(problem)) from None


def library() -> Library:
    """The directory that is shipped. Raises Misuse naming the first problem in it."""
    from knowledge.curation.problem import CuratedError
    from knowledge.library import Library

    try:
        return Library.open()
    except CuratedError as error:
        more = f" (and {len(error.problems) - 1} more)" if len(error.problems) > 1 else ""
        raise Misuse(
            f"the directory has a mistake: {error.problems[0]}{more}; run “signpost directory check”"
        ) from None


def keys_folder() -> Path:
    """Where the keys of confidential surveys are: beside the data, and in no backup of the database."""
    given = settings()
    return Path(given.keys or Path(given.data) / "keys")


def store(url: str) -> Store:
    """The database, with its tables made. Raises Misuse if it cannot be used."""
    import sqlalchemy as sa

    from bot.store import Store, StoreError

    try:
        made = Store(url, now, keys_folder())
        made.create()
    except StoreError as problem:
        raise Misuse(str(problem)) from None
    except (sa.exc.SQLAlchemyError, OSError) as problem:
        reason = type(getattr(problem, "orig", None) or problem).__name__
        raise Misuse(
            f"the database cannot be opened ({reason}): check SIGNPOST_DATABASE, or that the folder "
            f"{Path(os.environ.get('SIGNPOST_DATA', 'data')).resolve()} can be written to"
        ) from None
    return made
