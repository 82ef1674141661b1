"""An instrument is plain data, and an answer means one thing."""

from __future__ import annotations

import pytest

from bot.surveys.instrument import Instrument, Option, Question, chosen, decode, encode, fits, said, score

AGREE = tuple(Option(str(at), {"en": f"Level {at}", "cy": f"Lefel {at}"}, float(at)) for at in range(1, 6))
DONT_KNOW = Option("dk", {"en": "Don't know"})
KIND = Question("kind", "select_one", {"en": "We are kind."}, options=(*AGREE, DONT_KNOW), dimension="respect")
BUSY = Question("busy", "range", {"en": "We are too busy."}, options=AGREE, dimension="respect", reversed=True)
HOW = Question("how", "select_multiple", {"en": "How?"}, options=AGREE[:3])
FIRST = Question("first", "rank", {"en": "What first?"}, options=AGREE[:3])
YEARS = Question("years", "integer", {"en": "For how many years?"})
PULSE = Instrument("pulse", "1", {"en": "Pulse", "cy": "Pwls"}, ("en", "cy"), (KIND, BUSY, HOW, FIRST, YEARS))


def test_an_instrument_goes_into_json_and_comes_back() -> None:
    assert PULSE.by_id["busy"] is BUSY
    assert decode(encode(PULSE)) == PULSE


@pytest.mark.parametrize(
    ("question", "value", "counts"),
    [(KIND, "5", 5), (KIND, "dk", None), (KIND, "7", None), (BUSY, "5", 1), (BUSY, "2", 4), (YEARS, "12", 12)],
)
def test_what_an_answer_counts(question: Question, value: str, counts: float | None) -> None:
    assert score(question, value) == counts


def test_several_answers_are_counted_in_no_mean() -> None:
    assert score(HOW, "1 3") is None
    assert chosen(HOW, "1 3") == ("1", "3")
    assert chosen(KIND, "") == ()


@pytest.mark.parametrize(
    ("question", "value", "is_one"),
    [
        (KIND, "dk", True),
        (KIND, "", False),
        (HOW, "1 3", True),
        (HOW, "3 1", False),
        (HOW, "", False),
        (HOW, "1 1", False),
        (FIRST, "3 1 2", True),
        (FIRST, "3 3", False),
        (YEARS, "-3", True),
        (YEARS, "3.5", False),
        (YEARS, "٣", False),
        (Question("d", "decimal", {"en": "?"}), "3.5", True),
        (Question("d", "decimal", {"en": "?"}), "NaN", False),
        (Question("d", "date", {"en": "?"}), "2026-02-29", False),
        (Question("d", "date", {"en": "?"}), "2028-02-29", True),
        (Question("d", "text", {"en": "?"}), " fine", False),
        (Question("d", "note", {"en": "Thank you."}), "fine", False),
    ],
)
def test_what_is_an_answer_at_all(question: Question, value: str, is_one: bool) -> None:
    assert fits(question, value) is is_one


def test_what_is_not_translated_is_said_in_the_first_language() -> None:
    assert said(PULSE.title, "cy", PULSE) == "Pwls"
    assert said(KIND.text, "cy", PULSE) == "We are kind."
    assert PULSE.statements == (KIND, BUSY)
    assert PULSE.dimensions == ("respect",)
