"""What a word of the trade means, here and elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.glossary import Glossary, Meaning, Term

PATIENTLY = settings(deadline=None)
PLACES = {"east-sussex": "East Sussex", "barking-dagenham": "Barking & Dagenham"}
GLOSSARY = Glossary(
    (
        Term("CAMHS", "Child and Adolescent Mental Health Services", (), "NHS help with mental health."),
        Term("EHCP", "Education, health and care plan", ()),
        Term("AP", "Alternative provision", ()),
        Term("PRU", "Pupil referral unit", ()),
        Term("Managed move", "A change of school by agreement", ()),
        Term("Early help", "Help before things get worse", ()),
        Term("SENCO", "Special educational needs coordinator", ()),
        Term("SENDCO", "Special educational needs and disabilities coordinator", ()),
        Term(
            "EIP",
            "Education improvement partnership",
            (),
            local={
                "barking-dagenham": Meaning(
                    "Education inclusion partner", "Chairs the hot clinics.", "barking-dagenham"
                )
            },
        ),
    ),
    PLACES,
)
TERMS = [term.term for term in GLOSSARY.terms]


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        ("CAMHS", "CAMHS"),
        ("camhs?", "CAMHS"),
        ("cahms", "CAMHS"),
        ("What does CAMHS mean?", "CAMHS"),
        ("what's an EHCP", "EHCP"),
        ("E.H.C.P.", "EHCP"),
        ("EHCPs", "EHCP"),
        ("PRUs", "PRU"),
        ("managed moves", "Managed move"),
        ("what is a managed moev", "Managed move"),
        ("earlyhelp", "Early help"),
        ("education health and care plan", "EHCP"),
        ("Education inclusion partners", "EIP"),
        ("senco", "SENCO"),
        ("sendco", "SENDCO"),
    ],
)
def test_a_term_is_found_however_it_is_typed(asked: str, term: str) -> None:
    assert GLOSSARY.look_up(asked).term == term


def test_what_it_means_here_comes_first_and_elsewhere_is_said() -> None:
    here = GLOSSARY.look_up("EIP", "barking-dagenham")
    assert here.meaning == "Education inclusion partner"
    assert here.text.startswith("Education inclusion partner. Chairs the hot clinics. Elsewhere: Education improvement")
    there = GLOSSARY.look_up("EIP", "east-sussex")
    assert there.meaning == "Education improvement partnership"
    assert "In Barking & Dagenham: Education inclusion partner." in there.text


def test_what_means_the_same_everywhere_is_said_once() -> None:
    found = GLOSSARY.look_up("CAMHS", "east-sussex")
    assert found.elsewhere == ()
    assert found.text == "Child and Adolescent Mental Health Services. NHS help with mental health."


def test_a_short_word_is_not_taken_for_another() -> None:
    for asked in ("PR", "ACP", "APs x", "EHPC"):
        assert GLOSSARY.look_up(asked).term == ""


def test_a_miss_suggests_what_is_near() -> None:
    assert "EHCP" in GLOSSARY.look_up("EHPC").suggestions
    assert GLOSSARY.look_up("zebra crossing").suggestions == ()
    assert GLOSSARY.look_up("").suggestions == ()


def test_a_slip_between_two_terms_is_not_guessed() -> None:
    found = GLOSSARY.look_up("senxco")
    assert found.term == ""
    assert set(found.suggestions) >= {"SENCO", "SENDCO"}


@PATIENTLY
@given(
    st.sampled_from(TERMS),
    st.sampled_from([str.upper, str.lower, str.title]),
    st.sampled_from(["", "s", "?", " "]),
)
def test_every_term_finds_itself(term: str, case: object, end: str) -> None:
    assert callable(case)
    assert GLOSSARY.look_up(case(term) + end).term == term


@PATIENTLY
@given(st.text())
def test_any_words_at_all_get_an_answer(words: str) -> None:
    found = GLOSSARY.look_up(words)
    assert bool(found.term) == bool(found.text)
    assert not (found.term and found.suggestions)
