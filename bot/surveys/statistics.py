"""Estimates for a small, known membership, each with its 95 % interval.

A collaborative is not a sample of something endless: if 29 of 41 answered, only 12 are unknown. So every interval has
the finite-population factor √(1 − n/N), and is nothing wide where everybody answered. Who did not answer is taken to be
like those who did; nothing here can check that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
FEWEST = 2  # of whom a spread can be told
COUNTED = 1_000  # members, above which steps of a person no longer matter

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, and what the whole membership's is likely to be. `low` and `high` are NaN where nothing can be said."""

    value: float
    low: float
    high: float
    n: int

    @property
    def bounded(self) -> bool:
        return not math.isnan(self.low)


@dataclass(frozen=True, slots=True)
class Moments:
    """All that an interval of a mean needs."""

    n: int
    mean: float
    variance: float  # of one answer, with n − 1


def moments(values: Numbers) -> Moments:
    """Of what was answered; NaN is no answer."""
    given = values[~np.isnan(values)]
    if not given.size:
        return Moments(0, math.nan, math.nan)
    return Moments(given.size, float(given.mean()), float(given.var(ddof=1)) if given.size >= FEWEST else math.nan)


def moments_of_counts(counts: Sequence[int], scores: Sequence[float | None]) -> Moments:
    """The same, of how many chose each option. An option without a score counts in no mean."""
    scored = [(count, score) for count, score in zip(counts, scores) if score is not None]
    n = sum(count for count, _ in scored)
    if not n:
        return Moments(0, math.nan, math.nan)
    mean = sum(count * score for count, score in scored) / n
    squares = sum(count * (score - mean) ** 2 for count, score in scored)
    return Moments(n, mean, squares / (n - 1) if n >= FEWEST else math.nan)


def mean(of: Moments, population: int | None = None) -> Estimate:
    """Student's t with the finite-population factor. Without `population` it is taken to be endless."""
    if of.n < FEWEST:
        return Estimate(of.mean, math.nan, math.nan, of.n)
    return _within(of.mean, math.sqrt(of.variance / of.n * unseen(of.n, population)), of.n - 1, of.n)


@lru_cache(maxsize=4096)
def proportion(hits: int, n: int, population: int | None = None) -> Estimate:
    """The share of all members. Of a known membership those who did not answer are counted through: each number of
    them that might agree is as likely as the others until the answers speak (a beta-binomial), and the likeliest are
    taken until they hold as nearly 95 % as whole people allow. Above `COUNTED` members, and of an endless population,
    Wilson's interval at the sample size that carries as much."""
    if not n:
        return Estimate(math.nan, math.nan, math.nan, 0)
    if population is not None and n >= population:
        return Estimate(hits / n, hits / n, hits / n, n)
    if population is not None and population <= COUNTED:
        fewest, most = _likeliest(hits, n, population - n)
        return Estimate(hits / n, (hits + fewest) / population, (hits + most) / population, n)
    factor = 1.0 if population is None else (population - 1) / (population - n)
    low, high = _wilson(hits / n, n * factor)
    return Estimate(hits / n, max(0.0, low), min(1.0, high), n)


def paired_change(before: Numbers, after: Numbers, population: int | None = None) -> Estimate:
    """How the same people changed: one row each. `population` is everybody who was asked both times."""
    return mean(moments(after - before), population)


def independent_change(
    before: Moments, after: Moments, before_of: int | None = None, after_of: int | None = None
) -> Estimate:
    """Full sample against full sample, by Welch's t. Where the same people answered twice it is wider than need be."""
    change = after.mean - before.mean
    if min(before.n, after.n) < FEWEST:
        return Estimate(change, math.nan, math.nan, min(before.n, after.n))
    errors = [
        one.variance / one.n * unseen(one.n, population) for one, population in ((before, before_of), (after, after_of))
    ]
    return _welch(change, errors, (before.n, after.n))


