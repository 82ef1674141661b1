"""Surveys from launch to close: whole conversations over the fake platform, each turn a restart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.flows.questionnaire import Mode
from bot.membership import members as membership
from bot.messages import Event, Message
from bot.privacy import keys
from bot.surveys import instruments
from bot.surveys.disclosed import Thresholds
from bot.surveys.instrument import Instrument
from bot.tables import asked, conversation, draft, member, outbox, response, series, subgroup, subgroup_member, wave
from bot.waves import closing, launching
from bot.waves.launching import Plan
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import an_anchor, goes_out, members, within
from tests.databases import databases
from tests.fake import Bubble, Person, World, buttons

FEEDBACK = instruments.load("workshop-feedback")
PULSE = instruments.load("relational-pulse")


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


@pytest.fixture
def small(library: Library, tmp_path: Path) -> World:
    """On SQLite alone, where the keys' folder stands beside the file."""
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


def launch(world: World, instrument: Instrument = FEEDBACK, mode: Mode = "anonymous", size: int = 0) -> str:
    plan = Plan("oldham", instrument, mode, size=size)
    which = within(world, lambda work: launching.launch(work, None, plan))
    goes_out(world)
    return which


def bubble_of(her: Person, which: str) -> Bubble:
    return [one for one in her.bubbles() if one.message.bubble == f"v{which}"][-1]


def answers_all(her: Person, which: str, choose: int = 0) -> Message:
    """Press Begin, then an answer to each question, skipping what must be typed."""
    her.presses("Begin", bubble_of(her, which))
    for _ in range(60):
        shown = bubble_of(her, which)
        options = [one for one in buttons(shown.message) if ":a:" in one.token]
        ticks = [one for one in buttons(shown.message) if ":t:" in one.token]
        if options:
            her.presses(options[choose % len(options)].label, shown)
        elif ticks and not any(one.label.startswith("✓") for one in ticks):
            her.presses(ticks[0].label, shown)
        elif any(one.label.startswith("Done") for one in buttons(shown.message)):
            her.presses("Done", shown)
        elif any(one.label.startswith("Skip") for one in buttons(shown.message)):
            her.presses("Skip", shown)
        else:
            return shown.message
    raise AssertionError("the survey does not end")


def rows_of(world: World, table: sa.Table) -> Sequence[Any]:
    return within(world, lambda work: work.connection.execute(sa.select(table)).all())


def close(world: World, which: str) -> None:
    within(world, lambda work: closing.close(work, which))


def test_an_anchor_puts_a_survey_together_tries_it_and_launches_it_in_chat(world: World) -> None:
    people = members(world, 3)
    her = an_anchor(world)
    her.says("surveys")
    her.presses("New survey")
    facts = dict(her.presses("The workshop").facts)
    assert facts["For"] == "Everyone, 3 people"
    assert facts["Anonymous"].startswith("nobody can tell")
    her.presses("How named")
    assert "Confidential" in dict(her.presses("Confidential").facts)
    her.presses("Back")
    setting = her.bubbles()[-1]
    her.presses("Try it")
    assert "Confidential, not anonymous" in dict(her.last().facts)
    her.presses("Begin")
    assert "nothing is kept" in her.last().small
    her.presses(buttons(her.last())[0].label)
    assert rows_of(world, draft) == []
    her.presses("Launch to 3", setting)
    assert "goes out" in setting.message.title
    goes_out(world)
    assert all("The workshop" in one.last().title for one in people)
    assert "0 of 3 done" in str(her.says("surveys").facts)


def test_an_anchor_of_two_collaboratives_says_whose_survey_it_is(world: World) -> None:
    members(world, 2)
    members(world, 3, "hackney")
    her = an_anchor(world, "oldham", "hackney")
    assert her.says("surveys").text == "Of which collaborative?"
    assert her.presses("Hackney").title == "Surveys in Hackney"
    her.presses("New survey")
    assert dict(her.presses("The workshop").facts)["For"] == "Everyone, 3 people"
    within(world, lambda work: membership.dismiss(work, work.person_at(her.address), "hackney"))
    assert "anchor" in her.presses("Launch to 3").text
    assert rows_of(world, series) == [], "least of all in the other one"
    assert her.says("surveys").title == "Surveys in Oldham"


