"""Rotation: everybody meets everything, every statement and every pair gets its share, and nothing is drawn."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.surveys import instruments
from bot.surveys.rotation import CUTS, Hopes, Rotation, outlook

PULSE = tuple(one.id for one in instruments.load("relational-pulse").statements)


def rotation(count: int, size: int, series: str = "s") -> Rotation:
    return Rotation(series, tuple(f"q{at}" for at in range(count)), size)


SIZES = st.integers(1, 26).flatmap(lambda count: st.tuples(st.just(count), st.integers(1, count)))


@settings(max_examples=40, deadline=None)
@given(SIZES, st.integers(0, 70), st.integers(0, 30))
def test_in_a_round_everybody_meets_every_statement_once(sizes: tuple[int, int], member: int, round_: int) -> None:
    plan = rotation(*sizes)
    waves = [plan.asks(round_, member, wave) for wave in range(plan.waves)]
    assert plan.waves == ceil(sizes[0] / sizes[1])
    assert sorted(one for wave in waves for one in wave) == sorted(plan.statements)
    assert max(map(len, waves)) - min(map(len, waves)) <= 1
    assert max(map(len, waves)) <= sizes[1]


@settings(max_examples=40, deadline=None)
@given(SIZES, st.integers(1, 40), st.integers(0, 10))
def test_in_each_wave_each_statement_gets_its_share_of_members(
    sizes: tuple[int, int], members: int, round_: int
) -> None:
    plan = rotation(*sizes)
    for wave in range(plan.waves):
        shown = Counter(one for member in range(members) for one in plan.asks(round_, member, wave))
        shares = {shown[one] for one in plan.statements}
        assert shares <= {members // plan.waves, ceil(members / plan.waves)}


@pytest.mark.parametrize(("count", "size"), [(25, 5), (25, 4), (12, 3), (9, 4), (10, 2)])
def test_each_pair_of_statements_gets_its_share(count: int, size: int) -> None:
    plan = rotation(count, size)
    together: Counter[tuple[str, str]] = Counter()
    for first_of_set in range(0, CUTS * plan.waves, plan.waves):
        for wave in range(plan.waves):
            together.update(combinations(plan.asks(0, first_of_set, wave), 2))
    counts = [together[pair] for pair in combinations(plan.statements, 2)]
    mean = sum(counts) / len(counts)
    assert min(counts) >= 1
    assert all(abs(one - mean) < 2 for one in counts)


def test_thirty_six_members_keep_all_pairs_of_the_pulse_in_balance_within_four_rounds() -> None:
    plan = Rotation("east-sussex", PULSE, 5)
    together: Counter[tuple[str, str]] = Counter()
    for round_, member, wave in ((r, m, w) for r in range(4) for m in range(36) for w in range(plan.waves)):
        together.update(combinations(plan.asks(round_, member, wave), 2))
    counts = [together[pair] for pair in combinations(PULSE, 2)]
    assert sum(counts) / len(counts) == 4 * 36 / 6
    assert min(counts) >= 12
    assert max(counts) <= 36


def test_who_joins_changes_nothing_for_the_others_and_another_series_is_another_rotation() -> None:
    plan = Rotation("a", PULSE, 5)
    assert plan.asks(3, 17, 2) == Rotation("a", PULSE, 5).asks(3, 17, 2)
    assert {plan.asks(0, member, 0) for member in range(20)} != {
        Rotation("b", PULSE, 5).asks(0, member, 0) for member in range(20)
    }
    assert plan.asks(0, 0, 0) != plan.asks(1, 0, 0)


@pytest.mark.parametrize("size", [0, 26, -1])
def test_a_rotation_needs_something_to_ask(size: int) -> None:
    with pytest.raises(ValueError, match="Between 1 and 25"):
        Rotation("a", PULSE, size)


def test_launching_says_what_can_never_be_shown() -> None:
    groups = {"Schools": 20, "Health": 8, "Police": 3, "Charities": 6}
    found = outlook(Hopes(36, 0.7, 0.3, groups), Rotation("a", PULSE, 5))
    assert round(found.answers_a_wave) == 5
    assert 0.3 < found.hidden_a_wave < 0.4  # a third of the cells
    assert found.hidden_a_round < 0.001
    assert found.groups_never == ("Police",)
    assert found.groups_rarely == ("Charities",)
    assert found.lines == (
        "36 members, of whom about 25 answer.",
        "Each statement gets about 5 answers a wave, and 32% of them would be below 5: results come per round of 5 "
        "waves, with about 25 answers each.",
        "Never shown by themselves (too few members): Police.",
        "Hidden more often than not: Charities.",
        "Comments are likely to stay hidden: too few will write one.",
    )


def test_without_rotation_a_small_group_is_told_that_it_is_too_small() -> None:
    found = outlook(Hopes(6, 0.6))
    assert found.hidden_a_round == pytest.approx(1 - 6 * 0.6**5 * 0.4 - 0.6**6)
    assert "likely to stay hidden" in found.lines[1]
    assert outlook(Hopes(0)).hidden_a_round == 1


def test_of_fewer_members_than_may_be_shown_nothing_is_promised() -> None:
    assert outlook(Hopes(4)).lines[1] == "Of fewer than 5 no results can be shown."
    assert not any("no results" in line for line in outlook(Hopes(5)).lines)
