"""`make bench`: measures, prints a line for each figure, and writes them all to one file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.bench.asking import answering
from bot.bench.figures import Figure, write
from bot.bench.loads import QUICK as QUICK_LOADS
from bot.bench.loads import Sizes, loads
from bot.bench.pace import pace
from bot.bench.questions import questions
from bot.bench.sized import Plan, sized
from bot.bench.starting import starting
from bot.bench.stored import stored
from bot.bench.surveys import surveys
from knowledge.library import Library
from knowledge.sources.curated import NATIONAL

QUICK = ("--sizes", "900", "--people", "20", "--processes", "1", "--compared", "2", "--asked", "5", "--members", "40")


def main(words: Sequence[str]) -> int:
    options = _options(words)
    figures = []
    for figure in measured(options):
        sys.stdout.write(f"{figure.line}\n")
        sys.stdout.flush()
        figures.append(figure)
    write(figures, options.output)
    sys.stdout.write(f"written to {options.output}\n")
    return 0


def measured(options: argparse.Namespace) -> Iterator[Figure]:
    """Everything there is to measure, one after the other."""
    library = Library.open()
    services = tuple(library.directory.services.values())
    asked = questions(options.questions, services, library.localities)[: options.asked]
    yield from starting(options.processes)
    for plan in plans(options):
        yield from sized(plan)
    yield from answering(library, asked)
    yield from surveys(tuple(options.members))
    yield from stored(tuple(options.members))
    yield from pace(library, asked, options.people, options.output.parent)
    yield from loads(QUICK_LOADS if options.quick else Sizes(), options.output.parent)


def plans(options: argparse.Namespace) -> Iterator[Plan]:
    """The curated directory, made ones, and the largest once more with nothing that may be passed over."""
    folder, asked, compared = str(options.questions), options.asked, options.compared
    yield Plan(0, folder, asked, compared * 4, rounds=3)
    for size in options.sizes:
        yield Plan(size, folder, asked, compared)
    yield Plan(max(options.sizes), folder, asked, 0, place=NATIONAL)


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 50_000], help="services of made directories")
    parser.add_argument("--people", type=int, default=800, help="whose questions go through the whole bot")
    parser.add_argument("--members", type=int, nargs="+", default=[100, 100_000], help="members who are surveyed")
    parser.add_argument("--processes", type=int, default=7, help="fresh processes of signpost ask")
    parser.add_argument("--compared", type=int, default=24, help="questions that WRatio answers too")
    parser.add_argument("--asked", type=int, default=1_000, help="questions asked, at most")
    parser.add_argument("--questions", type=Path, default=Path("tests/questions"), help="a folder of questions")
    parser.add_argument("--output", type=Path, default=Path("build/bench.json"), help="the file of figures")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that it runs")
    given = parser.parse_args(words)
    return parser.parse_args([*words, *QUICK]) if given.quick else given


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
