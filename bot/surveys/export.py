"""The evaluator's pack: a folder that holds what was disclosed, and how to draw it again.

README.txt     what is in it, and what must not be done with it
results.*      what was published, a row for each statement or dimension and population
changes.csv    from wave to wave
answers-*      single answers, as far as the mode allows (.csv, .sav; see microdata.py)
codebook.csv   wording by version and language, options, scores
response.csv   who answered, of those who were asked
hidden.csv     what was asked for and is not shown
register.csv   what was published of which answers
figures.json   what each figure shows; redraw.py draws them all
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.surveys import chart, drawing
from bot.surveys.cell import Value, write_csv, write_xlsx
from bot.surveys.disclosed import SCALE, Cell, Disclosed, Population, Register, Score, require_disclosed
from bot.surveys.disclosure import Series
from bot.surveys.instrument import Instrument, said
from bot.surveys.microdata import Microdata
from bot.surveys.statistics import Estimate
from bot.surveys.wave import items

MOST_IN_A_SHEET = 10_000  # respondents; more are in the CSV and SPSS files only
READ_ME = """\
An evaluator's pack from Signpost.

{collaborative}: {title}
Waves: {waves}

Everything in results.csv, changes.csv, response.csv and the figures has passed disclosure control and may be published.
The files that begin with answers- hold single answers without names, keys or times. They are for analysis, not for
publication: a table made from them can give people away that the published tables protect.

