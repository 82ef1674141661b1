"""Single answers for the evaluator, as far as the mode allows. Part of the gateway.

No key, no time, no order of arrival: rows are sorted by what they hold. A group column is kept only where each of its
groups, and each combination with the columns kept before, has enough people; smaller groups are put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass

import numpy as np
from numpy.typing import NDArray

from bot.surveys.disclosed import SEAL, Thresholds
from bot.surveys.instrument import Instrument
from bot.surveys.wave import NONE, Codes, Column, Wave

OTHER = "other or not given"


@dataclass(frozen=True)
class Microdata:
    """One row a respondent. Only the gateway makes it."""

    seal: InitVar[object]
    wave: str
    instrument: Instrument
    answers: Mapping[str, Codes]
    groups: Mapping[str, Column]
    left_out: tuple[str, ...] = ()

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise TypeError("Only the disclosure gateway makes Microdata: ask `disclose_microdata`.")

    @property
    def count(self) -> int:
        return next((len(codes) for codes in self.answers.values()), 0)


def disclose_microdata(
    wave: Wave, columns: Sequence[str] = (), thresholds: Thresholds | None = None
) -> Microdata | None:
    """None where too few answered, or where one person's answers must not be put together.

    `columns` are the group columns that are wanted, the most important first.
    """
    k = thresholds or Thresholds()
    if len(wave.rows) != 1 or wave.rows[0].count < k.closed:
        return None
    [rows] = wave.rows
    kept: dict[str, Column] = {}
    together: NDArray[np.int64] = np.zeros(rows.count, np.int64)
    for name in columns:
        column = _coarsened(rows.groups[name], k.closed) if name in rows.groups else None
        if column is None:
            continue
        crossed = together * len(column.labels) + column.codes
        if smallest(crossed) >= (k.crossed if kept else k.closed):
            kept[name], together = column, crossed
    order = np.lexsort([*rows.answers.values(), *(column.codes for column in kept.values())])
    return Microdata(
        SEAL,
        wave.id,
        wave.instrument,
        {item: codes[order] for item, codes in rows.answers.items()},
        {name: Column(column.labels, column.codes[order]) for name, column in kept.items()},
        tuple(name for name in columns if name not in kept),
    )


def smallest(combined: NDArray[np.int64]) -> int:
    """How many people share the rarest combination: the k of k-anonymity."""
    return int(np.unique(combined, return_counts=True)[1].min(initial=len(combined)))


def _coarsened(column: Column, fewest: int) -> Column | None:
    """Groups of fewer than k, and whose group is not known, put together; with the smallest others if need be."""
    sizes = np.bincount(column.codes[column.codes != NONE], minlength=len(column.labels))
    order = np.argsort(sizes, kind="stable")
    rest = int((column.codes == NONE).sum())
    merged = [int(place) for place in order if sizes[place] < fewest]
    while 0 < rest + sizes[merged].sum() < fewest and len(merged) < len(order):
        merged.append(int(order[len(merged)]))
    alone = [place for place in range(len(column.labels)) if place not in merged]
    if len(alone) + bool(rest + sizes[merged].sum()) < 2:
        return None
    places = np.full(len(column.labels) + 1, len(alone), np.int16)
    places[alone] = np.arange(len(alone), dtype=np.int16)
    labels = tuple(column.labels[place] for place in alone)
    return Column((*labels, OTHER) if rest + sizes[merged].sum() else labels, places[column.codes])
