"""Two people who turn out to be one: whatever refers to either of them refers to one of them from then on.

RULES is the register of everything that refers to a person; a test holds it complete. Where both have what only one
can have, a rule says what stays. Of the two numbers the later one stays: what goes through people by number, as an
announcement does, then meets her once, and knows by its keys whether she has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.privacy.keys import pseudonym
from bot.tables import (
    address,
    announcement,
    answer,
    asked,
    attendance,
    audit,
    contact,
    conversation,
    draft,
    former,
    held,
    invitation,
    leave,
    link,
    member,
    office,
    outbox,
    page,
    page_bubble,
    person,
    preference,
    response,
    series,
    steward,
    subgroup,
    subgroup_member,
    wave,
)
from bot.work import Work

Values = Mapping[str, Any]
Combine = Callable[[Any, Any], Values]
"""From the rows of the first and of the second, what the one that stays holds."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A column that refers to a person. Without `combine` two rows never stand in each other's way."""

    column: sa.Column[Any]
    combine: Combine | None = None


def _later(name: str) -> Combine:
    """The row that is later by this column stays as it is."""
    return lambda first, second: max((first, second), key=lambda row: row._mapping[name])._asdict()


def _either(first: Any, _second: Any) -> Values:
    """Both say the same."""
    return {}


def _membership(first: Any, second: Any) -> Values:
    """A member since the earlier day, unless both have left; of what she said of herself, the later holds."""
    older, newer = sorted((second, first), key=lambda row: (row.left is None, row.consented or row.joined))
    said = ("name", "sector", "organisation", "phase")
    return {
        **{name: newer._mapping[name] or older._mapping[name] for name in said},
        **{name: newer._mapping[name] for name in ("shown", "notice", "consented")},
        "joined": min(first.joined, second.joined),
        "left": newer.left and max(first.left, second.left),
        "heard": max(first.heard, second.heard),
    }


def _wishes(first: Any, second: Any) -> Values:
    """Those of the side that issued the code; where she has asked for less on either, for less."""
    days = first if first.days or first.hours_from else second
    liked = first if first.platform else second
    snoozed = [row.snoozed for row in (first, second) if row.snoozed]
    return {
        **{name: days._mapping[name] for name in ("days", "hours_from", "hours_to")},
        **{name: liked._mapping[name] for name in ("platform", "workspace", "account")},
        "snoozed": max(snoozed, default=None),
        "weekly": min(first.weekly, second.weekly),
        "stopped": first.stopped or second.stopped,
        "term_time": first.term_time or second.term_time,
        "language": first.language,
    }


def _started(first: Any, second: Any) -> Values:
    """It counts once, from when it was first."""
    return {"at": min(first.at, second.at)}


def _held(first: Any, second: Any) -> Values:
    """What a digest has shown is not held back any more."""
    kept = min((first, second), key=lambda row: (row.state != "shown", row.due))
    return {name: value for name, value in kept._mapping.items() if name != "id"}


RULES = (
    Rule(address.c.person),
    Rule(conversation.c.person, _later("until")),
    Rule(announcement.c.author),
    Rule(answer.c.person, _later("at")),
    Rule(subgroup.c.lead),
    Rule(member.c.person, _membership),
    Rule(subgroup_member.c.person, _either),
    Rule(office.c.person, _either),
    Rule(steward.c.person),
    Rule(attendance.c.person, _either),
    Rule(preference.c.person, _wishes),
    Rule(contact.c.person, _started),
    Rule(held.c.person, _held),
    Rule(leave.c.person),
    Rule(invitation.c.author),
    Rule(link.c.person),
    Rule(former.c.person),
    Rule(page.c.person),
    Rule(page.c.author),
    Rule(page_bubble.c.person),
    Rule(audit.c.who),
    Rule(audit.c.about),
    Rule(series.c.author),
    Rule(asked.c.person, _either),
    Rule(draft.c.person, _either),
    Rule(response.c.person),
)


def merge(work: Work, first: int, second: int) -> int:
    """Make one person of two, and give her number; `first` is she whose wishes hold where they differ."""
    goes, stays = sorted((first, second))
    rows = work.connection.execute(
        sa.select(person).where(person.c.id.in_((goes, stays))).order_by(person.c.id).with_for_update()
    )
    known = {row.id: row for row in rows}
    _ask_once(work, first, second)
    for rule in RULES:
        _apply(work, rule, first, goes, stays)
    _keep_series(work, goes, stays)
    _say_once(work, goes, stays)
    here = {name: known[first]._mapping[name] or known[second]._mapping[name] for name in ("locality", "role")}
    heard = max(known[first].heard, known[second].heard)
    work.connection.execute(sa.update(person).where(person.c.id == stays).values(**here, heard=heard))
    before = {"number": goes, "created": known[goes].created, "person": stays}
    work.connection.execute(sa.insert(former).values(before))
    work.connection.execute(sa.delete(person).where(person.c.id == goes))
    return stays


def _apply(work: Work, rule: Rule, first: int, goes: int, stays: int) -> None:
    column = rule.column
    if rule.combine:
        _combine(work, rule.combine, column, first, goes, stays)
    work.connection.execute(sa.update(column.table).where(column == goes).values({column.name: stays}))


