"""What is kept is kept for a time, by one table, and then let go by the clock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import scheduler
from bot import actions
from bot.__main__ import main
from bot.delivery import ledger
from bot.delivery.ledger import Posting
from bot.membership import members as membership
from bot.messages import Address, Message
from bot.occurrences import Occurrence
from bot.privacy import retention
from bot.privacy.retention import KEPT, school_years_ago
from bot.store import Store
from bot.surveys import instruments
from bot.tables import (
    announcement,
    answer,
    asked,
    attendance,
    audit,
    erasure,
    farewell,
    fault,
    gap,
    inbox,
    member,
    metadata,
    person,
    response,
    series,
    wave,
)
from bot.waves import launching
from bot.waves.launching import Plan
from bot.work import Work
from tests.databases import databases
from tests.fake import Clock
from tests.test_storage import Maker

NIGHT = Occurrence(
    1, "retention", datetime.fromisoformat("2026-11-24T03:20"), datetime(2026, 11, 24, 3, 20, tzinfo=UTC), {}
)


@pytest.fixture(params=databases())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    maker: Maker = request.param
    made = Store(maker(tmp_path), Clock())
    made.create()
    yield made
    made.close()


def known(work: Work, name: str, ago: timedelta) -> int:
    """Somebody who was last heard so long ago."""
    who = work.person_at(Address("fake", "w", name))
    then = work.now - ago
    heard = {"created": then, "heard": then.strftime("%Y-%m"), "locality": "oldham"}
    work.connection.execute(sa.update(person).where(person.c.id == who).values(heard))
    return who


def count(store: Store, table: sa.Table) -> int:
    return store.read(lambda work: work.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def test_every_table_has_its_time() -> None:
    assert {table for kept in KEPT for table in kept.tables} == set(metadata.tables), "a new table: say how long"
    assert len({kept.what for kept in KEPT}) == len(KEPT)


def test_whoever_only_asked_is_forgotten_after_a_quiet_year(store: Store) -> None:
    def settle(work: Work) -> dict[str, int]:
        membership.establish(work, "oldham", "Oldham")
        found = {name: known(work, name, timedelta(days=500)) for name in ("gone", "member", "anchor", "reminded")}
        found["recent"] = known(work, "recent", timedelta(days=300))
        membership.admit(work, found["member"], "oldham")
        work.connection.execute(sa.update(person).where(person.c.id == found["member"]).values(heard="2025-01"))
        membership.appoint(work, found["anchor"], "oldham")
        later = Posting("reminder", due=work.now + timedelta(days=90))
        ledger.say(work, "k", Address("fake", "w", "reminded"), Message("ring"), posting=later)
        return found

    people = store.run(settle)
    assert store.run(lambda work: retention.run(work, NIGHT)) is None
    left = store.read(lambda work: set(work.connection.execute(sa.select(person.c.id)).scalars()))
    assert left == set(people.values()) - {people["gone"]}
    assert count(store, erasure) == 1
    noted = sa.select(audit.c.detail, audit.c.count, audit.c.who, audit.c.about).where(audit.c.action == "too old")
    assert [tuple(row) for row in store.read(lambda work: work.connection.execute(noted).all())] == [
        ("people who only ask", 1, None, None)
    ]


def test_many_are_forgotten_a_piece_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "TOGETHER", 2)
    store.run(lambda work: [known(work, f"n{number}", timedelta(days=500)) for number in range(3)])
    assert store.run(lambda work: retention.run(work, NIGHT)) == "more"
    assert store.run(lambda work: retention.run(work, NIGHT)) is None
    assert count(store, person) == 0


def test_each_kind_goes_when_its_time_is_over_and_not_before(store: Store) -> None:
    days = timedelta(days=1)

    def settle(work: Work) -> None:
        membership.establish(work, "oldham", "Oldham")
        for number, ago in enumerate((2 * 365 - 3, 2 * 365 + 33)):  # just before and just after two years
            who, then = known(work, f"n{number}", days), work.now - ago * days
            membership.admit(work, who, "oldham")
            work.connection.execute(sa.update(member).where(member.c.person == who).values(left=then))
            month = {"month": then.strftime("%Y-%m")}
            row = {"collaborative": "oldham", "date": then.date(), "workshop": "w", "person": who}
            work.connection.execute(sa.insert(attendance).values(row))
            work.connection.execute(
                sa.insert(farewell).values(month | {"collaborative": "oldham", "question": "q", "answer": "a"})
            )
            work.connection.execute(sa.insert(fault).values(month | {"service": "s", "fault": "f"}))
            gone = {"locality": "oldham", "topics": "", "phases": "", "words": ""}
            work.connection.execute(sa.insert(gap).values(month | gone))
        for number, ago in enumerate((89, 91)):
            row = {"key": f"k{number}", "platform": "fake", "workspace": "w", "chat": "c", "body": "", "state": "aside"}
            work.connection.execute(sa.insert(inbox).values(row | {"at": work.now - ago * days}))
        for ago in (6 * 365 - 1, 6 * 365 + 1):
            row = {"action": "invited", "at": work.now - ago * days}
            work.connection.execute(sa.insert(audit).values(row))

    store.run(settle)
    store.run(lambda work: retention.run(work, NIGHT))
    assert {
        table.name: count(store, table) for table in (member, attendance, farewell, fault, gap, inbox)
    } == dict.fromkeys(("member", "attendance", "farewell", "fault", "gap", "inbox"), 1)
    old = sa.select(sa.func.count()).where(audit.c.action == "invited")
    assert store.read(lambda work: work.connection.execute(old).scalar_one()) == 1


def test_a_survey_goes_six_years_after_it_closed_with_all_that_was_answered(store: Store) -> None:
    day = timedelta(days=1)

    def settle(work: Work) -> None:
        membership.establish(work, "oldham", "Oldham")
        who = known(work, "n", day)
        membership.admit(work, who, "oldham")
        for name, ended in (("over", True), ("goes-on", False)):
            plan = Plan("oldham", instruments.load("workshop-feedback"), "named")
            for ago in (6 * 365 + 1, 6 * 365 - 1) if name == "goes-on" else (6 * 365 + 1,):
                which = launching.launch(work, None, replace(plan, name=name))
                work.connection.execute(sa.insert(response).values(id=which, wave=which, person=who, answers="{}"))
                then = {"state": "closed", "closes": work.now - ago * day}
                work.connection.execute(sa.update(wave).where(wave.c.id == which).values(then))
            old = {"ended": ended, "made": work.now - 7 * 365 * day}
            work.connection.execute(sa.update(series).where(series.c.name == name).values(old))

    store.run(settle)
    store.run(lambda work: retention.run(work, NIGHT))
    assert [count(store, table) for table in (series, wave, response, asked)] == [1, 1, 1, 1]


def test_announcements_go_after_the_next_school_year_with_their_answers(store: Store) -> None:
    def settle(work: Work) -> None:
        who = known(work, "n", timedelta(days=1))
        for number, made in enumerate((datetime(2025, 8, 31, tzinfo=UTC), datetime(2025, 9, 2, tzinfo=UTC))):
            row = {"key": f"k{number}", "collaborative": "oldham", "name": "Oldham", "text": "", "closed": True}
            where = {"platform": "fake", "workspace": "w", "chat": "c", "account": "c", "bubble": "b"}
            times = {"state": "settled", "made": made, "shown_at": made}
            which = work.connection.execute(
                sa.insert(announcement).values(row | where | times).returning(announcement.c.id)
            ).scalar_one()
            given = {"announcement": which, "question": 0, "person": who, "value": "1", "at": made}
            work.connection.execute(sa.insert(answer).values(given))

    store.run(settle)
    store.run(lambda work: retention.run(work, NIGHT))
    assert (count(store, announcement), count(store, answer)) == (1, 1)


@pytest.mark.parametrize(
    ("now", "since"), [("2026-11-23", "2025-09-01"), ("2026-08-31", "2024-09-01"), ("2026-09-01", "2025-09-01")]
)
def test_a_school_year_ends_with_august(now: str, since: str) -> None:
    assert school_years_ago(datetime.fromisoformat(now).replace(tzinfo=UTC)) == datetime.fromisoformat(since).replace(
        tzinfo=UTC
    )


def test_the_clock_does_it_each_night_once(store: Store) -> None:
    clock = store.clock
    assert isinstance(clock, Clock)
    store.run(lambda work: known(work, "gone", timedelta(days=500)))
    scheduler.tidy(store, plans=(retention.plan,))
    ticker = scheduler.Ticker(store, {retention.ACTION: actions.ACTIONS[retention.ACTION]})
    ticker.tick()
    assert count(store, person) == 1
    clock.pass_by(timedelta(days=1))
    for _ in range(3):
        ticker.tick()
    assert count(store, person) == 0
    assert count(store, erasure) == 1


def test_whoever_runs_it_sees_how_long_and_what_was_dropped(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store.run(lambda work: known(work, "gone", timedelta(days=500)))
    store.run(lambda work: retention.run(work, NIGHT))
    monkeypatch.setenv("SIGNPOST_DATABASE", store.engine.url.render_as_string(hide_password=False))
    assert main(["retention"]) == 0
    assert "a year after they were last heard" in capsys.readouterr().out
    assert main(["retention", "--json"]) == 0
    rows = {row["what"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["people who only ask"]["last_dropped"] == 1
    assert rows["people who only ask"]["by_the_clock"]
    assert rows["workings"]["last_dropped_at"] is None
