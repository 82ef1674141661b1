"""A wave ends: drafts become answers in one shuffled transaction, tied to nobody unless the mode says so."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Any

import sqlalchemy as sa

from bot.delivery import contact
from bot.flows import survey
from bot.flows.questionnaire import Asking, counted
from bot.privacy.keys import destroy, pseudonym
from bot.tables import asked, conversation, draft, outbox, person, response, series, wave
from bot.waves import launching, taking
from bot.work import Work

FEWEST = 5  # the gateway's threshold for closed answers; a test holds that they are the same


@dataclass(frozen=True, slots=True)
class _Answered:
    """What one member leaves: her answers, and the groups that she was of at the launch."""

    person: int
    sector: str
    subgroups: tuple[str, ...]
    answers: Mapping[str, str]


def close(work: Work, which: str) -> bool:
    """Close a wave; False if it is closed."""
    row = work.connection.execute(
        sa.select(wave, series.c.mode, series.c.size)
        .join(series, series.c.id == wave.c.series)
        .where(wave.c.id == which)
        .with_for_update(of=wave)
    ).first()
    if row is None or row.state == "closed":
        return False
    work.connection.execute(_nobody_is_forgotten_meanwhile(which))
    given = _given(work, which)
    rows = _rows(work, row, given)
    SystemRandom().shuffle(rows)
    if rows:
        work.connection.execute(sa.insert(response), rows)
    _note_unreached(work, which)
    work.connection.execute(sa.delete(draft).where(draft.c.wave == which))
    work.connection.execute(sa.update(asked).where(asked.c.wave == which).values(at=""))
    work.connection.execute(
        sa.delete(conversation).where(
            conversation.c.flow == survey.FLOW, conversation.c.state == taking.conversations_of(which)
        )
    )
    work.connection.execute(
        sa.update(wave)
        .where(wave.c.id == which)
        .values(
            state="closed",
            closes=sa.case((wave.c.closes < work.now, wave.c.closes), else_=work.now),
            nudge_at=None,
            answered=len(given),
        )
    )
    _withdraw(work, which)
    return True


def _nobody_is_forgotten_meanwhile(which: str) -> sa.Select[Any]:
    whoever = sa.select(person.c.id).where(person.c.id.in_(sa.select(asked.c.person).where(asked.c.wave == which)))
    return whoever.order_by(person.c.id).with_for_update(read=True, key_share=True)


def _given(work: Work, which: str) -> list[_Answered]:
    """Whoever answered anything that counts."""
    rows = work.connection.execute(sa.select(asked).where(asked.c.wave == which)).all()
    found = []
    for first in range(0, len(rows), 500):
        some = {row.person: row for row in rows[first : first + 500]}
        for who, one in taking.askings(work, which, list(some)).items():
            answers = _counted(one)
            if answers:
                groups = tuple(json.loads(some[who].subgroups))
                found.append(_Answered(who, some[who].sector, groups, answers))
    return found


def _counted(one: Asking) -> Mapping[str, str]:
    return dict(counted(one)) if one.answers else {}


def _rows(work: Work, row: Any, given: Sequence[_Answered]) -> list[dict[str, Any]]:
    if row.mode == "confidential":
        return [_row(row, one, key=pseudonym(work.keys, row.series, one.person)) for one in given]
    if row.mode == "named":
        return [_row(row, one, person=one.person) for one in given]
    if len(given) < FEWEST:
        return []  # how many took part is all that may be known (decision 8)
    instrument = taking.instrument_of(row.instrument)
    texts = {question.id for question in instrument.questions if question.type == "text"}
    apart = texts | ({one.id for one in instrument.statements} if row.size else set())
    rows = [_plain(row, {name: value}) for one in given for name, value in one.answers.items() if name in apart]
    sectors, subgroups = _shown_groups(given)
    for one in given:
        together = {name: value for name, value in one.answers.items() if name not in apart}
        if together:
            group = {"sector": one.sector if one.sector in sectors else ""}
            group["subgroups"] = json.dumps(one.subgroups) if subgroups else "[]"
            rows.append(_plain(row, together) | group)
    return rows


def _shown_groups(given: Sequence[_Answered]) -> tuple[set[str], bool]:
    """The sectors, and whether the sub-groups too, that an anonymous row may keep: none that few have in common."""
    sectors = {name for name, count in Counter(one.sector for one in given).items() if count >= FEWEST}
    if len(given) - sum(one.sector in sectors for one in given) in range(1, FEWEST):
        smallest = min(sectors, key=lambda name: sum(one.sector == name for one in given), default="")
        sectors.discard(smallest)  # else who has none would be few
    both = Counter((one.sector if one.sector in sectors else "", one.subgroups) for one in given)
    return sectors, min(both.values(), default=0) >= FEWEST


def _plain(row: Any, answers: Mapping[str, str]) -> dict[str, Any]:
    """A row that tells nothing but the answers."""
    return {
        "id": secrets.token_hex(16),
        "wave": row.id,
        "key": "",
        "person": None,
        "sector": "",
        "subgroups": "[]",
        "answers": json.dumps(answers, sort_keys=True),
    }


def _row(row: Any, one: _Answered, key: str = "", person: int | None = None) -> dict[str, Any]:
    known = {"key": key, "person": person, "sector": one.sector, "subgroups": json.dumps(one.subgroups)}
    return _plain(row, one.answers) | known


def _note_unreached(work: Work, which: str) -> None:
    """Who never had the invitation did not refuse it (decision 17)."""
    arrived = sa.exists().where(
        outbox.c.cause == launching.cause(which),
        outbox.c.key == sa.literal(f"{launching.cause(which)}:") + sa.cast(asked.c.person, sa.String),
        outbox.c.state == "sent",
    )
    began = sa.exists().where(draft.c.wave == which, draft.c.person == asked.c.person)
    work.connection.execute(
        sa.update(asked)
        .where(asked.c.wave == which, asked.c.state == "invited", ~arrived, ~began)
        .values(state="unreached")
    )


def _withdraw(work: Work, which: str) -> None:
    """Nobody is invited to what is closed."""
    for cause in (launching.cause(which), *(f"{launching.cause(which)}:n{number}" for number in (1, 2))):
        contact.withdraw(work, cause)
        work.connection.execute(
            sa.update(outbox)
            .where(outbox.c.cause == cause, outbox.c.state == "queued")
            .values(state="expired", reason="the survey has closed", body="", settled=work.now)
        )


def end_series(work: Work, which: str) -> None:
    """No wave follows, and whose answers are whose cannot be said any more."""
    work.connection.execute(sa.update(series).where(series.c.id == which).values(ended=True, next=None, plan=""))


def destroy_keys(work: Work) -> None:
    """Destroy what is left of the keys of series that have ended."""
    for which in work.connection.execute(sa.select(series.c.id).where(series.c.ended.is_(True))).scalars():
        destroy(work.keys, which)


# ---- the clock's part


def due(work: Work) -> list[str]:
    """Waves that can be taken on: to be sent out, nudged or closed."""
    everyone_done = ~sa.exists().where(asked.c.wave == wave.c.id, asked.c.state == "invited")
    rows = work.connection.execute(
        sa.select(wave.c.id).where(
            wave.c.state != "closed",
            sa.or_(
                wave.c.state == "expanding",
                wave.c.closes <= work.now,
                wave.c.nudge_at <= work.now,
                sa.and_(everyone_done, wave.c.invited > 0),
            ),
        )
    )
    return list(rows.scalars())


def planned(work: Work) -> list[str]:
    """Series whose next wave is due."""
    rows = sa.select(series.c.id).where(series.c.next <= work.now, series.c.ended.is_(False))
    return list(work.connection.execute(rows).scalars())


def go_on(work: Work, which: str) -> bool:
    """Take a wave a piece further; whether there is more to do at once."""
    row = work.connection.execute(sa.select(wave).where(wave.c.id == which).with_for_update()).first()
    if row is None or row.state == "closed":
        return False
    if row.closes <= work.now:
        close(work, which)
        return False
    if row.state == "expanding":
        return launching.expand(work, row)
    if _all_done(work, row):
        close(work, which)
    elif row.nudge_at and row.nudge_at <= work.now:
        launching.nudge(work, row)
    return False


def _all_done(work: Work, row: Any) -> bool:
    left = sa.select(asked.c.person).where(asked.c.wave == row.id, asked.c.state == "invited").limit(1)
    return row.invited > 0 and work.connection.execute(left).first() is None