def test_an_anchor_closes_a_survey_early_only_once_she_has_said_so_twice(world: World) -> None:
    (one, *_) = members(world, 6)
    which = launch(world)
    her = an_anchor(world)
    her.says("surveys")
    asks = her.presses("Close “The workshop”")
    assert "0 of 6 are done" in asks.text
    her.presses("Leave it open")
    assert [row.state for row in rows_of(world, wave)] == ["open"]
    her.presses("Close “The workshop”")
    assert "closed; 0 of 6 done" in str(her.presses("Close it now").facts)
    one.presses("Begin", bubble_of(one, which))
    assert "has closed" in bubble_of(one, which).message.text
    assert rows_of(world, draft) == []


def test_members_answer_change_skip_and_finish_in_one_bubble(world: World) -> None:
    (her, *_) = members(world, 2)
    which = launch(world)
    assert "less than a minute" in her.last().text or "minute" in her.last().text
    answers_all(her, which)
    assert len(her.bubbles()) == 1
    kept = {row.question for row in within(world, lambda w: w.connection.execute(sa.select(draft)).all()) if row.value}
    assert kept
    assert [row.state for row in rows_of(world, asked) if row.person == 1] == ["finished"]


def test_typed_answers_fill_what_they_fit_and_a_question_in_the_middle_is_answered(world: World) -> None:
    (her, _) = members(world, 2)
    which = launch(world, PULSE)
    her.presses("Begin", bubble_of(her, which))
    assert "2 of 25" in her.says("4").small
    asked_for = her.says("who helps with speech and language")
    assert asked_for.bubble != f"v{which}"
    her.says("agree")
    assert "3 of 25" in bubble_of(her, which).message.small
    assert len([row for row in rows_of(world, draft) if row.value]) == 2


def test_nobody_who_was_not_asked_can_answer(world: World) -> None:
    (her, _) = members(world, 2)
    which = launch(world)
    stranger = world.person("stranger")
    token = buttons(her.last())[0].token
    world.hear(Event("forged", stranger.address, stranger.address, pressed=token, message="m1"))
    assert "for others" in stranger.last().text
    assert rows_of(world, draft) == []
    assert which


def test_anonymous_answers_lose_every_tie_at_the_close(world: World) -> None:
    people = members(world, 6)
    which = launch(world)
    for number, one in enumerate(people):
        answers_all(one, which, number)
    goes_out(world)  # everybody is done: it closes early
    assert [row.state for row in rows_of(world, wave)] == ["closed"]
    assert rows_of(world, draft) == []
    given = rows_of(world, response)
    assert len(given) == 6
    assert all(row.person is None and row.key == "" for row in given)
    assert all(row.at == "" for row in rows_of(world, asked))
    assert [row for row in rows_of(world, conversation) if row.flow == "survey"] == []


def test_of_fewer_than_five_only_the_number_is_known(small: World) -> None:
    people = members(small, 5)
    which = launch(small)
    for one in people[:4]:
        answers_all(one, which)
    close(small, which)
    assert rows_of(small, response) == []
    assert [row.answered for row in rows_of(small, wave)] == [4]
    assert Thresholds().closed == closing.FEWEST


def test_confidential_answers_have_the_same_key_in_every_wave_until_the_series_ends(small: World) -> None:
    people = members(small, 3)
    for _ in range(2):
        which = launch(small, mode="confidential")
        for one in people:
            answers_all(one, which)
        goes_out(small)
        small.clock.pass_by(timedelta(days=8))
    rows = rows_of(small, response)
    by_wave = [{row.key for row in rows if row.wave == one.id} for one in rows_of(small, wave)]
    assert by_wave[0] == by_wave[1]
    assert len(by_wave[0]) == 3
    assert all(row.person is None for row in rows)
    (one,) = rows_of(small, series)
    folder = Path(small.url.removeprefix("sqlite:///")).parent / "keys"
    assert (folder / one.id).stat().st_mode & 0o777 == 0o600
    before = keys.pseudonym(folder, one.id, 1)
    assert before in by_wave[0]
    within(small, lambda work: closing.end_series(work, one.id))
    within(small, closing.destroy_keys)
    assert keys.pseudonym(folder, one.id, 1) != before


