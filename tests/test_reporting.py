"""Results in chat: what the gateway lets out, in words and pictures, and shared with those who were asked."""

from __future__ import annotations

import io
import json
import random
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.flows.questionnaire import Mode
from bot.membership import members as membership
from bot.messages import Address, Event
from bot.surveys import instruments
from bot.surveys.instrument import Instrument
from bot.tables import asked, audit, draft, member, published, series, wave
from bot.waves import closing, launching
from bot.waves.launching import Plan
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import an_anchor, goes_out, join, within
from tests.fake import Person, World, buttons

PULSE = instruments.load("relational-pulse")
PEOPLE = 24
SECTORS = ("education", "health", "local-authority")


@pytest.fixture
def world(library: Library, tmp_path: Path) -> World:
    """On SQLite: what is read and written is the same on both, and the keys' folder stands beside the file."""
    made = World(library, f"sqlite:///{tmp_path / 'signpost.db'}")

    def settle(work: Work) -> None:
        for number in range(PEOPLE):
            who = work.person_at(Address("fake", "w", f"p{number}"))
            join(work, who, "oldham")
            sector = sa.update(member).where(member.c.person == who).values(sector=SECTORS[number % 3])
            work.connection.execute(sector)

    within(made, settle)
    return made


def answered(
    world: World, mode: Mode = "confidential", seed: int = 1, size: int = 0, instrument: Instrument = PULSE
) -> str:
    """A wave that nearly everybody has answered, closed."""
    chance = random.Random(seed)

    def ask(work: Work) -> str:
        which = launching.launch(work, None, Plan("oldham", instrument, mode, size=size))
        for row in work.connection.execute(sa.select(asked).where(asked.c.wave == which)).all():
            if chance.random() < 0.85:
                for question in instrument.statements:
                    option = chance.choice(question.options[1:5])
                    given = {"wave": which, "person": row.person, "question": question.id, "value": option.value}
                    work.connection.execute(sa.insert(draft).values(**given, skipped=False))
        closing.close(work, which)
        return which

    found = within(world, ask)
    world.clock.pass_by(timedelta(days=30))
    return found


def results(world: World) -> Person:
    her = an_anchor(world)
    her.says("results")
    her.presses("How we work together")
    return her


def test_an_anchor_reads_how_many_answered_and_what_moved(world: World) -> None:
    answered(world)
    answered(world, seed=2)
    her = results(world)
    shown = her.last()
    assert "of the 24" in shown.text
    labels = [one.label for one in buttons(shown)]
    assert "How it changed" in labels
    assert "End this series" in labels
    assert len(within(world, lambda work: work.connection.execute(sa.select(published)).all())) > 25


def test_pictures_come_with_words_and_a_table(world: World) -> None:
    answered(world)
    answered(world, seed=2)
    her = results(world)
    first = her.bubbles()[-1]
    for label in ("How it changed", "How we work together"):
        her.presses(label, first)
        picture = her.last().file
        assert picture is not None
        assert picture.content.startswith(b"\x89PNG")
        assert len(picture.words) > 100


def test_what_was_shown_once_reads_the_same_again(world: World) -> None:
    answered(world)
    her = results(world)
    first = her.last().text
    before = within(world, lambda work: work.connection.execute(sa.select(published)).all())
    her.says("results")
    assert her.presses("How we work together").text == first
    assert within(world, lambda work: work.connection.execute(sa.select(published)).all()) == before


def test_groups_are_shown_as_far_as_they_may(world: World) -> None:
    answered(world)
    her = results(world)
    assert "never" in her.last().small
    her.presses("By group")
    assert her.last().title == "By group"
    label, told = next(fact for fact in her.last().facts if fact[0].startswith("Schools and education"))
    assert label.endswith(" answers")
    assert told.startswith("integrity ")


def test_an_open_wave_and_half_a_round_show_nothing(world: World) -> None:
    answered(world, "anonymous", size=5)
    her = an_anchor(world)
    her.says("results")
    assert "round" in her.presses("How we work together").text
    for seed in range(2, 6):
        answered(world, "anonymous", seed=seed, size=5)
    her.says("results")
    assert "of the 24" in her.presses("How we work together").text


def test_the_evaluators_pack_is_a_zip_and_is_noted(world: World) -> None:
    answered(world)
    her = results(world)
    her.presses("Evaluator")
    file = her.last().file
    assert file is not None
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        names = archive.namelist()
    assert {"results.csv", "codebook.csv", "redraw.py", "README.txt"} <= set(names)
    assert any(name.endswith(".sav") for name in names)
    noted = within(world, lambda work: list(work.connection.execute(sa.select(audit.c.action)).scalars()))
    assert "results exported" in noted


def test_the_summary_goes_to_those_who_were_asked_in_the_words_that_the_anchor_approved(world: World) -> None:
    which = answered(world)
    her = results(world)
    hers = her.bubbles()[-1]
    her.presses("What was done", hers)
    assert "Noted" in her.says("The steering group now meets at half past three.").text
    her.presses("Share with members", hers)
    her.presses("Change the wording")
    assert her.says("You said meetings are too long. We have halved them.").title.startswith("Shall this go")
    assert "24 people" in her.presses("Send to the 24").text
    goes_out(world)
    member_ = world.person("p3")
    assert member_.last().title == "What you told us: How we work together"
    assert member_.last().text == "You said meetings are too long. We have halved them."
    rows = within(world, lambda work: work.connection.execute(sa.select(wave)).all())
    assert [(row.id, row.shared, row.done[:12]) for row in rows] == [(which, True, "The steering")]


def test_only_who_may_sees_results_and_only_an_anchor_shares(world: World) -> None:
    answered(world)
    (one,) = within(world, lambda work: work.connection.execute(sa.select(series)).all())
    teacher, facilitator, other = world.person("p1"), world.person("f"), world.person("other")
    within(world, lambda work: membership.appoint(work, work.person_at(facilitator.address), "oldham", "facilitator"))
    within(world, lambda work: membership.appoint(work, work.person_at(other.address), "leeds"))
    assert "Only an anchor" in teacher.says("results").text
    for person in (teacher, other):
        for what in ("s", "x", "g", "h", "ok", "z", "zz", "d"):
            world.hear(
                Event(f"{what}{person.address.id}", person.address, person.address, pressed=f"e:{what}:{one.id}")
            )
            assert person.last().text.startswith("Only")
    facilitator.says("results")
    assert "of the 24" in facilitator.presses("How we work together").text
    assert "Only an anchor" in facilitator.presses("Share with members").text
    assert within(world, lambda work: work.connection.execute(sa.select(series.c.ended)).scalar()) is False


def test_ending_a_series_destroys_the_key(world: World) -> None:
    answered(world)
    (one,) = within(world, lambda work: work.connection.execute(sa.select(series)).all())
    key = Path(world.url.removeprefix("sqlite:///")).parent / "keys" / one.id
    assert key.exists()
    her = results(world)
    her.presses("End this series")
    assert "has ended" in her.presses("End it").text
    within(world, closing.destroy_keys)
    assert not key.exists()


def test_no_answer_of_anybody_stands_in_the_register_of_a_small_wave(world: World) -> None:
    within(
        world, lambda work: work.connection.execute(sa.update(member).where(member.c.person > 4).values(left=work.now))
    )
    answered(world)
    her = results(world)
    rows = within(
        world, lambda work: [json.loads(row.body or "{}") for row in work.connection.execute(sa.select(published))]
    )
    assert rows == []
    assert "fewer" in her.last().text.lower()
