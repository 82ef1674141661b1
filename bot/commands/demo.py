"""`signpost demo`: the web chat on this machine alone, as any of several invented people."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
from functools import partial
from pathlib import Path

from bot import logs
from bot.commands.parts import Misuse, library, settings, store
from bot.commands.run import alone, keep_running
from bot.demonstration import PEOPLE, UNHEARD, move_in
from bot.platforms.web import Web
from bot.store import Store
from bot.synthetic import stage
from knowledge.library import Library

LOOPBACK = "127.0.0.1"
PORT = 8765


def prepare(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, help=f"the port on this machine (default: {PORT}, or else a free one)")
    command.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    logs.set_up()
    if options.port is not None and not 0 <= options.port < 65536:
        raise Misuse("the port must be a number from 0 to 65535")
    known = library()
    kept = store(f"sqlite:///{Path(settings().data) / 'demonstration.db'}")
    code = kept.run(lambda work: move_in(work, Web.name, known))
    kept.run(partial(stage, platform=Web.name))
    with contextlib.closing(kept), alone(kept):
        for port in (PORT, 0) if options.port is None else (options.port,):
            try:
                asyncio.run(_serve(kept, known, port, code))
                return 0
            except OSError as problem:
                taken = Misuse(f"port {port} cannot be listened on ({problem.strerror}): choose one with --port")
        raise taken


async def _serve(kept: Store, known: Library, port: int, code: str) -> None:
    opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    web = Web([*((one.account, one.label) for one in PEOPLE), *((one, "") for one in UNHEARD)])
    opened.add_done_callback(lambda done: _say_where(done.result(), code))
    await keep_running(kept, known, [web], LOOPBACK, port, opened)


def _say_where(port: int, code: str) -> None:
    print(f"\nSignpost is running. Open http://{LOOPBACK}:{port}/ in a browser on this machine.", flush=True)
    print("To join a collaborative, be “Somebody new” and write:", flush=True)
    print(f"    join {code}", flush=True)
    print("What an anchor sees: be “Anchor (council), Worcestershire” and write:", flush=True)
    print("    engagement, fading, sectors, members, results, surveys, announce, or invite", flush=True)
    print("Everybody in it is invented. Stop it with Ctrl+C.\n", flush=True)
