"""The same surveys out of a real database: what an anchor waits for from her press on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from bot.bench.figures import SECOND, Figure, took
from bot.bench.surveys import made_up, pictures
from bot.store import Store
from bot.surveys import results
from bot.surveys.instrument import encode
from bot.surveys.wave import NONE, Wave
from bot.tables import asked, person, response, series, wave
from bot.waves.reading import publish, report
from bot.work import Work

MOMENT = datetime(2026, 11, 26, 9, tzinfo=UTC)
TOGETHER = 5_000  # rows of one insert
SERIES = "bench"


def stored(sizes: tuple[int, ...]) -> Iterator[Figure]:
    """For each size: from the rows of an SQLite file to everything that is shown, and the register with it."""
    for size in sizes:
        with TemporaryDirectory() as folder, closing(Store(f"sqlite:///{Path(folder)}/b.db", lambda: MOMENT)) as store:
            store.create()
            waves = made_up(size)
            store.run(lambda work, given=waves: fill(work, given))  # type: ignore[misc]
            over = f"{size:,} members × 25 statements, two waves in SQLite: read, gateway, words, pictures, register"
            yield Figure(f"survey_stored_results_s_{size}", round(took(shown, store) / SECOND, 3), "s", over)


def shown(store: Store) -> int:
    """What a press on a survey's results does, and every picture of it; gives bytes."""
    found = store.read(lambda work: report(work, SERIES))
    assert found is not None
    told = [*results.wave_results(found.disclosed.waves[-1]), *results.series_results(found.disclosed)]
    drawn = sum(len(picture.png) for picture in pictures(found.disclosed))
    assert store.run(lambda work: publish(work, SERIES, found.grown, found.before))
    return drawn + len(told)


def fill(work: Work, waves: tuple[Wave, ...]) -> None:
    size, instrument = waves[0].invited, encode(waves[0].instrument).decode()
    people = ({"id": who, "locality": "bench", "role": "", "created": MOMENT} for who in range(1, size + 1))
    _insert(work, person, people)
    about = {"collaborative": "bench", "instrument": instrument, "name": "Made up", "mode": "confidential"}
    work.connection.execute(sa.insert(series).values(id=SERIES, made=MOMENT, **about))
    for number, one in enumerate(waves):
        at = {"opened": MOMENT - timedelta(days=400), "closes": MOMENT - timedelta(days=365 * (2 - number))}
        counts = {"invited": size, "answered": one.rows[0].count}
        row = {"id": one.id, "series": SERIES, "number": number, "instrument": instrument, "state": "closed"}
        work.connection.execute(sa.insert(wave).values(**row, **at, **counts))
        sectors = [label for label, count in one.invited_by["sector"].items() for _ in range(count)]
        invited = {"wave": one.id, "state": "finished"}
        _insert(work, asked, ({**invited, "person": at, "place": at, "sector": of} for at, of in enumerate(sectors, 1)))
        _insert(work, response, _responses(one))


def _responses(one: Wave) -> Iterator[dict[str, object]]:
    rows = one.rows[0]
    values = {question.id: [option.value for option in question.options] for question in one.instrument.statements}
    columns = {name: rows.answers[name].tolist() for name in values}
    sectors, groups = rows.groups["sector"], rows.groups["sub-group"]
    keys = [] if rows.keys is None else rows.keys.tolist()
    for place, key in enumerate(keys):
        given = {name: values[name][codes[place]] for name, codes in columns.items() if codes[place] != NONE}
        yield {
            "id": f"{one.id}-{place}",
            "wave": one.id,
            "key": key,
            "sector": sectors.labels[sectors.codes[place]],
            "subgroups": json.dumps([groups.labels[groups.codes[place]]]),
            "answers": json.dumps(given),
        }


def _insert(work: Work, table: sa.Table, rows: Iterator[dict[str, object]]) -> None:
    while some := list(islice(rows, TOGETHER)):
        work.connection.execute(sa.insert(table), some)
