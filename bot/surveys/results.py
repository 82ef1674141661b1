"""What is reported of a wave and of a series: figures, each with a table and a plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from bot.surveys.disclosed import (
    EVERYBODY,
    SCALE,
    Cell,
    Change,
    Comments,
    Disclosed,
    Population,
    Rate,
    Score,
    require_disclosed,
)
from bot.surveys.disclosure import Series
from bot.surveys.instrument import said
from bot.surveys.statistics import Estimate
from bot.surveys.wave import Item

NOT_SHOWN = "not shown"
MOST_ROWS = 10  # of a table of answers; of more, those that nobody gave are left out
HIDDEN = (
    "Groups are left out where too few answered, where nearly all answered alike, or where another group's answers "
    "could be worked out from them."
)


@dataclass(frozen=True, slots=True)
class Result:
    """One thing to report. The first row of `table` names its columns."""

    title: str
    sentence: str
    table: tuple[tuple[str, ...], ...] = ()


def wave_results(disclosed: Disclosed) -> tuple[Result, ...]:
    """Of one wave, in the order in which they are read."""
    require_disclosed(disclosed)
    parts = [
        response(disclosed),
        *([dimensions(disclosed)] if disclosed.scores else []),
        *([grid(disclosed)] if _areas(disclosed) else []),
        *statements(disclosed),
        *_groups(disclosed),
        *(commented(disclosed, one) for one in disclosed.comments),
    ]
    return tuple(parts)


def series_results(series: Series) -> tuple[Result, ...]:
    """How dimensions moved, for all who answered each time and for those who answered every time."""
    found = [trend(series, dimension) for dimension in _dimensions(series.waves)]
    found += [changed(series, one) for one in scale_changes(series)]
    return tuple(found)


def scale_changes(series: Series) -> list[Change]:
    """Of dimensions, each once."""
    for changes in series.changes:
        require_disclosed(changes)
    every = (one for changes in series.changes for one in changes.changes if one.subject.startswith(SCALE))
    return list({(one.before, one.after, one.subject, one.paired, one.sample): one for one in every}.values())


def response(disclosed: Disclosed) -> Result:
    """Who answered, of those who were asked."""
    rows = [("who", "answered", "asked", "rate"), *(_rate_row(rate) for rate in disclosed.rates)]
    rate = disclosed.rates[0]
    if rate.n is None:
        few = disclosed.thresholds.closed
        return Result("Who answered", f"Fewer than {few} answered, so no answers are shown.", tuple(rows))
    return Result(
        "Who answered",
        f"{rate.n} of the {rate.of} who were asked answered ({_percent(rate.n / rate.of)}).",
        tuple(rows),
    )


def statements(disclosed: Disclosed) -> Iterator[Result]:
    """Every question, as everybody answered it."""
    for _, group in groupby(disclosed.items.values(), key=lambda item: item.question):
        ours = [(item, cell) for item in group if (cell := disclosed.cell(item.id))]
        if not ours:
            continue
        item, cell = ours[0]
        if item.type == "select_multiple":
            yield _ticked(disclosed, ours)
        elif item.type == "rank":
            yield _ranking(disclosed, ours)
        else:
            yield from (Result(item.wording, statement_sentence(item, cell), counted(cell)) for item, cell in ours)


def _ticked(disclosed: Disclosed, ours: Sequence[tuple[Item, Cell]]) -> Result:
    """How many chose each option, most often first."""
    known = sorted(((cell.counts[1], item.part) for item, cell in ours if cell.counts), key=lambda one: -one[0])
    n = max(cell.n for _, cell in ours)
    rows = [("answer", "chosen by", "share"), *((part, str(many), _percent(many / n)) for many, part in known)]
    rows += [(item.part, cell.direction.removeprefix("most often: "), "") for item, cell in ours if not cell.counts]
    told = [f"{part} ({many} of {n})" for many, part in known[:3] if many]
    sentence = f"Chosen most often: {_listed(told)}." if told else f"{n} answered; see the table."
    return Result(_asked(disclosed, ours[0][0]), sentence, tuple(rows))


def _ranking(disclosed: Disclosed, ours: Sequence[tuple[Item, Cell]]) -> Result:
    """Each option's place: on average, and how many put it first."""
    title, n = _asked(disclosed, ours[0][0]), max(cell.n for _, cell in ours)
    rows: list[tuple[str, ...]] = [("option", "place on average", "first")]
    known = sorted((_place(cell.counts), item.part, cell.counts[0]) for item, cell in ours if cell.counts)
    rows += [(part, number(place), str(first)) for place, part, first in known]
    rows += [(item.part, cell.direction, NOT_SHOWN) for item, cell in ours if not cell.counts]
    if not known:
        told = "; ".join(f"{item.part}, {cell.direction}" for item, cell in ours)
        return Result(title, f"{n} answered: {told}.", tuple(rows))
    most = max(known, key=lambda one: one[2])
    order = _listed([f"{part} ({number(place)})" for place, part, _ in known])
    return Result(title, f"On average of {n}: {order}. Put first most often: {most[1]}, by {most[2]}.", tuple(rows))


