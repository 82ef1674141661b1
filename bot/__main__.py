"""The command line. Each command imports what it needs when it runs, so that `signpost ask` starts at once."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from bot.commands.parts import Misuse

PROBLEM = 2  # exit status: what was given cannot be used

# command, what it is for, its module in bot.commands
COMMANDS = (
    ("ask", "answer one question, or a file of them", "ask"),
    ("run", "start the bot on every platform whose token is set", "run"),
    ("outbox", "what is to leave, what left, and what did not and why", "outbox"),
    ("db", "upgrade, back up, restore or move the database", "db"),
    ("doctor", "say what is wrong with this installation, and how to mend it", "doctor"),
    ("demo", "try it in a browser, with invented people", "demo"),
    ("chat", "try it in this terminal, with invented people", "chat"),
    ("collaborative", "make a collaborative, or show what there is", "collaborative"),
    ("anchor", "say who may send announcements to a collaborative", "anchor"),
    ("audit", "who did what to whom, and when", "audit"),
    ("retention", "how long each kind of data is kept, and what was last dropped", "retention"),
    ("directory", "list or check the directory, or see its gaps", "directory"),
    ("survey", "check, try, launch and export surveys, and their results", "survey"),
    ("evaluate", "measure how often the right service comes first", "evaluate"),
)


class Parser(argparse.ArgumentParser):
    """Says what cannot be used in one line, like everything else here; `--help` has the rest."""

    def error(self, message: str) -> NoReturn:
        self.exit(PROBLEM, f"signpost: {message}; “{self.prog} --help” says how\n")


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    if words is None:
        gc.disable()  # nothing of what a process loads at its start is garbage: looking for some takes a fifth of it
    given = list(sys.argv[1:] if words is None else words)
    parser = Parser(prog="signpost", description="Who do I refer to? A bot that knows the local services.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, purpose, module in COMMANDS:
        command = commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
        if given[:1] == [name]:
            importlib.import_module(f"bot.commands.{module}").prepare(command)
    options = parser.parse_args(given)
    if words is None:
        gc.freeze()
        gc.enable()
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    try:
        return int(options.act(options))
    except Misuse as problem:
        print(f"signpost: {problem}", file=sys.stderr)
        return PROBLEM
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
