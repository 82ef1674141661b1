"""Killed at any moment, the program loses nothing, doubles only what was in flight, and keeps every chat in order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.library import Library
from tests.databases import postgresql, sqlite
from tests.torture import Outcome, Plan, report, torture

PLAN = Plan(people=20, news=5, asked=5, kills=10)


def _in_order(outcome: Outcome) -> None:
    said = f"{report(outcome)}\n{outcome.lost}\n{outcome.out_of_order}\n{outcome.log[-4000:]}"
    faults = (outcome.lost, outcome.out_of_order, outcome.stuck, outcome.refused)
    assert not any(faults), said
    assert "Traceback" not in outcome.log


@pytest.mark.timeout(180)
async def test_killed_ten_times_nothing_is_lost_or_out_of_order(library: Library, tmp_path: Path) -> None:
    outcome = await torture(PLAN, sqlite(tmp_path), library, tmp_path)
    _in_order(outcome)
    assert outcome.doubled <= 2.5 * outcome.kills, report(outcome)


@pytest.mark.timeout(240)
async def test_two_replicas_killed_and_frozen_lose_nothing(library: Library, tmp_path: Path) -> None:
    plan = replace(PLAN, replicas=2, kills=9, freezes=1)
    outcome = await torture(plan, postgresql(tmp_path), library, tmp_path)
    _in_order(outcome)
    assert outcome.doubled <= 2.5 * (plan.kills + plan.freezes), report(outcome)


@pytest.mark.timeout(180)
async def test_where_the_author_is_to_decide_nothing_comes_twice(library: Library, tmp_path: Path) -> None:
    plan = Plan(people=15, news=6, asked=0, kills=4, policy="ask")
    outcome = await torture(plan, sqlite(tmp_path), library, tmp_path)
    assert outcome.doubled == 0, report(outcome)
    assert len(outcome.lost) <= outcome.unsure, "what was not said is listed"
    assert not any((outcome.out_of_order, outcome.stuck)), report(outcome)
