"""Who came, answered and wrote, by sector and sub-group over the last terms: as numbers, never as names.

A group is shown where it has five people or more, and where nothing that is shown gives away a smaller one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from bot.flows.turn import Effect
from bot.messages import Button, File, Message

FEWEST = 5
MOST_OVERLAPPING = 7  # sub-groups shown: each is held against all combinations of the others
MOST_SENTENCES = 3
MOST_PLAYERS = 3
EVERYBODY = "All members"
NO_SECTOR = "Sector not said"
FEW, KEPT_BACK, NOTHING, NOBODY = "fewer than 5", "not shown", "–", "nobody"
HIDDEN = {FEW, KEPT_BACK}

NO_LEAD = Message(text="Only an anchor or a facilitator of a collaborative sees how many came and answered.")
HOW = (
    "Came: by the register. Wrote: members now whose last sign here is since that term began. Only the month of the "
    "last sign is kept, so how many wrote within an earlier term cannot be said. Answered: roughly, to the nearest "
    "five or the half, of closed surveys and announcements' questions. Groups under five are not shown, nor what would "
    "give them away."
)
IN_PRIVATE = Message(text="Please write this to me directly, not in a channel.")


@dataclass(frozen=True, slots=True)
class Show(Effect):
    """She wants to see engagement; thought out outside the transaction."""

    collaborative: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Place:
    """What the system map says of a place: its sectors with their labels, and whom to ask in each."""

    sectors: Mapping[str, str]
    players: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class ShowSectors(Effect):
    """She wants to see which sectors of the map have no active member."""

    places: Mapping[str, Place]
    collaborative: str
    bubble: str


@dataclass(frozen=True)
class Groups:
    """Members by sector, each in one, and by sub-group, in which they overlap."""

    sectors: Mapping[str, frozenset[int]]
    subgroups: Mapping[str, frozenset[int]]

    @property
    def everybody(self) -> frozenset[int]:
        return frozenset().union(*self.sectors.values())

    @property
    def named(self) -> dict[str, frozenset[int]]:
        """All of them by label, everybody first."""
        return {EVERYBODY: self.everybody, **self.sectors, **self.subgroups}

    @cached_property
    def shown(self) -> frozenset[str]:
        return visible(self)


@dataclass(frozen=True, slots=True)
class Cell:
    """What may be said of a group: `text`, and its share where one may be drawn."""

    text: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One measure in one term: a cell for each group."""

    measure: str
    term: str
    cells: Mapping[str, Cell]


# ---- what may be shown


def visible(groups: Groups) -> frozenset[str]:
    """The labels of the groups that may be shown together."""
    if len(groups.everybody) < FEWEST:
        return frozenset()
    shown = {label for label, people in groups.sectors.items() if len(people) >= FEWEST}
    while 0 < sum(len(groups.sectors[one]) for one in groups.sectors if one not in shown) < FEWEST:
        shown.remove(min(shown, key=lambda label: (len(groups.sectors[label]), label)))
    classes = [groups.sectors[one] for one in shown]
    rest = groups.everybody.difference(*classes)
    accepted: dict[str, frozenset[int]] = {}
    for label, people in sorted(groups.subgroups.items(), key=lambda one: (-len(one[1]), one[0])):
        fits = len(people) >= FEWEST and len(accepted) < MOST_OVERLAPPING
        if fits and not _gives_away([*classes, *([rest] if rest else [])], [*accepted.values()], people):
            accepted[label] = people
    return frozenset({EVERYBODY, *shown, *accepted})


def _gives_away(classes: Sequence[frozenset[int]], shown: Sequence[frozenset[int]], new: frozenset[int]) -> bool:
    """Whether adding and subtracting what would be shown leaves a few people alone.

    For each sum of sub-groups, the sectors are taken as often as leaves the fewest people; what is then left of a
    sector are all in it who stand otherwise than most do.
    """
    import numpy as np

    signs = np.array([*product((-1, 0, 1), repeat=len(shown))], dtype=np.int8).reshape(3 ** len(shown), len(shown))
    left = np.zeros(len(signs), dtype=np.int32)
    for people in map(sorted, classes):
        inside = np.array([[who in group for who in people] for group in shown], dtype=np.int8)
        sums = signs @ inside.reshape(len(shown), len(people)) + np.array([who in new for who in people], dtype=np.int8)
        alike = [np.count_nonzero(sums == value, axis=1) for value in range(-len(shown), len(shown) + 2)]
        left += len(people) - np.max(alike, axis=0)
    return bool(((left > 0) & (left < FEWEST)).any())


