"""Waves as they stand, for whoever runs it: which there are, and to which series one belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.tables import asked, collaborative, series, wave
from bot.waves.launching import rotation_of
from bot.waves.taking import instrument_of
from bot.work import Work


@dataclass(frozen=True, slots=True)
class Listed:
    """A wave: who took part may be counted, no answer may."""

    wave: str
    series: str
    collaborative: str
    name: str
    number: int
    mode: str
    state: str
    opened: datetime
    closes: datetime
    zone: str
    done: int
    invited: int

    @property
    def open(self) -> bool:
        return self.state != "closed"


@dataclass(frozen=True, slots=True)
class Planned:
    """A series that begins its next wave by itself; without `next` the calendar has run out.

    `since` is the day from which its schedule counts.
    """

    series: str
    collaborative: str
    name: str
    mode: str
    schedule: str
    since: date
    next: datetime | None
    zone: str


def waves(work: Work, which: str = "") -> list[Listed]:
    """Every wave, the latest last; or only the one with this id."""
    finished = (
        sa.select(sa.func.count())
        .where(asked.c.wave == wave.c.id, asked.c.state == "finished")
        .scalar_subquery()
        .label("finished")
    )
    query = (
        sa.select(wave, series.c.collaborative, series.c.name, series.c.mode, collaborative.c.zone, finished)
        .join(series, series.c.id == wave.c.series)
        .outerjoin(collaborative, collaborative.c.id == series.c.collaborative)
        .order_by(wave.c.opened, wave.c.id)
    )
    rows = work.connection.execute(query.where(wave.c.id == which) if which else query)
    return [_listed(row) for row in rows]


def planned(work: Work) -> list[Planned]:
    """Every series whose next wave comes by itself, the soonest first; those without a next date last."""
    query = (
        sa.select(series, collaborative.c.zone)
        .outerjoin(collaborative, collaborative.c.id == series.c.collaborative)
        .where(series.c.plan != "", series.c.ended.is_(False))
        .order_by(series.c.next.is_(None), series.c.next, series.c.id)
    )
    return [
        Planned(
            row.id,
            row.collaborative,
            row.name,
            row.mode,
            row.plan,
            row.planned or row.made.date(),
            row.next,
            row.zone or "Europe/London",
        )
        for row in work.connection.execute(query)
    ]


def _listed(row: Any) -> Listed:
    return Listed(
        wave=row.id,
        series=row.series,
        collaborative=row.collaborative,
        name=row.name,
        number=row.number + 1,
        mode=row.mode,
        state="closed" if row.state == "closed" else "open",
        opened=row.opened,
        closes=row.closes,
        zone=row.zone or "Europe/London",
        done=row.answered if row.state == "closed" else row.finished,
        invited=row.invited,
    )


def shown_with(work: Work, which: str) -> Sequence[str]:
    """The waves whose answers are shown together with this one's: all of its round, where statements go round."""
    row = work.connection.execute(
        sa.select(wave.c.series, wave.c.number, series.c.instrument, series.c.size)
        .join(series, series.c.id == wave.c.series)
        .where(wave.c.id == which)
    ).one()
    rotation = rotation_of(row.series, instrument_of(row.instrument), row.size)
    if rotation is None:
        return [which]
    first = row.number // rotation.waves * rotation.waves
    ids = sa.select(wave.c.id).where(wave.c.series == row.series, wave.c.number.between(first, row.number))
    return list(work.connection.execute(ids.order_by(wave.c.number)).scalars())
