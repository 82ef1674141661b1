"""What of an earlier publication binds a later one, and what may be shown beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from bot.surveys.disclosed import SCALE, Cell, Population, Published, Score
from bot.surveys.inference import Counts, alike, recoverable
from bot.surveys.table import Bundle, Table


@dataclass(slots=True)
class Earlier:
    """What the register has of a bundle. `drifted`: somebody was forgotten since, so sets cannot be compared."""

    cells: dict[tuple[str, Population], Cell] = field(default_factory=dict)
    scores: dict[Population, Score] = field(default_factory=dict)
    populations: list[Population] = field(default_factory=list)
    changes: list[Published] = field(default_factory=list)  # told without their levels
    drifted: bool = False


def registered(table: Table, bundle: Bundle) -> Earlier:
    before = Earlier()
    places = {item.id: place for place, item in enumerate(bundle.items)}
    counts = table.counts(bundle.items)
    for one in table.register:
        if one.kind == "score" and bundle.dimension and one.subject == f"{SCALE}{bundle.dimension}":
            before.scores[one.population] = msgspec.json.decode(one.body, type=Score)
        if one.subject not in places or one.kind == "change":
            continue
        if one.kind in ("before", "after"):
            before.changes.append(one)
            continue
        if one.kind == "cell":
            before.cells[one.subject, one.population] = msgspec.json.decode(one.body, type=Cell)
        now = int(counts[places[one.subject]][table.member(one.population)].sum())
        before.drifted |= now != one.n
        if not one.population.everybody and one.population not in before.populations:
            before.populations.append(one.population)
    return before


def accept(
    table: Table,
    counts: Counts,
    published: Sequence[Population],
    wanted: Sequence[Population],
    changes: Sequence[Published] = (),
) -> list[Population]:
    """Which of the wanted populations may be shown beside the published ones, each other, and changes told before."""
    inside = {one: counts[:, table.member(one)].sum(axis=1) for one in wanted}
    allowed = [one for one in wanted if not too_telling(inside[one], table.fewest(one))]
    withheld = table.members(one for one in wanted if one not in allowed)
    accepted: list[Population] = []
    for one in allowed:
        beside = table.members([*published, *accepted, one])
        if _beside(one, changes) and not recoverable(beside, counts, table.thresholds.closed, withheld):
            accepted.append(one)
    return accepted


def _beside(population: Population, changes: Sequence[Published]) -> bool:
    """A change of which the levels are hidden was told with some columns in mind; by others nothing is shown."""
    columns = {name for name, _ in population.groups}
    if changes and population.constant:
        return False
    return all(columns <= set(msgspec.json.decode(one.body, type=list[str])) for one in changes)


def too_telling(inside: Counts, fewest: int) -> bool:
    return bool(((inside.sum(axis=-1) < fewest) | alike(inside)).any())