def difference(before: Estimate, after: Estimate) -> Estimate:
    """The same, of two means that were published with their intervals."""
    widths = [(one.high - one.low) / 2 / _student(one.n - 1) for one in (before, after)]
    return _welch(after.value - before.value, [width**2 for width in widths], (before.n, after.n))


def standardised(change: float, before: Moments) -> float:
    """A change in standard deviations of the first wave (0.2 is small, 0.5 medium, 0.8 large)."""
    return change / math.sqrt(before.variance) if before.variance > 0 else math.nan


def unseen(n: int, population: int | None) -> float:
    """The finite-population factor for a variance: the share that did not answer."""
    return 1.0 if population is None else max(0.0, 1 - n / population)


def scale_scores(scores: Numbers) -> Numbers:
    """One score a person from her answers to a scale's statements (rows: people), if she answered at least half."""
    answered = (~np.isnan(scores)).sum(axis=1)
    with np.errstate(invalid="ignore"):
        means = np.nansum(scores, axis=1) / answered
    return np.where(answered * 2 >= scores.shape[1], means, np.nan)


def pooled(estimates: Sequence[Estimate]) -> Estimate:
    """The mean of estimates from people who may be the same, and may not: as wide as if all erred together.

    For a scale whose statements were answered by different people of one membership (rotation)."""
    low, high = (sum(getattr(one, end) for one in estimates) / len(estimates) for end in ("low", "high"))
    return Estimate(sum(one.value for one in estimates) / len(estimates), low, high, min(one.n for one in estimates))


def composite(scores: Numbers, population: int | None = None) -> Estimate:
    """A scale's mean where each person was asked only some of its statements (rows: people, columns: statements).

    The variance counts for each pair of statements how many answered both: n_ij/(n_i n_j) − 1/N times their covariance.
    """
    given = ~np.isnan(scores)
    n = given.sum(axis=0).astype(float)
    if not len(n) or n.min() < FEWEST:
        return Estimate(math.nan, math.nan, math.nan, int(n.min(initial=0)))
    means = np.nansum(scores, axis=0) / n
    away = np.where(given, scores - means, 0.0)
    both = given.T.astype(float) @ given.astype(float)
    covariance = np.where(both >= FEWEST, away.T @ away / np.maximum(both - 1, 1), 0.0)
    share = both / np.outer(n, n) - (0.0 if population is None else 1 / max(population, int(n.max())))
    error = math.sqrt(max(0.0, float((covariance * share).sum()))) / len(n)
    return _within(float(means.mean()), error, float(n.min()) - 1, int(n.min()))


def _welch(change: float, errors: Sequence[float], sizes: Sequence[int]) -> Estimate:
    spread = sum(error**2 / (n - 1) for error, n in zip(errors, sizes))
    freedom = sum(errors) ** 2 / spread if spread else min(sizes) - 1
    return _within(change, math.sqrt(sum(errors)), freedom, min(sizes))


def _within(value: float, error: float, freedom: float, n: int) -> Estimate:
    if not error:
        return Estimate(value, value, value, n)
    half = _student(freedom) * error
    return Estimate(value, value - half, value + half, n)


def _student(freedom: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + CONFIDENCE) / 2))


def _likeliest(hits: int, n: int, silent: int) -> tuple[int, int]:
    """The fewest and the most of the silent who are likely to agree. What is equally likely comes in together."""
    from scipy.stats import betabinom

    chance = betabinom.pmf(np.arange(silent + 1), silent, hits + 1, n - hits + 1)
    order = np.argsort(-chance, kind="stable")
    held, after = np.cumsum(chance[order]), np.append(chance[order][1:], 0.0)
    held[np.isclose(chance[order], after, rtol=1e-9, atol=0)] = 0.0
    within = order[: int(np.argmin(np.abs(held - CONFIDENCE))) + 1]
    return int(within.min()), int(within.max())


def _wilson(share: float, n: float) -> tuple[float, float]:
    """`scipy` has it for whole numbers of people only; the finite population makes n a fraction."""
    from scipy.special import ndtri

    z = float(ndtri((1 + CONFIDENCE) / 2))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return middle - half, middle + half
