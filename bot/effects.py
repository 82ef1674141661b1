"""Who carries out which effect. Each looks at the rights before it changes anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.delivery import broadcast, contact, reminders, wishes
from bot.flows.permission import NotAllowed
from bot.flows.turn import Effect
from bot.membership import (
    attendance,
    briefing,
    collaboratives,
    departing,
    engagement,
    fading,
    invitations,
    joining,
    linking,
    pages,
    roster,
    stewards,
    term_dates,
)
from bot.messages import Event, Message
from bot.privacy import auditing, rights
from bot.waves import preparing, reporting, taking
from bot.work import Work

Make = Callable[[Work, int, Event, Effect], Sequence[Message]]

MAKERS: tuple[Make, ...] = (
    attendance.make,
    auditing.make,
    briefing.make,
    broadcast.make,
    collaboratives.make,
    contact.make,
    departing.make,
    engagement.make,
    fading.make,
    invitations.make,
    joining.make,
    linking.make,
    pages.make,
    reminders.make,
    rights.make,
    roster.make,
    stewards.make,
    term_dates.make,
    wishes.make,
    preparing.make,
    taking.make,
    reporting.make,
)


def carry_out(work: Work, who: int, event: Event, effect: Effect) -> list[Message]:
    """Do what an effect asks for, within the event's transaction; what is said to whoever caused it."""
    work.make(who, effect)
    try:
        return [message for make in MAKERS for message in make(work, who, event, effect)]
    except NotAllowed as refused:
        return [refused.message]
