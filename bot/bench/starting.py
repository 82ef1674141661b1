"""How long somebody waits for `signpost ask`: whole processes, from nothing to the answer."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

from bot.bench.figures import SECOND, Figure, took

QUESTION = "Year 9 won't come in since half-term, anxious about school"
COMMAND = Path(sys.executable).with_name("signpost")
ASK = ("ask", QUESTION, "--locality", "oldham", "--json")


def starting(processes: int) -> list[Figure]:
    begin = [str(COMMAND)] if COMMAND.exists() else [sys.executable, "-m", "bot"]
    ask = [*begin, *ASK]
    subprocess.run(ask, check=True, capture_output=True)  # noqa: S603
    taken = [took(lambda: subprocess.run(ask, check=True, capture_output=True)) for _ in range(processes)]  # noqa: S603
    seconds = round(statistics.median(taken) / SECOND, 3)
    return [Figure("ask_start_s", seconds, "s", f"signpost ask, median of {processes} processes")]
