"""How long somebody waits for `signpost ask`: whole processes, from nothing to the answer."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.bench.figures import SECOND, Figure, took

QUESTION = "Year 9 won't come in since half-term, anxious about school"
COMMAND = Path(sys.executable).with_name("signpost")
ASK = ("ask", QUESTION, "--locality", "oldham", "--json")


def starting(processes: int) -> list[Figure]:
    begin = [str(COMMAND)] if COMMAND.exists() else [sys.executable, "-m", "bot"]
    ask = [*begin, *ASK]
    _wait_for(ask)
    seconds = round(statistics.median(took(_wait_for, ask) for _ in range(processes)) / SECOND, 3)
    return [Figure("ask_start_s", seconds, "s", f"signpost ask, median of {processes} processes")]


def _wait_for(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
