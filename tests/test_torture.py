"""Killed at any moment, the program loses nothing, doubles only what was in flight, and keeps every chat in order.

The short form: 2,000 messages and 2,000 answers on a lane that is much faster than Telegram allows. `make torture` has
the long one: as many, 200 kills, at Telegram's pace. On Slack, which can tell what has arrived, nothing is doubled.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.platforms.telegram import LIMITS
from knowledge.library import Library
from tests.databases import empty_postgresql, sqlite
from tests.process import Surroundings
from tests.torture import Outcome, Plan, report, torture
from tests.torture_slack import torture_on_slack

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
    assert outcome.longest_leaving <= plan.around.lease + outcome.longest_silence + SPARE_SECONDS, said


@pytest.mark.timeout(240)
async def test_killed_ten_times_while_it_sends_and_is_answered_nothing_is_lost(
    library: Library, tmp_path: Path
) -> None:
    judge(await torture(PLAN, sqlite(tmp_path), library, tmp_path), PLAN)


@pytest.mark.timeout(300)
async def test_two_replicas_killed_and_frozen_lose_nothing(library: Library, tmp_path: Path) -> None:
    plan = replace(PLAN, replicas=2, freezes=1)
    judge(await torture(plan, empty_postgresql(tmp_path), library, tmp_path), plan)


@pytest.mark.timeout(120)
async def test_who_stood_still_while_handing_a_message_over_does_not_go_on_with_it(
    library: Library, tmp_path: Path
) -> None:
    """Its author is asked; meanwhile another has sent what follows, which it would come after."""
    around = Surroundings(stops_at="News 1.")
    plan = replace(PLAN, people=20, news=5, answers=4, kills=0, freezes=1, replicas=2, around=around)
    judge(await torture(plan, empty_postgresql(tmp_path), library, tmp_path), plan)


# ---- on Slack, which can tell what has arrived

QUICK = Surroundings(per_second=25.0, spacing=0.05, lease=2.0)
ON_SLACK = Plan(people=10, news=6, answers=0, asked=0, occurrences=0, kills=4, around=QUICK)


def judge_on_slack(outcome: Outcome, plan: Plan) -> None:
    """Nothing is doubled, and nobody is asked."""
    judge(outcome, plan)
    assert (outcome.doubled, outcome.unsure, outcome.undecided) == (0, 0, 0), f"{report(outcome)}\n{outcome.log}"
    assert outcome.sent == plan.people * plan.news


@pytest.mark.timeout(90)
async def test_killed_before_slack_has_answered_it_looks_for_what_arrived(tmp_path: Path) -> None:
    judge_on_slack(await torture_on_slack(ON_SLACK, sqlite(tmp_path), tmp_path), ON_SLACK)


@pytest.mark.timeout(90)
async def test_where_a_replica_is_killed_before_slack_has_answered_the_other_looks_for_what_arrived(
    tmp_path: Path,
) -> None:
    plan = replace(ON_SLACK, replicas=2, kills=3)
    judge_on_slack(await torture_on_slack(plan, empty_postgresql(tmp_path), tmp_path), plan)
