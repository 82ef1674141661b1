"""`signpost chat`: try it in this terminal, as one of several invented people."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
from functools import partial

from bot import logs
from bot.commands.parts import Misuse, library, now, store
from bot.commands.run import keep_running
from bot.demonstration import PEOPLE, move_in
from bot.platforms.console import Console
from bot.synthetic import stage


def prepare(command: argparse.ArgumentParser) -> None:
    names = [pretend.account for pretend in PEOPLE]
    command.add_argument("--as", dest="who", default=names[0], help=f"whom to be: {', '.join(names)}")
    command.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    who = next((pretend for pretend in PEOPLE if pretend.account == options.who), None)
    if who is None:
        raise Misuse(f"{options.who!r} is nobody here: be one of {', '.join(one.account for one in PEOPLE)}")
    logs.set_up()
    known = library()
    kept = store("sqlite://")
    code = kept.run(lambda work: move_in(work, Console.name, known))
    kept.run(partial(stage, platform=Console.name))
    print(f"You are: {who.label} (invented). Ask in your own words; a number presses a button; “quit” ends.")
    print(f"To join a collaborative, write: join {code}")
    console = Console(who.account, _read, print, now().isoformat())
    with contextlib.closing(kept):
        asyncio.run(keep_running(kept, known, [console], "127.0.0.1", 0))
    return 0


def _read() -> str | None:
    try:
        return input("> ")
    except EOFError:
        return None
