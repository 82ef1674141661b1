"""Results, pictures and an evaluator's pack of made-up waves: 25 statements, few members and very many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bench.figures import SECOND, Figure, took
from bot.surveys import chart, results
from bot.surveys.disclosure import Series, disclose_series
from bot.surveys.export import Pack, export
from bot.surveys.instruments import load
from bot.surveys.microdata import disclose_microdata
from bot.surveys.wave import NONE, Column, Rows, Wave

SECTORS = ("education", "health", "local authority", "voluntary")
SUB_GROUPS = ("early help", "transition", "therapies", "data")
BY = (("sector",), ("sub-group",))


def surveys(sizes: tuple[int, ...]) -> Iterator[Figure]:
    """For each size what an anchor waits for; for the largest also the evaluator's pack."""
    for size in sizes:
        waves = made_up(size)
        reported(waves[:1])  # so that libraries are loaded
        seconds = round(took(reported, waves) / SECOND, 3)
        over = f"{size:,} members × 25 statements, two waves: gateway, sentences, tables and {count(waves)} pictures"
        yield Figure(f"survey_results_s_{size}", seconds, "s", over)
    largest = made_up(max(sizes))
    with TemporaryDirectory() as folder:
        seconds = round(took(packed, largest[-1:], Path(folder) / "pack") / SECOND, 3)
    about = f"{max(sizes):,} members × 25 statements, one wave: CSV, XLSX, SPSS, codebook, figures"
    yield Figure(f"survey_export_s_{max(sizes)}", seconds, "s", about)


def reported(waves: tuple[Wave, ...]) -> int:
    """Everything that the anchor is shown of the last wave and of the change to it; gives bytes of pictures."""
    series, _ = disclose_series(waves, BY)
    told = [*results.wave_results(series.waves[-1]), *results.series_results(series)]
    return sum(len(picture.png) for picture in pictures(series)) + len(told)


def pictures(series: Series) -> Iterator[chart.Picture]:
    yield from chart.wave_pictures(series.waves[-1])
    moved = chart.trend(series)
    if moved:
        yield moved


def count(waves: tuple[Wave, ...]) -> int:
    return sum(1 for _ in pictures(disclose_series(waves, BY)[0]))


def packed(waves: tuple[Wave, ...], folder: Path) -> Path:
    series, register = disclose_series(waves, BY)
    microdata = tuple(one for wave in waves if (one := disclose_microdata(wave, ("sector", "sub-group"))))
    return export(Pack("Made up", series, register, microdata), folder)


def made_up(size: int) -> tuple[Wave, ...]:
    """Two waves of one membership, of whom 70 % answer each time; one answer in fifty is left out."""
    import numpy as np

    chance = np.random.default_rng(size)
    leaning = chance.normal(0.3, 0.7, size)
    columns = {
        name: Column(labels, chance.integers(0, 4, size).astype(np.int16))
        for name, labels in (("sector", SECTORS), ("sub-group", SUB_GROUPS))
    }
    keys = np.char.add("k", np.arange(size).astype(str))
    instrument = load("relational-pulse")
    waves = []
    for name in ("2025", "2026"):
        here = np.flatnonzero(chance.random(size) < 0.7)
        answers = {}
        for question in instrument.statements:
            felt = np.clip(np.round(2 + leaning[here] + chance.normal(0, 0.9, len(here))), 0, 4)
            answers[question.id] = np.where(chance.random(len(here)) < 0.02, NONE, felt).astype(np.int16)
        groups = {name: Column(column.labels, column.codes[here]) for name, column in columns.items()}
        by = {
            name: {label: int((column.codes == place).sum()) for place, label in enumerate(column.labels)}
            for name, column in columns.items()
        }
        rows = Rows(answers, groups, keys[here])
        waves.append(Wave(name, instrument, name, "confidential", size, (rows,), by))
    return replace(waves[0], done="A shared form for early help."), waves[1]
