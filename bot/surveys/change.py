"""Change from one wave to another, as far as it may be told. Part of the gateway."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from bot.surveys import statistics
from bot.surveys.acceptance import accept, registered
from bot.surveys.cell_detail import at_least, nearly_alike
from bot.surveys.disclosed import (
    EVERYBODY,
    SCALE,
    SEAL,
    Cell,
    Change,
    Disclosed,
    Hidden,
    Kind,
    Population,
    Published,
    Register,
    Score,
    Thresholds,
    body_of,
)
from bot.surveys.table import Asked, Bundle, Table, bundles
from bot.surveys.wave import Item, Wave

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def disclose_change(
    before: Wave,
    after: Wave,
    thresholds: Thresholds | None = None,
    register: Register = (),
    together: int | None = None,
    series: Sequence[Wave] = (),
    constant: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
) -> tuple[Disclosed, Register]:
    """How answers changed from one wave to another, of the same people where the series tells who they are.

    `constant` narrows them to those who answered in all these waves. `together` is how many were asked in all of
    them, or both times. Full sample is set against full sample from what was published. By these `columns` groups may
    be shown beside the change later on.
    """
    thresholds = thresholds or Thresholds()
    changes = list(_full_changes(before, after, register))
    hidden: list[Hidden] = []
    entries: list[Published] = []
    sample = Population(constant=constant or tuple(sorted((before.id, after.id))))
    asked = Asked(constant=(sample.constant,), together={sample.constant: together} if together else {})
    known = (before, after, *series)
    earlier, later = (
        Table(wave, wave.rows[0], asked, tuple(one for one in register if one.wave == wave.id), known, thresholds)
        for wave in (before, after)
    )
    pairs = _pairs(earlier, later, sample)
    for bundle in bundles(after.instrument, after.rows[0]):
        if pairs is None or not all(item.scored and item.id in before.rows[0].answers for item in bundle.items):
            continue
        found, new = _bundle_changes(earlier, later, bundle, sample, pairs, columns)
        changes += found
        entries += new
        told = {change.subject for change in found}
        subjects = [*(item.id for item in bundle.items), *([SCALE + bundle.dimension] if bundle.dimension else [])]
        hidden += [Hidden(one, sample) for one in subjects if one not in told]
    disclosed = Disclosed(
        SEAL, after.id, after.when, after.mode, after.instrument, changes=tuple(changes), hidden=tuple(hidden),
        thresholds=thresholds, done=after.done,
    )  # fmt: skip
    return disclosed, register + tuple(one for one in entries if one not in register)


def _pairs(before: Table, after: Table, sample: Population) -> Pairs | None:
    """The rows of whoever answered both times."""
    if len(before.wave.rows) != 1 or len(after.wave.rows) != 1:
        return None
    first, second = before.rows.keys, after.rows.keys
    if first is None or second is None:
        return None
    _, earlier, later = np.intersect1d(first, second, assume_unique=True, return_indices=True)
    inside = after.member(sample)[after.place][later]
    return earlier[inside], later[inside]


def _full_changes(before: Wave, after: Wave, register: Register) -> Iterator[Change]:
    """From what stands in the register already."""
    published = {
        (one.wave, one.subject): (one.kind, one.body)
        for one in register
        if one.kind in ("cell", "score") and one.population.everybody
    }
    for (wave, subject), (kind, body) in published.items():
        if wave != before.id or (after.id, subject) not in published:
            continue
        typed: Any = Cell if kind == "cell" else Score
        earlier, later = (msgspec.json.decode(one, type=typed).mean for one in (body, published[after.id, subject][1]))
        if earlier is not None and later is not None:
            change = statistics.difference(earlier, later)
            yield Change(subject, before.id, after.id, False, change.n, change)


@dataclass(frozen=True, slots=True)
class _Pair:
    """One subject's scores, before and after, of those who gave both; and of those who gave only one."""

    subject: str
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    left: NDArray[np.float64]
    joined: NDArray[np.float64]

    @property
    def n(self) -> int:
        return len(self.before)


