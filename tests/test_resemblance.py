"""Danger that is said without a danger word, measured on sentences that nothing was tuned or trained on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.resemblance import model, stretches, words_of
from knowledge.safety import screen

SAFETY = Path(__file__).parent / "safety"


def sentences(name: str) -> list[str]:
    read: Any = yaml.safe_load((SAFETY / name).read_text())
    groups = read.values() if isinstance(read, dict) else [read]
    return [str(line) for group in groups for line in group]


def test_danger_written_by_somebody_who_never_saw_the_rules_is_seen() -> None:
    texts = sentences("red-danger-b.yaml")
    seen = sum(bool(screen(text).danger) for text in texts) / len(texts)
    noticed = sum(screen(text).delicate for text in texts) / len(texts)
    assert seen >= 0.94
    assert noticed >= 0.98


@pytest.mark.parametrize(("name", "most"), [("unseen", 0.02), ("blind", 0.03), ("fresh", 0.03)])
def test_ordinary_questions_are_seldom_taken_for_danger(name: str, most: float) -> None:
    asked: Any = yaml.safe_load((SAFETY.parent / "questions" / f"{name}.yaml").read_text())
    texts = [one["question"] for one in asked if "safeguarding" not in one["first"]]
    alarms = [text for text in texts if screen(text).danger]
    assert len(alarms) <= most * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "I'd like a monthly natter with other small school heads",
        "a course on selective mutism",
        "he gets whinging and wittering from the others",
        "yurt for outdoor learning",
        "someone save me from this spreadsheet",
        "he grieves for his dog more than his dad, is that odd",
    ],
)
def test_everyday_words_that_the_dictionary_lacks_are_read_as_they_stand(text: str) -> None:
    assert not screen(text).delicate


@pytest.mark.parametrize(
    "text",
    [
        "two years ago she took an overdose, now in college and thriving, wants a group for young people who recovered",
        "he saw his dad hit his mum years ago and is still jumpy, who does that work",
    ],
)
def test_what_is_over_gets_a_line_at_most(text: str) -> None:
    assert not screen(text).danger


@pytest.mark.parametrize(
    "around", ["who can help us", "when is the next coffee morning", "we love the new reading corner"]
)
def test_danger_between_ordinary_questions_is_seen_with_no_stop_between_them(around: str) -> None:
    assert screen(f"{around} her dad hits her {around}").danger


def test_what_is_over_excuses_nothing_that_happens_now() -> None:
    assert screen("two years ago she took an overdose and now she has taken her mum's tablets again").danger


def test_danger_in_dialect_is_read_like_any_other() -> None:
    assert screen("she's had nowt to eat since friday").danger


def test_hard_ordinary_questions_are_mostly_left_alone() -> None:
    texts = sentences("red-ordinary-b.yaml")
    assert sum(bool(screen(text).danger) for text in texts) / len(texts) <= 0.04


@pytest.mark.parametrize("around", [0, 2, 20])
def test_danger_tucked_into_a_long_question_is_seen(around: int) -> None:
    chatter = "we would like to know which form we use for the group about reading after lunch " * around
    text = f"{chatter} no one has had eyes on him since break and his bag is gone {chatter}"
    assert screen(text).delicate


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_a_likeness(text: str) -> None:
    assert 0.0 <= model().likeness(text) <= 1.0
    assert sum(len(stretch) for stretch in stretches(words_of(text))) >= len(words_of(text))


def test_danger_in_six_voices_that_nothing_was_learnt_from_gets_at_least_a_line() -> None:
    texts = sentences("voices-danger-held-out.yaml")
    seen = [screen(text) for text in texts]
    assert sum(bool(one.danger) for one in seen) >= 0.92 * len(texts)
    assert sum(bool(one.danger) or one.uneasy for one in seen) >= 0.96 * len(texts)


def test_slang_that_nothing_was_learnt_from_is_seldom_an_alarm() -> None:
    alarms = [text for text in sentences("voices-ordinary-held-out.yaml") if screen(text).danger]
    assert len(alarms) <= 3, alarms
