"""Pictures of what was disclosed, each with a table and a sentence for those who cannot see it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.surveys import drawing, results
from bot.surveys.disclosed import Cell, Disclosed, Score, require_disclosed
from bot.surveys.disclosure import Series
from bot.surveys.wave import Item

SIDES = {"disagree": -1, "in between": 0, "agree": 1, "do not agree": -1}


@dataclass(frozen=True, slots=True)
class Picture:
    """`figure` is what was drawn, as data; `alt` and `table` say it in words."""

    name: str
    figure: dict[str, Any]
    alt: str
    table: str

    @property
    def png(self) -> bytes:
        return drawing.draw(self.figure)


def wave_pictures(disclosed: Disclosed) -> Iterator[Picture]:
    """The grid, and each dimension's statements."""
    require_disclosed(disclosed)
    if results.grid_cells(disclosed):
        yield grid(disclosed)
    for dimension in dict.fromkeys(item.dimension for item in disclosed.items.values() if item.scored):
        picture = likert(disclosed, dimension)
        if picture:
            yield picture


def likert(disclosed: Disclosed, dimension: str) -> Picture | None:
    """Diverging bars of a dimension's statements (of those without a dimension, where it is empty)."""
    require_disclosed(disclosed)
    ours = [item for item in disclosed.items.values() if item.scored and item.dimension == dimension]
    cells = [(item, cell) for item in ours if (cell := disclosed.cell(item.id))]
    if not cells:
        return None
    rows = [{"label": item.wording, "n": cell.n, **_parts(item, cell)} for item, cell in cells]
    legend = _legend(rows)
    n = _span([cell.n for _, cell in cells])
    title = f"{dimension[:1].upper()}{dimension[1:]}" if dimension else "Answers"
    figure = {
        "kind": "likert",
        "title": f"{title}: {disclosed.when}",
        "subtitle": f"{n} answered, of {cells[0][1].of} asked. Numbers are people.",
        "rows": rows,
        "legend": legend,
    }
    told = [f"“{item.wording}” {results.statement_sentence(item, cell)}" for item, cell in cells]
    table = results.text_table([("statement", "answers"), *((item.wording, _in_words(cell)) for item, cell in cells)])
    return Picture(f"likert-{disclosed.wave}-{_slug(dimension)}", figure, " ".join(told), table)


def grid(disclosed: Disclosed) -> Picture:
    """Qualities by areas as a heat map."""
    require_disclosed(disclosed)
    result = results.grid(disclosed)
    columns, rows = result.table[0][1:], [row[0] for row in result.table[1:]]
    cells = results.grid_cells(disclosed)
    values = [[_value(cells.get((row, column))) for column in columns] for row in rows]
    scores = [one for item in disclosed.items.values() if item.dimension for one in item.scores if one is not None]
    low, high = min(scores), max(scores)
    figure = {
        "kind": "grid",
        "title": f"How we work together: {disclosed.when}",
        "subtitle": f"Means of {_span([cell.n for cell in cells.values()])} answers, from {low:g} to {high:g}.",
        "rows": rows,
        "columns": list(columns),
        "values": values,
        "range": _axis([value for row in values for value in row if value is not None] or [low, high]),
        "key": "Darker is higher. ▲ highest, ▼ lowest.",
    }
    return Picture(f"grid-{disclosed.wave}", figure, result.sentence, results.text_table(result.table))


def trend(series: Series, dimensions: Sequence[str] = ()) -> Picture | None:
    """Dimensions over waves, with intervals: all who answered each time, and those who answered every time."""
    for wave in series.waves:
        require_disclosed(wave)
    every = dict.fromkeys(score.dimension for wave in series.waves for score in wave.scores)
    chosen = [one for one in every if not dimensions or one in dimensions]
    if not chosen or len(series.waves) < 2:
        return None
    panels = [_panel(series, dimension) for dimension in chosen]
    counts = [[wave.score(one) for one in chosen] for wave in series.waves]
    n = ", ".join(
        f"{_span([one.n for one in found if one])} in {wave.when}" for wave, found in zip(series.waves, counts)
    )
    done = [(place, wave) for place, wave in enumerate(series.waves[:-1]) if wave.done]
    points = [point for panel in panels for points in panel["series"].values() for point in points if point]
    names = {name: words for name, words in _names(series).items() if any(name in one["series"] for one in panels)}
    figure = {
        "kind": "trend",
        "title": f"{chosen[0][:1].upper()}{chosen[0][1:]} over time" if len(chosen) == 1 else "How it changed",
        "subtitle": f"Means with 95 % intervals. Answered: {n}.",
        "waves": [wave.when for wave in series.waves],
        "panels": panels,
        "series": names,
        "range": _axis([end for point in points for end in (point["low"], point["high"])]),
        "marks": [place for place, _ in done],
        "notes": [f"⋮ after {wave.when}: {wave.done}" for _, wave in done],
    }
    told = [results.trend(series, one) for one in chosen]
    table = "\n\n".join(f"{one.title}\n{results.text_table(one.table)}" for one in told)
    return Picture(f"trend-{_slug('-'.join(chosen))}", figure, " ".join(one.sentence for one in told), table)


