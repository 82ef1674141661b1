"""Danger that is said without a danger word, measured on sentences that nothing was tuned or trained on."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.resemblance import model, stretches, words_of
from knowledge.safety import screen

SAFETY = Path(__file__).parent / "safety"


def sentences(name: str) -> list[str]:
    read: list[str] = yaml.safe_load((SAFETY / name).read_text())
    return read


def test_danger_written_by_somebody_who_never_saw_the_rules_is_seen() -> None:
    texts = sentences("red-danger-b.yaml")
    seen = sum(bool(screen(text).danger) for text in texts) / len(texts)
    noticed = sum(screen(text).delicate for text in texts) / len(texts)
    assert seen >= 0.92
    assert noticed >= 0.96


def test_hard_ordinary_questions_are_mostly_left_alone() -> None:
    texts = sentences("red-ordinary-b.yaml")
    assert sum(bool(screen(text).danger) for text in texts) / len(texts) <= 0.10


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
