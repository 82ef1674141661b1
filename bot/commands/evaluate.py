"""`signpost evaluate`: how often the right service comes first, on files of questions with their answers."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands.parts import Misuse, library


def prepare(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", help="YAML files of questions with their right answers")
    command.add_argument("--misses", action="store_true", help="show each question that was answered wrongly")
    command.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    from knowledge.evaluation import evaluate, load_questions

    known = library()
    for name in options.files:
        try:
            questions = load_questions(Path(name))
        except (OSError, ValueError) as problem:
            raise Misuse(f"{name} cannot be used: {problem}") from None
        report = evaluate(known.directory, questions)
        print(name)
        for line in report.lines(misses=options.misses):
            print(line)
    return 0
