"""Whole conversations, every turn a restart."""

from __future__ import annotations

from datetime import timedelta

from bot.flows.answer import Asker
from bot.flows.ask import reply
from bot.messages import Address, Event
from knowledge.safety import screen
from tests.collaborating import within
from tests.fake import World, buttons

SITUATIONS = (
    "home is falling apart and he has stopped coming in",
    "year 9, parents are struggling and attendance is dropping",
    "who can advise on behaviour and special needs",
    "family need help at home",
    "we want advice about a child who may be excluded",
)
QUESTION = "covers his ears in assembly and can't hold a pencil"


def several_fit(world: World) -> str:
    """A situation for which the directory of Oldham has one answer and others worth offering beside it."""
    for words in SITUATIONS:
        replied = reply(screen(words), Asker("oldham"), world.library)
        if replied.kind == "answer" and any(b.label.startswith("Or: ") for b in buttons(replied.message)):
            return words
    raise AssertionError("none of the situations has more than one fitting answer")


def test_a_newcomer_says_where_and_as_what_and_then_gets_the_answer_that_was_waiting(world: World) -> None:
    senco = world.person()
    asked = senco.says(QUESTION)
    assert "Where do you work?" in asked.text
    assert "Then you get your answer" in asked.text
    asked = senco.presses("Worcestershire")
    assert "what do you do" in asked.text
    answer = senco.presses("SENCO")
    assert answer.title == "Occupational therapy (Worcestershire health offer)"
    assert "Worcestershire (SENCO)" in senco.bubbles()[0].message.text
    assert [bubble.edits for bubble in senco.bubbles()] == [2, 0]


def test_where_the_phase_decides_it_is_asked_for_and_a_tap_brings_the_answer(world: World) -> None:
    lead = world.person()
    lead.settles("Worcestershire", "SENCO")
    asked = lead.says("outreach")
    assert asked.text == "Which phase is it for?"
    assert [button.label for button in buttons(asked)] == ["Primary", "Secondary", "None of these"]
    assert lead.presses("Secondary").title == "AP secondary outreach"
    assert lead.bubbles()[-1].edits == 1


def test_a_newcomer_is_asked_for_the_phase_after_the_two_taps(world: World) -> None:
    lead = world.person()
    lead.says("outreach")
    lead.presses("Worcestershire")
    assert lead.presses("SENCO").text == "Which phase is it for?"
    assert lead.presses("Primary").title == "Beacon Centre primary outreach"


def test_whoever_is_known_gets_an_answer_at_once(world: World) -> None:
    senco = world.person()
    senco.settles("East Sussex", "SENCO")
    answer = senco.says("what is Therapy One Point?")
    assert answer.title == "Therapy One Point"
    labels = [label for label, _ in answer.facts]
    assert labels.index("Try first") < labels.index("How to refer") if "Try first" in labels else True
    assert "How to refer" in labels
    assert "Number not held here" in answer.plain
    assert "From “" in answer.small


def test_another_match_takes_the_place_of_the_first_and_can_be_taken_back(world: World) -> None:
    teacher = world.person()
    teacher.settles("Oldham", "Teacher")
    first = teacher.says(several_fit(world))
    other = next(button.label for button in buttons(first) if button.label.startswith("Or: "))
    second = teacher.presses(other)
    assert second.title == other.removeprefix("Or: ")
    assert teacher.bubbles()[-1].edits == 1
    again = teacher.presses(f"Or: {first.title}"[:30])
    assert again.title == first.title


def test_a_button_works_weeks_later_and_twice(world: World) -> None:
    teacher = world.person()
    teacher.settles("Oldham", "Teacher")
    teacher.says(several_fit(world))
    old = teacher.bubbles()[-1]
    before = old.message
    world.clock.pass_by(timedelta(weeks=5))
    teacher.says("what is CAMHS")
    label = next(button.label for button in buttons(before) if button.label.startswith("Or: "))
    teacher.presses(label, old, event="same")
    shown = old.message
    assert shown.title == label.removeprefix("Or: ")
    count = len(teacher.bubbles())
    teacher.presses("Or: ", old, event="same")
    assert old.message == shown
    assert len(teacher.bubbles()) == count


def test_the_route_says_whether_one_may_refer(world: World) -> None:
    teacher = world.person()
    teacher.settles("East Sussex", "Teacher")
    answer = teacher.says("what is Therapy One Point?")
    route = teacher.presses("Route")
    assert route.title == f"Route to {answer.title}"
    assert route.text
    assert teacher.presses("Back").title == answer.title


def test_not_what_i_meant_asks_one_question_and_none_of_these_abstains(world: World) -> None:
    teacher = world.person()
    teacher.settles("Oldham", "Teacher")
    teacher.says(several_fit(world))
    asked = teacher.presses("Not what I meant")
    assert asked.text in ("What is it mostly about?", "Is it one of these?")
    given_up = teacher.presses("None of these")
    assert "I don't know" in given_up.text