def test_named_answers_keep_whose_they_are(world: World) -> None:
    people = members(world, 2)
    which = launch(world, mode="named")
    for one in people:
        answers_all(one, which)
    goes_out(world)
    assert sorted(row.person for row in rows_of(world, response)) == [1, 2]


def test_who_has_not_finished_is_nudged_twice_at_most_and_nobody_else(small: World) -> None:
    done, silent, declines = members(small, 3)
    which = launch(small)
    answers_all(done, which)
    declines.presses("Not this time", bubble_of(declines, which))
    for _ in range(13):
        small.clock.pass_by(timedelta(days=1))
        goes_out(small, 1)
    assert [len(one.bubbles()) for one in (done, silent, declines)] == [1, 3, 1]


def test_a_late_press_gets_a_kind_word_and_changes_nothing(world: World) -> None:
    people = members(world, 6)
    which = launch(world)
    for one in people[:5]:
        answers_all(one, which)
    late = bubble_of(people[5], which)
    close(world, which)
    before = rows_of(world, response)
    assert "has closed" in people[5].presses("Begin", late).text
    assert rows_of(world, response) == before
    assert rows_of(world, draft) == []


def test_what_was_never_delivered_is_not_a_refusal(small: World) -> None:
    people = members(small, 6)
    people[5].says("snooze for 4 weeks")
    which = launch(small)
    for one in people[:5]:
        answers_all(one, which)
    small.clock.pass_by(timedelta(days=15))
    goes_out(small, 1)
    assert sorted(row.state for row in rows_of(small, asked) if row.wave == which) == ["finished"] * 5 + ["unreached"]
    assert [row for row in rows_of(small, outbox) if row.state == "queued"] == []


def test_a_pulse_that_rotates_asks_a_few_statements_and_keeps_each_alone(small: World) -> None:
    people = members(small, 10)
    which = launch(small, PULSE, size=5)
    for number, one in enumerate(people):
        answers_all(one, which, number)
    goes_out(small)
    given = [json.loads(str(row.answers)) for row in rows_of(small, response)]
    statements = {one.id for one in PULSE.statements}
    assert all(len(one) == 1 for one in given)
    counts = {name: sum(name in one for one in given) for name in statements}
    assert set(counts.values()) == {2}  # ten people, five of 25 each


def test_a_name_in_a_comment_is_refused_and_the_survey_waits(world: World) -> None:
    (her, _) = members(world, 2)
    which = launch(world)
    her.presses("Begin", bubble_of(her, which))
    while not any("type" in one.small.lower() for one in [bubble_of(her, which).message]):
        first = next(one for one in buttons(bubble_of(her, which).message) if ":a:" in one.token or ":t:" in one.token)
        her.presses(first.label, bubble_of(her, which))
        if ":t:" in first.token:
            her.presses("Done", bubble_of(her, which))
    said = her.says("Marigold Thistlethwaite dob 11/02/2015 was never mentioned again")
    assert "kept nothing" in said.text
    if "sqlite" in world.url:
        assert b"Thistlethwaite" not in world.files
    her.says("More time to talk, please.")
    assert "More time to talk, please." in [row.value for row in rows_of(world, draft)]


def test_whoever_leaves_while_it_is_open_answers_no_more(world: World) -> None:
    (her, _) = members(world, 2)
    which = launch(world)

    def leave(work: Work) -> None:
        work.connection.execute(sa.update(member).where(member.c.person == 1).values(left=work.now))

    within(world, leave)
    assert "Only those who have joined" in her.presses("Begin", bubble_of(her, which)).text


def test_a_wave_comes_by_itself_on_its_schedule_and_only_once(small: World) -> None:
    members(small, 2)
    plan = Plan("oldham", FEEDBACK, "anonymous", schedule="every 2 weeks on Tuesday at 9:00", open_days=3)
    assert within(small, lambda work: launching.launch(work, None, plan)) == ""
    for _ in range(30):
        small.clock.pass_by(timedelta(days=1))
        goes_out(small, 1)
    opened = [row.opened.isoweekday() for row in rows_of(small, wave)]
    assert opened
    assert set(opened) <= {2, 3}
    assert len(opened) in (2, 3)


