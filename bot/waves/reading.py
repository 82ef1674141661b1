"""Closed waves as the gateway reads them: by column, in no order that tells anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa

from bot.delivery import contact
from bot.surveys.instrument import Instrument
from bot.tables import asked, published, response, series, wave
from bot.waves.coding import codes_of
from bot.waves.launching import rotation_of
from bot.waves.taking import instrument_of
from bot.work import Work

if TYPE_CHECKING:
    from bot.surveys.disclosed import Register
    from bot.surveys.disclosure import Series
    from bot.surveys.wave import Codes, Wave

SECTOR = "sector"
_answers = msgspec.json.Decoder(dict[str, str]).decode
_names = msgspec.json.Decoder(list[str]).decode


@dataclass(frozen=True, slots=True)
class Reported:
    """What may be shown of a series, and the rows by which the register has grown, which must be kept with it."""

    series: str
    collaborative: str
    name: str
    disclosed: Series
    waves: tuple[Wave, ...]
    register: Register
    before: int
    by: tuple[tuple[str, ...], ...]

    @property
    def grown(self) -> Register:
        return self.register[self.before :]


def report(work: Work, which: str) -> Reported | None:
    """All closed waves of a series through the gateway; None if there is none. Reads only: see `publish`."""
    from bot.surveys.disclosure import disclose_series

    row = work.connection.execute(sa.select(series).where(series.c.id == which)).first()
    units = _units(work, row) if row else []
    if row is None or not units:
        return None
    zone = ZoneInfo(contact.calendar_of(work, row.collaborative).zone)
    waves = tuple(_wave(work, row, unit, zone) for unit in units)
    register = register_of(work, which)
    by = tuple((name,) for name in sorted({name for one in waves for rows in one.rows for name in rows.groups}))
    disclosed, grown = disclose_series(waves, by, _together(work, units), None, register)
    return Reported(which, row.collaborative, row.name, disclosed, waves, grown, len(register), by)


def register_of(work: Work, which: str) -> Register:
    """What has been published of a series, in order."""
    from bot.surveys.disclosed import from_rows

    rows = work.connection.execute(
        sa.select(published)
        .join(wave, wave.c.id == published.c.wave)
        .where(wave.c.series == which)
        .order_by(published.c.id)
    )
    return from_rows([dict(row._mapping) for row in rows])


def publish(work: Work, which: str, grown: Register, before: int) -> bool:
    """Keep what is being shown in the register; False, and nothing may be shown, if it has grown meanwhile."""
    from bot.surveys.disclosed import to_rows

    work.connection.execute(sa.select(series.c.id).where(series.c.id == which).with_for_update())
    count = sa.select(sa.func.count()).select_from(published.join(wave)).where(wave.c.series == which)
    if work.connection.execute(count).scalar_one() != before:
        return False
    if grown:
        work.connection.execute(sa.insert(published), to_rows(grown))
    return True


# ---- waves


def _units(work: Work, row: Any) -> list[list[Any]]:
    """The waves that are shown together: each alone, or all of a round that rotates (decision 9)."""
    closed = work.connection.execute(
        sa.select(wave).where(wave.c.series == row.id, wave.c.state == "closed").order_by(wave.c.number)
    ).all()
    rotation = rotation_of(row.id, instrument_of(row.instrument), row.size)
    if rotation is None:
        return [[one] for one in closed]
    rounds: dict[int, list[Any]] = {}
    for one in closed:
        rounds.setdefault(one.number // rotation.waves, []).append(one)
    return [waves for _, waves in sorted(rounds.items()) if len(waves) == rotation.waves]


def _wave(work: Work, row: Any, unit: Sequence[Any], zone: ZoneInfo) -> Wave:
    from bot.surveys.wave import Wave

    ids = [one.id for one in unit]
    instrument = instrument_of(unit[-1].instrument)
    found = work.connection.execute(sa.select(response).where(response.c.wave.in_(ids))).all()
    answers = [_answers(one.answers) for one in found]
    apart = row.mode == "anonymous" and bool(row.size)
    comments, coded = _comments(work, ids, instrument, found, answers)
    return Wave(
        id=ids[0],
        instrument=instrument,
        when=f"{unit[-1].closes.astimezone(zone):%B %Y}",
        mode=row.mode,
        invited=max(one.invited for one in unit),
        rows=_alone(instrument, answers) if apart else (_whole(instrument, found, answers, row.mode),),
        invited_by=_invited_by(work, ids[-1]),
        respondents=max(one.answered for one in unit) if apart else None,
        comments=comments,
        coded=coded,
        done=unit[-1].done,
    )


def _comments(
    work: Work, ids: Sequence[str], instrument: Instrument, found: Sequence[Any], answers: Sequence[Mapping[str, str]]
) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[Sequence[str]]]]:
    """What was written to each question, and the codes that somebody gave to it, both in alphabetical order."""
    codes = codes_of(work, ids)
    texts = [question.id for question in instrument.questions if question.type == "text"]
    pairs = {
        name: sorted(
            (given[name], codes.get((row.id, name), ())) for row, given in zip(found, answers) if name in given
        )
        for name in texts
    }
    return (
        {name: [text for text, _ in ordered] for name, ordered in pairs.items()},
        {name: [given for _, given in ordered] for name, ordered in pairs.items()},
    )


def _whole(instrument: Instrument, found: Sequence[Any], answers: Sequence[Mapping[str, str]], mode: str) -> Any:
    """One row a respondent. Comments of anonymous waves stand in rows of their own, and are no respondents."""
    import numpy as np

    from bot.surveys.wave import Rows, column, read

    closed = [question for question in instrument.questions if question.type != "text"]
    ids = {question.id for question in closed}
    kept = [(row, given) for row, given in zip(found, answers, strict=True) if mode != "anonymous" or ids & set(given)]
    codes: dict[str, Codes] = {}
    for question in closed:
        codes |= read(question, [given.get(question.id) for _, given in kept])
    groups = {SECTOR: column([row.sector or None for row, _ in kept])}
    inside = [frozenset(_names(row.subgroups)) for row, _ in kept]
    for name in sorted(frozenset().union(*inside)):
        groups[name] = column([name if name in one else None for one in inside])
    keys = None if mode == "anonymous" else np.array([row.key or f"person {row.person}" for row, _ in kept], np.str_)
    return Rows(codes, {name: one for name, one in groups.items() if one.labels}, keys)


def _alone(instrument: Instrument, answers: Sequence[Mapping[str, str]]) -> tuple[Any, ...]:
    """Rows of each statement by itself, and of what is asked of everybody."""
    from bot.surveys.wave import Rows, read

    found = []
    for question in instrument.questions:
        codes = read(question, [given[question.id] for given in answers if question.id in given])
        if any(len(one) for one in codes.values()):
            found.append(Rows(codes))
    return tuple(found)


def _invited_by(work: Work, which: str) -> Mapping[str, Mapping[str, int]]:
    rows = work.connection.execute(sa.select(asked.c.sector, asked.c.subgroups).where(asked.c.wave == which)).all()
    inside = Counter(name for row in rows for name in _names(row.subgroups))
    sectors = Counter(row.sector for row in rows if row.sector)
    return {SECTOR: dict(sectors)} | {name: {name: count} for name, count in inside.items()}


def _together(work: Work, units: Iterable[Sequence[Any]]) -> Mapping[tuple[str, ...], int]:
    """How many were asked both times, for every two waves, and in all of them."""
    people = {unit[0].id: _people(work, [one.id for one in unit]) for unit in units}
    samples = [tuple(sorted(pair)) for pair in combinations(people, 2)]
    samples += [tuple(sorted(people))] if len(people) > 2 else []
    return {sample: len(frozenset.intersection(*(people[one] for one in sample))) for sample in samples}


def _people(work: Work, ids: Sequence[str]) -> frozenset[int]:
    rows = sa.select(asked.c.person).where(asked.c.wave.in_(ids)).distinct()
    return frozenset(work.connection.execute(rows).scalars())