def _bundle_changes(
    before: Table, after: Table, bundle: Bundle, sample: Population, pairs: Pairs, columns: tuple[str, ...]
) -> tuple[list[Change], list[Published]]:
    changes: list[Change] = []
    entries: list[Published] = []
    if _too_alike(before, bundle) or _too_alike(after, bundle):
        return changes, entries
    subjects: list[tuple[str, tuple[Item, ...]]] = [(item.id, (item,)) for item in bundle.items]
    subjects += [(SCALE + bundle.dimension, bundle.items)] if bundle.dimension else []
    levels = all(_levels(table, bundle, sample) for table in (before, after))
    for subject, chosen in subjects:
        stored = _stored(after, subject, sample)
        if stored:
            changes.append(stored)
            continue
        pair = _pair(subject, before, after, chosen, pairs)
        if _says_too_much(pair, after.thresholds.closed):
            continue
        whole = pair.n == _scored(before, chosen, sample) == _scored(after, chosen, sample)
        known = levels and whole
        beside = () if known else _only_difference(before, after, bundle, chosen, pairs, sample, columns)
        if beside is None:
            continue
        change = _told_change(before, after, pair, chosen, known)
        changes.append(change)
        entries += _marks(before, after, chosen, pair, ("set", "set") if known else ("before", "after"), beside)
        entries.append(Published(after.wave.id, "change", subject, sample, pair.n, body_of(change)))
    return changes, entries


def _stored(table: Table, subject: str, sample: Population) -> Change | None:
    for one in table.register:
        if (one.kind, one.subject, one.population) == ("change", subject, sample):
            return msgspec.json.decode(one.body, type=Change)
    return None


def _says_too_much(pair: _Pair, fewest: int) -> bool:
    """Too few, or all, or all but one, changed alike."""
    moved = (pair.after - pair.before).round(6)
    return pair.n < fewest or bool(np.unique(moved, return_counts=True)[1].max() >= pair.n - 1)


def _pair(subject: str, before: Table, after: Table, chosen: Sequence[Item], pairs: Pairs) -> _Pair:
    earlier, later = _scores(before, chosen), _scores(after, chosen)
    both = ~np.isnan(earlier[pairs[0]]) & ~np.isnan(later[pairs[1]])
    left, joined = _alone(earlier, pairs[0][both]), _alone(later, pairs[1][both])
    return _Pair(subject, earlier[pairs[0][both]], later[pairs[1][both]], left, joined)


def _alone(scores: NDArray[np.float64], paired: NDArray[np.int64]) -> NDArray[np.float64]:
    """The scores of those who are in no pair."""
    alone = ~np.isnan(scores)
    alone[paired] = False
    return scores[alone]


def _scores(table: Table, chosen: Sequence[Item]) -> NDArray[np.float64]:
    return statistics.scale_scores(table.scale(chosen))


def _levels(table: Table, bundle: Bundle, sample: Population) -> bool:
    """Whether the sample's own answers could be shown in this wave, beside what was."""
    bound = registered(table, bundle)
    if bound.drifted:
        return False
    counts = table.counts(bundle.items)
    if sample in bound.populations:
        return True
    return bool(accept(table, counts, [EVERYBODY, *bound.populations], [sample], bound.changes))


def _too_alike(table: Table, bundle: Bundle) -> bool:
    return any(nearly_alike(held) for held in table.counts(bundle.items).sum(axis=1))


def _scored(table: Table, chosen: Sequence[Item], sample: Population) -> int:
    return int((~np.isnan(_scores(table, chosen)[table.member(sample)[table.place]])).sum())


def _only_difference(
    before: Table,
    after: Table,
    bundle: Bundle,
    chosen: Sequence[Item],
    pairs: Pairs,
    sample: Population,
    columns: tuple[str, ...],
) -> tuple[str, ...] | None:
    """Beside groups of which columns the change may be told though the sample's answers may not; None: beside none.

    Other samples of the same answers would give more away, and so would a ring of changes.
    """
    shown: set[str] = set()
    for table, end in ((before, "before"), (after, "after")):
        bound = registered(table, bundle)
        ring = any(one.kind == end and one.population != sample for one in bound.changes)
        if bound.drifted or ring or len(sample.constant) > 2 or any(one.constant for one in bound.populations):
            return None
        shown |= {name for one in bound.populations for name, _ in one.groups}
    for some in dict.fromkeys([(*dict.fromkeys((*shown, *columns)),), *((*shown, one) for one in columns), (*shown,)]):
        if all(_open_between(before, after, item, pairs, some) for item in chosen):
            return some
    return None


