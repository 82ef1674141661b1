"""Where a person is written to: the address that she prefers, or else the first that can be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot import many
from bot.messages import Address
from bot.tables import address, preference
from bot.work import Work


def of(work: Work, who: int) -> list[Address]:
    """All of somebody's addresses, in order."""
    rows = work.connection.execute(sa.select(address).where(address.c.person == who).order_by(*address.primary_key))
    return [Address(row.platform, row.workspace, row.account) for row in rows]


def reach(work: Work, people: Sequence[int]) -> Mapping[int, Address]:
    """Where each of these people is written to; whoever can be reached nowhere is left out."""
    them = {"rows": many.written((who,) for who in people)}
    rows = work.connection.execute(_reaching(work.connection.dialect.name), them)
    found: dict[int, Address] = {}
    for row in rows:
        found.setdefault(row.person, Address(row.platform, row.workspace, row.account))
    return found


_LIKED = sa.and_(
    preference.c.person == address.c.person,
    preference.c.platform == address.c.platform,
    preference.c.workspace == address.c.workspace,
    preference.c.account == address.c.account,
)


@cache
def _reaching(dialect: str) -> Any:
    them = many.given(dialect, who=int)
    return (
        sa.select(address.c.person, address.c.platform, address.c.workspace, address.c.account)
        .select_from(them)
        .join(address, address.c.person == them.c.who)
        .join(preference, _LIKED, isouter=True)
        .where(address.c.unreachable.is_(False))
        .order_by(preference.c.person.is_(None), address.c.platform, address.c.workspace, address.c.account)
    )
