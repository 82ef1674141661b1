"""Events per second through the whole bot, and python-telegram-bot's echo beside it: one round of each in turn."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from bot.bench.echo import echo
from bot.bench.events import IN_FLIGHT, Crowd, open_store
from bot.bench.figures import Figure, spread, tidy
from bot.bench.questions import Question
from knowledge.library import Library

ROUNDS = 3
ALONE = 100


def pace(library: Library, asked: Sequence[Question], people: int, folder: Path) -> list[Figure]:
    """`folder` is on the disk that counts: a temporary folder may be in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    said = list(islice(cycle(asked), people))
    plain = [replace(one, text="help") for one in said]
    rates: dict[str, list[float]] = {"events": [], "help": [], "echo": []}
    with tempfile.TemporaryDirectory(dir=folder) as place:
        store = open_store(Path(place))
        crowd = Crowd(store, library)
        helped = Crowd(store, library, crowd.numbers)
        alone = Crowd(store, library, crowd.numbers)
        try:
            _round(crowd, said[:IN_FLIGHT])
            crowd.took.clear()
            _round(alone, said[:ALONE], 1)
            for _ in range(ROUNDS):
                rates["events"].append(people / _round(crowd, said))
                rates["echo"].append(people / asyncio.run(echo(said)))
                rates["help"].append(people / _round(helped, plain))
        finally:
            store.close()
    size = f"{people:,} people, {IN_FLIGHT} at once, median of {ROUNDS} rounds"
    return [
        _rate("events_per_s", rates["events"], f"questions of {size}, SQLite on disk, synchronous=FULL"),
        *spread("events_{}_ms", crowd.took, "ms", f"{size}, each from being heard to its row marked sent"),
        *spread("event_alone_{}_ms", alone.took, "ms", f"{len(alone.took)} people, one after the other"),
        _rate("help_events_per_s", rates["help"], f"“help” from {size}: the same way without a search"),
        _rate("ptb_echo_per_s", rates["echo"], f"{people:,} updates, nothing stored, median of {ROUNDS} rounds"),
    ]


def _round(crowd: Crowd, said: Sequence[Question], in_flight: int = IN_FLIGHT) -> float:
    events = crowd.settle_in(said)
    tidy()
    return asyncio.run(crowd.ask(events, in_flight))


def _rate(name: str, rates: Sequence[float], size: str) -> Figure:
    return Figure(name, round(statistics.median(rates), 1), "1/s", size)
