"""A typed “cancel”, “never mind” or “no” drops what waits for a decision, as the button below it would."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.flows import announce, courtesy, invite, rights
from bot.handlers.cancel import DROPPED
from bot.tables import announcement, invitation, series
from knowledge.library import Library
from tests.collaborating import an_anchor, goes_out, members, within
from tests.fake import World


@pytest.fixture
def world(library: Library, tmp_path: Path) -> World:
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


def count(world: World, table: sa.Table) -> int:
    return within(
        world, lambda work: work.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
    )


@pytest.mark.parametrize("word", ["cancel", "Never mind!", "nevermind", "no", "don't send it"])
def test_an_announcement_that_was_called_off_in_words_goes_to_nobody(world: World, word: str) -> None:
    members(world, 3)
    her = an_anchor(world)
    her.says("announce")
    her.says("The workshop is on Friday at four.")
    preview = her.bubbles()[-1]
    assert her.says(word).text == announce.CANCELLED
    assert her.presses("Confirm", preview) == announce.OLD_PREVIEW
    goes_out(world)
    assert count(world, announcement) == 0


@pytest.mark.parametrize("before", [["invite"], ["invite", "Sam Okafor, sam@example.org"]])
def test_nevermind_is_nobody_to_invite(world: World, before: list[str]) -> None:
    her = an_anchor(world)
    for words in before:
        her.says(words)
    assert her.says("nevermind").text == invite.CANCELLED
    assert count(world, invitation) == 0


def test_a_survey_that_is_being_put_together_and_a_wish_to_be_forgotten_are_dropped(world: World) -> None:
    members(world, 3)
    her = an_anchor(world)
    her.says("surveys")
    her.presses("New survey")
    her.presses("The workshop")
    assert "No survey goes out" in her.says("cancel").text
    (member, *_) = members(world, 1)
    member.says("forget me")
    assert member.says("no") == rights.STAYS
    assert count(world, series) == 0


def test_where_two_things_wait_or_none_it_is_not_guessed(world: World) -> None:
    her = an_anchor(world)
    assert her.says("no") == courtesy.PRESS_ABOVE
    her.says("announce")
    her.says("The workshop is on Friday at four.")
    her.says("surveys")
    her.presses("New survey")
    her.presses("The workshop")
    assert her.says("cancel") == courtesy.PRESS_ABOVE


def test_a_no_that_answers_a_question_is_an_answer(world: World) -> None:
    her = an_anchor(world)
    her.says("place")
    assert her.says("no") not in DROPPED.values()
