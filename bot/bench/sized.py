"""Directories of several sizes: how long they take to build, the memory they keep, and how fast they answer.

Each is measured in a process of its own, so that one's memory is not counted as another's.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bot.bench.apart import apart, tell, told
from bot.bench.asking import asking
from bot.bench.figures import Figure, tidy
from bot.bench.questions import questions
from bot.bench.synthetic import enlarged
from knowledge.directory import Directory
from knowledge.sources import curated

PAGES = Path("/proc/self/statm")
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Plan:
    """`size` 0 is the curated directory as it is; `place` puts all that is made into one locality."""

    size: int
    questions: str
    asked: int
    compared: int
    rounds: int = 1
    place: str = ""

    @property
    def name(self) -> str:
        return f"{self.size or 'curated'}{'_one_place' if self.place else ''}"


def sized(plan: Plan) -> list[Figure]:
    """Measure in a fresh process."""
    return apart("bot.bench.sized", plan)


def measured(plan: Plan) -> Iterator[Figure]:
    """Build, then ask."""
    before = resident()
    read = curated.load()
    services = enlarged(read.services, plan.size, plan.place) if plan.size else read.services
    begun = perf_counter()
    directory = Directory(services, read.topics.values(), read.localities.values())
    seconds = perf_counter() - begun
    asked = questions(Path(plan.questions), read.services, read.localities)[: plan.asked]
    del read, services
    tidy()
    over = f"{len(directory.services):,} services{', all in one place' if plan.place else ''}"
    yield Figure(f"directory_mib_{plan.name}", round(resident() - before, 1), "MiB", f"{over}: resident, with entries")
    yield Figure(f"build_s_{plan.name}", round(seconds, 3), "s", f"{over}, entries at hand")
    yield from asking(directory, plan.name, asked, plan.rounds, plan.compared)


def resident() -> float:
    """MiB in use now; where the system does not tell, the most there ever was."""
    if PAGES.exists():
        return int(PAGES.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / MIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (MIB if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    tell(measured(Plan(**told())))
