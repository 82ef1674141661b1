"""Two replicas at the same moment, on PostgreSQL: the second begins before what the first did is committed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa

from bot.delivery import contact, ledger
from bot.delivery.contact import Start
from bot.effects import carry_out
from bot.flows import leave, roster
from bot.flows.questionnaire import LATE
from bot.flows.rights import Forget
from bot.flows.survey import Said
from bot.flows.take import Take
from bot.flows.turn import Effect
from bot.membership import members, pages
from bot.messages import Address, Event, Message
from bot.privacy.keys import pseudonym
from bot.store import Store
from bot.surveys import instruments
from bot.tables import draft, response, wave
from bot.waves import closing as ending
from bot.waves import launching
from bot.waves.launching import Plan
from bot.work import Work
from tests.collaborating import join
from tests.databases import empty_postgresql
from tests.fake import Clock

T = TypeVar("T")
PEOPLE = 6
STEP_DOWN, LEAVE, FORGET = roster.StepDown("oldham", "b"), leave.Depart("oldham", True, "b"), Forget()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A collaborative of six, two of them anchors."""
    with closing(Store(empty_postgresql(tmp_path), Clock(), keys=tmp_path / "keys")) as store:
        store.create()
        store.run(settle)
        yield store


def settle(work: Work) -> None:
    for number in range(PEOPLE):
        join(work, who(work, number), "oldham")
    for number in (0, 1):
        members.appoint(work, who(work, number), "oldham")


def who(work: Work, number: int) -> int:
    return work.person_at(at(number))


def at(number: int) -> Address:
    return Address("fake", "w", f"p{number}")


def does(number: int, effect: Effect) -> Callable[[Work], list[Message]]:
    return lambda work: carry_out(work, who(work, number), Event(f"e{number}", at(number), at(number)), effect)


def at_once(store: Store, first: Callable[[Work], T], second: Callable[[Work], T]) -> tuple[T, T]:
    """What comes of both, where the first is committed only a while after the second has begun."""
    done, never = threading.Event(), threading.Event()

    def slow(work: Work) -> T:
        result = first(work)
        done.set()
        never.wait(0.3)
        return result

    one = store.submit(slow)
    assert done.wait(10)
    other = store.submit(second)
    return one.result(30), other.result(30)


# ---- anchors


@pytest.mark.parametrize("first", [STEP_DOWN, LEAVE, FORGET])
@pytest.mark.parametrize("second", [STEP_DOWN, LEAVE, FORGET])
def test_of_two_anchors_who_go_one_stays(store: Store, first: Effect, second: Effect) -> None:
    _, said = at_once(store, does(0, first), does(1, second))
    assert "anchor" in said[0].text
    assert store.run(lambda work: members.holders(work, "oldham") == [who(work, 1)])


# ---- the close of a survey


def launched(store: Store, mode: str) -> str:
    """A wave that all but the last have answered."""

    def ask(work: Work) -> str:
        made = launching.launch(work, None, Plan("oldham", instruments.load("workshop-feedback"), mode))  # type: ignore[arg-type]
        while launching.expand(work, work.connection.execute(sa.select(wave).where(wave.c.id == made)).one()):
            pass
        for number in range(PEOPLE - 1):
            does(number, answer(made))(work)
        return made

    return store.run(ask)


def answer(which: str) -> Take:
    return Take(which, Said(pressed=f"v:{which}:a:0:1"))


def counted(store: Store, table: sa.Table) -> int:
    return int(
        store.read(lambda work: work.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
    )


@pytest.mark.parametrize("mode", ["anonymous", "confidential", "named"])
def test_an_answer_that_was_taken_while_the_survey_closes_counts(store: Store, mode: str) -> None:
    which = launched(store, mode)
    at_once(store, does(PEOPLE - 1, answer(which)), lambda work: ending.close(work, which))
    assert (counted(store, response), counted(store, draft)) == (PEOPLE, 0)


@pytest.mark.parametrize("mode", ["anonymous", "confidential", "named"])
def test_an_answer_that_comes_while_the_survey_closes_is_late_and_leaves_nothing(store: Store, mode: str) -> None:
    which = launched(store, mode)
    _, said = at_once(store, lambda work: ending.close(work, which), does(PEOPLE - 1, answer(which)))
    assert isinstance(said, list)
    assert said[0].text == LATE
    assert (counted(store, response), counted(store, draft)) == (PEOPLE - 1, 0)


def hers(store: Store, which: str, number: int) -> bool:
    """Whether any row of a confidential wave can be told to be hers."""

    def look(work: Work) -> bool:
        of = work.connection.execute(sa.select(wave.c.series).where(wave.c.id == which)).scalar_one()
        key = pseudonym(work.keys, of, number)
        return work.connection.execute(sa.select(response.c.id).where(response.c.key == key)).first() is not None

    return store.read(look)


def test_whoever_is_forgotten_while_a_survey_closes_left_no_answer_in_it(store: Store) -> None:
    which, number = launched(store, "confidential"), store.run(lambda work: who(work, 3))
    at_once(store, does(3, FORGET), lambda work: ending.close(work, which))
    assert not hers(store, which, number)
    assert (counted(store, response), counted(store, draft)) == (PEOPLE - 2, 0)


def test_whoever_is_forgotten_just_after_a_survey_closed_is_nobody_in_it(store: Store) -> None:
    which, number = launched(store, "confidential"), store.run(lambda work: who(work, 3))
    at_once(store, lambda work: ending.close(work, which), does(3, FORGET))
    assert not hers(store, which, number)
    assert (counted(store, response), counted(store, draft)) == (PEOPLE - 1, 0)


# ---- the week's budget


def test_what_leaves_at_the_same_moment_is_not_replaced_by_its_newer_state(store: Store) -> None:
    store.run(lambda work: ledger.say(work, "one", at(0), Message("one", bubble="b")))
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "tests", timedelta(seconds=5), anew=True))
    newer = Message("two", bubble="b")
    left, said = at_once(
        store,
        lambda work: len(ledger.intend(work, [1], "tests")),
        lambda work: int(ledger.say(work, "two", at(0), newer)),
    )
    assert (left, said, store.read(ledger.counts)) == (1, 1, {"leaving": 1, "queued": 1})


def test_two_replicas_that_start_at_the_same_moment_both_start(store: Store) -> None:
    assert at_once(store, *[partial(pages.called, base="http://127.0.0.1:8080")] * 2) == (None, None)


def test_two_senders_do_not_both_take_the_last_of_a_weeks_messages(store: Store) -> None:
    def write(cause: str) -> Callable[[Work], str]:
        what = Start("news", cause, "oldham", timedelta(days=3))
        return lambda work: contact.start(work, [who(work, 2)], what, Message(text=cause))[who(work, 2)]

    assert [store.run(write(f"n{number}")) for number in range(contact.WEEKLY - 1)] == ["leaves"] * 2
    assert at_once(store, write("one"), write("other")) == ("leaves", "held")
