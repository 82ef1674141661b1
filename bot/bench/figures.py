"""A figure that was measured, and the few sums that make one."""

from __future__ import annotations

import gc
import json
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter_ns

SECOND = 1e9  # nanoseconds
UNITS = {"us": 1e3, "ms": 1e6, "s": SECOND}


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in which unit, and over how much."""

    name: str
    value: float
    unit: str
    size: str

    @property
    def line(self) -> str:
        return f"{self.name:<30} {self.value:>14,.{1 if self.value >= 100 else 3}f} {self.unit:<3}  {self.size}"


def write(figures: Iterable[Figure], path: Path) -> None:
    """One JSON object: a figure's name leads to its value, unit and size."""
    held = {one.name: {key: value for key, value in asdict(one).items() if key != "name"} for one in figures}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


def took(act: Callable[..., object], *given: object) -> int:
    """Nanoseconds that one call takes."""
    begun = perf_counter_ns()
    act(*given)
    return perf_counter_ns() - begun


def spread(name: str, nanoseconds: Sequence[int], unit: str, size: str) -> list[Figure]:
    """Median and 99th percentile. `name` holds a {} where these words go."""
    return [
        Figure(name.format("median"), round(statistics.median(nanoseconds) / UNITS[unit], 3), unit, size),
        Figure(name.format("p99"), round(percentile(nanoseconds, 0.99) / UNITS[unit], 3), unit, size),
    ]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]


def tidy() -> None:
    """Let what earlier measurements left behind be collected before the next begins."""
    gc.collect()
