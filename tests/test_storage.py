"""Storage care: revisions, backups, and moving house, on both databases with rows in every table."""

from __future__ import annotations

import gzip
import re
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot import archive, migrations
from bot.__main__ import main
from bot.commands.run import alone
from bot.delivery import ledger
from bot.delivery.ledger import say
from bot.messages import Address, Event, Message
from bot.store import Store, StoreError
from bot.tables import Instant, metadata
from bot.work import Work
from tests.databases import empty_databases, empty_postgresql, sqlite
from tests.fake import START, Clock

HER = Address("fake", "w", "u1")
CHANGED = archive.LEFT_OUT | {"outbox", "announcement"}  # not in a backup as they are
Maker = Callable[[Path], str]
TYPES: dict[type, Callable[[int], Any]] = {
    date: lambda number: date(2026, 11, number + 1),
    int: lambda number: number + 1,
    str: lambda number: f"é{number}",
    bool: lambda number: bool(number % 2),
    float: lambda number: number + 0.5,
    bytes: lambda number: bytes([0, 255, number]),
    dict: lambda number: {"number": number},
}

OF_0_1_0 = (
    "CREATE TABLE person (id INTEGER PRIMARY KEY, locality VARCHAR(40) NOT NULL, role VARCHAR(40) NOT NULL,"
    " created TIMESTAMP NOT NULL)",
    "CREATE TABLE seen (key VARCHAR(32) PRIMARY KEY, at TIMESTAMP NOT NULL)",
    "CREATE INDEX ix_seen_at ON seen (at)",
    "CREATE TABLE outbox (id INTEGER PRIMARY KEY, key VARCHAR(64) NOT NULL UNIQUE, platform VARCHAR(20) NOT NULL,"
    " workspace VARCHAR(80) NOT NULL, chat VARCHAR(120) NOT NULL, alone VARCHAR(120) NOT NULL,"
    " account VARCHAR(120) NOT NULL, bubble VARCHAR(80) NOT NULL, body TEXT NOT NULL, state VARCHAR(12) NOT NULL,"
    " due TIMESTAMP NOT NULL, tries INTEGER NOT NULL, reason VARCHAR(200) NOT NULL, settled TIMESTAMP)",
    "CREATE INDEX outbox_ready ON outbox (state, platform, workspace, due, id)",
    "INSERT INTO person VALUES (1, 'oldham', 'senco', '2026-11-20 08:00:00')",
    "INSERT INTO seen VALUES ('k1', '2026-11-20 08:00:00')",
    "INSERT INTO outbox VALUES (1, 'm1', 'fake', 'w', 'u1', '', 'u1', '', '{\"text\":\"hello\"}', 'queued',"
    " '2026-11-20 08:00:00', 0, '', NULL)",
    "INSERT INTO outbox VALUES (2, 'm2', 'fake', 'w', 'u1', '', 'u1', '', '', 'sent',"
    " '2026-11-20 08:00:00', 1, '', '2026-11-20 08:00:00')",
)


@pytest.fixture(params=empty_databases())
def maker(request: pytest.FixtureRequest) -> Maker:
    made: Maker = request.param
    return made


@pytest.fixture
def opened() -> Iterator[Callable[[str], Store]]:
    stores: list[Store] = []

    def open_one(url: str) -> Store:
        stores.append(Store(url, Clock()))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def store(maker: Maker, tmp_path: Path, opened: Callable[[str], Store]) -> Store:
    """A database with rows in every table."""
    made = opened(maker(tmp_path))
    made.create()
    made.run(fill)
    return made


@pytest.fixture
def empty(maker: Maker, tmp_path: Path, opened: Callable[[str], Store]) -> Store:
    (tmp_path / "other").mkdir()
    return opened(maker(tmp_path / "other"))


def fill(work: Work, rows: int = 3) -> None:
    """Some rows in every table that there is, whatever tables there will be."""
    for table in metadata.sorted_tables:
        for number in range(rows):
            given = [column for column in table.columns if column is not table.autoincrement_column]
            work.connection.execute(sa.insert(table).values({one.name: value(one, number) for one in given}))


