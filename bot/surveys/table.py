"""Rows laid out by cell (people of the same groups and samples), and which statements are shown together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.surveys.disclosed import SCALE, Population, Register, Thresholds
from bot.surveys.inference import Counts, Members
from bot.surveys.instrument import Instrument
from bot.surveys.wave import NONE, Item, Rows, Wave, items, score_table


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see besides everybody: breakdowns by one or two columns, and constant samples.

    `together` says how many were asked in all waves of a constant sample.
    """

    by: tuple[tuple[str, ...], ...] = ()
    constant: tuple[tuple[str, ...], ...] = ()
    together: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    quotes: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """Statements that are shown of a population together or not at all, because their sum is shown too."""

    items: tuple[Item, ...]
    dimension: str = ""  # if all of the dimension's statements are here


class Table:
    """One block of rows, laid out by cell: people of the same groups and samples."""

    def __init__(
        self,
        wave: Wave,
        rows: Rows,
        asked: Asked,
        register: Register,
        series: Sequence[Wave],
        thresholds: Thresholds,
    ) -> None:
        self.wave, self.rows, self.asked, self.register, self.thresholds = wave, rows, asked, register, thresholds
        samples = {*asked.constant, *(one.population.constant for one in register)} - {()}
        self.constant = {one: _constant(rows, one, wave, series) for one in samples}
        codes: NDArray[np.int64] = np.zeros(rows.count, np.int64)
        for part in (*(column.codes + 1 for column in rows.groups.values()), *self.constant.values()):
            codes = codes * (int(part.max(initial=0)) + 1) + part.astype(np.int64)
        _, self.first, self.place = np.unique(codes, return_index=True, return_inverse=True)

    def member(self, population: Population) -> Members:
        """Which cells are of a population."""
        inside = np.ones(len(self.first), bool)
        if population.constant:
            inside &= self.constant[population.constant][self.first]
        for name, label in population.groups:
            column = self.rows.groups.get(name)
            known = column is not None and label in column.labels
            inside &= column.codes[self.first] == column.labels.index(label) if column and known else False
        return inside

    def members(self, populations: Iterable[Population]) -> Members:
        return np.array([self.member(one) for one in populations], bool).reshape(-1, len(self.first))

    def size(self, population: Population) -> int:
        return int(self.member(population)[self.place].sum())

    def counts(self, chosen: Sequence[Item]) -> Counts:
        """Items × cells × options."""
        most = max(len(item.options) for item in chosen)
        found = np.zeros((len(chosen), len(self.first), most), np.int64)
        for place, item in enumerate(chosen):
            codes = self.rows.answers[item.id]
            given = codes != NONE
            flat = np.bincount(self.place[given] * most + codes[given], minlength=len(self.first) * most)
            found[place] = flat.reshape(len(self.first), most)
        return found

    def scale(self, chosen: Sequence[Item]) -> NDArray[np.float64]:
        return np.column_stack([score_table(item)[self.rows.answers[item.id]] for item in chosen])

    @cached_property
    def wanted(self) -> tuple[Population, ...]:
        """Constant samples, then each breakdown's groups from the largest: who is last is hidden first."""
        groups = (sorted(self._groups(names), key=lambda one: (-self.size(one), one)) for names in self.asked.by)
        samples = (Population(constant=sample) for sample in self.asked.constant)
        return tuple(dict.fromkeys([*samples, *chain.from_iterable(groups)]))

    def of(self, population: Population) -> int | None:
        """How many were asked, where that is known."""
        if population.everybody:
            return self.wave.invited
        if population.constant:
            return None if population.groups else self.asked.together.get(population.constant)
        [(name, label), *crossed] = population.groups
        return None if crossed else self.wave.invited_by.get(name, {}).get(label)

    def fewest(self, population: Population) -> int:
        crossed = len(population.groups) + bool(population.constant) > 1
        return self.thresholds.crossed if crossed else self.thresholds.closed

    def _groups(self, names: tuple[str, ...]) -> Iterator[Population]:
        found: list[tuple[tuple[str, str], ...]] = [()]
        for name in names:
            column = self.rows.groups.get(name)
            labels = column.labels if column else ()
            found = [(*before, (name, label)) for before in found for label in labels]
        return (Population(groups=one) for one in found if one and self.size(Population(groups=one)))


def _constant(rows: Rows, sample: tuple[str, ...], wave: Wave, series: Sequence[Wave]) -> Members:
    """Who answered in all these waves, by the keys that a series has."""
    inside = np.ones(rows.count, bool)
    by_id = {one.id: one for one in series}
    for other in sample:
        if other == wave.id:
            continue
        keys = [one.keys for one in by_id[other].rows if one.keys is not None] if other in by_id else []
        inside &= np.isin(rows.keys, np.concatenate(keys)) if keys and rows.keys is not None else False
    return inside


def bundles(instrument: Instrument, rows: Rows) -> Iterator[Bundle]:
    ours = [item for item in items(instrument) if item.id in rows.answers]
    together: dict[str, list[Item]] = {}
    for item in ours:
        whole = item.dimension and item.scored
        together.setdefault(f"{SCALE}{item.dimension}" if whole else item.question, []).append(item)
    for name, chosen in together.items():
        dimension = name.removeprefix(SCALE) if name.startswith(SCALE) else ""
        complete = dimension and len(chosen) == len(statements(instrument, dimension))
        yield Bundle(tuple(chosen), dimension if complete else "")


def statements(instrument: Instrument, dimension: str) -> list[Item]:
    return [item for item in items(instrument) if item.dimension == dimension and item.scored]
