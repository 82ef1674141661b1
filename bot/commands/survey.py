"""`signpost survey`: check a survey, and try it in this terminal without keeping anything."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from bot.commands import adversary, comment, form, wave
from bot.commands.form import FILE, MODES
from bot.commands.parts import Misuse, now

if TYPE_CHECKING:
    from bot.flows.questionnaire import Asking
    from bot.messages import Message
    from bot.surveys.xlsform import Imported

LETTERS = "abcdefghijklmnopqrstuvwxyz"
QUIT = ("quit", "exit", "bye")


def prepare(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(dest="what", metavar="WHAT", required=True)
    listing = kinds.add_parser("list", help="the surveys that ship")
    listing.set_defaults(act=list_shipped)
    checking = kinds.add_parser("check", help="say whether a survey can be asked in a chat, and why not")
    checking.add_argument("file", nargs="?", metavar="FILE", help=f"{FILE}; without: all that ship")
    checking.set_defaults(act=check)
    trying = kinds.add_parser("preview", help="answer a survey here; nothing is kept")
    trying.add_argument("file", metavar="FILE", help=FILE)
    trying.add_argument("--mode", choices=MODES, default="anonymous")
    trying.add_argument("--language", help="as in the form: en, cy, …")
    trying.add_argument("--rotate", type=int, metavar="K", help="only K of the statements, as one wave asks one member")
    trying.add_argument("--json", action="store_true", help="print only the answers, as JSON")
    trying.set_defaults(act=preview)
    wave.prepare(kinds)
    comment.prepare(kinds)
    adversary.prepare(kinds)


def list_shipped(options: argparse.Namespace) -> int:
    from bot.surveys import instruments

    for name in instruments.names():
        found = instruments.load(name)
        print(f"{name:22} {len(found.asked):3} questions  {found.title[found.languages[0]]}")
    return 0


def check(options: argparse.Namespace) -> int:
    from bot.surveys import instruments

    return max(_checked(name) for name in ([options.file] if options.file else instruments.names()))


def preview(options: argparse.Namespace) -> int:
    """Whole lines come in: a letter presses a button, all else is typed."""
    asking = _asking(options, now().date())
    show: Callable[[str], None] = (lambda text: None) if options.json else print
    show("Nothing is kept. A letter presses a button, anything else is typed; “quit” ends.")
    answers = _answered(asking, _lines(options.json), show)
    if options.json:
        print(json.dumps(answers, ensure_ascii=False, indent=1))
    else:
        print("\nWhat would count at the close:")
        print("\n".join(f"  {name}: {value}" for name, value in answers.items()) or "  nothing")
    return 0


def _checked(name: str) -> int:
    from bot.surveys.xlsform import XLSFormError

    try:
        found = form.read(name)
    except XLSFormError as error:
        print("\n".join(map(str, error.problems)))
        print(f"{name}: {_count(len(error.problems), 'problem')}")
        return 1
    for remark in found.remarks:
        print(f"to think about: {remark}")
    print(f"{name}: {_summary(found)}: no problems")
    return 0


def _summary(found: Imported) -> str:
    from bot.flows.questionnaire import seconds

    one = found.instrument
    parts = [f"{one.id} {one.version}", _count(len(one.asked), "question"), f"about {seconds(one.asked)} seconds"]
    if one.dimensions:
        grid = f" × {_count(len(one.areas), 'area')}" if one.areas else ""
        parts.append(f"{_count(len(one.statements), 'statement')} in {_count(len(one.dimensions), 'dimension')}{grid}")
    parts.append(" and ".join(one.languages))
    return ", ".join(parts)


def _asking(options: argparse.Namespace, today: date) -> Asking:
    from bot.flows.questionnaire import Asking
    from bot.surveys.rotation import Rotation

    instrument = form.instrument(options.file)
    language = options.language or instrument.languages[0]
    if language not in instrument.languages:
        raise Misuse(f"there is no {language!r} in it: {', '.join(instrument.languages)}")
    asks: frozenset[str] = frozenset()
    if options.rotate is not None:
        statements = tuple(one.id for one in instrument.statements)
        try:
            shown = Rotation(instrument.id, statements, options.rotate).asks(0, 0, 0)
        except ValueError as problem:
            raise Misuse(str(problem)) from None
        asks = frozenset(one.id for one in instrument.asked if one.id not in statements or one.id in shown)
    return Asking("preview", instrument, options.mode, today, asks=asks, language=language)


def _answered(asking: Asking, lines: Iterable[str], show: Callable[[str], None]) -> dict[str, str]:
    from bot.flows.questionnaire import counted, render
    from bot.flows.survey import Said, hear

    message = render(asking)
    show(_drawn(message))
    for line in lines:
        buttons = [button for row in message.rows for button in row]
        at = LETTERS.find(line.lower()) if len(line) == 1 else -1
        heard = Said(pressed=buttons[at].token) if 0 <= at < len(buttons) else Said(line, removable=True)
        turn = hear(asking, heard)
        if turn is None:
            show("(That is no answer here: in a chat, it would be a question to the bot.)")
            continue
        asking, message = turn.asking, turn.say[0]
        show(_drawn(message))
    return dict(counted(asking))


def _drawn(message: Message) -> str:
    buttons = (button for row in message.rows for button in row)
    return "\n".join(("", message.plain, *(f"  [{LETTERS[at]}] {one.label}" for at, one in enumerate(buttons))))


def _lines(quietly: bool) -> Iterator[str]:
    """What is typed, line by line, until there is no more."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    while True:
        try:
            line = input("> " if sys.stdin.isatty() and not quietly else "").strip()
        except EOFError:
            return
        if line.lower() in QUIT:
            return
        if line:
            yield line


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
