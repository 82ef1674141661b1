"""An instrument: what a survey asks, in which words, and how each answer is written down and scored.

Everything here is plain data that msgspec turns into JSON and back (`encode`, `decode`).

An answer is one string, by the question's type:

- `select_one`, `range`, `acknowledge`: the value of the option chosen, `"4"`;
- `select_multiple`: the values chosen, in the options' order, with spaces between them, `"phone email"`;
- `rank`: the values from first to last, with spaces between them, `"trust time money"`; fewer than all of them is
  a ranking that is still being made;
- `integer`, `decimal`: ASCII digits, `"-3"`, `"2.5"`;
- `date`: ISO 8601, `"2026-03-12"`;
- `text`: what was typed, without the spaces around it;
- `calculate`: as it comes out of its expression; nobody is asked for it;
- `note`: is shown, and has no answer.

Who skipped a question, or was not asked it, has no answer to it: never an empty one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import msgspec

Type = Literal[
    "select_one",
    "select_multiple",
    "range",
    "rank",
    "integer",
    "decimal",
    "text",
    "date",
    "note",
    "acknowledge",
    "calculate",
]
Text = Mapping[str, str]  # by language
CHOSEN_FROM = ("select_one", "select_multiple", "range", "rank", "acknowledge")  # have options
ONE_OF = ("select_one", "range", "acknowledge")  # one option is the answer
SHOWN_ONLY = ("note", "calculate")  # have no answer that somebody gives


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers offered. Without a score it counts in no mean (“Don't know”).

    `columns` are the further columns of the sheet of choices, for a question's `choice_filter`.
    """

    value: str
    label: Text
    score: float | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked.

    `relevant`, `constraint`, `required`, `calculation` and `choice_filter` are expressions (`expression.py`);
    empty means: always asked, anything goes, may be skipped, nothing to work out, all options. `required` is
    `"true()"` where it holds for everybody. `dimension` is the scale that the question belongs to (a quality, an
    outcome), `area` the second way to sort it (the column of a grid). What is `reversed` is scored from the other end.
    """

    id: str
    type: Type
    text: Text
    hint: Text = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    page: str = ""
    dimension: str = ""
    area: str = ""
    reversed: bool = False
    required: str = ""
    relevant: str = ""
    constraint: str = ""
    constraint_message: Text = field(default_factory=dict)
    required_message: Text = field(default_factory=dict)
    calculation: str = ""
    choice_filter: str = ""
    appearance: str = ""

    @property
    def asked(self) -> bool:
        """Whether somebody can answer it."""
        return self.type not in SHOWN_ONLY

    @property
    def scores(self) -> tuple[float, ...]:
        """The scores that its options can have, without those that have none."""
        return tuple(option.score for option in self.options if option.score is not None)

    def option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that belong together, under one title."""

    id: str
    title: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instrument:
    """`languages` begins with the one that every text has. `questions` are in the order in which they are asked.

    `id` and `version` tell what was asked for ever: whoever changes a word gives a new version. `about` says to an
    evaluator where it comes from, `intro` is shown before question one.
    """

    id: str
    version: str
    title: Text
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    pages: tuple[Page, ...] = ()
    about: str = ""
    intro: Text = field(default_factory=dict)

    @property
    def by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @property
    def asked(self) -> tuple[Question, ...]:
        """What somebody can answer."""
        return tuple(question for question in self.questions if question.asked)

    @property
    def statements(self) -> tuple[Question, ...]:
        """The scored questions that belong to a dimension: what a rotation spreads, and scales are made of."""
        return tuple(
            one for one in self.questions if one.type in ("select_one", "range") and one.dimension and one.scores
        )

    @property
    def dimensions(self) -> tuple[str, ...]:
        """In the order in which they are first asked."""
        return tuple(dict.fromkeys(question.dimension for question in self.questions if question.dimension))

    @property
    def areas(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(question.area for question in self.questions if question.area))


def said(text: Text, language: str, instrument: Instrument) -> str:
    """A text in somebody's language, else in the instrument's first."""
    return text.get(language) or text.get(instrument.languages[0], "")


def score(question: Question, value: str) -> float | None:
    """What an answer counts in a mean; None if it counts in none. Reversed questions are turned round here."""
    if question.type in ("integer", "decimal"):
        return _number(value)
    if question.type not in ONE_OF:
        return None
    option = question.option(value)
    if option is None or option.score is None:
        return None
    return min(question.scores) + max(question.scores) - option.score if question.reversed else option.score


def chosen(question: Question, value: str) -> tuple[str, ...]:
    """The values within an answer: several of `select_multiple` and `rank`, else one."""
    if question.type in ("select_multiple", "rank"):
        return tuple(value.split())
    return (value,) if value else ()


def fits(question: Question, value: str) -> bool:
    """Whether a string is an answer to the question at all; its constraint is another matter."""
    match question.type:
        case "select_one" | "range" | "acknowledge":
            return question.option(value) is not None
        case "select_multiple":
            return bool(value) and value.split(" ") == _in_order(question, value.split(" "))
        case "rank":
            given = value.split(" ")
            return len(given) == len(set(given)) and all(question.option(one) for one in given)
        case "integer":
            return value.removeprefix("-").isdecimal() and _number(value) is not None
        case "decimal":
            return _number(value) is not None
        case "date":
            return _date(value) is not None
        case "text":
            return bool(value) and value == value.strip()
    return False


def encode(instrument: Instrument) -> bytes:
    """As JSON."""
    return msgspec.json.encode(instrument)


def decode(text: bytes | str) -> Instrument:
    """From JSON. Raises msgspec.ValidationError."""
    return msgspec.json.decode(text, type=Instrument)


def from_data(data: Mapping[str, Any]) -> Instrument:
    """From what YAML or JSON held. Raises msgspec.ValidationError."""
    return msgspec.convert(data, Instrument)


def _in_order(question: Question, values: Sequence[str]) -> list[str]:
    return [option.value for option in question.options if option.value in values]


def _number(value: str) -> float | None:
    if not value.isascii() or "_" in value or value != value.strip():
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() and abs(number) < 10**15 else None


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None
