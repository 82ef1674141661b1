"""Meaning: what is said in other words points the same way, and what is no business of schools points elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.directory import Directory
from knowledge.meaning import FINENESS, Gist, Vector, table
from knowledge.service import Citation, Service
from knowledge.words import stem, words

PHRASES = ["barely a word out of him", "won't come in on Mondays", "", "zzxqy", "throws chairs", "Talk Line", "grief"]


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def direction(text: str) -> Vector:
    return table().direction(table().rows(stems(text)))


def likeness(one: str, other: str) -> float:
    return float(direction(one) @ direction(other))


@pytest.mark.parametrize(
    ("said", "meant", "other"),
    [
        ("bunking off", "persistent absence", "speech therapy"),
        ("barely strings two words together", "speech and language delay", "fixed term suspension"),
        ("his nan passed away", "bereavement", "handwriting"),
        ("throws chairs when told no", "challenging behaviour", "refugee family"),
    ],
)
def test_other_words_for_the_same_need_are_nearer_than_those_for_another(said: str, meant: str, other: str) -> None:
    assert likeness(said, meant) > likeness(said, other) + 0.1


@pytest.mark.parametrize(
    "question", ["the drains in the yard smell", "is my overtime taxed", "cheapest ferry to France"]
)
def test_what_is_nobodys_business_here_is_further_out_than_a_worry_about_a_child(question: str) -> None:
    worry = table().border.odds(direction("she hides under the table and screams"))
    assert table().border.odds(direction(question)) > worry + 1


def test_an_entry_is_found_by_a_need_that_shares_no_word_with_the_question() -> None:
    found = Directory(
        [one("bridge", "Bridge Team", "persistent absence"), one("lantern", "Lantern Team", "stammering")]
    ).find("wont shift out of bed, truanting again", "oldham")
    assert found.candidates[:1] == ("oldham/bridge",)


def one(slug: str, name: str, *needs: str) -> Service:
    return Service(
        id=f"oldham/{slug}",
        locality="oldham",
        name=name,
        kind="service",
        description=name,
        status="active",
        stage="live",
        tracks=(2,),
        topics=(),
        needs=needs,
        sources=(Citation("lessons", "p. 1"),),
    )


def test_phrases_read_at_once_point_where_each_does_alone() -> None:
    together = table().of_all([table().ids(stems(text)) for text in PHRASES])
    alone = [direction(text) for text in PHRASES]
    assert np.abs(together - np.array(alone)).max() < 1e-5


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6), min_size=1, max_size=8), st.data())
def test_some_entries_looked_at_are_as_near_as_among_all(entries: list[list[str]], data: st.DataObject) -> None:
    gist = Gist.of(table(), [[table().ids(stems(text)) for text in phrases] for phrases in entries])
    some = data.draw(st.lists(st.integers(0, len(entries) - 1), min_size=1, max_size=8))
    asked = direction("hardly talks and stays at home")
    assert np.abs(gist.nearness(asked)[some] - gist.nearness_of(some, asked)).max() <= 2e-4
    assert np.abs(gist.phrases).max() <= FINENESS
