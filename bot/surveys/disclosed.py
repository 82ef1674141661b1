"""What may be shown, and the register of what was: plain data. Only the gateway makes a `Disclosed`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from typing import Any, Literal

import msgspec

from bot.surveys.instrument import Instrument
from bot.surveys.statistics import Estimate
from bot.surveys.wave import Item, items
from knowledge.system_map import SECTORS

NEVER_BELOW = 3
SECTORS_SAID: Mapping[str, str] = {str(sector): name for sector, name in SECTORS.items()}
SCALE = "="  # before a dimension's name, where the register has it instead of a statement's
SEAL = object()  # the gateway's alone; a test holds that nothing else names it

Kind = Literal["cell", "score", "change", "set", "before", "after"]
Detail = Literal["options", "bands", "agreement", "direction", "alike"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many must have answered: anything closed, two groups crossed, free text."""

    closed: int = 5
    crossed: int = 10
    text: int = 10

    def __post_init__(self) -> None:
        if min(self.closed, self.crossed, self.text) < NEVER_BELOW:
            raise ValueError(
                f"No group below {NEVER_BELOW} is ever shown: set each threshold to {NEVER_BELOW} or more."
            )


@dataclass(frozen=True, slots=True, order=True)
class Population:
    """Whose answers: everybody's; of a group, or two crossed; `constant`, of those who answered in all these waves."""

    constant: tuple[str, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()

    @property
    def everybody(self) -> bool:
        return not self.constant and not self.groups

    @property
    def name(self) -> str:
        return self._told([value for _, value in self.groups])

    @property
    def label(self) -> str:
        """The same for people to read."""
        return self._told([SECTORS_SAID.get(one, one) if of == "sector" else one for of, one in self.groups])

    def _told(self, groups: Sequence[str]) -> str:
        return " and ".join([*(["those who answered every time"] if self.constant else []), *groups]) or "everybody"


EVERYBODY = Population()


@dataclass(frozen=True, slots=True)
class Cell:
    """One statement's answers in one population, in as much detail as may be shown.

    `counts` stand beside `labels`: the options, or three bands, or two. Nothing is counted where only the direction
    is said. `of` is how many were asked, where that is known.
    """

    item: str
    population: Population
    n: int
    of: int | None
    detail: Detail
    labels: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    mean: Estimate | None = None
    agreeing: Estimate | None = None
    strongly: Estimate | None = None
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A dimension's score in one population."""

    dimension: str
    population: Population
    n: int
    of: int | None
    mean: Estimate


@dataclass(frozen=True, slots=True)
class Change:
    """From one wave to another. `paired`: of the same people; else full sample against full sample.

    `size` is in standard deviations of the first wave. `left` and `joined` say how many answered only one of the two.
    """

    subject: str
    before: str
    after: str
    paired: bool
    n: int
    change: Estimate
    size: float | None = None
    left: int | None = None
    joined: int | None = None
    leavers: Estimate | None = None  # how much higher those scored in the first wave who did not answer again
    sample: tuple[str, ...] = ()  # the waves in which the same people answered


@dataclass(frozen=True, slots=True)
class Rate:
    """How many answered, of those who were asked; None: fewer than can be said, or `nearly` all."""

    population: Population
    n: int | None
    of: int
    nearly: bool = False


@dataclass(frozen=True, slots=True)
class Comments:
    """Free text of one question under the codes that somebody gave it. A code that few mention is left out."""

    question: str
    n: int
    codes: tuple[tuple[str, int], ...]
    quotes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was asked for and is not shown. It is never said whether a group was too small, too much alike, or would
    have given another one away."""

    subject: str
    population: Population


@dataclass(frozen=True)
class Disclosed:
    """What may be shown of one wave, or of the change between two. Only the gateway makes it."""

    seal: InitVar[object]
    wave: str
    when: str
    mode: str
    instrument: Instrument
    rates: tuple[Rate, ...] = ()
    cells: tuple[Cell, ...] = ()
    scores: tuple[Score, ...] = ()
    changes: tuple[Change, ...] = ()
    comments: tuple[Comments, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    done: str = ""

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise TypeError("Only the disclosure gateway makes a Disclosed: ask `disclose` or `disclose_change`.")

    @cached_property
    def items(self) -> Mapping[str, Item]:
        return {item.id: item for item in items(self.instrument)}

    def cell(self, item: str, population: Population = EVERYBODY) -> Cell | None:
        return self._cells.get((item, population))

    def score(self, dimension: str, population: Population = EVERYBODY) -> Score | None:
        return self._scores.get((dimension, population))

    @cached_property
    def _cells(self) -> Mapping[tuple[str, Population], Cell]:
        return {(cell.item, cell.population): cell for cell in self.cells}

    @cached_property
    def _scores(self) -> Mapping[tuple[str, Population], Score]:
        return {(score.dimension, score.population): score for score in self.scores}


@dataclass(frozen=True, slots=True)
class Published:
    """A row of the register. `subject` is a statement, or a dimension behind “=”; `body` is what was published.

    A change is entered for both waves: `set` where it tells as much as the population's answers themselves would,
    `before` and `after` where it tells only the difference.
    """

    wave: str
    kind: Kind
    subject: str
    population: Population
    n: int
    body: str = ""


Register = tuple[Published, ...]


def require_disclosed(given: object) -> None:
    """The guard at whatever shows something."""
    if not isinstance(given, Disclosed):
        raise TypeError(f"Only what the disclosure gateway let through is shown, not a {type(given).__name__}.")


def to_rows(register: Register) -> list[dict[str, Any]]:
    """The register as plain rows, to be stored."""
    return [
        {**msgspec.to_builtins(one), "population": msgspec.json.encode(one.population).decode()} for one in register
    ]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> Register:
    return tuple(
        Published(
            row["wave"],
            row["kind"],
            row["subject"],
            msgspec.json.decode(row["population"], type=Population),
            row["n"],
            row["body"],
        )
        for row in rows
    )


def body_of(of: object) -> str:
    return msgspec.json.encode(of).decode()