def value(column: sa.Column[Any], number: int) -> Any:
    if column.table.name == "series" and column.name == "mode":
        return "named"  # what was answered in open anonymous surveys goes into no backup
    for rule in column.table.constraints:
        allowed = re.match(rf"{column.name} IN \('(\w+)'", str(getattr(rule, "sqltext", "")))
        if allowed:
            return allowed[1]
    if column.table.name == "lane" and column.name == "until":
        return START - timedelta(days=400)
    if (column.table.name, column.name) == ("erasure", "person"):
        return 100 + number  # of those who are there, nobody was forgotten
    if isinstance(column.type, Instant):
        return START
    return TYPES[column.type.python_type](number)


def everything(store: Store, leaving_out: frozenset[str] = frozenset()) -> dict[str, list[Any]]:
    def read(work: Work) -> dict[str, list[Any]]:
        tables = [table for table in metadata.sorted_tables if table.name not in leaving_out]
        return {t.name: list(work.connection.execute(sa.select(t).order_by(*t.primary_key))) for t in tables}

    return store.read(read)


def shape(connection: sa.Connection) -> dict[str, Any]:
    """All that an inspector sees of our tables."""
    seen = sa.inspect(connection)
    parts = ("columns", "foreign_keys", "unique_constraints", "indexes", "check_constraints")
    found: dict[str, Any] = {}
    for name in seen.get_table_names():
        found[name] = {part: sorted(map(plain, getattr(seen, f"get_{part}")(name))) for part in parts}
        found[name]["primary_key"] = str(seen.get_pk_constraint(name))
    return found


def plain(part: Any) -> str:
    return str({key: plain(one) for key, one in part.items()} if isinstance(part, dict) else part)


def move(store: Store, to: str, *folders: Path) -> None:
    store.alter(lambda connection: migrations.move(connection, to, *folders))


# ---- revisions


def test_the_revisions_lead_to_the_tables(empty: Store) -> None:
    move(empty, "head")

    def differences(work: Work) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(work.connection), metadata))

    missing = empty.read(differences)
    assert not missing, f'run: python -m bot.migrations.write "what has changed", for {missing}'


def test_a_fresh_database_is_as_if_every_revision_had_been_run(empty: Store, store: Store) -> None:
    move(empty, "head")
    by_revisions = empty.read(lambda work: shape(work.connection))
    assert by_revisions == store.read(lambda work: shape(work.connection))


def test_the_newest_revision_is_known_without_alembic(store: Store) -> None:
    with store.engine.connect() as connection:
        script = ScriptDirectory.from_config(migrations.config(connection))
        assert script.get_heads() == [migrations.head()]
        assert migrations.revision(connection) == migrations.head()


def test_all_the_way_down_and_up_again(store: Store) -> None:
    before = store.read(lambda work: shape(work.connection))
    move(store, "base")
    assert store.read(lambda work: migrations.ours(work.connection)) == []
    store.create()
    assert store.read(lambda work: shape(work.connection)) == before
    store.run(fill)


def test_a_table_is_made_anew_without_losing_what_refers_to_it(store: Store, tmp_path: Path) -> None:
    before = everything(store)
    later = tmp_path / "later"
    later.mkdir()
    (later / "r9998_wider.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '9998'\ndown_revision = '{migrations.head()}'\n"
        "def change(old, new):\n"
        "    with op.batch_alter_table('person', recreate='auto') as table:\n"
        "        table.alter_column('role', existing_type=sa.String(old), type_=sa.String(new))\n"
        "def upgrade():\n    change(40, 99)\n"
        "def downgrade():\n    change(99, 40)\n"
    )
    move(store, "9998", later)
    assert "VARCHAR(99)" in str(store.read(lambda work: shape(work.connection))["person"]["columns"]) or (
        "length=99" in str(store.read(lambda work: shape(work.connection))["person"]["columns"])
    )
    assert everything(store) == before
    with pytest.raises(StoreError, match="later Signpost"):
        store.create()
    move(store, migrations.head(), later)
    assert everything(store) == before
    with pytest.raises(sa.exc.IntegrityError):  # foreign keys are looked at again
        store.run(lambda work: work.connection.execute(sa.update(metadata.tables["address"]).values(person=99)))


def test_a_change_that_fails_leaves_everything_as_it_was(store: Store) -> None:
    before = everything(store)

    def half(connection: sa.Connection) -> None:
        migrations.move(connection, "base")
        raise ValueError

    with pytest.raises(ValueError):
        store.alter(half)
    assert everything(store) == before


