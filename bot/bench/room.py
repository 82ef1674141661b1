"""How long a directory takes to build, and how much memory it keeps. Each is measured in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bot.bench.figures import Figure, tidy
from bot.bench.synthetic import enlarged
from knowledge.directory import Directory
from knowledge.sources import curated

PAGES = Path("/proc/self/statm")
MIB = 1 << 20


def room(sizes: Sequence[int]) -> list[Figure]:
    """For the curated directory (0) and each size: memory, and seconds to build."""
    return [figure for size in sizes for figure in _measured(size)]


def _measured(size: int) -> list[Figure]:
    run = [sys.executable, "-m", "bot.bench.room", str(size)]
    said = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    name, over = str(size or "curated"), f"{said['services']:,} services"
    return [
        Figure(f"directory_mib_{name}", said["mib"], "MiB", f"{over}, entries and index, resident"),
        Figure(f"build_s_{name}", said["seconds"], "s", f"{over}, entries at hand"),
    ]


def resident() -> float:
    """MiB in use now; where the system does not tell, the most there ever was."""
    if PAGES.exists():
        return int(PAGES.read_text().split()[1]) * resource.getpagesize() / MIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (MIB if sys.platform == "darwin" else 1024)


def build(size: int) -> dict[str, float]:
    before = resident()
    read = curated.load()
    services = enlarged(read.services, size) if size else list(read.services)
    begun = perf_counter()
    directory = Directory(services, read.topics.values(), read.localities.values())
    seconds = perf_counter() - begun
    del read
    tidy()
    return {
        "services": len(directory.services),
        "mib": round(resident() - before, 1),
        "seconds": round(seconds, 3),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(build(int(sys.argv[1]))))
