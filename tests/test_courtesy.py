"""What people say besides their questions is answered kindly, and is no question."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml

from bot.flows import courtesy
from bot.tables import gap
from knowledge.library import Library
from tests.collaborating import an_anchor, members, within
from tests.fake import World, buttons

QUESTIONS = Path(__file__).parent / "questions"


@pytest.fixture
def world(library: Library, tmp_path: Path) -> World:
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("thanks", "thanks"),
        ("Thank you so much!!", "thanks"),
        ("cheers thats great", "thanks"),
        ("ok", "thanks"),
        ("Ta 👍", "thanks"),
        ("👍", "thanks"),
        ("brilliant, that's really helpful", "thanks"),
        ("who are you?", "about me"),
        ("whoare you", "about me"),
        ("are you a robot", "about me"),
        ("no, the other one", "another"),
        ("that’s not what i meant", "another"),
        ("?", "no words"),
        ("…", "no words"),
        ("😢", "no words"),
        ("🤯🤯", "no words"),
        ("Hiya!", "about me"),
        ("good morning", "about me"),
        ("no", "an answer"),
        ("cancel", "an answer"),
        ("no exit from class", ""),
        ("thanks, and who helps with speech?", ""),
        ("is he ok to stay in the good class", ""),
        ("good help for dads", ""),
        ("that is not great", ""),
        ("help", ""),
        ("another school", ""),
    ],
)
def test_courtesies_are_told_from_questions(words: str, meant: str) -> None:
    assert courtesy.kind(words) == meant


def test_no_question_that_anybody_wrote_down_is_taken_for_a_courtesy() -> None:
    asked = [one["question"] for file in QUESTIONS.glob("*.yaml") for one in yaml.safe_load(file.read_text())]
    assert len(asked) > 900
    assert [words for words in asked if courtesy.kind(words)] == []


def test_whoever_says_thanks_is_welcome_and_no_gap_is_noted(world: World) -> None:
    teacher = world.person()
    teacher.settles("East Sussex", "Teacher")
    teacher.says("who runs the BSN")
    assert teacher.says("cheers thats great") == courtesy.WELCOME
    assert teacher.says("who are you").title == "I tell you who to refer to"
    assert "Not what I meant" in teacher.says("no the other one").text
    assert teacher.says("yes") == courtesy.PRESS_ABOVE
    assert teacher.says("😭") == courtesy.NO_WORDS, "and is not told that she is welcome"
    assert within(world, lambda work: work.connection.execute(sa.select(gap)).all()) == []


def test_what_leans_on_an_earlier_question_is_asked_for_whole(world: World) -> None:
    teacher = world.person()
    teacher.settles("East Sussex", "Teacher")
    assert teacher.says("and for primary?") == courtesy.FOLLOWS_ON
    assert teacher.says("what about the BSN").title == "Behaviour Support Networks", "which is whole"
    assert within(world, lambda work: work.connection.execute(sa.select(gap)).all()) == []


def test_whoever_types_yes_below_a_question_with_buttons_is_not_told_that_nothing_waits(world: World) -> None:
    teacher = world.person()
    teacher.settles("East Sussex", "Teacher")
    teacher.says("forget me")
    assert "button" in teacher.says("yes").text


@pytest.mark.parametrize("begun", ["announce", "invite"])
@pytest.mark.parametrize("typed", ["surveys", "audit", "results", "register Transitions workshop, 12 November"])
def test_another_command_is_never_taken_for_what_an_anchor_was_asked_to_write(
    world: World, begun: str, typed: str
) -> None:
    members(world, 1)
    anchor = an_anchor(world)
    anchor.says(begun)
    said = anchor.says(typed)
    assert "Confirm" not in [button.label for button in buttons(said)], said.plain
    assert "Invite 1" not in [button.label for button in buttons(said)], said.plain
