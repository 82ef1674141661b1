"""Microseconds for one question, beside plain WRatio over the same entries' names, turn by turn."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.bench.figures import Figure, spread, tidy, took
from bot.bench.questions import Question
from bot.flows.answer import Asker
from bot.flows.ask import reply
from knowledge.directory import Directory
from knowledge.library import Library
from knowledge.safety import screen

WARM = 20
ROUNDS = 3
OFFERED = 5


def asking(directory: Directory, named: str, asked: Sequence[Question], rounds: int, compared: int) -> list[Figure]:
    """`find` on every question, so many times over; in between, WRatio on so many of them, evenly spread."""
    names = [name for service in directory.services.values() for name in (service.name, *service.alternate_names)]
    found: list[int] = []
    plain: list[int] = []
    for one in asked[:WARM]:
        directory.find(one.text, one.locality)
    tidy()
    turns = rounds * tuple(asked)
    every = max(1, len(turns) // max(1, compared))
    for turn, one in enumerate(turns):
        found.append(took(directory.find, one.text, one.locality))
        if compared and turn % every == 0:
            plain.append(took(_wratio, one.text, names))
    size = f"{len(directory.services):,} services"
    figures = spread(f"ask_us_{{}}_{named}", found, "us", f"{size}, {len(found):,} questions")
    if plain:
        over = f"{size}, {len(names):,} names, {len(plain):,} of the questions"
        figures += spread(f"wratio_us_{{}}_{named}", plain, "us", over)
    return figures


def _wratio(question: str, names: Sequence[str]) -> list[tuple[str, float, int]]:
    return process.extract(question, names, scorer=fuzz.WRatio, limit=OFFERED)


def answering(library: Library, asked: Sequence[Question]) -> list[Figure]:
    """The safety screen alone, and all that makes an answer: screen, find, draw."""
    for one in asked[:WARM]:
        _respond(library, one)
    tidy()
    screened: list[int] = []
    answered: list[int] = []
    for one in ROUNDS * tuple(asked):
        screened.append(took(screen, one.text, library.names))
        answered.append(took(_respond, library, one))
    size = f"{len(screened):,} questions"
    return [
        *spread("screen_us_{}", screened, "us", size),
        *spread("respond_us_{}", answered, "us", f"{size}: screen, find, draw"),
    ]


def _respond(library: Library, one: Question) -> object:
    return reply(screen(one.text, library.names), Asker(one.locality), library)