def test_a_rhythm_counts_from_the_day_on_which_it_was_planned(small: World) -> None:
    """The survey had been asked once before, on another day of the week and in a week between."""
    members(small, 2)
    once = Plan("oldham", FEEDBACK, "anonymous", open_days=1)
    within(small, lambda work: launching.launch(work, None, once))
    small.clock.pass_by(timedelta(days=9))
    goes_out(small, 1)
    within(small, lambda work: launching.launch(work, None, replace(once, schedule="every fortnight")))
    planned = small.clock().date()
    for _ in range(45):
        small.clock.pass_by(timedelta(days=1))
        goes_out(small, 1)
    opened = [row.opened.date() for row in rows_of(small, wave)][1:]
    assert len(opened) >= 3
    assert (opened[0] - planned).days <= 1, "the test looks once a day"
    assert {(later - day).days for day, later in pairwise(opened)} == {14}


def test_an_anchor_writes_when_her_survey_comes_and_an_unreadable_phrase_changes_nothing(small: World) -> None:
    members(small, 3)
    anchor = an_anchor(small)
    anchor.says("surveys")
    anchor.presses("New survey")
    anchor.presses("The workshop")
    assert "or write when" in anchor.presses("When").text
    refused = anchor.says("when it rains")
    assert "I don't understand “when it rains”. Write it like “third school week" in refused.text
    assert dict(refused.facts)["When"] == "now, once"
    assert "understand “what" not in anchor.says("what is an EHCP?").text
    assert dict(anchor.says("fortnightly on Tuesdays at 9").facts)["When"] == "fortnightly on Tuesdays at 9"
    anchor.presses("Back")
    assert "is planned" in anchor.presses("Plan it").title
    assert [row.plan for row in rows_of(small, series)] == ["fortnightly on Tuesdays at 9"]
    assert "comes fortnightly on Tuesdays at 9; goes out next on" in str(anchor.says("surveys").facts)


def test_a_sector_can_be_asked_alone_and_the_list_is_frozen(small: World) -> None:
    people = members(small, 3)

    def sectors(work: Work) -> None:
        work.connection.execute(sa.update(member).where(member.c.person <= 2).values(sector="health"))

    within(small, sectors)
    plan = Plan("oldham", FEEDBACK, "anonymous", audience="sector:health")
    within(small, lambda work: launching.launch(work, None, plan))
    goes_out(small)
    assert [len(one.bubbles()) for one in people] == [1, 1, 0]
    within(small, lambda work: work.connection.execute(sa.update(member).values(sector="health")))
    goes_out(small)
    assert people[2].bubbles() == []


NAMES = ("Ana Reed", "Ben Shaw", "Cara Lim", "Dev Patel", "Eve Moss", "Ana Reid")


def named(world: World) -> list[Person]:
    people = members(world, len(NAMES))

    def name(work: Work) -> None:
        for one, called in zip(people, NAMES, strict=True):
            whose = member.c.person == work.person_at(one.address)
            work.connection.execute(sa.update(member).where(whose).values(name=called))

    within(world, name)
    return people


def test_an_anchor_asks_a_list_that_she_pastes(world: World) -> None:
    people, her = named(world), an_anchor(world)
    her.says("surveys")
    her.presses("New survey")
    her.presses("The workshop")
    her.presses("Who")
    wrong = her.says("Ben Shaw\nZoe Nobody\nAna Reed\nCara Lim")
    assert wrong.text == "Nobody here is called “Zoe Nobody”."
    assert dict(wrong.facts)["For"] == "Everyone, 6 people", "nothing is half done"
    few = her.says("Ben Shaw\ncara lim")
    assert "fewer than 5" in few.text
    assert dict(her.says("Ben Shaw, Cara Lim, Dev Patel, Eve Moss, Ana Reed").facts)["For"] == "A list, 5 people"
    her.presses("Back")
    her.presses("Launch to 5")
    goes_out(world)
    assert [len(one.bubbles()) for one in people] == [1, 1, 1, 1, 1, 0]
    assert [row.audience for row in rows_of(world, series)] == [launching.list_of(range(1, 6))]