def test_a_database_made_before_there_were_revisions_goes_on(store: Store) -> None:
    before, looked = everything(store), store.read(lambda work: shape(work.connection))
    move(store, "0001")
    old = store.read(lambda work: set(migrations.ours(work.connection))) - {"announcement"}  # it has grown since
    store.run(lambda work: work.connection.execute(sa.text("DROP TABLE alembic_version")))
    store.run(lambda work: work.connection.execute(sa.text("DROP TABLE gap")))  # and is older than a table
    store.create()
    assert store.read(lambda work: shape(work.connection)) == looked
    after = everything(store)
    assert len(old) > 10
    before["address"] = [(*row[:5], "", None) for row in before["address"]]  # what later revisions add
    before["person"] = [(*row[:4], "2026-11") for row in before["person"]]
    assert {name: after[name] for name in old} == {name: before[name] for name in old} | {"gap": []}


def test_anchors_of_the_first_schema_keep_their_office(store: Store) -> None:
    move(store, "0001")
    rows = "SELECT person, collaborative FROM anchor ORDER BY person"
    anchors = [tuple(row) for row in store.read(lambda work: work.connection.execute(sa.text(rows)).all())]
    assert len(anchors) == 3
    store.create()
    found = everything(store)
    assert [(row.person, row.collaborative) for row in found["office"] if row.kind == "anchor"] == anchors
    assert [row.id for row in found["collaborative"]] == [slug for _, slug in anchors]


def test_a_database_of_0_1_0_keeps_its_people_what_was_queued_and_what_was_done(empty: Store) -> None:
    def make(work: Work) -> None:
        for statement in OF_0_1_0:
            work.connection.exec_driver_sql(statement)

    empty.run(make)
    empty.create()
    found = everything(empty)
    assert [row[1:3] for row in found["person"]] == [("oldham", "senco")]
    due = empty.run(lambda work: ledger.ready(work, ledger.lane_of(HER), 9))
    assert [(one.key, one.to, one.message) for one in due] == [("m1", HER, Message("hello"))]
    assert [(row.key, row.state) for row in empty.read(_inbox)] == [("k1", "done")]
    move_on = empty.run(lambda work: say(work, "m3", HER, Message("again")))
    assert move_on


def _inbox(work: Work) -> list[Any]:
    return list(work.connection.execute(sa.select(metadata.tables["inbox"])))


def test_many_that_start_at_once_make_the_tables_once(maker: Maker, tmp_path: Path) -> None:
    url = maker(tmp_path)
    failed: list[BaseException] = []

    def start() -> None:
        try:
            with closing(Store(url, Clock())) as one:
                one.create()
        except BaseException as problem:
            failed.append(problem)

    starting = [threading.Thread(target=start) for _ in range(6)]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()
    assert failed == []


# ---- backups


def test_what_is_restored_is_what_was_backed_up(store: Store, empty: Store, tmp_path: Path) -> None:
    counts = archive.backup(store, tmp_path / "b.gz")
    assert archive.restore(empty, tmp_path / "b.gz").rows == counts
    assert everything(empty, CHANGED) == everything(store, CHANGED)
    assert all(counts[name] == 3 for name in metadata.tables if name not in archive.LEFT_OUT)
    empty.run(lambda work: work.person_at(Address("fake", "w", "somebody new")))  # ids go on after the highest


