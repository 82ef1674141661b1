"""Who carries out which effect. Each looks at the rights before it changes anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.delivery import broadcast, contact, reminders, wishes
from bot.flows import engagement as engagement_flow
from bot.flows import report
from bot.flows.permission import NotAllowed
from bot.flows.turn import Effect, Turn
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

Draw = Callable[[Work, int, Any], tuple[Sequence[Message], Sequence[Effect]]]

DRAWN: Mapping[type[Effect], Draw] = {engagement_flow.Show: engagement.draw, report.Show: reporting.draw}
"""Who thinks out what somebody wants to see: it takes longer than a transaction may."""


def is_drawn(turn: Turn) -> bool:
    return any(type(effect) in DRAWN for effect in turn.do)


def draw(work: Work, who: int, turn: Turn) -> Turn:
    """The turn with what she wants to see, in place of the effect that wants it; nothing is changed."""
    say, do = list(turn.say), list[Effect]()
    for effect in turn.do:
        drawer = DRAWN.get(type(effect))
        if drawer is None:
            do.append(effect)
            continue
        try:
            shown, follows = drawer(work, who, effect)
        except NotAllowed as refused:
            shown, follows = [refused.message], []
        say += shown
        do += follows
    return replace(turn, say=tuple(say), do=tuple(do))


def carry_out(work: Work, who: int, event: Event, effect: Effect) -> list[Message]:
    """Do what an effect asks for, within the event's transaction; what is said to whoever caused it."""
    work.make(who, effect)
    try:
        return [message for make in MAKERS for message in make(work, who, event, effect)]
    except NotAllowed as refused:
        return [refused.message]