Groups that are not shown are listed in hidden.csv. register.csv says what was published of which answers.
`python redraw.py` draws every figure again from figures.json; it needs matplotlib and nothing else.
Intervals are 95 %, for a known membership: see the column asked.
"""
RESULTS = (
    "wave", "when", "subject", "kind", "sample", "groups", "n", "asked", "detail", "labels", "counts", "direction",
    "mean", "mean_low", "mean_high", "agreeing", "agreeing_low", "agreeing_high", "strongly",
)  # fmt: skip


class CannotExport(Exception):
    """The text says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack is made from."""

    collaborative: str
    series: Series
    register: Register = ()
    microdata: tuple[Microdata, ...] = ()


def export(pack: Pack, folder: Path) -> Path:
    """Write the whole pack, or nothing."""
    for disclosed in (*pack.series.waves, *pack.series.changes):
        require_disclosed(disclosed)
    for microdata in pack.microdata:
        if not isinstance(microdata, Microdata):
            raise TypeError("Only what the disclosure gateway let through is exported.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotExport(f"{folder} is there already and not empty: give a new folder.")
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        _write(pack, partial)
        if folder.exists():
            folder.rmdir()
        os.replace(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _write(pack: Pack, folder: Path) -> None:
    tables = dict(_tables(pack))
    for name, rows in tables.items():
        write_csv(folder / f"{name}.csv", rows)
    sheets = list(tables.items())
    for microdata in pack.microdata:
        name = f"answers-{_safe(microdata.wave)}"
        write_csv(folder / f"{name}.csv", _answers(microdata))
        _write_sav(microdata, pack.collaborative, folder / f"{name}.sav")
        if microdata.count <= MOST_IN_A_SHEET:
            sheets.append((name, [*_answers(microdata)]))
    write_xlsx(folder / "pack.xlsx", sheets)
    _write_figures(pack.series, folder)
    waves = pack.series.waves
    title = said(waves[-1].instrument.title, "", waves[-1].instrument)
    listed = ", ".join(f"{wave.when} ({wave.mode})" for wave in waves)
    text = READ_ME.format(collaborative=pack.collaborative, title=title, waves=listed)
    (folder / "README.txt").write_text(text, encoding="utf-8")


def _tables(pack: Pack) -> Iterator[tuple[str, list[Sequence[Value]]]]:
    waves = pack.series.waves
    yield (
        "results",
        [("collaborative", *RESULTS), *((pack.collaborative, *row) for wave in waves for row in _results(wave))],
    )
    yield "changes", [*_changes(pack)]
    yield "codebook", [*_codebook(waves)]
    yield "response", [*_response(pack)]
    yield "hidden", [*_hidden(pack)]
    yield "register", [*_register(pack.register)]


def _results(disclosed: Disclosed) -> Iterator[Sequence[Value]]:
    for cell in disclosed.cells:
        yield (disclosed.wave, disclosed.when, cell.item, "statement", *_who(cell.population), *_counted(cell))
    for score in disclosed.scores:
        yield (disclosed.wave, disclosed.when, score.dimension, "dimension", *_who(score.population), *_scored(score))


def _who(population: Population) -> tuple[str, str]:
    sample = f"constant {'+'.join(population.constant)}" if population.constant else "full"
    return sample, "; ".join(f"{name}={label}" for name, label in population.groups)


def _counted(cell: Cell) -> Sequence[Value]:
    labels, counts = " | ".join(cell.labels), " | ".join(str(count) for count in cell.counts)
    strongly = None if cell.strongly is None else cell.strongly.value
    told = (cell.n, cell.of, cell.detail, labels, counts, cell.direction)
    return (*told, *_ends(cell.mean), *_ends(cell.agreeing), strongly)


def _scored(score: Score) -> Sequence[Value]:
    return (score.n, score.of, "", "", "", "", *_ends(score.mean), None, None, None, None)


def _ends(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    if estimate is None:
        return None, None, None
    return estimate.value, *((estimate.low, estimate.high) if estimate.bounded else (None, None))


def _changes(pack: Pack) -> Iterator[Sequence[Value]]:
    yield ("subject", "kind", "before", "after", "who", "n", "change", "low", "high", "standardised", "left", "joined",
           "leavers_minus_others")  # fmt: skip
    seen = set()
    for disclosed in pack.series.changes:
        for one in disclosed.changes:
            key = (one.subject, one.before, one.after, one.sample)
            if key in seen:
                continue
            seen.add(key)
            kind = "dimension" if one.subject.startswith(SCALE) else "statement"
            who = f"the same people, {'+'.join(one.sample)}" if one.paired else "all who answered"
            apart = None if one.leavers is None else one.leavers.value
            about = (one.subject.removeprefix(SCALE), kind, one.before, one.after, who, one.n)
            yield (*about, *_ends(one.change), one.size, one.left, one.joined, apart)


CODEBOOK = (
    "instrument", "version", "variable", "question", "type", "language", "wording", "dimension", "area", "reversed",
    "value", "label", "score",
)  # fmt: skip


def _codebook(waves: Sequence[Disclosed]) -> Iterator[Sequence[Value]]:
    yield CODEBOOK
    instruments = {(one.instrument.id, one.instrument.version): one.instrument for one in waves}
    for (name, version), instrument in instruments.items():
        types = {question.id: question.type for question in instrument.questions}
        for language in instrument.languages:
            for item in items(instrument, language):
                about = (name, version, item.id, item.question, types[item.question], language, item.wording)
                scores = item.scores or (None,) * len(item.options)
                for value, (label, score) in enumerate(zip(item.options, scores), 1):
                    yield (*about, item.dimension, item.area, item.reversed, value, label, score)
        yield from _open_questions(instrument)


def _open_questions(instrument: Instrument) -> Iterator[Sequence[Value]]:
    counted = {item.question for item in items(instrument)}
    for question in instrument.asked:
        for language in instrument.languages if question.id not in counted else ():
            wording = said(question.text, language, instrument)
            yield (instrument.id, instrument.version, question.id, question.id, question.type, language, wording,
                   question.dimension, question.area, False, None, "", None)  # fmt: skip


def _response(pack: Pack) -> Iterator[Sequence[Value]]:
    yield ("collaborative", "wave", "when", "mode", "sample", "groups", "answered", "asked", "note")
    for wave in pack.series.waves:
        for rate in wave.rates:
            note = "" if rate.n is not None else "nearly all" if rate.nearly else "too few to say"
            yield (pack.collaborative, wave.wave, wave.when, wave.mode, *_who(rate.population), rate.n, rate.of, note)


def _hidden(pack: Pack) -> Iterator[Sequence[Value]]:
    yield ("wave", "subject", "sample", "groups")
    for disclosed in (*pack.series.waves, *pack.series.changes):
        for one in dict.fromkeys(disclosed.hidden):
            yield (disclosed.wave, one.subject.removeprefix(SCALE), *_who(one.population))


def _register(register: Register) -> Iterator[Sequence[Value]]:
    yield ("wave", "kind", "subject", "sample", "groups", "n")
    for one in register:
        yield (one.wave, one.kind, one.subject.removeprefix(SCALE), *_who(one.population), one.n)


def _answers(microdata: Microdata) -> Iterator[Sequence[Value]]:
    """Option numbers from 1, as in the codebook; group names in words."""
    yield (*microdata.answers, *microdata.groups)
    answers = ([None if code < 0 else code + 1 for code in codes.tolist()] for codes in microdata.answers.values())
    groups = ([column.labels[code] for code in column.codes.tolist()] for column in microdata.groups.values())
    yield from zip(*answers, *groups)


def _write_sav(microdata: Microdata, collaborative: str, path: Path) -> None:
    """For SPSS, with variable and value labels; a missing answer is system-missing."""
    import pandas
    import pyreadstat

    known = {item.id: item for item in items(microdata.instrument)}
    names = _variables([*microdata.answers, *microdata.groups])
    held: dict[str, Any] = {}
    labels: dict[str, str | None] = {}
    values: dict[str, dict[float, str]] = {}
    for item, codes in microdata.answers.items():
        name = names[item]
        held[name] = np.where(codes < 0, np.nan, codes + 1.0)
        labels[name] = known[item].wording[:255]
        values[name] = {float(place): label[:120] for place, label in enumerate(known[item].options, 1)}
    for group, column in microdata.groups.items():
        name = names[group]
        held[name], labels[name] = column.codes + 1.0, group
        values[name] = {float(place): label[:120] for place, label in enumerate(column.labels, 1)}
    measure = {name: "nominal" if name in {names[one] for one in microdata.groups} else "ordinal" for name in held}
    pyreadstat.write_sav(
        pandas.DataFrame(held),
        str(path),
        file_label=f"{collaborative} {microdata.wave}"[:64],
        column_labels=labels,
        variable_value_labels=values,
        variable_measure=measure,
        row_compress=True,
    )


def _variables(names: Iterable[str]) -> Mapping[str, str]:
    """Names that SPSS takes, each once."""
    found: dict[str, str] = {}
    for name in names:
        plain = "".join(one if one.isascii() and (one.isalnum() or one == "_") else "_" for one in name)
        plain = (plain if plain[:1].isalpha() else f"v{plain}")[:60]
        taken = {one.lower() for one in found.values()}
        tails = ("", *(f"_{place}" for place in range(2, 1000)))
        tail = next(one for one in tails if f"{plain}{one}".lower() not in taken)
        found[name] = f"{plain}{tail}"
    return found


def _write_figures(series: Series, folder: Path) -> None:
    pictures = [picture for wave in series.waves for picture in chart.wave_pictures(wave)]
    moved = chart.trend(series)
    named = {f"figure-{picture.name}": picture for picture in (*pictures, *([moved] if moved else []))}
    figures = {name: picture.figure for name, picture in named.items()}
    (folder / "figures.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    shutil.copyfile(drawing.__file__, folder / "redraw.py")
    for name, picture in named.items():
        (folder / f"{name}.png").write_bytes(picture.png)
        (folder / f"{name}.txt").write_text(f"{picture.alt}\n\n{picture.table}\n", encoding="utf-8")


def pool(packs: Sequence[Path], folder: Path) -> Path:
    """Several collaboratives' packs as one: statements counted together, single answers one under the other.

    Only what is in the packs is read, so no identity can come along.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "pooled.csv", _pooled([row for pack in packs for row in _read(pack / "results.csv")]))
    answers: list[dict[str, str]] = []
    for pack in packs:
        name = next((row["collaborative"] for row in _read(pack / "results.csv")), pack.name)
        for path in sorted(pack.glob("answers-*.csv")):
            wave = path.stem.removeprefix("answers-")
            answers += [{"collaborative": name, "wave": wave, **row} for row in _read(path)]
    columns = list(dict.fromkeys(column for row in answers for column in row))
    write_csv(folder / "answers.csv", [columns, *([row.get(column) for column in columns] for row in answers)])
    return folder


def _pooled(rows: Sequence[Mapping[str, str]]) -> Iterator[Sequence[Value]]:
    yield ("wave", "subject", "collaboratives", "n", "asked", "labels", "counts")
    together: dict[tuple[str, str, str], list[Mapping[str, str]]] = {}
    for row in rows:
        if row["kind"] == "statement" and row["sample"] == "full" and not row["groups"] and row["detail"] == "options":
            together.setdefault((row["when"], row["subject"], row["labels"]), []).append(row)
    for (when, subject, labels), same in together.items():
        counts = np.sum([[int(count) for count in row["counts"].split(" | ")] for row in same], axis=0)
        n, of = (sum(int(row[name] or 0) for row in same) for name in ("n", "asked"))
        yield (when, subject, len(same), n, of, labels, " | ".join(str(count) for count in counts))


def _read(path: Path) -> list[dict[str, str]]:
    import csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _safe(name: str) -> str:
    return "".join(one if one.isalnum() or one in "-_" else "-" for one in name)
