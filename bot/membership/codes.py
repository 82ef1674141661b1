"""Codes that work once: hard to mistake, kept as fingerprints, and not looked at after a few wrong tries."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa

from bot.flows.code import ALPHABET, LENGTH
from bot.messages import Address, Event
from bot.tables import attempt
from bot.work import Work

TRIES = 5  # wrong codes within the hour after which none is looked at, for a person and for a chat
TRIES_WITHIN = timedelta(hours=1)


def new(length: int = LENGTH) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def digest(code: str, purpose: str = "invitation") -> str:
    """What is kept of a code."""
    return hashlib.blake2b(code.encode(), digest_size=16, person=purpose.encode()).hexdigest()


def may_try(work: Work, event: Event) -> bool:
    """Whether a code is looked at: not after too many wrong ones, from this person or in this chat."""
    since = work.now - TRIES_WITHIN
    return all(
        work.connection.execute(
            sa.select(sa.func.count()).where(attempt.c.whose == whose, attempt.c.at > since)
        ).scalar_one()
        < TRIES
        for whose in _trying(event)
    )


def tried(work: Work, event: Event) -> None:
    """Count a wrong code."""
    work.connection.execute(sa.insert(attempt), [{"whose": whose, "at": work.now} for whose in _trying(event)])


def _trying(event: Event) -> list[str]:
    """Who tries, and where, as fingerprints."""
    return [_fingerprint("person", event.sender), _fingerprint("chat", event.chat)]


def _fingerprint(kind: str, where: Address) -> str:
    whole = f"{kind}|{where.platform}|{where.workspace}|{where.id}"
    return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()


def forget(work: Work) -> None:
    """Drop wrong tries that count no more."""
    work.connection.execute(sa.delete(attempt).where(attempt.c.at <= work.now - TRIES_WITHIN))
