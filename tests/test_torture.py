"""Killed at any moment, the program loses nothing, doubles only what was in flight, and keeps every chat in order.

The short form: 2,000 messages and 2,000 answers on a lane that is much faster than Telegram allows. `make torture` has
the long one: as many, 200 kills, at Telegram's pace.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.delivery.lanes import LEASE
from bot.platforms.telegram import LIMITS
from knowledge.library import Library
from tests.databases import postgresql, sqlite
from tests.process import Surroundings
from tests.torture import Outcome, Plan, report, torture

PACE = 400.0  # messages a second
FAST = Surroundings(per_second=PACE, spacing=0.01)
PLAN = Plan(people=200, news=10, answers=10, asked=1, occurrences=12, kills=10, up_seconds=(0.1, 0.8), around=FAST)
MOST_EACH = LIMITS.in_flight / 2  # about every second message is one that is sent again; measured: 7 at most
SPARE_SECONDS = 2.0  # to take over, to tell and to look, on a machine that does much else


def judge(outcome: Outcome, plan: Plan) -> None:
    said = f"{report(outcome)}\n{[fault for fault in outcome.faults if fault]}\n{outcome.log}"
    assert not any(outcome.faults), said
    assert "Traceback" not in outcome.log
    assert outcome.answered == plan.people * plan.answers
    assert outcome.kills == plan.kills
    assert outcome.doubled <= LIMITS.in_flight * (plan.kills + plan.freezes), said
    assert outcome.doubled_each <= MOST_EACH, said
    assert outcome.longest_leaving <= LEASE.total_seconds() + outcome.longest_silence + SPARE_SECONDS, said


@pytest.mark.timeout(240)
async def test_killed_ten_times_while_it_sends_and_is_answered_nothing_is_lost(
    library: Library, tmp_path: Path
) -> None:
    judge(await torture(PLAN, sqlite(tmp_path), library, tmp_path), PLAN)


@pytest.mark.timeout(300)
async def test_two_replicas_killed_and_frozen_lose_nothing(library: Library, tmp_path: Path) -> None:
    plan = replace(PLAN, replicas=2, freezes=1)
    judge(await torture(plan, postgresql(tmp_path), library, tmp_path), plan)


@pytest.mark.timeout(120)
async def test_who_stood_still_while_handing_a_message_over_does_not_go_on_with_it(
    library: Library, tmp_path: Path
) -> None:
    """Its author is asked; meanwhile another has sent what follows, which it would come after."""
    around = Surroundings(stops_at="News 1.")
    plan = replace(PLAN, people=20, news=5, answers=4, kills=0, freezes=1, replicas=2, around=around)
    judge(await torture(plan, postgresql(tmp_path), library, tmp_path), plan)
