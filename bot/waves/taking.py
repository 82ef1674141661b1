"""A survey as it stands for one member: read for whoever thinks about it, and changed by what she does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.flows import survey
from bot.flows.permission import Action, NotAllowed
from bot.flows.questionnaire import DECLINED, END, NOTICE, Asking, finished
from bot.flows.survey import Answer, Decline, Finish, Reopen, Said, Skip, Stand, Unanswer
from bot.flows.take import Take
from bot.flows.turn import Effect, Wait
from bot.membership import members
from bot.messages import Event, Message
from bot.surveys.instrument import Instrument, decode
from bot.surveys.rotation import Rotation
from bot.tables import asked, collaborative, draft, series, wave
from bot.work import Work

NOT_ASKED = Message(text="That survey was for others, so I changed nothing.")


@lru_cache(64)
def instrument_of(text: str) -> Instrument:
    """An instrument as a row holds it."""
    return decode(text)


def state_of(which: str) -> Mapping[str, Any]:
    """The conversation that is kept while somebody is in a survey."""
    return {"wave": which}


def wave_in(states: Mapping[str, Mapping[str, Any]]) -> str:
    """The survey that somebody is in the middle of; "" if none."""
    state = states.get(survey.FLOW)
    return str(state.get("wave", "")) if state else ""


def asking(work: Work, who: int, which: str, alone: bool = False) -> Asking | None:
    """A wave as it stands for somebody, hers `alone` until the commit if wished; None if she is not asked."""
    return askings(work, which, [who], alone).get(who)


def askings(work: Work, which: str, people: Sequence[int], alone: bool = False) -> Mapping[int, Asking]:
    """A wave as it stands for each of these people, if she is asked."""
    query = (
        sa.select(asked, wave.c.instrument, wave.c.state.label("stands"), wave.c.closes, wave.c.number, series)
        .join(wave, wave.c.id == asked.c.wave)
        .join(series, series.c.id == wave.c.series)
        .where(asked.c.wave == which, asked.c.person.in_(people))
    )
    rows = work.connection.execute(query.with_for_update(of=asked) if alone else query).mappings().all()
    if not rows:
        return {}
    kept: dict[int, list[Any]] = {}
    for one in work.connection.execute(sa.select(draft).where(draft.c.wave == which, draft.c.person.in_(people))):
        kept.setdefault(one.person, []).append(one)
    zone = _zone(work, rows[0][series.c.collaborative])
    return {row[asked.c.person]: _asking(work, row, kept.get(row[asked.c.person], ()), zone) for row in rows}


def _asking(work: Work, row: Any, kept: Sequence[Any], zone: ZoneInfo) -> Asking:
    instrument = instrument_of(row[wave.c.instrument])
    return Asking(
        wave=row[asked.c.wave],
        instrument=instrument,
        mode=row[series.c.mode],
        today=work.now.astimezone(zone).date(),
        closes=row[wave.c.closes].astimezone(zone).date(),
        asks=_asks(row, instrument),
        answers={one.question: one.value for one in kept if not one.skipped},
        skipped=frozenset(one.question for one in kept if one.skipped),
        at=row[asked.c.at],
        language=row[asked.c.language],
        closed=row["stands"] == "closed" or row[wave.c.closes] <= work.now,
    )


def _asks(row: Any, instrument: Instrument) -> frozenset[str]:
    """What a rotation asks her in this wave, with all that is no statement; empty: everything."""
    size, statements = row[series.c.size], tuple(one.id for one in instrument.statements)
    if not size or size >= len(statements):
        return frozenset()
    rotation = Rotation(row[series.c.id], statements, size)
    round_, number = divmod(row[wave.c.number], rotation.waves)
    others = {one.id for one in instrument.questions} - set(statements)
    return frozenset(rotation.asks(round_, row[asked.c.place], number)) | others


def _zone(work: Work, slug: str) -> ZoneInfo:
    name = work.connection.execute(sa.select(collaborative.c.zone).where(collaborative.c.id == slug)).scalar()
    return ZoneInfo(name or "Europe/London")


# ---- what somebody does

_KEPT_OPEN = sa.select(wave.c.id).where(wave.c.id == sa.bindparam("wave")).with_for_update(read=True, key_share=True)
"""It closes before she is looked at, or after her answer is kept: never between the two."""


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about answering."""
    match effect:
        case Take(which, said):
            return _take(work, who, which, said)
    return ()


def _take(work: Work, who: int, which: str, said: Said) -> Sequence[Message]:
    work.connection.execute(_KEPT_OPEN, {"wave": which})
    before = asking(work, who, which, alone=True)
    if before is None:
        return (NOT_ASKED,)
    if not members.is_member(work, who, _home(work, which)):
        raise NotAllowed(Action.ANSWER)
    turn = survey.hear(before, said)
    if turn is None:
        return ()
    for one in turn.do:
        _keep(work, who, one)
    _remember(work, who, turn.asking)
    return turn.say


def _home(work: Work, which: str) -> str:
    found = sa.select(series.c.collaborative).join(wave, wave.c.series == series.c.id).where(wave.c.id == which)
    return str(work.connection.execute(found).scalar_one())


def _keep(work: Work, who: int, effect: survey.Effect) -> None:
    match effect:
        case Answer(which, question, value):
            _put(work, which, who, question, value=value, skipped=False)
        case Skip(which, question):
            _put(work, which, who, question, value="", skipped=True)
        case Unanswer(which, question):
            work.connection.execute(
                sa.delete(draft).where(
                    draft.c.wave == which, draft.c.person == who, draft.c.question == question, ~draft.c.skipped
                )
            )
        case Stand(which, at):
            _change(work, which, who, at=at)
        case Finish(which):
            _change(work, which, who, state="finished")
        case Reopen(which):
            _change(work, which, who, state="invited")
        case Decline(which):
            _change(work, which, who, state="declined")


def _put(work: Work, which: str, who: int, question: str, **values: Any) -> None:
    work.connection.execute(
        work.insert(draft)
        .values(wave=which, person=who, question=question, **values)
        .on_conflict_do_update(index_elements=["wave", "person", "question"], set_=values)
    )


def _change(work: Work, which: str, who: int, **values: Any) -> None:
    work.connection.execute(sa.update(asked).where(asked.c.wave == which, asked.c.person == who).values(values))


def _remember(work: Work, who: int, now: Asking) -> None:
    """What she types next is meant for the survey for as long as it asks her something."""
    if now.closed or now.at in (NOTICE, DECLINED, END) or (finished(now) and now.at == END):
        work.end(who, survey.FLOW)
    else:
        work.wait(who, Wait(survey.FLOW, state_of(now.wave), timedelta(days=90)))


def conversations_of(which: str) -> str:
    """The state of the conversations that a wave has opened, as it is written."""
    return json.dumps(state_of(which), separators=(",", ":"))