def _answered(wave: Disclosed, dimensions: Sequence[str]) -> str:
    return _span([score.n for one in dimensions if (score := wave.score(one))])


def _panel(series: Series, dimension: str) -> dict[str, Any]:
    lines = {
        "full": [_point(wave.score(dimension)) for wave in series.waves],
        "constant": [_point(results.constant_score(wave, dimension)) for wave in series.waves],
    }
    return {
        "label": f"{dimension[:1].upper()}{dimension[1:]}",
        "series": {name: points for name, points in lines.items() if any(points)},
    }


def _names(series: Series) -> dict[str, str]:
    same = [score.n for wave in series.waves for score in wave.scores if score.population.constant]
    return {"full": "all who answered then", "constant": f"the {_span(same)} who answered every time"}


def _point(score: Score | None) -> dict[str, float] | None:
    if score is None or not score.mean.bounded:
        return None
    return {"value": round(score.mean.value, 6), "low": round(score.mean.low, 6), "high": round(score.mean.high, 6)}


def _axis(values: Sequence[float]) -> list[float]:
    """Whole numbers around what is shown."""
    low, high = math.floor(min(values)), math.ceil(max(values))
    return [float(low), float(max(high, low + 1))]


def _parts(item: Item, cell: Cell) -> dict[str, Any]:
    if not cell.counts or cell.detail in ("direction", "alike"):
        return {"note": f"{cell.n} answered; {cell.direction}"}
    if cell.detail == "options":
        kinds = [_kind(item, place) for place in range(len(item.options))]
    else:
        kinds = [(SIDES[label], False, False) for label in cell.labels]
    parts = [_part(label, count, *kind) for label, count, kind in zip(cell.labels, cell.counts, kinds)]
    return {"parts": sorted(parts, key=lambda part: (part["apart"], part["side"] * (1 + part["strong"])))}


def _kind(item: Item, place: int) -> tuple[int, bool, bool]:
    """On which side an option stands, whether at the end, and whether it stands apart for want of a score."""
    score = item.worded[place]
    if score is None:
        return 0, False, True
    given = [one for one in item.worded if one is not None]
    return item.bands[place] - 1, score in (min(given), max(given)) and len(given) > 3, False


def _part(label: str, count: int, side: int, strong: bool, apart: bool) -> dict[str, Any]:
    ends = drawing.AGAINST if side < 0 else drawing.FOR[::-1]
    colour = drawing.MIDDLE if side == 0 else ends[0 if strong else 1]
    name = "middle" if side == 0 else f"{'strongly ' if strong else ''}{'against' if side < 0 else 'for'}"
    return {
        "label": label,
        "count": count,
        "side": side,
        "strong": strong,
        "apart": apart,
        "colour": drawing.PAPER if apart else colour,
        "hatch": "++" if apart else drawing.HATCHES[name],
        "ink": drawing.PAPER if strong and side else drawing.INK,
    }


def _legend(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every kind of answer once, as the fullest rows have them."""
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: -len(row.get("parts", ()))):
        for part in row.get("parts", ()):
            found.setdefault(part["label"], {key: part[key] for key in ("label", "colour", "hatch")})
    return list(found.values())


def _in_words(cell: Cell) -> str:
    if not cell.counts:
        return cell.direction
    return ", ".join(f"{label} {count}" for label, count in zip(cell.labels, cell.counts))


def _value(cell: Cell | None) -> float | None:
    return round(cell.mean.value, 6) if cell and cell.mean else None


def _span(numbers: Sequence[int]) -> str:
    if not numbers:
        return "0"
    return f"{min(numbers)}" if min(numbers) == max(numbers) else f"{min(numbers)} to {max(numbers)}"


def _slug(text: str) -> str:
    return "-".join("".join(one if one.isalnum() else " " for one in text.lower()).split()) or "all"
