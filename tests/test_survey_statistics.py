"""What is called a 95 % interval holds the truth in 94 to 96 of 100 collaboratives, small ones included."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from bot.surveys import statistics
from bot.surveys.statistics import moments, moments_of_counts
from bot.surveys.wave import items, score_table
from tests.surveyed import instrument, statement

MEMBERS = (20, 30, 44, 60, 100, 150, 300)
TIMES = 4_000
BAND = pytest.approx(0.95, abs=0.01)
Numbers = NDArray[np.float64]


def likert(felt: Numbers) -> Numbers:
    """Five answers, most of them on the side of agreeing."""
    return np.clip(np.round(3.4 + 1.1 * felt), 1, 5)


def answering(chance: np.random.Generator, shape: tuple[int, int], n: int) -> NDArray[np.bool_]:
    """Which n members of each collaborative answer."""
    order = chance.random(shape).argsort(axis=1)
    return np.asarray(order < n)


def covered(of: list[statistics.Estimate], truth: Numbers) -> float:
    low, high = np.array([(one.low, one.high) for one in of]).T
    return float(((low <= truth + 1e-9) & (truth <= high + 1e-9)).mean())


@pytest.mark.parametrize("members", MEMBERS)
@pytest.mark.parametrize("share", [0.5, 0.7])
def test_a_mean_s_interval_holds_the_whole_membership_s_mean(members: int, share: float) -> None:
    chance = np.random.default_rng(members)
    scores = likert(chance.normal(size=(TIMES, members)))
    answered = answering(chance, scores.shape, round(members * share))
    drawn = scores[answered].reshape(TIMES, -1)
    estimates = [statistics.mean(moments(row), members) for row in drawn]
    assert covered(estimates, scores.mean(axis=1)) == BAND


@pytest.mark.parametrize("members", MEMBERS)
def test_the_change_of_the_same_people_holds_too(members: int) -> None:
    """70 % answer each year, so about half both times; answers of one person hang together."""
    chance = np.random.default_rng(members + 1)
    steady = chance.normal(size=(TIMES, members))
    first, second = (likert(0.77 * steady + 0.63 * chance.normal(size=steady.shape) + shift) for shift in (0.0, 0.2))
    both = answering(chance, first.shape, round(members * 0.5))
    before, after = first[both].reshape(TIMES, -1), second[both].reshape(TIMES, -1)
    estimates = [statistics.paired_change(one, other, members) for one, other in zip(before, after)]
    assert covered(estimates, (second - first).mean(axis=1)) == BAND
    naive = [
        statistics.independent_change(moments(one), moments(other)) for one, other in zip(before[:500], after[:500])
    ]
    assert covered(naive, (second - first).mean(axis=1)[:500]) > 0.98, "which is why pairing and N matter"


@pytest.mark.parametrize("members", MEMBERS)
def test_the_change_between_two_memberships_holds(members: int) -> None:
    chance = np.random.default_rng(members + 2)
    first, second = (likert(chance.normal(size=(TIMES, members)) + shift) for shift in (0.0, 0.3))
    n = round(members * 0.7)
    before, after = (one[answering(chance, one.shape, n)].reshape(TIMES, n) for one in (first, second))
    pairs = [(moments(one), moments(other)) for one, other in zip(before, after)]
    estimates = [statistics.independent_change(*pair, members, members) for pair in pairs]
    assert covered(estimates, second.mean(axis=1) - first.mean(axis=1)) == BAND
    published = [
        statistics.difference(statistics.mean(one, members), statistics.mean(other, members))
        for one, other in pairs[:50]
    ]
    assert np.allclose([one.low for one in published], [one.low for one in estimates[:50]])


@pytest.mark.parametrize("members", [*MEMBERS, 25, 36])
@pytest.mark.parametrize("share", [0.5, 0.6, 0.7, 0.8])
def test_a_proportion_s_interval_holds_on_average_and_never_much_less(members: int, share: float) -> None:
    """Computed, not simulated, over every number of members that could agree: no number is likelier than another. Steps
    of whole people are coarse, so for one number or another a small membership's may hold less often."""
    n = round(members * share)
    agreeing, hits = np.arange(members + 1), np.arange(n + 1)
    chances = stats.hypergeom.pmf(hits[None, :], members, agreeing[:, None], n)
    intervals = [statistics.proportion(int(one), n, members) for one in hits]
    low, high = np.array([(one.low - 1e-9, one.high + 1e-9) for one in intervals]).T
    share_agreeing = agreeing[:, None] / members
    coverage = (chances * ((low <= share_agreeing) & (share_agreeing <= high))).sum(axis=1)
    assert coverage.mean() == BAND
    assert coverage.min() > 0.82


@given(st.integers(1, 400), st.data())
def test_a_share_lies_within_its_interval_and_who_disagrees_sees_its_mirror(members: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(1, members))
    hits = data.draw(st.integers(0, n))
    agree, disagree = (statistics.proportion(one, n, members) for one in (hits, n - hits))
    assert hits / members <= agree.low <= agree.value <= agree.high <= 1 - (n - hits) / members + 1e-9
    assert (agree.low, agree.high) == pytest.approx((1 - disagree.high, 1 - disagree.low))


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.97])
def test_where_counting_through_ends_the_interval_hardly_changes(share: float) -> None:
    n = statistics.COUNTED // 2
    counted, approximate = (statistics.proportion(round(n * share), n, statistics.COUNTED + more) for more in (0, 1))
    assert (counted.low, counted.high) == pytest.approx((approximate.low, approximate.high), abs=0.003)


