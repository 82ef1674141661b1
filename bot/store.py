"""Store and Work: one transaction, at one moment.

SQLite has one writer: a thread that commits many small units together and tells each caller only after the commit
(measured: 51,000 inserts a second against 730 with one commit each over an async driver). A unit that fails is rolled
back alone. PostgreSQL has a small pool and one transaction for each unit.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from bot import migrations
from bot.work import KEYS, Work

T = TypeVar("T")
Unit = Callable[[Work], T]
Clock = Callable[[], datetime]

TOGETHER = 200  # units committed at once, at most
POOL = 8  # PostgreSQL connections that write
STILL_SECONDS = 60  # that others wait at most for a process that stands still in the middle of a transaction
# A server that vanished without a word is given up after so long; else its connections would hang for a quarter of an
# hour. What the URL says goes before it.
PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 15_000,
}


class StoreError(Exception):
    """The database cannot be used; the message is one clear line."""


class Store:
    """Where everything is kept. `run` and `submit` write, `read` only reads; the clock gives aware UTC times."""

    def __init__(self, url: str, clock: Clock, keys: Path | None = None) -> None:
        self.clock = clock
        self.engine = _engine(url)
        sqlite = self.engine.dialect.name == "sqlite"
        memory = sqlite and not self.engine.url.database
        beside = Path(self.engine.url.database or ".").parent / "keys" if sqlite else KEYS
        self.keys = keys or beside
        self._work = partial(Work, keys=self.keys)
        self._writer = _OneWriter(self.engine, clock, self._work) if sqlite else _Pool(self.engine, clock, self._work)
        self._reads = None if memory else self.engine.execution_options(signpost_reads=True)

    @property
    def shared(self) -> bool:
        """Whether several processes may write to it."""
        return self.engine.dialect.name != "sqlite"

    @property
    def file(self) -> str:
        """The SQLite file; "" if there is none."""
        return "" if self.shared else self.engine.url.database or ""

    def create(self) -> None:
        """Bring the tables up to date, one process at a time. Raises StoreError."""
        try:
            if not self.read(lambda work: migrations.up_to_date(work.connection)):
                self.alter(migrations.upgrade)
        except migrations.MigrationError as problem:
            raise StoreError(str(problem)) from None

    def alter(self, act: Callable[[sa.Connection], None]) -> None:
        """Change the tables themselves, wholly or not at all."""
        self._writer.between(partial(migrations.alter, act=act))

    def submit(self, unit: Unit[T], behind: bool = False) -> Future[T]:
        """Have the unit run in a transaction; the future is done after the commit. `behind` all else, it may wait."""
        return self._writer.submit(unit, behind)

    def run(self, unit: Unit[T]) -> T:
        """Run the unit in a transaction and wait for the commit."""
        return self.submit(unit).result()

    def read(self, unit: Unit[T]) -> T:
        """Run a unit that writes nothing, beside the writers."""
        if self._reads is None:
            return self.run(unit)
        with self._reads.connect() as connection, connection.begin():
            return unit(self._work(connection, self.clock()))

    def checkpoint(self) -> None:
        """On SQLite, empty the `-wal` file, where wiped text would otherwise stay (decision 3)."""
        if self.engine.dialect.name == "sqlite":
            self._writer.between(_truncate_wal)

    def close(self) -> None:
        """Finish what is in hand and let go of the database."""
        self._writer.close()
        self.engine.dispose()


class _OneWriter:
    """One thread, one connection, one BEGIN IMMEDIATE for as many units as wait."""

    def __init__(self, engine: sa.Engine, clock: Clock, work: Callable[[sa.Connection, datetime], Work]) -> None:
        self._engine = engine
        self._clock = clock
        self._work = work
        self._waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._behind: deque[Any] = deque()
        self._thread = threading.Thread(target=self._write, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, unit: Unit[T], behind: bool) -> Future[T]:
        done: Future[T] = Future()
        self._waiting.put((unit, done, "behind" if behind else ""))
        return done

    def between(self, act: Callable[[sa.Connection], None]) -> None:
        """Run something outside any transaction, between two of them."""
        done: Future[None] = Future()
        self._waiting.put((act, done, "between"))
        done.result()

    def close(self) -> None:
        self._waiting.put(None)
        self._thread.join()

    def _write(self) -> None:
        """For ever. Whatever fails is told to whoever waits for it, and this goes on."""
        over = False
        while not over:
            batch, aside, over = self._gather()
            if batch:
                self._commit(batch)
            for act, done in aside:
                _settle(done, partial(self._with_connection, act))
        if self._behind:
            self._commit(list(self._behind))

    def _with_connection(self, act: Callable[[sa.Connection], None]) -> None:
        with self._engine.connect() as connection:
            act(connection)

    def _gather(self) -> tuple[list[Any], list[Any], bool]:
        """What waits, without what waits behind it: units, what is to be done between two batches, and the end."""
        batch: list[Any] = []
        while len(batch) < TOGETHER:
            try:
                item = self._waiting.get(block=not batch and not self._behind)
            except queue.Empty:
                return batch or [self._behind.popleft()], [], False
            if item is None:
                return batch, [], True
            unit, done, how = item
            if how == "between":
                return batch, [(unit, done)], False
            (self._behind if how else batch).append((unit, done))
        return batch, [], False

    def _commit(self, batch: list[Any]) -> None:
        wanted = [(unit, done) for unit, done in batch if done.set_running_or_notify_cancel()]
        outcomes: list[tuple[Any, BaseException | None]] = []
        try:
            with self._engine.connect() as connection, connection.begin():
                work = self._work(connection, self._clock())
                outcomes = (
                    [(wanted[0][0](work), None)] if len(wanted) == 1 else [_try(work, unit) for unit, _ in wanted]
                )
        except BaseException as fault:
            outcomes = [(None, fault)] * len(wanted)
        for (_, done), (value, problem) in zip(wanted, outcomes, strict=True):
            if problem is None:
                done.set_result(value)
            else:
                done.set_exception(problem)


def _try(work: Work, unit: Unit[Any]) -> tuple[Any, BaseException | None]:
    try:
        with work.undone_if_it_fails():
            return unit(work), None
    except Exception as problem:
        return None, problem


class _Pool:
    """A few threads, each with its own connection and one transaction for each unit."""

    def __init__(self, engine: sa.Engine, clock: Clock, work: Callable[[sa.Connection, datetime], Work]) -> None:
        self._engine = engine
        self._clock = clock
        self._work = work
        self._threads = ThreadPoolExecutor(POOL, thread_name_prefix="store")

    def submit(self, unit: Unit[T], behind: bool) -> Future[T]:
        """`behind` the others, too, it has a connection of its own."""
        return self._threads.submit(self._run, unit)

    def between(self, act: Callable[[sa.Connection], None]) -> None:
        with self._engine.connect() as connection:
            act(connection)

    def close(self) -> None:
        self._threads.shutdown()

    def _run(self, unit: Unit[T]) -> T:
        with self._engine.begin() as connection:
            return unit(self._work(connection, self._clock()))


def _settle(done: Future[Any], act: Callable[[], Any]) -> None:
    try:
        done.set_result(act())
    except Exception as problem:
        done.set_exception(problem)


def _truncate_wal(connection: sa.Connection) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.rollback()


def _engine(url: str) -> sa.Engine:
    try:
        address = make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise StoreError(
            "SIGNPOST_DATABASE is not an SQLAlchemy URL: write sqlite:////var/lib/signpost/signpost.db "
            "or postgresql://user@host/name."
        ) from None
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
        patience = {name: value for name, value in PATIENCE.items() if name not in address.query}
        engine = sa.create_engine(address, hide_parameters=True, pool_size=POOL + 2, connect_args=patience)
        sa.event.listen(engine, "connect", _prepare_postgresql)
        return engine
    raise StoreError("SIGNPOST_DATABASE must be an sqlite:// or a postgresql:// URL.")


def _prepare_postgresql(raw: Any, _record: Any) -> None:
    raw.autocommit = True
    raw.execute(f"SET idle_in_transaction_session_timeout = '{STILL_SECONDS}s'")
    raw.autocommit = False


def _sqlite(address: URL) -> sa.Engine:
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(address, hide_parameters=True, connect_args={"timeout": 30})
    else:
        shared = {"poolclass": sa.StaticPool, "connect_args": {"check_same_thread": False}}
        engine = sa.create_engine(address, hide_parameters=True, **shared)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: Any, _record: Any) -> None:
    raw.isolation_level = None  # SQLAlchemy's default silently loses concurrent updates (measured)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    reads = connection.get_execution_options().get("signpost_reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