def test_something_wrong_leaves_a_note_for_the_curator(world: World) -> None:
    from bot.store import Store

    teacher = world.person()
    teacher.settles("East Sussex", "Teacher")
    teacher.says("what is Therapy One Point?")
    teacher.presses("Something's wrong")
    assert "noted" in teacher.presses("Closed").text
    store = Store(world.url, world.clock)
    faults = store.read(lambda work: work.faults())
    store.close()
    assert [(one["service"], one["fault"]) for one in faults] == [("east-sussex/therapy-one-point", "closed")]


def test_after_a_note_to_the_curator_the_answer_is_there_again_with_its_other_matches(world: World) -> None:
    teacher = world.person()
    teacher.settles("Oldham", "Teacher")
    answer = teacher.says(several_fit(world))
    teacher.presses("Something's wrong")
    teacher.presses("Closed")
    again = teacher.presses("Back")
    assert (again.title, again.text) == (answer.title, answer.text)
    assert [one.label for one in buttons(again)] == [one.label for one in buttons(answer)]


def test_it_does_not_know_the_weather_and_notes_the_gap_without_who_asked(world: World) -> None:
    from bot.store import Store

    teacher = world.person()
    teacher.settles("Oldham", "Teacher")
    answer = teacher.says("who can mend the boiler in the Nursery block")
    assert "I don't know" in answer.text
    store = Store(world.url, world.clock)
    assert "I've noted the gap (not who asked)" in teacher.last().text
    gaps = store.read(lambda work: work.gaps())
    store.close()
    assert [gap["locality"] for gap in gaps] == ["oldham"]
    assert "boiler" in gaps[0]["words"]


def test_what_says_nothing_leaves_no_gap_and_does_not_claim_to(world: World) -> None:
    teacher = world.person()
    teacher.settles("Worcestershire", "Teacher")
    for said in ("5", "asdfgh qwsx", "can you help"):
        assert "I don't know" in teacher.says(said).text
        assert "noted" not in teacher.last().text
    teacher.says("outreach")
    assert "noted" not in teacher.presses("None of these").text
    for said in ("who does NELI", "boilr"):
        assert "I've noted the gap" in teacher.says(said).text
    assert sorted(gap["words"] for gap in within(world, lambda work: work.gaps())) == ["boilr", "does neli who"]


def test_who_asks_for_another_places_service_by_name_hears_whose_it_is(world: World) -> None:
    head = world.person()
    head.settles("Oldham", "Teacher")
    answer = head.says("WHO RUNS THE BSN")
    assert answer.text.startswith(
        "“Behaviour Support Networks” belongs to East Sussex. I don't know who that would be in"
    )
    assert "How others do it: Behaviour Support Networks" in [button.label for button in buttons(answer)]


def test_what_is_here_instead_of_another_places_service_comes_after_whose_that_is(world: World) -> None:
    head = world.person()
    head.says("therapy one point")
    head.presses("Worcestershire")
    waited, named = head.presses("Teacher"), head.says("What is Therapy One Point?")
    for answer in (waited, named):
        assert answer.title == "Occupational therapy (Worcestershire health offer)"
        assert answer.text.startswith("“Therapy One Point” belongs to East Sussex. Here:\nNHS therapy for ")
    assert "belongs" not in head.says("therapy at one point in the day").text
    neighbour = world.person("neighbour")
    neighbour.settles("East Sussex", "Teacher")
    assert "belongs" not in neighbour.says("therapy one point").text


def test_what_fits_but_weakly_is_said_to_be_no_more_than_a_guess(world: World) -> None:
    newcomer, head = world.person("newcomer"), world.person()
    newcomer.says("behaviour is awful")
    newcomer.presses("Oldham")
    head.settles("Oldham", "Teacher")
    for answer in (newcomer.presses("Teacher"), head.says("behaviour is awful")):
        assert answer.title == "Virtual inclusion clinics"
        assert answer.text.startswith("I'm not sure that this is the one.\n")
    assert head.says("fighting at break every day").text == "I'm not sure. Is one of these near?"
    for certain in ("virtual inclusion clinics", "swearing at staff", "what to try before exclusion"):
        assert "not sure" not in head.says(certain).text


def test_what_many_places_have_is_said_to_belong_to_none(world: World) -> None:
    head = world.person()
    head.settles("Oldham", "Teacher")
    assert "belongs" not in head.says("early help (Worcestershire)").text


def test_about_another_places_service_shows_how_others_do_it(world: World) -> None:
    head = world.person()
    assert "Where do you work?" in head.says("about Therapy One Point").text
    head.settles("Oldham", "Head")
    shown = head.says("about Therapy One Point")
    assert shown.title == "Therapy One Point"
    assert "How others do it: this is in East Sussex" in shown.text
    assert head.says("about").text == "Which service? For example: about Therapy One Point"


def test_what_no_longer_runs_says_so_wherever_it_can_be_chosen(world: World) -> None:
    senco = world.person()
    senco.settles("Oldham", "SENCO")
    offered = senco.says("SENCo clinics")
    (said,) = [line for name, line in offered.facts if name == "SENCo clinics (Oldham)"]
    assert said.startswith("This has been replaced. Now: Virtual inclusion clinics.")
    assert [button.label for button in buttons(offered)][:2] == [
        "SENCo clinics (Oldham), replaced",
        "Virtual inclusion clinics",
    ]
    shown = senco.presses("SENCo clinics")
    assert "This has been replaced." in shown.text