@pytest.mark.parametrize(
    ("members", "asked", "least", "most"),
    [
        (60, 1, 0.94, 1.0),
        (150, 1, 0.94, 1.0),
        (30, 2, 0.94, 0.99),
        (60, 2, 0.94, 0.98),
        (150, 2, 0.94, 0.97),
        (30, 3, 0.94, 0.98),
        (150, 3, 0.94, 0.97),
        (30, 5, 0.935, 0.965),
        (150, 5, 0.935, 0.965),
    ],
)
def test_a_scale_whose_statements_are_spread_over_people_is_estimated_honestly(
    members: int, asked: int, least: float, most: float
) -> None:
    """Each answers `asked` of five statements; the truth is all members' mean over all five.

    Where nobody answers two of a scale, nobody knows how they hang together: then the interval is wider than need be.
    """
    times = 1_000
    chance = np.random.default_rng(members + asked)
    leaning = chance.normal(size=(times, members, 1))
    scores = likert(0.7 * leaning + 0.7 * chance.normal(size=(times, members, 5)) + np.linspace(-0.5, 0.5, 5))
    n = round(members * 0.7)
    answered = answering(chance, (times, members), n)
    estimates = []
    for one in range(times):
        kept = scores[one][answered[one]].copy()
        kept[chance.random(kept.shape).argsort(axis=1) >= asked] = np.nan
        estimates.append(statistics.composite(kept, members))
    assert least < covered(estimates, scores.mean(axis=(1, 2))) < most


@pytest.mark.parametrize("members", [36, 150])
def test_every_statement_of_a_rotated_round_is_estimated_honestly(members: int) -> None:
    """25 statements, five a wave: in a round of five waves each has the answers of whoever answered its wave."""
    times = 400
    chance = np.random.default_rng(members)
    felt = 0.7 * chance.normal(size=(times, members, 1)) + 0.7 * chance.normal(size=(times, members, 25))
    scores = likert(felt + np.linspace(-1, 1, 25))
    answered = chance.random(scores.shape) < 0.7
    estimates = [
        statistics.mean(moments(scores[one, answered[one, :, place], place]), members)
        for one in range(times)
        for place in range(25)
    ]
    assert covered(estimates, scores.mean(axis=1).reshape(-1)) == BAND


def test_where_everybody_answered_nothing_is_left_open() -> None:
    everybody = statistics.mean(moments(np.array([3.0, 4, 5, 4])), 4)
    assert (everybody.low, everybody.high) == (4, 4)
    assert statistics.proportion(3, 4, 4).low == 0.75


def test_a_reversed_statement_is_turned_round_before_it_counts() -> None:
    item, turned = items(instrument(statement("a"), statement("b", reverse=True)))
    assert score_table(item)[:5].tolist() == [1, 2, 3, 4, 5]
    assert score_table(turned)[:5].tolist() == [5, 4, 3, 2, 1]
    assert math.isnan(score_table(item)[-1])
    assert item.bands == turned.bands == (0, 0, 1, 2, 2), "agreeing is agreeing with the words"


def test_a_scale_score_needs_half_of_its_statements() -> None:
    nan = math.nan
    scores = statistics.scale_scores(np.array([[1.0, 2, 3, 4], [1, 3, nan, nan], [5, nan, nan, nan], [nan] * 4]))
    assert scores[:2].tolist() == [2.5, 2.0]
    assert np.isnan(scores[2:]).all()


def test_counts_and_rows_give_the_same_figures_as_scipy() -> None:
    values = np.array([1.0, 2, 2, 3, 5, 5, 5, 4, 2, 1])
    counted = moments_of_counts([2, 3, 1, 1, 3, 7], [1.0, 2.0, 3.0, 4.0, 5.0, None])
    assert counted.n == 10
    assert (counted.mean, counted.variance) == pytest.approx((values.mean(), values.var(ddof=1)))
    theirs = stats.ttest_1samp(values, 0).confidence_interval()
    ours = statistics.mean(moments(values))
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))
    other = values[::-1] * 0.7
    welch = stats.ttest_ind(other, values, equal_var=False).confidence_interval()
    change = statistics.independent_change(moments(values), moments(other))
    assert (change.low, change.high) == pytest.approx((welch.low, welch.high))
    paired = stats.ttest_rel(other, values).confidence_interval()
    same = statistics.paired_change(values, other)
    assert (same.low, same.high) == pytest.approx((paired.low, paired.high))
    wilson = stats.binomtest(7, 20).proportion_ci(method="wilson")
    share = statistics.proportion(7, 20)
    assert (share.low, share.high) == pytest.approx((wilson.low, wilson.high))


def test_answers_that_were_spread_and_cannot_be_put_together_give_a_wider_interval_not_a_narrower() -> None:
    chance = np.random.default_rng(3)
    scores = likert(chance.normal(size=(40, 1)) * 0.7 + chance.normal(size=(40, 5)) * 0.7)
    together = statistics.composite(scores, 60)
    apart = statistics.pooled([statistics.mean(moments(column), 60) for column in scores.T])
    assert apart.value == pytest.approx(together.value)
    assert apart.high - apart.low > together.high - together.low
    whole = statistics.mean(moments(scores.mean(axis=1)), 60)
    assert (together.low, together.high) == pytest.approx((whole.low, whole.high))
