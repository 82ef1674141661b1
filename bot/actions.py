"""What the clock does: every action by its name, and what plans them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.membership import fading
from bot.occurrences import Action
from bot.privacy import retention
from bot.work import Work

ACTIONS: Mapping[str, Action] = {
    fading.ACTION: fading.remind,
    retention.ACTION: retention.run,
}
PLANS: tuple[Callable[[Work], None], ...] = (fading.plan, retention.plan)