def counted(groups: Groups, found: Mapping[str, int] | None, rounded: bool) -> dict[str, Cell]:
    """A measure's cells; without `found`, there was nothing to take part in."""
    cells = {}
    for label, people in groups.named.items():
        if not people:
            cells[label] = Cell(NOBODY)
        elif label not in groups.shown:
            cells[label] = Cell(FEW if len(people) < FEWEST else KEPT_BACK)
        elif found is None:
            cells[label] = Cell(NOTHING)
        else:
            cells[label] = _rounded(found.get(label, 0), len(people)) if rounded else _exact(found, label, people)
    return cells


def _exact(found: Mapping[str, int], label: str, people: Collection[int]) -> Cell:
    count = found.get(label, 0)
    return Cell(f"{count} of {len(people)}", count / len(people))


def _rounded(count: int, of: int) -> Cell:
    """To the nearest five; never that everybody did, or that nobody did."""
    if of < 3 * FEWEST:
        return Cell(f"over half of {of}", 0.75) if count * 2 > of else Cell(f"up to half of {of}", 0.25)
    if count < FEWEST:
        return Cell(f"under {FEWEST} of {of}", 2 / of)
    if of - count < FEWEST:
        return Cell(f"over {of - FEWEST} of {of}", (of - 2) / of)
    near = FEWEST * round(count / FEWEST)
    near -= FEWEST if of - near < FEWEST else 0
    return Cell(f"about {near} of {of}", near / of)


# ---- in words


def which(places: Mapping[str, str], bubble: str, verb: str) -> Message:
    rows = tuple((Button(name, f"u:{verb}:{slug}"),) for slug, name in places.items())
    return Message(text="Of which collaborative?", rows=rows, bubble=bubble)


def sentences(came: Sequence[Column]) -> list[str]:
    """Where fewest come beside how it was, everybody first; nothing that is not in the cells."""
    held = [one for one in came if any(cell.share is not None for cell in one.cells.values())]
    if not held:
        return ["No workshop of these terms is in the register yet: “register” keeps who came."]
    if len(held) == 1:
        return [f"{EVERYBODY}: {held[0].cells[EVERYBODY].text} came in {held[0].term}."]
    before, now = held[-2:]
    fallen = {}
    for label, cell in now.cells.items():
        earlier = before.cells.get(label, Cell(""))
        if cell.share is not None and earlier.share is not None and label != EVERYBODY:
            fallen[label] = cell.share - earlier.share
    down = [label for label in sorted(fallen, key=lambda one: fallen[one]) if fallen[label] < 0][:MOST_SENTENCES]
    return [
        f"{label}: {now.cells[label].text} came in {now.term}, {before.cells[label].text} in {before.term}."
        for label in [EVERYBODY, *down]
    ]


def shown(slug: str, name: str, columns: Sequence[Column], by_name: bool, png: bytes, bubble: str) -> list[Message]:
    """The chart, and the same as a table and in a sentence."""
    told = sentences([one for one in columns if one.measure == CAME])
    buttons = [Button("Sectors without an active member", f"u:s:{slug}")]
    buttons += [Button("Who is fading", f"f:l:0:{slug}")] if by_name else []
    message = Message(
        title=f"Engagement in {name}",
        text="\n".join(told),
        facts=tuple(table(columns)),
        small=HOW,
        rows=tuple((one,) for one in buttons),
        bubble=bubble,
        anew=True,  # below its picture
    )
    words = "\n".join([*told, "", *(f"{label}: {text}" for label, text in table(columns))])
    return [Message(file=File("engagement.png", "image/png", png, words)), message]


CAME, WROTE = "Came", "Wrote since it began"


def table(columns: Sequence[Column]) -> list[tuple[str, str]]:
    """A line for each group: measure by measure, the terms one after another."""
    labels = list(dict.fromkeys(label for one in columns for label in one.cells))
    lines = [("Terms, in this order", ", ".join(dict.fromkeys(one.term for one in columns)))]
    for label in labels:
        parts = []
        for measure in dict.fromkeys(one.measure for one in columns):
            cells = [one.cells.get(label, Cell(NOBODY)).text for one in columns if one.measure == measure]
            if not set(cells) <= {NOTHING, NOBODY}:
                alike = len(set(cells)) == 1 and cells[0] in HIDDEN
                parts.append(f"{measure.lower()}: {cells[0] if alike else ', '.join(cells)}")
        lines.append((label, _joined(parts)))
    return lines