def test_where_only_something_over_fits_a_need_what_runs_is_offered_beside_it(world: World) -> None:
    teacher = world.person()
    teacher.settles("Hackney", "Teacher")
    answer = teacher.says("he needs space to cool off before he blows")
    assert "nobody can refer to it here" in answer.text
    assert any(one.label.startswith("Or: ") and not one.label.endswith("an example") for one in buttons(answer))


def test_the_first_answer_offers_no_more_and_says_why_as_any_other(world: World) -> None:
    question = "covers his ears, can't hold a pencil"
    known, newcomer = world.person("u1"), world.person("u2")
    known.settles("East Sussex", "SENCO")
    answer = known.says(question)
    newcomer.says(question)
    newcomer.presses("East Sussex")
    first = newcomer.presses("SENCO")
    assert [button.label for button in buttons(first)] == [button.label for button in buttons(answer)]
    assert first.small.startswith("Matched: movement and fine motor skills.")


def test_a_hint_of_danger_is_heeded_before_it_is_known_where_one_works(world: World) -> None:
    newcomer = world.person()
    asked = newcomer.says("boy in y4 keeps kicking off")
    assert asked.text.startswith("If a child may be in danger: 999, or tell your safeguarding lead (DSL) now.")
    assert "Where do you work?" in asked.text


def test_a_hint_of_danger_is_heeded_in_whatever_it_is_said(world: World) -> None:
    senco = world.person()
    senco.settles("Oldham", "SENCO")
    senco.says("remind me tomorrow at 9 that the boy in y4 keeps kicking off")
    warned, answered = [bubble.message.text for bubble in senco.bubbles()[-2:]]
    assert warned == "If a child may be in danger: 999, or tell your safeguarding lead (DSL) now."
    assert answered.startswith("I'll remind you")
    assert "999" not in senco.says("wishes").plain


def test_the_place_can_be_typed_and_changed(world: World) -> None:
    teacher = world.person()
    teacher.says("hello")
    assert "what do you do" in teacher.says("oldam").text
    assert "Oldham (SENCO)" in teacher.says("senco").text
    teacher.settles("East Sussex", "SENCO")
    assert teacher.says("who runs the BSN").title == "Behaviour Support Networks"


def test_a_question_in_the_middle_of_first_contact_is_the_one_that_waits(world: World) -> None:
    teacher = world.person()
    teacher.says("hello")
    teacher.says("who runs the BSN")
    teacher.presses("East Sussex")
    assert teacher.presses("Teacher").title == "Behaviour Support Networks"


def test_a_glossary_word_is_explained_as_it_is_meant_here(world: World) -> None:
    teacher = world.person()
    teacher.settles("Barking", "Teacher")
    assert "Mental Health" in teacher.says("glossary camhs").text
    here = teacher.says("glossary EIP").text
    teacher.settles("East Sussex", "Teacher")
    assert teacher.says("glossary EIP").text != here


def test_help_and_privacy_are_short(world: World) -> None:
    teacher = world.person()
    teacher.settles("Oldham", "Teacher")
    for word in ("help", "privacy"):
        assert 100 < len(teacher.says(word).plain) < 700


def test_a_picture_gets_one_kind_line(world: World) -> None:
    teacher = world.person()
    world.hear(Event("f1", teacher.address, teacher.address, file=True, message="p1"))
    assert "can't look at pictures" in teacher.last().text


def test_in_a_channel_the_answer_is_for_the_asker_alone(world: World) -> None:
    teacher = world.person()
    teacher.settles("East Sussex", "Teacher")
    channel = Address("fake", "w", "C1", "u1")
    assert teacher.says("ask who runs the BSN", channel).title == "Behaviour Support Networks"
    assert set(world.platform.chats) == {teacher.address, channel}


def test_the_same_event_twice_is_answered_once(world: World) -> None:
    teacher = world.person()
    teacher.settles("East Sussex", "Teacher")
    before = len(teacher.bubbles())
    teacher.says("who runs the BSN", event="once")
    teacher.says("who runs the BSN", event="once")
    assert len(teacher.bubbles()) == before + 1


def test_a_forged_button_changes_nothing(world: World) -> None:
    teacher = world.person()
    teacher.settles("East Sussex", "Teacher")
    for number, token in enumerate(("s:", "s:zzzzzz", "n:", "r:zz.zz", "w:??", "x:boo:hoo", "q", "p:l:nowhere", "d:")):
        world.hear(Event(f"forged{number}", teacher.address, teacher.address, pressed=token, message="m1"))
    assert teacher.says("who runs the BSN").title == "Behaviour Support Networks"


def test_two_people_never_see_each_others_answers(world: World) -> None:
    here, there = world.person("u1"), world.person("u2")
    here.settles("East Sussex", "Teacher")
    there.settles("Oldham", "Teacher")
    here.says("who runs the BSN")
    assert "Behaviour Support Networks" not in {bubble.message.title for bubble in there.bubbles()}
