"""Danger and personal details: what must never be missed, and what must not be taken for it."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.danger import watch
from knowledge.details import is_nhs_number
from knowledge.library import Library
from knowledge.safety import screen
from knowledge.wording import LONGEST

HERE = Path(__file__).parent
CORPORA = HERE / "safety"


def corpus(name: str) -> list[str]:
    """The phrases of one file, whatever heading they stand under."""
    read: Any = yaml.safe_load((CORPORA / f"{name}.yaml").read_text(encoding="utf-8"))
    groups = read.values() if isinstance(read, dict) else [read]
    return [str(phrase) for group in groups for phrase in group]


TUNED_DANGER = corpus("danger") + corpus("danger-hints") + corpus("danger-voices")
TUNED_ORDINARY = corpus("ordinary") + corpus("ordinary-hints") + corpus("ordinary-voices")
DANGER = TUNED_DANGER + corpus("danger-held-out")
ORDINARY = TUNED_ORDINARY + corpus("ordinary-held-out")
PERSONAL = corpus("personal") + corpus("personal-held-out")
IMPERSONAL = corpus("not-personal") + corpus("not-personal-held-out")
FRAMES = yaml.safe_load((CORPORA / "frames.yaml").read_text(encoding="utf-8"))


def share(phrases: list[str], found: list[str]) -> float:
    return len(found) / len(phrases)


def sentences(kind: str) -> list[str]:
    built = [" ".join(filter(None, parts)) for columns in FRAMES[kind].values() for parts in product(*columns)]
    return random.Random(1).sample(built, 3000)


@pytest.mark.parametrize("phrase", TUNED_DANGER)
def test_a_child_in_danger_is_never_missed(phrase: str) -> None:
    assert screen(phrase).danger


@pytest.mark.parametrize("phrase", TUNED_ORDINARY)
def test_an_ordinary_question_breaks_no_rule(phrase: str) -> None:
    assert watch().danger(phrase) == ""


def test_ordinary_questions_hardly_ever_resemble_danger() -> None:
    alarms = [phrase for phrase in TUNED_ORDINARY if screen(phrase).danger]
    assert share(TUNED_ORDINARY, alarms) <= 0.01, alarms


@pytest.mark.parametrize("words", ["snooze until Monday", "Snooze for 2 weeks", "wake me up again on Friday"])
def test_a_pause_is_no_danger(words: str) -> None:
    assert not screen(words).delicate


def test_danger_said_after_a_pause_is_seen() -> None:
    assert screen("snooze until monday he has a knife in his bag").danger


def test_danger_in_words_that_the_rules_were_not_tuned_on_is_seen() -> None:
    phrases = corpus("danger-held-out")
    missed = [phrase for phrase in phrases if not screen(phrase).danger]
    assert share(phrases, missed) <= 0.1, missed


def test_ordinary_questions_that_the_rules_were_not_tuned_on_are_no_emergency() -> None:
    phrases = corpus("ordinary-held-out")
    alarms = [phrase for phrase in phrases if watch().danger(phrase)]
    assert share(phrases, alarms) <= 0.04, alarms


def test_danger_is_seen_whoever_does_it_to_whomever_in_whatever_words() -> None:
    phrases = sentences("danger")
    missed = [phrase for phrase in phrases if not screen(phrase).danger]
    assert share(phrases, missed) <= 0.02, missed[:20]


def test_behaviour_training_and_family_troubles_are_no_emergency_in_any_wording() -> None:
    phrases = sentences("ordinary")
    alarms = [phrase for phrase in phrases if screen(phrase).danger]
    assert share(phrases, alarms) <= 0.02, alarms[:20]


@pytest.mark.parametrize("phrase", corpus("personal"))
def test_whoever_is_named_or_can_be_found_is_noticed(phrase: str) -> None:
    assert screen(phrase).personal


def test_a_childs_surname_is_one_though_a_service_is_called_so_too(library: Library) -> None:
    assert "brown" in library.names
    assert screen("Jack Brown Y9", library.names).personal == ("name",)
    assert not screen("Brown ADD scales for a y9 boy", library.names).personal


@pytest.mark.parametrize("phrase", corpus("not-personal"))
def test_services_places_and_days_are_not_people(phrase: str) -> None:
    assert screen(phrase).personal == ()


def test_people_in_questions_that_the_rules_were_not_tuned_on_are_noticed() -> None:
    people, nobody = corpus("personal-held-out"), corpus("not-personal-held-out")
    missed = [phrase for phrase in people if not screen(phrase).personal]
    alarms = [phrase for phrase in nobody if screen(phrase).personal]
    assert share(people, missed) <= 0.03, missed
    assert share(nobody, alarms) <= 0.03, alarms


def test_people_are_noticed_in_what_is_typed_by_thumb() -> None:
    missed = [phrase for phrase in corpus("personal-phone") if not screen(phrase).personal]
    assert len(missed) <= 1, missed
    assert [phrase for phrase in corpus("not-personal-phone") if screen(phrase).personal] == []


def test_people_are_mostly_noticed_in_what_is_typed_by_thumb_and_was_not_tuned_on() -> None:
    people, nobody = corpus("personal-phone-held-out"), corpus("not-personal-phone-held-out")
    assert sum(bool(screen(phrase).personal) for phrase in people) >= 21
    assert sum(bool(screen(phrase).personal) for phrase in nobody) <= 1


KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def neighbour(letter: str, right: bool) -> str:
    for row in KEYBOARD:
        if letter in row:
            return row[(row.index(letter) + (1 if right else -1)) % len(row)]
    return letter


def mistyped(word: str, at: int, slip: str) -> str:
    """The word with one slip of the thumb."""
    match slip:
        case "swap":
            return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
        case "drop":
            return word[:at] + word[at + 1 :]
        case "double":
            return word[: at + 1] + word[at:]
        case _:
            return word[:at] + neighbour(word[at], slip == "right") + word[at + 1 :]


def with_slip(phrase: str, chance: random.Random) -> str:
    words = phrase.lower().split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not long:
        return phrase
    index = chance.choice(long)
    at = chance.randrange(len(words[index]) - 1)
    words[index] = mistyped(words[index], at, chance.choice(("swap", "drop", "double", "left", "right")))
    return " ".join(words)


@settings(deadline=None, max_examples=20)
@given(st.integers(min_value=0, max_value=10_000))
def test_a_slip_of_the_thumb_hides_danger_only_rarely(seed: int) -> None:
    chance = random.Random(seed)
    phrases = chance.sample(TUNED_DANGER, 200)
    missed = [typed for phrase in phrases if not screen(typed := with_slip(phrase, chance)).danger]
    assert share(phrases, missed) <= 0.13, missed


CHATTER = (
    "hi all, hope you had a lovely weekend",
    "sorry if this is the wrong place to ask",
    "thanks so much for your help with the breakfast club",
    "ps when is the next meeting of the network",
    "we have been using the visual timetable and it is going well",
)


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(CHATTER), st.sampled_from(CHATTER), st.sampled_from((". ", "! ", "\n")))
def test_chatter_around_it_hides_danger_hardly_ever(before: str, behind: str, between: str) -> None:
    missed = [phrase for phrase in TUNED_DANGER if not screen(between.join([before, phrase, behind])).danger]
    assert share(TUNED_DANGER, missed) <= 0.01, missed


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(DANGER + ORDINARY), st.sampled_from((str.upper, str.title, str.capitalize)))
def test_capitals_change_nothing_about_danger(phrase: str, typed: Any) -> None:
    if phrase.isascii():
        assert screen(typed(phrase)).danger == screen(phrase.lower()).danger


@pytest.mark.parametrize(
    "typed",
    [
        "DAD HIT HIM LAST NITE!!!",
        "dad  hit   him",
        "dad.hit.him",
        "dadhithim",
        "d4d h1t h1m",
        "daaaad hiiiit him",
        "dàd hít him",
        "dad\u200b h\u200bit him",
        "dаd hit him",
        "he wants to k i l l himself",
        "im gonna k*ll myself",
        "she is su1c1dal",
        "🔪 in his bag",
        "wantstodie",
        "he's self-harming",
        "selfharming",
        "self harmin",
        "suicdal",
        "sh'es cuting agian",
        "kms",
        "he told her to kys",
    ],
)
def test_danger_is_read_through_odd_typing(typed: str) -> None:
    assert screen(typed).danger


def test_training_does_not_excuse_what_a_child_has_said() -> None:
    assert screen("safeguarding training").danger == ""
    assert screen("after the safeguarding training she told me her dad hits her").danger


def test_a_past_death_is_bereavement_and_a_wish_to_die_is_danger() -> None:
    assert screen("bereavement support, his dad died by suicide last year").danger == ""
    assert screen("his dad died by suicide last year and now he wants to die too").danger


def test_the_question_keeps_the_need_and_loses_the_child() -> None:
    screened = screen("Ella-Rose Hobbs, DOB 12.2.2017, adopted, goes to Hollybank, school doesn't get her")
    assert screened.personal == ("name", "date-of-birth")
    assert screened.question == "adopted, school doesn't get her"


def test_phase_and_need_are_kept_for_the_search() -> None:
    screened = screen("Callum Prescott-Dale 11/11/2010 in year 9, looked after, permanent exclusion meeting Tuesday")
    assert "year 9" in screened.question
    assert "looked after, permanent exclusion meeting Tuesday" in screened.question


def test_a_question_about_nobody_is_searched_as_it_was_typed() -> None:
    question = "who can help with speech in reception, 4?"
    assert screen(question).question == question


def test_words_of_the_directory_are_nobodys_name() -> None:
    question = "does Jayden Kowalska run the drop in for year 4"
    assert screen(question).personal == ("name",)
    assert screen(question, {"jayden", "kowalska"}).personal == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A823456789012", "upn"),
        ("9434765919", "nhs-number"),
        ("943 476 5919", "nhs-number"),
        ("07700 900123", "phone"),
        ("+44 7700 900123", "phone"),
        ("BN1 4EZ", "postcode"),
        ("bn14ez", "postcode"),
        ("a.parent@example.org", "email"),
        ("@sammy.2011", "handle"),
        ("14 Acacia Avenue", "address"),
        ("born 3rd May 2014", "date-of-birth"),
    ],
)
def test_each_kind_of_detail_is_told_by_name(text: str, kind: str) -> None:
    screened = screen(f"can you help, {text}, who do we ask")
    assert screened.personal == (kind,)
    assert text not in screened.question


def test_nhs_numbers_are_told_by_their_check_digit() -> None:
    assert is_nhs_number("9434765919")
    assert not is_nhs_number("9434765918")


def names_in(phrase: str) -> set[str]:
    return {word for word in re.findall(r"[A-Z][a-z]{2,}", phrase) if screen(f"a boy called {word}").personal}


@pytest.mark.parametrize("phrase", PERSONAL)
def test_nothing_personal_is_left_in_the_question(phrase: str) -> None:
    question = screen(phrase).question
    assert re.search(r"\d{5,}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|@", question) is None
    assert screen(question).personal == ()


NAMES = st.sampled_from(
    ["Callum Prescott", "Aisha Begum", "Oliwia Kowalska", "Tommy-Lee Doherty", "Kofi Mensah", "Ella Hobbs"]
)
BIRTHDAYS = st.sampled_from(["11/11/2010", "3.4.2014", "dob 05-06-2012", "born 3 May 2016"])
NEEDS = st.sampled_from(
    ["year 9, needs outreach", "adopted and struggling", "in reception with no speech", "y4 autistic"]
)


@settings(deadline=None, max_examples=100)
@given(NAMES, BIRTHDAYS, NEEDS, st.permutations([0, 1, 2]), st.booleans())
def test_name_and_birthday_are_found_in_any_order_and_leave_no_trace(
    name: str, birthday: str, need: str, order: list[int], small: bool
) -> None:
    parts = [name.lower() if small else name, birthday, need]
    screened = screen(", ".join(parts[i] for i in order))
    assert {"name", "date-of-birth"} <= set(screened.personal)
    for piece in [*re.findall(r"[a-z]+", name.lower()), *re.findall(r"\d{2,}", birthday)]:
        assert piece not in re.findall(r"[a-z]+|\d+", screened.question.lower())


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=300))
def test_whatever_is_typed_is_screened_without_a_fault(text: str) -> None:
    screened = screen(text)
    assert screened.flagged == bool(screened.danger or screened.personal)
    assert screen(text) == screened


PADDINGS = (
    "blah ",
    "a b c d e ",
    "0 ",
    "12/",
    "Aa ",
    "@",
    "a@",
    "a-",
    "flat 1 ",
    "Callum ",
    "(",
    "dob ",
    "A. ",
    "who can help us ",
)


@pytest.mark.parametrize("padding", PADDINGS)
def test_no_danger_hides_behind_padding(padding: str) -> None:
    long = (padding * 100_000)[:50_000]
    assert screen(f"{long} her dad hits her {long}").danger


@pytest.mark.parametrize("padding", PADDINGS)
def test_a_very_long_text_is_screened_at_once(padding: str) -> None:
    text = (padding * 100_000)[:100_000]
    assert quickest(text, times=3) < 0.05


def test_a_long_text_of_ever_new_words_is_screened_at_once() -> None:
    chance = random.Random(7)
    text = " ".join("".join(chance.choices("etaoinshrdlu", k=6)) for _ in range(14_000))
    assert quickest(text, times=3) < 0.3


def test_danger_at_either_end_of_a_long_text_of_ever_new_words_is_seen() -> None:
    chance = random.Random(7)
    text = " ".join("".join(chance.choices("etaoinshrdlu", k=6)) for _ in range(14_000))
    assert len(text) > LONGEST
    assert screen(f"her dad hits her {text}").danger
    assert screen(f"{text} her dad hits her").danger


def test_a_question_is_screened_within_two_milliseconds() -> None:
    question = (
        "hi hope ur ok, we have a y5 boy in our school who struggles with his speech and gets upset at lunch time, "
        "the class teacher has tried a few things and mum is worried, who do we ask for help"
    )
    screen(question)
    assert quickest(question, times=200) < 0.002


def quickest(text: str, times: int) -> float:
    """Seconds of this processor's time, at best: what else the machine is doing does not count."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        screen(text)
        taken.append(time.process_time() - began)
    return min(taken)


def test_nothing_heavy_is_loaded_to_screen_a_question() -> None:
    program = (
        "import sys, knowledge.safety as s; s.screen('who can help'); print(*{m.split('.')[0] for m in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=HERE.parent)
    assert not {"numpy", "yaml", "torch", "sqlalchemy", "asyncio"} & set(done.stdout.split())


def test_a_toddler_who_cannot_walk_may_be_hurt_and_one_who_does_not_yet_is_late() -> None:
    assert screen("toddler can't walk").uneasy
    assert not screen("toddler not talking yet").delicate