def _open_between(before: Table, after: Table, item: Item, pairs: Pairs, columns: tuple[str, ...]) -> bool:
    """Whether what few leavers and joiners answered stays open.

    What the change tells is the joiners' sum less the leavers'. It stays the same if a leaver and a stayer of the same
    groups exchange their answers, and so do a joiner and a stayer whose answers are as far apart. So every answer of a
    leaver must be in such an exchange, and every one of a joiner; and there must be k of them together.
    """
    scores = [(table.scale([item])[:, 0], places) for table, places in zip((before, after), pairs)]
    both = ~np.isnan(scores[0][0][pairs[0]]) & ~np.isnan(scores[1][0][pairs[1]])
    ends = [
        _exchanges(given, places[both], _cells(table, columns))
        for (given, places), table in zip(scores, (before, after))
    ]
    alone = sum(count for count, _, _ in ends)
    if alone < after.thresholds.closed or not all(count for count, _, _ in ends):
        return False
    common = ends[0][2].keys() & ends[1][2].keys()
    return all(held <= set().union(*(steps[step] for step in common)) for _, held, steps in ends)


Held = tuple[int, float]  # a cell, and a score that somebody alone there gave


def _exchanges(
    scores: NDArray[np.float64], paired: NDArray[np.int64], cells: NDArray[np.int64]
) -> tuple[int, set[Held], dict[float, set[Held]]]:
    """How many are alone; what they answered where; and by which step which of these counts would change."""
    stays = np.zeros(len(scores), bool)
    stays[paired] = True
    given = ~np.isnan(scores)
    alone = {(int(cell), float(score)) for cell, score in zip(cells[given & ~stays], scores[given & ~stays])}
    stayed = {(int(cell), float(score)) for cell, score in zip(cells[given & stays], scores[given & stays])}
    steps: dict[float, set[Held]] = {}
    for cell, score in alone:
        for other in {score for place, score in stayed if place == cell} - {score}:
            steps.setdefault(round(other - score, 6), set()).update({(cell, score), (cell, other)})
    return int((given & ~stays).sum()), alone, steps


def _cells(table: Table, columns: tuple[str, ...]) -> NDArray[np.int64]:
    codes: NDArray[np.int64] = np.zeros(table.rows.count, np.int64)
    for name in columns:
        if name in table.rows.groups:
            column = table.rows.groups[name]
            codes = codes * (len(column.labels) + 1) + column.codes.astype(np.int64) + 1
    return codes


def _told_change(before: Table, after: Table, pair: _Pair, chosen: Sequence[Item], known: bool) -> Change:
    sample = after.asked.constant[0]
    of = after.asked.together.get(sample)
    change = statistics.paired_change(pair.before, pair.after, at_least(of, pair.n))
    spread = statistics.moments(_scores(before, chosen))
    apart = None
    if known and len(pair.left) >= after.thresholds.closed:
        stayed, left = statistics.moments(pair.before), statistics.moments(pair.left)
        apart = statistics.independent_change(stayed, left)
    size = statistics.standardised(change.value, spread)
    ends = (before.wave.id, after.wave.id)
    return Change(pair.subject, *ends, True, pair.n, change, size, len(pair.left), len(pair.joined), apart, sample)


def _marks(
    before: Table,
    after: Table,
    chosen: Sequence[Item],
    pair: _Pair,
    kinds: tuple[Kind, Kind],
    columns: tuple[str, ...],
) -> list[Published]:
    """So that later publications are held against what the change tells."""
    sample = Population(constant=after.asked.constant[0])
    body = "" if kinds[0] == "set" else body_of(columns)
    return [
        Published(table.wave.id, kind, item.id, sample, int(held.sum()), body)
        for table, kind in zip((before, after), kinds)
        for item, held in zip(chosen, table.counts(chosen)[:, table.member(sample)].sum(axis=1))
    ]