def _place(counts: Sequence[int]) -> float:
    return sum(count * place for place, count in enumerate(counts, 1)) / sum(counts)


def _asked(disclosed: Disclosed, item: Item) -> str:
    """The question that an item is part of."""
    [question] = [one for one in disclosed.instrument.questions if one.id == item.question]
    return said(question.text, "", disclosed.instrument)


def statement_sentence(item: Item, cell: Cell) -> str:
    """“21 of 29 agree, 9 of them strongly.”"""
    if cell.detail in ("alike", "direction"):
        return f"{cell.n} answered; {cell.direction}."
    if cell.agreeing is None and item.type in ("integer", "decimal"):
        top = max(range(len(cell.counts)), key=cell.counts.__getitem__)
        half = next(place for place, so_far in enumerate(accumulate(cell.counts)) if 2 * so_far >= cell.n)
        middle = f"; the middle answer is {cell.labels[half]}" if half != top else ", which is the middle one too"
        return f"{cell.n} answered. Most often {cell.labels[top]} ({cell.counts[top]} of them){middle}."
    if cell.agreeing is None:
        top = max(range(len(cell.counts)), key=cell.counts.__getitem__)
        return f"Most often chosen: {cell.labels[top]}, by {cell.counts[top]} of {cell.n}."
    agree = round(cell.agreeing.value * cell.n)
    strongly = f", {round(cell.strongly.value * cell.n)} of them {_strongest(item)}" if cell.strongly else ""
    likely = _likely(cell.agreeing, cell.of)
    return f"{agree} of {cell.n} {upper(item)}{strongly} ({_percent(cell.agreeing.value)}{likely})."


def counted(cell: Cell) -> tuple[tuple[str, ...], ...]:
    """A statement's answers as a table."""
    if not cell.counts:
        return (("answer", "how many"), (cell.direction, NOT_SHOWN))
    many = len(cell.labels) > MOST_ROWS
    rows = (
        (label, str(count), _percent(count / cell.n))
        for label, count in zip(cell.labels, cell.counts)
        if count or not many
    )
    return (("answer", "how many", "share"), *rows)


def upper(item: Item) -> str:
    """What those did who chose the upper half: “agree”, or the options by name."""
    labels = [label for label, band in zip(item.options, item.bands) if band == 2]
    if all("agree" in label.lower() for label in labels):
        return "agree"
    return f"say {' or '.join(f'“{label}”' for label in labels)}"


def dimensions(disclosed: Disclosed) -> Result:
    """Every dimension's score, the highest first."""
    scores = sorted((one for one in disclosed.scores if one.population == EVERYBODY), key=lambda one: -one.mean.value)
    rows = [("quality", "mean", "likely between", "answers"), *(_score_row(one) for one in scores)]
    if not scores:
        return Result("Qualities", "No quality can be shown.", tuple(rows))
    top, low = scores[0], scores[-1]
    least = "" if top is low else f", lowest for {low.dimension} ({number(low.mean.value)})"
    scale = _range(disclosed)
    return Result("Qualities", f"Highest for {top.dimension} ({number(top.mean.value)} {scale}){least}.", tuple(rows))


def grid(disclosed: Disclosed) -> Result:
    """Qualities by areas, each statement's mean in its place."""
    areas, qualities = _areas(disclosed), _dimensions([disclosed])
    rows = [("", *areas)]
    rows += [(quality, *(_mean(disclosed, quality, area) for area in areas)) for quality in qualities]
    known = {place: cell.mean.value for place, cell in grid_cells(disclosed).items() if cell.mean}
    if not known:
        return Result("Qualities by areas", "None of the statements can be shown.", tuple(rows))
    high, low = max(known, key=known.__getitem__), min(known, key=known.__getitem__)
    sentence = (
        f"Highest: {high[0]} in {high[1]} ({number(known[high])} {_range(disclosed)}). "
        f"Lowest: {low[0]} in {low[1]} ({number(known[low])})."
    )
    return Result("Qualities by areas", sentence, tuple(rows))


def grid_cells(disclosed: Disclosed) -> dict[tuple[str, str], Cell]:
    """What everybody answered, by dimension and area."""
    found = {}
    for name, item in disclosed.items.items():
        cell = disclosed.cell(name)
        if item.scored and item.dimension and item.area and cell:
            found[item.dimension, item.area] = cell
    return found