@pytest.mark.parametrize("way", [(sqlite, empty_postgresql), (empty_postgresql, sqlite)])
def test_a_backup_of_one_database_is_restored_into_the_other(
    way: tuple[Maker, Maker], tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    one, other = (opened(make(tmp_path)) for make in way)
    one.create()
    one.run(fill)
    archive.backup(one, tmp_path / "b.gz")
    archive.restore(other, tmp_path / "b.gz")
    assert everything(other, CHANGED) == everything(one, CHANGED)


def test_a_backup_holds_no_word_that_anybody_said_or_is_told(store: Store, tmp_path: Path) -> None:
    from bot.delivery import journal

    store.run(lambda work: journal.journal(work, [Event("k", HER, HER, text="marmalade")]))
    store.run(lambda work: say(work, "c", HER, Message("marmalade")))
    archive.backup(store, tmp_path / "b.gz")
    assert b"marmalade" not in gzip.decompress((tmp_path / "b.gz").read_bytes())
    assert stat.S_IMODE((tmp_path / "b.gz").stat().st_mode) == 0o600


def test_after_a_restore_nothing_is_said_again(store: Store, empty: Store, tmp_path: Path) -> None:
    store.run(lambda work: say(work, "cause", HER, Message("hello")))
    archive.backup(store, tmp_path / "b.gz")
    archive.restore(empty, tmp_path / "b.gz")
    assert empty.run(lambda work: ledger.ready(work, ledger.lane_of(HER), 9)) == []
    assert not empty.run(lambda work: say(work, "cause", HER, Message("hello")))
    assert set(empty.run(ledger.counts)) == {"failed"}
    assert {row.state for row in everything(store)["announcement"]} == {"expanding"}
    assert {row.state for row in everything(empty)["announcement"]} == {"leaving"}


def test_a_backup_is_of_one_moment(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever joins while it is written is wholly in it, or not at all."""
    rows = archive._rows

    def meanwhile(connection: sa.Connection, table: sa.Table) -> Any:
        store.run(lambda work: work.person_at(Address("fake", "w", f"during {table.name}")))
        return rows(connection, table)

    monkeypatch.setattr(archive, "_rows", meanwhile)
    counts = archive.backup(store, tmp_path / "b.gz")
    assert (counts["person"], counts["address"]) == (3, 3)
    assert len(everything(store)["person"]) > 3


def test_only_an_empty_database_is_filled_unless_forced(store: Store, tmp_path: Path) -> None:
    archive.backup(store, tmp_path / "b.gz")
    store.run(lambda work: work.person_at(Address("fake", "w", "later")))
    before = everything(store)
    with pytest.raises(archive.ArchiveError, match="--force"):
        archive.restore(store, tmp_path / "b.gz")
    assert everything(store) == before
    archive.restore(store, tmp_path / "b.gz", force=True)
    assert len(everything(store)["person"]) == 3


@pytest.mark.parametrize("damage", ["cut", "changed", "short", "other", "tables", "rows"])
def test_a_damaged_backup_changes_nothing(store: Store, tmp_path: Path, damage: str) -> None:
    archive.backup(store, tmp_path / "b.gz")
    file = tmp_path / "bad.gz"
    packed = (tmp_path / "b.gz").read_bytes()
    lines = gzip.decompress(packed).splitlines(keepends=True)
    file.write_bytes(
        {
            "cut": packed[:-40],
            "changed": packed[:-8] + b"\0\0\0\0" + packed[-4:],
            "short": gzip.compress(b"".join(lines[:-1])),
            "other": b"not at all",
            "tables": gzip.compress(b"".join([lines[0], b'["nothing",1]\n', *lines[1:]])),
            "rows": gzip.compress(b"".join([lines[0], *lines[2:]])),
        }[damage]
    )
    before = everything(store)
    with pytest.raises(archive.ArchiveError, match="not a whole backup"):
        archive.restore(store, file, force=True)
    assert everything(store) == before


def test_a_backup_of_a_later_version_is_refused(store: Store, tmp_path: Path) -> None:
    archive.backup(store, tmp_path / "b.gz")
    lines = gzip.decompress((tmp_path / "b.gz").read_bytes())
    later = lines.replace(b'"revision":"%s"' % migrations.head().encode(), b'"revision":"9999"', 1)
    (tmp_path / "later.gz").write_bytes(gzip.compress(later))
    with pytest.raises(archive.ArchiveError, match="later Signpost"):
        archive.restore(store, tmp_path / "later.gz", force=True)


# ---- moving house


def test_everything_moves_from_sqlite_to_postgresql(tmp_path: Path, opened: Callable[[str], Store]) -> None:
    old, new = opened(sqlite(tmp_path)), opened(empty_postgresql(tmp_path))
    for one in (old, new):
        one.create()
    old.run(fill)
    old.run(lambda work: say(work, "cause", HER, Message("hello")))
    counts = archive.copy(old, new)
    assert everything(new) == everything(old)
    assert counts == {name: len(rows) for name, rows in everything(old).items()}
    new.run(lambda work: work.person_at(Address("fake", "w", "new")))  # sequences go on
    new.run(lambda work: say(work, "next", HER, Message("hello again")))
    due = new.run(lambda work: ledger.ready(work, ledger.lane_of(HER), 9))
    assert [one.key for one in due] == ["cause"]


def test_a_copy_that_does_not_fit_keeps_nothing(tmp_path: Path, opened: Callable[[str], Store]) -> None:
    old, new = opened(sqlite(tmp_path)), opened(empty_postgresql(tmp_path))
    for one in (old, new):
        one.create()
    old.run(fill)
    too_long = sa.insert(metadata.tables["person"]).values(locality="x" * 41, role="", created=START)
    old.run(lambda work: work.connection.execute(too_long))
    with pytest.raises(archive.ArchiveError, match="person does not fit"):
        archive.copy(old, new)
    assert not any(everything(new).values())
    with pytest.raises(archive.ArchiveError, match="not empty"):
        archive.copy(old, old)


def test_nobody_restores_into_a_database_that_is_in_use(tmp_path: Path, opened: Callable[[str], Store]) -> None:
    used = opened(empty_postgresql(tmp_path))
    used.create()
    archive.backup(used, tmp_path / "b.gz")
    used.run(lambda work: ledger.hold_lane(work, "fake|w", "somebody", timedelta(seconds=60)))
    with pytest.raises(archive.ArchiveError, match="stop it"):
        archive.restore(used, tmp_path / "b.gz", force=True)


# ---- the commands


@pytest.fixture
def installed(maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = maker(tmp_path)
    monkeypatch.setenv("SIGNPOST_DATABASE", url)
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))
    return url


def test_the_commands_in_a_day_of_care(
    installed: str, maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "b.gz")
    assert main(["db", "upgrade"]) == 0
    with closing(Store(installed, Clock())) as store:
        store.run(fill)
    assert main(["db", "upgrade"]) == 0
    assert "Nothing had to change" in capsys.readouterr().out
    assert main(["db", "backup", file]) == 0
    assert main(["db", "restore", file, "--force"]) == 0
    (tmp_path / "third").mkdir()
    assert main(["db", "copy", maker(tmp_path / "third")]) == 0
    printed = capsys.readouterr().out
    assert "SIGNPOST_DATABASE" in printed
    assert "person           3" in printed


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["backup", "{here}"], "exists already"),
        (["backup", "{here}/no/such/folder"], "cannot be written"),
        (["restore", "{here}/nothing"], "cannot be read"),
        (["restore", "{here}/full.gz"], "--force"),
        (["copy", "mysql://x"], "postgresql://"),
        (["copy", "postgresql://nobody@127.0.0.1:1/x"], "cannot be used"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(
    installed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], about: str
) -> None:
    with closing(Store(installed, Clock())) as store:
        store.create()
        store.run(fill)
        archive.backup(store, tmp_path / "full.gz")
    assert main(["db", *(word.format(here=tmp_path) for word in words)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert about in printed.err


def test_a_bot_that_runs_on_the_file_is_not_disturbed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE", sqlite(tmp_path))
    with closing(Store(sqlite(tmp_path), Clock())) as store, alone(store):
        store.create()
        assert main(["db", "backup", str(tmp_path / "b.gz")]) == 0
        assert main(["db", "restore", str(tmp_path / "b.gz")]) == 2
        assert "stop it first" in capsys.readouterr().err


def test_a_server_that_vanished_without_a_word_is_given_up_soon(tmp_path: Path, opened: Callable[[str], Store]) -> None:
    """Else every connection would hang for a quarter of an hour after a fail-over to another address."""
    store = opened(empty_postgresql(tmp_path))
    raw = store.engine.raw_connection()
    said = raw.driver_connection.info.get_parameters()  # type: ignore[union-attr]
    raw.close()
    assert int(said["connect_timeout"]) <= 5
    assert int(said["keepalives_idle"]) + int(said["keepalives_interval"]) * int(said["keepalives_count"]) <= 30
    assert int(said["tcp_user_timeout"]) <= 30_000
    assert (
        store.read(lambda work: work.connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar())
        == "1min"
    )
    mine = opened(f"{empty_postgresql(tmp_path)}&connect_timeout=60")
    assert mine.engine.raw_connection().driver_connection.info.get_parameters()["connect_timeout"] == "60"  # type: ignore[union-attr]
