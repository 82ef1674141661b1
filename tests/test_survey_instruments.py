"""The instruments that ship can be asked, on a phone, by busy people; and what cannot be asked is named."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from bot.flows.questionnaire import seconds
from bot.surveys import instruments
from bot.surveys.check import problems, reading_age, remarks
from bot.surveys.instrument import Instrument, Option, Page, Question, decode, encode

QUALITIES = ("integrity", "respect", "fairness", "empathy", "trust")
AREAS = ("culture", "vision", "people", "process", "infrastructure and technology")
YES_NO = (Option("y", {"en": "Yes"}), Option("n", {"en": "No"}))
GOOD = Question("good", "select_one", {"en": "Good?"}, options=YES_NO)


@pytest.mark.parametrize("name", instruments.names())
def test_what_ships_can_be_asked_and_reads_well(name: str) -> None:
    found = instruments.load(name)
    assert found.id == name
    assert problems(found) == ()
    assert remarks(found) == ()
    assert decode(encode(found)) == found
    assert "own" in found.about


def test_eight_instruments_ship() -> None:
    assert set(instruments.names()) == {
        "relational-pulse",
        "member-evaluation",
        "workshop-feedback",
        "joining",
        "leaving",
        "skills-audit",
        "wellbeing-framework",
        "send-review",
    }
    with pytest.raises(KeyError):
        instruments.load("../settings")


def test_the_pulse_is_five_qualities_in_five_areas() -> None:
    pulse = instruments.load("relational-pulse")
    assert {(one.dimension, one.area) for one in pulse.statements} == set(product(QUALITIES, AREAS))
    assert len(pulse.statements) == len(pulse.asked) == 25


def test_the_evaluation_covers_what_is_compared_over_the_years() -> None:
    outcomes = ("organisational outcomes", "systems outcomes", "capacity", "buy-in", "alignment")
    assert set(instruments.load("member-evaluation").dimensions) == {
        *QUALITIES,
        *outcomes,
        "effectiveness of activities",
    }


@pytest.mark.parametrize("name", ["workshop-feedback", "joining", "leaving"])
def test_what_is_asked_in_passing_takes_less_than_a_minute(name: str) -> None:
    concerning = [one for one in instruments.load(name).asked if not one.relevant]
    assert seconds(concerning) < 60


@pytest.mark.parametrize(
    ("name", "levels", "count"),
    [
        ("wellbeing-framework", ("emerging", "established", "advanced"), 9),
        ("send-review", ("not_evident", "developing", "secure"), 28),
    ],
)
def test_audits_have_their_three_levels(name: str, levels: tuple[str, ...], count: int) -> None:
    judged = instruments.load(name).statements
    assert len(judged) == count
    assert {tuple(option.value for option in one.options) for one in judged} == {levels}


def test_each_judgement_of_wellbeing_asks_for_evidence() -> None:
    questions = instruments.load("wellbeing-framework").questions
    for judged, evidence in zip(questions[0:18:2], questions[1:18:2], strict=True):
        assert (judged.type, evidence.type, evidence.id) == ("select_one", "text", f"{judged.id}_evidence")


def one(question: Question, *others: Question, languages: tuple[str, ...] = ("en",)) -> Instrument:
    return Instrument("i", "1", {"en": "It"}, languages, (question, *others), pages=(Page("p"),))


@pytest.mark.parametrize(
    ("instrument", "reason"),
    [
        (one(replace(GOOD, relevant="${nope} = 1")), "“good” names ${nope} in its relevant, which is no question here"),
        (
            one(replace(GOOD, relevant="${a} >< 3")),
            "“good” has a relevant that I cannot work out: '<' cannot stand here",
        ),
        (one(replace(GOOD, constraint=". = y")), "“good” has a bare word 'y' in its constraint: write 'y'"),
        (one(replace(GOOD, relevant="good = 'y'")), "“good” has a bare word 'good' in its relevant: write ${good}"),
        (one(replace(GOOD, relevant="${good} = 'y'")), "“good” goes round in a circle"),
        (one(replace(GOOD, relevant="${b} = 'y'"), replace(GOOD, id="b", relevant="${good} = 'y'")), "in a circle"),
        (one(GOOD, GOOD), "“good” is the name of 2 questions"),
        (one(replace(GOOD, options=())), "“good” has no answers to choose from"),
        (one(replace(GOOD, options=YES_NO * 2)), "“good” has 2 answers of the name 'y'"),
        (one(replace(GOOD, options=(Option("a b", {"en": "A"}),))), "has spaces: 'a b'"),
        (one(replace(GOOD, reversed=True)), "“good” is reversed, but its answers have no scores"),
        (one(replace(GOOD, text={"en": "Hello ${who}"})), "“good” names ${who} in its text"),
        (one(replace(GOOD, page="q")), "“good” stands on a page 'q' that does not exist"),
        (one(GOOD, languages=("en", "cy")), "“good” has no text for its text in cy"),
        (one(replace(GOOD, type="note", options=())), "there is no question in it"),
        (one(replace(GOOD, id="2nd")), "is no name"),
    ],
)
def test_what_cannot_be_asked_is_named_in_one_line(instrument: Instrument, reason: str) -> None:
    found = [str(problem) for problem in problems(instrument)]
    assert any(reason in line for line in found), found
    assert all("\n" not in line for line in found)


def test_long_and_learned_statements_are_remarked_upon() -> None:
    learned = (
        "Interorganisational infrastructural prioritisation methodologies demonstrate transformational capability " * 2
    )
    lines = [str(remark) for remark in remarks(one(replace(GOOD, text={"en": learned})))]
    assert "reads well on a phone" in lines[0]
    assert "shorter words" in lines[1]
    assert reading_age("We listen to each other. We do what we said.") < 9
