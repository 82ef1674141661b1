"""A closed wave's answers, by column: what the gateway reads, and nobody else shows.

`Wave` is what `bot` fills from the store. Nothing here says when somebody answered, or in which order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.surveys import spread
from bot.surveys.instrument import CHOSEN_FROM, ONE_OF, Instrument, Question, Type, said, score

Mode = Literal["anonymous", "confidential", "named"]
Codes = NDArray[np.int16]
Members = NDArray[np.bool_]

NONE = -1  # no answer, or not known


@dataclass(frozen=True, slots=True)
class Column:
    """What a group is called, and of which group each respondent is."""

    labels: tuple[str, ...]
    codes: Codes


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is counted: a question, or one part of it: an option that may be chosen or has its place in a
    ranking, the year or the month of a date.

    `part` is what it is called beside the question. `scores` are turned round where the question is; `worded` are as
    the options stand.
    """

    id: str
    question: str
    wording: str
    options: tuple[str, ...]
    scores: tuple[float | None, ...] = ()
    worded: tuple[float | None, ...] = ()
    dimension: str = ""
    area: str = ""
    reversed: bool = False
    type: Type = "select_one"
    part: str = ""

    @property
    def ranked(self) -> bool:
        """Whether it is an option's place: what is known of all the others tells it."""
        return self.type == "rank"

    @property
    def scored(self) -> bool:
        return any(one is not None for one in self.scores)

    @property
    def middle(self) -> float:
        given = [one for one in self.worded if one is not None]
        return (min(given) + max(given)) / 2

    @property
    def bands(self) -> tuple[int, ...]:
        """For each option: 0 disagrees, 1 is in between or has no score, 2 agrees with the statement as it stands."""
        return tuple(1 if one is None else int(np.sign(one - self.middle)) + 1 for one in self.worded)

    @property
    def strongest(self) -> float:
        return max(one for one in self.worded if one is not None)


@dataclass(frozen=True, slots=True)
class Rows:
    """Respondents, one row each, in no order that tells anything. `answers` lead from an item to option numbers.

    Where answers of one person must not be put together (an anonymous pulse that rotates), each statement has rows
    of its own. `keys` are there in confidential and named waves.
    """

    answers: Mapping[str, Codes]
    groups: Mapping[str, Column] = field(default_factory=dict)
    keys: NDArray[np.str_] | None = None

    @property
    def count(self) -> int:
        return next((len(codes) for codes in self.answers.values()), 0)


@dataclass(frozen=True, slots=True)
class Wave:
    """`when` is what people call it (“June 2024”); `order` sorts the waves of a series.

    `invited` were asked; `invited_by` says how many of each group. `answered` finished, where the rows do not tell.
    `comments` hold free text by question, `coded` the codes that somebody gave to each, in the same order.
    """

    id: str
    instrument: Instrument
    when: str
    mode: Mode
    invited: int
    rows: tuple[Rows, ...]
    invited_by: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    respondents: int | None = None
    comments: Mapping[str, Sequence[str]] = field(default_factory=dict)
    coded: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    done: str = ""  # what was done about it, as the anchor noted

    @property
    def answered(self) -> int:
        return max((rows.count for rows in self.rows), default=0) if self.respondents is None else self.respondents


def items(instrument: Instrument, language: str = "") -> tuple[Item, ...]:
    """What can be counted of an instrument: all but free text."""
    found: list[Item] = []
    for question in instrument.questions:
        wording = said(question.text, language, instrument)
        labels = tuple(said(option.label, language, instrument) for option in question.options)
        if question.type in ONE_OF:
            found.append(_closed(question, wording, labels))
        elif question.type == "select_multiple":
            found += [
                _part(question, wording, option.value, label, ("not chosen", "chosen"))
                for option, label in zip(question.options, labels)
            ]
        else:
            counted = spread.parts(question, lambda text: said(text, language, instrument))
            found += [
                _part(question, wording, name.removeprefix(question.id).lstrip("/"), part, options)
                for name, (part, options) in counted.items()
            ]
    return tuple(found)


def read(question: Question, values: Iterable[str | None]) -> dict[str, Codes]:
    """Answers as the store holds them, by item. What is no option of the question is no answer."""
    places = {option.value: place for place, option in enumerate(question.options)}
    if question.type in ONE_OF:
        return {question.id: np.fromiter((places.get(one or "", NONE) for one in values), np.int16)}
    if question.type != "select_multiple":
        return _spread(question, list(values))
    chosen = [None if one is None else frozenset(one.split()) for one in values]
    return {
        f"{question.id}/{value}": np.array([NONE if one is None else int(value in one) for one in chosen], np.int16)
        for value in places
    }


def column(values: Sequence[str | None]) -> Column:
    """A group column from names."""
    labels = tuple(sorted({one for one in values if one}))
    places = {label: place for place, label in enumerate(labels)}
    return Column(labels, np.fromiter((places.get(one or "", NONE) for one in values), np.int16))


def score_table(item: Item) -> NDArray[np.float64]:
    """Scores by option number; the last, which NONE finds, is no answer."""
    return np.array([np.nan if one is None else one for one in (*item.scores, None)])


def _spread(question: Question, values: Sequence[str | None]) -> dict[str, Codes]:
    names = list(spread.parts(question, lambda text: ""))
    found = [spread.placed(question, one) or (NONE,) * len(names) for one in values]
    codes = np.array(found, np.int16).reshape(len(found), len(names))
    return {name: codes[:, place] for place, name in enumerate(names)}


def _part(question: Question, wording: str, name: str, part: str, options: tuple[str, ...]) -> Item:
    called = f"{question.id}/{name}" if name else question.id
    whole = f"{wording} {part}".strip() if question.type in CHOSEN_FROM else f"{wording} ({part})" if part else wording
    return Item(called, question.id, whole, options, type=question.type, part=part)


def _closed(question: Question, wording: str, labels: tuple[str, ...]) -> Item:
    return Item(
        question.id,
        question.id,
        wording,
        labels,
        tuple(score(question, option.value) for option in question.options),
        tuple(option.score for option in question.options),
        question.dimension,
        question.area,
        question.reversed,
        question.type,
    )
