"""How a statement's answers read in one population: in as much detail as a group of its size may be seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.surveys import statistics
from bot.surveys.disclosed import EVERYBODY, NEVER_BELOW, Cell, Population
from bot.surveys.inference import Counts, alike
from bot.surveys.statistics import Estimate
from bot.surveys.wave import Item

ZEROES_FROM = 10  # respondents: in a smaller group it is not shown that nobody chose an answer
NEARLY_ALL = 0.9
BANDS = ("disagree", "in between", "agree")


def cell_of(item: Item, population: Population, held: Counts, of: int | None) -> Cell:
    """In as much detail as a group of this size may be seen."""
    counts = tuple(int(one) for one in held[: len(item.options)])
    n = sum(counts)
    of = at_least(of, n)
    mean = _mean(item, counts, of)
    meant = [count for count, score in zip(counts, item.scores) if score is not None] if item.scored else counts
    fine = n >= ZEROES_FROM or (all(meant) and not item.ranked)
    if not item.scored:
        top = item.options[int(np.argmax(counts))]
        return (
            Cell(item.id, population, n, of, "options", item.options, counts)
            if fine
            else Cell(item.id, population, n, of, "direction", direction=f"most often: {top}")
        )
    agree = sum(count for count, band in zip(counts, item.bands) if band == 2)
    agreeing = statistics.proportion(agree, n, of)
    if fine:
        top_count = sum(count for count, score in zip(counts, item.worded) if score == item.strongest)
        strongly = statistics.proportion(top_count, n, of)
        return Cell(item.id, population, n, of, "options", item.options, counts, mean, agreeing, strongly)
    banded = [sum(count for count, band in zip(counts, item.bands) if band == one) for one in range(3)]
    there = [one for one in range(3) if one in item.bands]
    if all(banded[one] for one in there):
        labels = tuple(BANDS[one] for one in there)
        return Cell(item.id, population, n, of, "bands", labels, tuple(banded[one] for one in there), mean, agreeing)
    if 0 < agree < n:
        return Cell(
            item.id, population, n, of, "agreement", ("do not agree", "agree"), (n - agree, agree), mean, agreeing
        )
    return Cell(item.id, population, n, of, "direction", mean=mean, direction="agree" if agree else "do not agree")


def _mean(item: Item, counts: Sequence[int], of: int | None) -> Estimate | None:
    """None where too few chose an option that has a score."""
    of_scored = statistics.moments_of_counts(counts, item.scores)
    return statistics.mean(of_scored, of) if item.scored and of_scored.n >= NEVER_BELOW else None


def alike_cell(item: Item, held: Counts, of: int | None) -> Cell:
    top = item.options[int(np.argmax(held))]
    return Cell(item.id, EVERYBODY, int(held.sum()), of, "alike", direction=f"nearly all: {top}")


def nearly_alike(held: Counts) -> bool:
    return bool(alike(held)) or bool(held.max() >= NEARLY_ALL * held.sum())


def at_least(of: int | None, n: int) -> int | None:
    return None if of is None else max(of, n)
