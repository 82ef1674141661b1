"""Messages sent per second to a platform that takes each at once: every one with its intent and its mark."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import sys
from random import Random
from time import perf_counter, process_time

from bot.bench.crowd import leave, settle, unsent
from bot.bench.figures import Figure
from bot.bench.taker import Taker
from bot.commands.parts import now
from bot.delivery.lanes import Post
from bot.delivery.pace import Limits
from bot.store import Store

LANES = 50
IN_FLIGHT = 16  # of each lane
GLANCE_SECONDS = 0.02


def sending(name: str, url: str, messages: int, processes: int = 1) -> Figure:
    """Over many lanes, by so many processes."""
    store = Store(url, now)
    store.create()
    leave(store, settle(store, "somewhere", messages, "bench", LANES))
    store.close()
    senders = [_Sender(url) for _ in range(processes)]
    begun = perf_counter()
    for one in senders:
        one.begin()
    spent = sum(one.end() for one in senders) / messages * 1e3
    seconds = perf_counter() - begun
    size = (
        f"{messages:,} messages over {LANES} lanes, {IN_FLIGHT} in flight on each, intent and mark for each; "
        f"{processes} sending, {spent:.2f} ms of processor each"
    )
    return Figure(f"sends_per_s_{name}", round(messages / seconds, 1), "1/s", size)


class _Sender:
    """A process that sends all there is, from the moment when it may begin."""

    def __init__(self, url: str) -> None:
        run = [sys.executable, "-m", "bot.bench.sending", url]
        self._process = subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self._process.stdout.readline()

    def begin(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("begin\n")
        self._process.stdin.flush()

    def end(self) -> float:
        """Wait until all is sent: the seconds of processor that it took."""
        return float(self._process.communicate()[0])


async def _send_all(store: Store) -> None:
    post = Post(store, [Taker(Limits(in_flight=IN_FLIGHT))], secrets.token_hex(4), Random())
    running = asyncio.create_task(post.run())
    while await asyncio.to_thread(store.read, unsent):  # noqa: ASYNC110
        await asyncio.sleep(GLANCE_SECONDS)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def main(url: str) -> None:
    store = Store(url, now)
    store.read(unsent)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    spent = process_time()
    asyncio.run(_send_all(store))
    sys.stdout.write(f"{process_time() - spent}\n")
    store.close()


if __name__ == "__main__":
    main(sys.argv[1])
