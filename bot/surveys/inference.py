"""What could be worked out by somebody who knows everything that was published, and who answered, of which group.

She may do more than subtract: she may think through every set of answers that fits. So a count is called safe only when
we can show another set of answers with exactly the same publications and another count there. Such another world is
made by moving answers: two people exchange theirs, or four do, so that no published set notices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, combinations_with_replacement, permutations

import numpy as np
from numpy.typing import NDArray

Members = NDArray[np.bool_]
Counts = NDArray[np.int64]

MOST_MOVES = 20_000
MOST_UNIONS = 100_000  # more are not looked through: then nothing more is published
WEIGHTS = 65_521  # a prime: sums of weighted moves stay whole numbers, and hardly ever cancel by chance


@dataclass(frozen=True, slots=True)
class Moves:
    """`leave` give an answer to `enter`, who give them one: each a pair of parts. `change` has a row for each move."""

    leave: NDArray[np.int64]
    enter: NDArray[np.int64]
    change: NDArray[np.float64]


def alike(counts: Counts) -> NDArray[np.bool_]:
    """Whether all, or all but one, gave the same answer (the last axis is options)."""
    total = counts.sum(axis=-1)
    return np.asarray((total > 0) & (counts.max(axis=-1) >= total - 1))


def recoverable(published: Members, counts: Counts, fewest: int, withheld: Members | None = None) -> bool:
    """Whether something can be worked out that must not be.

    `published` says which cell (column) is in which published set (row), `withheld` which is in groups that are not
    published although they were asked for; `counts` is items × cells × options. Protected are groups of fewer than
    `fewest`, and those in which all, or all but one, gave the same answer.
    """
    parts, place = np.unique(published, axis=1, return_inverse=True)
    inside = parts.any(axis=0)
    of_part = np.eye(parts.shape[1], dtype=np.int64)[place.reshape(-1)]
    held = np.einsum("ico,cp->ipo", counts, of_part)
    whole = _whole(withheld, place.reshape(-1), parts.shape[1]) if withheld is not None else parts[:0]
    parts, held, whole = parts[:, inside], held[:, inside], whole[:, inside]
    drift = _drift(held, _moves(parts.tobytes(), parts.shape))
    if _told(np.vstack([_candidates(parts.tobytes(), parts.shape), whole]), held, drift, fewest):
        return True
    return any(_small_union_told(item, moved, fewest) for item, moved in zip(held, drift))


def _whole(groups: Members, place: NDArray[np.int64], parts: int) -> Members:
    """Groups of cells that are made of whole parts, as parts."""
    size = np.bincount(place, minlength=parts)
    within = np.array([np.bincount(place[group], minlength=parts) for group in groups], np.int64).reshape(-1, parts)
    whole = ((within == 0) | (within == size)).all(axis=1)
    return np.asarray((within == size)[whole])


def _told(groups: Members, held: Counts, drift: NDArray[np.float64], fewest: int) -> bool:
    weights = groups.astype(np.int64)
    inside = np.einsum("gp,ipo->igo", weights, held)
    fixed = np.einsum("gp,ipo->igo", weights.astype(np.float64), drift) == 0
    total = inside.sum(axis=-1)
    few = (total > 0) & (total < fewest)
    most = inside == inside.max(axis=-1, keepdims=True)
    told = (few[..., None] & (inside > 0)) | (alike(inside)[..., None] & most)
    return bool((told & fixed).any())


def _small_union_told(held: Counts, drift: NDArray[np.float64], fewest: int) -> bool:
    """The same for every group of fewer than `fewest` that is made of whole parts."""
    total = held.sum(axis=1)
    small = np.flatnonzero((total > 0) & (total < fewest))
    held, drift, total = held[small], drift[small], total[small]
    for chosen in _unions(total, fewest):
        if len(chosen) > MOST_UNIONS:
            return True
        inside = held[chosen].sum(axis=1)
        fixed = drift[chosen].sum(axis=1) == 0
        if ((inside > 0) & fixed).any():
            return True
    return False


def _unions(total: Counts, fewest: int) -> Iterator[NDArray[np.int64]]:
    """Combinations of small parts that are still a small group, as rows of their places. Too many are the last."""
    chosen = np.arange(len(total))[:, None]
    while 0 < len(chosen) <= MOST_UNIONS:
        after = np.arange(len(total))[None, :] > chosen[:, -1:]
        fits = total[chosen].sum(axis=1)[:, None] + total[None, :] < fewest
        rows, added = np.nonzero(after & fits)
        chosen = np.hstack([chosen[rows], added[:, None]])
        yield chosen


@lru_cache(maxsize=256)
def _candidates(pattern: bytes, shape: tuple[int, ...]) -> Members:
    """Single parts; what two published sets share, and what one has beside another or beside all within it."""
    parts = np.frombuffer(pattern, bool).reshape(shape)
    found = [*np.eye(parts.shape[1], dtype=bool)]
    for one, other in permutations(parts, 2):
        found += [one & other, one & ~other]
    for one in parts:
        within = [other for other in parts if not (other & ~one).any() and (one & ~other).any()]
        found += [one & ~np.logical_or.reduce(within)] if within else []
        found += [one & ~(first | second) for first, second in combinations(within, 2)]
    return np.unique(np.array(found), axis=0)


@lru_cache(maxsize=256)
def _moves(parts: bytes, shape: tuple[int, ...]) -> Moves:
    """Pairs of parts that are, together, in as many of each published set as another pair is."""
    pattern = np.frombuffer(parts, bool).reshape(shape).astype(np.int8).T
    alike_pairs: defaultdict[bytes, list[tuple[int, int]]] = defaultdict(list)
    for one, other in combinations_with_replacement(range(len(pattern)), 2):
        alike_pairs[(pattern[one] + pattern[other]).tobytes()].append((one, other))
    found = [both for pairs in alike_pairs.values() if len(pairs) > 1 for both in permutations(pairs, 2)][:MOST_MOVES]
    leave, enter = np.moveaxis(np.array(found, np.int64).reshape(-1, 2, 2), 1, 0)
    weight = np.array([pow(7, place + 1, WEIGHTS) for place in range(len(found))], np.float64)
    unit = np.eye(len(pattern))
    change = unit[enter].sum(axis=1) - unit[leave].sum(axis=1)
    return Moves(leave, enter, change * weight[:, None])


def _drift(held: Counts, moves: Moves) -> NDArray[np.float64]:
    """For each item, part and option a number; over a group it sums to 0 if no move changes the group's count."""
    leaving, entering = _able(held, moves.leave), _able(held, moves.enter)
    elsewhere = entering.sum(axis=2, keepdims=True) > entering
    possible = (leaving & elsewhere).astype(np.float64)
    return np.asarray(np.einsum("imo,mp->ipo", possible, moves.change, optimize=True))


def _able(held: Counts, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether both parts of a pair have somebody with that answer (two, where they are the same part)."""
    both = pairs[:, 0] == pairs[:, 1]
    enough = np.where(both, 2, 1)[None, :, None]
    return np.asarray((held[:, pairs[:, 0]] >= enough) & (held[:, pairs[:, 1]] >= enough))