def in_groups(world: World) -> list[Person]:
    """Three of seven work in health, four are in a sub-group, and one of them wants to hear nothing."""
    people = members(world, 8)

    def settle(work: Work) -> None:
        values = {"collaborative": "oldham", "slug": "early-help", "name": "Early Help"}
        made = sa.insert(subgroup).values(values).returning(subgroup.c.id)
        group = work.connection.execute(made).scalar_one()
        for number, one in enumerate(people):
            who = work.person_at(one.address)
            sector = "health" if number < 3 else "schools"
            work.connection.execute(sa.update(member).where(member.c.person == who).values(sector=sector))
            if number > 3:
                work.connection.execute(sa.insert(subgroup_member).values(subgroup=group, person=who))

    within(world, settle)
    people[-1].says("stop")
    return people


@pytest.mark.parametrize("audience", ["sector:health", "subgroup:early-help"])
def test_a_group_of_few_is_not_asked_what_could_never_be_shown(small: World, audience: str) -> None:
    in_groups(small)
    plan = Plan("oldham", FEEDBACK, "anonymous", audience=audience)
    for one in (plan, replace(plan, mode="confidential"), replace(plan, schedule="every fortnight")):
        assert "fewer than 5" in within(small, lambda work, one=one: launching.refusal(work, one))  # type: ignore[misc]
    assert within(small, lambda work: launching.refusal(work, replace(plan, mode="named"))) == ""
    assert within(small, lambda work: launching.refusal(work, replace(plan, audience=""))) == ""


def test_the_outlook_counts_those_who_are_asked_and_names_sub_groups_too(small: World) -> None:
    in_groups(small)
    plan = Plan("oldham", FEEDBACK, "anonymous")
    outlook = within(small, lambda work: launching.hopes(work, plan))
    which = within(small, lambda work: launching.launch(work, None, plan))
    frozen = [row for row in rows_of(small, asked) if row.wave == which]
    assert outlook.members == len(frozen) == 7
    assert set(outlook.groups_never) == {"health", "schools", "Early Help"}


def test_a_list_has_no_schedule_and_its_results_are_nobody_elses(small: World) -> None:
    named(small)
    few, more = tuple(range(1, 6)), tuple(range(1, 7))
    plans = [
        Plan("oldham", FEEDBACK, "anonymous", audience=launching.list_of(people), people=people)
        for people in (few, more, few)
    ]
    for plan in plans:
        within(small, lambda work, plan=plan: launching.launch(work, None, plan))  # type: ignore[misc]
    assert [row.invited for row in rows_of(small, wave)] == [5, 6, 5]
    assert len(rows_of(small, series)) == 2, "the same people are the same series, and nobody else is"
    planned = replace(plans[0], schedule="every 2 weeks on Tuesday at 9:00")
    assert "asked once" in within(small, lambda work: launching.refusal(work, planned))


def test_only_an_anchor_sees_or_launches_surveys(world: World) -> None:
    (her, _) = members(world, 2)
    assert "Only an anchor" in her.says("surveys").text
    world.hear(Event("forged", her.address, her.address, pressed="q:go", message="m1"))
    assert "Only an anchor" in her.last().text
    assert rows_of(world, wave) == []
    other = world.person("other")
    within(world, lambda work: membership.appoint(work, work.person_at(other.address), "leeds"))
    which = launch(world)
    world.hear(Event("forged2", other.address, other.address, pressed=f"q:close:{which}", message="m1"))
    assert [row.state for row in rows_of(world, wave)] == ["open"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 40), min_size=1, max_size=25), st.booleans())
def test_any_script_of_presses_leaves_one_answer_to_each_question(
    library: Library, tmp_path_factory: pytest.TempPathFactory, script: list[int], twice: bool
) -> None:
    world = World(library, f"sqlite:///{tmp_path_factory.mktemp('script') / 'signpost.db'}")
    (her, _) = members(world, 2)
    which = launch(world, PULSE)
    last: dict[str, str] = {}
    for number, pick in enumerate(script):
        shown = bubble_of(her, which)
        button = buttons(shown.message)[pick % len(buttons(shown.message))]
        for repeat in range(1 + twice):
            event = f"s{number}" if repeat == 0 else f"s{number}d"
            world.hear(Event(event, her.address, her.address, pressed=button.token, message=shown.id))
        parts = button.token.split(":")
        if parts[2] == "a":
            question = PULSE.questions[int(parts[3])]
            last[question.id] = question.options[int(parts[4])].value
    kept = {str(row.question): str(row.value) for row in rows_of(world, draft) if row.value}
    assert len(her.bubbles()) == 1
    assert kept.items() <= last.items() or kept == last
