"""From a kill to the next message: real processes of `signpost run`, and a Telegram on this machine that takes all."""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from time import perf_counter

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.bench.crowd import leave
from bot.bench.figures import Figure
from bot.commands.parts import now
from bot.messages import Address
from bot.store import Store

TOKEN = "8101234567:bench"  # noqa: S105
MESSAGES = 5_000  # more than are sent meanwhile
MOST_SECONDS = 60.0
BUSY = 20  # messages of a process, before it is killed


class Telegram:
    """Takes every message. `said` is when."""

    def __init__(self) -> None:
        self.said: list[float] = []
        self._ids = count(1)

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        result: object = True
        if method == "getMe":
            result = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
        elif method == "getUpdates":
            await asyncio.sleep(1.0)
            result = []
        elif method == "sendMessage":
            self.said.append(perf_counter())
            chat = {"id": 1, "type": "private"}
            result = {"message_id": next(self._ids), "date": 1_795_000_000, "chat": chat, "text": "taken"}
        return web.json_response({"ok": True, "result": result})

    async def until(self, many: int) -> None:
        """Wait until so many more were said."""
        wanted = len(self.said) + many
        async with asyncio.timeout(MOST_SECONDS):
            while len(self.said) < wanted:  # noqa: ASYNC110
                await asyncio.sleep(0.005)


@asynccontextmanager
async def _telegram() -> AsyncIterator[tuple[Telegram, str]]:
    telegram = Telegram()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", telegram.answer)
    server = TestServer(app)
    await server.start_server()
    try:
        yield telegram, str(server.make_url("")).rstrip("/")
    finally:
        await server.close()


async def _start(url: str, base: str, folder: Path) -> asyncio.subprocess.Process:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    settings = {
        "SIGNPOST_TELEGRAM_TOKEN": TOKEN,
        "SIGNPOST_TELEGRAM_API_BASE": base,
        "SIGNPOST_DATABASE": url,
        "SIGNPOST_DATA": str(folder),
        "SIGNPOST_PORT": port,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SIGNPOST_", "PTB_"))}
    run = (sys.executable, "-m", "bot", "run")
    quiet = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(*run, env=kept | settings, stdout=quiet, stderr=quiet)


async def _silences(url: str, folder: Path, kills: int, replicas: int) -> list[float]:
    """Seconds from each kill of the one that sends to the next message, by it started again or by another."""
    processes: list[asyncio.subprocess.Process] = []
    silences = []
    async with _telegram() as (telegram, base):
        try:
            for _ in range(replicas):
                processes.append(await _start(url, base, folder))
                await telegram.until(BUSY)
            for _ in range(kills):
                sender = processes.pop(0)
                sender.kill()
                killed = perf_counter()
                await sender.wait()
                if replicas == 1:
                    processes.append(await _start(url, base, folder))
                await telegram.until(1)
                silences.append(next(at for at in telegram.said if at > killed + 0.02) - killed)
                if replicas > 1:
                    processes.append(await _start(url, base, folder))
                await telegram.until(BUSY * 3)
        finally:
            for process in processes:
                process.kill()
                await process.wait()
    return silences


def stopping(name: str, url: str, folder: Path, kills: int, replicas: int = 1) -> Figure:
    """The median over some kills; with several replicas, until another has taken over."""
    store = Store(url, now)
    store.create()
    leave(store, [Address("telegram", TOKEN.partition(":")[0], str(5_000 + who)) for who in range(MESSAGES)])
    store.close()
    silences = asyncio.run(_silences(url, folder, kills, replicas))
    how = "another replica takes over, lease of 5 s" if replicas > 1 else "signpost run started again at once"
    size = f"median of {kills} kills at 27 messages a second, at most {max(silences):.2f} s: {how}"
    return Figure(name, round(statistics.median(silences), 2), "s", size)
