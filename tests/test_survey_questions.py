"""What people type, read as answers: generously where it is one, and not at all where it is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys import instruments
from bot.surveys.instrument import Instrument, Option, Question, fits
from bot.surveys.question import read

TODAY = date(2026, 11, 27)
PULSE = instruments.load("relational-pulse")
AGREE = PULSE.questions[0]
ZERO_TO_TEN = Question("r", "range", {"en": "?"}, options=tuple(Option(str(n), {"en": str(n)}, n) for n in range(11)))
STAGE = instruments.load("wellbeing-framework").by_id["leadership"]
HOPES = instruments.load("joining").by_id["hopes"]
ORDER = Question("o", "rank", {"en": "?"}, options=HOPES.options[:3])
WHOLE, PART = Question("i", "integer", {"en": "?"}), Question("d", "decimal", {"en": "?"})
DAY = Question("s", "date", {"en": "?"})
WORDS = Question("t", "text", {"en": "?"})
EVERY = (AGREE, ZERO_TO_TEN, STAGE, HOPES, ORDER, WHOLE, PART, DAY, WORDS)


def understood(question: Question, words: str, instrument: Instrument = PULSE) -> str | None:
    return read(question, question.options, words, "en", TODAY, instrument)


@pytest.mark.parametrize(
    ("question", "words", "answer"),
    [
        (AGREE, "4", "4"),
        (AGREE, "four", "4"),
        (AGREE, "Strongly agree!", "5"),
        (AGREE, "strongly agre", "5"),
        (AGREE, "agree", "4"),
        (AGREE, "4/5", "4"),
        (AGREE, "not sure", "dk"),
        (AGREE, "I don’t know", "dk"),
        (AGREE, "6", None),
        (AGREE, "I agree that we should meet", None),
        (AGREE, "who helps with debt?", None),
        (ZERO_TO_TEN, "0", "0"),
        (ZERO_TO_TEN, "7 out of 10", "7"),
        (ZERO_TO_TEN, "7/10", "7"),
        (ZERO_TO_TEN, "7/9", None),
        (STAGE, "2", "established"),
        (STAGE, "advanced", "advanced"),
        (STAGE, "3 out of 3", "advanced"),
        (STAGE, "4", None),
        (HOPES, "1 and 3", "people practice"),
        (HOPES, "Seeing what others do, knowing whom to ask", "people practice"),
        (HOPES, "knowing whom to ask and nonsense", None),
        (ORDER, "3, 1, 2", "practice people children"),
        (ORDER, "3, 1", None),
        (ORDER, "1, 1, 2", None),
        (WHOLE, "1,200", "1200"),
        (WHOLE, "twelve", "12"),
        (WHOLE, "2.5", None),
        (WHOLE, "about 3", None),
        (PART, "2.5", "2.5"),
        (PART, "1e5", None),
        (DAY, "12 March", "2027-03-12"),
        (DAY, "1 September", "2026-09-01"),
        (DAY, "March 12th, 2020", "2020-03-12"),
        (DAY, "Friday the 27th of November", "2026-11-27"),
        (DAY, "3/4/27", "2027-04-03"),
        (DAY, "2026-02-30", None),
        (DAY, "31/02/2026", None),
        (DAY, "29 February", None),
        (DAY, "yesterday", "2026-11-26"),
        (DAY, "soon", None),
        (WORDS, " fine ", "fine"),
        (WORDS, "x" * 1001, None),
        (WORDS, "   ", None),
    ],
)
def test_what_is_understood(question: Question, words: str, answer: str | None) -> None:
    assert understood(question, words) == answer


@given(st.sampled_from(EVERY), st.text(max_size=30) | st.from_regex(r"[0-9/., ]{1,12}", fullmatch=True))
def test_whatever_is_typed_is_an_answer_that_fits_or_none(question: Question, words: str) -> None:
    found = understood(question, words)
    assert found is None or fits(question, found)


@given(st.sampled_from([AGREE, STAGE, ZERO_TO_TEN]), st.integers(0, 10))
def test_every_label_and_value_is_understood_as_itself(question: Question, at: int) -> None:
    option = question.options[at % len(question.options)]
    assert understood(question, option.label["en"]) == option.value
    assert understood(question, option.value) == option.value
