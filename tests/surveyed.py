"""Made-up waves: people with answers and groups, in as few words as a test can say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.surveys.instrument import Instrument, Option, Question
from bot.surveys.wave import Column, Mode, Rows, Wave

FIVE = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
QUALITIES = ("integrity", "respect", "fairness", "empathy", "trust")
AREAS = ("culture", "vision", "people", "process", "infrastructure")
SECTORS = ("education", "health", "local authority", "voluntary")
SUB_GROUPS = ("early help", "transition", "therapies", "data")


def statement(name: str, options: int = 5, dimension: str = "", area: str = "", reverse: bool = False) -> Question:
    labels = FIVE if options == 5 else tuple(f"answer {one}" for one in range(1, options + 1))
    offered = tuple(Option(str(n), {"en": label}, float(n)) for n, label in enumerate(labels, 1))
    return Question(
        name,
        "select_one",
        {"en": f"We agree on {name}."},
        options=offered,
        dimension=dimension,
        area=area,
        reversed=reverse,
    )


def instrument(*questions: Question) -> Instrument:
    return Instrument("pulse", "1", {"en": "How we work together"}, ("en",), questions)


GRID = instrument(
    *(
        statement(f"{quality}_{area}", dimension=quality, area=area, reverse=(quality, area) == ("trust", "process"))
        for quality in QUALITIES
        for area in AREAS
    )
)

SMALL_GRID = instrument(*(one for one in GRID.questions if one.dimension in ("respect", "trust")))


def wave(
    asked: Instrument,
    answers: Mapping[str, Sequence[int]],
    groups: Mapping[str, Sequence[str]] | None = None,
    keys: Sequence[str] | None = None,
    name: str = "2024",
    invited: int = 0,
    mode: Mode = "confidential",
) -> Wave:
    """Answers are option numbers from 0; −1 is none."""
    columns = {}
    for column, values in (groups or {}).items():
        labels = tuple(sorted(set(values)))
        columns[column] = Column(labels, np.array([labels.index(one) for one in values], np.int16))
    codes = {item: np.array(values, np.int16) for item, values in answers.items()}
    rows = Rows(codes, columns, None if keys is None else np.array(keys))
    return Wave(name, asked, name, mode, invited or rows.count, (rows,))


def drawn(
    people: int, seed: int, name: str = "2024", shift: float = 0.0, stay: float = 0.7, asked: Instrument = GRID
) -> Wave:
    """Invented members who answer: each has a leaning of her own, from year to year the same."""
    chance = np.random.default_rng(seed)
    members = np.random.default_rng(7)
    leaning = members.normal(0.4, 0.7, people)
    sector, group = (members.integers(0, 4, people).astype(np.int16) for _ in range(2))
    here = np.flatnonzero(chance.random(people) < stay)
    codes: dict[str, NDArray[np.int16]] = {}
    for place, question in enumerate(asked.questions):
        felt = leaning[here] + shift + chance.normal(0, 0.8, len(here)) + 0.5 * np.sin(place)
        codes[question.id] = np.clip(np.round(2 + felt), 0, 4).astype(np.int16)
        if question.reversed:
            codes[question.id] = (4 - codes[question.id]).astype(np.int16)
    columns = {"sector": Column(SECTORS, sector[here]), "sub-group": Column(SUB_GROUPS, group[here])}
    by = {
        column: {label: int((codes == place).sum()) for place, label in enumerate(labels)}
        for column, labels, codes in (("sector", SECTORS, sector), ("sub-group", SUB_GROUPS, group))
    }
    rows = Rows(codes, columns, np.char.add("m", here.astype(str)))
    return Wave(name, asked, name, "confidential", people, (rows,), invited_by=by)
