"""Reminders: each is a row of the outbox that is due later, so that a restart changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from bot.delivery import ledger
from bot.delivery.ledger import Posting
from bot.flows import remind
from bot.flows.turn import Effect, Remind, Unremind
from bot.messages import Address, Event, Message
from bot.tables import address, outbox
from bot.work import Work

SOON = 1  # after replies, before bulk
STILL_OF_USE = timedelta(days=7)  # after its moment, if the bot was not running


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about reminders; what is said to whoever caused it."""
    match effect:
        case Remind(words, bubble):
            return (_remind(work, event, words, bubble),)
        case Unremind(key, bubble):
            return (remind.dropped(_drop(work, who, key), bubble),)
    return ()


def _remind(work: Work, event: Event, words: str, bubble: str) -> Message:
    asked = remind.read(words, work.now)
    if isinstance(asked, Message):
        return asked
    key = f"{event.key}:r"
    later = Posting("reminder", SOON, due=asked.moment, expires=asked.moment + STILL_OF_USE)
    ledger.say(work, key, _in_private(event), remind.said(asked), event.sender.id, later)
    return remind.confirmed(asked, event.key, bubble)


def _in_private(event: Event) -> Address:
    """A reminder that was asked for in a channel comes to the person herself."""
    return event.sender if event.chat.person else event.chat


def _drop(work: Work, who: int, key: str) -> bool:
    """Drop a reminder that has not left, if it is hers, at whichever of her addresses it waits."""
    hers = sa.exists().where(
        address.c.person == who,
        address.c.platform == outbox.c.platform,
        address.c.workspace == outbox.c.workspace,
        address.c.account == outbox.c.account,
    )
    gone = (
        sa.update(outbox)
        .where(outbox.c.key == f"{key}:r", hers, outbox.c.kind == "reminder", outbox.c.state == "queued")
        .values(state="replaced", body="", settled=work.now)
    )
    return work.connection.execute(gone).rowcount == 1