def _combine(work: Work, combine: Combine, column: sa.Column[Any], first: int, goes: int, stays: int) -> None:
    """Of two rows that stand in each other's way, one stays, with what the rule says."""
    table, beside = column.table, _beside(column)

    def of(who: int) -> dict[tuple[Any, ...], Any]:
        rows = work.connection.execute(sa.select(table).where(column == who))
        return {tuple(row._mapping[name] for name in beside): row for row in rows}

    hers, others = of(stays), of(goes)
    for key in hers.keys() & others.keys():
        rows = (hers[key], others[key]) if first == stays else (others[key], hers[key])
        here = [table.c[name] == value for name, value in zip(beside, key, strict=True)]
        work.connection.execute(sa.delete(table).where(column == goes, *here))
        values = {**combine(*rows), column.name: stays}
        work.connection.execute(sa.update(table).where(column == stays, *here).values(values))


def _beside(column: sa.Column[Any]) -> list[str]:
    """What may be there once for each person: the other columns of the key that she is part of."""
    keys: list[Any] = [column.table.primary_key, *column.table.constraints]
    unique = (key for key in keys if isinstance(key, sa.PrimaryKeyConstraint | sa.UniqueConstraint))
    return [one.name for key in unique if column.name in key.columns for one in key.columns if one is not column]


# ---- surveys

_FURTHER = ("finished", "declined", "invited", "unreached")


def _ask_once(work: Work, first: int, second: int) -> None:
    """Where both are asked in one wave, she who is further is; the other's unfinished answers go."""
    began = sa.select(sa.func.count()).where(draft.c.wave == asked.c.wave, draft.c.person == asked.c.person)
    rows = work.connection.execute(
        sa.select(asked.c.wave, asked.c.person, asked.c.state, began.scalar_subquery().label("began")).where(
            asked.c.person.in_((first, second))
        )
    ).all()
    hers = {row.wave: row for row in rows if row.person == first}
    for other in (row for row in rows if row.person == second and row.wave in hers):
        less = max(hers[other.wave], other, key=lambda row: (_FURTHER.index(row.state), -row.began, row is other))
        for table in (draft, asked):
            gone = sa.delete(table).where(table.c.wave == less.wave, table.c.person == less.person)
            work.connection.execute(gone)
        fewer = sa.update(wave).where(wave.c.id == less.wave, wave.c.state != "closed")
        work.connection.execute(fewer.values(invited=wave.c.invited - 1))


def _keep_series(work: Work, goes: int, stays: int) -> None:
    """What she answered confidentially before stays hers in the waves that follow, while the series' key exists."""
    going = sa.select(series.c.id).where(series.c.mode == "confidential", series.c.ended.is_(False))
    for which in list(work.connection.execute(going).scalars()):
        if not (work.keys / which).exists():
            continue
        of_series = response.c.wave.in_(sa.select(wave.c.id).where(wave.c.series == which))
        new = pseudonym(work.keys, which, stays)
        has = sa.select(response.c.wave).where(of_series, response.c.key == new)
        old = sa.update(response).where(of_series, response.c.key == pseudonym(work.keys, which, goes))
        work.connection.execute(old.where(response.c.wave.not_in(has)).values(key=new))


# ---- nothing is said twice

_BEST = ("sent", "leaving", "unsure", "queued", "replaced", "expired", "failed")
_OVER = ("replaced", "expired", "failed")


def _say_once(work: Work, goes: int, stays: int) -> None:
    """Of what was started with both, she has one; what only the other was sent, she has."""
    for row in _started_with(work, goes):
        twin = work.connection.execute(
            sa.select(outbox.c.id, outbox.c.state).where(outbox.c.key == f"{row.cause}:{stays}")
        ).first()
        if twin:
            worse = max((twin, row), key=lambda one: _BEST.index(one.state))
            work.connection.execute(sa.delete(outbox).where(outbox.c.id == worse.id))
        renamed = sa.update(outbox).where(outbox.c.id == row.id).values(key=f"{row.cause}:{stays}")
        work.connection.execute(renamed)
    for row in work.connection.execute(sa.select(held).where(held.c.person == stays)).all():
        key = f"{row.cause}:{stays}"
        work.connection.execute(sa.update(held).where(held.c.id == row.id).values(key=key))
        said = work.connection.execute(sa.select(outbox.c.id, outbox.c.state).where(outbox.c.key == key)).first()
        if said and (row.state == "shown" or said.state in _OVER):
            work.connection.execute(sa.delete(outbox).where(outbox.c.id == said.id))
        elif said:
            work.connection.execute(sa.delete(held).where(held.c.id == row.id))


def _started_with(work: Work, who: int) -> list[Any]:
    """What the bot has started with somebody: its key is its cause and her number."""
    rows = sa.select(outbox.c.id, outbox.c.cause, outbox.c.state).where(
        outbox.c.cause != "", outbox.c.key == outbox.c.cause + f":{who}"
    )
    return list(work.connection.execute(rows))
