"""The demonstration has something to show at once: surveys of invented people, marked as such."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.demonstration import move_in
from bot.membership import members as membership
from bot.messages import Address
from bot.synthetic import MARK, MEMBERS, stage
from bot.tables import collaborative, draft, response, series, wave
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import goes_out, within
from tests.fake import World, buttons

ANCHOR = "anchor-worcestershire"


@pytest.fixture
def world(library: Library, tmp_path: Path) -> World:
    """As `make demo` leaves it, with the anchor where the tests hear her."""
    made = World(library, f"sqlite:///{tmp_path / 'signpost.db'}")

    def begin(work: Work) -> None:
        move_in(work, "fake", library)
        her = work.person_at(Address("fake", "w", ANCHOR))
        membership.appoint(work, her, "worcestershire")
        membership.admit(work, her, "worcestershire", sector="local-authority")
        stage(work, "fake")

    within(made, begin)
    return made


def test_the_anchor_sees_three_years_and_what_moved(world: World) -> None:
    her = world.person(ANCHOR)
    her.says("results")
    labels = [one.label for one in buttons(her.last())]
    assert all(MARK in label or "synthetic" in label for label in labels[:2])
    shown = her.presses("How we work together")
    assert f"of the {MEMBERS + 2}" in shown.text
    assert "trust rose" in shown.text.lower()
    assert "How it changed" in [one.label for one in buttons(shown)]


def test_a_survey_is_open_and_comes_to_her_in_the_evening_and_at_weekends(world: World) -> None:
    for hours in (0, 13):
        world.clock.pass_by(timedelta(hours=hours))
    goes_out(world)
    her = world.person(ANCHOR)
    assert MARK not in her.last().text
    assert "Begin" in [one.label for one in buttons(her.last())]
    quiet = within(world, lambda work: work.connection.execute(sa.select(collaborative)).all())
    assert {(one.quiet_from == one.quiet_to, one.working_days) for one in quiet} == {(True, "0123456")}
    assert within(world, lambda work: work.connection.execute(sa.select(draft.c.person)).first())


def test_it_is_made_once_and_every_series_says_that_it_is_synthetic(world: World) -> None:
    def everything(work: Work) -> list[int]:
        count = sa.select(sa.func.count())
        return [work.connection.execute(count.select_from(one)).scalar_one() for one in (series, wave, response)]

    before = within(world, everything)
    assert not within(world, lambda work: stage(work, "fake"))
    assert within(world, everything) == before
    assert before[:2] == [2, 5]
    names = within(world, lambda work: list(work.connection.execute(sa.select(series.c.name)).scalars()))
    assert all(name.endswith(f"({MARK})") for name in names)


def test_the_anchor_sees_where_fewer_come_and_who_has_gone_silent(world: World) -> None:
    her = world.person(ANCHOR)
    shown = her.says("engagement")
    assert "Health: 1 of 6 came" in shown.text
    assert "Spring" not in her.says("sectors").text
    assert "Parents and carers" in dict(her.last().facts)
    silent = her.says("fading")
    assert [label for label in ("11", "14", "17") if f"Invented member {label}" not in silent.plain] == []
    assert "An invented clinic" in silent.plain
    assert "Autumn term 2026" in her.says("calendar").plain
    her.says("announce")
    assert "20 people" in dict(her.says("The next workshop is on Friday.").facts)["To"]


def test_somebody_new_joins_with_the_code_that_is_printed(library: Library, tmp_path: Path) -> None:
    made = World(library, f"sqlite:///{tmp_path / 'signpost.db'}")
    code = within(made, lambda work: move_in(work, "fake", library))
    new = made.person("newcomer")
    assert "Worcestershire" in new.says(f"join {code}").title
    new.presses("I agree")
    assert "What do you do?" in new.says("Zoë").text
