"""Measuring in a process of its own, so that one measurement's memory and threads are not counted as another's."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bot.bench.figures import Figure


def apart(module: str, plan: Any) -> list[Figure]:
    """Run a module with a plan (a dataclass) in a fresh process; the figures that it `tell`s."""
    run = [sys.executable, "-m", module, json.dumps(asdict(plan))]
    said = subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [Figure(**figure) for figure in json.loads(said.splitlines()[-1])]


def told() -> dict[str, Any]:
    """The plan's fields, in the process that measures."""
    given: dict[str, Any] = json.loads(sys.argv[1])
    return given


def tell(figures: Iterable[Figure]) -> None:
    """The last line that is said."""
    sys.stdout.write(f"{json.dumps([asdict(figure) for figure in figures])}\n")
