"""A collaborative as the reports tell it: what it wants, who works on what, and its story so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.service import Citation, Stage
from knowledge.system_map import Sector


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A workstream. `lead` is a role; `entry` is the full id of the directory's entry for what it does, or empty."""

    id: str
    name: str
    purpose: str
    does: str
    stage: Stage
    sources: tuple[Citation, ...]
    lead: str = ""
    entry: str = ""
    sectors: tuple[Sector, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """How many sat there in one role; None where the report names the role and gives no number."""

    role: str
    sector: Sector
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Composition:
    """Who took part at one stage, by role. `missing` says who did not, in the report's judgement."""

    year: int
    stage: str
    seats: tuple[Seat, ...]
    sources: tuple[Citation, ...]
    missing: str = ""

    def counts(self) -> dict[Sector, int]:
        """How many sat there from each sector, by the seats that have a number."""
        numbers: dict[Sector, int] = {}
        for seat in self.seats:
            numbers[seat.sector] = numbers.get(seat.sector, 0) + (seat.count or 0)
        return numbers


@dataclass(frozen=True, slots=True)
class Chapter:
    """Something that happened, for whoever joins later. `month` is left out where the report gives the year alone."""

    year: int
    title: str
    text: str
    sources: tuple[Citation, ...]
    month: int | None = None

    @property
    def order(self) -> tuple[int, int]:
        return self.year, self.month or 0


@dataclass(frozen=True, slots=True)
class Workshop:
    name: str
    year: int
    purpose: str
    sources: tuple[Citation, ...]
    month: int | None = None
    times: int = 1
    online: bool = False
    cross_locality: bool = False


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many members all collaboratives together had, and how many of them answered the year's survey."""

    year: int
    members: int
    answered: int
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """What several collaboratives share: their facilitator, their workshops, their counts, their story."""

    id: str
    name: str
    purpose: str
    facilitator: str
    arrangements: tuple[str, ...]
    sources: tuple[Citation, ...]
    rules: tuple[str, ...] = ()
    headcounts: tuple[Headcount, ...] = ()
    workshops: tuple[Workshop, ...] = ()
    story: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class Collaborative:
    """`id` is its locality's. `programme` is the one it belongs to, or empty; `entry` its own entry's full id."""

    id: str
    name: str
    question: str
    vision: tuple[str, ...]
    mission: str
    priorities: tuple[str, ...]
    anchor: str
    sources: tuple[Citation, ...]
    programme: str = ""
    entry: str = ""
    subgroups: tuple[Subgroup, ...] = ()
    composition: tuple[Composition, ...] = ()
    workshops: tuple[Workshop, ...] = ()
    story: tuple[Chapter, ...] = ()

    def entries(self) -> frozenset[str]:
        """The full ids of the collaborative itself and of its sub-groups: the map draws some of them as players."""
        return frozenset({self.entry, *(group.entry for group in self.subgroups)} - {""})


def story(collaborative: Collaborative, programmes: Iterable[Programme] = ()) -> tuple[Chapter, ...]:
    """The collaborative's own chapters and its programme's, in the order in which they happened."""
    shared = [chapter for each in programmes if each.id == collaborative.programme for chapter in each.story]
    return tuple(sorted([*shared, *collaborative.story], key=lambda chapter: chapter.order))