def by_group(disclosed: Disclosed, columns: tuple[str, ...]) -> Result:
    """Every dimension's score in each group of one column, or of two crossed."""
    groups = [one for one in _populations(disclosed) if tuple(name for name, _ in one.groups) == columns]
    title = f"By {' and '.join(columns)}"
    qualities = _dimensions([disclosed])
    rows = [(columns[0] if len(columns) == 1 else "group", "answers", *qualities)]
    for group in groups:
        found = [disclosed.score(quality, group) for quality in qualities]
        n = max((one.n for one in found if one), default=0)
        rows.append((group.label, str(n) if n else NOT_SHOWN, *(_told(one) for one in found)))
    shown = [group.label for group in groups if any(disclosed.score(quality, group) for quality in qualities)]
    hidden = any(tuple(name for name, _ in one.population.groups) == columns for one in disclosed.hidden)
    sentence = f"Shown for {_listed(shown)}." if shown else f"No group can be shown by {' and '.join(columns)}."
    return Result(title, f"{sentence} {HIDDEN}" if hidden else sentence, tuple(rows))


def commented(disclosed: Disclosed, comments: Comments) -> Result:
    """Free text, as somebody sorted it."""
    instrument = disclosed.instrument
    asked = {one.id: said(one.text, "", instrument) for one in instrument.questions}.get(comments.question, "")
    rows = [("theme", "comments"), *((code, str(count)) for code, count in comments.codes)]
    most = f" Most often about {comments.codes[0][0]} ({comments.codes[0][1]})." if comments.codes else ""
    return Result(asked, f"{comments.n} people wrote something.{most}", tuple(rows))


def trend(series: Series, dimension: str) -> Result:
    """One dimension, wave by wave: everybody who answered then, and those who answered every time."""
    rows: list[tuple[str, ...]] = [("when", "all who answered", "n", "answered every time", "n")]
    for wave in series.waves:
        full, constant = wave.score(dimension), constant_score(wave, dimension)
        rows.append(
            (wave.when, _told(full), str(full.n) if full else "", _told(constant), str(constant.n) if constant else "")
        )
    known = [(wave.when, score) for wave in series.waves if (score := wave.score(dimension))]
    if len(known) < 2:
        return Result(
            f"{dimension} over time", f"{_capital(dimension)} can be shown for fewer than two waves.", tuple(rows)
        )
    (since, first), (until, last) = known[0], known[-1]
    sentence = (
        f"{_capital(dimension)}, all who answered: {number(first.mean.value)} in {since} (n = {first.n}), "
        f"{number(last.mean.value)} in {until} (n = {last.n})."
    )
    same = [(wave.when, score) for wave in series.waves if (score := constant_score(wave, dimension))]
    if len(same) > 1:
        start, end = same[0][1], same[-1][1]
        sentence += f" The {end.n} who answered every time: {number(start.mean.value)}, then {number(end.mean.value)}."
    return Result(f"{_capital(dimension)} over time", sentence, tuple(rows))


def changed(series: Series, change: Change) -> Result:
    """“29 of the 41 who answered last time answered again; trust rose by 0.3, between 0.1 and 0.5.”"""
    when = {wave.wave: wave.when for wave in series.waves}
    before, after = when[change.before], when[change.after]
    what = change.subject.removeprefix(SCALE)
    moved = movement(what, change.change)
    sentence = f"{_compared(change, before, after)}; {moved}."
    if change.leavers:
        sentence += f" {_leaving(what, change)}"
    rows = (
        ("from", "to", "who", "n", "change", "likely between", "in standard deviations"),
        (
            before,
            after,
            "the same people" if change.paired else "all who answered",
            str(change.n),
            number(change.change.value, 2, signed=True),
            between(change.change, 2),
            number(change.size, 1, signed=True) if change.size is not None else "",
        ),
    )
    return Result(f"{_capital(what)}, {before} to {after}", sentence, rows)


def moved(series: Series, changes: Sequence[Change]) -> str:
    """What happened between two waves, of the same people: what moved, what did not, and who was lost on the way."""
    when = {wave.wave: wave.when for wave in series.waves}
    first = changes[0]
    clear = [one for one in changes if is_clear(one.change)]
    same = [one.subject.removeprefix(SCALE) for one in changes if one.change.bounded and one not in clear]
    sentences = [_compared(first, when[first.before], when[first.after])]
    sentences += [_capital(movement(one.subject.removeprefix(SCALE), one.change)) for one in clear]
    if same:
        sentences.append(f"No clear change in {_listed(same, 'or')}")
    apart = [one for one in changes if one.leavers and is_clear(one.leavers)]
    lost = [_leaving(one.subject.removeprefix(SCALE), one).removesuffix(".") for one in apart]
    return ". ".join(sentences + lost) + "."


def is_clear(change: Estimate) -> bool:
    """Whether the interval lies on one side of nothing."""
    return change.bounded and (change.low > 0 or change.high < 0)