def _joined(parts: Sequence[str]) -> str:
    """What is the same for every measure is said once."""
    alike = {part.partition(": ")[2] for part in parts}
    if len(alike) == 1 and alike <= HIDDEN:
        return alike.pop()
    return "; ".join(parts) or NOBODY


def figure(name: str, columns: Sequence[Column]) -> dict[str, object]:
    """What is drawn: who came, and the first kind of answer of which there is any."""
    drawn = [CAME, *(one.measure for one in columns if one.measure not in (CAME, WROTE) and _has_any(one))][:2]
    blocks = [[one for one in columns if one.measure == measure] for measure in dict.fromkeys(drawn)]
    kept = [one for block in blocks for one in block]
    labels = list(dict.fromkeys(label for one in kept for label in one.cells))
    return {
        "kind": "counts",
        "title": _undollared(f"Engagement in {name}"),
        "subtitle": "Of those who were members then. Bars show the share.",
        "rows": [_undollared(label) for label in labels],
        "columns": [one.term for one in kept],
        "blocks": [{"label": block[0].measure, "columns": len(block)} for block in blocks],
        "cells": [[_drawn(one.cells.get(label, Cell(NOBODY))) for one in kept] for label in labels],
        "key": "Hatched: groups under five, or what would give them away. – nothing to come to or to answer. "
        "~ rounded to five. ½: of fewer than fifteen, only which half.",
    }


def _undollared(text: str) -> str:
    """What matplotlib would take for a formula, as it is written."""
    return text.replace("$", r"\$")


def _has_any(column: Column) -> bool:
    return any(cell.share is not None for cell in column.cells.values())


def _drawn(cell: Cell) -> dict[str, object]:
    if cell.share is None:
        return {"text": {NOTHING: "", NOBODY: "", FEW: "< 5"}.get(cell.text, "hidden"), "share": None}
    half = {"over": "> ½", "up t": "≤ ½"}.get(cell.text[:4]) if " half of " in cell.text else None
    text = half or cell.text.replace(" of ", "/")
    for words, sign in (("under ", "<"), ("over ", ">"), ("about ", "~")):
        text = text.replace(words, sign)
    return {"text": text, "share": round(cell.share, 3)}


# ---- sectors


@dataclass(frozen=True, slots=True)
class Standing:
    """A sector of the map: how many members it has, and how many of them are active."""

    label: str
    members: int
    active: int
    players: Sequence[str]


def sectors(name: str, found: Sequence[Standing], since: str, by_name: bool, bubble: str) -> Message:
    """Which sectors of the map have no active member, and what to do about each.

    Whoever may not see names is told nothing of a sector with few members: it would be about them.
    """
    if not found:
        return Message(text=f"No system map of {name} is held, so there is nothing to compare with.", bubble=bubble)
    told = [one for one in found if by_name or one.members >= FEWEST or not one.members]
    empty = [one for one in told if not one.active]
    few = [one.label for one in found if one not in told]
    active = [one.label for one in told if one.active]
    lines = [f"{len(empty)} of {len(found)} sectors of the system map have no active member."]
    lines += [f"Active: {', '.join(active)}."] if active else []
    lines += [f"With one to four members, of whom only the anchor sees more: {', '.join(few)}."] if few else []
    return Message(
        title=f"{name}: who is missing",
        text="\n".join(lines),
        facts=tuple((one.label, _next(one, by_name)) for one in empty),
        small=f"Active is who came to a workshop, or wrote here, since {since} began.",
        bubble=bubble,
    )


def _next(one: Standing, by_name: bool) -> str:
    asked = " or ".join(one.players[:MOST_PLAYERS])
    ask = f"ask {asked} for somebody" if asked else "ask who works there"
    if not one.members:
        return f"nobody is a member. Next: {ask}; “invite” makes the code."
    count = "one member" if one.members == 1 else f"{one.members} members"
    again = "“fading” invites them anew" if by_name else "the anchor can invite them anew"
    return f"{count}, not active. Next: {again}; or {ask}."
