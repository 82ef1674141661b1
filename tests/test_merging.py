"""One person of two: nothing that refers to a person is forgotten, nothing is lost, and nothing comes twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery import broadcast, contact
from bot.delivery.contact import Start
from bot.membership import merging
from bot.membership.merging import RULES, merge
from bot.messages import Address, Message
from bot.privacy.keys import pseudonym
from bot.store import Store
from bot.tables import (
    address,
    announcement,
    answer,
    asked,
    draft,
    former,
    held,
    member,
    metadata,
    office,
    outbox,
    person,
    preference,
    response,
    series,
    wave,
)
from bot.work import Work
from tests.collaborating import join
from tests.databases import databases
from tests.fake import START, Clock
from tests.test_storage import value


def referring() -> set[sa.Column[Any]]:
    return {key.parent for table in metadata.tables.values() for key in table.foreign_keys if key.column is person.c.id}


def test_everything_that_refers_to_a_person_has_a_rule() -> None:
    missing = {str(column) for column in referring() - {rule.column for rule in RULES}}
    assert not missing, f"say in bot/membership/merging.py what becomes of {missing} when two people turn out to be one"
    assert len(RULES) == len(referring())


def test_whatever_only_one_can_have_has_a_rule_of_what_stays() -> None:
    for rule in RULES:
        table = rule.column.table
        keys = [table.primary_key, *(key for key in table.constraints if isinstance(key, sa.UniqueConstraint))]
        assert bool(rule.combine) == any(rule.column.name in key.columns for key in keys), rule.column


@pytest.fixture(params=databases())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = Store(request.param(tmp_path), Clock(), keys=tmp_path / "keys")
    made.create()
    yield made
    made.close()


def somebody(work: Work, account: str) -> int:
    return work.person_at(Address("fake", "w", account))


def test_whoever_has_something_in_every_table_is_one_person_afterwards(store: Store) -> None:
    def fill(work: Work) -> tuple[int, int]:
        first, second = somebody(work, "a"), somebody(work, "b")
        for table in metadata.sorted_tables:
            hers = [rule.column for rule in RULES if rule.column.table is table]
            once = {name for column in hers for name in merging._beside(column)}
            for number, who in enumerate((first, second)):
                if table not in (person, address):
                    given = (column for column in table.columns if column is not table.autoincrement_column)
                    row = {one.name: value(one, 0 if one.name in once else number) for one in given}
                    values = row | {column.name: who for column in hers}
                    values |= {"number": 100 + number} if table is former else {}
                    work.connection.execute(sa.insert(table).values(values))
        return first, second

    first, second = store.run(fill)
    before = store.read(_counts)
    stays = store.run(lambda work: merge(work, first, second))
    after = store.read(_counts)
    for rule in RULES:
        name, alone = rule.column.table.name, rule.combine is not None
        assert after[name] == before[name] - alone + (rule.column.table is former), name
        found = store.read(lambda work, c=rule.column: set(work.connection.execute(sa.select(c)).scalars()))  # type: ignore[misc]
        assert found == {stays}, rule.column


def _counts(work: Work) -> dict[str, int]:
    counted = ((t.name, sa.select(sa.func.count()).select_from(t)) for t in metadata.sorted_tables)
    return {name: work.connection.execute(query).scalar_one() for name, query in counted}


def test_what_both_have_is_settled_as_the_page_for_members_says(store: Store) -> None:
    early, late = datetime(2025, 9, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC)

    def link(work: Work) -> int:
        first, second = somebody(work, "a"), somebody(work, "b")
        for who, joined, name in ((first, early, "A. Brook"), (second, late, "Anna Brook")):
            join(work, who, "oldham")
            values = {"joined": joined, "consented": joined, "name": name, "notice": name[0]}
            work.connection.execute(sa.update(member).where(member.c.person == who).values(values))
        facts = sa.update(member).where(member.c.person == first)
        work.connection.execute(facts.values(organisation="Elm Primary"))
        work.connection.execute(sa.insert(office).values(person=second, collaborative="oldham", kind="anchor"))
        for who, weekly, days in ((first, 5, "01"), (second, 1, "34")):
            wishes = {"person": who, "weekly": weekly, "days": days, "stopped": who == second}
            work.connection.execute(sa.insert(preference).values(wishes))
        number = _announced(work)
        for who, chosen, at in ((first, "1", late), (second, "0", early)):
            work.connection.execute(
                sa.insert(answer).values(announcement=number, question=0, person=who, value=chosen, at=at)
            )
        return merge(work, first, second)

    stays = store.run(link)

    def look(work: Work) -> None:
        rows = {
            table: work.connection.execute(sa.select(table)).all() for table in (member, office, preference, answer)
        }
        (one,), (held_office,), (wishes,), (chosen,) = rows.values()
        assert (one.person, one.joined, one.name, one.organisation) == (stays, early, "Anna Brook", "Elm Primary")
        assert (one.consented, one.left) == (late, None)
        assert (held_office.person, held_office.kind) == (stays, "anchor")
        assert (wishes.weekly, wishes.days, wishes.stopped) == (1, "01", True)
        assert chosen.value == "1"

    store.read(look)


def _announced(work: Work) -> int:
    """An announcement of a collaborative, as it is launched."""
    return int(
        work.connection.execute(
            sa.insert(announcement)
            .values(
                **{"key": "k", "collaborative": "oldham", "name": "Oldham", "text": "Hello.", "closed": True},
                **{"platform": "fake", "workspace": "w", "chat": "anchor", "account": "anchor", "bubble": "b"},
                **{"shown_at": work.now - timedelta(hours=1), "made": work.now},
            )
            .returning(announcement.c.id)
        ).scalar_one()
    )


STEPS = st.one_of(
    st.just(("go on",)),
    st.just(("send",)),
    st.tuples(st.just("link"), st.integers(0, 4), st.integers(0, 4)),
)


@given(
    st.lists(STEPS, max_size=12),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.lists(st.sampled_from((0, 1, 3)), min_size=5, max_size=5),
    st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_an_announcement_reaches_everyone_once_whoever_is_linked_while_it_goes_out(
    steps: list[tuple[Any, ...]], joined: list[bool], weekly: list[int], urgent: bool
) -> None:
    store = Store("sqlite://", Clock(START))
    store.create()
    people: dict[int, int] = {}  # whose account it is → her number
    got: dict[int, int] = {}  # how often each person had it, and could know

    def settle(work: Work) -> int:
        for account, (belongs, most) in enumerate(zip(joined, weekly, strict=True)):
            people[account] = somebody(work, str(account))
            if belongs:
                join(work, people[account], "oldham")
            work.connection.execute(sa.insert(preference).values(person=people[account], weekly=most))
        number = _announced(work)
        work.connection.execute(sa.update(announcement).values(urgent=urgent))
        return number

    def send(work: Work) -> None:
        rows = work.connection.execute(sa.select(outbox).where(outbox.c.kind == "announcement", _queued())).all()
        for row in rows:
            who = people[int(row.account)]
            got[who] = got.get(who, 0) + 1
        assert all(count == 1 for count in got.values()), "somebody has it twice"
        work.connection.execute(sa.update(outbox).where(_queued()).values(state="sent", body=""))

    def link(work: Work, one: int, other: int) -> None:
        if people[one] == people[other]:
            return
        were = {people[one], people[other]}
        stays = merge(work, people[one], people[other])
        people.update({account: stays for account, who in people.items() if who in were})
        had = [got.pop(who) for who in were if who in got]
        if had:
            got[stays] = 1

    number, reported = store.run(settle), False
    for step in steps:
        if step[0] == "go on":
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(broadcast, "CHUNK", 1)
                store.run(lambda work: broadcast.go_on(work, number))
        elif step[0] == "send":
            store.run(send)
        else:
            reported = reported or store.read(lambda work: broadcast.due(work) == [])
            store.run(lambda work, step=step: link(work, *step[1:]))  # type: ignore[misc]
    while store.run(lambda work: broadcast.go_on(work, number)):
        pass
    store.run(send)

    def look(work: Work) -> None:
        hers = set(work.connection.execute(sa.select(member.c.person)).scalars())
        waits = set(work.connection.execute(sa.select(held.c.person)).scalars())
        assert got.keys() | waits == hers
        assert not got.keys() & waits
        row = work.connection.execute(sa.select(announcement)).one()
        assert reported or broadcast._figures(work, row).people == len(hers)

    store.read(look)
    store.close()


def _queued() -> sa.ColumnElement[bool]:
    return outbox.c.state == "queued"


def test_whoever_had_it_does_not_get_it_again_in_a_digest(store: Store) -> None:
    def begin(work: Work) -> None:
        first, second = somebody(work, "a"), somebody(work, "b")
        what = Start("announcement", "announcement:1", "oldham", timedelta(days=2))
        work.connection.execute(sa.insert(preference).values(person=second, weekly=0))
        fates = contact.start(work, [first, second], what, Message(text="Hello."))
        assert fates == {first: "leaves", second: "held"}
        stays = merge(work, first, second)
        assert contact.start(work, [stays], what, Message(text="Hello.")) == {stays: "had"}
        assert work.connection.execute(sa.select(held)).all() == []
        assert [row.key for row in work.connection.execute(sa.select(outbox))] == [f"announcement:1:{stays}"]

    store.run(begin)


def test_one_survey_is_answered_once_and_what_was_confidential_stays_hers(store: Store) -> None:
    def begin(work: Work) -> None:
        first, second = somebody(work, "a"), somebody(work, "b")
        goes, stays = sorted((first, second))
        work.connection.execute(
            sa.insert(series).values(
                id="s1", collaborative="oldham", instrument="{}", name="Pulse", mode="confidential", made=work.now
            )
        )
        for number, state in enumerate(("closed", "open"), 1):
            about = {"id": f"w{number}", "series": "s1", "number": number, "instrument": "{}", "state": state}
            work.connection.execute(sa.insert(wave).values(**about, opened=work.now, closes=work.now, invited=2))
        earlier = {"id": "r1", "wave": "w1", "key": pseudonym(work.keys, "s1", goes), "answers": "{}"}
        work.connection.execute(sa.insert(response).values(earlier))
        for place, (who, state, said) in enumerate(((first, "invited", "no"), (second, "finished", "yes"))):
            work.connection.execute(sa.insert(asked).values(wave="w2", person=who, place=place, state=state))
            work.connection.execute(sa.insert(draft).values(wave="w2", person=who, question="q1", value=said))
        assert merge(work, first, second) == stays
        assert work.connection.execute(sa.select(response.c.key)).scalar() == pseudonym(work.keys, "s1", stays)
        (left,) = work.connection.execute(sa.select(asked)).all()
        assert (left.person, left.state) == (stays, "finished")
        assert work.connection.execute(sa.select(draft.c.person, draft.c.value)).all() == [(stays, "yes")]
        counted = work.connection.execute(sa.select(wave.c.id, wave.c.invited).order_by(wave.c.id)).all()
        assert counted == [("w1", 2), ("w2", 1)]

    store.run(begin)