def _compared(change: Change, before: str, after: str) -> str:
    if len(change.sample) > 2:
        return f"{change.n} answered every time from {before} to {after}"
    if change.paired and change.left is not None:
        return f"{change.n} of the {change.n + change.left} who answered in {before} answered again in {after}"
    return f"All who answered in {before} against all who answered in {after}"


def movement(what: str, change: Estimate) -> str:
    """“trust rose by 0.3, between 0.1 and 0.5”."""
    if not change.bounded:
        return f"how {what} changed cannot be said from so few"
    if is_clear(change):
        verb, (small, large) = (
            ("rose", (change.low, change.high)) if change.low > 0 else ("fell", (-change.high, -change.low))
        )
        return f"{what} {verb} by {number(abs(change.value))}, between {number(small)} and {number(large)}"
    return (
        f"no clear change in {what} ({number(change.value, signed=True)}; it may have fallen by up to "
        f"{number(-change.low)} or risen by up to {number(change.high)})"
    )


def constant_score(disclosed: Disclosed, dimension: str) -> Score | None:
    """Of those who answered in most waves, where it may be shown."""
    samples = [one for one in disclosed.scores if one.dimension == dimension and one.population.constant]
    return max(
        (one for one in samples if not one.population.groups),
        key=lambda one: len(one.population.constant),
        default=None,
    )


def text_table(table: Sequence[Sequence[str]]) -> str:
    """For those who cannot see a picture, and for a terminal."""
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))] if table else []
    lines = ("  ".join(value.ljust(width) for value, width in zip(row, widths)).rstrip() for row in table)
    return "\n".join(lines)


def number(value: float, places: int = 1, signed: bool = False) -> str:
    rounded = round(value, places) or 0.0
    return f"{rounded:+.{places}f}".replace("-", "−") if signed else f"{rounded:.{places}f}".replace("-", "−")


def between(estimate: Estimate, places: int = 1) -> str:
    return f"{number(estimate.low, places)} to {number(estimate.high, places)}" if estimate.bounded else NOT_SHOWN


def _leaving(what: str, change: Change) -> str:
    assert change.leavers is not None
    apart, others = change.leavers, "every time" if len(change.sample) > 2 else "again"
    who = f"Those who did not answer {others} had scored {what}"
    if not is_clear(apart):
        return f"{who} much like the others ({number(apart.value, signed=True)})."
    higher = "higher" if apart.value > 0 else "lower"
    return f"{who} {number(abs(apart.value))} {higher} than the others, so look at both samples."


def _groups(disclosed: Disclosed) -> Iterator[Result]:
    asked = [one.population for one in disclosed.hidden] + [*_populations(disclosed)]
    for columns in dict.fromkeys(tuple(name for name, _ in one.groups) for one in asked):
        if columns:
            yield by_group(disclosed, columns)


def _populations(disclosed: Disclosed) -> Iterator[Population]:
    return iter(
        dict.fromkeys([*(cell.population for cell in disclosed.cells), *(one.population for one in disclosed.scores)])
    )


def _dimensions(waves: Iterable[Disclosed]) -> list[str]:
    return list(
        dict.fromkeys(
            item.dimension for wave in waves for item in wave.items.values() if item.dimension and item.scored
        )
    )


def _areas(disclosed: Disclosed) -> list[str]:
    return list(
        dict.fromkeys(item.area for item in disclosed.items.values() if item.dimension and item.area and item.scored)
    )


def _rate_row(rate: Rate) -> tuple[str, ...]:
    if rate.n is None:
        return (rate.population.label, "nearly all" if rate.nearly else NOT_SHOWN, str(rate.of), "")
    return (rate.population.label, str(rate.n), str(rate.of), _percent(rate.n / rate.of))


def _score_row(score: Score) -> tuple[str, ...]:
    return (score.dimension, number(score.mean.value), between(score.mean), str(score.n))


def _told(score: Score | None) -> str:
    return f"{number(score.mean.value)} ({between(score.mean)})" if score else NOT_SHOWN


def _mean(disclosed: Disclosed, quality: str, area: str) -> str:
    cell = grid_cells(disclosed).get((quality, area))
    return number(cell.mean.value) if cell and cell.mean else NOT_SHOWN


def _range(disclosed: Disclosed) -> str:
    scores = [one for item in disclosed.items.values() if item.dimension for one in item.scores if one is not None]
    return f"on a scale from {min(scores):g} to {max(scores):g}"


def _strongest(item: Item) -> str:
    top = item.options[item.worded.index(item.strongest)]
    return "strongly" if "strongly" in top.lower() else f"“{top}”"


def _likely(share: Estimate, of: int | None) -> str:
    if not share.bounded or of is None or share.low == share.high:
        return ""
    return f"; of all {of}, likely between {_percent(share.low)} and {_percent(share.high)}"


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _listed(names: Sequence[str], joined: str = "and") -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joined} {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
