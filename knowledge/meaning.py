"""What words mean, as directions in a space: phrases that mean alike point alike, though they share no word.

The table in `meaning.npz` is learnt by `python -m knowledge.distillation`; no text of a user is ever learnt from.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TABLE = Path(__file__).parent / "meaning.npz"
FINENESS = 200  # steps of a small number from 0 to 1, as directions are kept
SMALL = 30_000  # phrases of one place: so many are looked through whole
BEST_SHARE = 0.25  # of an entry's likest phrase; the rest is of its three likest
UNRELATED = 0.35  # how alike any two phrases are
AT_ONCE = 50_000
UNKNOWN, WIDE = -1, 1 << 20
CONCENTRATION = 20.0  # how quickly an example counts less the further off it is
LEAST_ODDS, MOST_ODDS = -4.0, 3.0

Vector = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Border:
    """Between what schools ask here and what is no collaborative's business: where examples of both point.

    Those from inside stand for many, each for its share of them.
    """

    inside: Vector
    shares: Vector
    outside: Vector

    def odds(self, asked: Vector) -> float:
        """How much likelier this is to come from outside, as a logarithm within bounds: the ratio of the densities of
        examples around it, each weighed by a von Mises-Fisher kernel."""
        strange = np.exp(CONCENTRATION * (_alike(self.outside, asked) - 1)).mean()
        known = self.shares @ np.exp(CONCENTRATION * (_alike(self.inside, asked) - 1))
        return round(min(MOST_ODDS, max(LEAST_ODDS, math.log(strange / known))), 4)


@dataclass(frozen=True, slots=True)
class Table:
    """A direction for each stem, and for pairs of stems that are often neighbours."""

    places: Mapping[str, int]
    pairs: Mapping[int, int]
    directions: Vector
    lengths: Vector
    border: Border

    def rows(self, stems: Iterable[str]) -> list[int]:
        """The places of the stems and of their pairs; those that it does not know are left out."""
        place, pairs = self.places.get, self.pairs
        found = [place(stem, UNKNOWN) for stem in stems]
        both = [one * WIDE + two for one, two in pairwise(found)]
        paired = [pairs[pair] for pair in both if pair in pairs]
        return [*(found if UNKNOWN not in found else [at for at in found if at != UNKNOWN]), *paired]

    @classmethod
    def called(cls, names: Sequence[str], directions: Vector, lengths: Vector, border: Border) -> Table:
        """A name is a stem, or two with a space between, both of which have been named before."""
        places = {name: at for at, name in enumerate(names)}
        halves = [(name.split(), at) for name, at in places.items() if " " in name]
        pairs = {places[one] * WIDE + places[two]: at for (one, two), at in halves if one in places and two in places}
        return cls(places, pairs, directions, lengths, border)

    def ids(self, stems: Iterable[str]) -> array[int]:
        """The place of each stem."""
        place = self.places.get
        return array("i", [place(stem, UNKNOWN) for stem in stems])

    def direction(self, rows: Sequence[int]) -> Vector:
        """Where a phrase of these points."""
        pointed: Vector = _unit((self.directions[rows] * self.lengths[rows, None]).sum(0, keepdims=True))[0]
        return pointed

    def of_all(self, phrases: Sequence[Sequence[int]]) -> Vector:
        """Where phrases of these stems point; nowhere, if none is known."""
        from scipy.sparse import csr_array

        ids = np.fromiter(chain.from_iterable(phrases), np.int64)
        owners = np.repeat(np.arange(len(phrases)), np.fromiter(map(len, phrases), np.int64, len(phrases)))
        keys = np.sort(np.fromiter(self.pairs, np.int64, len(self.pairs)))
        paired = np.where(owners[:-1] == owners[1:], ids[:-1] * WIDE + ids[1:], UNKNOWN)
        found = np.flatnonzero(np.isin(paired, keys))
        rows = np.concatenate([ids, np.fromiter(map(self.pairs.__getitem__, paired[found].tolist()), np.int64)])
        owners = np.concatenate([owners, owners[found]])
        known = rows != UNKNOWN
        held = (np.ones(int(known.sum()), np.float32), (owners[known], rows[known]))
        summed = csr_array(held, (len(phrases), len(self.lengths))) @ (self.directions * self.lengths[:, None])
        return _unit(summed)


@dataclass(slots=True)
class Gist:
    """The directions of all phrases of one place, those of an entry one after another."""

    phrases: Vector
    begins: Vector  # where an entry's phrases begin, and the end
    _whole: Vector | None = field(default=None, compare=False)

    def __getstate__(self) -> tuple[Vector, Vector]:
        return self.phrases, self.begins

    def __setstate__(self, state: tuple[Vector, Vector]) -> None:
        self.phrases, self.begins = state
        self._whole = None

    @classmethod
    def of(cls, table: Table, entries: Iterable[Sequence[Sequence[int]]]) -> Gist:
        entries = list(entries)
        begins = np.cumsum([0, *(len(phrases) for phrases in entries)], dtype=np.int32)
        phrases = [ids for phrases in entries for ids in phrases]
        made = np.empty((len(phrases), table.directions.shape[1]), np.int8)
        for start in range(0, len(phrases), AT_ONCE):
            some = table.of_all(phrases[start : start + AT_ONCE])
            made[start : start + AT_ONCE] = small(some)
        return cls(made, begins)

    @property
    def is_small(self) -> bool:
        return len(self.phrases) <= SMALL

    def nearness(self, asked: Vector) -> Vector:
        """How near in meaning each entry is, from 0 to 1."""
        whole = self._whole
        if whole is None:
            whole = self._whole = self.phrases.astype(np.float32) / FINENESS
        return _likest(_alike(whole, asked), self.begins[:-1], np.diff(self.begins))

    def nearness_of(self, entries: Sequence[int], asked: Vector) -> Vector:
        """The same for some."""
        first, many = self.begins[entries], np.diff(self.begins)[entries]
        begins = np.cumsum(many) - many
        rows = np.repeat(first - begins, many) + np.arange(int(many.sum()))
        return _likest(_alike(self.phrases[rows].astype(np.float32), asked) / FINENESS, begins, many)


def small(directions: Vector) -> Vector:
    """Directions as they are kept."""
    kept: Vector = np.rint(directions * FINENESS).clip(-127, 127).astype(np.int8)
    return kept


def _alike(phrases: Vector, asked: Vector) -> Vector:
    """Their products, in this thread alone: those of a matrix library wait for one another on a busy machine."""
    alike: Vector = np.einsum("ij,j->i", phrases, asked)
    return alike


def _likest(alike: Vector, begins: Vector, many: Vector) -> Vector:
    """From how alike each phrase is to how near each entry is."""
    best = np.maximum.reduceat(alike, begins)
    likest, total = best, best.copy()
    for _ in range(2):
        alike = np.where(alike >= np.repeat(likest, many), np.float32(-1), alike)
        following = np.maximum.reduceat(alike, begins)
        likest = np.where(following > -1, following, likest)
        total += likest
    found = BEST_SHARE * best + (1 - BEST_SHARE) * total / 3
    near: Vector = np.round(np.maximum(found - UNRELATED, 0) / (1 - UNRELATED), 4)
    return near


def _unit(vectors: Vector) -> Vector:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vector = vectors / np.where(lengths > 0, lengths, 1)
    return unit


@cache
def table() -> Table:
    """The shipped table."""
    with np.load(TABLE) as kept:
        names = kept["names"].tobytes().decode().split("\n")
        inside, outside = (kept[side].astype(np.float32) / FINENESS for side in ("inside", "outside"))
        border = Border(inside, kept["shares"].astype(np.float32), outside)
        return Table.called(names, kept["directions"], kept["lengths"].astype(np.float32), border)
